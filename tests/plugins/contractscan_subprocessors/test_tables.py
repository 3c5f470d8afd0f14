"""Tables and lists of sub-processors."""

from dataclasses import replace

import pytest

from contractscan.model import Cell, Span, Table
from contractscan.testing import document, find
from contractscan_subprocessors.tables import SubprocessorTables


def with_table(before, rows, **options):
    """A document whose text ends with a table of these rows, the first of them its header."""
    lines = [before, *(" | ".join(row) for row in rows)]
    text = "\n".join(lines)
    made = document(text, **options)
    cells = []
    position = len(before) + 1
    for row in rows:
        line = []
        for column, words in enumerate(row):
            line.append(Cell(span=Span(position, position + len(words)), column=column))
            position += len(words) + 3
        cells.append(tuple(line))
        position -= 2
    table = Table(span=Span(cells[0][0].span.start, cells[-1][-1].span.end), header=cells[0], rows=tuple(cells[1:]))
    return replace(made, tables=(table,))


def facts(clauses):
    return {fact.name for fact in clauses[0].facts}


def test_columns_become_facts():
    made = with_table(
        "Annex 3",
        [
            ("Sub-processor", "Address", "Contact person", "Task", "Country", "Transfer mechanism"),
            ("Fjällhost AB", "Storgatan 1, Umeå", "Dataskyddsombud", "Hosting", "Sweden", "None needed"),
        ],
    )
    clauses = find(SubprocessorTables(), made)
    assert facts(clauses) == {"address", "contact", "entries", "place", "purpose", "transfer_tool"}
    assert made.quote(clauses[0].span).endswith("None needed")


def test_swedish_table_under_words_that_name_its_subject():
    made = with_table(
        "Följande underbiträden anlitas vid avtalets ingående.",
        [("Namn", "Uppgift", "Land"), ("Norrmoln AB", "Drift", "Sverige"), ("Västpost ApS", "Utskick", "Danmark")],
        language="sv",
    )
    clauses = find(SubprocessorTables(), made)
    assert facts(clauses) == {"entries", "place", "purpose"}
    assert clauses[0].fact("entries") == 2


@pytest.mark.parametrize(
    ("before", "rows"),
    [
        ("Prices of the Services", [("Name", "Service", "Country"), ("Basic", "Storage", "Sweden")]),
        ("Sub-processors", [("Version", "Date"), ("1.0", "2026-01-01")]),
        ("Sub-processors", [("Sub-processor", "Task", "Country")]),
    ],
)
def test_other_tables_are_none(before, rows):
    assert find(SubprocessorTables(), with_table(before, rows)) == []


def test_plain_list_under_its_heading():
    made = document(
        "List of Sub-processors\n\nFjällhost AB, Umeå, Sweden: hosting service\n\nRheinmail GmbH, Germany: e-mail\n"
    )
    clauses = find(SubprocessorTables(), made)
    assert clauses[0].fact("entries") == 2
    assert clauses[0].fact("place") is True


def test_companies_outside_a_list_are_none():
    assert find(SubprocessorTables(), document("Parties\n\nFjällhost AB and Rheinmail GmbH agree as follows.")) == []

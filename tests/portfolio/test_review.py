"""Reviews: failures as rows, resumption, processes, the matrix."""

import json
import re
from dataclasses import replace

import pytest

from contractscan.errors import UsageError
from contractscan.model import Severity, Verdict
from contractscan.portfolio import matrix, matrix_reports, review, snapshot
from contractscan.portfolio.snapshot import KeptFinding, Quote, Snapshot

TERMS = (
    "1 Data\n1.1 The Supplier shall store the Customer's data in Sweden.\n1.2 The parties agree on this Agreement.\n"
)


@pytest.fixture
def folder(tmp_path):
    for name in ("acme", "borealis"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "terms.txt").write_text(TERMS + name, encoding="utf-8")
    (tmp_path / "in" / "empty").mkdir()
    return tmp_path / "in"


OTHERS = (
    "art28", "audit", "contract", "decision", "deletion", "exit", "government", "incident", "instructions", "ownership",
    "security", "subprocessors", "transfers",
)  # fmt: skip
"""One topic is enough here, and quick."""


def tasks(folder, reports=""):
    return review.tasks(folder, profile="", language="en", without=OTHERS, reports=reports, today="2026-11-25")


def quiet(name, done, of):
    pass


def test_one_vendors_failure_is_a_row_that_says_so(folder):
    results = {r.name: r for r in review.review(tasks(folder), jobs=1, store=review.Store(None), progress=quiet)}
    assert results["acme"].snapshot.findings
    assert results["empty"].snapshot is None
    assert "no documents" in results["empty"].failure


def test_an_unchanged_vendor_is_not_read_again_and_a_changed_one_is(folder, tmp_path, monkeypatch):
    store = review.Store(tmp_path / "state")
    first = list(review.review(tasks(folder), jobs=1, store=store, progress=quiet))
    (folder / "acme" / "terms.txt").write_text(TERMS + "changed", encoding="utf-8")
    read = []
    original = review.run
    monkeypatch.setattr(review, "run", lambda task, key: note(read, task, original(task, key)))
    second = list(review.review(tasks(folder), jobs=1, store=store, progress=quiet))
    assert dict(read) == {"acme": True, "borealis": False, "empty": True}
    assert [r.name for r in second] == [r.name for r in first]
    assert second[1] == first[1]


def note(read, task, result):
    read.append((task.name, result is not None))
    return result


def test_an_interrupted_review_goes_on(folder, tmp_path):
    store = review.Store(tmp_path / "state")
    running = review.review(tasks(folder), jobs=1, store=store, progress=quiet)
    next(running)
    running.close()
    assert store.get("acme").snapshot is not None
    assert store.get("borealis") is None
    assert len(list(review.review(tasks(folder), jobs=1, store=store, progress=quiet))) == 3


def test_processes_give_the_same_results(folder, tmp_path):
    """The keys are left out: they change with a plugin's files, which an author may be saving just now."""
    alone = review.review(tasks(folder), jobs=1, store=review.Store(None), progress=quiet)
    together = review.review(tasks(folder), jobs=2, store=review.Store(None), progress=quiet)
    one, other = ([replace(r, key="") for r in review.in_order(tasks(folder), found)] for found in (alone, together))
    assert other == one
    assert [r.name for r in one] == ["acme", "borealis", "empty"]


def test_results_come_in_the_order_of_the_tasks_however_they_are_ready(folder):
    ready = [review.Result(name=name, key="", snapshot=None) for name in ("empty", "acme", "borealis")]
    assert [r.name for r in review.in_order(tasks(folder), ready)] == ["acme", "borealis", "empty"]


def test_a_damaged_kept_result_is_made_again(tmp_path):
    store = review.Store(tmp_path)
    store.put(review.Result(name="a", key="k", snapshot=None, failure="f"))
    (file,) = tmp_path.iterdir()
    assert store.get("a").failure == "f"
    file.write_text("{", encoding="utf-8")
    assert store.get("a") is None


def test_a_folder_without_sub_folders_is_refused(tmp_path):
    with pytest.raises(UsageError, match="sub-folders"):
        tasks(tmp_path)


def finding(verdict, severity="critical", requirement="EXI-04", **facts):
    return KeptFinding(
        requirement=requirement, title="=Retrieval", topic="exit", verdict=Verdict(verdict),
        severity=Severity(severity), reason="<b>why</b>",
        quotes=(Quote(text="=cmd()", document="d.pdf", page=2, section="1.1"),),
        facts=tuple(facts.items()),
    )  # fmt: skip


def result(name, *findings):
    snapshot = Snapshot(name=name, profile="p", profile_hash="h", documents=(), findings=findings, problems=())
    return review.Result(name=name, key="k", snapshot=snapshot)


@pytest.fixture
def made():
    accepted = replace(finding("adverse"), decision="accepted")
    return matrix.build(
        [
            result("worst", finding("not_found"), finding("adverse", "high", "CON-01")),
            result("best", finding("met", days_days=30), finding("partial", "high", "CON-01")),
            result("decided", accepted, finding("met", "high", "CON-01")),
            review.Result(name="lost", key="", snapshot=None, failure="it is <broken>"),
        ]
    )


def test_the_ranking_counts_open_critical_gaps(made):
    assert [(row.name, row.critical, row.gaps) for row in made.rows] == [
        ("decided", 0, 0), ("best", 0, 1), ("worst", 1, 2), ("lost", 0, 0),
    ]  # fmt: skip


def test_what_most_vendors_lack(made):
    assert [(lack.column.requirement, lack.gaps, lack.of) for lack in made.lacking] == [
        ("EXI-04", 2, 3),
        ("CON-01", 2, 3),
    ]


def test_the_page_escapes_and_links(made):
    page = matrix_reports.html(made, "sv", "results").decode()
    assert "<b>why</b>" not in page
    assert "it is &lt;broken&gt;" in page
    assert 'href="results/best.html#exi-04"' in page
    assert "</a> <small>30 dagar</small>" in page
    assert json.loads(re.search('id="reasons">(.*?)</script>', page)[1]) == ["<b>why</b>"]


def test_very_many_rows_come_in_blocks_and_few_in_one():
    results = [result(f"v{number:03}", finding(Verdict.MET)) for number in range(matrix_reports.MOST_ROWS + 1)]
    many = matrix_reports.html(matrix.build(results), "en", "").decode()
    assert many.count("<tbody>") == 1 + -(-len(results) // matrix_reports.ROWS_PER_BLOCK)  # and that of what is lacking
    assert re.findall(r'<th scope="row">(v\d+)', many) == [one.name for one in results]
    few = matrix_reports.html(matrix.build(results[:3]), "en", "").decode()
    assert few.count("<tbody>") == 2
    assert 'class="matrix blocks"' in many
    assert 'class="matrix"' in few


def test_long_swedish_words_may_be_broken_where_an_s_joins_them():
    text = "Standardavtalsklausuler och skyddsåtgärder i personuppgiftsbiträdesavtal"
    assert matrix_reports.with_breaks(text).replace("\u00ad", "-") == (
        "Standardavtals-klausuler och skydds-åtgärder i personuppgifts-biträdesavtal"
    )


def test_a_list_in_several_tables_counts_all_its_entries():
    def clause(place, **facts):
        return {
            "document": "a.md",
            "start": place,
            "end": place + 9,
            "kind": "subprocessors.list-table",
            "facts": facts,
        }

    def quote(place):
        known = {"document": "a.md", "page": 1, "section": "", "quote": "q", "kind": "subprocessors.list-table"}
        return {**known, "start": place, "end": place + 9}

    report = {
        "contract_set": {"name": "acme"},
        "profile": {"id": "p", "hash": "h"},
        "documents": [],
        "problems": [],
        "clauses": [clause(0, entries=4), clause(50, entries=1), clause(90, entries=3)],
        "findings": [
            {
                "requirement": "SUB-03", "title": "t", "topic": "subprocessors", "verdict": "partial",
                "severity": "critical", "reason": "r", "evidence": [quote(0), quote(50)],
            }
        ],
    }  # fmt: skip
    (kept,) = snapshot._from_report(report).findings
    assert matrix_reports.key_fact(kept, "en") == "8 entries"
    assert matrix_reports.key_fact(kept, "sv") == "8 poster"


def test_no_cell_starts_a_formula(made):
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(matrix_reports.xlsx(made, "sv", "")))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("cmd()" in value for value in values)
    assert not [value for value in values if value.startswith("=")]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert b"\n=" not in matrix_reports.as_csv(made, "sv", "").replace(b"\r\n", b"\n").replace(b'"=', b"x")


def test_the_workbook_is_the_same_every_time(made):
    assert matrix_reports.xlsx(made, "sv", "") == matrix_reports.xlsx(made, "sv", "")


def test_links_of_the_matrix_lead_to_the_requirement_in_the_vendor_s_report(folder, tmp_path):
    (tmp_path / "out").mkdir()
    work = [task for task in tasks(folder, str(tmp_path / "out")) if task.name == "acme"]
    made = matrix.build(review.review(work, jobs=1, store=review.Store(None), progress=quiet))
    links = re.findall(r'href="out/acme.html#([^"]+)"', matrix_reports.html(made, "sv", "out").decode())
    report = (tmp_path / "out" / "acme.html").read_text(encoding="utf-8")
    assert links
    assert all(f'id="{anchor}"' in report for anchor in links)


def test_a_thousand_vendors_share_what_is_the_same():
    slimmer = matrix.Slimmer()
    long = replace(
        finding("met"),
        reason="".join(["w", "hy"]),
        quotes=(Quote(text="x " * 900, document="d", page=1, section=""),) * 5,
    )
    first, second = (slimmer.slim(result(name, replace(long, reason="".join(["w", "hy"])))) for name in "ab")
    empty = [slimmer.slim(result(name, replace(finding("not_found"), quotes=()))) for name in "pq"]
    assert empty[0].snapshot.findings[0] is empty[1].snapshot.findings[0]
    assert first.snapshot.findings[0].reason is second.snapshot.findings[0].reason
    assert len(first.snapshot.findings[0].quotes) == 1
    assert len(first.snapshot.findings[0].quotes[0].text) <= matrix.QUOTED

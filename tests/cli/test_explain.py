"""`contractscan explain`."""

import pytest
from click.testing import CliRunner

from contractscan.cli.explain import command

TERMS = """# Terms

This Agreement is made between Aurora AB (the "Supplier") and the Customer. Aurora is an invented company.

## 1 Notice

The Supplier shall notify the Customer of changes to these Terms at least 20 days in advance.

The Customer shall notify the Supplier of changes to these Terms.

The Supplier shall notify the Customer.
"""


@pytest.fixture
def plugin(tmp_path):
    from contractscan.scaffold import new_plugin

    (tmp_path / "terms.md").write_text(TERMS, encoding="utf-8")
    return new_plugin("ours", tmp_path) / "src" / "contractscan_ours"


def run(plugin, *arguments):
    file = plugin.parents[2] / "terms.md"
    return CliRunner().invoke(command, [str(file), "--plugin-dir", str(plugin), *arguments], standalone_mode=False)


def test_each_passage_says_why(plugin):
    output = run(plugin, "--detector", "ours.notice").output
    assert "actor vendor (" in output
    assert 'force shall ("shall")' in output
    assert "notice_days=20" in output
    assert "somebody else is bound" in output


def test_the_requirements_test_is_followed_with_its_values(plugin):
    output = run(plugin, "--detector", "ours.notice").output
    assert "OURS-01 in this file:" in output
    assert "notice_days >= $days_min = 30 (notice_days = 20) fails" in output
    assert "YES partial: ours.notice" in output
    assert "the first rule that holds decides: partial" in output


def test_at_narrows_and_shows_what_is_missing(plugin):
    output = run(plugin, "--detector", "ours.notice", "--at", "notify the customer.").output
    assert "missing: changing" in output
    assert "20 days" not in output


def test_no_passage(plugin):
    assert "no passage comes near" in run(plugin, "--detector", "ours.notice", "--at", "elephant").output


def test_an_unknown_detector_names_the_nearest(plugin):
    assert "did you mean ours.notice" in str(run(plugin, "--detector", "ours.notise").exception)

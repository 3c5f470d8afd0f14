"""`contractscan decide` and what becomes of a recorded decision. All contract wording is invented."""

from dataclasses import replace
from datetime import date

import pytest

from contractscan import decisions, settings
from contractscan.cli import run
from contractscan.errors import ExitCode, UsageError
from contractscan.model import Decision, Evidence, Severity, Verdict
from contractscan.testing import document

TERMS = (
    "# Terms of Skiffer Cloud\n\n1.1 This Agreement is between Skiffer AB and the Customer.\n\n"
    "2.1 This Agreement is governed by the laws of the State of Nevada.\n"
)
TODAY = date(2026, 11, 26)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "terms.md").write_text(TERMS, encoding="utf-8")
    return tmp_path


def decide(folder, requirement="CON-03", *more):
    arguments = ["decide", str(folder), requirement, "--reason", 'Only "public" data\nåäö', "--by", "Ada Berg", *more]
    return run(arguments)


def scanned(folder, capsys):
    assert run(["scan", str(folder), "--report-language", "en", "--format", "csv"]) == ExitCode.DONE
    return capsys.readouterr().out


def test_a_recorded_decision_is_shown_and_no_longer_fails_the_pipeline(folder, capsys):
    assert decide(folder, "con-03", "--expires", "2999-01-01") == ExitCode.DONE
    (decision,) = settings.load(folder).decisions
    assert (decision.requirement, decision.reason, decision.decided_by) == (
        "CON-03",
        'Only "public" data\nåäö',
        "Ada Berg",
    )
    assert decision.expires == "2999-01-01"
    assert len(decision.fingerprint) == 32
    capsys.readouterr()
    assert "Accepted deviation" in scanned(folder, capsys)


def test_changed_words_of_the_contract_reopen_the_decision(folder, capsys):
    decide(folder)
    (folder / "terms.md").write_text(TERMS.replace("Nevada", "Oregon"), encoding="utf-8")
    capsys.readouterr()
    assert "Reopened" in scanned(folder, capsys)


def test_words_that_only_moved_do_not_reopen_it(folder, capsys):
    decide(folder)
    (folder / "terms.md").write_text(TERMS.replace("2.1", "9.9").replace("1.1", "\n\n1.1"), encoding="utf-8")
    capsys.readouterr()
    assert "Accepted deviation" in scanned(folder, capsys)


def test_an_expired_decision_says_so(folder, capsys):
    decide(folder, "CON-03", "--date", "2020-01-01", "--expires", "2020-12-31")
    capsys.readouterr()
    assert "Acceptance has expired" in scanned(folder, capsys)


def test_what_was_written_before_stays(folder):
    (folder / "decisions.toml").write_text("# Minutes 2026-11-02, item 7", encoding="utf-8")
    decide(folder)
    text = (folder / "decisions.toml").read_text(encoding="utf-8")
    assert text.startswith("# Minutes 2026-11-02, item 7\n\n[[decision]]\n")
    assert [path.name for path in folder.iterdir() if path.suffix not in (".md", ".toml")] == []


@pytest.mark.parametrize(
    ("requirement", "more", "message"),
    [
        ("CON-99", (), "CON-99 is no requirement of"),
        ("CON-03", ("--expires", "soon"), "soon is no date"),
        ("CON-03", ("--date", "2026-13-01"), "2026-13-01 is no date"),
    ],
)
def test_mistakes_are_usage_errors_and_record_nothing(folder, capsys, requirement, more, message):
    assert decide(folder, requirement, *more) == ExitCode.USAGE
    assert message in capsys.readouterr().err
    assert not (folder / "decisions.toml").exists()


def test_a_requirement_is_decided_about_once(folder, capsys):
    decide(folder)
    assert decide(folder) == ExitCode.USAGE
    assert "already decides about CON-03" in capsys.readouterr().err


def test_there_is_nothing_to_accept_where_there_is_no_gap(folder, capsys):
    (folder / "terms.md").write_text(TERMS.replace("the laws of the State of Nevada", "Swedish law"), encoding="utf-8")
    assert decide(folder) == ExitCode.USAGE
    assert "no gap to accept" in capsys.readouterr().err


def test_a_decision_about_an_unknown_requirement_is_an_error_when_scanning(folder, capsys):
    (folder / "decisions.toml").write_text(
        '[[decision]]\nrequirement = "CON-77"\nreason = "r"\ndecided-by = "b"\ndate = 2026-01-01\n', encoding="utf-8"
    )
    assert run(["scan", str(folder)]) == ExitCode.USAGE
    assert "CON-77" in capsys.readouterr().err


@pytest.fixture
def finding(requirement_of, clause_of):
    text = document("The Customer waives its claims.", name="a.md")
    clause = clause_of(text)
    evidence = Evidence(
        document=0, span=clause.span, quote=text.quote(clause.span), page=None, section="1", clause=clause, stem=""
    )
    return requirement_of(evidence)


@pytest.fixture
def clause_of():
    from contractscan.model import Actor, Clause, Force, Span

    def make(text):
        span = Span(0, len(text.text.strip()))
        return Clause(
            kind="demo.kind", document=0, span=span, focus=span, facts=(), actor=Actor.VENDOR, force=Force.SHALL,
            detector="demo", explanation="",
        )  # fmt: skip

    return make


@pytest.fixture
def requirement_of():
    from contractscan.model import Finding, Requirement, Searched, Text

    requirement = Requirement(
        id="CON-03", topic="contract", severity=Severity.HIGH, severity_reason=Text("a", "a"), title=Text("a", "a"),
        question=Text("a", "a"), citations=(), clause_kinds=(), test=(), thresholds=(), expectation={},
        advice=Text("a", "a"), ask=Text("a", "a"), source="",
    )  # fmt: skip
    searched = Searched(documents=(), pages=0, unread_pages=(), passages=0, detectors=(), nearest=())

    def make(evidence):
        return Finding(
            requirement=requirement, verdict=Verdict.ADVERSE, severity=Severity.HIGH, reason=Text("a", "a"),
            evidence=(evidence,), searched=searched, decision=None,
        )  # fmt: skip

    return make


def test_the_fingerprint_follows_verdict_and_words_and_not_place_and_spacing(finding):
    (evidence,) = finding.evidence
    same = replace(finding, evidence=(replace(evidence, quote="The  Customer\nwaives its claims.", page=7),))
    assert decisions.fingerprint(same) == decisions.fingerprint(finding)
    other = replace(finding, evidence=(replace(evidence, quote="The Customer waives all claims."),))
    assert decisions.fingerprint(other) != decisions.fingerprint(finding)
    assert decisions.fingerprint(replace(finding, verdict=Verdict.PARTIAL)) != decisions.fingerprint(finding)


@pytest.mark.parametrize(
    ("expires", "fits", "state"),
    [
        ("", True, "accepted"),
        ("2026-11-26", True, "accepted"),
        ("2026-11-25", True, "expired"),
        ("2030-01-01", False, "reopened"),
        ("2026-11-25", False, "reopened"),
    ],
)
def test_states(finding, expires, fits, state):
    decision = Decision(
        requirement="CON-03", reason="r", decided_by="b", date="2026-01-01", expires=expires,
        fingerprint=decisions.fingerprint(finding) if fits else "0" * 32,
    )  # fmt: skip
    (judged,) = decisions.apply([finding], [decision], TODAY)
    assert judged.decision.state == state


def test_two_decisions_about_one_requirement_are_an_error(finding):
    decision = Decision(requirement="CON-03", reason="r", decided_by="b", date="2026-01-01")
    with pytest.raises(UsageError, match="two decisions about CON-03"):
        decisions.apply([finding], [decision, decision], TODAY)

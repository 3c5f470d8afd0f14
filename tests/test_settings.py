"""The files beside the contracts, and decisions."""

from datetime import date

import pytest

from contractscan import decisions, settings
from contractscan.errors import UsageError
from contractscan.model import Decision


def test_nothing_there_gives_the_defaults(tmp_path):
    assert settings.load(tmp_path) == settings.Settings()


def test_everything_is_read(tmp_path):
    (tmp_path / "contractscan.toml").write_text(
        'name = "Acme"\nprofile = "p"\nclassification = "K3R2T1"\nplugin-dirs = ["own"]\n'
        "[applicability]\nsecrecy = true\n",
        encoding="utf-8",
    )
    decision = Decision(
        requirement="CON-03",
        reason='Citat "å" \\ och\nrad',
        decided_by="IT-chefen",
        date="2026-11-02",
        fingerprint="ab",
    )
    decisions.append(tmp_path / "decisions.toml", decision)
    decisions.append(tmp_path / "decisions.toml", Decision(**{**as_dict(decision), "requirement": "CON-04"}))
    loaded = settings.load(tmp_path)
    assert str(loaded.classification) == "K3R2T1"
    assert loaded.plugin_dirs == (tmp_path / "own",)
    assert loaded.applicability == {"secrecy": True}
    assert loaded.decisions == (decision, Decision(**{**as_dict(decision), "requirement": "CON-04"}))


def as_dict(decision):
    return {name: getattr(decision, name) for name in Decision.__dataclass_fields__}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = ", "Invalid value"),
        ("profil = 'a'", "profil is not known"),
        ("classification = 'K9R1T1'", "K3R2T2"),
        ("[applicability]\nsecrecy = 'yes'", "true or false"),
        ("[[decision]]\nrequirement = 'A'", "needs reason"),
        ("[[decision]]\nrequirement='A'\nreason='b'\ndecided-by='c'\ndate='tomorrow'", "no date"),
    ],
)
def test_mistakes_are_told_in_one_line(tmp_path, text, words):
    (tmp_path / "contractscan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        settings.load(tmp_path)


@pytest.fixture
def assessments():
    from contractscan.model import (
        Clause,
        Evidence,
        Finding,
        Requirement,
        Searched,
        Severity,
        Span,
        Text,
        Verdict,
    )  # fmt: skip

    both = Text(sv="s", en="e")
    requirement = Requirement(
        id="CON-03", topic="c", severity=Severity.LOW, severity_reason=both, title=both, question=both, citations=(),
        clause_kinds=(), test=(), advice=both, ask=both,
    )  # fmt: skip
    clause = Clause(kind="k", document=0, span=Span(0, 1), focus=Span(0, 1), detector="d")
    searched = Searched(documents=(), pages=0, unread_pages=(), passages=0, detectors=())

    def make(verdict, quote):
        evidence = Evidence(document=0, span=Span(0, 1), quote=quote, page=1, section="", clause=clause)
        return Finding(
            requirement=requirement, verdict=Verdict(verdict), severity=Severity.LOW, reason=both, evidence=(evidence,),
            searched=searched,
        )  # fmt: skip

    return make


def decided(**more):
    return Decision(**{"requirement": "CON-03", "reason": "r", "decided_by": "d", "date": "2026-01-01", **more})


@pytest.mark.parametrize(
    ("expires", "quote", "state"),
    [
        ("", "the words", "accepted"),
        ("2026-11-25", "the  words", "accepted"),
        ("2026-11-24", "the words", "expired"),
        ("", "other words", "reopened"),
    ],
)
def test_a_decision_stands_until_it_expires_or_the_words_change(assessments, expires, quote, state):
    mark = decisions.fingerprint(assessments("partial", "the words"))
    (result,) = decisions.apply(
        [assessments("partial", quote)], [decided(expires=expires, fingerprint=mark)], date(2026, 11, 25)
    )
    assert result.decision.state == state


def test_an_unknown_or_repeated_requirement_is_an_error(assessments):
    with pytest.raises(UsageError, match="no requirement"):
        decisions.apply([assessments("met", "x")], [decided(requirement="XXX-01")], date(2026, 1, 1))
    with pytest.raises(UsageError, match="two decisions"):
        decisions.apply([assessments("met", "x")], [decided(), decided()], date(2026, 1, 1))

"""Ways for an installed plugin to misbehave: its own results are lost, the report names it, nothing else happens."""

import sys
import textwrap
import time

import pytest

from contractscan import isolation
from contractscan.cli import run as run_command
from contractscan.detection import detect
from contractscan.hookspecs import RenderOptions
from contractscan.model import Verdict
from contractscan.plugins import build_registry, find_plugins
from contractscan.testing import analyse, assess, finding

TERMS = """Terms of service

This Agreement is made between Aurora AB (the "Supplier") and the Customer. The Supplier shall provide the service.
The Supplier shall keep the Customer Data confidential. The Customer shall pay the fees within 30 days.

1 Security
The Supplier shall encrypt the Customer Data and shall notify the Customer of any incident. Either party may terminate
this Agreement on three months' notice. The Supplier is liable for its sub-processors.

2 Exit
For 30 days after termination the Customer may export the Customer Data.
"""
START = """
import time
from contractscan import Actor, Clause, Force, Span, hookimpl

class Base:
    id = "{name}.detector"
    kinds = ("{name}.kind",)
    languages = ("en", "sv")
    def clause(self, **changes):
        usual = dict(kind="{name}.kind", document=0, span=Span(0, 5), focus=Span(0, 5), actor=Actor.UNSTATED)
        return Clause(**{{**usual, "force": Force.NONE, "detector": self.id, **changes}})
"""
END = """
@hookimpl
def contractscan_detectors():
    return [Bad()]
"""
MISBEHAVIOUR = {
    "raises": ("def detect(self, analysis): raise ValueError('boom')", "stopped with ValueError: boom"),
    "exits": ("def detect(self, analysis): raise SystemExit(3)", "stopped with SystemExit"),
    "loops": ("def detect(self, analysis):\n        while True: pass", "took more than 2 s and was stopped"),
    "sleeps": (
        "def detect(self, analysis):\n        yield self.clause()\n        time.sleep(600)",
        "took more than 2 s",
    ),
    "floods": ("def detect(self, analysis):\n        while True: yield self.clause()", "more than 20000 results"),
    "eats": ("def detect(self, analysis): return [bytearray(1 << 34)]", "memory"),
    "crashes": ("def detect(self, analysis):\n        import os; os._exit(9)", "ended without a result"),
    "wrongtype": ("def detect(self, analysis): return [42]", "gave a int where a Clause"),
    "foreign": ("def detect(self, analysis): return [self.clause(span=Span(0, 10**6))]", "outside its document's text"),
    "elsewhere": ("def detect(self, analysis): return [self.clause(document=7)]", "not in the set"),
    "undeclared": ("def detect(self, analysis): return [self.clause(kind='exit.retrieval')]", "does not declare"),
}


def installed():
    """The registry with the plugins that these tests install, and the one beside which they must do no harm."""
    kept = {"language", "exit"}
    others = [info.name for info, _ in find_plugins() if info.distribution == "contractscan" and info.name not in kept]
    return build_registry(without=others)


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Puts a distribution with one plugin on the path."""

    def make(name, source):
        module = f"plugin_{name}"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plugin-{name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[contractscan]\n{name} = {module}\n", encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("contractscan.detection.SECONDS", 2.0)
    return make


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_a_detector_that_misbehaves_costs_its_own_results(name, install):
    body, words = MISBEHAVIOUR[name]
    install(name, START.format(name=name) + f"\nclass Bad(Base):\n    {body}\n" + END)
    registry = installed()
    assert registry.problems == ()
    started = time.monotonic()
    assessment = assess(registry, TERMS)
    assert time.monotonic() - started < 60
    (problem,) = assessment.problems
    assert problem.component == f"{name}.detector"
    assert words in problem.message
    assert finding(assessment, "EXI-04").verdict is Verdict.PARTIAL
    assert [clause for clause in assessment.clauses if clause.detector == f"{name}.detector"] == []


def test_a_good_detector_beside_bad_ones_keeps_its_results(install):
    install(
        "bad",
        START.format(name="bad") + "\nclass Bad(Base):\n    def detect(self, a):\n        while True: pass\n" + END,
    )
    install(
        "good", START.format(name="good") + "\nclass Bad(Base):\n    def detect(self, a): yield self.clause()\n" + END
    )
    assessment = assess(installed(), TERMS)
    assert [problem.component for problem in assessment.problems] == ["bad.detector"]
    assert [clause.kind for clause in assessment.clauses if clause.detector == "good.detector"] == ["good.kind"]


def test_what_a_detector_prints_is_nowhere(install, capfd):
    install(
        "loud",
        START.format(name="loud")
        + "\nclass Bad(Base):\n    def detect(self, a):\n        print('x' * 9999)\n        yield self.clause()\n"
        + END,
    )
    assessment = assess(installed(), TERMS)
    assert "loud.kind" in {clause.kind for clause in assessment.clauses}
    assert capfd.readouterr().out == ""


def test_an_object_that_cannot_be_sent_is_told_with_a_remedy(install):
    source = START.format(name="local") + textwrap.dedent("""
        @hookimpl
        def contractscan_detectors():
            class Inner(Base):
                def detect(self, analysis): return []
            return [Inner()]
        """)
    install("local", source)
    (problem,) = assess(installed(), TERMS).problems
    assert "top level of a module" in problem.message


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise RuntimeError('no')", "could not be loaded: RuntimeError: no"),
        ("import sys; sys.exit()", "tried to end the program"),
        ("while True: pass", "took more than 1 s"),
        (
            START.format(name="x") + "\n@hookimpl\ndef contractscan_detector(): return []",
            "did you mean contractscan_detectors",
        ),
        (
            START.format(name="x") + "\n@hookimpl\ndef contractscan_detectors():\n    while True: yield 1",
            "more than 10000 parts",
        ),
        (
            START.format(name="x") + "\n@hookimpl\ndef contractscan_detectors(): return None",
            "contractscan_detectors failed",
        ),
        (START.format(name="x") + "\n@hookimpl\ndef contractscan_detectors(): time.sleep(600)", "took more than 1 s"),
        (
            START.format(name="x") + "\n@hookimpl\ndef contractscan_detectors(): return [7]",
            "a int, which is no detector",
        ),
    ],
    ids=["raises", "exits", "import-loops", "misspelt", "floods", "none", "hangs", "wrong-type"],
)
def test_a_plugin_that_misbehaves_while_loading_is_named(source, words, install, monkeypatch, request):
    monkeypatch.setattr("contractscan.plugins.HOOK_SECONDS", 1.0)
    if "while True: pass" in source:
        source = "import time\nend = time.monotonic() + 5\nwhile time.monotonic() < end: time.sleep(0.01)"
    # A name of its own, as an import that hangs keeps the lock on its module.
    name = "bad" + "".join(filter(str.isalpha, request.node.callspec.id))
    install(name, source)
    registry = installed()
    assert {problem.component for problem in registry.problems} == {name}
    assert words in registry.problems[0].message
    assert len(registry.detectors) > 5


def test_no_plugin_can_take_the_place_of_a_built_in_detector(install):
    source = (
        START.format(name="a")
        + "\nclass Bad(Base):\n    id = 'exit.retrieval'\n    def detect(self, a): return []\n"
        + END
    )
    install("aaa", source)
    registry = installed()
    (problem,) = registry.problems
    assert problem.component == "aaa"
    assert not any(isinstance(item, isolation.IsolatedDetector) for item in registry.detectors)


def test_a_renderer_that_hangs_is_given_up(install, monkeypatch):
    source = (
        "import time\nfrom contractscan import hookimpl\n"
        "class Slow:\n    id = 'slow'\n    title = 'Slow'\n    suffixes = ('.slow',)\n"
        "    def render(self, assessment, out, options): time.sleep(600)\n"
        "@hookimpl\ndef contractscan_renderers(): return [Slow()]\n"
    )
    install("slow", source)
    monkeypatch.setattr("contractscan.plugins.RENDERER_SECONDS", 0.5)
    renderer = next(item for item in installed().renderers if item.id == "slow")
    with pytest.raises(isolation.TookTooLongError):
        renderer.render(None, None, RenderOptions())


def test_detectors_in_the_process_see_what_others_see(install):
    body = (
        "def detect(self, a):\n        for part in a.documents:\n"
        "            yield self.clause(span=Span(0, len(part.document.text)))"
    )
    install("whole", START.format(name="whole") + f"\nclass Bad(Base):\n    {body}\n" + END)
    analysis = analyse(TERMS)
    isolated = [item for item in installed().detectors if isinstance(item, isolation.IsolatedDetector)]
    (clause,) = detect(analysis, isolated).clauses
    assert clause.span.end == len(analysis.documents[0].document.text)


def test_a_renderer_that_fails_costs_its_own_report_only(install, tmp_path, capsys):
    source = (
        "from contractscan import hookimpl\n"
        "class Bad:\n    id = 'bad'\n    title = 'Bad'\n    suffixes = ('.bad',)\n"
        "    def render(self, assessment, out, options):\n"
        "        out.write(b'half')\n        raise ValueError('no ink')\n"
        "@hookimpl\ndef contractscan_renderers(): return [Bad()]\n"
    )
    install("bad", source)
    (tmp_path / "terms.txt").write_text(TERMS, encoding="utf-8")
    outputs = [tmp_path / "a.bad", tmp_path / "b.json"]
    code = run_command(["scan", str(tmp_path / "terms.txt"), *(f"-o{path}" for path in outputs)])
    assert code == 3
    assert not outputs[0].exists()
    assert outputs[1].stat().st_size > 1000
    assert "a.bad was not written: the format bad stopped with ValueError: no ink" in capsys.readouterr().err

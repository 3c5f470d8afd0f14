"""Every code block of the documentation is run, page by page; a block of an unknown kind is an error."""

import io
import json
import re
import shlex
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from contractscan import datafiles, testing
from contractscan.catalogue import expressions
from contractscan.catalogue.applicability import read_applicability
from contractscan.catalogue.profiles import read_profile
from contractscan.catalogue.requirements import read_requirement, read_topics
from contractscan.cli import run as run_command
from contractscan.examples import analyse_text, matches, run_examples
from contractscan.model import Clause, Fact, Span
from contractscan.patterns.files import read_detector, read_vocabularies

DOCS = Path(__file__).parents[2] / "docs"
APART = {"tutorials/first-plugin.md"}
"""Pages that install packages; see test_first_plugin.py."""
PAGES = [
    page
    for page in sorted(DOCS.rglob("*.md"))
    if "decisions" not in page.parts and page.relative_to(DOCS).as_posix() not in APART
]
_FENCE = re.compile(
    r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```[ \t]*$", re.MULTILINE | re.DOTALL
)
_TITLE = re.compile(r'title="([^"]+)"')
_EXIT = re.compile(r"\s*# exit (\d+)$")


@dataclass(frozen=True)
class Block:
    kind: str
    title: str
    body: str
    line: int
    broken: bool
    """Whether it shows a mistake and is only written to its file."""
    follows: bool
    """Whether nothing but blank lines stands between it and the block before."""


def blocks(text):
    found, end = [], 0
    for match in _FENCE.finditer(text):
        info, indent = match.group("info").strip(), match.group("indent")
        title = _TITLE.search(info)
        body = "".join(line.removeprefix(indent) for line in match.group("body").splitlines(keepends=True))
        line = text.count("\n", 0, match.start()) + 1
        follows = bool(found) and not text[end : match.start()].strip()
        words = _TITLE.sub("", info).split()
        broken = "broken" in words[1:]
        found.append(Block(words[0] if words else "", title.group(1) if title else "", body, line, broken, follows))
        end = match.end()
    return found


class Page:
    """Runs the blocks of one page in order, in the current directory."""

    def __init__(self, name, lexicons):
        self.name = name
        self.lexicons = lexicons
        self.namespace = {"__name__": "docs"}
        self.output = None

    def run(self, block):
        handler = getattr(self, f"run_{block.kind}", None)
        assert handler is not None, f"{self.name}:{block.line}: a code block of the kind {block.kind!r} is not tested"
        if block.title:
            Path(block.title).parent.mkdir(parents=True, exist_ok=True)
            Path(block.title).write_text(block.body, encoding="utf-8")
        if block.broken:
            return
        try:
            handler(block)
        except Exception as error:
            raise AssertionError(f"{self.name}:{block.line}: {error}") from error
        if block.kind != "sh":
            self.output = None

    def run_sh(self, block):
        self.output = ""
        for line in block.body.splitlines():
            wanted = int(found.group(1)) if (found := _EXIT.search(line)) else 0
            program, *arguments = shlex.split(_EXIT.sub("", line), comments=True) or [""]
            if not program:
                continue
            assert program == "contractscan", f"only contractscan is run here, not {program}"
            code, text = call(arguments)
            assert code == wanted, f"`{line}` ended with {code}: {text[-1500:]}"
            self.output += text

    def run_text(self, block):
        """What the command directly before it printed: its lines, in order, where `...` stands for any."""
        if self.output is None or not block.follows:
            return
        rest = self.output
        for line in block.body.splitlines():
            wanted = line.strip()
            if not wanted or wanted == "...":
                continue
            assert wanted in rest, f"{wanted!r} does not stand here in the output:\n{self.output[:1500]}"
            rest = rest[rest.index(wanted) + len(wanted) :]

    def run_yaml(self, block):
        node = datafiles.load(block.body, block.title or self.name)
        keys = {key for key, _ in node.items("a block")}
        data = yaml.safe_load(block.body)
        if "pattern" in keys:
            check_pattern(data, self.lexicons)
        elif "when" in keys:
            check_expression(data)
        elif "detector" in keys:
            failures = list(run_examples(read_detector(node, self.lexicons), self.lexicons))
            assert not failures, failures[0].why
        elif "requirement" in keys:
            assert keys <= {"requirement", "language", "met", "partial", "adverse", "none"}
        elif "topics" in keys:
            assert list(read_topics(node))
        elif "conditions" in keys:
            read_applicability(node)
        elif "severity-reason" in keys:
            read_requirement(node)
        elif "version" in keys:
            read_profile(node)
        else:
            read_vocabularies(node, {})

    def run_python(self, block):
        if block.title:
            compile(block.body, block.title, "exec")
            return
        exec(compile(block.body, f"{self.name}:{block.line}", "exec"), self.namespace)
        for name in [name for name in self.namespace if name.startswith("test_")]:
            self.namespace.pop(name)()

    def run_toml(self, block):
        tomllib.loads(block.body)

    def run_markdown(self, block):
        assert block.title, "what is this page for?"

    def run_json(self, block):
        json.loads(block.body)


def call(arguments):
    """Run a command as the program does; its exit code and everything that it printed."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(out):
        code = run_command(arguments)
    out.flush()
    return code, raw.getvalue().decode("utf-8")


def check_pattern(data, lexicons):
    """`pattern:` with passages that it finds under `match:`, and passages that it does not under `no-match:`."""
    language = data.get("language", "en")
    source = {
        "detector": "docs.pattern",
        "title": {"sv": "x", "en": "x"},
        "clauses": [{
            "kind": "docs.pattern", language: [data["pattern"]], "definitions": True,
            "force": ["shall", "none", "may", "efforts", "negated"],
        }],
    }  # fmt: skip
    rule = read_detector(datafiles.load(yaml.safe_dump(source), "docs"), lexicons).rules[0]
    facts = data.get("facts", {})
    for text in data["match"]:
        accepted = matches(rule, analyse_text(text, language, lexicons))
        assert accepted, f"{data['pattern']} does not find: {text}"
        noted = {fact.name: fact.value for fact in accepted[0].facts}
        assert facts.items() <= noted.items(), f"{text}: {noted}"
    for text in data.get("no-match", ()):
        assert not matches(rule, analyse_text(text, language, lexicons)), f"{data['pattern']} finds: {text}"


def check_expression(data):
    """`when:` with clauses for which it holds, and for which it fails; a clause is its kind and its facts."""
    expression = expressions.parse(data["when"])
    thresholds = data.get("thresholds", {})
    for key, wanted in (("holds", True), ("fails", False)):
        for clauses in data[key]:
            made = [_clause(**clause) for clause in clauses]
            got = expressions.evaluate(expression, made, thresholds) is not None
            assert got == wanted, f"{data['when']} {'holds' if got else 'fails'} for {clauses}"


def _clause(kind, force="shall", actor="vendor", standard_text="", **facts):
    place = Span(0, 1)
    return Clause(
        kind=kind, document=0, span=place, focus=place, detector="docs", force=force, actor=actor,
        standard_text=standard_text,
        facts=tuple(Fact(name=name, value=value) for name, value in sorted(facts.items())),
    )  # fmt: skip


@pytest.fixture(scope="session")
def lexicons():
    return testing.lexicons()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_the_code_blocks_of_a_page_work(path, workplace, lexicons):
    page = Page(path.relative_to(DOCS).as_posix(), lexicons)
    for block in blocks(path.read_text(encoding="utf-8")):
        page.run(block)

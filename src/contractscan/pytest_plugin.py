"""Pytest plugin: every `match` and `no-match` passage of a detector file is a test of its own.

`contractscan_detectors = ["folder"]` in the pytest settings names where they are; a detector file named on the
command line needs no setting. Nothing of contractscan is imported until there is such a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from contractscan.examples import Failure
    from contractscan.patterns.files import ClauseRule, Example
    from contractscan.patterns.lexicon import Lexicon
    from contractscan.plugins import Loader

SETTING = "contractscan_detectors"
SUFFIXES = (".yaml", ".yml")
FIRST_LINE = "detector:"
_LEXICONS: pytest.StashKey[dict[Path | None, dict[str, Lexicon]]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the setting."""
    parser.addini(SETTING, "folders of contractscan detector files whose examples are tests", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Where pytest chooses what to run (nothing was named), the folders of detector files belong to it."""
    if config.args_source is not config.ArgsSource.ARGS:
        config.args.extend(str(folder) for folder in config.getini(SETTING) if str(folder) not in config.args)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> DetectorFileTests | None:
    """Collect detector files below the named folders, or named themselves."""
    if file_path.suffix not in SUFFIXES:
        return None
    folders = [Path(folder).resolve() for folder in parent.config.getini(SETTING)]
    named = parent.session.isinitpath(file_path)
    if not named and not any(folder in file_path.resolve().parents for folder in folders):
        return None
    if not _is_detector(file_path):
        return None
    return DetectorFileTests.from_parent(parent, path=file_path)


def _is_detector(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as stream:
            return any(line.startswith(FIRST_LINE) for line in stream)
    except (OSError, UnicodeDecodeError):
        return False


class DetectorFileTests(pytest.File):
    """A detector file."""

    def collect(self) -> Iterator[DetectorExample]:
        """The examples, named by kind, language and number."""
        from contractscan import datafiles
        from contractscan.errors import DefinitionError
        from contractscan.patterns.files import read_detector

        try:
            lexicons = _lexicons(self.path, self.config)
            definition = read_detector(datafiles.load(self.path.read_text("utf-8"), str(self.path)), lexicons)
        except DefinitionError as error:
            raise self.CollectError(str(error)) from None
        for rule in definition.rules:
            for number, example in enumerate(rule.examples, 1):
                sort = "match" if example.matches else "no-match"
                yield DetectorExample.from_parent(
                    self, name=f"{rule.kind}[{rule.line}-{example.language}-{sort}-{number}]", rule=rule,
                    example=example, lexicons=lexicons,
                )  # fmt: skip


class DetectorExample(pytest.Item):
    """One passage."""

    def __init__(self, *, rule: ClauseRule, example: Example, lexicons: dict[str, Lexicon], **others: Any) -> None:
        super().__init__(**others)
        self.rule = rule
        self.example = example
        self.lexicons = lexicons

    def runtest(self) -> None:
        """Run the example."""
        from contractscan.examples import run_example

        failure = run_example(self.rule, self.example, self.lexicons)
        if failure is not None:
            raise ExampleFailedError(failure)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The passage and why it failed, without a traceback."""
        if isinstance(excinfo.value, ExampleFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """File and line of the passage."""
        return self.path, self.example.line - 1, self.name


class ExampleFailedError(Exception):
    """An example does not behave as its file says."""

    def __init__(self, failure: Failure) -> None:
        example = failure.example
        wanted = "should match" if example.matches else "should not match"
        super().__init__(f'{example.file}:{example.line}: {failure.kind} {wanted} "{example.text}": {failure.why}')


def _lexicons(path: Path, config: pytest.Config) -> dict[str, Lexicon]:
    """The vocabularies of the installed plugins, and of the file's own folder where that is not installed."""
    root = next((folder for folder in path.resolve().parents if (folder / "vocabularies").is_dir()), None)
    known = config.stash.setdefault(_LEXICONS, {})
    if root not in known:
        known[root] = _load(root)
    return known[root]


def _load(root: Path | None) -> dict[str, Lexicon]:
    from contractscan.errors import DefinitionError
    from contractscan.plugins import Loader, load_lexicons, local_plugins

    loader = _loaded(Loader())
    if root is not None and not any(
        Path(str(folder)).resolve().is_relative_to(root) for _, folder in loader.call("contractscan_vocabularies")
    ):
        loader = _loaded(Loader((), local_plugins([root])))
    lexicons = load_lexicons(loader)
    own = [problem.message for problem in loader.problems if problem.component.startswith("local-")]
    if own:
        raise DefinitionError(own[0], file=str(root))
    return lexicons


def _loaded(loader: Loader) -> Loader:
    loader.load(lambda name: not name.startswith(("read-", "render-")))
    return loader

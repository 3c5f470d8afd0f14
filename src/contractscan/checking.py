"""Checks plugins' data files as `contractscan plugins check` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from contractscan.catalogue import expressions
from contractscan.errors import UsageError
from contractscan.examples import requires_both_languages, run_examples
from contractscan.isolation import IsolatedDetector
from contractscan.model import Requirement
from contractscan.patterns.files import DetectorFile
from contractscan.patterns.lexicon import Lexicon
from contractscan.patterns.matching import AtomStep, CompiledPart, CompiledPattern
from contractscan.plugins import (
    Loader,
    find_plugins,
    load_catalogue,
    load_definitions,
    load_detectors,
    load_lexicons,
    local_plugins,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was found, as lines for the user."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    detectors: int
    rules: int
    examples: int
    requirements: int


def check_folder(root: Path) -> CheckResult:
    """Check a folder of data files together with the installed plugins; one of an installed plugin as that plugin."""
    plugins = local_plugins([root])
    ((name, plugin),) = plugins.items()
    installed = _installed_in(plugin.root)
    return check_plugins(installed) if installed else _check(name, plugins)


def _installed_in(folder: Path) -> str:
    """Name of the installed plugin whose package this folder is, else "": beside itself all of it would be double."""
    for info, entry in find_plugins():
        if info.name.startswith(("read-", "render-")):
            continue
        try:
            spec = find_spec(entry.module)
        except ImportError:  # a plugin that is broken is told elsewhere
            continue
        if spec is not None and spec.origin and Path(spec.origin).parent.resolve() == folder.resolve():
            return info.name
    return ""


def check_plugins(name: str) -> CheckResult:
    """Check one installed plugin, or all.

    Raises:
        UsageError: there is no such plugin.
    """
    return _check(name, {})


def _check(name: str, extra: Mapping[str, object]) -> CheckResult:
    loader = Loader((), extra)
    if name and name not in extra and name not in {info.name for info in loader.infos}:
        raise UsageError(f"there is no plugin and no folder {name}; `contractscan plugins` lists the plugins")
    loader.load(lambda plugin: not plugin.startswith(("read-", "render-")))
    lexicons = load_lexicons(loader)
    loaded = load_definitions(loader, lexicons)
    detectors, definitions = load_detectors(loader, loaded), [definition for _, definition in loaded]
    catalogue = load_catalogue(loader)
    kinds = {kind for detector in detectors for kind in detector.kinds}
    own = [item for item in definitions if not name or item.file.startswith(f"{name}/")]
    requirements = [item for item in catalogue.requirements.values() if not name or item.source.startswith(f"{name}/")]
    written = [item for item in detectors if isinstance(item, IsolatedDetector) and (not name or item.plugin == name)]
    errors = [text for component, text in loader.details if not name or component == name]
    errors += _example_errors(own, lexicons)
    places = _places(loader)
    return CheckResult(
        errors=tuple(_located(text, places) for text in errors),
        warnings=tuple(
            _located(text, places)
            for text in (
                *_impossible(own),
                *_language_warnings(own),
                *_requirement_warnings(requirements, kinds),
                *_unused(own, written, catalogue.requirements.values()),
            )
        ),
        detectors=len(own) + len(written),
        rules=sum(len(item.rules) for item in own),
        examples=sum(len(rule.examples) for item in own for rule in item.rules),
        requirements=len(requirements),
    )  # fmt: skip


def _places(loader: Loader) -> Mapping[str, str]:
    """Where each data file is, as seen from here."""
    here = Path.cwd()
    return {
        label: str(Path(place).relative_to(here)) if Path(place).is_relative_to(here) else place
        for label, place in loader.places.items()
    }


def _located(text: str, places: Mapping[str, str]) -> str:
    """A message with the path of its file in place of the plugin's name for it."""
    label = text.split(":", 1)[0]
    return places[label] + text[len(label) :] if label in places else text


def _impossible(definitions: Iterable[DetectorFile]) -> list[str]:
    """Patterns that can never match, as they or their rule forbid what they need."""
    lines: list[str] = []
    for rule in (rule for definition in definitions for rule in definition.rules):
        for language, pattern in ((lang, item) for lang, patterns in rule.patterns.items() for item in patterns):
            place = f"{rule.file}:{rule.line}: {pattern.source}: can never match, as"
            if any(_always(forbidden, pattern) for forbidden in rule.forbidden.get(language, ())):
                lines.append(f"{place} `not-{language}:` forbids a word that it needs")
            if any(_single(part) and _needs_one_of(pattern, part.needs[0]) for part in pattern.forbidden):
                lines.append(f"{place} it forbids a word that it needs")
    return lines


def _needs_one_of(pattern: CompiledPattern, atoms: frozenset[int]) -> bool:
    return any(need <= atoms for need in pattern.needs)


def _always(forbidden: CompiledPattern, pattern: CompiledPattern) -> bool:
    """Whether the forbidden pattern is one word, or a choice of words, of which the pattern always has one."""
    if len(forbidden.required) != 1 or forbidden.forbidden or not _single(forbidden.required[0]):
        return False
    return _needs_one_of(pattern, forbidden.needs[0])


def _single(part: CompiledPart) -> bool:
    """Whether any word of one set satisfies the part."""
    if len(part.steps) != 1 or len(part.needs) != 1:
        return False
    step = part.steps[0]
    return isinstance(step, AtomStep) or all(
        len(option) == 1 and isinstance(option[0], AtomStep) for option in step.options
    )


def _example_errors(definitions: Iterable[DetectorFile], lexicons: Mapping[str, Lexicon]) -> list[str]:
    return [
        f"{failure.example.file}:{failure.example.line}: {failure.kind}: "
        f'the example "{failure.example.text[:90]}" fails: {failure.why}'
        for definition in definitions
        for failure in run_examples(definition, lexicons)
    ]


def _language_warnings(definitions: Iterable[DetectorFile]) -> list[str]:
    return [
        f"{definition.file}: {kind} has patterns in one language only"
        for definition in definitions
        for kind in requires_both_languages(definition)
    ]


def _requirement_warnings(requirements: Iterable[Requirement], kinds: set[str]) -> list[str]:
    lines: list[str] = []
    for requirement in requirements:
        if not requirement.test:
            lines.append(f"{requirement.source}: {requirement.id} has no test and will always be undetermined")
        lines += [
            f"{requirement.source}: {requirement.id} names {kind}, which no detector finds"
            for kind in requirement.clause_kinds
            if not expressions.Kinds.of([kind]).cover_any(kinds)
        ]
    return lines


def _unused(
    definitions: Iterable[DetectorFile], written: Iterable[IsolatedDetector], requirements: Iterable[Requirement]
) -> list[str]:
    named = expressions.Kinds.of(kind for item in requirements for kind in (*item.clause_kinds, *item.pointers))
    kinds = [
        *((item.file, {rule.kind for rule in item.rules}) for item in definitions),
        *((f"the detector {item.id}", set(item.kinds)) for item in written),
    ]
    return [
        f"{place}: no requirement uses {kind}"
        for place, found in kinds
        for kind in sorted(found)
        if not kind.startswith(("standard-text.", "reference.", "fact.")) and not named.cover(kind)
    ]

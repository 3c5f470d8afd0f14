"""The registry: plugins loaded one by one, their parts checked and sorted."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from contractscan import datacache, datafiles
from contractscan.catalogue.applicability import Applicability, joined, read_applicability
from contractscan.catalogue.profiles import Catalogue, ProfileFile, read_profile
from contractscan.catalogue.requirements import read_requirement, read_topics
from contractscan.errors import DefinitionError, PluginError, UsageError
from contractscan.hookspecs import API_VERSION, Detector, Hooks, Reader, Renderer, hookimpl
from contractscan.isolation import HOOK_SECONDS, RENDERER_SECONDS, BoundedRenderer, IsolatedDetector, within
from contractscan.model import ComponentVersion, Problem, Requirement, Stage, Topic
from contractscan.patterns.detector import DataDetector
from contractscan.patterns.files import LANGUAGES, DetectorFile, read_detector, read_vocabularies, without_examples
from contractscan.patterns.lexicon import Entry, Lexicon

GROUP = "contractscan"
DISTRIBUTION = "contractscan"
DISABLE = "CONTRACTSCAN_DISABLE"
MAXIMUM_PARTS = 10_000
"""What one hook may register."""
DATA_HOOKS = ("contractscan_vocabularies", "contractscan_detectors", "contractscan_catalogues")
DATA_FOLDERS = ("vocabularies", "detectors", "catalogue")
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginInfo:
    """A plugin and where it came from."""

    name: str
    target: str
    distribution: str
    version: str
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """Everything that plugins registered, sorted by id.

    Attributes:
        plugins: all plugins found, switched-off ones too.
        reader_modules: modules whose readers a reading process loads by itself.
        definitions: the detector files, without their examples.
        problems: plugins and files that failed.
        data_hash: SHA-256 over all data files that were loaded; changes with every pattern, word and requirement.
    """

    plugins: tuple[PluginInfo, ...]
    readers: tuple[Reader, ...]
    reader_modules: tuple[str, ...]
    lexicons: Mapping[str, Lexicon]
    detectors: tuple[Detector, ...]
    definitions: tuple[DetectorFile, ...]
    renderers: tuple[Renderer, ...]
    catalogue: Catalogue
    problems: tuple[Problem, ...]
    data_hash: str = ""

    @property
    def versions(self) -> tuple[ComponentVersion, ...]:
        """Program and plugins with their versions, sorted by name."""
        found = {
            f"{plugin.distribution or 'local'}:{plugin.name}": plugin.version
            for plugin in self.plugins
            if plugin.enabled
        }
        return tuple(ComponentVersion(name=name, version=version) for name, version in sorted(found.items()))


def find_plugins(without: Iterable[str] = ()) -> tuple[tuple[PluginInfo, EntryPoint], ...]:
    """The installed plugins by entry point name; nothing is imported.

    Raises:
        UsageError: when a plugin to be switched off does not exist.
        PluginError: when two plugins have the same name.
    """
    off = {name for name in (*without, *os.environ.get(DISABLE, "").replace(" ", "").split(",")) if name}
    found: dict[str, tuple[PluginInfo, EntryPoint]] = {}
    for entry in entry_points(group=GROUP):
        distribution = entry.dist.name if entry.dist else ""
        if entry.name in found and found[entry.name][1].value != entry.value:
            other = found[entry.name][0].distribution
            raise PluginError(f'two plugins are called "{entry.name}": in {other} and in {distribution}; remove one')
        version = entry.dist.version if entry.dist else ""
        info = PluginInfo(
            name=entry.name, target=entry.value, distribution=distribution, version=version,
            enabled=entry.name not in off,
        )  # fmt: skip
        found[entry.name] = (info, entry)
    unknown = off - set(found)
    if unknown:
        raise UsageError(f"there is no plugin {', '.join(sorted(unknown))}; `contractscan plugins` lists them")
    return tuple(found[name] for name in sorted(found))


class Loader:
    """Loads plugins into pluggy and collects what they register, in stages, so that a command loads what it needs."""

    def __init__(self, without: Iterable[str] = (), extra: Mapping[str, object] | None = None) -> None:
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(Hooks)
        self.found = find_plugins(without)
        self.problems: list[Problem] = []
        self.details: list[tuple[str, str]] = []
        """(plugin, text of several lines) of each problem."""
        self.places: dict[str, str] = {}
        """Where the data files are, by the name under which messages know them."""
        self.infos = [info for info, _ in self.found]
        self.extra = dict(extra or {})
        self.trusted = frozenset(info.name for info in self.infos if info.distribution == DISTRIBUTION)
        """Plugins that this distribution brings; they are not kept apart."""
        self._called: dict[str, list[tuple[str, Any]]] = {}
        self._texts: dict[str, list[tuple[str, str, str]]] = {}

    def load(self, wanted: Callable[[str], bool] = lambda _: True) -> None:
        """Import the enabled plugins whose name is wanted; one that fails, or misspells a hook, becomes a Problem."""
        for info, entry in self.found:
            if info.enabled and wanted(info.name):
                self._register(info.name, entry.load)
        for name, plugin in sorted(self.extra.items()):
            self._register(name, lambda plugin=plugin: plugin)  # type: ignore[misc]
            self.infos.append(PluginInfo(name=name, target=name, distribution="", version=""))
        self._check_hooks()

    @property
    def data_hash(self) -> str:
        """SHA-256 over all data files of all plugins."""
        digest = hashlib.sha256()
        for hook in DATA_HOOKS:
            for _, label, text in self.texts(hook):
                digest.update(f"{hook} {label} {len(text)}\n{text}".encode())
        return digest.hexdigest()

    def _register(self, name: str, load: Callable[[], object]) -> None:
        try:
            plugin = load() if name in self.trusted else within(HOOK_SECONDS, load)
            api = getattr(plugin, "contractscan_api", API_VERSION)
            if api != API_VERSION:
                raise PluginError(f"is written for plugin API {api}, this is {API_VERSION}")
            self.manager.register(plugin, name)
        except Exception as error:
            self.fail(name, f"could not be loaded: {type(error).__name__}: {error}")

    def _check_hooks(self) -> None:
        """Leave out plugins with a hook that does not exist, and say what was probably meant."""
        while True:
            try:
                self.manager.check_pending()
            except pluggy.PluginValidationError as error:
                found = re.search(r"'(\w+)'", str(error))
                name = found.group(1) if found else "that does not exist"
                self.fail(
                    self.manager.get_name(error.plugin) or "", f"has a hook {name}, which does not exist{_hint(name)}"
                )
                self.manager.unregister(error.plugin)
            else:
                return

    def fail(self, component: str, reason: str | DefinitionError) -> None:
        """Record a plugin's failure; as one line in reports, with its caret where somebody mends the file."""
        self.details.append((component, str(reason)))
        message = " ".join(str(reason).split())
        self.problems.append(Problem(stage=Stage.PLUGINS, component=component, message=message))

    def call(self, hook: str) -> list[tuple[str, Any]]:
        """(plugin name, registered part) of one hook, by plugin name. Called once; a plugin that fails is a Problem."""
        if hook in self._called:
            return self._called[hook]
        caller = getattr(self.manager.hook, hook)
        found: list[tuple[str, Any]] = []
        for implementation in sorted(caller.get_hookimpls(), key=lambda item: item.plugin_name):
            try:
                found += [(implementation.plugin_name, part) for part in self._parts(implementation)]
            except Exception as error:
                self.fail(implementation.plugin_name, f"{hook} failed: {type(error).__name__}: {error}")
        self._called[hook] = found
        return found

    def _parts(self, implementation: pluggy.HookImpl) -> list[Any]:
        def collect() -> list[Any]:
            given: Any = implementation.function()
            return list(itertools.islice(given, MAXIMUM_PARTS + 1))

        parts = collect() if implementation.plugin_name in self.trusted else within(HOOK_SECONDS, collect)
        if len(parts) > MAXIMUM_PARTS:
            raise PluginError(f"gave more than {MAXIMUM_PARTS} parts")
        return parts

    def objects(self, hook: str, attributes: Sequence[str]) -> list[tuple[str, Any]]:
        """(plugin, object) of objects that have all `attributes`, by id. A second one with an id is left out."""
        found: dict[str, tuple[str, Any]] = {}
        for plugin, part in self.own_first(self.call(hook)):
            missing = [name for name in attributes if not hasattr(part, name)]
            if missing:
                self.fail(plugin, f"{hook} gave a {type(part).__name__} without {', '.join(missing)}")
                continue
            if part.id in found:
                other = found[part.id][0]
                self.fail(plugin, f'"{part.id}" is registered by {other} too ({hook}); this one is left out')
                continue
            found[part.id] = (plugin, part)
        return [found[name] for name in sorted(found)]

    def own_first(self, parts: Iterable[tuple[str, _Part]]) -> list[tuple[str, _Part]]:
        """Parts by plugin, this distribution's first: no other plugin can take the place of one of its parts."""
        return sorted(parts, key=lambda item: item[0] not in self.trusted)

    def texts(self, hook: str) -> list[tuple[str, str, str]]:
        """(plugin, name, text) of the data files that a hook registers; one that cannot be read is a Problem."""
        if hook in self._texts:
            return self._texts[hook]
        found: list[tuple[str, str, str]] = []
        for plugin, root in self.call(hook):
            if not hasattr(root, "iterdir"):
                continue
            try:
                files = list(datafiles.walk(root)) if root.is_dir() else []
            except OSError as error:
                self.fail(plugin, f"its data folder cannot be read: {error}")
                continue
            for name, file in files:
                label = f"{plugin}/{name}"
                self.places[label] = str(root / name)
                try:
                    found.append((plugin, label, datafiles.read(file, label)))
                except DefinitionError as error:
                    self.fail(plugin, error)
        self._texts[hook] = found
        return found

    def files(self, hook: str) -> list[tuple[str, str, datafiles.Node]]:
        """(plugin, name, content) of the data files that a hook registers; a broken file is a Problem."""
        found: list[tuple[str, str, datafiles.Node]] = []
        for plugin, label, text in self.texts(hook):
            try:
                found.append((plugin, label, datafiles.load(text, label)))
            except DefinitionError as error:
                self.fail(plugin, error)
        return found


class LocalFolder:
    """A folder of data files: detectors/, vocabularies/ and catalogue/ in it, or detector files at its top.

    The folder of a plugin's project stands for the one package in it that has such folders.
    """

    def __init__(self, root: Path) -> None:
        self.root = _with_data(root)

    def _below(self, name: str) -> Sequence[Traversable]:
        return [self.root / name] if (self.root / name).is_dir() else []

    @hookimpl
    def contractscan_vocabularies(self) -> Sequence[Traversable]:
        """The vocabulary files."""
        return self._below("vocabularies")

    @hookimpl
    def contractscan_detectors(self) -> Sequence[Traversable]:
        """The detector files."""
        if _has_data(self.root):
            return self._below("detectors")
        return [self.root]

    @hookimpl
    def contractscan_catalogues(self) -> Sequence[Traversable]:
        """The requirement, topic and profile files."""
        return self._below("catalogue")


def _has_data(folder: Path) -> bool:
    return any((folder / name).is_dir() for name in DATA_FOLDERS)


def _with_data(folder: Path) -> Path:
    """The folder itself, or the package of a plugin's project: `src/contractscan_name` or `contractscan_name` in it."""
    if _has_data(folder):
        return folder
    packages = [below for below in (*folder.glob("src/*"), *folder.glob("*")) if _has_data(below)]
    return packages[0] if len(packages) == 1 else folder


def local_plugins(folders: Iterable[Path]) -> dict[str, LocalFolder]:
    """Folders of data files as plugins by name, "local-" before the folder's own.

    Raises:
        UsageError: a folder does not exist, or two have the same name.
    """
    found: dict[str, LocalFolder] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder of detector files")
        name = f"local-{folder.resolve().name}"
        if name in found:
            raise UsageError(f"two plugin folders are called {folder.resolve().name}; rename one")
        found[name] = LocalFolder(folder)
    return found


def _guarded(loader: Loader, plugin: str, make: Callable[[], _Part]) -> _Part | None:
    try:
        return make()
    except DefinitionError as error:
        loader.fail(plugin, error)
        return None


def load_lexicons(loader: Loader) -> dict[str, Lexicon]:
    """The vocabularies of all plugins, by language."""
    entries: dict[str, dict[str, list[Entry]]] = {language: {} for language in LANGUAGES}
    for plugin, _, root in loader.files("contractscan_vocabularies"):
        _guarded(loader, plugin, lambda root=root: read_vocabularies(root, entries))  # type: ignore[misc]
    return {language: Lexicon(language, entries[language]) for language in LANGUAGES}


def load_definitions(loader: Loader, lexicons: Mapping[str, Lexicon]) -> list[tuple[str, DetectorFile]]:
    """(plugin, detector) of all detector files."""
    found: list[tuple[str, DetectorFile]] = []
    for plugin, _, root in loader.files("contractscan_detectors"):
        definition = _guarded(loader, plugin, lambda root=root: read_detector(root, lexicons))  # type: ignore[misc]
        if definition is not None:
            found.append((plugin, definition))
    return found


def load_detectors(loader: Loader, definitions: Iterable[tuple[str, DetectorFile]]) -> list[Detector]:
    """Detectors from files and objects, sorted by id. A second one with an id is left out."""
    made: list[tuple[str, Detector]] = [(plugin, DataDetector(definition)) for plugin, definition in definitions]
    for plugin, part in loader.call("contractscan_detectors"):
        if hasattr(part, "iterdir"):
            continue
        detector = _detector(loader, plugin, part)
        if detector is not None:
            made.append((plugin, detector))
    found: dict[str, tuple[str, Detector]] = {}
    for plugin, detector in loader.own_first(made):
        if detector.id in found:
            other = found[detector.id][0]
            loader.fail(plugin, f'the detector "{detector.id}" is registered by {other} too; this one is left out')
            continue
        found[detector.id] = (plugin, detector)
    return [found[name][1] for name in sorted(found)]


def _detector(loader: Loader, plugin: str, part: object) -> Detector | None:
    """A detector object, kept apart where another distribution brings it."""
    trusted = plugin in loader.trusted or plugin in loader.extra
    try:
        if not isinstance(part, Detector):
            raise TypeError(f"contractscan_detectors gave a {type(part).__name__}, which is no detector")
        return part if trusted else within(HOOK_SECONDS, lambda: IsolatedDetector.of(part, plugin))
    except Exception as error:
        loader.fail(plugin, str(error))
        return None


def load_catalogue(loader: Loader) -> Catalogue:
    """Requirements, topics and profiles. A second one with an id is left out."""
    requirements: dict[str, Requirement] = {}
    topics: dict[str, Topic] = {}
    profiles: dict[str, ProfileFile] = {}
    applicability: list[Applicability] = []
    for plugin, name, root in _by_distribution(loader):
        kind = name.split("/", 1)[1]
        if kind.startswith("requirements/"):
            requirement = _guarded(loader, plugin, lambda root=root: read_requirement(root))  # type: ignore[misc]
            if requirement is not None:
                _once(loader, requirements, requirement.id, requirement, name)
        elif kind.startswith("profiles/"):
            profile = _guarded(loader, plugin, lambda root=root: read_profile(root))  # type: ignore[misc]
            if profile is not None:
                _once(loader, profiles, profile.id, profile, name)
        elif kind == "applicability.yaml":
            read = _guarded(loader, plugin, lambda root=root: read_applicability(root))  # type: ignore[misc]
            applicability += [read] if read is not None else []
        elif kind == "topics.yaml":
            for topic in _guarded(loader, plugin, lambda root=root: list(read_topics(root))) or ():  # type: ignore[misc]
                _once(loader, topics, topic.id, topic, name)
    return Catalogue(
        requirements=requirements, topics=topics, profiles=profiles, applicability=joined(applicability),
        incomplete=bool(loader.problems) or not all(info.enabled for info in loader.infos),
    )  # fmt: skip


def _by_distribution(loader: Loader) -> list[tuple[str, str, datafiles.Node]]:
    """The catalogue files, those of this distribution first."""
    return sorted(loader.files("contractscan_catalogues"), key=lambda item: item[0] not in loader.trusted)


def _once(loader: Loader, into: dict[str, _Part], key: str, value: _Part, file: str) -> None:
    if key in into:
        loader.fail(file.split("/", 1)[0], f'"{key}" is defined already; the one in {file} is left out')
        return
    into[key] = value


def _hint(name: str) -> str:
    from difflib import get_close_matches

    hooks = [hook for hook in dir(Hooks) if hook.startswith("contractscan_")]
    near = get_close_matches(name, hooks, n=1)
    return f"; did you mean {near[0]}?" if near else f"; hooks are {', '.join(hooks)}"


def load_renderers(loader: Loader) -> list[Renderer]:
    """Report formats, sorted by id."""
    renderers = loader.objects("contractscan_renderers", ("id", "title", "suffixes", "render"))
    return [
        renderer if plugin in loader.trusted else BoundedRenderer.of(renderer, RENDERER_SECONDS)
        for plugin, renderer in renderers
    ]


def load_readers(loader: Loader) -> list[Reader]:
    """Readers, sorted by id."""
    readers = loader.objects("contractscan_readers", ("id", "title", "suffixes", "recognises", "read"))
    return [reader for _, reader in readers]


def build_registry(without: Iterable[str] = (), extra: Mapping[str, object] | None = None) -> Registry:
    """Load all enabled plugins and everything that they register.

    Args:
        without: names of plugins to leave out, besides those in the environment variable CONTRACTSCAN_DISABLE.
        extra: further plugins by name, such as a local folder of detector files.

    Raises:
        PluginError: two installed plugins have the same name.
        UsageError: an unknown name in `without`.
    """
    loader = Loader(without, extra)
    loader.load()
    data_hash = loader.data_hash
    data = load_data(loader, data_hash)
    readers = load_readers(loader)
    return Registry(
        readers=tuple(readers),
        reader_modules=tuple(sorted({type(reader).__module__ for reader in readers})),
        lexicons=data.lexicons,
        detectors=tuple(load_detectors(loader, data.definitions)),
        definitions=tuple(definition for _, definition in data.definitions),
        renderers=tuple(load_renderers(loader)),
        catalogue=data.catalogue,
        plugins=tuple(loader.infos),
        problems=tuple(loader.problems),
        data_hash=data_hash,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledData:
    """What the data files of all plugins say, compiled."""

    lexicons: Mapping[str, Lexicon]
    definitions: tuple[tuple[str, DetectorFile], ...]
    catalogue: Catalogue


def load_data(loader: Loader, data_hash: str) -> CompiledData:
    """The compiled data files, from the cache where they did not change."""
    name = datacache.key(data_hash)
    kept = datacache.load(name)
    if isinstance(kept, CompiledData):
        return kept
    before = len(loader.problems)
    lexicons = load_lexicons(loader)
    definitions = tuple((plugin, without_examples(one)) for plugin, one in load_definitions(loader, lexicons))
    data = CompiledData(lexicons=lexicons, definitions=definitions, catalogue=load_catalogue(loader))
    if len(loader.problems) == before:
        datacache.save(name, data)  # a set with a mistake is compiled again, so that the mistake is told again
    return data

"""The whole extension contract. Read it from top to bottom: it is meant as a tutorial.

A plugin is a Python package with an entry point in the group ``contractscan``. The entry point names a module (or an
object) that has one or more of the functions below, each decorated with ``@contractscan.hookimpl``. The hooks only
*register*: they return descriptions, quickly and without reading a contract. The engine decides when a registered part
is used, and one part that fails costs its own results and nothing else.

Every registered part has an id that is unique in its kind. Parts are used in the order of their ids, whatever the
order of installation. Users can switch a whole plugin off by its entry point's name (``--without NAME`` or
``CONTRACTSCAN_DISABLE=NAME,...``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

import pluggy

from contractscan.model import Assessment, Clause, Document, NearMiss, Source

if TYPE_CHECKING:
    from contractscan.analysis import SetAnalysis

hookspec = pluggy.HookspecMarker("contractscan")
hookimpl = pluggy.HookimplMarker("contractscan")

API_VERSION = 1
"""Raised when a change breaks plugins. A plugin may state ``contractscan_api = 1`` in its module."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user asked of reading.

    Attributes:
        password: for encrypted files, None where none was given.
        ocr: "auto" (pages without usable text), "never" or "force" (every page).
        max_pages: pages beyond this number are left out and reported.
        max_characters: text beyond this length is left out and reported.
        jobs: processes that reading a long file and OCR may use, 0 for one per processor.
    """

    password: str | None = None
    ocr: str = "auto"
    max_pages: int = 5_000
    max_characters: int = 20_000_000
    jobs: int = 0


class Reader(Protocol):
    """Turns bytes into a Document. Runs in a guarded child process; must be importable there by its id."""

    @property
    def id(self) -> str:
        """Unique: "pdf"."""
        ...

    @property
    def title(self) -> str:
        """For people: "PDF files"."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File name endings that a folder scan picks up: (".pdf",)."""
        ...

    def recognises(self, data: bytes, name: str) -> str | None:
        """The media type if the content is this reader's, else None. Judges by content; `name` only breaks ties."""
        ...

    def read(self, source: Source, options: ReadOptions) -> Document:
        """Read the whole document. A page that fails is a Problem in the Document, not an exception.

        Raises:
            UnreadableError: when nothing can be read, with the reason in words for the user.
        """
        ...


@runtime_checkable
class Detector(Protocol):
    """Finds clauses of certain kinds. Detector files become detectors; write a class only where data is not enough."""

    @property
    def id(self) -> str:
        """Unique: "exit.retrieval"."""
        ...

    @property
    def kinds(self) -> tuple[str, ...]:
        """The clause kinds it can yield."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which it works."""
        ...

    def detect(self, analysis: SetAnalysis) -> Iterable[Clause | NearMiss]:
        """Yield the clauses, and near misses worth showing, of all documents of the set. Must not keep state."""
        ...


class Renderer(Protocol):
    """Writes an Assessment in one format."""

    @property
    def id(self) -> str:
        """Unique, and the name for `--format`: "html"."""
        ...

    @property
    def title(self) -> str:
        """For people: "Web page, one file"."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of `-o` that choose this renderer: (".html", ".htm"). The longest wins: ".sarif.json"."""
        ...

    def render(self, assessment: Assessment, out: BinaryIO, options: RenderOptions) -> None:
        """Write the report. The same assessment and options give the same bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What the user asked of a report.

    Attributes:
        language: "sv" or "en".
        page_images: whether evidence may be shown as clipped pictures of its page.
        colour: whether a terminal report may use colours.
        width: columns of a terminal report.
    """

    language: str = "sv"
    page_images: bool = True
    colour: bool = False
    width: int = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFiles:
    """A folder of data files that a plugin brings.

    Attributes:
        root: the folder, usually ``importlib.resources.files("my_package") / "detectors"``.
        plugin: filled in by the registry.
    """

    root: Traversable
    plugin: str = ""


class Hooks:
    """The hooks, in the order in which the engine uses what they register."""

    @hookspec
    def contractscan_readers(self) -> Sequence[Reader]:  # type: ignore[empty-body]
        """Register readers of file formats.

        When: once, before the first file is read, in the main process and in each reading process.
        Returns: reader objects. The first by id whose ``recognises`` answers reads the file.
        """

    @hookspec
    def contractscan_vocabularies(self) -> Sequence[Traversable]:  # type: ignore[empty-body]
        """Register folders of vocabulary files (``*.yaml``), the word lists that patterns name as ``{customer}``.

        When: once, before detectors are compiled.
        Returns: folders. Two files may extend one vocabulary: their entries are joined.
        """

    @hookspec
    def contractscan_detectors(self) -> Sequence[Detector | Traversable]:  # type: ignore[empty-body]
        """Register detectors: folders of detector files (``*.yaml``), or objects with the Detector protocol.

        When: once, before the first document is examined.
        Returns: any mixture of the two. Each detector id may be registered once.
        """

    @hookspec
    def contractscan_catalogues(self) -> Sequence[Traversable]:  # type: ignore[empty-body]
        """Register folders with ``requirements/*.yaml``, ``topics.yaml`` and ``profiles/*.yaml``.

        When: once, before the profile is resolved.
        Returns: folders. Requirement, topic and profile ids are unique over all plugins.
        """

    @hookspec
    def contractscan_renderers(self) -> Sequence[Renderer]:  # type: ignore[empty-body]
        """Register report formats.

        When: when the user asks for a format or a suffix has to be resolved.
        Returns: renderer objects. Format ids and suffixes are unique over all plugins.
        """

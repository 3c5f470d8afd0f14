"""YAML data files with the line of everything in them, so that a message can point at the place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from contractscan.errors import DefinitionError

MAXIMUM_BYTES = 4_000_000
MAXIMUM_DEPTH = 20

_MISTAKES = (
    ("end of stream", "a quotation mark is not closed; begin and end the text with the same one"),
    ("tab character", "a tab stands at the beginning of this line; indent with spaces"),
    (
        "cannot start any token",
        "a tab or a sign stands where it cannot; indent with spaces, and put texts in quotation marks",
    ),
    (
        "',' or ']'",
        "this list is not closed, or a text in it needs quotation marks: patterns hold signs that YAML uses too",
    ),
    (
        "',' or '}'",
        "these braces are not closed, or a text in them needs quotation marks: patterns hold signs that YAML uses too",
    ),
    (
        "'-' indicator",
        "this line is not indented like the lines before it; all keys of one entry begin in the same column",
    ),
    (
        "<block end>",
        "this line is not indented like the lines before it; all keys of one entry begin in the same column",
    ),
    ("mapping values are not allowed", "there is a second colon in this line; put the text in quotation marks"),
    ("':'", "a colon is missing after the key, or the line is not indented like those before it"),
    ("quoted scalar", "a quotation mark is not closed; begin and end the text with the same one"),
)
"""What the parser says, and what people have usually done."""

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file, with its place.

    Attributes:
        value: a scalar, a tuple of Nodes, or a tuple of (key, Node) pairs.
        file: the file's name for messages.
        line: from 1.
    """

    value: Scalar | tuple[Node, ...] | tuple[tuple[str, Node], ...]
    kind: str
    file: str
    line: int

    def fail(self, message: str) -> DefinitionError:
        """An error that points here."""
        return DefinitionError(message, file=self.file, line=self.line)

    def items(self, what: str) -> tuple[tuple[str, Node], ...]:
        """The entries of a mapping."""
        if self.kind != "mapping":
            raise self.fail(f"{what} should be a list of `name: value` lines")
        return self.value  # type: ignore[return-value]

    def entries(self, what: str) -> tuple[Node, ...]:
        """The entries of a list; a single value counts as a list of one."""
        if self.kind == "sequence":
            return self.value  # type: ignore[return-value]
        if self.kind == "scalar" and self.value is not None:
            return (self,)
        if self.kind == "scalar":
            return ()
        raise self.fail(f"{what} should be a list")

    def get(self, key: str) -> Node | None:
        """The entry called `key` of a mapping, or None."""
        return next((node for name, node in self.items("this") if name == key), None)

    def need(self, key: str, what: str) -> Node:
        """The entry called `key`, which must be there."""
        node = self.get(key)
        if node is None:
            raise self.fail(f"{what} needs `{key}:`")
        return node

    def text(self, what: str) -> str:
        """A text."""
        if self.kind != "scalar" or not isinstance(self.value, str | int | float) or isinstance(self.value, bool):
            raise self.fail(f"{what} should be a text")
        text = str(self.value).strip()
        if not text:
            raise self.fail(f"{what} is empty")
        return text

    def texts(self, what: str) -> tuple[str, ...]:
        """A list of texts, or one."""
        return tuple(entry.text(what) for entry in self.entries(what))

    def known(self, keys: Sequence[str], what: str) -> None:
        """Refuse a mapping with other keys than these."""
        for key, node in self.items(what):
            if key not in keys:
                from difflib import get_close_matches

                near = get_close_matches(key, keys, n=1)
                hint = f"; did you mean `{near[0]}:`?" if near else f"; it can have {', '.join(sorted(keys))}"
                raise DefinitionError(f"{what} has no `{key}:`{hint}", file=node.file, line=node.line)

    def plain(self) -> Any:
        """The value as plain lists and dictionaries, for hashing."""
        if self.kind == "sequence":
            return [node.plain() for node in self.value]  # type: ignore[union-attr]
        if self.kind == "mapping":
            return {key: node.plain() for key, node in self.items("this")}
        return self.value


def load(text: str, file: str) -> Node:
    """Parse one YAML document.

    Args:
        text: its text.
        file: its name, for messages.

    Raises:
        DefinitionError: when it is not YAML, or YAML of a kind not used here (tags, aliases).
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        lines = text.splitlines()
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        problem = _plain(str(getattr(error, "problem", None) or "not valid YAML"))
        raise DefinitionError(problem, file=file, line=line, column=column, excerpt=excerpt) from None
    if root is None:
        raise DefinitionError("the file is empty", file=file, line=1)
    return _convert(root, file, 0, yaml)


def _plain(problem: str) -> str:
    """What YAML's own message comes to, for people who write YAML once a year."""
    for words, meaning in _MISTAKES:
        if words in problem:
            return meaning
    return f"{problem}; the mistake may stand in the line before"


def _convert(node: Any, file: str, depth: int, yaml: Any) -> Node:
    line = node.start_mark.line + 1
    if depth > MAXIMUM_DEPTH:
        raise DefinitionError("nested too deeply", file=file, line=line)
    if isinstance(node, yaml.SequenceNode):
        return Node(tuple(_convert(child, file, depth + 1, yaml) for child in node.value), "sequence", file, line)
    if isinstance(node, yaml.MappingNode):
        pairs = tuple((str(key.value), _convert(value, file, depth + 1, yaml)) for key, value in node.value)
        seen: set[str] = set()
        for (key, _), (key_node, _) in zip(pairs, node.value, strict=True):
            if key in seen:
                raise DefinitionError(f"`{key}:` stands here twice", file=file, line=key_node.start_mark.line + 1)
            seen.add(key)
        return Node(pairs, "mapping", file, line)
    return Node(_scalar(node), "scalar", file, line)


def _scalar(node: Any) -> Scalar:
    tag, text = node.tag.rpartition(":")[2], str(node.value)
    try:
        if tag == "int":
            return int(text.replace("_", ""))
        if tag == "float":
            return float(text)
    except ValueError:
        return text
    if tag == "bool":
        # YAML 1.1 reads no, on and yes as booleans; in word lists they are words
        return text.lower() == "true" if text.lower() in ("true", "false") else text
    return None if tag == "null" else text


def walk(root: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """The YAML files below a folder, by name; the name is relative to the folder."""
    for child in sorted(root.iterdir(), key=lambda entry: entry.name):
        if child.is_dir():
            yield from walk(child, f"{prefix}{child.name}/")
        elif child.name.endswith((".yaml", ".yml")):
            yield prefix + child.name, child


def read(file: Traversable, name: str) -> str:
    """Text of a data file.

    Raises:
        DefinitionError: when it cannot be read, is too large or is not UTF-8.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DefinitionError(f"cannot be read: {error.strerror or error}", file=name) from None
    if len(data) > MAXIMUM_BYTES:
        raise DefinitionError(f"is larger than {MAXIMUM_BYTES // 1_000_000} MB", file=name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DefinitionError("is not UTF-8 text", file=name) from None

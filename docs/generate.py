"""Writes the reference pages that the program itself knows best; `--check` says which of them are out of date.

python docs/generate.py
python docs/generate.py --check
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

DOCS = Path(__file__).parent
HEAD = "<!-- Written by docs/generate.py; change the program, not this page. -->\n\n"
SHOWN = 6
"""Entries of a vocabulary that the page shows."""


def pages() -> dict[str, str]:
    """The pages by file name below docs/."""
    return {
        "reference/commands.md": commands_page(),
        "reference/vocabularies.md": vocabularies_page(),
        "reference/json-report.md": json_report_page(),
    }


def commands_page() -> str:
    """Every command with its arguments and options, from click."""
    lines = [
        "# Commands",
        "",
        "`contractscan COMMAND --help` says the same in the terminal. What commands end with is listed under",
        "[exit codes](exit-codes.md).",
        "",
    ]
    for path, command in commands():
        lines += _command(path, command)
    return HEAD + "\n".join(lines).rstrip() + "\n"


def commands() -> Iterator[tuple[str, click.Command]]:
    """All commands and sub-commands with their full names."""
    from contractscan.cli import cli

    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield f"contractscan {name}", command
        if isinstance(command, click.Group):
            for below in sorted(command.commands):
                yield f"contractscan {name} {below}", command.commands[below]


def _command(path: str, command: click.Command) -> list[str]:
    arguments = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    usage = " ".join([path, *(["[OPTIONS]"] if options else []), *(_argument(argument) for argument in arguments)])
    lines = [f"## {path}", "", "```text", usage, "```", "", *_paragraphs(command.help or ""), ""]
    if options:
        lines += ["| option | what it does |", "|---|---|"]
        lines += [f"| {_names(option)} | {_cell(_what(option))} |" for option in options]
        lines.append("")
    return lines


def _argument(argument: click.Argument) -> str:
    name = (argument.metavar or argument.name or "").upper().strip("[]").removesuffix("...")
    name = f"{name}..." if argument.nargs == -1 else name
    return name if argument.required else f"[{name}]"


def _paragraphs(text: str) -> list[str]:
    blocks = [" ".join(block.split()) for block in text.replace("\b", "").strip().split("\n\n")]
    return "\n\n".join(blocks).split("\n")


def _names(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if option.secondary_opts:
        names += " / " + ", ".join(f"`{name}`" for name in option.secondary_opts)
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} `{'|'.join(map(str, option.type.choices))}`".replace("|", "\\|")
    return f"{names} `{option.metavar or option.type.name.upper()}`".replace("|", "\\|")


def _what(option: click.Option) -> str:
    text = option.help or ""
    default = option.default
    if option.show_default and default not in (None, "", ()) and "UNSET" not in repr(default):
        shown = ("yes" if default else "no") if isinstance(default, bool) else default
        text = f"{text} Default: `{shown}`."
    return text.strip()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def vocabularies_page() -> str:
    """Every shared vocabulary with its plugins and first entries."""
    from contractscan.patterns.quantities import NAMES

    lines = [
        "# Vocabularies",
        "",
        "Word lists that every detector can name as `{name}`; see",
        "[the pattern language](pattern-language.md#vocabularies). A plugin may add entries to any of them and bring",
        "its own. Shown are the first entries; the whole lists stand in the plugins' `vocabularies/` folders.",
        "",
        f"Built in, as they need arithmetic: {', '.join(f'`{{{name}}}`' for name in sorted(NAMES))}",
        "(see [quantities](pattern-language.md#quantities)).",
        "",
        "| name | plugin | English | Swedish |",
        "|---|---|---|---|",
    ]
    for name, (plugins, entries) in sorted(_vocabularies().items()):
        shown = [_entries(entries.get(language, ())) for language in ("en", "sv")]
        lines.append(f"| `{{{name}}}` | {', '.join(plugins)} | {shown[0]} | {shown[1]} |")
    return HEAD + "\n".join(lines) + "\n"


def _vocabularies() -> dict[str, tuple[list[str], dict[str, list[str]]]]:
    from contractscan.patterns.files import read_vocabularies
    from contractscan.plugins import Loader

    loader = Loader()
    loader.load(lambda plugin: not plugin.startswith(("read-", "render-")))
    found: dict[str, tuple[list[str], dict[str, list[str]]]] = {}
    for plugin, _, root in loader.files("contractscan_vocabularies"):
        by_language: dict[str, dict[str, list[Any]]] = {}
        read_vocabularies(root, by_language)
        for language, vocabularies in by_language.items():
            for name, entries in vocabularies.items():
                plugins, known = found.setdefault(name, ([], {}))
                if plugin not in plugins:
                    plugins.append(plugin)
                known.setdefault(language, []).extend(entry.text for entry in entries)
    return found


def _entries(entries: Sequence[str]) -> str:
    shown = ", ".join(_cell(entry).replace("*", "\\*") for entry in entries[:SHOWN])
    return f"{shown}, ..." if len(entries) > SHOWN else shown


def json_report_page() -> str:
    """The keys of the JSON report, from its schema."""
    from contractscan.rendering.json import FORMAT, report_schema

    schema = report_schema()
    lines = [
        "# JSON report",
        "",
        "`contractscan scan vendor/ -o report.json` writes everything that the program knows about the contract set.",
        f"The key `format` is `{FORMAT}`: keys may be added within version 1, and none is taken away or gets another",
        "meaning. The schema is installed with the program as `contractscan/rendering/schema/report.schema.json`.",
        "",
        "## The report",
        "",
        *_object(schema),
    ]
    for name, part in sorted(schema["$defs"].items()):
        if part.get("type") == "object":
            lines += [f"## {name}", "", *_object(part)]
        elif "enum" in part:
            lines += [f"## {name}", "", f"One of {', '.join(f'`{value}`' for value in part['enum'])}.", ""]
        else:
            lines += [f"## {name}", "", f"A {_type(part)}.", ""]
    return HEAD + "\n".join(lines).rstrip() + "\n"


def _object(schema: Mapping[str, Any], prefix: str = "") -> list[str]:
    lines = [] if prefix else ["| key | type | meaning |", "|---|---|---|"]
    for key, value in schema.get("properties", {}).items():
        lines.append(f"| `{prefix}{key}` | {_type(value)} | {_cell(value.get('description', ''))} |")
        inner = value.get("items", value)
        if inner.get("type") == "object" and "properties" in inner:
            lines += _object(inner, f"{prefix}{key}{'[]' if value.get('type') == 'array' else ''}.")
    return lines if prefix else [*lines, ""]


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(_type(part) for part in schema[key])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def outdated() -> list[str]:
    """Pages whose file differs from what would be written."""
    return [
        name
        for name, text in pages().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a page is out of date")
    if parser.parse_args(arguments).check:
        stale = outdated()
        for name in stale:
            sys.stderr.write(f"docs/{name} is out of date: run python docs/generate.py\n")
        return 1 if stale else 0
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

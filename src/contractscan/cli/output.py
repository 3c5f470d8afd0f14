"""What commands print, with contract text made harmless."""

from __future__ import annotations

import os
import sys
import unicodedata

import click

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def harmless(text: str, *, lines: bool = False) -> str:
    """The text with control, format and bidi characters shown as their code points.

    Args:
        text: any text from a contract or file name.
        lines: whether line feeds stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        if (lines and character == "\n") or unicodedata.category(character) not in _INVISIBLE
        else f"<U+{ord(character):04X}>"
        for character in text
    )


def complain(message: str) -> None:
    """An error or warning on standard error."""
    click.echo(f"contractscan: {harmless(message, lines=True)}", err=True)


def debugging() -> bool:
    """Whether tracebacks are wanted."""
    return bool(os.environ.get("CONTRACTSCAN_DEBUG"))


def on_terminal() -> bool:
    """Whether standard error is a terminal, so that progress may be shown."""
    return sys.stderr.isatty()

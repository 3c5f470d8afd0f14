"""Errors that a user can mend, each with the exit code of the command that meets it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line, documented in docs/reference/exit-codes.md."""

    DONE = 0
    GAPS = 1
    """Gaps at or above `--fail-on`, a loss against a baseline, or a comparison that got worse."""
    USAGE = 2
    INTERNAL = 3
    UNREADABLE = 4
    INTERRUPTED = 130


class ContractscanError(Exception):
    """Base of all errors whose message is written for the user: what happened, where, and what to do next."""

    exit_code = ExitCode.INTERNAL


class UsageError(ContractscanError):
    """The call cannot be carried out as asked."""

    exit_code = ExitCode.USAGE


class UnreadableError(ContractscanError):
    """No text can be had from an input."""

    exit_code = ExitCode.UNREADABLE


class PasswordNeededError(UnreadableError):
    """The file is encrypted and the password is missing or wrong."""


class LimitExceededError(UnreadableError):
    """Reading a file took more time, memory or output than allowed."""


class DefinitionError(UsageError):
    """A detector, vocabulary, requirement or profile file is wrong.

    Args:
        message: what is wrong and how to mend it.
        file: the file, as the user knows it.
        line: counted from 1, 0 where unknown.
        column: counted from 1, 0 where unknown.
        excerpt: the line of text at fault, shown with a caret under `column`.
    """

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: int = 0, excerpt: str = "") -> None:
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.excerpt = excerpt
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{where}: {self.message}" if where else self.message
        if self.excerpt:
            text += f"\n    {self.excerpt}"
            if self.column:
                text += f"\n    {' ' * (self.column - 1)}^"
        return text


class PluginError(ContractscanError):
    """The set of plugins cannot work together: a misspelt hook, a duplicate id."""

    exit_code = ExitCode.USAGE


class MissingExtraError(UsageError):
    """An optional dependency is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part that is not installed: pip install 'contractscan[{extra}]'")

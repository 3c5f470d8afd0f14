"""The command line. Commands are imported when they are called, so that `--help` stays quick and imports no plugin."""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import click

from contractscan.errors import ContractscanError, ExitCode

COMMANDS = {
    "scan": ("contractscan.cli.scan", "Examine one vendor's contract documents and write a gap report."),
    "text": ("contractscan.cli.text", "Show what was read from a file."),
    "compare": ("contractscan.cli.compare", "Compare two versions of one vendor's terms."),
    "review": ("contractscan.cli.review", "Examine many vendors and make a matrix."),
    "decide": ("contractscan.cli.decide", "Record an accepted deviation."),
    "requirements": ("contractscan.cli.requirements", "List the requirements of a profile, or explain one."),
    "plugins": ("contractscan.cli.plugins", "List, check and make plugins."),
    "explain": ("contractscan.cli.explain", "Show why a detector did or did not find something in a file."),
    "evaluate": ("contractscan.cli.evaluate", "Measure the detectors on labelled contracts."),
}


class LazyGroup(click.Group):
    """Commands by name, imported on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="contractscan", prog_name="contractscan")
def cli() -> None:
    """Hold vendors' contracts against a catalogue of legal requirements.

    Everything happens on this machine: no contract text leaves it, and nothing is downloaded.
    The report is a basis for judgement, not legal advice.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with a documented code."""
    # What a run makes it mostly keeps to its end, so looking for garbage often finds none: a third of a scan's time.
    gc.set_threshold(2_000_000, 50, 100)
    if arguments is not None:
        sys.exit(run(arguments))
    ending = _Ending()
    # What is registered first is called last, when threads, child processes and temporary files have been seen to.
    atexit.register(ending.leave)
    ending.code = run()
    sys.exit(ending.code)


@dataclass(slots=True)
class _Ending:
    """Ends the process without taking apart object by object what the run has made: a twentieth of a scan's time."""

    code: int = int(ExitCode.INTERNAL)

    def leave(self) -> None:
        """End at once."""
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):  # nobody reads it any more
                stream.flush()
        os._exit(self.code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit code. Errors are shown as one line on standard error, never as a traceback, unless
        CONTRACTSCAN_DEBUG is set.
    """
    from contractscan.cli.output import complain, debugging

    try:
        result = cli.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except ContractscanError as error:
        complain(str(error))
        return int(error.exit_code)
    except click.ClickException as error:
        error.show()
        return int(ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; nothing half-written was left")
        return int(ExitCode.INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # click ends the program itself when nobody reads the output any more
        return int(ExitCode.DONE)
    except Exception as error:
        if debugging():
            raise
        complain(
            f"internal error: {type(error).__name__}: {' '.join(str(error).split())[:300]} "
            "(set CONTRACTSCAN_DEBUG=1 to see where)"
        )
        return int(ExitCode.INTERNAL)
    return int(result) if isinstance(result, int) else int(ExitCode.DONE)

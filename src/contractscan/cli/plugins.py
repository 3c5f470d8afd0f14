"""`contractscan plugins`: list, check, new."""

from __future__ import annotations

from pathlib import Path

import click

from contractscan.errors import ExitCode, UsageError


@click.group("plugins", invoke_without_command=True)
@click.option("--without", multiple=True, metavar="PLUGIN", help="Switch a plugin off.")
@click.pass_context
def command(context: click.Context, without: tuple[str, ...]) -> None:
    """List the installed plugins and what they bring; `plugins check` tests their data files."""
    if context.invoked_subcommand is not None:
        return
    from contractscan.plugins import build_registry

    registry = build_registry(without)
    for plugin in registry.plugins:
        state = "" if plugin.enabled else "  (switched off)"
        click.echo(f"{plugin.name:18} {plugin.distribution or 'local'} {plugin.version}{state}")
    click.echo(
        f"\n{len(registry.readers)} readers, {len(registry.detectors)} detectors, "
        f"{len(registry.catalogue.requirements)} requirements, {len(registry.catalogue.profiles)} profiles, "
        f"{len(registry.renderers)} report formats"
    )
    names = sorted({name for lexicon in registry.lexicons.values() for name in lexicon.vocabularies})
    click.echo(click.wrap_text("vocabularies: " + ", ".join(names), 88, subsequent_indent="  "))
    for problem in registry.problems:
        click.echo(f"problem in {problem.component}: {problem.message}", err=True)


@command.command("check")
@click.argument("target", required=False, default="")
def check(target: str) -> int:
    """Parse and compile data files and run their examples.

    TARGET is a plugin's name, its project's folder, or a folder with detectors/, vocabularies/ or catalogue/ in it;
    all plugins without one.
    """
    from contractscan.checking import check_folder, check_plugins

    findings = check_folder(Path(target)) if target and Path(target).is_dir() else check_plugins(target)
    for line in findings.errors:
        click.echo(f"error: {line}")
    for line in findings.warnings:
        click.echo(f"warning: {line}")
    click.echo(
        f"{findings.detectors} detectors, {findings.rules} clause rules, {findings.examples} examples, "
        f"{findings.requirements} requirements: {len(findings.errors)} errors, {len(findings.warnings)} warnings"
    )
    if not findings.detectors and not findings.requirements and not findings.errors:
        raise UsageError(f"{target or 'the plugins'}: nothing to check here")
    return int(ExitCode.GAPS if findings.errors else ExitCode.DONE)


@command.command("new")
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path(),
    help="Folder in which the package is made.  [default: here]",
)
def new(name: str, into: Path) -> int:
    """Make a complete plugin package called contractscan-NAME: a requirement, a detector, a profile, tests."""
    from contractscan.scaffold import names, new_plugin

    root = new_plugin(name, into)
    short = names(name).name
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        click.echo(path.as_posix())
    click.echo(
        f"\nNext:\n  pip install -e '{root.as_posix()}[dev]'\n  pytest {root.as_posix()}\n"
        f"  contractscan plugins check {short}\n  contractscan scan CONTRACTS --profile {short}"
    )
    return int(ExitCode.DONE)

"""`contractscan requirements`."""

from __future__ import annotations

import textwrap

import click

from contractscan.errors import UsageError
from contractscan.model import Requirement


@click.command("requirements")
@click.argument("requirement_id", required=False, default="")
@click.option("--profile", default="", help="Profile whose requirements are listed.")
@click.option("--report-language", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option("--without", multiple=True, metavar="PLUGIN", help="Switch a plugin off.")
def command(requirement_id: str, profile: str, report_language: str, without: tuple[str, ...]) -> None:
    """List the requirements of a profile, or explain one in full."""
    from contractscan.catalogue.profiles import resolve
    from contractscan.plugins import Loader, load_catalogue

    loader = Loader(without)
    loader.load(lambda name: not name.startswith(("read-", "render-")))
    resolved = resolve(load_catalogue(loader), profile)
    if not requirement_id:
        click.echo(f"{resolved.title.in_language(report_language)} ({resolved.id} {resolved.version})")
        for topic in resolved.topics:
            click.echo(f"\n{topic.title.in_language(report_language)}")
            for requirement in resolved.requirements:
                if requirement.topic == topic.id:
                    title = requirement.title.in_language(report_language)
                    click.echo(f"  {requirement.id:7} {requirement.severity:8} {title}")
        return
    chosen = next((item for item in resolved.requirements if item.id == requirement_id.upper()), None)
    if chosen is None:
        raise UsageError(
            f"{requirement_id} is not among the requirements of {resolved.id}; run without an id for the list"
        )
    click.echo(describe(chosen, report_language))


def describe(requirement: Requirement, language: str) -> str:
    """Everything about a requirement, as text."""
    swedish = language == "sv"
    lines = [
        f"{requirement.id}  {requirement.title.in_language(language)}",
        "",
        requirement.question.in_language(language),
        "",
        f"{'Allvarlighetsgrad' if swedish else 'Severity'}: {requirement.severity}",
        requirement.severity_reason.in_language(language),
        "",
        "Rättslig grund:" if swedish else "Legal basis:",
    ]
    lines += [
        f"- {citation.ref.in_language(language)} ({', '.join(citation.force)}"
        f"{', ' + citation.checked if citation.checked else ''})"
        for citation in requirement.citations
    ]
    if requirement.thresholds:
        lines += ["", "Gränsvärden:" if swedish else "Thresholds:"]
        lines += [f"- {item.name} = {item.value} ({item.basis})" for item in requirement.thresholds]
    lines.append("")
    lines += [f"{verdict}: {text.in_language(language)}" for verdict, text in requirement.expectation.items()]
    lines += ["", requirement.advice.in_language(language), "", "Test:"]
    lines += [f"- {rule.verdict}: {rule.when}" for rule in requirement.test]
    return "\n".join(
        textwrap.fill(line, 88, subsequent_indent="  " if line.startswith("- ") else "") if line else ""
        for line in lines
    )

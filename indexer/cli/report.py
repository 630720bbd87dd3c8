"""What `index` says of its work: counts, and what could not be read, file by file."""

from collections.abc import Sequence

import click

from indexer.build import Report
from indexer.console import counted
from indexer.intake import Failure

_FILES_SHOWN = 20
_LINES_SHOWN = 3
"""Most lines of one file that are shown: what is no JSON Lines would fill the screen."""


def show_report(report: Report, *, verbose: bool) -> None:
    """Print what a build did; all that failed if `verbose`, otherwise the first of it."""
    parts = [f"{getattr(report, name):,} {name}" for name in ("added", "updated", "removed", "unchanged")]
    click.echo(", ".join([*parts, f"{len(report.failures):,} failed"]) + ".")
    _show_failures(report.failures, verbose=verbose)
    _show_passed_over(report, verbose=verbose)
    what = "The archive holds" if report.part is None else f"Part {report.part} of the archive has"
    click.echo(
        f"{what} {counted(report.statements, 'statement')} with {counted(report.paragraphs, 'paragraph')} "
        f"({report.engine}, {report.seconds:.1f} seconds)."
    )
    if report.note:
        click.echo(report.note)


def _show_failures(failures: Sequence[Failure], *, verbose: bool) -> None:
    groups: dict[tuple[str, str], list[Failure]] = {}
    for failure in failures:
        groups.setdefault((failure.path, failure.reason if failure.line is None else ""), []).append(failure)
    shown = list(groups.values())[: None if verbose else _FILES_SHOWN]
    for group in shown:
        _show_group(group, None if verbose else _LINES_SHOWN)
    rest = len(failures) - sum(map(len, shown))
    if rest:
        click.echo(f"  and {rest:,} more.")
    if rest or (not verbose and any(len(group) > _LINES_SHOWN for group in shown)):
        click.echo("  The same command with --verbose lists them all.")


def _show_group(group: Sequence[Failure], most: int | None) -> None:
    hint = None
    for failure in group[:most]:
        click.echo(f"  {failure}")
        if failure.hint and failure.hint != hint:
            click.echo(f"    {failure.hint}")
        hint = failure.hint
    if most is not None and len(group) > most:
        click.echo(f"    and {counted(len(group) - most, 'more line')} of {group[0].path}")


def _show_passed_over(report: Report, *, verbose: bool) -> None:
    if not report.passed_over:
        return
    click.echo(f"{len(report.passed_over):,} passed over:")
    for passed in report.passed_over[: None if verbose else _FILES_SHOWN]:
        click.echo(f"  {passed}")
    if not verbose and len(report.passed_over) > _FILES_SHOWN:
        click.echo(f"  and {len(report.passed_over) - _FILES_SHOWN:,} more; --verbose lists them all.")

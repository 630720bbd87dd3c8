"""The command `reuse`: which sentences recur, in a whole archive or in one statement."""

import json
import sys
from pathlib import Path

import click

from indexer import console
from indexer.cli import reuse_report
from indexer.cli.group import AnsweringCommand, index_option, json_option, onrecord
from indexer.cli.reading import archive_in
from indexer.settings import Settings
from indexer.statement import to_json


@onrecord.command("reuse", cls=AnsweringCommand)
@click.argument("identity", metavar="[STATEMENT]", required=False)
@index_option
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File that keeps what was found out, so that the next time only what is new is read.",
)
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 100_000), metavar="N", help="Most sentences."
)
@json_option
@click.pass_obj
def reuse_command(
    settings: Settings, /, *, identity: str | None, folder: str | None, state: Path | None, limit: int, as_json: bool
) -> None:
    """Tell which sentences several statements have, word for word or nearly so.

    Each is shown as it was first said, with where that was, and how it spread. With the id of a STATEMENT, tell what is
    new in it, and what was said before.

    \b
    Examples:
      onrecord reuse
      onrecord reuse --state reuse.sqlite --limit 1000 --json
      onrecord reuse 000-0e065b5d756ede2c-41f50d8c0a

    Exit status 1 means that no sentence recurs, or that there is no such statement; 2, that the call was wrong or the
    work failed.
    """
    archive = archive_in(settings, folder)
    if identity is not None:
        if state is not None:
            raise click.UsageError("--state keeps what is found out of a whole archive; leave out STATEMENT.")
        told = archive.reuse(identity)
        if as_json:
            click.echo(json.dumps(to_json(told), ensure_ascii=False))
        else:
            reuse_report.show_statement_reuse(told, archive.statement(identity))
        return
    with console.progress_bar("Reading", archive.contents().statements) as advance:
        found = archive.reuse_map(kept=state, limit=limit, advance=advance)
    if as_json:
        click.echo(json.dumps(to_json(found), ensure_ascii=False))
    else:
        reuse_report.show_map(found)
    if not found.recurring:
        sys.exit(1)

"""The command `history`: when lines were said, how often, by whom, in which variants."""

import json
import math
import sys
from dataclasses import replace
from itertools import count

import click

from indexer.cli.group import AnsweringCommand, index_option, json_option, onrecord
from indexer.cli.history_text import show_history, show_statements
from indexer.cli.reading import archive_in
from indexer.history import DIMENSIONS, History
from indexer.history.table import rows
from indexer.search import Archive
from indexer.settings import Settings
from indexer.spreadsheet import csv_text
from indexer.statement import to_json

_PAGE = 100
"""Statements that are read at once."""


@onrecord.command("history", cls=AnsweringCommand)
@click.argument("lines", nargs=-1, required=True, metavar="PHRASE...")
@index_option
@click.option(
    "--by", multiple=True, type=click.Choice(DIMENSIONS), help="Count by this; may be given again.  [default: year]"
)
@click.option("--statements", is_flag=True, help="List every statement that has the line, the earliest first.")
@click.option("--no-variants", is_flag=True, help="Do not look for variants, which takes longest.")
@click.option("--no-synonyms", is_flag=True, help="Count the words of queries as they are typed.")
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print the counts as a table alone.")
@click.pass_obj
def history_command(  # noqa: PLR0913 - click's options
    settings: Settings,
    /,
    *,
    lines: tuple[str, ...],
    folder: str | None,
    by: tuple[str, ...],
    statements: bool,
    no_variants: bool,
    no_synonyms: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Tell when each PHRASE was said first and last, how often, by whom, and in which variants.

    Counts are exact and of the whole archive: statements and paragraphs, each beside how many the archive has of the
    same year or name. Plain words are a phrase; anything else is a query as `onrecord search` knows it. Up to six are
    compared. A variant has the words of the phrase near each other in any order and in any form; of four telling words,
    one may be another.

    \b
    Examples:
      onrecord history 'human rights defenders'
      onrecord history pushback 'forced return' --by year --by publisher
      onrecord history 'refoul* speaker:piquer' --csv > refoulement.csv

    Exit status 1 means that none was ever said; 2, that the call was wrong or the work failed.
    """
    if as_json and as_csv:
        raise click.UsageError("Give --json or --csv, not both.")
    archive = archive_in(settings, folder, query_seconds=math.inf)
    told = archive.history(
        *lines, by=by or ("year",), variants=not (no_variants or as_csv), limit=_PAGE, synonyms=not no_synonyms
    )
    if statements:
        told = _with_all_statements(archive, told, synonyms=not no_synonyms)
    if as_json:
        click.echo(json.dumps(to_json(told), ensure_ascii=False))
    elif as_csv:
        click.echo(csv_text(rows(told)), nl=False)
    else:
        show_history(told)
        for line in told.lines if statements else ():
            click.secho(f"\nin order: {line.query}", dim=True)
            show_statements(line.statements)
    if not any(line.total.statements for line in told.lines):
        sys.exit(1)


def _with_all_statements(archive: Archive, told: History, *, synonyms: bool) -> History:
    """Return the same with every statement of each line, however many they are."""
    whole = []
    for line in told.lines:
        hits = list(line.statements)
        for page in count(2):
            if len(hits) >= line.total.statements:
                break
            (more,) = archive.history(line.line, by=(), variants=False, limit=_PAGE, page=page, synonyms=synonyms).lines
            if not more.statements:
                break
            hits += more.statements
        whole.append(replace(line, statements=tuple(hits)))
    return replace(told, lines=tuple(whole), limit=max((len(each.statements) for each in whole), default=0))

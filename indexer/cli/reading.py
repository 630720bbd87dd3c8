"""The commands that ask an index: `search`, `show`, `stats`, `check` and `export`."""

import json
import sys
from typing import Any

import click

from indexer import console
from indexer.archive import ArchiveFolder
from indexer.cli.group import index_option, json_option, onrecord
from indexer.engine import FACETS, Group, Sort
from indexer.errors import CallError
from indexer.results import page_to_json
from indexer.search import Archive, open_archive
from indexer.settings import Settings
from indexer.statement import statement_to_json, to_json


@onrecord.command("search")
@click.argument("query", nargs=-1, required=True)
@index_option
@json_option
@click.option("--limit", default=10, show_default=True, metavar="N", help="Hits on a page, 1 to 100.")
@click.option("--page", default=1, show_default=True, metavar="N", help="Which page of hits.")
@click.option("--group", default="statement", type=click.Choice([each.value for each in Group]), help="What a hit is.")
@click.option(
    "--sort", default="relevance", type=click.Choice([each.value for each in Sort]), help="Order of the hits."
)
@click.option("--facets", default="", metavar="NAMES", help=f"Count values of: all, or {', '.join(FACETS)}.")
@click.option("--explain", is_flag=True, help="Show what was matched.")
@click.pass_context
def search_command(
    ctx: click.Context,
    /,
    *,
    query: tuple[str, ...],
    folder: str | None,
    as_json: bool,
    facets: str,
    **asked: Any,  # noqa: ANN401 - click's options go to `search` under their own names
) -> None:
    """Find the paragraphs that QUERY asks for, gathered under their statements; marked words stand in colour or **so**.

    \b
    Examples:
      onrecord search '"non-refoulement"'
      onrecord search 'expulsion OR removal publisher:amnesty date:2025'
      onrecord search --sort newest --json 'refug* -camp'

    Exit status 1 means that nothing was found. A query that begins with - comes after --.
    """
    archive = _archive(ctx.obj, folder)
    names = tuple(filter(None, map(str.strip, facets.split(","))))
    page = archive.search(" ".join(query), facets=FACETS if names == ("all",) else names, **asked)
    if as_json:
        click.echo(json.dumps(page_to_json(page), ensure_ascii=False))
    else:
        first = (asked["page"] - 1) * asked["limit"] + 1
        console.show_page(page, first=first, coloured=sys.stdout.isatty() and ctx.color is not False)
        console.show_warnings(page.warnings)
    if not page.hits:
        if not as_json:
            _say_why_nothing(archive, folder or ctx.obj.index)
        sys.exit(1)


@onrecord.command("show")
@click.argument("identity", metavar="ID")
@index_option
@json_option
@click.pass_obj
def show_command(settings: Settings, /, *, identity: str, folder: str | None, as_json: bool) -> None:
    """Print the statement with this ID, paragraph by paragraph.

    \b
    Example:
      onrecord show 000_0e065b5d756ede2c-1d9a1c9b56
    """
    statement = _archive(settings, folder).statement(identity)
    if as_json:
        click.echo(json.dumps(statement_to_json(statement), ensure_ascii=False))
    else:
        console.show_statement(statement)


@onrecord.command("stats")
@index_option
@json_option
@click.pass_obj
def stats_command(settings: Settings, /, *, folder: str | None, as_json: bool) -> None:
    """Tell what the index holds.

    \b
    Example:
      onrecord stats --json
    """
    contents = _archive(settings, folder).contents()
    manifest = ArchiveFolder(folder or settings.index).manifest()
    if as_json:
        index = to_json(manifest) | {"files": len(manifest.files)}
        click.echo(json.dumps(to_json(contents) | {"index": index}, ensure_ascii=False))
    else:
        console.show_contents(contents, manifest)


@onrecord.command("check")
@index_option
@click.pass_obj
def check_command(settings: Settings, folder: str | None) -> None:
    """Verify that every file of the index is as it was written, and that every statement can be read.

    \b
    Example:
      onrecord check && echo sound
    """
    archive = _archive(settings, folder)
    statements = sum(1 for _ in archive.statements())
    contents = archive.contents()
    paragraphs = console.counted(contents.paragraphs, "paragraph")
    click.echo(f"The index is sound: {console.counted(statements, 'statement')}, {paragraphs}.")


@onrecord.command("export")
@index_option
@click.option("--output", type=click.Path(dir_okay=False, writable=True), help="File to write.  [default: stdout]")
@click.pass_obj
def export_command(settings: Settings, folder: str | None, output: str | None) -> None:
    """Write every statement as JSON Lines, which `onrecord index` reads back.

    \b
    Example:
      onrecord export --output archive.jsonl
    """
    archive = _archive(settings, folder)
    try:
        with click.open_file(output or "-", "w", encoding="utf-8", atomic=output is not None) as file:
            for statement in archive.statements():
                file.write(json.dumps(statement_to_json(statement), ensure_ascii=False) + "\n")
    except OSError as error:
        if output is None:
            raise
        told = f"“{output}” cannot be written: {error.strerror}."
        raise CallError(told, "Name a file in a folder that is there.") from error


def _archive(settings: Settings, folder: str | None) -> Archive:
    return open_archive(folder or settings.index, base_url=settings.base_url)


def _say_why_nothing(archive: Archive, folder: str) -> None:
    if archive.contents().statements:
        click.echo("Nothing was found. Try fewer or other words; a quotation must stand word for word.", err=True)
    else:
        click.echo(f"This index holds no statements yet. Add some: `onrecord index SOURCE --index {folder}`.", err=True)

"""The commands that read an index as it is: `show`, `stats`, `check` and `export`."""

import json
from pathlib import Path

import click

from indexer import console
from indexer.checking import check
from indexer.cli.group import index_option, json_option, onrecord
from indexer.errors import ArchiveError, CallError
from indexer.search import Archive, open_archive
from indexer.settings import Settings
from indexer.statement import statement_to_json, to_json


def archive_in(settings: Settings, folder: str | None, *, query_seconds: float | None = None) -> Archive:
    """Return the archive in the folder that a command names, else in that of the settings; warn where it is an old one.

    `query_seconds` is what a query may take, in place of what the settings say.

    :raise ArchiveError: if there is none, or it cannot be read.
    """
    archive = open_archive(
        folder or settings.index,
        base_url=settings.base_url,
        query_seconds=settings.query_seconds if query_seconds is None else query_seconds,
        fall_back=True,
        cluster=None if folder else settings.cluster,
    )
    if archive.problem is not None:
        console.show_problem(archive.problem, archive.published)
    return archive


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
    statement = archive_in(settings, folder).statement(identity)
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
    archive = archive_in(settings, folder)
    contents, manifest = archive.contents(), archive.manifest
    if as_json:
        index = to_json(manifest) | {"files": len(manifest.files)}
        click.echo(json.dumps(to_json(contents) | {"index": index}, ensure_ascii=False))
    else:
        console.show_contents(contents, manifest)


@onrecord.command("check")
@index_option
@click.option("--deep", is_flag=True, help="Also read every statement and every posting, and the generation before.")
@json_option
@click.pass_obj
def check_command(settings: Settings, /, *, folder: str | None, deep: bool, as_json: bool) -> None:
    """Verify that every file of the index is as it was written.

    With --deep, also that every statement and every posting can be read, that they are as many as was written, that the
    catalogue has the same statements, and that the generation before this one could answer for it.

    \b
    Example:
      onrecord check --deep && echo sound

    Exit status 1 means damage; the message names the command that mends it.
    """
    try:
        checked = check(Path(folder or settings.index), deep=deep, cluster=None if folder else settings.cluster)
    except ArchiveError as error:
        if as_json:
            told = {"code": error.code, "message": error.message, "hint": error.hint}
            click.echo(json.dumps({"sound": False, "error": told}, ensure_ascii=False))
        raise
    if as_json:
        click.echo(json.dumps({"sound": True} | to_json(checked), ensure_ascii=False))
    else:
        console.show_checked(checked)


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
    archive = archive_in(settings, folder)
    try:
        with click.open_file(output or "-", "w", encoding="utf-8", atomic=output is not None) as file:
            for statement in archive.statements():
                file.write(json.dumps(statement_to_json(statement), ensure_ascii=False) + "\n")
    except OSError as error:
        if output is None:
            raise
        told = f"“{output}” cannot be written: {error.strerror}."
        raise CallError(told, "Name a file in a folder that is there.") from error

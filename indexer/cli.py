"""The command line of the library; `webapp.cli` adds `serve` to it."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.shell_completion import get_completion_class

from indexer import console
from indexer.archive import ArchiveFolder
from indexer.build import Options, build
from indexer.engine import FACETS, Group, Sort
from indexer.errors import CallError, OnrecordError, SourceError
from indexer.extract import explanation_to_json, profile_names
from indexer.intake import Outcome, ReadFile, ReadLines, Task, processes, read_all
from indexer.results import page_to_json
from indexer.search import Archive, open_archive
from indexer.settings import Settings, load_settings
from indexer.sources import Kind, SourceFile, discover, iter_lines
from indexer.statement import statement_to_json, to_json


class OnrecordGroup(click.Group):
    """A group of commands whose failures are told, never traced."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was called."""
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            click.echo(f"Error: {error.message}", err=True)
            if error.hint:
                click.echo(error.hint, err=True)
            ctx.exit(error.exit_status)


@click.group(cls=OnrecordGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
@click.pass_context
def onrecord(ctx: click.Context) -> None:
    """Search what organisations have put on record: the exact paragraph, who said it, and where.

    \b
    Begin with:
      onrecord index seeds
      onrecord search '"non-refoulement"'
      onrecord serve
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    ctx.obj = load_settings()


index_option = click.option("--index", "folder", metavar="DIR", help="Folder of the index.  [default: index]")
profile_option = click.option(
    "--profile", type=click.Choice(profile_names()), help="Site whose pages these are.  [default: what fits each page]"
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")


@onrecord.command("index")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@index_option
@click.option("--engine", metavar="NAME", help="auto or whoosh.  [default: auto]")
@click.option("--workers", type=click.IntRange(min=0), metavar="N", help="Processes that read; 0: one for each core.")
@profile_option
@click.option("--rebuild", is_flag=True, help="Read every file again and build the index from nothing.")
@click.option("--allow-empty", is_flag=True, help="Let a source lose all its statements.")
@click.pass_obj
def index_command(
    settings: Settings,
    /,
    *,
    sources: tuple[Path, ...],
    folder: str | None,
    engine: str | None,
    workers: int | None,
    profile: str | None,
    **flags: bool,
) -> None:
    """Bring the index up to date with SOURCE: files or folders of statements (default: seeds).

    Reads .html .htm .xhtml .txt .md .jsonl, each also with .gz. Adds what is new, replaces what changed, removes what
    is gone. A file that cannot be read is reported and stops nothing; exit status 1 means that nothing could be read.

    \b
    Example:
      onrecord index statements/ press-2024.jsonl.gz
    """
    options = Options(
        engine=engine or settings.engine,
        workers=settings.workers if workers is None else workers,
        lock_timeout=settings.lock_timeout,
        rebuild=flags["rebuild"],
        allow_empty=flags["allow_empty"],
        profile=profile,
    )
    report = build(sources or (Path("seeds"),), Path(folder or settings.index), options, console.progress_bar)
    console.show_report(report)
    if not report.added + report.updated + report.unchanged:
        if not report.failures and not report.removed:
            click.echo("There was no file to read. Files end in .html .htm .xhtml .txt .md .jsonl, or .gz.", err=True)
        sys.exit(0 if report.removed and not report.failures else 1)


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


@onrecord.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@json_option
@click.option("--explain", "explained", is_flag=True, help="Tell which rule gave each role, and where facts came from.")
@profile_option
@click.option("--workers", default=0, type=click.IntRange(min=0), metavar="N", help="Processes; 0: one for each core.")
def extract_command(
    *, sources: tuple[Path, ...], as_json: bool, explained: bool, profile: str | None, workers: int
) -> None:
    """Print the statement that each FILE (or file of a folder) becomes, without indexing it.

    With --json, a line for each statement, in the order of the files.

    \b
    Examples:
      onrecord extract --explain page.html
      onrecord extract --json seeds | head -1
    """
    failed = False
    for source in sources:
        problems: list[SourceError] = []
        files = tuple(discover(source, report=problems.append))
        tasks = _tasks(files, problems, profile=profile, explained=explained)
        for task, outcome in read_all(tasks, workers=processes(workers), expected=len(files)):
            failed |= bool(outcome.failures)
            _print_outcome(task, outcome, as_json=as_json)
        for problem in problems:
            failed = True
            click.echo(f"{source}: {problem.message}", err=True)
        if not files:
            failed = True
            click.echo(f"{source}: there is no file in it that is read.", err=True)
    sys.exit(1 if failed else 0)


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


@onrecord.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes `onrecord` in a shell.

    \b
    Example, for bash:
      onrecord completion bash > ~/.local/share/bash-completion/completions/onrecord
    """
    completion = get_completion_class(shell)
    if completion is not None:
        click.echo(completion(ctx.find_root().command, {}, "onrecord", "_ONRECORD_COMPLETE").source())


def _archive(settings: Settings, folder: str | None) -> Archive:
    return open_archive(folder or settings.index, base_url=settings.base_url)


def _say_why_nothing(archive: Archive, folder: str) -> None:
    if archive.contents().statements:
        click.echo("Nothing was found. Try fewer or other words; a quotation must stand word for word.", err=True)
    else:
        click.echo(f"This index holds no statements yet. Add some: `onrecord index SOURCE --index {folder}`.", err=True)


def _tasks(
    files: tuple[SourceFile, ...], problems: list[SourceError], *, profile: str | None, explained: bool
) -> Iterator[Task]:
    for file in files:
        if file.kind is not Kind.JSON_LINES:
            yield ReadFile(file=file, profile=profile, explained=explained)
            continue
        try:
            for line in iter_lines(file):
                yield ReadLines(file=file, lines=(line,))
        except SourceError as error:
            problems.append(error)


def _print_outcome(task: Task, outcome: Outcome, *, as_json: bool) -> None:
    for failure in outcome.failures:
        click.echo(str(failure), err=True)
    for _, statement in outcome.statements:
        if as_json:
            record = statement_to_json(statement)
            if outcome.extraction is not None:
                record["explanation"] = explanation_to_json(outcome.extraction)
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.secho(f"# {task.file.path}", dim=True)
            console.show_statement(statement, outcome.extraction)
            click.echo()

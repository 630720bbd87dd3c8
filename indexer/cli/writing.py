"""The commands that read files: `index` and `extract`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from indexer import console
from indexer.build import Options, Report, build
from indexer.cli.group import index_option, json_option, onrecord, profile_option
from indexer.cli.report import show_report
from indexer.errors import CallError, SourceError
from indexer.extract import explanation_to_json
from indexer.intake import Outcome, ReadFile, ReadLines, Task, read_all
from indexer.partition import Part
from indexer.parts import build_part, finish
from indexer.settings import Settings
from indexer.sources import Kind, SourceFile, discover, iter_lines
from indexer.statement import statement_to_json
from indexer.workers import processes


@onrecord.command("index")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@index_option
@click.option("--engine", metavar="NAME", help="auto, whoosh, tantivy or opensearch.  [default: auto]")
@click.option("--workers", type=click.IntRange(min=0), metavar="N", help="Processes that read; 0: one for each core.")
@profile_option
@click.option("--rebuild", is_flag=True, help="Read every file again and build the index from nothing.")
@click.option("--shard", "part", metavar="N/OF", help="Write one part of the sources to the cluster, such as 3/16.")
@click.option("--finish", is_flag=True, help="Let what all parts have written serve.")
@click.option("--verbose", is_flag=True, help="List all that failed, not the first of each file.")
@click.option("--allow-empty", is_flag=True, help="Let a source lose all its statements.")
@click.pass_obj
def index_command(  # noqa: PLR0913 - the command's options, by keyword
    settings: Settings,
    /,
    *,
    sources: tuple[Path, ...],
    folder: str | None,
    engine: str | None,
    workers: int | None,
    profile: str | None,
    part: str | None,
    **flags: bool,
) -> None:
    """Bring the index up to date with SOURCE: files or folders of statements (default: seeds).

    Reads .html .htm .xhtml .txt .md .jsonl, each also with .gz. Adds what is new, replaces what changed, removes what
    is gone. A file that cannot be read is reported and stops nothing; exit status 1 means that nothing could be read.

    With the engine opensearch, several machines can share the work: each takes a part of the same sources with --shard,
    and when all are done, --finish verifies what they wrote and lets it serve.

    \b
    Examples:
      onrecord index statements/ press-2024.jsonl.gz
      onrecord index statements/ --engine opensearch --shard 3/16
      onrecord index --engine opensearch --finish
    """
    options = Options(
        engine=engine or settings.engine,
        tantivy_above=settings.tantivy_above,
        workers=settings.workers if workers is None else workers,
        lock_timeout=settings.lock_timeout,
        rebuild=flags["rebuild"],
        allow_empty=flags["allow_empty"],
        profile=profile,
    )
    where = (sources or (Path("seeds"),), Path(folder or settings.index))
    if flags["finish"]:
        if part is not None or sources:
            raise CallError("--finish takes neither sources nor --shard.", "Write the parts first, then finish alone.")
        report = finish(options)
    elif part is not None:
        report = build_part(*where, options, Part.read(part), console.progress_bar)
    else:
        report = build(*where, options, console.progress_bar)
    show_report(report, verbose=flags["verbose"])
    if not report.added + report.updated + report.unchanged:
        sys.exit(_tell_of_nothing(report, is_part=part is not None))


def _tell_of_nothing(report: Report, *, is_part: bool) -> int:
    """Say why nothing was read, where no failure says so; return the exit status."""
    if report.failures:
        return 1
    if is_part:
        click.echo("None of the statements falls into this part, which is no fault.")
    elif not report.removed:
        click.echo("There was no file to read. Files end in .html .htm .xhtml .txt .md .jsonl, or .gz.", err=True)
        return 1
    return 0


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

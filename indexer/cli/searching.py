"""The command `search`: one query, or a file of them."""

import json
import sys
from typing import Any

import click

from indexer import console, guide
from indexer.cli.batch import answer_all
from indexer.cli.group import index_option, json_option, onrecord
from indexer.cli.reading import archive_in
from indexer.engine import FACETS, Group, Sort
from indexer.results import Page, page_to_json
from indexer.search import Archive


class SearchCommand(click.Command):
    """A command whose help also tells the query language."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the language, a row for each section."""
        with formatter.section("Query language"):
            formatter.write_dl([(each.syntax, each.means) for each in guide.sections()])
        super().format_epilog(ctx, formatter)


def _facet_names(_ctx: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(filter(None, map(str.strip, value.split(","))))
    return FACETS if names == ("all",) else names


@onrecord.command("search", cls=SearchCommand)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@index_option
@json_option
@click.option("--queries", "file", metavar="FILE", help="Ask each line of FILE; - reads them from the standard input.")
@click.option("--limit", default=10, show_default=True, metavar="N", help="Hits on a page, 1 to 100.")
@click.option("--page", default=1, show_default=True, metavar="N", help="Which page of hits.")
@click.option("--group", default="statement", type=click.Choice([each.value for each in Group]), help="What a hit is.")
@click.option(
    "--sort", default="relevance", type=click.Choice([each.value for each in Sort]), help="Order of the hits."
)
@click.option(
    "--facets",
    default="",
    metavar="NAMES",
    callback=_facet_names,
    help=f"Count values of: all, or {', '.join(FACETS)}.",
)
@click.option("--statement", metavar="ID", help="Search this statement alone.")
@click.option(
    "--paragraphs", default=3, show_default=True, metavar="N", help="Most paragraphs of a statement, 1 to 100."
)
@click.option("--no-synonyms", is_flag=True, help="Look for the words as they are typed: no acronyms, no synonyms.")
@click.option("--explain", is_flag=True, help="Show what was matched, and why each paragraph has its score.")
@click.pass_context
def search_command(
    ctx: click.Context,
    /,
    *,
    query: tuple[str, ...],
    file: str | None,
    folder: str | None,
    as_json: bool,
    no_synonyms: bool,
    **asked: Any,  # noqa: ANN401 - click's options go to `search` under their own names
) -> None:
    """Find the paragraphs that QUERY asks for, gathered under their statements; marked words stand in colour or **so**.

    With --queries, every line of a file is asked, and answered in its order before the next is read: with --json by a
    JSON object a line, otherwise by the numbers of statements and paragraphs and the query, with tabs between.

    \b
    Examples:
      onrecord search '"non-refoulement"'
      onrecord search 'expulsion OR removal publisher:amnesty date:2025'
      onrecord search --sort newest --json 'refug* -camp'
      onrecord search --queries queries.txt --json

    Exit status 1 means that nothing was found, or that one of the lines of --queries was refused; 2, that the call was
    wrong, or that QUERY was refused. A query that begins with - comes after --.
    """
    if bool(query) == (file is not None):
        raise click.UsageError(
            "Give a QUERY or --queries FILE, not both." if query else "Give a QUERY, or a file of them: --queries FILE."
        )
    asked["synonyms"] = not no_synonyms
    archive = archive_in(ctx.obj, folder)
    if file is not None:
        sys.exit(answer_all(archive, file, asked, as_json=as_json))
    page = archive.search(" ".join(query), **asked)
    if as_json:
        click.echo(json.dumps(page_to_json(page), ensure_ascii=False))
    elif not page.query.strip():
        click.echo("Nothing to search for. Give one or more words: `onrecord search asylum`.", err=True)
    else:
        first = (page.page - 1) * asked["limit"] + 1
        console.show_page(page, first=first, coloured=sys.stdout.isatty() and ctx.color is not False)
        # That an earlier generation answers was told when it was opened.
        console.show_warnings([each for each in page.warnings if each != archive.note])
        _say_why_nothing(page, archive, folder or ctx.obj.index)
    if not page.hits:
        sys.exit(1)


def _say_why_nothing(page: Page, archive: Archive, folder: str) -> None:
    if page.hits or archive.contents().statements:
        console.show_reasons(page)
    else:
        click.echo(f"This index holds no statements yet. Add some: `onrecord index SOURCE --index {folder}`.", err=True)

"""The command `quote`: whether quotations stand in the archive as they are quoted."""

import json
import sys
from pathlib import Path

import click

from indexer.cli.group import AnsweringCommand, index_option, json_option, onrecord
from indexer.cli.quote_report import show_checked_quotations
from indexer.cli.reading import archive_in
from indexer.errors import CallError, SourceMissingError
from indexer.quoting import checked_to_json
from indexer.settings import Settings

STANDARD_INPUT = "-"


@onrecord.command("quote", cls=AnsweringCommand)
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@click.option("--file", metavar="FILE", help="Check the quotations of FILE; - reads the standard input.")
@click.option("--speaker", metavar="NAME", help="Who is said to have said them.")
@index_option
@json_option
@click.pass_context
def quote_command(
    ctx: click.Context,
    /,
    *,
    text: tuple[str, ...],
    file: str | None,
    speaker: str | None,
    folder: str | None,
    as_json: bool,
) -> None:
    """Check quotations against the archive: verbatim, altered, said by another, or not found.

    TEXT is a quotation, or a text in which quotations stand between quotation marks; of a text without any, each
    paragraph is one. An ellipsis may stand for words of one paragraph, and brackets for an editor's own. What differs
    is shown as [-words of the archive-] and {+words of the quotation+}.

    \b
    Examples:
      onrecord quote 'Both rely on a lack of due process'
      onrecord quote --speaker 'Ana Piquer' --file article.txt
      pbpaste | onrecord quote --file - --json

    Exit status 0 means that every quotation is verbatim; 1, that one is not; 2, that the call was wrong or the work
    failed. That a quotation is not found is no proof that it was never said.
    """
    if bool(text) == (file is not None):
        raise click.UsageError("Give a TEXT or --file FILE, not both." if text else "Give a TEXT, or --file FILE.")
    settings: Settings = ctx.obj
    whole = " ".join(text) if file is None else _read(file)
    checked = archive_in(settings, folder).check_quotes(whole, speaker=speaker)
    if as_json:
        click.echo(json.dumps(checked_to_json(checked), ensure_ascii=False))
    else:
        show_checked_quotations(checked, coloured=sys.stdout.isatty() and ctx.color is not False)
    if not checked.verbatim:
        sys.exit(1)


def _read(file: str) -> str:
    """Return the text of a file.

    :raise CallError: if it cannot be read, or is not UTF-8.
    """
    try:
        raw = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        return raw.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SourceMissingError(f"There is no file “{file}”.", "Name a text file with quotations.") from error
    except OSError as error:
        raise CallError(f"“{file}” cannot be read: {error.strerror}.", "Name a text file with quotations.") from error
    except UnicodeDecodeError as error:
        raise CallError(
            f"“{file}” is not UTF-8.", "Save the file as UTF-8: `iconv -f windows-1252 -t utf-8`."
        ) from error

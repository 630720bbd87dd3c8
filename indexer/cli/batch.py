"""Many queries at once: read line by line, each answered before the next is read."""

import codecs
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import click

from indexer import console
from indexer.bounds import check_search
from indexer.errors import CallError, NotFoundError, OnrecordError, SourceMissingError
from indexer.results import Page, page_to_json
from indexer.search import Archive

STANDARD_INPUT = "-"

_ECHOED = 100
"""Most characters of a refused query that are shown to a person."""

_CHECKED = ("limit", "page", "group", "sort", "facets", "statement", "paragraphs")


def answer_all(archive: Archive, file: str, asked: Mapping[str, Any], *, as_json: bool) -> int:
    """Answer the queries of a file, in their order, and return the exit status.

    A query that is refused, or is not UTF-8, is told in its place; it stops nothing.

    :raise CallError: if the file cannot be read, or what all queries ask for cannot be.
    """
    check_search("", **{name: asked[name] for name in _CHECKED})
    found, refused = False, False
    for number, line in enumerate(_lines(file), 1):
        try:
            page = archive.search(_query(line), **asked)
        except (CallError, NotFoundError) as error:
            refused = True
            _show_refused(number, line.decode(errors="replace"), error, as_json=as_json)
        else:
            found |= bool(page.hits)
            _show_answer(number, page, archive.note, as_json=as_json)
    return 0 if found and not refused else 1


def _show_answer(number: int, page: Page, note: str | None, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(page_to_json(page), ensure_ascii=False))
    else:
        _show_row(page.total.statements, page.total.paragraphs, page.query)
        told = [each for each in page.warnings if each != note]
        console.show_warnings([f"line {number:,}: {warning}" for warning in told])


def _show_refused(number: int, query: str, error: OnrecordError, *, as_json: bool) -> None:
    if as_json:
        problem = {"code": error.code, "message": error.message, "hint": error.hint}
        click.echo(json.dumps({"query": query, "error": problem}, ensure_ascii=False))
    else:
        _show_row("-", "-", query if len(query) <= _ECHOED else f"{query[:_ECHOED]}…")
        click.echo(f"Error: line {number:,}: {error.message}", err=True)


def _show_row(statements: int | str, paragraphs: int | str, query: str) -> None:
    click.echo(f"{statements}\t{paragraphs}\t{' '.join(query.split())}")


def _lines(file: str) -> Iterator[bytes]:
    """Yield the lines of a file as they come, without their ends.

    :raise CallError: if it cannot be read.
    """
    try:
        if file == STANDARD_INPUT:
            yield from _stripped(sys.stdin.buffer)
            return
        with Path(file).open("rb") as opened:
            yield from _stripped(opened)
    except FileNotFoundError as error:
        raise SourceMissingError(f"There is no file “{file}”.", "Name a file with a query a line.") from error
    except OSError as error:
        told = f"“{file}” cannot be read: {error.strerror}."
        raise CallError(told, "Name a file with a query a line.") from error


def _stripped(opened: BinaryIO) -> Iterator[bytes]:
    for number, line in enumerate(opened):
        yield (line if number else line.removeprefix(codecs.BOM_UTF8)).rstrip(b"\r\n")


def _query(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise CallError(
            "The query is not UTF-8.", "Save the file as UTF-8: `iconv -f windows-1252 -t utf-8`."
        ) from error

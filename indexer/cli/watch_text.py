"""How a watch tells what is new: the passages on stdout, so that cron mails them, and its concerns on stderr."""

import json

import click

from indexer import console
from indexer.statement import to_json
from indexer.watching import News, Passage


def print_news(news: News, *, as_json: bool, coloured: bool) -> None:
    """Print what is new, to the last byte: what cannot be printed was not told.

    :raise OSError: if it cannot be written.
    """
    if as_json:
        click.echo(json.dumps(to_json(news), ensure_ascii=False))
        return
    if news.passages:
        named = f"{news.watch}: " if news.watch else ""
        click.secho(f"{named}{console.counted(len(news.passages), 'new passage')} for {news.query}", bold=True)
    statement = None
    for each in news.passages:
        if each.statement.id != statement:
            statement = each.statement.id
            _print_statement(each)
        _print_passage(each, coloured=coloured)
    console.show_warnings([f"{news.watch or news.query}: {each}" for each in news.concerns])


def _print_statement(passage: Passage) -> None:
    summary = passage.statement
    click.secho(f"\n{summary.title}", bold=True)
    click.secho(" · ".join(filter(None, (summary.published, summary.publisher, summary.id))), dim=True)


def _print_passage(passage: Passage, *, coloured: bool) -> None:
    paragraph = passage.paragraph
    console.show_passage(paragraph, coloured=coloured)
    click.secho(f"      {paragraph.permalink}", dim=True)

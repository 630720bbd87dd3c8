"""The command `watch`: what is new since it was asked last."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from indexer import console
from indexer.cli.group import TROUBLE, AnsweringCommand, drop_output, index_option, json_option, onrecord
from indexer.cli.reading import archive_in
from indexer.cli.watch_text import print_news
from indexer.errors import OnrecordError, UnprintedError, WatchError
from indexer.search import Archive
from indexer.settings import Settings
from indexer.watching import News, Watch, add_watch, check_watch, concerns, read_watches, telling
from indexer.watching.state import given_path, state_path
from indexer.watching.watchlist import named
from indexer.watching.webhook import Webhook, deliver

NEW, NOTHING = 0, 1
"""Exit statuses of what did not fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How watches are run."""

    settings: Settings
    since: Path | None
    from_now: bool
    as_json: bool
    coloured: bool


@onrecord.command("watch", cls=AnsweringCommand)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@index_option
@click.option(
    "--since",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="STATE",
    help="File of what was told last time; its folder must exist.",
)
@click.option("--named", "name", metavar="NAME", help="Run this watch of the file.")
@click.option("--all", "every", is_flag=True, help="Run every watch of the file.")
@click.option(
    "--check", "check", is_flag=True, help="Say of every watch of the file, or of QUERY, whether it makes sense."
)
@click.option("--add", "added", metavar="NAME", help="Check QUERY, and add it to the file under this name.")
@click.option("--note", default="", metavar="TEXT", help="With --add: why the watch exists.")
@click.option("--webhook", default="", metavar="URL", help="With --add: an address that is told what is new.")
@click.option("--public", is_flag=True, help="With --add: show the watch on the site, with a feed.")
@click.option("--from-now", is_flag=True, help="Take all that is there as told, and print nothing.")
@json_option
@click.pass_context
def watch_command(  # noqa: PLR0913 - click's options
    ctx: click.Context,
    /,
    *,
    query: tuple[str, ...],
    folder: str | None,
    since: Path | None,
    name: str | None,
    every: bool,
    check: bool,
    added: str | None,
    note: str,
    webhook: str,
    public: bool,
    from_now: bool,
    as_json: bool,
) -> None:
    """Print the passages that QUERY finds and that are new since it was asked last.

    New are words that a statement did not have: a page that was read again, or moved, brings nothing; a paragraph whose
    words have changed is told again. Other queries are kept apart. What was told stands in a file in the folder
    `watch_state`, or in STATE; it is written after all was printed, so that a run that is killed tells again rather
    than loses. Named watches stand in the file `watches`, each with a note that says why it exists.

    \b
    Examples:
      onrecord watch '"forced return" OR pushback'
      onrecord watch --add returns --note 'For the Strasbourg brief' '"forced return" OR pushback'
      onrecord watch --all          # from cron, which mails what is printed
      onrecord watch --check

    Exit status 0 means that something is new, or with --check that all makes sense; 1 that nothing is new, or that some
    does not; 2 that the call was wrong, or the work failed, as it has where not all could be printed.
    """
    settings: Settings = ctx.obj
    asked = " ".join(query)
    _refuse_contradictions(asked, name, added, every=every, check=check, since=since)
    if added is not None:
        watch = Watch(name=added, query=asked, note=note, webhook=webhook, public=public)
        _add(watch, settings, folder)
        return
    how = How(
        settings=settings,
        since=since and given_path(since),
        from_now=from_now,
        as_json=as_json,
        coloured=sys.stdout.isatty() and ctx.color is not False,
    )
    watches = _wanted(asked, name, settings)
    archive = archive_in(settings, folder)
    sys.exit(_check(watches, archive) if check else _run(watches, archive, how))


def _refuse_contradictions(
    asked: str, name: str | None, added: str | None, *, every: bool, check: bool, since: Path | None
) -> None:
    given = {"QUERY": bool(asked) and added is None, "--named": name is not None, "--all": every}
    chosen = [label for label, is_given in given.items() if is_given]
    if added is not None and (chosen or check or not asked):
        raise click.UsageError("With --add NAME, give a QUERY and its --note, and nothing else to run.")
    if added is None and len(chosen) != 1 and not (check and not chosen):
        raise click.UsageError("Give one of QUERY, --named NAME and --all; or --add NAME, or --check.")
    if since is not None and (every or check or added is not None):
        raise click.UsageError("--since is the state of one watch: give it with a QUERY or with --named.")


def _wanted(asked: str, name: str | None, settings: Settings) -> tuple[Watch, ...]:
    if asked:
        return (Watch(name="", query=asked),)
    watches = read_watches(Path(settings.watches))
    return watches if name is None else (named(watches, name),)


def _add(watch: Watch, settings: Settings, folder: str | None) -> None:
    check_watch(watch)
    _secret(watch, settings)
    told = concerns(archive_in(settings, folder), watch.query, is_checked=True)
    add_watch(Path(settings.watches), watch)
    console.show_warnings(told)
    click.echo(f"“{watch.name}” is watched. Run it: `onrecord watch --named {watch.name}`.", err=True)


def _check(watches: Sequence[Watch], archive: Archive) -> int:
    troubled = False
    for watch in watches:
        told = concerns(archive, watch.query, is_checked=True)
        troubled |= bool(told)
        click.echo(f"{watch.name or watch.query}: {' '.join(told) if told else 'makes sense.'}")
    return NOTHING if troubled else NEW


def _run(watches: Sequence[Watch], archive: Archive, how: How) -> int:
    """Run watches one after the other; one that fails is told, and stops no other, unless nothing can be printed."""
    is_new = failed = False
    for watch in watches:
        path = how.since or state_path(Path(how.settings.watch_state), watch.name, watch.query)
        try:
            webhook = _secret(watch, how.settings)
            news = telling(archive, watch, path, partial(_tell, webhook=webhook, how=how), from_now=how.from_now)
            is_new |= bool(news.passages)
        except OnrecordError as error:
            # What watches to come would print goes nowhere too, and must not be taken as told.
            if len(watches) == 1 or isinstance(error, UnprintedError):
                raise
            failed = True
            click.echo(f"Error: {watch.name}: {error.message}", err=True)
            click.echo(error.hint or "", err=True)
    return TROUBLE if failed else NEW if is_new else NOTHING


def _tell(news: News, *, webhook: Webhook | None, how: How) -> None:
    try:
        print_news(news, as_json=how.as_json, coloured=how.coloured)
        sys.stdout.flush()
    except OSError as error:
        drop_output(sys.stdout)
        raise UnprintedError(
            f"What is new cannot be printed: {error.strerror}.", "Nothing is remembered as told: run it again."
        ) from error
    if webhook is not None and news.passages:
        deliver(webhook, news)


def _secret(watch: Watch, settings: Settings) -> Webhook | None:
    """Return the webhook of a watch, which must be signed.

    :raise WatchError: if there is no secret to sign it with.
    """
    if not watch.webhook:
        return None
    if not settings.webhook_secret:
        raise WatchError(
            f"The watch “{watch.name}” has a webhook, and there is no secret to sign it with.",
            "Set ONRECORD_WEBHOOK_SECRET to a long random text, and give it to whoever receives.",
        )
    return Webhook(watch.webhook, settings.webhook_secret)

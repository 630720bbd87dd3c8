"""The watches that their keepers show: a page that lists them, and a feed of each that tells every passage once."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Blueprint, Flask, Response, render_template

from indexer import Archive
from indexer.anchors import fingerprint
from indexer.errors import CallError, NotFoundError, StateError
from indexer.messages import say
from indexer.settings import Settings
from indexer.watching import State, Watch, read_state, read_watches
from indexer.watching.state import state_path
from webapp.addresses import absolute, search_address, watch_feed_address
from webapp.atom import Entry, Feed
from webapp.feeds import feed_answer, found, passage_entry
from webapp.holder import current_archive, current_settings

watches = Blueprint("watches", __name__)

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchView:
    """A watch as the page shows it."""

    name: str
    note: str
    query: str
    address: str
    feed: str


def register(app: Flask) -> None:
    """Add the page and the feeds."""
    app.register_blueprint(watches)


@watches.get("/watches")
def listed() -> str:
    """Show the public watches."""
    return render_template("watches.html", watches=[_view(each) for each in public_watches(current_settings())])


@watches.get("/watches/<name>.atom")
def feed(name: str) -> Response:
    """Return what a watch told last, the newest first; one that was never run tells what its query finds.

    :raise NotFoundError: if no public watch has this name.
    """
    settings = current_settings()
    watch = next((each for each in public_watches(settings) if each.name == name), None)
    if watch is None:
        raise NotFoundError(
            say("There is no watch “%(name)s” on this site.", name=name[:100]), say("Its watches are at /watches.")
        )
    archive = current_archive()
    state = _state(settings, watch)
    entries = list(_told(archive, watch, state)) if state.recent else found(archive, watch.query, synonyms=True)
    made = Feed(
        title=f"{settings.site_name}: {watch.name}",
        address=absolute(watch_feed_address(watch.name)),
        page=absolute(search_address(watch.query)),
        author=settings.site_name,
        entries=entries,
    )
    return feed_answer(made)


def public_watches(settings: Settings) -> tuple[Watch, ...]:
    """Return the watches that may be shown; none where their file is missing, or, which is logged, cannot be used."""
    path = Path(settings.watches)
    if not path.exists():
        return ()
    try:
        return tuple(each for each in read_watches(path) if each.public)
    except CallError as error:
        _LOGGER.warning("No watch is shown: %s", error.message)
        return ()


def _state(settings: Settings, watch: Watch) -> State:
    try:
        return read_state(state_path(Path(settings.watch_state), watch.name, watch.query))
    except StateError as error:
        _LOGGER.warning("The feed of a watch shows what its query finds: %s", error.message)
        return State()


def _told(archive: Archive, watch: Watch, state: State) -> Iterator[Entry]:
    """Yield the passages that were told last and whose words still stand."""
    for recent in state.recent:
        try:
            statement = archive.statement(recent.statement)
        except NotFoundError:
            continue
        paragraph = next((each for each in statement.paragraphs if fingerprint(each.text) == recent.passage), None)
        if paragraph is not None:
            entry = passage_entry(statement, paragraph, watch.query, synonyms=True)
            yield replace(entry, updated=recent.at.replace("+00:00", "Z"))


def _view(watch: Watch) -> WatchView:
    return WatchView(
        name=watch.name,
        note=watch.note,
        query=watch.query,
        address=search_address(watch.query),
        feed=watch_feed_address(watch.name),
    )

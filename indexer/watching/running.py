"""One run of a watch: ask, tell, and only then remember."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import NotFoundError
from indexer.search import Archive
from indexer.watching.news import new_passages
from indexer.watching.records import News, Watch
from indexer.watching.sense import concerns, parts_found
from indexer.watching.state import alone, read_state, write_state

Tell = Callable[[News], None]


def telling(archive: Archive, watch: Watch, path: Path, tell: Tell, *, from_now: bool = False) -> News:
    """Tell what is new since the last run, then remember that it was told, in the file at `path`.

    A run that is killed, or that cannot tell, has told nothing as far as the next one knows: what it may have printed
    is told again, and nothing is lost. With `from_now`, all that is there is taken as told, and nothing is told.

    :raise ParameterError: if the query is more than is searched, or has nothing to search for.
    :raise StateError: if the state cannot be read or written, or another run holds it.
    """
    with alone(path):
        state = read_state(path)
        # Counted before the passages are asked for: what comes between is told the next time.
        told = concerns(archive, watch.query, known=state.parts, is_checked=False)
        found, _ = parts_found(archive, watch.query)
        passages, known = new_passages(
            archive.everything(watch.query), state, lambda identity: _is_there(archive, identity), datetime.now(UTC)
        )
        news = News(watch=watch.name, query=watch.query, passages=() if from_now else passages, concerns=told)
        tell(news)
        parts = tuple(dict.fromkeys((*state.parts, *found)))
        recent = state.recent if from_now else known.recent
        remembered = replace(known, query=watch.query, parts=parts, recent=recent)
        if remembered != state:
            write_state(path, remembered)
    return news


def _is_there(archive: Archive, identity: str) -> bool:
    try:
        archive.statement(identity)
    except NotFoundError:
        return False
    return True

"""Figure 8: while an index is committed to and built anew, each answer is that of one committed state."""

import statistics
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import orjson
import pytest

from indexer import open_archive
from tests.conformance.comparing import LOCAL
from tests.conftest import build_quietly
from tests.faults import model, searching
from tests.faults.answers import digest
from tests.faults.writing import CONTEXT, PATIENCE
from tests.webapp.serving import serving

READERS = 4

PAUSE = 1.0
"""Seconds between two commits, while it is measured how long searches take."""

SWAPS = 6
"""Commits to each time that the index is built anew."""


@pytest.fixture(params=LOCAL)
def engine(request):
    return request.param


@pytest.fixture
def source(quick_folder):
    model.write(quick_folder / "source", model.first())
    return quick_folder / "source"


@pytest.fixture
def index(source, engine):
    folder = source.with_name("index")
    build_quietly(source, folder, engine=engine)
    return folder


@contextmanager
def committing(source, index, engine, commits, swaps):
    """Commit and swap in another process; give the list of generations that it tells, and what is set at its end."""
    turns = [number * (commits + swaps) // swaps for number in range(swaps)] if swaps else []
    here, there = CONTEXT.Pipe(duplex=False)
    plan = [turn in turns for turn in range(commits + swaps)]
    process = CONTEXT.Process(target=searching.commit, args=(source, index, engine, plan, there))
    told, ended = [], threading.Event()

    def listen():
        while (each := here.recv()) is not None:
            told.append(each)
        ended.set()

    listener = threading.Thread(target=listen, daemon=True)
    process.start()
    listener.start()
    try:
        yield told, ended
    finally:
        process.join(PATIENCE)
        listener.join(PATIENCE)
        assert process.exitcode == 0


@contextmanager
def of_server(address):
    """Give ways to ask a server all that it can be searched for, over one connection."""

    def ask(search):
        options = {"q": search.query, "sort": search.sort, "limit": search.limit, "facets": ",".join(search.facets)}
        connection.request("GET", f"/api/v1/search?{urlencode(options)}")
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, body
        return digest(orjson.loads(body) | {"took_ms": 0.0})

    with closing(HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)) as connection:
        yield {name: partial(ask, asked.search) for name, asked in searching.searches().items()}


def of_archive(archive):
    """Return ways to ask an archive everything."""
    return {name: partial(lambda ask: digest(ask(archive)), ask) for name, ask in searching.questions().items()}


def reading(asks, goes_on):
    """Begin a thread for each reader's ways of asking; return what each hears, and the threads."""
    heard = [searching.Heard() for _ in asks]
    threads = [
        threading.Thread(target=searching.read, args=(ask, number, heard[number], goes_on))
        for number, ask in enumerate(asks)
    ]
    for thread in threads:
        thread.start()
    return heard, threads


def count(heard):
    """Return how many questions a reader has asked."""
    return len(heard.seconds)


def test_each_answer_is_that_of_one_committed_state(source, index, engine, rounds, figure):
    commits, swaps, wanted = rounds(4, 150), rounds(1, 25), rounds(400, 250_000)
    with ExitStack() as stack:
        archives = [open_archive(index), open_archive(index, kept_pages=0)]
        for archive in archives:
            stack.callback(archive.close)
        served = stack.enter_context(serving(index))
        asks = [of_archive(archives[0])] * (READERS - 2)
        asks += [of_archive(archives[1]), stack.enter_context(of_server(served.address))]
        with committing(source, index, engine, commits, swaps) as (told, ended):
            heard = []
            heard, threads = reading(asks, lambda: not ended.is_set() or sum(map(count, heard)) < wanted)
            for thread in threads:
                thread.join()
        order = searching.Order(told)
        faults = [fault for each in heard for fault in order.faults(each)]
        seen = max(map(order.seen, heard))
        raised = [told for each in heard for told in each.raised]
        last = {name: ask() for name, ask in of_archive(archives[0]).items()}
    figure(
        f"8: {sum(map(count, heard)):,} questions ({count(heard[-1]):,} of a server) during {commits} commits and "
        f"{swaps} swaps on {engine}: {len(raised)} errors, {len(faults)} answers of no one state, "
        f"{len(told)} generations ({seen} seen), "
        f"of which the model differs from {sum(bool(each.wrong) for each in told)}"
    )
    assert raised == []
    assert faults == []
    assert [each.wrong for each in told if each.wrong] == []
    assert len(told) == commits + swaps + 1
    assert seen > len(told) // 4, "they were asked while it moved on"
    assert last == told[-1].answers


@contextmanager
def being_written_to(source, index, engine):
    """Have an index committed to all the time by another process."""
    process = CONTEXT.Process(target=searching.keep_committing, args=(source, index, engine, PAUSE))
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def test_commits_do_not_make_searches_much_slower(source, index, engine, rounds, figure):
    turns, number, most = rounds(1, 7), rounds(150, 3000), rounds(10, 2)
    archive, idle, busy = open_archive(index, kept_pages=0), [], []
    asks = [partial(asked.search, archive) for asked in searching.searches().values()]
    searching.seconds(asks, len(asks))
    for _ in range(turns):
        idle.append(searching.percentile(searching.seconds(asks, number)))
        before = archive.generation
        with being_written_to(source, index, engine):
            while archive.generation == before:
                time.sleep(0.01)
            busy.append(searching.percentile(searching.seconds(asks, number)))
    archive.close()
    slower = statistics.median(busy) / statistics.median(idle)
    figure(
        f"8: p99 of {number:,} searches on {engine}, median of {turns}: {statistics.median(idle) * 1000:.1f} ms alone, "
        f"{statistics.median(busy) * 1000:.1f} ms during commits, {slower:.1f} times as long"
    )
    assert slower <= most

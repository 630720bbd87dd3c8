"""Figure 15: no query takes more than its share of time or memory, whatever it asks and whichever engine answers."""

import gc
import time
from itertools import product
from urllib.parse import urlencode

import pytest

from indexer import open_archive
from indexer.errors import QueryTooCostlyError
from indexer.highlight import MAX_MARKED
from indexer.settings import Settings
from tests.conftest import build_quietly, write_lines
from tests.faults.conftest import FULL
from tests.faults.hostile import GIANT, QUERIES, WAYS, giant_statement, made_statements
from tests.faults.memory import forget_peak, peak, resident
from webapp import create_app

SECONDS = 1.2 if FULL else 2.4
"""Of a processor: what others do at the same time does not count."""

MEMORY = 64 << 20
ENGINES = ("whoosh", "tantivy")
COSTLY = '"the and of to"~100 OR con* OR pro* OR "the the of"~90'


@pytest.fixture(scope="module", params=ENGINES)
def folder(request, tmp_path_factory, rounds):
    made = tmp_path_factory.mktemp(request.param)
    source = write_lines(made / "made.jsonl", made_statements(rounds(200, 50_000)))
    build_quietly(source, made / "index", engine=request.param)
    gc.freeze()  # what other tests hold need not be looked through before each question
    yield made / "index"
    gc.unfreeze()


def measured(client, way, query):
    """Return the status of an answer, what it took of the processor, and by how much memory it went up meanwhile."""
    gc.collect()
    forget_peak()
    before, started = resident(), time.thread_time()
    asked = urlencode({"q": query} | WAYS[way], errors="surrogatepass")
    answer = client.get(way.partition("?")[0], query_string=asked)
    if way == "/api/v1/export":  # all of it is sent as it is read, so that the first of it tells what it takes
        next(iter(answer.response), None)
    else:
        answer.get_data()
    taken, grown = time.thread_time() - started, peak() - before
    answer.close()
    return answer.status_code, taken, grown


def test_every_hostile_query_keeps_to_its_share(folder, request, figure):
    client = create_app(Settings(index=str(folder), kept_pages=0)).test_client()
    ways = [*WAYS] if FULL else ["/api/v1/search?", "/"]
    for query, way in product(("the", "conbabado~", "zzqx", "con*"), ways):  # what is read once for all questions
        measured(client, way, query)
    slowest, largest, refused, asked = (0.0, ""), (0, ""), 0, 0
    for (name, query), way in product(QUERIES.items(), ways):
        status, taken, grown = measured(client, way, query)
        assert status in (200, 400, 404), (name, way)
        assert taken < SECONDS, (name, way, taken)
        assert grown < MEMORY, (name, way, grown)
        slowest, largest = max(slowest, (taken, f"{name} {way}")), max(largest, (grown, f"{name} {way}"))
        refused += status == 400
        asked += 1
    engine = request.node.callspec.params["folder"]
    figure(
        f"15: {len(QUERIES)} hostile queries in {len(ways)} ways on {engine}: {asked - refused} answered, "
        f"{refused} refused; "
        f"slowest {slowest[0]:.2f} s of a processor ({slowest[1]}), largest {largest[0] >> 20} MB ({largest[1]})"
    )


def test_a_query_that_takes_more_than_its_time_is_refused_by_name(folder):
    archive = open_archive(folder, kept_pages=0, query_seconds=1e-6)
    for ask in (archive.search, lambda query: list(archive.everything(query))):
        with pytest.raises(QueryTooCostlyError) as refused:
            ask(COSTLY)
        assert "more than the 1e-06 s that one may take" in refused.value.message
        assert "Leave out words with * or ~" in refused.value.hint


def test_a_refused_query_leaves_no_trace_in_the_next(folder):
    impatient = open_archive(folder, query_seconds=1e-6)
    with pytest.raises(QueryTooCostlyError):
        impatient.search(COSTLY)
    patient, again = open_archive(folder, query_seconds=60), open_archive(folder, query_seconds=60)
    with pytest.raises(QueryTooCostlyError):
        impatient.search(COSTLY)
    assert patient.search(COSTLY).total == again.search(COSTLY).total
    assert patient.search(COSTLY).total.paragraphs > 100


def test_the_site_refuses_a_costly_query_with_four_hundred(folder):
    client = create_app(Settings(index=str(folder), query_seconds=1e-6)).test_client()
    refused = client.get("/api/v1/search", query_string={"q": COSTLY})
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (400, "query_too_costly")
    assert client.get("/", query_string={"q": COSTLY}).status_code == 400


def test_what_is_marked_of_a_giant_statement_is_bounded(tmp_path, rounds, figure):
    size = rounds(400_000, 50_000_000)
    source = write_lines(tmp_path / "giant.jsonl", [giant_statement(size)])
    build_quietly(source, tmp_path / "index", engine="tantivy")
    archive = open_archive(tmp_path / "index")
    statement = archive.statement(GIANT)
    archive.marks("refugee", statement)
    started = time.thread_time()
    marks = archive.marks("the lantern refugee", statement)
    taken = time.thread_time() - started
    assert max(end for spans in marks.values() for _, end in spans) <= MAX_MARKED
    assert len(marks[1]) > MAX_MARKED / 32
    assert taken < SECONDS
    (hit,) = archive.search("lantern").hits
    assert hit.paragraphs[0].highlights[-1][1] <= MAX_MARKED
    figure(f"15: words marked in a statement of {size:,} characters in {taken:.2f} s of a processor")

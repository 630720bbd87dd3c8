"""A hostile query takes no cluster down: it is answered, or refused by name, where nothing costly is allowed."""

import pytest

from indexer import open_archive
from indexer.clauses import MAX_EXPANSIONS, AllOf, AnyForm, AnyOf, Form, Preferring, Term, TermPrefix, TermsNear
from indexer.engine import Request
from indexer.engines.opensearch.connecting import connect
from indexer.errors import CallError, QueryTooCostlyError
from indexer.fields import STEM, TEXT, TITLE
from indexer.query import MAX_CLAUSES
from tests.conformance.comparing import opened
from tests.conftest import build_quietly, write_lines
from tests.faults.hostile import QUERIES, made_statements
from tests.made import statement
from tests.opensearch.tested import CLUSTER, needs_cluster

pytestmark = needs_cluster

STATEMENTS = 60
WORDS = [f"w{number:04}" for number in range(MAX_EXPANSIONS + 76)]


@pytest.fixture(scope="module", autouse=True)
def nothing_costly(lent_cluster):
    """Let the cluster forbid what it knows to be costly."""
    client = connect()
    client.cluster.put_settings(body={"transient": {"search.allow_expensive_queries": False}})
    yield
    client.cluster.put_settings(body={"transient": {"search.allow_expensive_queries": None}})
    client.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    source = write_lines(folder / "made.jsonl", made_statements(STATEMENTS))
    build_quietly(source, folder / "index", engine=CLUSTER)
    archive = open_archive(folder / "index", kept_pages=0, query_seconds=60)
    yield archive
    archive.close()


def test_every_hostile_query_is_answered_or_refused_by_name(archive):
    refused = []
    for name, query in QUERIES.items():
        try:
            archive.search(query)
        except (CallError, QueryTooCostlyError):
            refused.append(name)
    assert len(refused) < len(QUERIES) / 2, refused


@pytest.mark.parametrize(
    "query", ["con*", '"con pro"~9', '"of the"', "conbabado~", "title:con*", "date:1950..1960", "con* -pro*"]
)
def test_what_people_ask_is_answered_where_nothing_costly_is_allowed(archive, query):
    assert archive.search(query).query == query


ONE = [Form(TEXT, word, 1 / place) for place, word in enumerate(WORDS, 1)]
BOUNDS = {
    "a word in as many forms as there may be": AnyForm(tuple(ONE[:MAX_EXPANSIONS])),
    "a star that stands for more": TermPrefix(TEXT, "w"),
    "as many stars as there may be": AnyOf(tuple(TermPrefix(TEXT, f"w{number:03}") for number in range(MAX_CLAUSES))),
    "as many stars, each for much": AllOf(tuple(TermPrefix(TEXT, "w", 1 + n / 64) for n in range(MAX_CLAUSES))),
    "as many words in all their forms": AnyOf(
        tuple(
            AnyForm(tuple(Form(field, word) for field in (TEXT, STEM, TITLE) for word in WORDS[at : at + 5]))
            for at in range(MAX_CLAUSES)
        )
    ),
    "as many words near each other": TermsNear(TEXT, tuple(WORDS[:MAX_CLAUSES]), 5_000),
    "as many preferred": Preferring(
        Term(TEXT, WORDS[0]), tuple(TermsNear(TEXT, (WORDS[n], WORDS[n + 1]), 6) for n in range(2 * MAX_CLAUSES))
    ),
}


@pytest.fixture(scope="module")
def reader(lent_cluster):
    with opened(CLUSTER, [statement("all", " ".join(WORDS)), statement("one", WORDS[0])]) as reader:
        yield reader


@pytest.mark.parametrize("clause", BOUNDS.values(), ids=BOUNDS)
def test_a_query_at_our_own_bounds_is_answered(reader, clause):
    best, *_ = reader.find(Request(clause=clause)).hits
    assert best.summary.id in ("all", "one")
    assert best.score > 0


def test_what_is_more_than_the_cluster_takes_is_refused_by_name(reader):
    with pytest.raises(QueryTooCostlyError, match="more than the cluster gives"):
        reader.find(Request(clause=AnyOf(tuple(Term(TEXT, word) for word in WORDS))))

"""A page of many matches: an engine that looks at the best alone must find what it would find by looking at all."""

import random

import pytest

from indexer.clauses import AllOf, AnyForm, AnyOf, DayRange, Everything, Form, Preferring, Term, TermSequence, Without
from indexer.engine import Group, Request, Sort
from indexer.fields import STEM, TEXT, TITLE, first_day
from indexer.statement import Role
from tests.conformance.comparing import ENGINES, opened
from tests.made import paragraph, statement

STATEMENTS = 1_500
WORDS = [f"w{number}" for number in range(60)]

FREQUENT, COMMON, RARE = (Term(TEXT, WORDS[rank]) for rank in (0, 3, 40))
WORD = AnyForm((Form(TEXT, "w0"), Form(STEM, "w0", 0.5), Form(TITLE, "w0", 0.3)))
CLAUSES = {
    "a frequent word": FREQUENT,
    "a word in all its forms": WORD,
    "all words": AllOf((WORD, COMMON)),
    "any word": AnyOf((FREQUENT, COMMON, RARE)),
    "any word, one rare": AnyOf((Term(TEXT, "w1", 0.0), RARE)),
    "a phrase": TermSequence(TEXT, ("w0", "w1")),
    "what is preferred decides": Preferring(Term(TEXT, "w0", 0.1), (RARE, TermSequence(TEXT, ("w0", "w40"), 3.0))),
    "without": Without(FREQUENT, COMMON),
    "without most": Without(FREQUENT, AnyOf((Term(TEXT, "w1"), Term(TEXT, "w2"), Term(TEXT, "w3")))),
    "a filter that leaves most": AllOf((FREQUENT, DayRange(first_day("2021"), first_day("2030")))),
    "a filter that leaves few": AllOf((FREQUENT, DayRange(first_day("2024"), first_day("2024-03")), Everything())),
    "nothing that scores": Everything(),
}


def archive():
    """Make statements of words as frequent as words are, a few of their paragraphs weighing less than others."""
    drawn = random.Random(5)  # noqa: S311 - the same for all
    frequencies = [1 / rank for rank in range(1, len(WORDS) + 1)]

    def words(most):
        return " ".join(drawn.choices(WORDS, frequencies, k=drawn.randint(1, most)))

    return [
        statement(
            f"s{number}",
            *(
                paragraph(place, words(40), drawn.choices((Role.BODY, Role.HEADING, Role.BOILERPLATE), (8, 1, 1))[0])
                for place in range(1, 1 + drawn.choice((1, 1, 2, 3, 9)))
            ),
            title=words(4),
            published=drawn.choice((None, "2020", f"2024-0{drawn.randint(1, 9)}-0{drawn.randint(1, 9)}")),
        )
        for number in range(STATEMENTS)
    ]


@pytest.fixture(scope="module", params=ENGINES)
def reader(request):
    with opened(request.param, archive(), batches=3, then=archive()[:50]) as made:
        yield made


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("sort", Sort)
def test_a_page_is_that_of_the_whole(reader, clause, group, sort):
    whole = reader.find(Request(clause=clause, group=group, sort=sort, limit=100_000)).hits
    assert len(whole) > 100
    for offset, limit in ((0, 1), (0, 10), (10, 10), (90, 10), (len(whole) - 3, 10)):
        page = reader.find(Request(clause=clause, group=group, sort=sort, offset=offset, limit=limit)).hits
        assert page == whole[offset : offset + limit]


def test_there_are_more_matches_than_are_looked_at_first(reader):
    sizes = {name: reader.find(Request(clause=clause, limit=0)).total.paragraphs for name, clause in CLAUSES.items()}
    assert sum(size > 1_000 for size in sizes.values()) > len(sizes) / 2

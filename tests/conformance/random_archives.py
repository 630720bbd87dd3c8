"""Random archives and random questions to them, of few words, so that much matches."""

from hypothesis import strategies as st

from indexer import clauses, fields
from indexer.query import And, Dates, Field, Not, Or, Phrase, Prefix, Together, Word
from indexer.statement import Paragraph, Role, Statement

WORDS = ["human", "rights", "right", "not", "to", "be", "or", "Häuser", "maison", "droits", "人权", "US", "84,000"]
NAMES = ["Ana Piquer", "José Núñez", "Amnesty International", "Liga"]
DATES = ["2024", "2024-02", "2024-02-29", "2025-03-27"]

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
maybe_name = st.none() | st.sampled_from(NAMES)

paragraphs = st.builds(
    dict,
    text=texts,
    role=st.sampled_from([Role.BODY, Role.BODY, Role.HEADING, Role.CAPTION, Role.PULL_QUOTE, Role.ATTRIBUTION]),
    speaker=maybe_name,
    emphasised=st.booleans(),
    language=st.sampled_from([None, None, "fr"]),
)


@st.composite
def statements(draw):
    """Draw up to eight statements with ids of their own, ordered by id."""
    made = []
    for number in range(draw(st.integers(1, 8))):
        given = draw(st.lists(paragraphs, min_size=1, max_size=5))
        made.append(
            Statement(
                id=f"s{number}",
                title=draw(texts),
                published=draw(st.none() | st.sampled_from(DATES)),
                language=draw(st.sampled_from([None, "en", "fr", "de"])),
                publisher=draw(maybe_name),
                type=draw(st.sampled_from([None, "press release"])),
                countries=tuple(draw(st.lists(st.sampled_from(["Spain", "El Salvador", "Salvador"]), unique=True))),
                topics=tuple(draw(st.lists(st.sampled_from(["asylum", "torture"]), unique=True))),
                paragraphs=tuple(Paragraph(number=place, **each) for place, each in enumerate(given, 1)),
            )
        )
    return made


_words = st.sampled_from(WORDS).map(Word)
_leaves = (
    _words
    | st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: Phrase(" ".join(words)))
    | st.sampled_from(["rig", "hum", "droi", "hau"]).map(Prefix)
    | st.sampled_from(DATES).flatmap(
        lambda date: st.sampled_from([Dates("date", date, date), Dates("before", "", date), Dates("after", date, "")])
    )
    | st.builds(Field, st.sampled_from(["title", "speaker", "publisher", "country", "topic"]), _words)
    | st.sampled_from(NAMES).map(lambda name: Field("speaker", Phrase(name)))
    | st.sampled_from(["El Salvador", "Salvador", "Spain Salvador"]).map(lambda name: Field("country", Phrase(name)))
    | st.sampled_from(["en", "fr-CA", "xx"]).map(lambda tag: Field("lang", Word(tag)))
    | st.sampled_from(["body", "heading"]).map(lambda role: Field("role", Word(role)))
)


def _joined(below):
    some = st.lists(below, min_size=2, max_size=3).map(tuple)
    return st.builds(Together, some) | st.builds(And, some) | st.builds(Or, some) | st.builds(Not, below)


queries = st.recursive(_leaves, _joined, max_leaves=6)

raw_clauses = st.sampled_from(
    [
        clauses.Everything(),
        clauses.Nothing(),
        clauses.AnyOf(()),
        clauses.Term(fields.ID, "s1", 0.0),
        clauses.Without(clauses.Everything(), clauses.Nothing()),
        clauses.AllOf((clauses.Everything(), clauses.Term(fields.TEXT, "rights"))),
    ]
)

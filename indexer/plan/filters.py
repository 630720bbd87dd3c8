"""A field and what is asked of it to a clause that filters without scoring."""

from collections.abc import Iterator

from indexer import fields
from indexer.analysis import primary_language
from indexer.clauses import Clause, Term, Without
from indexer.country_names import filed_countries
from indexer.language import language_code
from indexer.plan.leaves import Leaves, Place, any_of, boosted
from indexer.query import Leaf, Phrase, Prefix, Word


def filter_clause(name: str, leaf: Leaf, leaves: Leaves) -> Clause:
    """Return the clause of a leaf in a field other than the title."""
    if name == "id":
        return Term(fields.ID, leaf.text, 0.0)
    if name == "role":
        return Term(fields.ROLE, fields.keyword(leaf.text).replace(" ", "_"), 0.0)
    if name == "lang":
        return Term(fields.LANGUAGE, language_code(leaf.text) or primary_language(leaf.text), 0.0)
    place = Place(name, 1.0)
    found = boosted(any_of(leaves.clauses(leaf, place)), 0.0)
    return any_of([found, *_filed(leaf, leaves, place)]) if name == "country" else found


def _filed(leaf: Leaf, leaves: Leaves, place: Place) -> Iterator[Clause]:
    """Yield the clauses of what statements about a country are filed under: country:Espagne asks for Spain, and ES."""
    if not isinstance(leaf, Word | Phrase) or isinstance(leaf, Prefix):
        return
    for filed in filed_countries(leaf.text):
        if leaves.has_words(filed.name, place):
            longer = [_phrase(each, leaves, place) for each in filed.within if leaves.has_words(each, place)]
            wanted = _phrase(filed.name, leaves, place)
            yield Without(wanted, any_of(longer)) if longer else wanted


def _phrase(text: str, leaves: Leaves, place: Place) -> Clause:
    return boosted(any_of(leaves.clauses(Phrase(text), place)), 0.0)

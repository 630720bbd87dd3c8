"""A field and what is asked of it to a clause that filters without scoring."""

from indexer import fields
from indexer.analysis import primary_language
from indexer.clauses import Clause, Term
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
    asked = [leaf, *_filed(leaf)] if name == "country" else [leaf]
    place = Place(name, 1.0)
    return boosted(any_of([clause for each in asked for clause in leaves.clauses(each, place)]), 0.0)


def _filed(leaf: Leaf) -> list[Leaf]:
    """Return the names under which statements about a country are filed: country:Espagne asks for Spain."""
    if not isinstance(leaf, Word | Phrase) or isinstance(leaf, Prefix):
        return []
    return [Phrase(name) for name in filed_countries(leaf.text)]

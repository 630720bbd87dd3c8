"""How scores of engines differ from the formula of `indexer.clauses`: declared, so that all else must be the same.

Every engine matches, counts and gathers alike. Each difference has a case that shows it, so that one which is gone has
to leave this list (`test_differences.py`); `docs/engines.md` prints it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from types import MappingProxyType

from indexer.clauses import AllOf, AnyForm, AnyOf, Clause, Form, Preferring, Term, TermPrefix, TermsNear, Without
from indexer.fields import TEXT, TITLE, IndexedParagraph
from indexer.statement import Statement
from tests.conformance.oracle import Oracle, matches
from tests.made import paragraph, statement


class SummingOracle(Oracle):
    """Scores as Tantivy does."""

    def _word(self, forms: Iterable[Form], boost: float, indexed: IndexedParagraph) -> float:
        return boost * sum(form.weight * self._form(form, indexed) for form in forms)

    def _form(self, form: Form, indexed: IndexedParagraph) -> float:
        number = indexed.terms[form.field].count(form.term)
        return self._idf(AnyForm((form,))) * self._saturated(number * self._share(form.field, indexed))

    def _share(self, field: str, indexed: IndexedParagraph) -> float:
        lengths = [len(each.terms[field]) for each in self._paragraphs]
        average = sum(lengths) / len(lengths)
        b = self._weights.b
        return 1 / (1 - b + b * len(indexed.terms[field]) / average) if average else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference as it is told, and what shows it: statements, those that replace them, and a clause.

    What differs is what paragraphs score, or, with `of_order`, the order of statements.
    """

    told: str
    statements: tuple[Statement, ...]
    clause: Clause
    then: tuple[Statement, ...] = ()
    of_order: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """What an engine's scores are compared with, how closely, and how they differ from those of `indexer.clauses`."""

    oracle: type[Oracle]
    tolerance: float
    differences: tuple[Difference, ...] = ()

    @property
    def by_formula(self) -> bool:
        """Tell whether its scores are those of the formula."""
        return not self.differences

    def tells_scores(self, clause: Clause, *, updated: bool) -> bool:
        """Tell whether the oracle knows the scores of a clause."""
        return self.by_formula or not (updated or _scores_nearness(clause))


class LuceneOracle(SummingOracle):
    """Scores as Lucene does: only paragraphs that have a field count for its averages and for its terms' rarity."""

    def _idf(self, clause):
        forms = clause.forms if isinstance(clause, AnyForm) else (clause,)
        number = sum(any(each.terms[form.field] for form in forms) for each in self._paragraphs)
        having = sum(matches(clause, each) for each in self._paragraphs)
        return log(1 + (number - having + 0.5) / (having + 0.5))

    def _share(self, field, indexed):
        lengths = [len(each.terms[field]) for each in self._paragraphs if each.terms[field]]
        if not lengths:
            return 0
        b = self._weights.b
        return 1 / (1 - b + b * len(indexed.terms[field]) * len(lengths) / sum(lengths))


_OF_TANTIVY = (
    Difference(
        "The forms of a word score one by one, each with a rarity of its own, and are added up.",
        (statement("a", "rights right rights"), statement("b", "right")),
        AnyForm((Form(TEXT, "rights"), Form(TEXT, "right"))),
    ),
    Difference(
        "A length is held against the average of all paragraphs, those without the field among them.",
        (statement("a", paragraph(1, "x", speaker="Ana Piquer")), statement("b", "x")),
        Term("speaker", "piquer"),
    ),
    Difference(
        "A length above 40 terms is rounded to one of some two hundred numbers.",
        (statement("a", "rights" + " x" * 50), statement("b", "rights")),
        Term(TEXT, "rights"),
    ),
    Difference(
        "Words near each other count alike whatever lies between them, and three or more as if they stood anywhere.",
        (statement("a", "one two x x x"), statement("b", "one x x x two")),
        TermsNear(TEXT, ("one", "two"), 5),
    ),
    Difference(
        "Deleted paragraphs count for rarity and average length until the engine clears them away.",
        (statement("a", "rights"), statement("b", "rights"), statement("c", "x")),
        Term(TEXT, "rights"),
        then=(statement("b", "x"),),
    ),
)

_OF_OPENSEARCH = (
    _OF_TANTIVY[0],
    Difference(
        "What all paragraphs of a statement share counts for rarity and average length once for each paragraph.",
        (statement("a", "x", "y", "z", title="rights"), statement("b", "x", title="a longer title")),
        Term(TITLE, "rights"),
    ),
    _OF_TANTIVY[2],
    Difference(
        "Words near each other count as if they stood anywhere, whatever lies between them.",
        (statement("a", "one two x x x"), statement("b", "one x x x two")),
        TermsNear(TEXT, ("one", "two"), 5),
    ),
    _OF_TANTIVY[4],
    Difference(
        "Of the words behind a star the 64 most frequent score, and fewer in a query of many words.",
        (statement("a", "w00"), statement("b", " ".join(f"w{number:02}" for number in range(65) for _ in "ab"))),
        TermPrefix(TEXT, "w"),
    ),
    Difference(
        "Behind the 200 statements with the best paragraphs the others stand by their best paragraph: what their other "
        "paragraphs add moves none.",
        (
            *(statement(f"s{number:03}", "rights", title="t", published="2025") for number in range(200)),
            statement("z", "rights", "rights", title="t", published="2024"),
        ),
        Term(TEXT, "rights"),
        of_order=True,
    ),
)

DECLARED = MappingProxyType(
    {
        # Scores are rounded to six digits, on either side of a half.
        "whoosh": Declared(Oracle, 2e-6),
        # Tantivy reckons in single precision; its scores are rounded to five digits.
        "tantivy": Declared(SummingOracle, 1e-4, _OF_TANTIVY),
        # Lucene reckons in single precision; its scores are rounded to five digits.
        "opensearch": Declared(LuceneOracle, 1e-4, _OF_OPENSEARCH),
    }
)


def _scores_nearness(clause: Clause) -> bool:
    match clause:
        case TermsNear():
            return True
        case AllOf() | AnyOf():
            return any(map(_scores_nearness, clause.clauses))
        case Without():
            return _scores_nearness(clause.wanted)
        case Preferring():
            return any(map(_scores_nearness, (clause.wanted, *clause.preferred)))
        case _:
            return False

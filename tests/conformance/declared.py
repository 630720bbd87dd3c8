"""How scores of engines differ from the formula of `indexer.clauses`: declared, so that all else must be the same.

Tantivy matches, counts and gathers as every engine does. Its scores differ, since its formula cannot be changed:

- the forms of a word score one by one, each with a rarity of its own, and are added up;
- a length is held against the average of all paragraphs, those without the field among them; above 40 terms it is
  rounded to one of some two hundred numbers;
- words near each other count alike whatever lies between them, and three or more count as if they stood anywhere;
- deleted paragraphs count for rarity and average length until Tantivy clears them away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from indexer.clauses import AllOf, AnyForm, AnyOf, Clause, Form, Preferring, TermsNear, Without
from indexer.fields import IndexedParagraph
from tests.conformance.oracle import Oracle


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
class Declared:
    """What an engine's scores are compared with, and how closely; `by_formula` if with those of `indexer.clauses`."""

    oracle: type[Oracle]
    tolerance: float
    by_formula: bool

    def tells_scores(self, clause: Clause, *, updated: bool) -> bool:
        """Tell whether the oracle knows the scores of a clause."""
        return self.by_formula or not (updated or _scores_nearness(clause))


DECLARED = MappingProxyType(
    {
        # Scores are rounded to six digits, on either side of a half.
        "whoosh": Declared(Oracle, 2e-6, by_formula=True),
        # Tantivy reckons in single precision; its scores are rounded to five digits.
        "tantivy": Declared(SummingOracle, 1e-4, by_formula=False),
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

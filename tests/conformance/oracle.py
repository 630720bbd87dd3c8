"""What an engine should answer, found the slow and obvious way: by looking at every paragraph."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log

from indexer.analysis import Analyser
from indexer.clauses import (
    AllOf,
    AnyForm,
    AnyOf,
    Clause,
    DayRange,
    Everything,
    Form,
    Nothing,
    Preferring,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
)
from indexer.engine import FacetCount, Group, Known
from indexer.fields import POSITIONAL_FIELDS, STATEMENT_FIELDS, IndexedParagraph, index_statement
from indexer.statement import Statement
from indexer.weights import load_weights

Place = tuple[str, int]
"""A statement's id, and the number of one of its paragraphs."""


class Oracle:
    """A few statements, looked at one by one."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        analyser = Analyser()
        self._statements = {statement.id: statement for statement in statements}
        self._paragraphs = [each for statement in statements for each in index_statement(statement, analyser)]
        self._weights = load_weights()

    def matching(self, clause: Clause) -> set[Place]:
        """Return the ids and numbers of the paragraphs that match."""
        return {(each.statement, each.paragraph.number) for each in self._paragraphs if matches(clause, each)}

    def scores(self, clause: Clause) -> dict[Place, float]:
        """Return the scores of the paragraphs that match, rounded as hits have them."""
        return {
            (each.statement, each.paragraph.number): round(self._score(clause, each) * each.weight, 6)
            for each in self._paragraphs
            if matches(clause, each)
        }

    def facet(self, clause: Clause, name: str, group: Group) -> tuple[FacetCount, ...]:
        """Return the counts of a facet."""
        hits: dict[object, set[str]] = {}
        for each in self._paragraphs:
            if matches(clause, each):
                hit = each.statement if group is Group.STATEMENT else (each.statement, each.paragraph.number)
                hits.setdefault(hit, set()).update(filter(None, self._values(name, each)))
        counts = Counter(value for values in hits.values() for value in values)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(FacetCount(value=value, count=count) for value, count in ordered)

    def vocabulary(self, field: str, prefix: str) -> list[Known]:
        """Return the terms of a field that begin so, in order.

        Where all paragraphs of a statement share them, it counts once.
        """
        counts = Counter(term for each in self._having(field) for term in set(each.terms[field]))
        return [Known(term=term, paragraphs=counts[term]) for term in sorted(counts) if term.startswith(prefix)]

    def terms(self, field: str) -> list[str]:
        """Return the terms of a field."""
        return [known.term for known in self.vocabulary(field, "")]

    def texts(self, field: str) -> list[list[str]]:
        """Return the terms of each paragraph in a field, where it has some."""
        return [each.terms[field] for each in self._paragraphs if each.terms[field]]

    def statement_score(self, descending: Sequence[float]) -> float:
        """Return the score of a statement whose matching paragraphs score so, the best first."""
        best, *others = descending
        return best + self._weights.others * sum(score / place for place, score in enumerate(others, 1))

    def _score(self, clause: Clause, indexed: IndexedParagraph) -> float:  # noqa: C901 - a case each
        if not matches(clause, indexed):
            return 0
        match clause:
            case AnyForm():
                return self._word(clause.forms, clause.boost, indexed)
            case Term():
                return self._word([Form(clause.field, clause.term)], clause.boost, indexed)
            case TermPrefix():
                terms = [known.term for known in self.vocabulary(clause.field, clause.prefix)]
                return self._word([Form(clause.field, term) for term in terms], clause.boost, indexed)
            case TermSequence():
                number = len(list(_sequences(indexed.terms[clause.field], list(clause.terms))))
                return self._words(clause, number, indexed)
            case TermsNear():
                counted = sum(1 / (1 + others) for others in _windows(indexed.terms[clause.field], clause))
                return self._words(clause, counted, indexed)
            case AllOf() | AnyOf():
                return sum(self._score(each, indexed) for each in clause.clauses)
            case Without():
                return self._score(clause.wanted, indexed)
            case Preferring():
                return sum(self._score(each, indexed) for each in (clause.wanted, *clause.preferred))
            case DayRange() | Everything() | Nothing():
                return 0

    def _word(self, forms: Iterable[Form], boost: float, indexed: IndexedParagraph) -> float:
        forms = list(forms)
        frequency = sum(
            form.weight * indexed.terms[form.field].count(form.term) * self._share(form.field, indexed)
            for form in forms
        )
        return boost * self._idf(AnyForm(tuple(forms))) * self._saturated(frequency)

    def _words(self, clause: TermSequence | TermsNear, number: float, indexed: IndexedParagraph) -> float:
        idf = sum(self._idf(Term(clause.field, term)) for term in clause.terms)
        return clause.boost * idf * self._saturated(number * self._share(clause.field, indexed))

    def _saturated(self, frequency: float) -> float:
        return (self._weights.k1 + 1) * frequency / (frequency + self._weights.k1)

    def _idf(self, clause: Clause) -> float:
        number = len(self._paragraphs)
        having = sum(matches(clause, each) for each in self._paragraphs)
        return log(1 + (number - having + 0.5) / (having + 0.5))

    def _share(self, field: str, indexed: IndexedParagraph) -> float:
        lengths = [len(each.terms[field]) for each in self._having(field)]
        if not lengths:
            return 0
        average = sum(lengths) / len(lengths)
        b = self._weights.b
        return 1 / (1 - b + b * len(indexed.terms[field]) / average)

    def _having(self, field: str) -> Iterator[IndexedParagraph]:
        """Yield the paragraphs that have a field; of a statement that has it for all of them, one."""
        seen: set[str] = set()
        for each in self._paragraphs:
            if each.terms[field] and not (field in STATEMENT_FIELDS and each.statement in seen):
                seen.add(each.statement)
                yield each

    def _values(self, name: str, indexed: IndexedParagraph) -> Sequence[str | None]:
        statement = self._statements[indexed.statement]
        return {
            "publisher": [statement.publisher],
            "speaker": [indexed.paragraph.speaker],
            "country": statement.countries,
            "topic": statement.topics,
            "type": [statement.type],
            "language": [indexed.language],
            "year": [(statement.published or "")[:4]],
            "month": [(statement.published or "")[:7]] if "-" in (statement.published or "") else [],
            "role": [indexed.paragraph.role.value],
        }[name]


def matches(clause: Clause, indexed: IndexedParagraph) -> bool:  # noqa: PLR0911, C901 - a case each
    """Tell whether a paragraph matches a clause."""
    match clause:
        case AnyForm():
            return any(form.term in indexed.terms.get(form.field, []) for form in clause.forms)
        case Term():
            return clause.term in indexed.terms.get(clause.field, [])
        case TermSequence():
            return any(_sequences(_placed(clause.field, indexed), list(clause.terms)))
        case TermsNear():
            return any(True for _ in _windows(_placed(clause.field, indexed), clause))
        case TermPrefix():
            return any(term.startswith(clause.prefix) for term in indexed.terms.get(clause.field, []))
        case DayRange():
            return indexed.day is not None and clause.first <= indexed.day <= clause.last
        case AllOf():
            return all(matches(each, indexed) for each in clause.clauses)
        case AnyOf():
            return any(matches(each, indexed) for each in clause.clauses)
        case Without():
            return matches(clause.wanted, indexed) and not matches(clause.unwanted, indexed)
        case Preferring():
            return matches(clause.wanted, indexed)
        case Everything():
            return True
        case Nothing():
            return False


def _placed(field: str, indexed: IndexedParagraph) -> list[str]:
    return indexed.terms.get(field, []) if field in POSITIONAL_FIELDS else []


def _sequences(terms: list[str], wanted: list[str]) -> Iterator[bool]:
    """Yield True for each place at which the wanted terms stand one after the other."""
    if wanted:
        yield from (True for at in range(len(terms)) if terms[at : at + len(wanted)] == wanted)


def _windows(terms: list[str], clause: TermsNear) -> Iterator[int]:
    """Yield the number of other positions in each window that is no longer than needed, and not too long."""
    wanted = Counter(clause.terms)

    def has_them(first: int, end: int) -> bool:
        return bool(wanted) and wanted <= Counter(terms[first:end])

    for first in range(len(terms)):
        for end in range(first + 1, len(terms) + 1):
            others = end - first - wanted.total()
            needed = has_them(first, end) and not has_them(first + 1, end) and not has_them(first, end - 1)
            if needed and others <= clause.within:
                yield others

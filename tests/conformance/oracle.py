"""What an engine should answer, found the slow and obvious way: by looking at every paragraph."""

from collections import Counter
from collections.abc import Sequence

from indexer.analysis import Analyser
from indexer.clauses import (
    AllOf,
    AnyOf,
    Clause,
    DayRange,
    Everything,
    Nothing,
    Term,
    TermPrefix,
    TermSequence,
    Without,
)
from indexer.engine import FacetCount, Group
from indexer.fields import IndexedParagraph, index_statement
from indexer.statement import Statement


class Oracle:
    """A few statements, looked at one by one."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        analyser = Analyser()
        self._statements = {statement.id: statement for statement in statements}
        self._paragraphs = [each for statement in statements for each in index_statement(statement, analyser)]

    def matching(self, clause: Clause) -> set[tuple[str, int]]:
        """Return the ids and numbers of the paragraphs that match."""
        return {(each.statement, each.paragraph.number) for each in self._paragraphs if matches(clause, each)}

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
            "role": [indexed.paragraph.role.value],
        }[name]


def matches(clause: Clause, indexed: IndexedParagraph) -> bool:
    """Tell whether a paragraph matches a clause."""
    match clause:
        case Term():
            return clause.term in indexed.terms.get(clause.field, [])
        case TermSequence():
            return _has_sequence(indexed.terms.get(clause.field, []), list(clause.terms))
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
        case Everything():
            return True
        case Nothing():
            return False


def _has_sequence(terms: list[str], wanted: list[str]) -> bool:
    return any(terms[at : at + len(wanted)] == wanted for at in range(len(terms) - len(wanted) + 1))

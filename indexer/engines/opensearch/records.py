"""What is stored to be shown, read back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, TypeVar

from indexer.budget import UNBOUNDED, Budget
from indexer.engine import FoundParagraph, FoundStatement
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.matches import Hit, Match
from indexer.engines.opensearch.queries import Dsl, in_all_shards
from indexer.engines.opensearch.view import View
from indexer.fields import FIRST, ID, MARK
from indexer.statement import Paragraph, Statement, Summary, paragraph_from_json, statement_from_json

_Value = TypeVar("_Value")

_PAGE_BYTES = 1 << 18
_LEAST_PAGE, _MOST_PAGE = 10, 1_000
"""Where all documents are wanted they are read in answers of about so many bytes, of so many documents."""

_GATHERED = 64
"""Statements of a scan whose summaries are read together."""

_SHOWN = 250
"""Hits whose records are read together."""

_MOST_ASKED = 1_000
"""Documents that are asked for in one question, by what they are."""

_WHOLE = (schema.STATEMENT, schema.PARAGRAPH)
_HEAD = (schema.STATEMENT,)
"""What is read of documents: all that is shown, or of a statement's first what the statement is."""

_FIRSTS: Dsl = {"term": {MARK: FIRST}}
_NEWEST: Dsl = {schema.DAY: {"order": "desc", "missing": "_last"}}
_BY_ID: Dsl = {ID: "asc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A document as it is stored; the first of a statement has the statement's record, and not all is always read."""

    identity: str
    number: int
    weight: float
    record: str
    statement: str | None

    def paragraph(self) -> Paragraph:
        """Return its paragraph."""
        return paragraph_from_json(json.loads(self.record))

    def rest(self) -> Statement:
        """Return the statement, without the paragraphs that have documents."""
        return statement_from_json(json.loads(self.statement or ""))


class Records:
    """Reads what one generation stores."""

    def __init__(self, view: View) -> None:
        self._view = view

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        found = list(self._walk({"term": {ID: schema.term(identity)}}, [{schema.PLACE: "asc"}]))
        return _whole(found) if found else None

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return map(_whole, _runs(self._walk({"match_all": {}}, [_BY_ID, {schema.PLACE: "asc"}])))

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""
        return (each.rest().summary() for each in self._walk(_FIRSTS, [_BY_ID], read=_HEAD))

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        return tuple(each.rest().summary() for each in self._read(_FIRSTS, limit, [_NEWEST, _BY_ID], _HEAD))

    def scan(self, query: Dsl, budget: Budget) -> Iterator[FoundStatement]:
        """Yield the statements that a query finds, newest first, with all their matching paragraphs in page order."""
        walked = self._walk(query, [_NEWEST, _BY_ID, {schema.NUMBER: "asc"}], budget)
        for some in _chunks(_runs(walked), _GATHERED):
            summaries = self._summaries([documents[0].identity for documents in some])
            for documents in some:
                yield FoundStatement(
                    summary=summaries[documents[0].identity],
                    score=0.0,
                    paragraphs=tuple(FoundParagraph(paragraph=each.paragraph(), score=0.0) for each in documents),
                    matching=len(documents),
                )

    def found(self, hits: Sequence[Hit], paragraphs: int) -> Iterator[FoundStatement]:
        """Yield hits as they are shown, each with its best paragraphs."""
        for some in _chunks(hits, _SHOWN):
            summaries, shown = self._shown([(hit.best.statement, hit.matches[:paragraphs]) for hit in some])
            for hit in some:
                yield FoundStatement(
                    summary=summaries[hit.best.statement],
                    score=hit.score,
                    paragraphs=tuple(
                        FoundParagraph(paragraph=shown[each.statement, each.number], score=each.score)
                        for each in hit.matches[:paragraphs]
                    ),
                    matching=len(hit.matches),
                )

    def document(self, identity: str, number: int) -> Stored | None:
        """Return the document of a paragraph, or None where that is not searched."""
        return next(iter(self._read(place(identity, number), 1)), None)

    def _summaries(self, identities: Iterable[str]) -> dict[str, Summary]:
        found: dict[str, Summary] = {}
        for some in _chunks(dict.fromkeys(identities), _MOST_ASKED):
            query: Dsl = {"bool": {"filter": [_FIRSTS, {"terms": {ID: some}}]}}
            found |= {each.identity: each.rest().summary() for each in self._read(query, len(some), read=_HEAD)}
        return found

    def _shown(
        self, wanted: Sequence[tuple[str, Sequence[Match]]]
    ) -> tuple[dict[str, Summary], dict[tuple[str, int], Paragraph]]:
        """Return what identifies statements, and the paragraphs that these matches are: all of it in one answer.

        A statement's first document comes with them, as it has the statement's record.
        """
        numbers: dict[str, set[int]] = {}
        for identity, matches in wanted:
            numbers.setdefault(identity, set()).update(each.number for each in matches)
        query = {"bool": {"should": [_first_and(identity, some) for identity, some in numbers.items()]}}
        size = sum(len(some) + 1 for some in numbers.values())
        summaries: dict[str, Summary] = {}
        paragraphs: dict[tuple[str, int], Paragraph] = {}
        for each in self._walk(query, [_BY_ID, {schema.NUMBER: "asc"}], size=size + 1):
            if each.statement:
                summaries[each.identity] = each.rest().summary()
            if each.number in numbers[each.identity]:
                paragraphs[each.identity, each.number] = each.paragraph()
        return summaries, paragraphs

    def _read(self, query: Dsl, size: int, sort: Sequence[Dsl] = (), read: Sequence[str] = _WHOLE) -> list[Stored]:
        if not size:
            return []
        return [_stored(each) for each in self._ask(_search(query, size, sort, read))]

    def _walk(
        self,
        query: Dsl,
        sort: Sequence[Dsl],
        budget: Budget = UNBOUNDED,
        *,
        read: Sequence[str] = _WHOLE,
        size: int = _LEAST_PAGE,
    ) -> Iterator[Stored]:
        """Yield all documents that a query finds, in an order in which no two are equal, `size` of them first."""
        body = _search(query, min(size, _MOST_PAGE), sort, read)
        state = self._view.state
        while True:
            size = body["size"]
            hits = self._ask(body, budget)
            self._view.demand_state(state)
            stored = [_stored(each) for each in hits]
            yield from stored
            if len(hits) < size:
                return
            average = sum(len(each.record) + len(each.statement or "") for each in stored) // len(stored)
            body["size"] = min(max(_PAGE_BYTES // (average + 1), _LEAST_PAGE), _MOST_PAGE)
            body["search_after"] = hits[-1]["sort"]
            del hits, stored

    def _ask(self, body: Dsl, budget: Budget = UNBOUNDED) -> list[Any]:
        hits: list[Any] = self._view.search(body, budget=budget)["hits"]["hits"]
        return hits


def _search(query: Dsl, size: int, sort: Sequence[Dsl], read: Sequence[str]) -> Dsl:
    """Return the search for documents, of which so much is read."""
    body: Dsl = {
        "query": {"bool": {"filter": query}},
        "size": size,
        "track_total_hits": False,
        "_source": [*read],
        "docvalue_fields": [ID, schema.NUMBER, schema.WEIGHT],
    }
    return body | {"sort": [*sort]} if sort else body


def _first_and(identity: str, numbers: Iterable[int]) -> Dsl:
    """Return the query for some paragraphs of a statement, and for its first."""
    either = [_FIRSTS, {"terms": {schema.NUMBER: sorted(numbers)}}]
    return {"bool": {"filter": [{"term": {ID: schema.term(identity)}}, {"bool": {"should": either}}]}}


def place(identity: str, number: int) -> Dsl:
    """Return the query for one paragraph."""
    numbered = in_all_shards({"term": {schema.NUMBER: number}})
    return {"bool": {"filter": [{"term": {ID: schema.term(identity)}}, numbered]}}


def _stored(hit: Any) -> Stored:  # noqa: ANN401 - as the cluster's client reads JSON
    source, fields = hit["_source"], hit["fields"]
    return Stored(
        identity=fields[ID][0],
        number=int(fields[schema.NUMBER][0]),
        weight=float(fields[schema.WEIGHT][0]),
        record=source.get(schema.PARAGRAPH, ""),
        statement=source.get(schema.STATEMENT),
    )


def _runs(documents: Iterable[Stored]) -> Iterator[list[Stored]]:
    """Yield the documents of each statement, which stand beside each other."""
    return (list(run) for _, run in groupby(documents, key=attrgetter("identity")))


def _chunks(values: Iterable[_Value], size: int) -> Iterator[list[_Value]]:
    iterator = iter(values)
    while some := list(islice(iterator, size)):
        yield some


def _whole(documents: Sequence[Stored]) -> Statement:
    rest = documents[0].rest()
    paragraphs = (*rest.paragraphs, *(each.paragraph() for each in documents))
    return replace(rest, paragraphs=tuple(sorted(paragraphs, key=lambda each: each.number)))

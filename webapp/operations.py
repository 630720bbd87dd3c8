"""What can be asked of the API: the one table that its description and its page are made from."""

from dataclasses import dataclass

from indexer import Page, Statement, Suggestion
from indexer.history import History
from indexer.quoting import Checked
from indexer.reuse import StatementReuse
from webapp import params
from webapp.check_request import EXAMPLE, request_schema
from webapp.health import Liveness, Readiness
from webapp.history_params import HISTORY
from webapp.openapi import Form, Lead, Operation
from webapp.originals import PageWithOriginals
from webapp.quoting import Quoted
from webapp.takeaway import COLUMNS, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """Queries that complete what was typed, in the order in which to offer them."""

    query: str
    suggestions: tuple[Suggestion, ...]


REFUSED = {"400": "A parameter is unknown, missing, or out of its bounds."}
COSTLY = {"400": "A parameter is unknown, missing, or out of its bounds, or the search takes more time than one may."}
UNAVAILABLE = {"503": "The archive cannot answer now."}

OPERATIONS = (
    Operation(
        path="/api/v1/search",
        name="search",
        summary="Find paragraphs, gathered under their statements.",
        parameters=params.SEARCH,
        answer=Page,
        instead=(PageWithOriginals,),
        failures=COSTLY | {"404": "The page lies beyond the last, or there is no such statement."} | UNAVAILABLE,
        leads=(
            Lead(
                name="statement",
                operation="statement",
                description="The whole statement of a hit.",
                values={"id": "$response.body#/hits/0/statement/id"},
            ),
            Lead(
                name="quote",
                operation="quote",
                description="The best paragraph of a hit, to be quoted.",
                values={"url": "$response.body#/hits/0/paragraphs/0/permalink"},
            ),
            Lead(
                name="more",
                operation="search",
                description="More paragraphs of the same statement.",
                values={"q": "$request.query.q", "statement": "$response.body#/hits/0/statement/id"},
            ),
            Lead(
                name="all",
                operation="export",
                description="All that match, not only a page.",
                values={"q": "$request.query.q"},
            ),
        ),
    ),
    Operation(
        path="/api/v1/export",
        name="export",
        summary="Send every paragraph that matches, the newest statement first, as it is read.",
        parameters=params.EXPORT,
        answer=Row,
        forms=(
            Form(
                media_type="text/csv",
                description=f"A table in UTF-8 as RFC 4180 has it, with the columns {', '.join(COLUMNS)}. Several "
                "values stand in one cell with semicolons between; where a spreadsheet would take a cell for a "
                "formula, an apostrophe stands before it.",
            ),
            Form(media_type="application/jsonl", description="Lines of JSON: a `Row` each."),
        ),
        failures={"400": f"{COSTLY['400'].removesuffix('.')}, or the query has no words to search for."} | UNAVAILABLE,
        headers=("Content-Disposition",),
    ),
    Operation(
        path="/api/v1/statements/{id}",
        name="statement",
        summary="Return a whole statement.",
        parameters=(params.IDENTITY,),
        answer=Statement,
        failures=REFUSED | {"404": "The archive has no statement with this id."} | UNAVAILABLE,
    ),
    Operation(
        path="/api/v1/statements/{id}/reuse",
        name="reuse",
        summary="Tell what is new in a statement and what was said before, sentence by sentence.",
        parameters=(params.IDENTITY,),
        answer=StatementReuse,
        failures=REFUSED | {"404": "The archive has no statement with this id."} | UNAVAILABLE,
    ),
    Operation(
        path="/api/v1/suggest",
        name="suggest",
        summary="Complete a query: words and phrases, speakers, titles, values of filters.",
        parameters=params.SUGGEST,
        answer=Suggestions,
        failures=REFUSED | UNAVAILABLE,
        leads=(
            Lead(
                name="search",
                operation="search",
                description="What a suggestion finds.",
                values={"q": "$response.body#/suggestions/0/text"},
            ),
        ),
    ),
    Operation(
        path="/api/v1/history",
        name="history",
        summary="Tell when phrases or queries were said, how often, by whom, and in which variants.",
        parameters=HISTORY,
        answer=History,
        failures={"400": f"{COSTLY['400'].removesuffix('.')}, or a line has no words to search for."} | UNAVAILABLE,
        leads=(
            Lead(
                name="first",
                operation="statement",
                description="The statement in which the first line was said first.",
                values={"id": "$response.body#/lines/0/first/statement/id"},
            ),
            Lead(
                name="search",
                operation="search",
                description="The paragraphs that were counted.",
                values={"q": "$response.body#/lines/0/query"},
            ),
        ),
    ),
    Operation(
        path="/api/v1/quote",
        name="quote",
        summary="Return the paragraph that a permalink names, as it stands now, with how to cite it.",
        parameters=params.QUOTE,
        answer=Quoted,
        failures={"400": f"{REFUSED['400'].removesuffix('.')}, or `url` is no permalink of a paragraph on this site."}
        | {"404": "The archive has no such statement."}
        | UNAVAILABLE,
        headers=("Content-Language",),
        leads=(
            Lead(
                name="statement",
                operation="statement",
                description="The whole statement.",
                values={"id": "$response.body#/statement/id"},
            ),
        ),
    ),
    Operation(
        path="/api/v1/check",
        name="check",
        method="post",
        summary="Check quotations: verbatim, altered, said by another, or not found. Nothing that is posted is kept.",
        body=request_schema(),
        example=EXAMPLE,
        answer=Checked,
        failures={
            "400": "The body is not as described, holds no words or more than is checked, or the check takes more time "
            "than one may; or there are parameters: it takes none.",
            "413": "The body is too large.",
            "415": "The body is not declared as JSON.",
        }
        | UNAVAILABLE,
        leads=(
            Lead(
                name="statement",
                operation="statement",
                description="The whole statement in which the first quotation stands.",
                values={"id": "$response.body#/quotations/0/places/0/statement/id"},
            ),
        ),
    ),
    Operation(
        path="/api/v1/openapi.json",
        name="openapi",
        summary="Return this description.",
        answer=None,
        failures={"400": "There are parameters: it takes none."},
    ),
    Operation(
        path="/healthz",
        name="alive",
        summary="Answer as long as the process does, for supervisors.",
        answer=Liveness,
        failures={},
    ),
    Operation(
        path="/readyz",
        name="ready",
        summary="Answer if the archive does, for load balancers.",
        answer=Readiness,
        failures=UNAVAILABLE,
    ),
)

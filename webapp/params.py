"""A request's arguments, checked once: the same declarations make the API's description."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from werkzeug.datastructures import MultiDict

from indexer.bounds import MAX_LIMIT, MAX_PARAGRAPHS, MAX_SHOWN, MAX_WINDOW, check_query
from indexer.clauses import MAX_EXPANSIONS
from indexer.engine import FACETS, Group, Sort
from indexer.errors import ParameterError
from indexer.messages import Message, say
from indexer.query import MAX_CHARACTERS, MAX_CLAUSES, MAX_DEPTH, MIN_PREFIX
from indexer.statement import Json
from webapp.languages import LOCALES
from webapp.languages import PARAMETER as LANGUAGE

MAX_DIGITS = 9
ALL_FACETS = "all"
TRUTH = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a route; `schema` is the JSON Schema of its values.

    The values of a list stand in one text with commas between. `example` is a value worth trying; `place` is where it
    stands in an address: in its query or in its path.
    """

    name: str
    description: str
    schema: Json = field(default_factory=lambda: {"type": "string"})
    required: bool = False
    example: str | None = None
    place: str = "query"


TEXT: Json = {"type": "string", "maxLength": MAX_CHARACTERS}
BOUNDS = (
    f"At most {MAX_CHARACTERS:,} characters, {MAX_CLAUSES} words, phrases and dates, and parentheses {MAX_DEPTH} deep: "
    f"more is refused. A star after {MIN_PREFIX} letters or more stands for the first {MAX_EXPANSIONS:,} words that "
    "begin so, one anywhere else for nothing; regular expressions are plain words; `warnings` say so. `/help` lists "
    "every limit."
)
QUERY = Parameter(
    "q",
    f"What to search for, in the query language. {BOUNDS}",
    TEXT,
    required=True,
    example='"non-refoulement" OR asylum',
)
TYPED = Parameter("q", "What was typed so far; the last word is completed.", TEXT, required=True, example="asyl")
EXPORTED = Parameter(
    "q",
    f"What to search for, in the query language: at least one word or filter. {BOUNDS}",
    TEXT | {"minLength": 1},
    required=True,
    example=QUERY.example,
)
IDENTITY = Parameter(
    "id",
    "The statement’s id, percent-encoded where it holds more than letters, digits and slashes.",
    {"type": "string", "minLength": 1},
    required=True,
    example="a-statement",
    place="path",
)
FILTERS = Parameter(
    "filters",
    "What the search is held to, whatever `q` says: a query of fields and dates alone, also with NOT, AND, OR and "
    'parentheses, such as `publisher:"Example Organisation" lang:en date:2020..2024`.',
    TEXT,
)
LIMIT = Parameter(
    "limit", "How many hits a page has.", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 10}
)
PAGE = Parameter(
    "page",
    f"Which page of hits, from 1; the first {MAX_WINDOW:,} hits can be paged through, `export` sends more.",
    {"type": "integer", "minimum": 1, "maximum": MAX_WINDOW, "default": 1},
)
SUGGESTIONS = Parameter(
    "limit", "How many suggestions at most.", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 8}
)
EXPLAIN = Parameter(
    "explain",
    "Whether to say what was matched, and why each paragraph has its score.",
    {"type": "boolean", "default": False},
)
SYNONYMS = Parameter(
    "synonyms",
    "Whether plain words also find acronyms and synonyms; words in quotation marks never do.",
    {"type": "boolean", "default": True},
)
PARAGRAPHS = Parameter(
    "paragraphs",
    f"How many paragraphs come with a statement at most, the best first; all hits of a page can have {MAX_SHOWN:,}.",
    {"type": "integer", "minimum": 1, "maximum": MAX_PARAGRAPHS, "default": 3},
)
ORIGINALS = Parameter(
    "originals",
    "Whether each paragraph comes with the address of its words on their original page; the answer then is a "
    "`PageWithOriginals`.",
    {"type": "boolean", "default": False},
)
SEARCH = (
    QUERY,
    FILTERS,
    LIMIT,
    PAGE,
    Parameter(
        "group",
        "What a hit is: a statement with its best paragraphs, or one paragraph.",
        {"type": "string", "enum": list(Group), "default": Group.STATEMENT},
    ),
    Parameter(
        "sort",
        "The order of the hits; statements without a date come last in both orders of time.",
        {"type": "string", "enum": list(Sort), "default": Sort.RELEVANCE},
    ),
    Parameter(
        "facets",
        f"What to count values of, with commas between; `{ALL_FACETS}` stands for each of them.",
        {"type": "array", "items": {"type": "string", "enum": [ALL_FACETS, *FACETS]}, "default": []},
        example="publisher,year",
    ),
    EXPLAIN,
    SYNONYMS,
    Parameter(
        "statement",
        "The id of a statement that the search is held to; others’ paragraphs are neither found nor counted.",
    ),
    PARAGRAPHS,
    ORIGINALS,
)
SUGGEST = (TYPED, SUGGESTIONS)
EXPORT = (
    EXPORTED,
    Parameter(
        "format",
        "A table for spreadsheets, or an object a line.",
        {"type": "string", "enum": ["csv", "jsonl"], "default": "csv"},
        example="jsonl",
    ),
    SYNONYMS,
)
PERMALINK = Parameter(
    "url",
    "A permalink of a paragraph, percent-encoded as a whole: the absolute address on this site, or its path.",
    {"type": "string", "minLength": 1},
    required=True,
    example="/s/a-statement?p=3-mfrggzdf#p3",
)
SPOKEN = Parameter(
    LANGUAGE,
    "The language of the citation; without it, the one of `Accept-Language` that the site speaks, else English.",
    {"type": "string", "enum": list(LOCALES)},
)
QUOTE = (PERMALINK, SPOKEN)
NONE: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchParameters:
    """One search, as it was asked for; bounds of numbers and names are the archive's to check.

    `filters` hold the query to a part of the archive (`webapp.holding`). `opened` is the id of a statement all of whose
    paragraphs a page shows.
    """

    q: str = ""
    filters: str = ""
    limit: int = 10
    page: int = 1
    group: str = Group.STATEMENT
    sort: str = Sort.RELEVANCE
    facets: tuple[str, ...] = ()
    explain: bool = False
    synonyms: bool = True
    opened: str = ""
    statement: str | None = None
    paragraphs: int = 3
    originals: bool = False


def strictly(args: MultiDict[str, str], parameters: Sequence[Parameter]) -> Mapping[str, str]:
    """Return the arguments of a program's request, which must say exactly what it means.

    :raise ParameterError: if one is unknown, stands twice, or is missing.
    """
    names = [parameter.name for parameter in parameters]
    for name, values in args.lists():
        if name not in names:
            allowed = f"Parameters are {', '.join(names)}." if names else "This address takes no parameters."
            raise ParameterError(f"There is no parameter “{name[:100]}”.", allowed)
        if len(values) > 1:
            raise ParameterError(f"{name} stands {len(values)} times in the request.", "Give it once.")
    for parameter in parameters:
        if parameter.required and parameter.name not in args:
            raise ParameterError(f"{parameter.name} is missing.", f"{parameter.description} Add ?{parameter.name}=…")
    return args.to_dict()


def leniently(args: MultiDict[str, str]) -> Mapping[str, str]:
    """Return the arguments of a link or a form: the first of each name, without those that are empty."""
    return {name: value for name, value in args.to_dict().items() if value.strip()}


def query(values: Mapping[str, str]) -> str:
    """Return the query that was asked.

    :raise ParameterError: if it is too long.
    """
    text = values.get("q", "")
    check_query(text)
    return text


def search_parameters(values: Mapping[str, str]) -> SearchParameters:
    """Return the search that was asked for.

    :raise ParameterError: if a value is of the wrong kind.
    """
    return SearchParameters(
        q=query(values),
        filters=values.get("filters", ""),
        limit=whole_number(values, LIMIT),
        page=whole_number(values, PAGE),
        group=values.get("group", Group.STATEMENT),
        sort=values.get("sort", Sort.RELEVANCE),
        facets=_facets(values.get("facets", "")),
        explain=truth(values, EXPLAIN),
        synonyms=truth(values, SYNONYMS),
        opened=values.get("opened", ""),
        statement=values.get("statement"),
        paragraphs=whole_number(values, PARAGRAPHS),
        originals=truth(values, ORIGINALS),
    )


def whole_number(values: Mapping[str, str], parameter: Parameter) -> int:
    """Return a parameter that is a whole number.

    :raise ParameterError: if it is something else.
    """
    name, default = parameter.name, int(parameter.schema["default"])
    text = values.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS):
        raise ParameterError(
            say("%(name)s is “%(value)s”, not a whole number.", name=name, value=text[:100]), _example(name, default)
        )
    return int(text)


def truth(values: Mapping[str, str], parameter: Parameter) -> bool:
    """Return a parameter that is true or false.

    :raise ParameterError: if it is something else.
    """
    name, default = parameter.name, bool(parameter.schema["default"])
    text = values.get(name)
    if text is None:
        return default
    if text not in TRUTH:
        example = _example(name, str(not default).lower())
        raise ParameterError(
            say("%(name)s is “%(value)s”, neither true nor false.", name=name, value=text[:100]), example
        )
    return TRUTH[text]


def _example(name: str, value: object) -> Message:
    example = f"{name}={value}"
    return say("An example: %(example)s.", example=example)


def one_of(values: Mapping[str, str], name: str, choices: Iterable[str]) -> str:
    """Return a parameter that is one of some names.

    :raise ParameterError: if it is something else.
    """
    value = values.get(name, "")
    if value not in set(choices):
        raise ParameterError(
            say("%(name)s is “%(value)s”.", name=name, value=value[:100]),
            say("It can be %(names)s.", names=", ".join(choices)),
        )
    return value


def _facets(text: str) -> tuple[str, ...]:
    if not text.strip():
        return ()
    named = ((FACETS if name == ALL_FACETS else (name,)) for name in map(str.strip, text.split(",")))
    return tuple(dict.fromkeys(chain.from_iterable(named)))

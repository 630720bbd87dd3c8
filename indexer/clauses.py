"""What an engine is asked to match: a handful of clauses over terms, with no trace of user syntax.

Every engine translates these and nothing else, so that all give the same answers. Terms come from
`indexer.analysis`; the fields are those of `indexer.fields`. A clause matches paragraphs, and gives each a score; a
boost of 0 filters without scoring.

Scores are those of BM25F (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond"):

    score = boost * idf * (k1 + 1) * tf / (tf + k1)
    tf    = sum over the forms of weight * frequency / (1 - b + b * length / average length), each in its own field
    idf   = ln(1 + (N - n + 0.5) / (n + 0.5))

N counts all paragraphs, and n those that have any of the forms. k1 and b are in `indexer.weights`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A term of a field in which a word may be met, and what one occurrence counts; 0 matches and adds nothing."""

    field: str
    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyForm:
    """Paragraphs with any of these forms of one word; they score as one word, found in several fields."""

    forms: tuple[Form, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """Paragraphs with this term in the field: `AnyForm` of one form with the weight 1."""

    field: str
    term: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermSequence:
    """Paragraphs with these terms at consecutive positions of the field, in this order.

    Its frequency is the number of places where they stand so, and its idf the sum of its terms'.
    """

    field: str
    terms: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermsNear:
    """Paragraphs with these terms near each other in the field, in any order; a term that is listed twice stands twice.

    At most `within` other positions lie between the first and the last of them. Its frequency is the sum, over the
    windows that are no longer than needed, of 1 / (1 + the other positions inside); its idf is the sum of its terms'.
    """

    field: str
    terms: tuple[str, ...]
    within: int
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermPrefix:
    """Paragraphs with a term of the field that begins with this; they score as forms of one word.

    An engine takes the first `MAX_EXPANSIONS` such terms, in their order, that some paragraph has.
    """

    field: str
    prefix: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class DayRange:
    """Paragraphs of statements published from `first` to `last`, both included.

    Days are proleptic Gregorian ordinals (`date.toordinal`).
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Paragraphs that match every clause; their scores add up."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Paragraphs that match at least one clause; the scores of those that match add up."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Paragraphs that match `wanted` and not `unwanted`; only `wanted` scores."""

    wanted: "Clause"
    unwanted: "Clause"


@dataclass(frozen=True, slots=True)
class Preferring:
    """Paragraphs that match `wanted`; each of `preferred` that they also match adds its score."""

    wanted: "Clause"
    preferred: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every searchable paragraph, with a score of 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No paragraph."""


Clause = (
    AnyForm
    | Term
    | TermSequence
    | TermsNear
    | TermPrefix
    | DayRange
    | AllOf
    | AnyOf
    | Without
    | Preferring
    | Everything
    | Nothing
)

MAX_EXPANSIONS = 1024


def describe(clause: Clause) -> str:
    """Return a clause as one line that a person can check: fields, terms and boosts."""
    match clause:
        case AllOf():
            return f"({' AND '.join(map(describe, clause.clauses))})"
        case AnyOf():
            return f"({' OR '.join(map(describe, clause.clauses))})"
        case Without():
            return f"({describe(clause.wanted)} NOT {describe(clause.unwanted)})"
        case Preferring():
            return f"({describe(clause.wanted)} PREFERRING {', '.join(map(describe, clause.preferred))})"
        case DayRange():
            return f"day:{clause.first}..{clause.last}"
        case Everything():
            return "everything"
        case Nothing():
            return "nothing"
        case _:
            return _sought(clause) + _times(clause.boost)


def _sought(clause: AnyForm | Term | TermSequence | TermsNear | TermPrefix) -> str:
    match clause:
        case AnyForm():
            return f"({' | '.join(f'{form.field}:{form.term}{_times(form.weight)}' for form in clause.forms)})"
        case Term():
            return f"{clause.field}:{clause.term}"
        case TermSequence():
            return f'{clause.field}:"{" ".join(clause.terms)}"'
        case TermsNear():
            return f'{clause.field}:"{" ".join(clause.terms)}"~{clause.within}'
        case TermPrefix():
            return f"{clause.field}:{clause.prefix}*"


def _times(boost: float) -> str:
    return "" if boost == 1.0 else f"^{boost:g}"

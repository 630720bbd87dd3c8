"""What a paragraph is indexed under: the fields, and a statement's way into them.

    text         every word's exact term, with positions: phrases are matched here
    stem         every word's stem
    title        the statement's title, on each of its paragraphs: exact terms, with positions
    title_stem   the title's stems
    speaker publisher country topic type
                 names and labels: exact terms, with positions
    language role id mark
                 whole values

Pull quotes, repeated text, attributions and the title's own paragraph give no postings: their words are found once,
where they belong.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from indexer.analysis import Analyser, fold, primary_language
from indexer.statement import Paragraph, Role, Statement, Summary

TEXT, STEM, TITLE, TITLE_STEM = "text", "stem", "title", "title_stem"
NAME_FIELDS = ("speaker", "publisher", "country", "topic", "type")
LANGUAGE, ROLE, ID, MARK = "language", "role", "id", "mark"
POSITIONAL_FIELDS = (TEXT, TITLE, *NAME_FIELDS)
STEM_FIELDS = (STEM, TITLE_STEM)
KEYWORD_FIELDS = (LANGUAGE, ROLE, ID, MARK)
STATEMENT_FIELDS = frozenset({TITLE, TITLE_STEM, "publisher", "country", "topic", "type"})
"""The fields in which all paragraphs of a statement have the same terms: an engine may keep these once a statement."""

FIRST = "first"
"""The mark of a statement's first searchable paragraph: it answers for the title."""

BETWEEN_VALUES = "\x1f"
"""A term that no text gives, between two values of a field: a phrase cannot run from one into the next."""

SILENT_ROLES = frozenset({Role.PULL_QUOTE, Role.DUPLICATE, Role.ATTRIBUTION, Role.TITLE})

ROLE_WEIGHTS = {Role.CAPTION: 0.4, Role.BOILERPLATE: 0.2, Role.HEADING: 0.9}
EMPHASIS_WEIGHT = 1.1


@dataclass(frozen=True, slots=True)
class IndexedParagraph:
    """A paragraph's postings: terms in order for each field, and what it is gathered, sorted and counted by.

    `day` is the ordinal of the first day that the statement's date can mean, or None. `weight` multiplies the score.
    """

    statement: str
    paragraph: Paragraph
    terms: Mapping[str, list[str]]
    day: int | None
    weight: float

    @property
    def language(self) -> str:
        """Return the ISO 639 code of its language, or nothing."""
        return next(iter(self.terms[LANGUAGE]), "")


def index_statement(statement: Statement, analyser: Analyser) -> Iterator[IndexedParagraph]:
    """Yield the statement's searchable paragraphs, in order; there is always at least one if it has any paragraph.

    A statement of nothing but silent paragraphs is found by its title, through its first.
    """
    title = analyser.tokens(statement.title, statement.language)
    shared = {
        TITLE: [token.exact for token in title],
        TITLE_STEM: [token.stem for token in title],
        "publisher": _name_terms([statement.publisher], analyser),
        "country": _name_terms(statement.countries, analyser),
        "topic": _name_terms(statement.topics, analyser),
        "type": _name_terms([statement.type], analyser),
        ID: [statement.id],
    }
    day = first_day(statement.published)
    paragraphs = [each for each in statement.paragraphs if each.role not in SILENT_ROLES]
    for place, paragraph in enumerate(paragraphs or statement.paragraphs[:1]):
        tokens = analyser.tokens(paragraph.text, paragraph.language or statement.language) if paragraphs else []
        terms = shared | {
            TEXT: [token.exact for token in tokens],
            STEM: [token.stem for token in tokens],
            "speaker": _name_terms([paragraph.speaker], analyser),
            LANGUAGE: [language] if (language := paragraph_language(paragraph, statement)) else [],
            ROLE: [paragraph.role.value],
            MARK: [FIRST] if place == 0 else [],
        }
        yield IndexedParagraph(statement.id, paragraph, terms, day, _weight(paragraph))


def paragraph_language(paragraph: Paragraph, statement: Summary) -> str:
    """Return the ISO 639 code of a paragraph's language, its statement's where it has none of its own, or nothing."""
    return primary_language(paragraph.language or statement.language)


def keyword(value: str) -> str:
    """Return a whole value as its field holds it."""
    return fold(value.strip())


def first_day(published: str | None) -> int | None:
    """Return the ordinal of the first day of an ISO date, month or year, or None where there is none."""
    if not published:
        return None
    year, month, day = (*published.split("-"), "01", "01")[:3]
    return date(int(year), int(month), int(day)).toordinal()


def _weight(paragraph: Paragraph) -> float:
    return ROLE_WEIGHTS.get(paragraph.role, 1.0) * (EMPHASIS_WEIGHT if paragraph.emphasised else 1.0)


def _name_terms(values: Iterable[str | None], analyser: Analyser) -> list[str]:
    terms: list[str] = []
    for value in filter(None, values):
        if terms:
            terms.append(BETWEEN_VALUES)
        terms += [token.exact for token in analyser.tokens(value)]
    return terms

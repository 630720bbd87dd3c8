"""What a paragraph is indexed under: the fields, and a statement's way into them.

    text         every word's exact term: phrases are matched here
    stem         every word's stem, at the same positions
    title        the statement's title, on each of its paragraphs: exact terms
    title_stem   the title's stems
    speaker publisher country topic type
                 names and labels: exact terms
    language role id mark
                 whole values
    compound     words that stand together with a hyphen, as one
    surface pair acronym
                 what the archive knows, for its lexicon (`indexer.lexicon`): words with their accents, words that
                 stand side by side, short forms with what they stand for

All but the last three lines have positions.

Pull quotes, repeated text, attributions and the title's own paragraph give no postings: their words are found once,
where they belong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from indexer.analysis import Analyser, Token, fold, is_accented, plain_case, primary_language
from indexer.language import function_words
from indexer.statement import Paragraph, Role, Statement, Summary
from indexer.weights import load_weights

TEXT, STEM, TITLE, TITLE_STEM = "text", "stem", "title", "title_stem"
NAME_FIELDS = ("speaker", "publisher", "country", "topic", "type")
LANGUAGE, ROLE, ID, MARK = "language", "role", "id", "mark"
COMPOUND, SURFACE, PAIR, ACRONYM = "compound", "surface", "pair", "acronym"
STEM_FIELDS = (STEM, TITLE_STEM)
POSITIONAL_FIELDS = (TEXT, TITLE, *STEM_FIELDS, *NAME_FIELDS)
KEYWORD_FIELDS = (LANGUAGE, ROLE, ID, MARK, COMPOUND, SURFACE, PAIR, ACRONYM)
STATEMENT_FIELDS = frozenset({TITLE, TITLE_STEM, "publisher", "country", "topic", "type"})
"""The fields in which all paragraphs of a statement have the same terms: an engine may keep these once a statement."""

FIRST = "first"
"""The mark of a statement's first searchable paragraph: it answers for the title."""

SEPARATOR = "\x1f"
"""What stands inside a term of the lexicon, between a word and what is known of it."""

BETWEEN_VALUES = "\x1f"
"""A term that no text gives, between two values of a field: a phrase cannot run from one into the next."""

SILENT_ROLES = frozenset({Role.PULL_QUOTE, Role.DUPLICATE, Role.ATTRIBUTION, Role.TITLE})


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


@dataclass(frozen=True, slots=True)
class IndexedStatement:
    """A statement with the postings of its searchable paragraphs, in order: what an engine is given."""

    statement: Statement
    paragraphs: tuple[IndexedParagraph, ...]


def index_whole(statement: Statement, analyser: Analyser) -> IndexedStatement:
    """Return a statement with its postings."""
    return IndexedStatement(statement, tuple(index_statement(statement, analyser)))


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
        language = paragraph_language(paragraph, statement)
        tokens = analyser.tokens(paragraph.text, language) if paragraphs else []
        terms = shared | {
            TEXT: [token.exact for token in tokens],
            STEM: [token.stem for token in tokens],
            "speaker": _name_terms([paragraph.speaker], analyser),
            LANGUAGE: [language] if language else [],
            ROLE: [paragraph.role.value],
            MARK: [FIRST] if place == 0 else [],
            COMPOUND: sorted({each.exact for each in analyser.compounds(paragraph.text, tokens)}),
            SURFACE: _surfaces(paragraph.text, tokens),
            PAIR: _pairs(paragraph.text, tokens, function_words(language)),
            ACRONYM: _acronyms(statement) if place == 0 else [],
        }
        yield IndexedParagraph(statement.id, paragraph, terms, day, load_weights().of(paragraph))


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


def _surfaces(text: str, tokens: Sequence[Token]) -> list[str]:
    """Return the words that have accents, each behind its exact term."""
    if text.isascii():
        return []
    accented = [(each.exact, text[each.start : each.end]) for each in tokens]
    written = {(exact, plain_case(word)) for exact, word in accented if not word.isascii()}
    return sorted(f"{exact}{SEPARATOR}{surface}" for exact, surface in written if is_accented(surface, exact))


def _pairs(text: str, tokens: Sequence[Token], function_words: Set[str]) -> list[str]:
    """Return what a reader may complete: words that carry meaning, side by side with nothing but a space between."""
    return sorted(
        {
            f"{one.exact} {other.exact}"
            for one, other in pairwise(tokens)
            if text[one.end : other.start] == " "
            and one.exact not in function_words
            and other.exact not in function_words
            and len(one.exact) > 1
            and len(other.exact) > 1
            and not other.exact.isdigit()
        }
    )


def _acronyms(statement: Statement) -> list[str]:
    return sorted({f"{each.short}{SEPARATOR}{each.long}" for each in statement.acronyms})


def _name_terms(values: Iterable[str | None], analyser: Analyser) -> list[str]:
    terms: list[str] = []
    for value in filter(None, values):
        if terms:
            terms.append(BETWEEN_VALUES)
        terms += [token.exact for token in analyser.tokens(value)]
    return terms

"""Suggestions as one types: words, words side by side, speakers and titles of the archive; each finds something.

Behind the name of a field, only what the archive has in it is suggested.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

import regex

from indexer import fields
from indexer.analysis import Analyser, Token, fold
from indexer.clauses import AllOf, Clause, Term, TermPrefix
from indexer.engine import Engine, FacetCount, Group, Request, Sort
from indexer.language import language_name
from indexer.lexicon import Lexicon
from indexer.query.syntax import FIELDS

_MOST_WORDS = 6
"""Most words of a name or a title that are typed before it is no longer looked for."""

_LEAST_LETTERS = 2
_NAMES = 2
_TITLES = 2

_IN_FIELD = regex.compile(
    r'(?:^|[\s(\-])(?P<name>\p{L}+):(?P<opened>\((?:[^()]*[\s(])?)?(?:"(?P<quoted>[^"]*)|(?P<bare>[^\s"()*~]+))$'
)


class SuggestionKind(StrEnum):
    """What a suggestion completes."""

    WORD = "word"
    PHRASE = "phrase"
    SPEAKER = "speaker"
    TITLE = "title"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A query that goes on from what was typed, and the number of paragraphs that have what it adds.

    `statement` is the id of the statement whose title it is.
    """

    text: str
    paragraphs: int
    kind: SuggestionKind = SuggestionKind.WORD
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """The beginning of a field's value: what stands before it, and what must close behind it."""

    name: str
    value: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Completes what is typed from what a generation knows."""

    engine: Engine
    lexicon: Lexicon
    analyser: Analyser

    def suggestions(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Return queries that complete what was typed: words and phrases, then speakers, then titles.

        Behind the name of a field, the values that it has are all that can complete it.
        """
        if typed := _typed_in_field(text):
            return tuple(islice(self._in_field(typed, limit), limit))
        tokens = self.analyser.tokens(text)
        if not tokens or tokens[-1].end != len(text):
            return ()
        named = [*self._speakers(text, tokens), *self._titles(text, tokens)][:limit]
        worded = {each.text: each for each in (*self._words(text, tokens, limit), *self._phrases(text, tokens, limit))}
        best = sorted(worded.values(), key=lambda each: (-each.paragraphs, each.text))
        if len(tokens) > 1:
            # Words that are known to follow stand before those that are only frequent.
            best.sort(key=lambda each: each.kind is not SuggestionKind.PHRASE)
        return (*best[: limit - len(named)], *named)

    def _words(self, text: str, tokens: Sequence[Token], limit: int) -> Iterator[Suggestion]:
        before = text[: tokens[-1].start]
        for known in self.lexicon.beginning(tokens[-1].exact, limit):
            yield Suggestion(text=before + self.lexicon.written(known.term), paragraphs=known.paragraphs)

    def _phrases(self, text: str, tokens: Sequence[Token], limit: int) -> Iterator[Suggestion]:
        """Yield words that stand side by side in the archive: the last two typed, or the last and one more."""
        last = tokens[-1]
        if len(tokens) > 1 and text[tokens[-2].end : last.start] == " ":
            yield from self._following(text[: last.start], tokens[-2].exact, last.exact, limit)
        elif len(last.exact) > _LEAST_LETTERS:
            yield from self._following(f"{text} ", last.exact, "", limit)

    def _following(self, before: str, term: str, prefix: str, limit: int) -> Iterator[Suggestion]:
        for known in self.lexicon.following(term, prefix, limit):
            following = self.lexicon.written(known.term.partition(" ")[2])
            yield Suggestion(text=before + following, paragraphs=known.paragraphs, kind=SuggestionKind.PHRASE)

    def _speakers(self, text: str, tokens: Sequence[Token]) -> Iterator[Suggestion]:
        if not _may_be_name(text, tokens):
            return
        for count in self._named("speaker", tokens)[:_NAMES]:
            yield Suggestion(
                text=f"speaker:{_quoted(count.value)}", paragraphs=count.count, kind=SuggestionKind.SPEAKER
            )

    def _titles(self, text: str, tokens: Sequence[Token]) -> Iterator[Suggestion]:
        if _may_be_name(text, tokens):
            yield from self._titled("title:", tokens, "", _TITLES)

    def _titled(self, before: str, tokens: Sequence[Token], after: str, limit: int) -> Iterator[Suggestion]:
        clause = AllOf((_begun(fields.TITLE, tokens), Term(fields.MARK, fields.FIRST, 0.0)))
        for hit in self.engine.find(Request(clause=clause, limit=limit, sort=Sort.NEWEST, paragraphs=0)).hits:
            yield Suggestion(
                text=f"{before}{_quoted(hit.summary.title)}{after}",
                paragraphs=1,
                kind=SuggestionKind.TITLE,
                statement=hit.summary.id,
            )

    def _in_field(self, typed: _Typed, limit: int) -> Iterator[Suggestion]:
        tokens = self.analyser.tokens(typed.value)
        if not tokens or tokens[-1].end != len(typed.value) or len(tokens) > _MOST_WORDS:
            return
        if typed.name in ("lang", "role"):
            yield from self._listed(typed)
        elif typed.name == fields.TITLE:
            yield from self._titled(typed.before, tokens, typed.after, limit)
        elif typed.name in fields.NAME_FIELDS:
            kind = SuggestionKind.SPEAKER if typed.name == "speaker" else SuggestionKind.VALUE
            for count in self._named(typed.name, tokens):
                text = f"{typed.before}{_quoted(count.value)}{typed.after}"
                yield Suggestion(text=text, paragraphs=count.count, kind=kind)

    def _listed(self, typed: _Typed) -> Iterator[Suggestion]:
        """Yield the languages, by code or name, or the roles that begin so, the most frequent first."""
        field = fields.LANGUAGE if typed.name == "lang" else fields.ROLE
        begun = fold(typed.value)
        for known in sorted(self.engine.vocabulary(field), key=lambda each: (-each.paragraphs, each.term)):
            names = [known.term, language_name(known.term) or ""] if typed.name == "lang" else [known.term]
            if name := next((each for each in names if fold(each).startswith(begun)), None):
                text = f"{typed.before}{_quoted(name) if ' ' in name else name}{typed.after}"
                yield Suggestion(text=text, paragraphs=known.paragraphs, kind=SuggestionKind.VALUE)

    def _named(self, field: str, tokens: Sequence[Token]) -> list[FacetCount]:
        """Return the values of a field that have these words, the last of which is begun, the most frequent first."""
        request = Request(
            clause=_begun(field, tokens), group=Group.PARAGRAPH, limit=0, facets=(field,), sort=Sort.RELEVANCE
        )
        # A statement that is about one country may be about others, too.
        return [each for each in self.engine.find(request).facets[field] if self._is_begun(each.value, tokens)]

    def _is_begun(self, value: str, tokens: Sequence[Token]) -> bool:
        words = [token.exact for token in self.analyser.tokens(value)]
        *whole, last = (token.exact for token in tokens)
        return all(each in words for each in whole) and any(word.startswith(last) for word in words)


def _typed_in_field(text: str) -> _Typed | None:
    found = _IN_FIELD.search(text)
    if found is None or (name := found["name"].lower()) not in FIELDS:
        return None
    quoted = found["quoted"]
    value = found["bare"] if quoted is None else quoted
    before = text.removesuffix(value).removesuffix("" if quoted is None else '"')
    opened = found["opened"] or ""
    if before.count('"') % 2:
        return None  # inside a quotation, where a field's name is a word
    return _Typed(name=name, value=value, before=before, after=")" * opened.count("("))


def _may_be_name(text: str, tokens: Sequence[Token]) -> bool:
    return len(tokens) <= _MOST_WORDS and len(tokens[-1].exact) >= _LEAST_LETTERS and not set(text) & set('":()*~')


def _begun(field: str, tokens: Sequence[Token]) -> Clause:
    *whole, last = tokens
    return AllOf((*(Term(field, token.exact, 0.0) for token in whole), TermPrefix(field, last.exact, 0.0)))


def _quoted(value: str) -> str:
    return '"' + " ".join(value.replace('"', " ").split()) + '"'

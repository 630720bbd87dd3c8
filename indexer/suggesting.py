"""Suggestions as one types: words, words side by side, speakers and titles of the archive; each finds something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexer import fields
from indexer.analysis import Analyser, Token
from indexer.clauses import AllOf, Clause, Term, TermPrefix
from indexer.engine import Engine, Group, Request, Sort
from indexer.lexicon import Lexicon

_MOST_WORDS = 6
"""Most words of a name or a title that are typed before it is no longer looked for."""

_LEAST_LETTERS = 2
_NAMES = 2
_TITLES = 2


class SuggestionKind(StrEnum):
    """What a suggestion completes."""

    WORD = "word"
    PHRASE = "phrase"
    SPEAKER = "speaker"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A query that goes on from what was typed, and the number of paragraphs that have what it adds.

    `statement` is the id of the statement whose title it is.
    """

    text: str
    paragraphs: int
    kind: SuggestionKind = SuggestionKind.WORD
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Completes what is typed from what a generation knows."""

    engine: Engine
    lexicon: Lexicon
    analyser: Analyser

    def suggestions(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """Return queries that complete what was typed: words and phrases, then speakers, then titles."""
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
        request = Request(
            clause=_begun("speaker", tokens), group=Group.PARAGRAPH, limit=0, facets=("speaker",), sort=Sort.RELEVANCE
        )
        for count in self.engine.find(request).facets["speaker"][:_NAMES]:
            yield Suggestion(
                text=f"speaker:{_quoted(count.value)}", paragraphs=count.count, kind=SuggestionKind.SPEAKER
            )

    def _titles(self, text: str, tokens: Sequence[Token]) -> Iterator[Suggestion]:
        if not _may_be_name(text, tokens):
            return
        clause = AllOf((_begun(fields.TITLE, tokens), Term(fields.MARK, fields.FIRST, 0.0)))
        for hit in self.engine.find(Request(clause=clause, limit=_TITLES, sort=Sort.NEWEST, paragraphs=0)).hits:
            yield Suggestion(
                text=f"title:{_quoted(hit.summary.title)}",
                paragraphs=1,
                kind=SuggestionKind.TITLE,
                statement=hit.summary.id,
            )


def _may_be_name(text: str, tokens: Sequence[Token]) -> bool:
    return len(tokens) <= _MOST_WORDS and len(tokens[-1].exact) >= _LEAST_LETTERS and not set(text) & set('":()*~')


def _begun(field: str, tokens: Sequence[Token]) -> Clause:
    *whole, last = tokens
    return AllOf((*(Term(field, token.exact, 0.0) for token in whole), TermPrefix(field, last.exact, 0.0)))


def _quoted(value: str) -> str:
    return '"' + " ".join(value.replace('"', " ").split()) + '"'

"""Markdown to statements: the marks that shape paragraphs, and the metadata before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.errors import SourceError
from indexer.extract.extraction import Extraction, Source, compose
from indexer.extract.front_matter import split_front_matter
from indexer.extract.metadata.page_metadata import Metadata
from indexer.extract.page.content import Block
from indexer.extract.page.tree import Hint
from indexer.prose import clean, title_of
from indexer.statement import Role
from indexer.transcripts import Voice, voices

_FENCE = re.compile(r"\s{0,3}(?:`{3,}|~{3,})[^`]*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(.*)")
_QUOTE = re.compile(r"\s{0,3}>\s?(.*)")
# Bounded, so that a mark that is never closed costs no search to the end of the text.
_INLINE = (
    (re.compile(r"!?(?<!\\)\[([^\[\]]{0,1000})\]\([^()]{0,2000}\)"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(?<![\w*\\])\*\*(?=\S)(.{1,1000}?)(?<=\S)\*\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w\\])__(?=\S)(.{1,1000}?)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*]{1,1000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w\\])_(?=\S)([^_]{1,1000}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`([^`]{1,1000})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>|~-])"), r"\1"),
)


_HINTS = {Role.BLOCK_QUOTE: frozenset([Hint.QUOTE]), Role.LIST_ITEM: frozenset([Hint.LIST_ITEM])}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph; `level` is a heading's, and 0 for everything else."""

    text: str
    role: Role
    level: int = 0


def extract_markdown(text: str, source: Source) -> Extraction:
    """Return the statement of a Markdown text: headings, list items, quotations and paragraphs without their marks.

    A block of `key: value` lines between two `---` lines at the top gives metadata; a speaker that it names speaks
    all of the text but for what a transcript's labels give to others. The title is the one named there, or the first
    heading of the first level, or the first sentence.

    :raise SourceError: if there is no text.
    """
    front, body = split_front_matter(text.splitlines())
    pieces = _Reader().read(body)
    if not pieces:
        raise SourceError("The file has no text.", "Check that it was saved, or remove it.")
    said = _titled(front.metadata(), pieces)
    blocks = [Block(piece.text, hints=_HINTS.get(piece.role, frozenset())) for piece in pieces]
    ruled = [(Role.TITLE if each.level == 1 and each.text == said.title else each.role, "Markdown") for each in pieces]
    extraction = compose(blocks, ruled, said, replace(source, warnings=(*source.warnings, *front.warnings)))
    speaker = Voice(front.text("speaker"), front.text("speaker_title"), "front matter")
    return _spoken_by(extraction, speaker) if speaker.name else extraction


def _titled(said: Metadata, pieces: Sequence[_Piece]) -> Metadata:
    if said.title:
        return said
    heading = next((each.text for each in pieces if each.level == 1), "")
    origin = "first heading" if heading else "first sentence"
    return replace(said, title=heading or title_of(pieces[0].text), origins={**said.origins, "title": origin})


def _spoken_by(extraction: Extraction, speaker: Voice) -> Extraction:
    statement = extraction.statement
    spoken = voices([each.text for each in statement.paragraphs], speaker, statement.publisher or "")
    paragraphs = tuple(
        replace(each, speaker=voice.name, speaker_title=voice.title, evidence=voice.evidence)
        for each, voice in zip(statement.paragraphs, spoken, strict=True)
    )
    return replace(extraction, statement=replace(statement, paragraphs=paragraphs))


class _Reader:
    """Reads lines into pieces; a piece stays open until its paragraph ends."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._lines: list[str] = []
        self._role = Role.BODY
        self._is_code = False

    def read(self, lines: Sequence[str]) -> Sequence[_Piece]:
        """Return the pieces of a text, in order."""
        for line in lines:
            if _FENCE.fullmatch(line):
                self._close()
                self._is_code = not self._is_code
            elif self._is_code:
                self._go_on(line, Role.BODY)
            else:
                self._take(line)
        self._close()
        return self._pieces

    def _take(self, line: str) -> None:
        if not line.strip():
            self._close()
        elif match := _HEADING.fullmatch(line):
            self._close()
            self._add(match[2] or "", Role.HEADING, len(match[1]))
        elif self._lines and self._role is Role.BODY and _UNDERLINE.fullmatch(line):
            self._close(level=1 if "=" in line else 2)
        elif _RULE.fullmatch(line):
            self._close()
        elif match := _ITEM.fullmatch(line):
            self._close()
            self._go_on(match[1], Role.LIST_ITEM)
        elif match := _QUOTE.fullmatch(line):
            if self._role is not Role.BLOCK_QUOTE or not match[1].strip():
                self._close()
            self._go_on(match[1], Role.BLOCK_QUOTE)
        else:
            self._go_on(line, self._role if self._lines else Role.BODY)

    def _go_on(self, line: str, role: Role) -> None:
        if line.strip():
            self._lines.append(line)
            self._role = role

    def _close(self, level: int = 0) -> None:
        self._add(" ".join(self._lines), Role.HEADING if level else self._role, level)
        self._lines = []
        self._role = Role.BODY

    def _add(self, text: str, role: Role, level: int) -> None:
        for pattern, plain in _INLINE:
            text = pattern.sub(plain, text)
        if text := clean(text):
            self._pieces.append(_Piece(text, role, level))

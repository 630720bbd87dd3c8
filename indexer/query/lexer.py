"""User text to the marks of the query language: every text gives some, and a warning for what it could not mean."""

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

import regex

from indexer.analysis import surface_words
from indexer.query.dates import parse_dates
from indexer.query.syntax import DATE_FIELDS, FIELDS, TEXT_FIELDS, Dates, Phrase, Prefix, Query, Word

MAX_CHARACTERS = 1000
MIN_PREFIX = 3

_WIDE_MARKS = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』＂″〝〞", '"') | {"（": "(", "）": ")", "：": ":", "＊": "*", "\u3000": " "}
)
_SPACE = regex.compile(r"\s+")
_RUN = regex.compile(r'[^\s()"]+')
_NOISE = regex.compile(r'[^\s()"\p{L}\p{N}]+')
_MINUS = regex.compile(r'(?<![^\s(])-(?=[\p{L}\p{N}"(])')
_FIELD = regex.compile(r'(\p{L}+):(?=[^\s()"\p{L}\p{N}]*(?:[\p{L}\p{N}(]|"[^"]*[\p{L}\p{N}][^"]*"))')
_QUOTED = regex.compile(r'"([^"]*)"(~\d*)?')


class Mark(Enum):
    """What stands between the leaves of a query."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


@dataclass(frozen=True, slots=True)
class FieldMark:
    """The name of a field; what follows is asked of it."""

    name: str


Lexeme = Mark | FieldMark | Word | Phrase | Prefix | Dates

_OPERATORS = {"AND": Mark.AND, "OR": Mark.OR, "NOT": Mark.NOT}


class Lexer:
    """Reads one text once; `lexemes` and `warnings` hold what was found."""

    def __init__(self, text: str) -> None:
        self.warnings: list[str] = []
        self.lexemes: list[Lexeme] = []
        self._text = self._prepared(text)
        self._at = 0
        while self._at < len(self._text):
            self._step()

    def _prepared(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if len(text) > MAX_CHARACTERS:
            self.warnings.append(f"Only the first {MAX_CHARACTERS:,} characters of the query were read.")
            text = text[:MAX_CHARACTERS]
        text = text.translate(_WIDE_MARKS)
        text = "".join(" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in text)
        if text.count('"') % 2:
            self.warnings.append("A quotation mark is not closed; the words after it are searched as plain words.")
            before, _, after = text.rpartition('"')
            text = f"{before} {after}"
        return text

    def _step(self) -> None:
        text, at = self._text, self._at
        if space := _SPACE.match(text, at):
            self._at = space.end()
        elif text[at] in "()":
            self.lexemes.append(Mark.OPEN if text[at] == "(" else Mark.CLOSE)
            self._at += 1
        elif minus := _MINUS.match(text, at):
            self.lexemes.append(Mark.NOT)
            self._at = minus.end()
        elif quoted := _QUOTED.match(text, at):
            self._quoted(quoted)
        elif noise := _NOISE.match(text, at):
            self._noise(noise)
        elif field := _FIELD.match(text, at):
            self._field(field)
        else:
            self._run()

    def _noise(self, noise: "regex.Match[str]") -> None:
        self._at = noise.end()
        if "*" in noise[0]:
            self.warnings.append(f"A * needs {MIN_PREFIX} letters or more before it and was left out.")

    def _quoted(self, quoted: "regex.Match[str]") -> None:
        self._at = quoted.end()
        words = " ".join(quoted[1].split())
        if not surface_words(words):
            return
        if quoted[2]:
            self.warnings.append(f"“{words}” is searched as an exact phrase: nearness (~) is not offered.")
        self.lexemes.append(Phrase(words))

    def _field(self, field: "regex.Match[str]") -> None:
        name = field[1].lower()
        self._at = field.end()
        if name in DATE_FIELDS:
            self._dates(name)
        elif name in TEXT_FIELDS:
            self.lexemes.append(FieldMark(name))
        else:
            # A web address or a clock time is ordinary text: only what looks like a field earns a warning.
            if len(name) > 1 and self._text[self._at] != "/":
                known = ", ".join(FIELDS)
                self.warnings.append(f"“{field[1]}:” is not a field and is searched as a word. Fields are: {known}.")
            self._plain_words(field[1])

    def _dates(self, name: str) -> None:
        run = _RUN.match(self._text, self._at) or _QUOTED.match(self._text, self._at)
        if run is None:
            self._plain_words(name)
            return
        self._at = run.end()
        dates = parse_dates(name, run[0].strip('"').rstrip(",;"))
        if dates is not None:
            self.lexemes.append(dates)
            return
        self.warnings.append(
            f"“{name}:{run[0]}” is not a date and is searched as plain words. "
            "Dates look like date:2024, date:2024-03..2025 or before:2024-03-27."
        )
        self._plain_words(f"{name} {run[0]}")

    def _run(self) -> None:
        run = _RUN.match(self._text, self._at)
        if run is None:  # a lone quotation mark cannot be left, but no text may stop the reading
            self._at += 1
            return
        self._at = run.end()
        text = run[0]
        if text in _OPERATORS:
            self.lexemes.append(_OPERATORS[text])
            return
        self.lexemes.append(self._word_or_prefix(text, surface_words(text)))

    def _word_or_prefix(self, text: str, words: list[str]) -> Word | Prefix:
        plain = _plain(text[text.index(words[0]) : text.rindex(words[-1]) + len(words[-1])])
        starred = text.rstrip(".,;:!?)").endswith("*")
        if text.endswith("~"):
            self.warnings.append(f"“{plain}” is searched as it is written: misspellings (~) are not looked for.")
        if not starred:
            return Word(plain)
        if len(words) == 1 and len(words[0]) >= MIN_PREFIX:
            return Prefix(words[0])
        self.warnings.append(
            f"“{text}” is searched without its *, which needs one word of {MIN_PREFIX} letters or more before it."
        )
        return Word(plain)

    def _plain_words(self, text: str) -> None:
        self.lexemes += [Word(_plain(word)) for word in surface_words(text)]


def _plain(word: str) -> str:
    """Return a word so that it cannot be taken for an operator."""
    return word.lower() if word in _OPERATORS else word


def is_leaf(lexeme: Lexeme | Query) -> bool:
    """Tell whether a lexeme is a part of the query that matches by itself."""
    return isinstance(lexeme, Word | Phrase | Prefix | Dates)

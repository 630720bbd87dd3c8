"""User text to the marks of the query language: every text gives some, and a warning for what it could not mean."""

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

import regex

from indexer.analysis import surface_words
from indexer.messages import Message, say
from indexer.query.dates import parse_dates
from indexer.query.quotes import with_plain_quotes
from indexer.query.syntax import (
    DATE_FIELDS,
    FIELDS,
    MAX_WITHIN,
    TEXT_FIELDS,
    Dates,
    Leaf,
    Misspelt,
    Near,
    Phrase,
    Prefix,
    Query,
    Word,
)

MAX_CHARACTERS = 1000
MIN_PREFIX = 3
USUAL_WITHIN = 10
"""Words between those of a `Near` that does not say how many."""

MOST_LETTERS = 2
"""Most letters that a misspelling may differ in."""

_WIDE_MARKS = str.maketrans({"（": "(", "）": ")", "：": ":", "＊": "*", "～": "~", "－": "-", "−": "-", "\u3000": " "})
_SPACE = regex.compile(r"\s+")
_RUN = regex.compile(r'[^\s()"]+')
_NOISE = regex.compile(r'[^\s()"\p{L}\p{N}]+')
_PATTERN = regex.compile(r"(?<![^\s(])/(?=\S*[\[\]{}^$|\\+?*])\S+/(?![^\s)])")
_MINUS = regex.compile(r'(?<![^\s(])-(?=[\p{L}\p{N}"(])')
_FIELD = regex.compile(r'(\p{L}+):(?=[^\s()"\p{L}\p{N}]*(?:[\p{L}\p{N}(]|"[^"]*[\p{L}\p{N}][^"]*"))')
_QUOTED = regex.compile(r'"([^"]*)"(?:~(\d*)|\s+~(\d+))?')
_JOINED = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*(?:[^\s()\"*~]?[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*)*")
_STARRED = regex.compile(r"[\p{L}\p{N}\p{M}]\*")
_ENDING_STARS = regex.compile(r"(?<=[\p{L}\p{N}\p{M}])\*+(?![\p{L}\p{N}])")
_MISSPELT = regex.compile(r"(.*[\p{L}\p{N}\p{M}\p{Cf}])~(\d?)[.,;:!?]*")


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


Lexeme = Mark | FieldMark | Leaf | Dates

_OPERATORS = {"AND": Mark.AND, "OR": Mark.OR, "NOT": Mark.NOT}


class Lexer:
    """Reads one text once; `lexemes` and `warnings` hold what was found."""

    def __init__(self, text: str) -> None:
        self.warnings: list[Message] = []
        self.lexemes: list[Lexeme] = []
        self._text = self._prepared(text)
        self._at = 0
        while self._at < len(self._text):
            self._step()

    def _prepared(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if len(text) > MAX_CHARACTERS:
            self.warnings.append(say("Only the first %(most)s characters of the query were read.", most=MAX_CHARACTERS))
            text = text[:MAX_CHARACTERS]
        text = with_plain_quotes(text.translate(_WIDE_MARKS))
        text = "".join(" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in text)
        if text.count('"') % 2:
            self.warnings.append(say("A quotation mark is not closed; the words after it are searched as plain words."))
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
        if pattern := _PATTERN.match(self._text, noise.start()):
            self.warnings.append(
                say(
                    "“%(pattern)s” is searched as plain words: regular expressions are not understood.",
                    pattern=pattern[0],
                )
            )
        elif "*" in noise[0]:
            self.warnings.append(
                say("A * needs %(least)s letters or more before it and was left out.", least=MIN_PREFIX)
            )

    def _quoted(self, quoted: "regex.Match[str]") -> None:
        self._at = quoted.end()
        words = " ".join(quoted[1].split())
        if not surface_words(words):
            return
        within = quoted[2] if quoted[2] is not None else quoted[3]
        if _STARRED.search(words):
            self.warnings.append(
                say("Between quotation marks a * stands for nothing: “%(words)s” is searched without it.", words=words)
            )
            words = _ENDING_STARS.sub("", words)
        if within is None or len(surface_words(words)) < 2:
            self.lexemes.append(Phrase(words))
            return
        most = min(int(within[:4] or USUAL_WITHIN), MAX_WITHIN)
        if most < int(within[:4] or 0):
            self.warnings.append(say("Words can be near each other within %(most)s words at most.", most=MAX_WITHIN))
        self.lexemes.append(Near(words, most))

    def _field(self, field: "regex.Match[str]") -> None:
        name = field[1].lower()
        self._at = field.end()
        if name in DATE_FIELDS:
            self._dates(name)
        elif name in TEXT_FIELDS:
            self.lexemes.append(FieldMark(name))
        else:
            self._no_field(field[1])

    def _no_field(self, name: str) -> None:
        # A web address or a clock time is ordinary text: only what looks like a field earns a warning.
        if name.lower() == "sort":
            self.warnings.append(
                say("“sort:” is searched as a word: choose the order beside the results, or with --sort.")
            )
        elif len(name) > 1 and self._text[self._at] != "/":
            self.warnings.append(
                say(
                    "“%(name)s:” is not a field and is searched as a word. Fields are: %(known)s.",
                    name=name,
                    known=", ".join(FIELDS),
                )
            )
        self._plain_words(name)

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
        words = f"{name}:{run[0]}"
        self.warnings.append(
            say(
                "“%(words)s” is not a date and is searched as plain words. "
                "Dates look like date:2024, date:2024-03..2025 or before:2024-03-27.",
                words=words,
            )
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
        if words := surface_words(text):
            leaf = self._leaf(text, words)
            if isinstance(leaf, Word) and not (_is_plain(leaf.text) and surface_words(leaf.text) == words):
                self._plain_words(leaf.text)
            else:
                self.lexemes.append(leaf)

    def _leaf(self, text: str, words: list[str]) -> Leaf:
        misspelt = _MISSPELT.fullmatch(text)
        if misspelt and (meant := surface_words(misspelt[1])):
            return self._misspelt(misspelt[1], meant, int(misspelt[2] or 0))
        plain = _trimmed(text, words)
        if text.rstrip(".,;:!?)").endswith("*"):
            return self._prefix(text, plain, words)
        if _STARRED.search(plain):
            self.warnings.append(say("“%(word)s” is searched without its *, which can only end a word.", word=plain))
        return Word(plain)

    def _prefix(self, text: str, plain: str, words: list[str]) -> Leaf:
        if len(words) == 1 and len(words[0]) >= MIN_PREFIX:
            return Prefix(_plain(words[0]))
        self.warnings.append(
            say(
                "“%(word)s” is searched without its *, which needs one word of %(least)s letters or more before it.",
                word=text,
                least=MIN_PREFIX,
            )
        )
        return Word(plain)

    def _misspelt(self, text: str, words: list[str], letters: int) -> Leaf:
        plain = _trimmed(text, words)
        if len(words) > 1:
            self.warnings.append(
                say("“%(words)s” is searched as it is written: ~ looks for misspellings of one word.", words=plain)
            )
            return Word(plain)
        if letters > MOST_LETTERS:
            self.warnings.append(say("Misspellings differ in %(most)s letters at most.", most=MOST_LETTERS))
        return Misspelt(_plain(words[0].replace(".", "")), min(letters, MOST_LETTERS))

    def _plain_words(self, text: str) -> None:
        self.lexemes += [Word(_plain(word)) for word in surface_words(text)]


def _trimmed(text: str, words: list[str]) -> str:
    """Return a text without what stands before its first word and behind its last."""
    return _plain(text[text.index(words[0]) : text.rindex(words[-1]) + len(words[-1])])


def _is_plain(text: str) -> bool:
    """Tell whether a word would be read as one again: words with a mark between, none of which means something."""
    return _JOINED.fullmatch(text.removesuffix(".")) is not None and _FIELD.match(text) is None


def _plain(word: str) -> str:
    """Return a word so that it cannot be taken for an operator."""
    return word.lower() if word in _OPERATORS else word


def is_leaf(lexeme: Lexeme | Query) -> bool:
    """Tell whether a lexeme is a part of the query that matches by itself."""
    return isinstance(lexeme, Leaf | Dates)

"""Sentences in English that can be said in another language: each remembers how it was made.

A message is a `str` in English, for whoever asks no more of it. Who speaks another language finds its template in a
catalogue and fills it with the same values, each in that language: `make catalogues` lists the templates, which are the
first arguments of `say` and `say_number`, and so must stand there as they are.
"""

from calendar import month_name
from collections.abc import Iterable
from dataclasses import dataclass

Value = str | int
"""What stands in a sentence: text as it is, a number, or one of the kinds below, which every language says its way."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """How a message was made: its template, and what it is filled with.

    Where a `number` decides, `many` is the template for any but one of the things.
    """

    one: str
    many: str | None
    number: int | None
    values: tuple[tuple[str, Value], ...]

    def in_english(self) -> str:
        """Return the sentence as the code has it."""
        template = self.one if self.many is None or self.number == 1 else self.many
        return filled(template, {name: _in_english(value) for name, value in self.values})


class Message(str):
    """A sentence in English that knows its template and its values."""

    sentence: Sentence

    def __new__(cls, sentence: Sentence) -> "Message":
        message = super().__new__(cls, sentence.in_english())
        message.sentence = sentence
        return message

    def __getnewargs__(self) -> tuple[Sentence]:  # type: ignore[override]  # copies are made of what it is made of
        return (self.sentence,)


class DateInWords(str):
    """An ISO date, month or year as one says it in English: 5 March 2024."""

    iso: str

    def __new__(cls, iso: str) -> "DateInWords":
        year, month, day = (*iso.split("-"), "", "")[:3]
        words = (str(int(day)) if day else "", month_name[int(month)] if month else "", year)
        said = super().__new__(cls, " ".join(filter(None, words)))
        said.iso = iso
        return said

    def __getnewargs__(self) -> tuple[str]:
        return (self.iso,)


class LanguageInWords(str):
    """The name of a language in English, and its code."""

    code: str

    def __new__(cls, name: str, code: str) -> "LanguageInWords":
        said = super().__new__(cls, name)
        said.code = code
        return said

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # copies are made of what it is made of
        return (str(self), self.code)


class Alternatives(str):
    """Names of which one is to be chosen: relevance, newest or oldest."""

    names: tuple[str, ...]

    def __new__(cls, names: Iterable[str]) -> "Alternatives":
        listed = tuple(names)
        *others, last = listed
        said = super().__new__(cls, f"{', '.join(others)} or {last}" if others else last)
        said.names = listed
        return said

    def __getnewargs__(self) -> tuple[tuple[str, ...]]:  # type: ignore[override]  # as above
        return (self.names,)


def say(sentence: str, /, **values: Value) -> Message:
    """Return a sentence whose template holds `%(name)s` for each value; without values it is said as it stands."""
    return Message(Sentence(one=sentence, many=None, number=None, values=tuple(values.items())))


def say_number(one: str, many: str, count: int, /, **values: Value) -> Message:
    """Return a sentence about one or many things; `%(count)s` in its templates is how many."""
    return Message(Sentence(one=one, many=many, number=count, values=(("count", count), *values.items())))


def filled(template: str, values: dict[str, str]) -> str:
    """Return a template with its values; one without any is text, and keeps its per cent signs."""
    return template % values if values else template


def _in_english(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)

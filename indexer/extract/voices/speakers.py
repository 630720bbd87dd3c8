"""Whose words each paragraph holds: from introductions, from clauses beside quoted words, and from what went before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from indexer.extract.voices.marks import MarkStyle, bare, leads, marks
from indexer.extract.voices.names import Person
from indexer.extract.voices.quotation import Passage, Quoted, Span, quotations
from indexer.extract.voices.saying import Saying
from indexer.extract.voices.speaking import QUOTE, sentences, voices

_CAPITALISED = regex.compile(r"(?:\A\p{Lu}[\p{L}\p{M}]{2,}(?=,)|(?<=[\p{L}\p{N},;] )\p{Lu}[\p{L}\p{M}]{2,})")

LEAST_WORDS = 4
"""Fewest words between marks that are somebody's words; fewer are a name or a doubt."""

SAID_WORDS = 8
"""Fewest words between marks that are somebody's words where nothing says whose, unless they end as a sentence does."""

WHOLE = 0.8
"""Least share of a paragraph between marks that makes it nothing but a quotation."""

MOST_BACK = 5
"""Most paragraphs back at which the one that a pronoun means was named."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of running text: a heading, an introduction with the person it introduces, or neither."""

    text: str
    is_heading: bool = False
    introduces: Person | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whose words a paragraph holds, and the rule that says so; `person` is None where it is not sure."""

    quoted: bool = False
    person: Person | None = None
    evidence: str | None = None


def introduced(text: str, style: MarkStyle, saying: Saying) -> Person | None:
    """Return the person whose words a paragraph announces: it ends with a colon, and says who says what follows."""
    plain = text.rstrip()
    if not plain.endswith((":", "：")) or _outside(plain, _own_spans(plain, style)).count(QUOTE):
        return None
    found = sentences(bare(plain))[-1:]
    persons = [voice.person for sentence in found for voice in voices(sentence, saying) if voice.person]
    return persons[-1] if persons else None


def speakers(lines: Sequence[Line], style: MarkStyle, saying: Saying) -> list[Spoken]:
    """Return whose words each line holds, in order."""
    passages = [Passage(line.text, stops=_stops(line, saying)) for line in lines]
    quoted = quotations(passages, style)
    hearing = _Hearing(lines, passages, quoted, style, saying)
    spoken = [hearing.next() for _ in lines]
    return _extended(lines, passages, quoted, _chained(quoted, spoken))


class _Hearing:
    """Goes through the lines once and remembers who spoke last."""

    def __init__(
        self,
        lines: Sequence[Line],
        passages: Sequence[Passage],
        quoted: Sequence[Quoted],
        style: MarkStyle,
        saying: Saying,
    ) -> None:
        self._lines = lines
        self._passages = passages
        self._quoted = quoted
        self._style = style
        self._saying = saying
        self._at = -1
        self._known: dict[str, Person] = {}
        self._last: tuple[int, Person] | None = None
        self._pronouns: dict[str, str] = {}
        self._running: Person | None = None
        self._rule = ""

    def next(self) -> Spoken:
        """Return whose words the next line holds."""
        self._at += 1
        line, quoted = self._lines[self._at], self._quoted[self._at]
        if self._passages[self._at].stops:
            self._running = None
        if line.introduces is not None:
            self._running, self._rule = self._remembered(line.introduces), "introduction"
            return Spoken()
        outside = _outside(line.text, quoted.spans)
        if QUOTE not in outside and not quoted.goes_on:
            self._running = None
            return Spoken()
        return self._heard(line.text, quoted, outside)

    def _heard(self, text: str, quoted: Quoted, outside: str) -> Spoken:
        said = [voice for each in sentences(outside) if QUOTE in each for voice in voices(each, self._saying)]
        persons = {self._resolved(voice.person): None for voice in said if voice.person is not None}
        if len(persons) > 1 or None in persons:
            self._running = self._last = None
            return Spoken(quoted=True)
        if persons:
            return self._by(next(person for person in persons if person), "clause")
        if said:
            meant = self._meant(outside, said[0].pronoun)
            if meant is not None:
                return self._by(meant, "pronoun")
        elif self._running is not None and (quoted.goes_on or self._follows(text, quoted)):
            return self._by(self._running, self._rule)
        self._running = None
        return Spoken(quoted=any(_is_said(text[start:end]) for start, end in quoted.spans))

    def _meant(self, outside: str, pronoun: str) -> Person | None:
        """Return whom a pronoun means: who spoke last, but where the line names another or the pronoun is another."""
        if self._last is None or self._at - self._last[0] > MOST_BACK or _names_another(outside, self._last[1]):
            return None
        person = self._last[1]
        return person if self._pronouns.setdefault(person.name, pronoun) == pronoun else None

    def _by(self, person: Person, evidence: str) -> Spoken:
        self._running = self._remembered(person)
        self._rule = "introduction" if evidence == "introduction" else "continuation"
        return Spoken(quoted=True, person=person, evidence=evidence)

    def _follows(self, text: str, quoted: Quoted) -> bool:
        """Tell whether a line goes on with what the one above quotes: right below an introduction, or all quoted."""
        if self._at and self._lines[self._at - 1].introduces is not None:
            return True
        return leads(text, marks(text, self._style)) and _length(quoted.spans) >= WHOLE * len(text)

    def _remembered(self, person: Person) -> Person:
        known = self._resolved(person) or person
        self._last = (self._at, known)
        if known.name not in self._known or known.title:
            self._known[known.name] = self._known[known.surname] = known
        return known

    def _resolved(self, person: Person | None) -> Person | None:
        """Return a person as first printed in full; None for a lone word that names nobody known."""
        if person is None:
            return None
        known = self._known.get(person.name)
        if known is not None and (person.title is None or " " not in person.name):
            return known
        return person if " " in person.name or person.title else None


def _stops(line: Line, saying: Saying) -> bool:
    is_end = saying.ends.fullmatch(line.text.strip(" :")) is not None
    return line.is_heading or line.introduces is not None or is_end


def _chained(quoted: Sequence[Quoted], spoken: Sequence[Spoken]) -> list[Spoken]:
    """Give a quotation over several lines one speaker: who is named below its last words spoke its first ones too."""
    found = [*spoken]
    for number in range(len(found) - 1, 0, -1):
        below, above = found[number], found[number - 1]
        if quoted[number].goes_on and above.person is None and below.person is not None:
            found[number - 1] = replace(above, quoted=True, person=below.person, evidence="continuation")
    return found


def _extended(
    lines: Sequence[Line], passages: Sequence[Passage], quoted: Sequence[Quoted], spoken: Sequence[Spoken]
) -> list[Spoken]:
    """Where the closing mark is missing, let an introduction speak down to the next stop, if nobody else does."""
    found = [*spoken]
    for number, line in enumerate(lines[:-1]):
        if line.introduces is None or not quoted[number + 1].unclosed or found[number + 1].person is None:
            continue
        end = next((n for n in range(number + 1, len(lines)) if passages[n].stops), len(lines))
        person = found[number + 1].person
        if all(found[each].person in (None, person) for each in range(number + 1, end)):
            for each in range(number + 2, end):
                found[each] = Spoken(quoted=True, person=person, evidence=found[each].evidence or "missing mark")
    return found


def _names_another(outside: str, person: Person) -> bool:
    """Tell whether a line names somebody besides a person: a capitalised word that only a name explains."""
    found = (match.group() for match in _CAPITALISED.finditer(outside))
    return any(word not in person.name for word in found)


def _outside(text: str, spans: Sequence[Span]) -> str:
    """Return a text with each quotation in it as one character; what is too short to be one stays, without marks."""
    parts, at = [], 0
    for start, end in spans:
        inside = text[start:end]
        parts += [text[at:start], QUOTE if len(inside.split()) >= LEAST_WORDS else bare(inside)]
        at = end
    return "".join([*parts, text[at:]])


def _is_said(inside: str) -> bool:
    words = bare(inside).strip()
    return len(words.split()) >= SAID_WORDS or words.endswith((".", ",", "!", "?", "…"))


def _own_spans(text: str, style: MarkStyle) -> Sequence[Span]:
    return quotations([Passage(text)], style)[0].spans


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)

"""Whose words each paragraph holds: from introductions, from clauses beside quoted words, and from what went before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from indexer.extract.voices.marks import MarkStyle, leads, marks
from indexer.extract.voices.names import Person, is_place, is_thing
from indexer.extract.voices.people import People
from indexer.extract.voices.quotation import Passage, Quoted, quotations
from indexer.extract.voices.quoting import has_speech, is_all_quoted, outside
from indexer.extract.voices.saying import Gender, Saying
from indexer.extract.voices.sentences import sentences
from indexer.extract.voices.speaking import COLONS, QUOTE, Voice, announced, announcing, voices

MOST_BACK = 5
"""Most paragraphs back at which the one that a pronoun means spoke."""

_CAPITALISED = regex.compile(r"(?:\A\p{Lu}[\p{L}\p{M}]{2,}(?=,)|(?<=[\p{L}\p{N},;] )\p{Lu}[\p{L}\p{M}]{2,})")

CONTEXT = 400
"""Characters before a pronoun in which another name makes it doubtful whom it means."""

_DIRECT = ("clause", "pronoun")


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
    if not plain.endswith(COLONS):
        return None
    own = outside(plain, quotations([Passage(plain)], style)[0].spans)
    return None if QUOTE in own else announced(own, saying)


def speakers(lines: Sequence[Line], style: MarkStyle, saying: Saying) -> list[Spoken]:
    """Return whose words each line holds, in order."""
    passages = [Passage(line.text, stops=_stops(line, saying)) for line in lines]
    quoted = quotations(passages, style)
    if not any(each.spans for each in quoted):
        return [Spoken()] * len(lines)
    people = People((line.text for line in lines if not line.is_heading), saying)
    hearing = _Hearing(people, style, saying)
    heard = [hearing.hear(*each) for each in zip(lines, passages, quoted, strict=True)]
    return _extended(lines, passages, quoted, _chained(quoted, heard))


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was made of a line; `is_unsure` tells that its words are somebody's, but not surely one person's."""

    spoken: Spoken = Spoken()
    is_unsure: bool = False


class _Hearing:
    """Goes through the lines once and remembers who spoke last."""

    def __init__(self, people: People, style: MarkStyle, saying: Saying) -> None:
        self._people = people
        self._style = style
        self._saying = saying
        self._number = 0
        self._running: Person | None = None
        self._rule = "continuation"
        self._is_announced = False
        self._last: Person | None = None
        self._spoke_at = 0
        self._genders: dict[str, Gender] = {}

    def hear(self, line: Line, passage: Passage, quoted: Quoted) -> _Heard:
        """Return whose words the next line holds."""
        self._number += 1
        is_announced, self._is_announced = self._is_announced, line.introduces is not None
        if passage.stops:
            self._running = None
        if line.introduces is not None:
            self._speak(line.introduces, "introduction")
            return _Heard()
        own = outside(line.text, quoted.spans)
        if QUOTE not in own and not quoted.goes_on:
            return self._announce(line.text) or self._pass_by(line.text)
        said = self._said(own)
        if said is not None:
            return said
        if self._running is not None and (quoted.goes_on or is_announced or self._is_whole(line.text, own)):
            return _Heard(self._speak(self._running, self._rule))
        return self._pass_by(own, is_quoted=has_speech(line.text, quoted))

    def _announce(self, text: str) -> _Heard | None:
        """Remember whose words a line announces that names him as he was named before; None if it announces none."""
        voice = announcing(text, self._saying) if text.rstrip().endswith(COLONS) else None
        person = self._person(voice, text[-CONTEXT:], ()) if voice else None
        if person is None:
            return None
        self._speak(person, "introduction")
        self._is_announced = True
        return _Heard()

    def _said(self, own: str) -> _Heard | None:
        """Return who is said to speak in a line; None if it says of nobody that he does."""
        found: dict[str, Person] = {}
        reported: list[Person] = []
        evidence = context = before = ""
        for sentence in sentences(own, self._saying):
            said = f"{before} {sentence}" if is_all_quoted(sentence) and QUOTE not in before else sentence
            for voice in voices(said, self._saying) if QUOTE in said else ():
                person = self._person(voice, f"{context}{voice.before}", [*found.values()] or reported)
                if person is None:
                    return self._unsure()
                found[person.name] = person
                evidence = evidence or ("clause" if voice.person else "pronoun")
            if len(found) > 1:
                return self._unsure()
            if QUOTE not in sentence:
                reported = [person] if (person := self._reporting(sentence)) else reported
            context, before = f"{context}{sentence} "[-CONTEXT:], sentence
        return _Heard(self._speak(next(iter(found.values())), evidence)) if found else None

    def _reporting(self, text: str) -> Person | None:
        """Return who is said to say something that is not quoted; whoever else a text names makes it doubtful."""
        voice = announcing(text, self._saying)
        person = self._people.known(voice.person) if voice and voice.person else None
        return None if person is None or self._people.names_another(text, person) else person

    def _person(self, voice: Voice, context: str, named: Sequence[Person]) -> Person | None:
        """Return whom a voice means: the one it names; or for a pronoun who spoke last, if nobody else can be meant."""
        if voice.is_nobody:
            return None
        person = self._people.known(voice.person) if voice.person else self._meant(context, named)
        if person is None:
            return None
        given = self._genders.get(person.name, self._saying.gender_of(person.title))
        if voice.person is None and Gender.EITHER not in (given, voice.gender) and given is not voice.gender:
            return None
        if voice.gender is not Gender.EITHER:
            self._genders[person.name] = voice.gender
        return person

    def _meant(self, context: str, named: Sequence[Person]) -> Person | None:
        if named:
            return named[0]
        if self._last is None or self._number - self._spoke_at > MOST_BACK:
            return None
        is_other = self._people.names_another(context, self._last) or self._has_other_name(context, self._last)
        return None if is_other else self._last

    def _has_other_name(self, context: str, person: Person) -> bool:
        """Tell whether a text has a capitalised word that only a name explains, and is none of a person's."""
        if self._saying.capital_nouns:
            return False
        words = (match.group() for match in _CAPITALISED.finditer(context))
        return any(word not in person.name and not is_thing(word) and not is_place(word) for word in words)

    def _speak(self, person: Person, evidence: str) -> Spoken:
        self._running = self._last = known = self._people.known(person) or person
        self._rule = "introduction" if evidence == "introduction" else "continuation"
        self._spoke_at = self._number
        return Spoken(quoted=True, person=known, evidence=evidence)

    def _unsure(self) -> _Heard:
        self._running = self._last = None
        return _Heard(Spoken(quoted=True), is_unsure=True)

    def _pass_by(self, text: str, *, is_quoted: bool = False) -> _Heard:
        """Leave a line to nobody; whom it names a later pronoun may mean."""
        self._running = None
        if (person := self._reporting(text)) is not None:
            self._last, self._spoke_at = person, self._number
        elif self._last is not None and self._people.names_another(text, self._last):
            self._last = None
        return _Heard(Spoken(quoted=is_quoted))

    def _is_whole(self, text: str, own: str) -> bool:
        return is_all_quoted(own) and leads(text, marks(text, self._style))


def _stops(line: Line, saying: Saying) -> bool:
    is_end = saying.ends.fullmatch(line.text.strip(" :")) is not None
    return line.is_heading or line.introduces is not None or is_end


def _chained(quoted: Sequence[Quoted], heard: Sequence[_Heard]) -> list[Spoken]:
    """Give a quotation over several lines one speaker: who is named below its last words spoke its first ones too."""
    found = [each.spoken for each in heard]
    owner: Person | None = None
    for number in range(len(found) - 1, -1, -1):
        each = found[number]
        if each.evidence in _DIRECT:
            owner = each.person
        elif each.evidence == "introduction" or heard[number].is_unsure:
            owner = None
        elif owner is not None:
            found[number] = replace(each, quoted=True, person=owner, evidence="continuation")
        if not quoted[number].goes_on:
            owner = None
    return found


def _extended(
    lines: Sequence[Line], passages: Sequence[Passage], quoted: Sequence[Quoted], spoken: Sequence[Spoken]
) -> list[Spoken]:
    """Where the closing mark is missing, let an introduction speak down to the next stop, if nobody else does."""
    found = [*spoken]
    for number, line in enumerate(lines[:-1]):
        person = found[number + 1].person
        if line.introduces is None or person is None or not quoted[number + 1].unclosed:
            continue
        end = next((each for each in range(number + 1, len(lines)) if passages[each].stops), len(lines))
        if all(found[each].person in (None, person) for each in range(number + 1, end)):
            for each in range(number + 2, end):
                found[each] = Spoken(quoted=True, person=person, evidence=found[each].evidence or "missing mark")
    return found

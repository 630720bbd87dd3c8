"""Who a sentence says is speaking: a name, its title and a verb of saying, in the orders that languages have.

Precision comes before recall: each quotation is given to the verb nearest to it, and a person is named only where the
name, or the title beside the name, stands right beside that verb.
"""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, field

import regex

from indexer.extract.voices.arabic import person_behind
from indexer.extract.voices.clauses import named_at_end, named_at_start
from indexer.extract.voices.names import Person
from indexer.extract.voices.saying import Gender, Saying
from indexer.extract.voices.sentences import sentences

QUOTE = "\ufffc"
"""Stands for quoted words in the text around them."""

COLONS = (":", "：")
"""What announces quoted words."""

LOOK_AROUND = 400
"""Characters before and behind a verb in which its speaker is looked for."""

MOST_VERBS = 3
"""Most verbs on a side of a quotation that are looked at: beyond the nearest, only where that may be another word."""

NEAR = 6
"""Most words between a quotation and a verb whose subject is nobody known, for the words to be that subject's."""

_QUOTES = regex.compile(QUOTE)
_EDGES = " ,،.–—"
_BOUNDARY = regex.compile(r"[\ufffc:;؛]|(?<=[,.!?…])[\"“”»]\s(?=\S)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is said to speak: a person; where `person` is None, whom a pronoun of that gender means; or else `NOBODY`.

    `before` is what the sentence has before that.
    """

    person: Person | None
    gender: Gender = Gender.EITHER
    before: str = field(default="", compare=False)

    @property
    def is_nobody(self) -> bool:
        """Tell whether one speaks who is not known: a group, an organisation, somebody without a name."""
        return self.person is None and self.gender is Gender.SEVERAL


NOBODY = Voice(None, Gender.SEVERAL)


def voices(sentence: str, saying: Saying) -> list[Voice]:
    """Return who is said to speak the quotations in a sentence, each once, in order."""
    return _Sentence(sentence, saying).voices()


def announced(text: str, saying: Saying) -> Person | None:
    """Return the person whose words a text that ends with a colon announces; None if it names nobody in full."""
    voice = announcing(text, saying)
    person = voice.person if voice else None
    return person if person and (person.is_full or person.title) else None


def announcing(text: str, saying: Saying) -> Voice | None:
    """Return whose words a text that ends with a colon announces; None if it announces nobody's."""
    last = ""
    for sentence in sentences(text, saying):
        last = sentence
    found = voices(f"{last.rstrip(' :：')}: {QUOTE}", saying)
    return found[0] if len(found) == 1 else None


class _Sentence:
    """A sentence, its quotations and its verbs; each verb's subject is looked for once."""

    def __init__(self, text: str, saying: Saying) -> None:
        self._text = text
        self._saying = saying
        self._quotes = [match.start() for match in _QUOTES.finditer(text)]
        self._verbs = [*saying.verb.finditer(text)] if self._quotes else []
        self._starts = [verb.start() for verb in self._verbs]
        self._voices: dict[int, Voice | None] = {}

    def voices(self) -> list[Voice]:
        """Return who speaks each quotation: whom the verbs on its sides name, or else nobody."""
        found: dict[Voice, Voice] = {}
        for number, quote in enumerate(self._quotes):
            above = self._quotes[number - 1] if number else -1
            below = self._quotes[number + 1] if number + 1 < len(self._quotes) else len(self._text)
            at = bisect(self._starts, quote)
            before = (each for each in range(at - 1, max(-1, at - 1 - MOST_VERBS), -1) if self._starts[each] > above)
            behind = (each for each in range(at, min(len(self._verbs), at + MOST_VERBS)) if self._starts[each] < below)
            left = self._nearest(before, quote)
            is_settled = left is not None and left.is_nobody and self._is_beside(at - 1, quote)
            sides = [left] if is_settled else [left, self._nearest(behind, quote)]
            said = [voice for voice in sides if voice is not None]
            for voice in [voice for voice in said if not voice.is_nobody] or said[:1]:
                found.setdefault(voice, voice)
        return [*found]

    def _is_beside(self, number: int, quote: int) -> bool:
        """Tell whether nothing but marks stands between a verb and a quotation behind it."""
        return not any(map(str.isalnum, self._text[self._verbs[number].end() : quote]))

    def _nearest(self, verbs: Iterable[int], quote: int) -> Voice | None:
        """Return whom the first of these verbs that is one gives a quotation to."""
        for number in verbs:
            if number not in self._voices:
                self._voices[number] = _voice(self._text, self._verbs[number], self._saying)
            voice = self._voices[number]
            if voice is not None:
                return voice if not voice.is_nobody or self._is_near(self._verbs[number], quote) else None
        return None

    def _is_near(self, verb: regex.Match[str], quote: int) -> bool:
        between = self._text[verb.end() : quote] if verb.end() <= quote else self._text[quote + 1 : verb.start()]
        return len(between) < LOOK_AROUND and len(between.split()) <= NEAR


def _voice(sentence: str, verb: regex.Match[str], saying: Saying) -> Voice | None:
    """Return who is the subject of a verb; None where it is a word that need not be a verb."""
    before, after = _before(sentence, verb), _after(sentence, verb)
    found = _gendered(verb.group(), after, saying) or _pronoun(before, saying) or _subject(before, after, verb, saying)
    if found is None:
        return None if verb.group() in saying.doubtful else NOBODY
    return Voice(found.person, found.gender, before=sentence[max(0, verb.start() - LOOK_AROUND) : verb.start()])


def _subject(before: str, after: str, verb: regex.Match[str], saying: Saying) -> Voice | None:
    named = named_at_end(before, saying)
    if named is None and _may_invert(before, verb, saying):
        pronoun = saying.pronouns.get(after.strip(" ").partition(" ")[0].strip(".,;").lower())
        if pronoun is not None:
            return Voice(None, pronoun)
        named = named_at_start(after, saying)
    if named is None and saying.drops_pronouns and not before.strip(_EDGES) and not after.strip(_EDGES):
        return Voice(None)
    return Voice(named.person, named.gender) if named else None


def _may_invert(before: str, verb: regex.Match[str], saying: Saying) -> bool:
    is_first = not before.strip(_EDGES) or before.rstrip(" ").endswith(",")
    return verb.group() not in saying.tellings and (saying.inverts or is_first)


def _gendered(verb: str, after: str, saying: Saying) -> Voice | None:
    """Return the subject of a verb that holds it, or its gender; whoever is named must stand right behind it."""
    if verb in saying.inverted:
        return Voice(None, saying.inverted[verb])
    if verb not in saying.gendered:
        return None
    if not after.strip(_EDGES):
        return Voice(None, saying.gendered[verb])
    person = person_behind(after, saying)
    return Voice(person, saying.gendered[verb]) if person else None


def _pronoun(before: str, saying: Saying) -> Voice | None:
    words = before.split(" ")
    while words and (not words[-1] or words[-1].lower() in saying.adverbs):
        words.pop()
    gender = saying.pronouns.get(words[-1].lower()) if words else None
    return None if gender is None else Voice(None, gender)


def _before(sentence: str, verb: regex.Match[str]) -> str:
    """Return what stands before a verb in its clause, from a whole word on."""
    start = max(0, verb.start() - LOOK_AROUND)
    text = sentence[start : verb.start()]
    last = max((match.end() for match in _BOUNDARY.finditer(text)), default=0)
    return text[last:] if last or not start else text.partition(" ")[2]


def _after(sentence: str, verb: regex.Match[str]) -> str:
    return _BOUNDARY.split(sentence[verb.end() : verb.end() + LOOK_AROUND], maxsplit=1)[0].rstrip(" .!?؟…")

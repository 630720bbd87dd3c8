"""Titles of persons as statements print them: behind a name, or before it."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from indexer.extract.voices.names import is_name, is_thing, run_at_start
from indexer.extract.voices.saying import Saying

MOST_WORDS = 25
"""Most words of a title: a longer one is a clause about something else."""

MOST_BEFORE_OFFICE = 6
"""Most words of a title before the office that it names, where it stands before a name."""

_SEPARATOR = regex.compile(r", |، | [–—] ")
_CLAUSE_START = regex.compile(r"[,;:،–—]\s|[(\"“”„«»]\s?")
_EDGES = " ,،;–—-"


@dataclass(frozen=True, slots=True)
class Part:
    """What of a text stands between commas or dashes, with its place."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.start + len(self.text)


def parts_of(text: str) -> list[Part]:
    """Return the parts of a text between commas or dashes that are not empty, in order."""
    edges = [(0, 0), *((match.start(), match.end()) for match in _SEPARATOR.finditer(text)), (len(text), len(text))]
    found = [Part(edges[at][1], text[edges[at][1] : edges[at + 1][0]]) for at in range(len(edges) - 1)]
    return [part for part in found if part.text.strip()]


def is_title(text: str, saying: Saying) -> bool:
    """Tell whether what stands behind a name is a title: it names an office, or goes on to an organisation."""
    plain = without_relative(text, saying)
    words = plain.split(" ")
    first = words[0].lower()
    if not plain or is_clause(plain, saying) or (saying.begins_clause(first) and first not in saying.determiners):
        return False
    if saying.has_office(plain):
        return True
    return words[0][:1].isupper() and saying.has_link(plain) and not is_thing(first)


def is_clause(text: str, saying: Saying) -> bool:
    """Tell whether a text holds a word that shows it to be a clause: a finite verb, a pronoun."""
    words = text.lower().split(" ")
    is_said = any(verb.group() not in saying.doubtful for verb in saying.verb.finditer(text))
    return is_said or any(word in saying.not_titles for word in words) or words[0] in saying.pronouns


def joins_name(text: str, saying: Saying) -> bool:
    """Tell whether a text joins another person: "and Name"."""
    first, _, rest = text.partition(" ")
    run = run_at_start(rest) if first.lower() in saying.joins else None
    return run is not None and is_name(run.text, saying)


def is_relative(text: str, saying: Saying) -> bool:
    """Tell whether a text is a clause about the one before it."""
    return text.partition(" ")[0].lower() in saying.relatives


def without_relative(text: str, saying: Saying) -> str:
    """Return a title without the clause about its bearer that it ends with."""
    words = text.split(" ")
    end = next((at for at, word in enumerate(words) if at and word in saying.relatives), len(words))
    return " ".join(words[:end])


def title_behind(text: str, parts: list[Part], saying: Saying, *, is_whole: bool = False) -> str | None:
    """Return the title that these parts of a text, which stand behind a name, begin with; None if they begin with none.

    `is_whole` tells that a title is all that they can be, as between a name and its verb.
    """
    if not parts or not is_title(parts[0].text, saying):
        return None
    *_, last = _title_parts(parts, saying, is_whole=is_whole)
    return tidy(text[parts[0].start : last.start] + without_relative(last.text, saying))


def goes_on_to_the_end(parts: list[Part], saying: Saying) -> bool:
    """Tell whether these parts are one title and nothing else but a clause about its bearer."""
    if not is_title(parts[0].text, saying):
        return False
    behind = parts[len([*_title_parts(parts, saying, is_whole=True)]) :]
    return not behind or is_relative(behind[0].text, saying)


def title_before(before: str, saying: Saying) -> str | None:
    """Return the title that stands before a name: as much of the last clause as belongs to the noun of its office."""
    words = _CLAUSE_START.split(before)[-1].split(" ")
    start = _start_of_one(words, saying)
    office = next((at for at in range(start, len(words)) if saying.is_office(words[at])), None)
    if office is None:
        return None
    first = office
    while first > max(start, office - MOST_BEFORE_OFFICE) and _goes_before(words, first, office, saying):
        first -= 1
    return tidy(" ".join(words[first:]))


def tidy(title: str) -> str | None:
    """Return a title without what surrounds it, or None where it is too long to be one."""
    plain = title.strip(_EDGES)
    return plain if plain and len(plain.split(" ")) <= MOST_WORDS else None


def _title_parts(parts: list[Part], saying: Saying, *, is_whole: bool) -> Iterator[Part]:
    """Yield the first part of a title, and those that go on with it."""
    for number, part in enumerate(parts):
        words = part.text.split(" ")
        if words[0].lower() in saying.joins:
            words = words[1:]
        first = words[0] if words else ""
        is_article = is_whole and first.lower() in saying.determiners
        if number and not (first[:1].isupper() or saying.is_office(first) or is_article):
            return
        if joins_name(part.text, saying):
            return
        if number and is_clause(without_relative(part.text, saying), saying):
            return
        yield part
        if without_relative(part.text, saying) != part.text:
            return


def _start_of_one(words: list[str], saying: Saying) -> int:
    """Return where the words about one person begin: behind a finite verb, a sentence, and what is joined.

    One person may have two offices ("CEO and founder"); the same office twice is that of two persons.
    """
    start = 0
    for at, word in enumerate(words):
        if word in saying.joins and any(map(saying.is_office, words[at + 1 :])):
            is_office = at > 0 and saying.is_office(words[at - 1])
            is_twice = is_office and words[at - 1] in words[at + 1 :]
            start = start if is_office and not is_twice else at + 1
        elif word.lower() in saying.not_titles or _begins_sentence(at, words, saying) or _ends_sentence(word, saying):
            start = at + 1
    return start


def _begins_sentence(at: int, words: list[str], saying: Saying) -> bool:
    """Tell whether a word is an article with a capital: "The", but not that of a name behind "of"."""
    is_article = words[at].istitle() and words[at].lower() in saying.determiners
    return is_article and not (at and saying.begins_clause(words[at - 1]))


def _goes_before(words: list[str], first: int, office: int, saying: Saying) -> bool:
    """Tell whether the word before a title belongs to it: a capitalised one, or those that describe the office."""
    word = words[first - 1]
    if not word or _ends_sentence(word, saying) or saying.is_honorific(word) or word.lower() in saying.not_titles:
        return False
    if word in saying.qualifiers or saying.is_office(word):
        return True
    is_description = first == office or words[first][:1].islower()
    return (word[0].isupper() or is_description) and not saying.begins_clause(word)


def _ends_sentence(word: str, saying: Saying) -> bool:
    is_short = "." in word[:-1] or saying.is_office(word) or word.rstrip(".") in saying.abbreviations
    return word.endswith((".", "!", "?")) and not is_short

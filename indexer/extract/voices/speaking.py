"""Who a sentence says is speaking: a name, its title and a verb of saying, in the orders that languages have.

Precision comes before recall: a person is named only where the name stands right beside the verb, or the verb beside
the name's title.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from indexer.extract.voices.names import NAME, SURNAME, Person, is_name, tidy_title, without_first_words
from indexer.extract.voices.saying import Saying

QUOTE = "\ufffc"
"""Stands for quoted words in the text around them."""

LOOK_AROUND = 400
"""Characters before and behind a verb in which its speaker is looked for."""

MOST_PARTS = 4
"""Most parts between commas that a title may have."""

_SENTENCE_END = regex.compile(r"(?<=[\p{Ll}\p{N})\]’”\"…]{2}[.!?…؟]|[!?؟])\s+(?=[\p{Lu}\p{Lo}\ufffc¿¡])")
_ENDS_CLAUSE = regex.compile(r"[\ufffc:;؛]|(?<=\p{L}{3})[.!?؟](?=\s|\Z)")
_LEADING_NAME = regex.compile(rf"\s*({NAME}|{SURNAME})")
_TRAILING_NAME = regex.compile(rf"(?:\A|\s)({NAME}|{SURNAME})\Z")
_ADVERBS = regex.compile(
    r"(?:(?:also|today|later|further|then|dazu|heute|weiter|zudem|auch|hoy|además|también|aujourd’hui|également|hoje|também|ainda"
    r"|اليوم|أيضا)\s){1,2}"
)
_TRAILING_ADVERBS = regex.compile(rf"\s{_ADVERBS.pattern}\Z")
_CLAUSE_STARTS = regex.compile(r"[,;:(]\s*|(?<=\p{Ll})\s(?=(?:by|that|when|where|but|while|as)\s)")
_ARABIC_NAME = regex.compile(r"\s*((?:[\p{Arabic}\p{M}]{2,}\s){1,4}[\p{Arabic}\p{M}]{2,})\s*[،,]\s*")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a clause names. `person` is None where it is a pronoun: the one who was named before."""

    person: Person | None
    pronoun: str = ""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


def voices(sentence: str, saying: Saying) -> list[Voice]:
    """Return who is said to speak in a sentence, each once."""
    found: list[Voice] = []
    for match in saying.verb.finditer(sentence):
        voice = _voice(sentence, match, saying)
        if voice is not None and voice not in found:
            found.append(voice)
    return found


def person_line(text: str, saying: Saying) -> Person | None:
    """Return the person that a line `Name, title` names, or None if it is no such line."""
    line = text.strip(" –—―-•")
    for separator in (", ", "، ", " – ", " — ", " - ", " | "):
        name, found, title = line.partition(separator)
        if found and (saying.language == "ar" or is_name(saying.without_honorific(name), saying.offices)):
            return Person(name, tidy_title(title))
    return None


def trailing_person(text: str, saying: Saying) -> Person | None:
    """Return the person whose name, with a title before it, a text ends with."""
    before, name = _split_name(text, saying)
    title = _premodifier(before, saying)
    return Person(name, title) if name and title else None


def _voice(sentence: str, verb: regex.Match[str], saying: Saying) -> Voice | None:
    after = sentence[verb.end() : verb.end() + LOOK_AROUND]
    if saying.pronominal is not None and saying.pronominal.fullmatch(verb.group()):
        return Voice(None, "elle" if "elle" in verb.group() else "il")
    if saying.language == "ar":
        person = _arabic(after, saying)
        return Voice(person) if person else _bare_verb(sentence, verb, after)
    before = sentence[max(0, verb.start() - LOOK_AROUND) : verb.start()]
    is_telling = verb.group() in saying.tellings
    person = _before(before, saying) or (None if is_telling else _behind(after, saying))
    return Voice(person) if person is not None else _pronoun(before, "" if is_telling else after, saying)


def _pronoun(before: str, after: str, saying: Saying) -> Voice | None:
    for word in (before.rstrip().rpartition(" ")[2], after.strip().partition(" ")[0]):
        pronoun = word.strip(".,;:").casefold()
        if pronoun in saying.pronouns:
            return Voice(None, pronoun)
    return None


def _bare_verb(sentence: str, verb: regex.Match[str], after: str) -> Voice | None:
    """Return the one named before, where a verb that holds its subject stands alone before the quoted words."""
    return Voice(None) if not sentence[: verb.start()].strip() and after.strip(" :،").startswith(QUOTE) else None


def _before(given: str, saying: Saying) -> Person | None:
    """Return the person whose name, with or without a title, ends a text."""
    text = _after_last(given).rstrip()
    text = _TRAILING_ADVERBS.sub(" ", f"{text} ").rstrip(" ,")
    parts = [part for part in text.split(", ") if part]
    lone: Person | None = None
    for number in range(min(MOST_PARTS, len(parts))):
        person = _named(parts[-1 - number], parts[len(parts) - number :], saying)
        if person is not None and (" " in person.name or person.title):
            return person
        lone = lone or person
    return lone


def _named(part: str, titles: Sequence[str], saying: Saying) -> Person | None:
    """Return the person that a part ends with, given the parts behind it that should be the title.

    The name is the whole part, or stands behind an office, or has a title behind it.
    """
    has_title = bool(titles) and (saying.has_office(titles[0]) or saying.has_link(titles[0]))
    is_relative = bool(titles) and saying.is_relative(titles[0])
    if titles and not (has_title or is_relative):
        return None
    before, name = _split_name(part, saying)
    if name is None:
        return None
    words = before.split()
    is_office = bool(words) and saying.is_office(words[-1])
    if words and not (is_office or (titles and words[-1].casefold() not in saying.not_before_names)):
        return None
    if " " not in name and not is_office:
        return Person(name)
    title = tidy_title(", ".join(titles)) if has_title and not is_relative else _premodifier(before, saying)
    return Person(name, title)


def _split_name(part: str, saying: Saying) -> tuple[str, str | None]:
    """Return what stands before the name that a part ends with, and the name; None if it ends with none."""
    match = _TRAILING_NAME.search(part)
    if match is None:
        return part, None
    start = match.start(1)
    words = part[start:].split(" ")
    offices = [number for number, word in enumerate(words) if saying.is_office(word)]
    skip = offices[-1] + 1 if offices else 0
    name = saying.without_honorific(without_first_words(" ".join(words[skip:])))
    before = f"{part[:start]}{' '.join(words[:skip])}".strip()
    if " " not in name:
        return before, name or None
    return before, name if is_name(name, saying.offices) else None


def _premodifier(before: str, saying: Saying) -> str | None:
    """Return the title that stands before a name: as much of it as belongs to the last noun phrase."""
    if not before or not saying.is_office(before.rsplit(maxsplit=1)[-1]):
        return None
    words = _CLAUSE_STARTS.split(before)[-1].split()
    first = next((at for at, word in enumerate(words) if word[:1].isupper() or saying.is_office(word)), 0)
    return tidy_title(" ".join(words[first:]))


def _behind(given: str, saying: Saying) -> Person | None:
    """Return the person whom a verb is followed by, with the title behind or before the name."""
    clause = _ENDS_CLAUSE.split(given, maxsplit=1)[0].strip()
    clause = _ADVERBS.sub("", clause, count=1) if _ADVERBS.match(clause) else clause
    head, *rest = clause.split(", ")
    before, name = _first_name(head, saying)
    if name is None:
        return None
    if " " not in name and not before:
        return Person(name)
    return Person(name, _title(rest, saying) or _premodifier(before, saying))


def _first_name(head: str, saying: Saying) -> tuple[str, str | None]:
    """Return the office right behind a verb, and the name that follows it or stands there alone."""
    words = head.split(" ")
    offices = [number for number, word in enumerate(words) if saying.is_office(word)]
    skip = offices[-1] + 1 if offices else 0
    match = _LEADING_NAME.match(saying.without_honorific(" ".join(words[skip:])))
    if match is None:
        return "", None
    name = match.group(1)
    before = " ".join(words[:skip])
    if " " in name:
        return before, name if is_name(name, saying.offices) else None
    return before, name if offices or head in (name, f"{words[0]} {name}") else None


def _title(parts: Sequence[str], saying: Saying) -> str | None:
    """Return the title in the parts behind a name: the first, and those that go on with it."""
    if not parts or saying.is_relative(parts[0]) or not (saying.has_office(parts[0]) or saying.has_link(parts[0])):
        return None
    kept = [parts[0], *_going_on(parts[1:], saying)]
    return tidy_title(", ".join(kept))


def _going_on(parts: Sequence[str], saying: Saying) -> Iterator[str]:
    for part in parts[: MOST_PARTS - 1]:
        if not part[:1].isupper() and not saying.is_office(part.split()[0] if part.split() else ""):
            return
        yield part


def _arabic(given: str, saying: Saying) -> Person | None:
    """Return the person behind a verb: two to five words, a comma, and a title that begins with an office."""
    match = _ARABIC_NAME.match(_ADVERBS.sub("", given, count=1) if _ADVERBS.match(given.lstrip()) else given)
    if match is None:
        return None
    name = saying.without_honorific(match.group(1))
    title = regex.split(r"[،,:.؛\ufffc]", given[match.end() :], maxsplit=1)[0]
    first = title.split()[0] if title.split() else ""
    if not saying.is_office(first) or any(map(saying.is_office, name.split())):
        return None
    return Person(name, tidy_title(title))


def _after_last(text: str) -> str:
    """Return what stands behind the last clause that ended before."""
    ends = [match.end() for match in _ENDS_CLAUSE.finditer(text)]
    return text[ends[-1] :] if ends else text

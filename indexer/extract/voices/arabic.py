"""The person whom an Arabic clause names: the verb stands first, and no capitals show what is a name."""

import regex

from indexer.extract.voices.names import Person
from indexer.extract.voices.saying import Saying
from indexer.extract.voices.titles import parts_of, tidy

MOST_NAME_WORDS = 5
"""Most words of a name; a title before or behind it shows where it ends."""

_ARABIC = regex.compile(r"[\p{Arabic}\p{M} .-]{3,80}")


def person_behind(text: str, saying: Saying) -> Person | None:
    """Return the person behind a verb: `Name، title`, or `title، Name`, or a lone name that has to be known.

    A title begins with an office; words that no title stands beside may name anything.
    """
    words = text.strip(" ").split(" ")
    while len(words) > 1 and words[0] in saying.adverbs:
        words = words[1:]
    plain = " ".join(words)
    parts = [part.text.strip(" ") for part in parts_of(plain)]
    if not parts:
        return None
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    if _is_name(first, saying) and _is_title(second, saying):
        return Person(saying.without_honorific(first), tidy(second))
    if _is_title(first, saying) and _is_name(second, saying):
        return Person(saying.without_honorific(second), tidy(first))
    is_lone = len(parts) == 1 and len(words) < MOST_NAME_WORDS and not saying.has_office(plain)
    return Person(words[-1]) if is_lone else None


def line_person(text: str, saying: Saying) -> Person | None:
    """Return the person that a line `Name، title` names, or None if it is no such line."""
    parts = parts_of(text)
    if len(parts) < 2 or not _is_name(parts[0].text, saying) or not _is_title(parts[1].text, saying):
        return None
    return Person(saying.without_honorific(parts[0].text), tidy(text[parts[1].start :]))


def _is_title(text: str, saying: Saying) -> bool:
    return saying.is_office(text.partition(" ")[0])


def _is_name(text: str, saying: Saying) -> bool:
    words = saying.without_honorific(text).split(" ")
    is_clause = any(word in saying.not_titles or saying.is_office(word) for word in words)
    return 1 < len(words) <= MOST_NAME_WORDS and not is_clause and _ARABIC.fullmatch(text) is not None

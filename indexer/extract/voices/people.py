"""The persons whom a statement names in full, by what else it calls them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from indexer.extract.voices.names import Person, Split, is_institution, is_name, runs, split_run, without_possessive
from indexer.extract.voices.saying import Saying
from indexer.extract.voices.sentences import sentences
from indexer.extract.voices.titles import parts_of, title_before, title_behind

LOOK_AROUND = 300
"""Characters before and behind a name in which its title is looked for."""

CAPITALISED = 0.6
"""Share of capitalised words from which on a line is set in capitals, which then show no names."""

_CLAUSE_END = regex.compile('[:;"“”„«»\ufffc]')
_BRACKET = regex.compile(r"\s\([^()]{1,80}\)")
_AGE = regex.compile(r", \d{1,3}(?=[,;.)]|\Z)")
_SENTENCE_STARTS = (".", "!", "?", "…", ":", '"', "“", "„", "«", "»", "‘", "(", "–", "—", "•")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A full name in a text; `is_certain` tells that its first word is not only the first of a sentence."""

    person: Person
    is_certain: bool


class People:
    """The persons of one statement. A word that is part of two names means nobody.

    The texts are read when somebody is first asked for: most statements quote nobody.
    """

    def __init__(self, texts: Iterable[str], saying: Saying) -> None:
        self._unread: Iterable[str] = texts
        self._saying = saying
        self._by_name: dict[str, Person] = {}
        self._by_word: dict[str, Person | None] = {}
        self._by_surname: dict[str, Person] = {}

    def known(self, person: Person) -> Person | None:
        """Return who a name means: the person as the statement first named it, with the title that it gave.

        A full name that is new is remembered. None for a lone word that is part of nobody's name, or of two names.
        """
        self._read()
        return self._known(person)

    def names_another(self, text: str, person: Person) -> bool:
        """Tell whether a text names somebody else than a person, in full or by a known surname."""
        self._read()
        for run in runs(text):
            split = split_run("", run.text, self._saying)
            name = without_possessive(split.name) if split else ""
            found = self._by_word.get(name) or (Person(name) if is_name(name, self._saying) else None)
            if found is not None and found.name != person.name and person.surname not in name:
                return True
        return False

    def _read(self) -> None:
        texts, self._unread = self._unread, ()
        mentions = [mention for text in texts for mention in _mentions(text, self._saying)]
        certain = {mention.person.name for mention in mentions if mention.is_certain}
        for mention in mentions:
            if self._is_short(mention.person):
                self._by_surname.setdefault(mention.person.surname, mention.person)
            elif mention.person.name in certain:
                self._known(mention.person)

    def _known(self, person: Person) -> Person | None:
        if self._is_short(person):
            full = self._by_word.get(person.surname)
            if full is not None:
                return self._known(Person(full.name, person.title))
            return self._by_surname.get(person.surname, person if person.is_full or person.title else None)
        known = self._by_name.get(person.name) or self._named_alike(person) or person
        if known.title is None or (person.title or "").startswith(known.title):
            known = Person(known.name, person.title or known.title)
        self._by_name[person.name] = self._by_name[known.name] = known
        other = self._by_word.get(known.surname, known)
        self._by_word[known.surname] = known if other is not None and other.name == known.name else None
        return known

    def _named_alike(self, person: Person) -> Person | None:
        """Return who was named before with or without an initial or a second name."""
        found = self._by_word.get(person.surname)
        return found if found and found.name.partition(" ")[0] == person.name.partition(" ")[0] else None

    def _is_short(self, person: Person) -> bool:
        first, _, rest = person.name.partition(" ")
        return not rest or (self._saying.is_honorific(first) and " " not in rest)


def _mentions(text: str, saying: Saying) -> Iterator[_Mention]:
    """Yield the full names in a text, with the titles beside them."""
    words = text.split()
    if len(words) > 2 and sum(word[0].isupper() for word in words) > CAPITALISED * len(words):
        return
    for run in runs(text):
        if " " not in run.text and not text.endswith(". ", 0, run.start):
            continue  # A lone word is a person's only behind an abbreviated honorific.
        split = split_run(text[max(0, run.start - LOOK_AROUND) : run.start], run.text, saying)
        if split is None or _goes_on_from_office(split, saying):
            continue
        name = without_possessive(split.name)
        end = text.index(name, run.start) + len(name)
        title = _title_behind(text, end, saying) or _title_in_front(split.before, text[end : end + 1], saying)
        last = split.before.rpartition(" ")[2]
        is_told = title is not None or _AGE.match(text, end) is not None
        is_inside = bool(split.before) and not split.before.endswith(_SENTENCE_STARTS) and not saying.capital_nouns
        if is_name(name, saying):
            yield _Mention(Person(name, title), is_certain=is_told or is_inside)
        elif title is not None and " " not in name and saying.is_honorific(last) and f"{last} {name}" in text:
            yield _Mention(Person(f"{last} {name}", title), is_certain=True)


def _title_in_front(before: str, following: str, saying: Saying) -> str | None:
    """Return the title that stands right before a name, or before the comma before it if there is one behind it too."""
    words = before.split(" ")
    while words and saying.is_honorific(words[-1]):
        words.pop()
    plain = " ".join(words)
    if plain.endswith(",") and following == ",":
        return title_before(plain[:-1], saying)
    return title_before(plain, saying) if words and saying.is_office(words[-1]) else None


def _goes_on_from_office(split: Split, saying: Saying) -> bool:
    """Tell whether a run goes on with a title, and begins with a place or a field: "Premier of Example Jane Roe"."""
    last = split.before.rpartition(" ")[2]
    is_long = len(split.name.split(" ")) > 2
    is_open = saying.is_link(last) or (is_long and (last in saying.joins or is_institution(last)))
    return is_open and title_before(split.before, saying) is not None


def _title_behind(text: str, end: int, saying: Saying) -> str | None:
    bracket = _BRACKET.match(text, end)
    start = bracket.end() if bracket else end
    behind = text[start : start + LOOK_AROUND]
    if not behind.startswith((", ", "، ")):
        return None
    clause = _CLAUSE_END.split(next(sentences(behind, saying)), maxsplit=1)[0].rstrip(" .!?…")
    return title_behind(clause, parts_of(clause), saying)

"""The person whom a noun phrase beside a verb of saying names: its name, with the title before or behind it."""

from dataclasses import dataclass, replace
from itertools import islice

import regex

from indexer.extract.voices.names import (
    Person,
    Run,
    Split,
    is_institution,
    is_name,
    run_at_end,
    run_at_start,
    runs,
    split_run,
)
from indexer.extract.voices.saying import POSSESSIVES, Gender, Saying
from indexer.extract.voices.titles import (
    Part,
    goes_on_to_the_end,
    is_clause,
    is_relative,
    joins_name,
    parts_of,
    title_before,
    title_behind,
)

MOST_PARTS = 6
"""Most parts between commas that a phrase may have."""

MOST_UNKNOWN = 4
"""Most words that are no known office between a verb and the name behind it."""

MOST_RUNS = 4
"""Most runs of capitalised words behind a verb that may hold the name: those before it belong to the title."""

_BRACKET_AT_END = regex.compile(r"\s\([^()]{1,80}\)\Z")
_BRACKET = regex.compile(r"\s\([^()]{1,80}\)")
_EDGES = " ,–—"


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom a phrase names, and the gender that the phrase tells."""

    person: Person
    gender: Gender = Gender.EITHER


def named_at_end(text: str, saying: Saying) -> Named | None:
    """Return the person whom the phrase before a verb names: `title Name`, `Name, title,`, `title, Name,`."""
    plain = _without_last_adverbs(text.rstrip(), saying)
    is_apposed = plain.endswith((",", "،", " –", " —"))
    plain = plain.rstrip(_EDGES)
    parts = parts_of(plain)[-MOST_PARTS:]
    if not parts:
        return None
    if is_apposed:
        return _before_title(plain, parts, saying) or _behind_title(parts, saying)
    return (
        name_at_end(parts[-1].text, saying)
        or _before_link(parts[-1].text, saying)
        or _before_title(plain, parts, saying)
    )


def named_at_start(text: str, saying: Saying) -> Named | None:
    """Return the person whom the phrase behind a verb names: `Name, title`, `title Name`, `title, Name`."""
    plain = _without_first_adverbs(text.strip(" "), saying)
    parts = parts_of(plain)[:MOST_PARTS]
    if not parts or parts[0].start:
        return None
    head, *behind = parts
    found = _name_at_start(head.text, saying)
    if found is None:
        return _behind_office(head.text, behind, saying)
    named, rest = found
    if _is_one_of_several(rest, behind, saying):
        return None
    title = title_behind(plain, behind, saying) if _may_have_title(rest, saying) else None
    return _titled(named, title, saying)


def name_at_end(text: str, saying: Saying) -> Named | None:
    """Return the person whom a phrase without commas ends with, with the title before the name."""
    plain = _BRACKET_AT_END.sub("", text)
    run = run_at_end(plain)
    split = split_run(plain[: run.start], run.text, saying) if run else None
    return _named(split, plain, saying) if split and _may_precede(split, saying) else None


def _named(split: Split, text: str, saying: Saying) -> Named | None:
    """Return the person of a cut run; a lone name keeps its honorific, for want of another."""
    before, _, last = split.before.rpartition(" ")
    honorific = last if saying.is_honorific(last) else ""
    name, gender = split.name, saying.honorifics.get(honorific.rstrip("."), Gender.EITHER)
    if name.endswith(POSSESSIVES) or (" " in name and not is_name(name, saying)):
        return None
    if " " not in name and honorific and f"{honorific} {name}" in text:
        name = f"{honorific} {name}"
    person = Person(name, title_before(before if honorific else split.before, saying))
    return Named(person, _sure(gender, saying.gender_of(person.title)))


def _may_precede(split: Split, saying: Saying) -> bool:
    """Tell whether what stands before a name leaves it the subject: nothing, a title, an owner, a beginning."""
    before, _, last = split.before.rpartition(" ")
    if saying.is_honorific(last):
        owner = before.rpartition(" ")[2]
        return owner not in saying.joins and owner not in saying.prepositions
    plain = last.lower()
    if not last or (plain in saying.starters and plain not in saying.relatives):
        return True
    if last[0].isupper() and plain in saying.joins:
        return True
    title = title_before(split.before, saying)
    if title is not None and (saying.is_office(last) or (" " in split.name and is_institution(last))):
        return not _is_joined(split.before.removesuffix(title), saying)
    return last.endswith(POSSESSIVES) and " " in split.name


def _is_joined(before: str, saying: Saying) -> bool:
    """Tell whether what stands before a title joins it to another person."""
    words = before.split()
    if words and words[-1].lower() in saying.determiners:
        words.pop()
    return bool(words) and words[-1] in saying.joins


def _before_title(text: str, parts: list[Part], saying: Saying) -> Named | None:
    """Return the person behind whose name all further parts are a title, or a clause about the person."""
    for number in range(len(parts) - 2, -1, -1):
        behind = parts[number + 1 :]
        about = is_relative(behind[0].text, saying)
        if about or goes_on_to_the_end(behind, saying):
            named = name_at_end(parts[number].text, saying)
            if named is not None:
                return named if about else _titled(named, title_behind(text, behind, saying, is_whole=True), saying)
    return None


def _behind_title(parts: list[Part], saying: Saying) -> Named | None:
    """Return the person whose name is the last part, with the title that the part before it is."""
    named = name_at_end(parts[-1].text, saying)
    if named is None or len(parts) == 1 or named.person.name != parts[-1].text:
        return named
    title = title_before(parts[-2].text, saying)
    return named if title is None or is_clause(title, saying) else _titled(named, title, saying)


def _before_link(text: str, saying: Saying) -> Named | None:
    """Return the person whose name begins a phrase that goes on to an organisation: `Name of Organisation`."""
    plain = text.strip(" ")
    run = run_at_start(plain)
    split = split_run("", run.text, saying) if run else None
    if run is None or split is None or split.before or not is_name(split.name, saying):
        return None
    rest = plain[len(split.name) :].lstrip(" ")
    return Named(Person(split.name)) if saying.is_link(rest.partition(" ")[0]) else None


def _name_at_start(head: str, saying: Saying) -> tuple[Named, str] | None:
    """Return the person whom a phrase without commas begins with, and what stands behind the name."""
    for run in islice(runs(head), MOST_RUNS):
        split = split_run(_without_article(head[: run.start], saying), run.text, saying)
        if split is not None and _may_follow_verb(split, head, run, saying):
            named = _named(split, head, saying)
            end = head.index(split.name, run.start) + len(split.name)
            return (named, head[end:]) if named else None
    return None


def _may_follow_verb(split: Split, head: str, run: Run, saying: Saying) -> bool:
    """Tell whether a name behind a verb is its subject: nothing stands between them but what may be a title."""
    is_full = " " in split.name
    if not split.before:
        has_article = bool(head[: run.start])
        return not has_article and (is_full or _ends_phrase(head[run.end :], saying))
    owner = split.before.rpartition(" ")[2]
    if saying.is_honorific(owner) or title_before(split.before, saying) == split.before:
        return _may_precede(split, saying)
    words = split.before.split(" ")
    if not is_full or is_clause(split.before, saying) or any(word in saying.relatives for word in words):
        return False
    is_unknown = split.before.islower() and len(words) <= MOST_UNKNOWN
    return not any(map(saying.begins_clause, words)) and (is_unknown or owner.endswith(POSSESSIVES))


def _ends_phrase(rest: str, saying: Saying) -> bool:
    """Tell whether what stands behind a lone name leaves it a name: a place, a circumstance, another clause."""
    first = rest.strip(" ").partition(" ")[0]
    is_beside = first.startswith("(") or first.strip(",.") in saying.adverbs
    return not first or is_beside or saying.is_link(first) or saying.begins_clause(first)


def _behind_office(head: str, behind: list[Part], saying: Saying) -> Named | None:
    """Return the person whose name stands alone behind a title: `title, Name`."""
    title = title_before(head, saying)
    if title is None or not behind or not _without_article(head, saying).startswith(title):
        return None
    named = name_at_end(behind[0].text, saying)
    is_alone = named is not None and named.person.is_full and behind[0].text.endswith(named.person.name)
    return _titled(named, title, saying) if named and is_alone else None


def _is_one_of_several(rest: str, behind: list[Part], saying: Saying) -> bool:
    """Tell whether what stands behind a name joins another to it."""
    first = rest.strip(" ").partition(" ")[0]
    listed = run_at_start(behind[0].text) if behind else None
    is_listed = listed is not None and is_name(listed.text, saying)
    return first in saying.joins or is_listed or any(joins_name(part.text, saying) for part in behind)


def _may_have_title(rest: str, saying: Saying) -> bool:
    """Tell whether what stands between a name and a comma leaves what stands behind the comma its title."""
    plain = _BRACKET.sub("", rest, count=1).strip(" ")
    return not plain or saying.is_link(plain.partition(" ")[0])


def _titled(named: Named, title: str | None, saying: Saying) -> Named:
    if title is None:
        return named
    return Named(replace(named.person, title=title), _sure(named.gender, saying.gender_of(title)))


def _sure(*genders: Gender) -> Gender:
    return next((each for each in genders if each is not Gender.EITHER), Gender.EITHER)


def _without_article(text: str, saying: Saying) -> str:
    first, _, rest = text.partition(" ")
    return rest if first.lower() in saying.determiners else text


def _without_last_adverbs(text: str, saying: Saying) -> str:
    head, _, last = text.rpartition(" ")
    while last.strip(",").lower() in saying.adverbs:
        text = head
        head, _, last = text.rpartition(" ")
    return text


def _without_first_adverbs(text: str, saying: Saying) -> str:
    first, _, rest = text.partition(" ")
    while first.lower() in saying.adverbs:
        text = rest
        first, _, rest = text.partition(" ")
    return text

"""Whose words the paragraphs of a transcript are: what stands before a colon where one begins says who speaks.

A source that names one speaker of a whole interview means the one who was asked. The labels tell his words from those
of the one who asks, and from those of anybody else.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import cache

import regex

from indexer.tables import shipped_table

LABELLED = "label"
"""The evidence of a paragraph whose speaker its label tells: where it names nobody, somebody speaks who has no name."""

_NAME = r"(?:M[ac]c?|D[eu]|O['’])?\p{Lu}[\p{Lu}\p{M}.'’;,&–-]*"
_REST = r"(?: \(\w[^()]{0,40}\))?\s?[:：]+(?!/)"
_CAPITALS = regex.compile(rf"(?P<label>{_NAME}(?: (?:{_NAME}|[–-])){{0,12}}){_REST}(?=\s|\p{{Lu}}|\Z)")
_WRITTEN = regex.compile(rf"(?P<label>\p{{L}}[\p{{L}}\p{{M}}.'’-]*(?: [\p{{L}}\p{{M}}.'’-]+){{0,4}}){_REST}(?=\s|\Z)")
_LETTER = regex.compile(r"(?P<label>[QA])\.(?=\s)")
_WITHIN = regex.compile(rf"(?<=\s)({_NAME}(?: {_NAME}){{0,3}}):\s")
"""What may be a label where a machine ran paragraphs together."""

_LONG, _ALIKE, _WORDS_ALIKE = 6, 0.85, 0.6
"""Least length of a label that may be another, misread by a machine; least likeness of both, and of their words."""

_MOST_OWN, _MOST_LABELS = 10, 200
"""Most labels of the speaker, the shortest, to which the others are held, and most of these, the most frequent.

A hostile text may have any number.
"""

_LEAST = 2
"""Fewest times that a label stands which is neither the speaker's nor of one who asks."""


class _Kind(Enum):
    OWN = auto()
    ASKING = auto()
    NAMED = auto()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a paragraph: name and title, and the rule that says so; no name where nobody is named."""

    name: str | None
    title: str | None = None
    evidence: str | None = None


def voices(texts: Sequence[str], speaker: Voice, about: str = "") -> list[Voice]:
    """Return who speaks each paragraph of a text, of which a source says that this speaker does.

    `about` is what tells his office: a publisher's name, a title. A label holds until the next one; where the speaker
    has none, that of somebody who asks holds for one paragraph. A paragraph with labels of several, and one that is a
    label and no more, is nobody's.
    """
    labels = [_label(text) for text in texts]
    within = [_WITHIN.findall(text, len(label or "")) for text, label in zip(texts, labels, strict=True)]
    counted = Counter(each for each in labels if each)
    counted.update(each for some in within for each in some if _is_listed(each, "asking"))
    kinds = _kinds(counted, speaker, f"{about} {speaker.title or ''}")
    if not kinds:
        return [speaker] * len(texts)
    has_own = _Kind.OWN in kinds.values()
    found: list[Voice] = []
    current, is_once = speaker, False
    for text, label, others in zip(texts, labels, within, strict=True):
        is_label = False
        if label is not None and label in kinds:
            current = _voice(label, kinds[label], speaker)
            is_once = not has_own and kinds[label] is _Kind.ASKING
            is_label = not text[len(label) :].strip(" :：")
        is_mixed = any(_voice(each, kinds[each], speaker) != current for each in others if each in kinds)
        found.append(Voice(None, evidence=LABELLED) if is_label or is_mixed else current)
        if is_once and not is_label:
            current, is_once = speaker, False
    return found


def _voice(label: str, kind: _Kind, speaker: Voice) -> Voice:
    if kind is _Kind.OWN:
        return speaker
    return Voice(label if kind is _Kind.NAMED else None, evidence=LABELLED)


def _label(text: str) -> str | None:
    """Return the label that a paragraph begins with: in capitals, or one that is known."""
    if found := _CAPITALS.match(text) or _LETTER.match(text):
        return found["label"]
    if not (found := _WRITTEN.match(text)):
        return None
    label = found["label"]
    is_known = label.istitle() or _is_listed(label, "asking") or _is_listed(label, "answering")
    return label if is_known else None


def _kinds(labels: Counter[str], speaker: Voice, about: str) -> Mapping[str, _Kind]:
    """Return what each label tells; nothing where they are not those of a transcript."""
    counted = labels.most_common(_MOST_LABELS)
    labels = Counter({each: count for each, count in counted if not _is_listed(each, "others")})
    asking = {each for each in labels if _is_listed(each, "asking") or _is_misread(_plain(each), _words("asking"))}
    own = {each for each in labels if _is_name_of(each, speaker.name or "")}
    offices = {each for each in labels if each not in asking and _is_office(each)}
    own |= {each for each in offices if _is_office_of(each, about)}
    if not own:
        own = offices if len(offices) == 1 else set()
    own |= {each for each in labels if asking and _is_listed(each, "answering")}
    read = sorted(own, key=len)[:_MOST_OWN]
    own |= {each for each in labels if each not in asking and _is_misread(each, read)}
    rest = {each for each in labels if each not in own | asking}
    is_sure = bool(asking) or any(labels[each] >= _LEAST for each in rest)
    if not is_sure or not (own or asking):
        return {}
    named = rest if own else {each for each in rest if labels[each] > _LEAST}
    return {
        **dict.fromkeys(own, _Kind.OWN),
        **dict.fromkeys(asking, _Kind.ASKING),
        **dict.fromkeys(named, _Kind.NAMED),
    }


def _is_misread(label: str, others: Iterable[str]) -> bool:
    """Tell whether a label is one of others but for a letter or two: “Prime Minister Clark” is not “Prime Minister”."""
    return len(label) >= _LONG and any(_likeness(label, each) >= _ALIKE for each in others)


def _likeness(one: str, other: str) -> float:
    words = [*zip(one.split(), other.split(), strict=False)]
    is_broken = len(one.split()) != len(other.split())
    if not is_broken and any(SequenceMatcher(None, *each).ratio() < _WORDS_ALIKE for each in words):
        return 0.0
    return SequenceMatcher(None, one.replace(" ", ""), other.replace(" ", "")).ratio() ** (2 if is_broken else 1)


def _is_name_of(label: str, name: str) -> bool:
    """Tell whether a label is words of a name, besides those of an office."""
    words = [word for word in _plain(label).split() if word not in _words("offices")]
    return bool(words) and all(word in _plain(name.replace(",", " ")).split() for word in words)


def _is_office(label: str) -> bool:
    return all(word in _words("offices") for word in _plain(label).split())


def _is_office_of(label: str, about: str) -> bool:
    """Tell whether an office is named in a text, or is its capitals: PM of “Prime Minister of Australia”."""
    words, known = _plain(label).split(), _plain(about).split()
    initials = "".join(word[0] for word in known)
    return _runs_in(words, known) or (len(words) == 1 and 1 < len(words[0]) < 4 and words[0] in initials)


def _runs_in(words: Sequence[str], known: Sequence[str]) -> bool:
    return any(known[at : at + len(words)] == words for at in range(len(known)))


def _is_listed(label: str, name: str) -> bool:
    return _plain(label) in _words(name)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(_plain, shipped_table("indexer", "transcripts.toml")["labels"][name]))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").split())

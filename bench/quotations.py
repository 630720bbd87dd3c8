"""Quotations whose answer is known, made from the statements of an archive: the gold table of the quote check.

Each passage is quoted as it stands and as editors and typesetters may have it, altered in each way at several
strengths, and put into the mouth of somebody else; besides there are quotations that nobody said, of words of the
archive. All is drawn with one seed, so that two runs ask the same.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bench.data import Record
from indexer.quoting import Kind, Verdict

SEED = 20_250_327

LEAST_WORDS, MOST_WORDS = 14, 60
"""Words of a passage: of a sentence or several, as press articles quote them."""

SHARES = (0.1, 0.25)
"""Strengths of alterations besides one word: shares of a passage's words."""

_SENTENCE = re.compile(r"[^.!?]+[.!?](?=\s|$)")
_WORD = re.compile(r"(?<![\w'’])[A-Za-z]+(?:['’][A-Za-z]+)?(?!\w)")
_TURNING = re.compile(
    r"\b(?:no|not|never|neither|nor|none|nobody|nothing|without|cannot|\w+n['’]t|if|unless|except|few|little|false|hardly"
    r"|almost|nearly)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<!\S)(?:(?P<asks>JOURNALIST|HOST|QUESTION|CALLER)|(?P<answers>PRIME MINISTER|PM)|[A-Z][A-Z .'’-]+):(?!\S)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A quotation and what is right about it.

    `kind` is what must be among the kinds of an altered one; `source` is the id of the statement it was made from,
    and `said` what stands there, and maybe elsewhere.
    """

    group: str
    quotation: str
    verdict: Verdict
    source: str = ""
    said: str = ""
    speaker: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A passage of whole sentences, and the statement that it stands in."""

    sentences: tuple[str, ...]
    paragraph: int
    record: Record

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def passages(records: Sequence[Record], number: int) -> list[Drawn]:
    """Return so many passages, each drawn from another place."""
    chance = random.Random(SEED)  # noqa: S311 - the same passages each time
    found: dict[str, Drawn] = {}
    while len(found) < number:
        record = chance.choice(records)
        place = chance.randrange(len(record["paragraphs"]))
        sentences = [each.strip() for each in _SENTENCE.findall(record["paragraphs"][place])]
        if len(sentences) < 2:
            continue
        first = chance.randrange(len(sentences) - 1)
        for length in (2, 3, 1):
            drawn = Drawn(tuple(sentences[first : first + length]), place, record)
            if (
                LEAST_WORDS <= len(_WORD.findall(drawn.text)) <= MOST_WORDS
                and drawn.text in record["paragraphs"][place]
            ):
                found.setdefault(drawn.text, drawn)
                break
    return list(found.values())


def cases(records: Sequence[Record], number: int, invented: int) -> list[Case]:
    """Return the gold table of so many passages and invented quotations."""
    chance = random.Random(SEED + 1)  # noqa: S311
    drawn = passages(records, number)
    words = _vocabulary(records, chance)
    speakers = sorted({record["speaker"] for record in records} - {""})
    found: list[Case] = []
    for each in drawn:
        made = [*_verbatim(each, chance), *_altered(each, chance, words), *_joined(each, drawn, chance)]
        found += [replace(case, source=each.record["id"], said=each.sentences[0]) for case in made]
        found += _claimed(each, speakers, chance)
    return [*found, *_invented(records, invented, chance)]


def _claimed(drawn: Drawn, speakers: Sequence[str], chance: random.Random) -> Iterator[Case]:
    """Yield a passage in the mouths of those who said it and did not.

    In an interview the record names who was asked: a label right before the passage tells whether it is his. Where
    labels of several stand in its paragraph, nobody could tell.
    """
    speaker, paragraphs = drawn.record["speaker"], drawn.record["paragraphs"]
    others = [name for name in speakers if name != speaker]
    if not others or not speaker:
        return
    yield _case("wrong speaker", drawn.text, Verdict.OTHER_SPEAKER, speaker=chance.choice(others))
    if not any(map(_LABEL.search, paragraphs)):
        yield _case("right speaker", drawn.text, Verdict.VERBATIM, speaker=speaker)
        return
    here, above = paragraphs[drawn.paragraph], paragraphs[max(0, drawn.paragraph - 1)]
    if sum(1 for _ in _LABEL.finditer(here)) > 1:
        return
    label = _LABEL.match(here) or (_LABEL.match(above) if above.endswith(":") else None)
    if label and label["asks"]:
        yield _case("wrong speaker, who asked", drawn.text, Verdict.OTHER_SPEAKER, speaker=speaker)
    elif label and label["answers"]:
        yield _case("right speaker, who answered", drawn.text, Verdict.VERBATIM, speaker=speaker)


def _case(
    group: str, quotation: str, verdict: Verdict, *, speaker: str | None = None, kind: Kind | None = None
) -> Case:
    return Case(group=group, quotation=quotation, verdict=verdict, speaker=speaker, kind=kind)


def _verbatim(drawn: Drawn, chance: random.Random) -> Iterator[Case]:
    text = drawn.text
    yield _case("verbatim", text, Verdict.VERBATIM)
    yield _case("verbatim, typeset otherwise", _typeset(text), Verdict.VERBATIM)
    if text[:2].isalpha():
        yield _case("verbatim, in brackets", f"[{text[0].swapcase()}]{text[1:]}", Verdict.VERBATIM)
    spans = [match.span() for match in _WORD.finditer(text)]
    for _ in range(20):
        first = chance.randrange(3, len(spans) - 6)
        start, end = spans[first][0], spans[first + 3][1]
        if not _TURNING.search(text[start:end]):
            yield _case("verbatim, with an ellipsis", f"{text[:start]}[…]{text[end:]}", Verdict.VERBATIM)
            return


def _typeset(text: str) -> str:
    """Return a text as another typesetter has it."""
    curly = re.sub(r'"([^"]*)"', r"‘\1’", text).replace("'", "’").replace(" - ", " — ").replace("--", "–")
    return f"“{curly.rstrip('.')},”"


def _altered(drawn: Drawn, chance: random.Random, words: Sequence[str]) -> Iterator[Case]:
    ways: Mapping[Kind, Callable[[str, int], str]] = {
        Kind.LEFT_OUT: lambda text, number: _without(text, number, chance),
        Kind.ADDED: lambda text, number: _with(text, number, chance, words),
        Kind.CHANGED: lambda text, number: _changed(text, number, chance, words),
    }
    text = drawn.text
    length = len(_WORD.findall(text))
    for kind, way in ways.items():
        yield _altered_case(f"altered, {kind.value}, one word", way(text, 1), kind)
        for share in SHARES:
            number = max(2, round(share * length))
            yield _altered_case(f"altered, {kind.value}, {share:.0%}", way(text, number), kind)
    comma = text.find(", ")
    if comma > 0:
        yield _altered_case("altered, a comma left out", text[:comma] + text[comma + 1 :], Kind.PUNCTUATION)
    spans = [match.span() for match in _WORD.finditer(text)]
    start, end = chance.choice(spans[2:-2])
    around = f"{text[:start]}“{text[start:end]}”{text[end:]}"
    yield _altered_case("altered, marks put around a word", around, Kind.PUNCTUATION)
    capital = text[start].swapcase()
    yield _altered_case("altered, a capital", f"{text[:start]}{capital}{text[start + 1 :]}", Kind.LETTERS)
    if len(drawn.sentences) > 1:
        one, *others = drawn.sentences
        if one not in others and min(map(_length, drawn.sentences)) >= 5:
            yield _altered_case("altered, another order", " ".join([*others, one]), Kind.ORDER)
            yield _altered_case("altered, another order, an ellipsis", "…".join([*others, one]), Kind.ORDER)


def _joined(drawn: Drawn, others: Sequence[Drawn], chance: random.Random) -> Iterator[Case]:
    paragraphs = drawn.record["paragraphs"]
    first = drawn.sentences[0]
    if _length(first) < 6:
        return
    below = [
        sentence.strip()
        for text in paragraphs[drawn.paragraph + 2 : drawn.paragraph + 12]
        for sentence in _SENTENCE.findall(text)
        if 6 <= _length(sentence) <= 40
    ]
    if below:
        yield _altered_case("altered, joined from two paragraphs", f"{first} … {chance.choice(below)}", Kind.JOINED)
    other = chance.choice(others)
    if other.record["id"] != drawn.record["id"] and _length(other.sentences[0]) >= 6:
        joined = f"{first} … {other.sentences[0]}"
        yield _altered_case("altered, joined from two statements", joined, Kind.JOINED)


def _altered_case(group: str, quotation: str, kind: Kind) -> Case:
    return _case(group, quotation, Verdict.ALTERED, kind=kind)


def _length(text: str) -> int:
    return len(_WORD.findall(text))


def _inner(text: str, number: int, chance: random.Random) -> list[tuple[int, int]]:
    """Return the spans of words within a text, drawn at random, the last first."""
    spans = [match.span() for match in _WORD.finditer(text)][1:-1]
    return sorted(chance.sample(spans, min(number, len(spans))), reverse=True)


def _without(text: str, number: int, chance: random.Random) -> str:
    for start, end in _inner(text, number, chance):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    return text


def _with(text: str, number: int, chance: random.Random, words: Sequence[str]) -> str:
    for start, _ in _inner(text, number, chance):
        text = f"{text[:start]}{chance.choice(words)} {text[start:]}"
    return text


def _changed(text: str, number: int, chance: random.Random, words: Sequence[str]) -> str:
    for start, end in _inner(text, number, chance):
        other = next(word for word in iter(lambda: chance.choice(words), None) if word != text[start:end].lower())
        text = f"{text[:start]}{other}{text[end:]}"
    return text


def _vocabulary(records: Sequence[Record], chance: random.Random) -> list[str]:
    """Return words of the archive, as frequent as they are there."""
    texts = (text for record in chance.sample(records, min(len(records), 200)) for text in record["paragraphs"])
    return [word.lower() for text in texts for word in _WORD.findall(text)]


def _invented(records: Sequence[Record], number: int, chance: random.Random) -> Iterator[Case]:
    """Yield quotations that nobody said: words at random, and chains in which each two or three were said in a row."""
    words = _vocabulary(records, chance)
    said = {width: _chains(words, width) for width in (1, 2)}
    for place in range(number):
        width = place % 3
        length = chance.randrange(LEAST_WORDS, 40)
        chain = [chance.choice(words) for _ in range(length)] if width == 0 else _chain(said[width], length, chance)
        quotation = f"{' '.join(chain).capitalize()}."
        yield _case(f"invented, {('word by word', 'of pairs', 'of threes')[width]}", quotation, Verdict.NOT_FOUND)


def _chains(words: Sequence[str], width: int) -> Mapping[tuple[str, ...], list[str]]:
    following: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for at in range(len(words) - width):
        following[tuple(words[at : at + width])].append(words[at + width])
    return following


def _chain(following: Mapping[tuple[str, ...], list[str]], length: int, chance: random.Random) -> list[str]:
    keys = list(following)
    chain = [*chance.choice(keys)]
    width = len(chain)
    while len(chain) < length:
        chain.append(chance.choice(following.get(tuple(chain[-width:])) or chance.choice(list(following.values()))))
    return chain

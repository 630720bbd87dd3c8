"""What an editor may do to a quotation, and what not: ellipses that leave words out, brackets that put some in."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import regex

from indexer.analysis import fold, surface_words
from indexer.quoting.aligning import Piece, Step
from indexer.quoting.answers import Difference, Hidden, Kind, Operation
from indexer.quoting.passage import Joint, Passage
from indexer.quoting.rules import Rules
from indexer.quoting.stream import SENTENCE_END, Stream
from indexer.quoting.turning import changes_words, doubts, hides, turns
from indexer.quoting.writing import asks, signs, spelled

_OWN_SENTENCE = regex.compile(r"[.!?؟。]\s*\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A difference with how many words it is about."""

    difference: Difference
    words: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What the archive has before the first word of a quotation or behind the last: whether in brackets of its own."""

    text: str = ""
    is_own: bool = False


def hidden(stream: Stream, first: int, end: int, rules: Rules) -> Hidden | None:
    """Return what an ellipsis that stands for words of a text may not leave out, or None where it leaves out no such.

    It may not stand for much, nor for the end of a paragraph, nor take out of its sentence what turns it.
    """
    if stream.paragraphs_between(max(0, first - 1), end + 1) > 1:
        return Hidden.PARAGRAPH
    if end - first > rules.joined.left_out:
        return Hidden.LENGTH
    return Hidden.NEGATION if any(hides(each, rules) for each in _broken(stream, first, end)) else None


def _broken(stream: Stream, first: int, end: int) -> list[str]:
    """Return those of some words of a text whose sentence goes on before or behind them: what is taken out of it."""
    behind = stream.between(end) if end < len(stream.exacts) else None
    sentences = SENTENCE_END.split(stream.text(first, end) + (behind or ""))
    head = [sentences[0]] if len(sentences) == 1 or not stream.begins_sentence(first) else []
    return [*head, *sentences[1:][-1:]]


def leaves_scraps(passage: Passage, rules: Rules) -> bool:
    """Tell whether several ellipses leave single words: one may stand alone, as before the first ellipsis."""
    edges = [0, *sorted(place for place, joint in passage.joints.items() if joint.ellipsis), len(passage.words)]
    lengths = [end - first for first, end in pairwise(edges) if end > first]
    return sum(each < rules.joined.scrap for each in lengths) > 1 and len(lengths) > 2


def inserted(joint: Joint, archive: str, rules: Rules, *, own: bool = False, at_edge: bool = False) -> Part:
    """Return the words that an editor put into brackets for some of a text, or for none.

    Many words, and those that turn the meaning, are no editor's. Where the text has brackets of its `own` there, they
    are quoted like everything else: nobody could tell others from them. At an edge of a quotation nobody can tell how
    much of the text they stand for.
    """
    words = surface_words(joint.inserted)
    operation = Operation.BRACKETED
    if archive and not joint.makes_number and list(map(fold, words)) == list(map(fold, surface_words(archive))):
        is_alike = signs(_bare(joint.inserted)) == signs(_bare(archive))
        is_same = not own or list(map(spelled, words)) == list(map(spelled, surface_words(archive)))
        operation = Operation.PUNCTUATION if not is_alike else Operation.BRACKETED if is_same else Operation.LETTERS
    elif own or joint.makes_number or _is_no_editor_s(joint.inserted, archive, rules, at_edge=at_edge):
        operation = Operation.CHANGED if archive else Operation.ADDED
    return Part(Difference(operation=operation, quoted=joint.inserted, archive=archive), len(words))


def _is_no_editor_s(text: str, archive: str, rules: Rules, *, at_edge: bool) -> bool:
    """Tell whether what stands in brackets says what the archive does not, as far as lists of words tell."""
    words = len(surface_words(text))
    is_sentence = words >= rules.joined.sentence and _OWN_SENTENCE.search(text) is not None
    is_new = (at_edge or not archive) and doubts(text, rules) and not doubts(archive, rules)
    is_other = not at_edge and archive != "" and changes_words(text, archive, rules)
    is_long = words > rules.joined.bracket
    return is_long or is_sentence or is_new or is_other or _has_currency(text) or turns(text, archive, rules)


def _has_currency(text: str) -> bool:
    return any(unicodedata.category(each) == "Sc" for each in text)


def _bare(text: str) -> str:
    """Return the signs of a text within brackets, its words left out."""
    return "".join(each for each in text if not each.isalnum() and each not in "[]")


def at_edge(passage: Passage, place: int, beside: Beside, rules: Rules) -> list[Part]:
    """Return what an editor put before the first word, or behind the last, where the archive has other words.

    How much of them the brackets stand for nobody can tell, nor whether they do: so only what they turn is told.
    """
    joint = passage.joints.get(place)
    if joint is None or not joint.inserted:
        return []
    part = inserted(joint, beside.text, rules, own=beside.is_own, at_edge=not beside.is_own)
    if beside.is_own or part.difference.operation in (Operation.CHANGED, Operation.ADDED):
        return [part]
    return [Part(Difference(operation=Operation.BRACKETED, quoted=joint.inserted, archive=""), part.words)]


def added(passage: Passage, first: int, end: int) -> list[Part]:
    """Return words that the archive does not have there."""
    if first >= end:
        return []
    difference = Difference(operation=Operation.ADDED, quoted=passage.quoted(first, end), archive="")
    return [Part(difference, end - first)]


def seam(one: Piece, other: Piece) -> Kind:
    """Return how two pieces that follow each other in a quotation stand to each other in the archive."""
    if one.stream is other.stream:
        return Kind.ORDER if other.source[0] < one.source[1] else Kind.JOINED
    is_one = one.stream.summary.id == other.stream.summary.id
    return Kind.ORDER if is_one and other.first_paragraph < one.first_paragraph else Kind.JOINED


def closing(passage: Passage, last: Piece) -> list[Part]:
    """Return how a quotation ends where it asks or exclaims and the archive does not, or the other way about.

    Any other sign there may be that of the sentence which quotes it.
    """
    if len(passage.words) in passage.joints or last.steps[-1].step is not Step.SAME:
        return []
    quoted, behind = passage.before(len(passage.words)), last.stream.after(last.source[1] - 1)
    archive = behind.split(maxsplit=1)[0] if behind[:1].strip() else ""
    if signs(quoted) == signs(behind) or asks(quoted) == asks(archive) or not (asks(quoted) or "." in quoted):
        return []
    return [Part(Difference(operation=Operation.PUNCTUATION, quoted=quoted.strip(), archive=archive), 1)]

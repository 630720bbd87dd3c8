"""What an editor may do to a quotation, and what not: ellipses that leave words out, brackets that put some in."""

from dataclasses import dataclass

from indexer.analysis import fold, surface_words
from indexer.quoting.aligning import Piece, Step
from indexer.quoting.answers import Difference, Hidden, Kind, Operation
from indexer.quoting.passage import Joint, Passage
from indexer.quoting.rules import Rules
from indexer.quoting.stream import SENTENCE_END, Stream
from indexer.quoting.turning import negates, turns
from indexer.quoting.writing import asks, signs, spelled


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

    It may not stand for much, nor for the end of a paragraph, nor take a negation out of its sentence.
    """
    if stream.paragraphs_between(max(0, first - 1), end + 1) > 1:
        return Hidden.PARAGRAPH
    if end - first > rules.joined.left_out:
        return Hidden.LENGTH
    behind = stream.between(end) if end < len(stream.exacts) else None
    text = stream.text(first, end) + (behind or "")
    return Hidden.NEGATION if negates(text, rules) and SENTENCE_END.search(text) is None else None


def inserted(joint: Joint, archive: str, rules: Rules, *, own: bool = False) -> Part:
    """Return the words that an editor put into brackets for some of a text, or for none.

    Many words, and those that turn the meaning, are no editor's. Where the text has brackets of its `own` there, they
    are quoted like everything else: nobody could tell others from them.
    """
    words = surface_words(joint.inserted)
    operation = Operation.BRACKETED
    if archive and list(map(fold, words)) == list(map(fold, surface_words(archive))):
        is_alike = signs(_bare(joint.inserted)) == signs(_bare(archive))
        is_same = not own or list(map(spelled, words)) == list(map(spelled, surface_words(archive)))
        operation = Operation.PUNCTUATION if not is_alike else Operation.BRACKETED if is_same else Operation.LETTERS
    elif own or joint.makes_number or len(words) > rules.joined.bracket or turns(joint.inserted, archive, rules):
        operation = Operation.CHANGED if archive else Operation.ADDED
    return Part(Difference(operation=operation, quoted=joint.inserted, archive=archive), len(words))


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
    part = inserted(joint, beside.text, rules, own=beside.is_own)
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

"""What is said of a quotation, in one sentence."""

from collections.abc import Iterator

from indexer.messages import Message, say, say_number
from indexer.quoting.answers import Hidden, Kind
from indexer.quoting.comparing import Comparison
from indexer.quoting.finding import FoundQuotations
from indexer.quoting.sentences import is_sentence

_PLAIN = {
    Kind.CHANGED: say("Altered: words were changed."),
    Kind.ADDED: say("Altered: words were added."),
    Kind.LEFT_OUT: say("Altered: words were left out, and no ellipsis says so."),
    Kind.PUNCTUATION: say("Altered in its punctuation or quotation marks alone."),
    Kind.LETTERS: say("Altered in its capitals or accents alone."),
}

_HIDDEN = {
    Hidden.NEGATION: say("Altered: an ellipsis leaves out a word that turns the sentence."),
    Hidden.SCRAPS: say("Altered: ellipses join single words."),
    Hidden.PARAGRAPH: say("Altered: an ellipsis joins what stands in different paragraphs."),
    Hidden.LENGTH: say("Altered: an ellipsis stands for more words than an editor may leave out."),
}


def verbatim(comparison: Comparison, *, edited: bool, is_short: bool) -> Message:
    """Return what is said of words that stand as they are quoted."""
    if is_short:
        return say("Verbatim, but words so few prove little.")
    if edited and comparison.pieces:
        return say("Verbatim, but for what its ellipses and brackets say.")
    return say("Verbatim.")


def altered(comparison: Comparison) -> Message:
    """Return what is said of an altered quotation: its gravest difference."""
    gravest, pieces = comparison.kinds[0], comparison.pieces
    if gravest is Kind.ORDER:
        if len(pieces) == 2 and all(map(is_sentence, pieces)):
            return say("Altered: two sentences joined in another order.")
        return say_number(
            "Altered: %(count)s passage in another order.",
            "Altered: %(count)s passages joined in another order.",
            len(pieces),
        )
    if gravest is Kind.JOINED:
        if len({piece.stream.summary.id for piece in pieces}) > 1:
            return say("Altered: passages of different statements are joined.")
        if len(pieces) > 1:
            return say("Altered: passages that stand apart are joined.")
        return _HIDDEN[comparison.hidden[0]]
    if {*comparison.kinds} == {Kind.PUNCTUATION, Kind.LETTERS}:
        return say("Altered in its punctuation and capitals alone.")
    return _PLAIN[gravest]


def unchecked(found: FoundQuotations, speaker: str | None) -> Iterator[Message]:
    """Yield what of a text was not checked: whom it names, and what is too short."""
    if found.told and speaker is None:
        yield say("Whom the text names was not checked: compare the speakers below, or say who is to have said it.")
    if found.short:
        yield say_number(
            "%(count)s passage between marks has too few words, and was not checked.",
            "%(count)s passages between marks have too few words, and were not checked.",
            found.short,
        )


def other_speaker(claimed: str, named: str | None) -> Message:
    """Return what is said where the words stand and the name does not."""
    if named is None:
        return say(
            "The words stand, but the archive does not say whose they are: %(claimed)s is not named.", claimed=claimed
        )
    return say("The words stand, but %(named)s said them, not %(claimed)s.", named=named, claimed=claimed)


def not_found(share: float) -> Message:
    """Return what is said where nothing is near enough, and how near the nearest is."""
    if not share:
        return say("Not found: no passage is near it. That is no proof that it was never said.")
    return say(
        "Not found: the nearest passage has %(percent)s of 100 words. That is no proof that it was never said.",
        percent=round(share * 100),
    )

"""Mentions of countries in a line of text, and what the words beside each say: the country, or something else."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise, takewhile

from indexer.analysis import fold
from indexer.extract.countries.gazetteer import Country, Doubt, Form, Lexicon, tokens_of

HEADING_LENGTH = 40
"""Most tokens of a heading."""

HEADING_SHARE = 0.7
"""Share of capitalised words from which on capitals say nothing."""

_JOINTS = frozenset([",", ";", "/", "-", "–", "and", "or", "the", "y", "e", "o", "et", "ou", "und", "oder", "la", "el"])
_GENITIVES = frozenset(["of", "de", "del", "du", "des", "d", "da", "do", "das", "dos", "von"])
_LABEL_ENDS = frozenset([":", "|", "/", "–", "—"])
_DATELINE_ENDS = frozenset(["-", "–", "—", ")"])
_GLOSS_STARTS = frozenset(["(", ",", ";"])
_SENTENCE_ENDS = frozenset(["", ".", "!", "?"])


class Verdict(Enum):
    """What the neighbours of a mention say: not the country, a person, nothing, perhaps the country, the country."""

    NO = auto()
    PERSON = auto()
    MAYBE = auto()
    HINT = auto()
    PROOF = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A form of a country at a half-open span of tokens."""

    form: Form
    country: Country
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A title or paragraph as tokens, and what the look of the whole tells; absent tokens are empty.

    `begun` holds its mentions by the index where they begin, `ended` the indices where they end.
    """

    lexicon: Lexicon
    tokens: Sequence[str]
    mentions: Sequence[Mention]
    begun: Mapping[int, Mention]
    ended: Set[int]
    is_title: bool
    is_heading: bool
    is_shouted: bool

    def token(self, index: int) -> str:
        return self.tokens[index] if 0 <= index < len(self.tokens) else ""

    def signals(self, kind: str, index: int) -> bool:
        """Tell whether the token there is a signal of this kind."""
        return self.token(index).lower() in self.lexicon.signals[kind]

    def is_part_of_name(self, index: int) -> bool:
        """Tell whether the token there is written as part of a name."""
        return self.token(index)[:1].isupper() and not self.signals("functions", index)

    def before(self, mention: Mention) -> int:
        """Return the index of the token before a mention and its article."""
        index = mention.start - 1
        while self.token(index) == "'" or self.signals("articles", index):
            index -= 1
        return index


def read_line(text: str, lexicon: Lexicon, *, is_title: bool) -> Line:
    # Spelling of hamza and vowels varies in Arabic, which has no case to keep.
    tokens = tokens_of(fold(text) if lexicon.language == "ar" else text)
    mentions = _mentions(tokens, lexicon)
    return Line(
        lexicon,
        tokens,
        mentions,
        {mention.start: mention for mention in mentions},
        {mention.end for mention in mentions},
        is_title=is_title,
        is_heading=bool(mentions) and _is_heading(tokens, lexicon),
        is_shouted=bool(mentions) and text.isupper(),
    )


def _is_heading(tokens: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether so many words have capitals that capitals mean nothing."""
    if len(tokens) > HEADING_LENGTH or lexicon.has_capital_nouns:
        return False
    if any(mark == "." and len(word) > 2 for word, mark in pairwise(tokens)):
        return False
    words = [word for word in tokens if word.isalpha() and word.lower() not in lexicon.signals["functions"]]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= HEADING_SHARE * len(words)


def _mentions(tokens: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    found = []
    end = 0
    for start in [index for index, token in enumerate(tokens) if token in lexicon.forms]:
        if start < end:
            continue
        for form in lexicon.forms[tokens[start]]:
            stop = start + 1 + len(form.rest)
            if form.rest == tuple(tokens[start + 1 : stop]):
                end = stop
                if form.country:
                    found.append(Mention(form, form.country, start, stop))
                break
    return found


def judged_mentions(line: Line) -> list[tuple[Mention, Verdict]]:
    """Return each mention with its verdict; in a list, one that is proved proves the other."""
    verdicts = [_verdict(line, mention) for mention in line.mentions]
    for index, (left, right) in enumerate(pairwise(line.mentions)):
        between = line.tokens[left.end : right.start]
        if _is_in_rival(left, right, between):
            verdicts[index] = Verdict.NO
        if _is_in_rival(right, left, between):
            verdicts[index + 1] = Verdict.NO
    pairs = [*enumerate(pairwise(line.mentions))]
    for index, (left, right) in (*pairs, *reversed(pairs)):
        if not 0 < right.start - left.end <= 3 or not _JOINTS.issuperset(line.tokens[left.end : right.start]):
            continue
        both = {verdicts[index], verdicts[index + 1]}
        if verdicts[index] is Verdict.NO and left.form.is_people and right.form.is_people:
            verdicts[index + 1] = Verdict.NO
        elif Verdict.PROOF in both and both.isdisjoint([Verdict.NO, Verdict.PERSON]):
            verdicts[index] = verdicts[index + 1] = Verdict.PROOF
    return [*zip(line.mentions, verdicts, strict=True)]


def _is_in_rival(mention: Mention, other: Mention, between: Sequence[str]) -> bool:
    """Tell whether a doubtful name means a place in the other country: "Georgia, USA", "United States' Georgia"."""
    is_rival = mention.form.doubt is Doubt.NAME and other.country.name in mention.country.rivals
    return is_rival and "".join(between) in ("", ",", "'", "'s")


def _verdict(line: Line, mention: Mention) -> Verdict:
    if "$" in (line.token(mention.start - 1), line.token(mention.end)) or line.signals("language_after", mention.end):
        return Verdict.NO
    if mention.form.doubt is Doubt.WORD and line.is_shouted:
        return Verdict.MAYBE
    if mention.form.is_people:
        return _people_verdict(line, mention)
    if _is_of_organisation(line, mention):
        return Verdict.NO
    return _doubtful_verdict(line, mention) if mention.form.doubt is Doubt.NAME else _name_verdict(line, mention)


def _name_verdict(line: Line, mention: Mention) -> Verdict:
    if _has_title(line, mention):
        return Verdict.NO
    if line.is_heading:
        return Verdict.NO if _is_beside_organisation(line, mention) else Verdict.PROOF
    if _is_continued(line, mention):
        # "The ambassador to Ukraine Marie ..." or "the staff of Australia Post"?
        return Verdict.MAYBE if line.signals("before", mention.start - 1) else Verdict.NO
    if _is_preceded(line, mention):
        # "Traditionally Australia ..." or "Caritas Australia ..."?
        begins_sentence = line.token(mention.start - 2) in _SENTENCE_ENDS
        return Verdict.MAYBE if begins_sentence else Verdict.NO
    return Verdict.MAYBE if _is_dateline(line, mention) else Verdict.PROOF


def _doubtful_verdict(line: Line, mention: Mention) -> Verdict:
    after = mention.end + (line.token(mention.end) == "-")
    is_followed = line.is_part_of_name(after) and (after not in line.begun or _is_doubtful(line, mention.end))
    if is_followed or _has_title(line, mention) or _follows_capital(line, mention):
        return Verdict.PERSON if _is_personal(line, mention, after) else Verdict.NO
    if _has_institution(line, mention) or _is_label(line, mention):
        return Verdict.PROOF
    before = line.before(mention)
    if not line.signals("before", before):
        return Verdict.MAYBE
    is_of_office = line.signals("offices", before - 1) or line.signals("institutions", before - 1)
    return Verdict.PROOF if is_of_office else Verdict.HINT


def _is_personal(line: Line, mention: Mention, after: int) -> bool:
    """Tell whether a capital beside a doubtful name speaks of a person: not in a heading, nor in "Kenya Airways"."""
    is_usual = line.lexicon.has_capital_nouns or line.is_heading or line.token(mention.start - 1) == "-"
    return not is_usual and not line.signals("offices", after) and not line.signals("organisations", after)


def _people_verdict(line: Line, mention: Mention) -> Verdict:
    if _has_title(line, mention) or _is_of_language(line, mention):
        return Verdict.NO
    if mention.end in line.begun and line.begun[mention.end].form.is_people:
        return Verdict.NO
    if mention.form.doubt is Doubt.NAME:
        if _has_institution(line, mention):
            return Verdict.PROOF
        is_named = _is_continued(line, mention) or _is_preceded(line, mention)
        return Verdict.NO if is_named else Verdict.MAYBE
    if line.is_heading:
        return Verdict.NO if _is_beside_organisation(line, mention) else Verdict.PROOF
    if _is_continued(line, mention):
        return Verdict.NO
    return Verdict.MAYBE if _is_preceded(line, mention) else Verdict.PROOF


def _is_continued(line: Line, mention: Mention) -> bool:
    """Tell whether a capitalised word that is no office makes a longer name of a capitalised one before it."""
    is_name = line.token(mention.start)[0].isupper() and line.is_part_of_name(mention.end)
    is_exempt = line.lexicon.has_capital_nouns or line.signals("offices", mention.end)
    return is_name and not is_exempt and mention.end not in line.begun


def _is_preceded(line: Line, mention: Mention) -> bool:
    return (
        line.token(mention.start)[0].isupper()
        and not line.lexicon.has_capital_nouns
        and _follows_capital(line, mention)
    )


def _follows_capital(line: Line, mention: Mention) -> bool:
    """Tell whether the word before is part of a name, or the initial of one, and not a country or its people."""
    index = mention.start - 1
    if mention.start in line.ended:
        return False
    is_initial = line.token(index) == "." and len(line.token(index - 1)) == 1
    return line.is_part_of_name(index - is_initial)


def _is_doubtful(line: Line, index: int) -> bool:
    return index in line.begun and line.begun[index].form.doubt is Doubt.NAME


def _has_title(line: Line, mention: Mention) -> bool:
    """Tell whether "Mr", "Dr." or the like stands before."""
    index = mention.start - 1
    return line.signals("titles", index - (line.token(index) == "."))


def _has_institution(line: Line, mention: Mention) -> bool:
    """Tell whether an institution stands behind, or behind a possessive with at most one word between."""
    index = mention.end
    if line.token(index) != "'":
        return line.signals("institutions", index)
    index += 1 + (line.token(index + 1) == "s")
    return line.signals("institutions", index) or line.signals("institutions", index + 1)


def _is_label(line: Line, mention: Mention) -> bool:
    return line.is_title and line.before(mention) < 0 and line.token(mention.end) in _LABEL_ENDS


def _is_dateline(line: Line, mention: Mention) -> bool:
    """Tell whether the name ends the place at the head of a report: "Geneva, Switzerland, 4 May -"."""
    is_behind_city = mention.start <= 5 and line.token(mention.start - 1) == ","
    return is_behind_city and not _DATELINE_ENDS.isdisjoint(line.tokens[mention.end : mention.end + 7])


def _is_of_organisation(line: Line, mention: Mention) -> bool:
    before = line.before(mention)
    is_named = line.token(before - 1)[:1].isupper() and line.signals("organisations", before - 1)
    return is_named and line.token(before).lower() in _GENITIVES


def _is_beside_organisation(line: Line, mention: Mention) -> bool:
    behind = takewhile(line.is_part_of_name, range(mention.end, mention.end + 4))
    return line.signals("organisations", mention.start - 1) or any(line.signals("organisations", at) for at in behind)


def _is_of_language(line: Line, mention: Mention) -> bool:
    """Tell whether a demonym means a language, as in "speaks Spanish", "(Spanish: ...)", or a currency."""
    after = mention.end + (line.token(mention.end) == "-")
    is_gloss = line.token(mention.start - 1) in _GLOSS_STARTS and line.token(mention.end) == ":"
    if is_gloss or line.signals("language_after", after):
        return True
    goes_on = line.token(after).isalpha() and not line.signals("functions", after)
    return line.signals("language_before", mention.start - 1) and not goes_on

"""Which country a label means, and which countries a statement is about.

What is known about countries, and about the words beside their names, stands in `countries.toml`. A text is read as
words and marks; the names and demonyms of its language are looked up, the longest first, and each gets a verdict from
its neighbours: is it proved, is it a person's or an organisation's, or does it depend on the rest of the statement?

- A name beside a capitalised word is part of a longer one ("Amnesty International USA", "US Immigration and Customs
  Enforcement"), unless that word is a country, a demonym, an office ("US Congress") or begins the sentence. So is one
  behind "Bank of" and its like, and a demonym before a capitalised word that is no office ("American Red Cross"). In a
  heading, where all words have capitals, only the listed words of organisations tell.
- A doubtful name ("Jordan", "Georgia") beside a capitalised word is a person's. Elsewhere an office ("President of
  Chad"), an institution ("Jordan's government"), another country beside it in a list, or the beginning of a title
  ("Jordan: ...") proves it; so does a preposition, unless the statement names a person so, or a rival. One proof, or
  one sign anywhere (its capital, mostly), makes the other places where it stands alone count too.
- A demonym may mean a language ("in Spanish") or a currency, and the first of two is a descent ("Chinese Australians").

German writes all nouns with capitals, so there only doubtful names mind their neighbours; Arabic has no capitals.
"""

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import Any

from indexer.analysis import fold, primary_language
from indexer.language import guess_language

MOST_COUNTRIES = 12
"""A statement is about no more than this."""

LEAST_MENTIONS = 2
"""How often a country is mentioned that stands neither in the title nor in the first paragraph."""

TOKENS_A_MENTION = 2_000
"""A text of more tokens than twice this asks for a mention in each begun run of them: what is said twice in an
interview of an hour is not what it is about. A token is a word or a mark."""

LEAD_LENGTH = 150
"""Most tokens of the first paragraph that count as such: some texts have no other paragraph."""

LEAST_LEAD = 4
"""Tokens of a first paragraph; a shorter one names a place or a speaker, and the next counts as well."""

HEADING_LENGTH = 40
"""Most tokens of a heading."""

HEADING_SHARE = 0.7
"""Share of capitalised words from which on capitals say nothing."""

SHORTEST_WITHOUT_ACCENTS = 4
"""A name of more letters than this is also known without its accents: Irã is, Ira and IRA are not Iran."""

_TOKENS = re.compile(r"\w+|[^\w\s]")
_ARTICLE = re.compile(r"(?:the|l[ae]s?|el|los|die|der|das|os?|as?)\s+|l['’]")
_OF_ITS_FORM = re.compile(r"[,(][^,()]{0,60}\b(?:republic|states?|kingdom|province|federation) of\b", re.IGNORECASE)
_JOINTS = frozenset([",", ";", "/", "-", "–", "and", "or", "the", "y", "e", "o", "et", "ou", "und", "oder", "la", "el"])
_GENITIVES = frozenset(["of", "de", "del", "du", "des", "d", "da", "do", "das", "dos", "von"])
_LABEL_ENDS = frozenset([":", "|", "/", "–", "—"])
_DATELINE_ENDS = frozenset(["-", "–", "—", ")"])
_GLOSS_STARTS = frozenset(["(", ",", ";"])
_SENTENCE_ENDS = frozenset(["", ".", "!", "?"])
_ARABIC_PREFIXES = ("", "و", "ب", "ل", "وب", "ول")


class _Doubt(Enum):
    """What else a name may be: nothing, another name, or a common word."""

    NONE = auto()
    NAME = auto()
    WORD = auto()


class _Verdict(Enum):
    """What the neighbours of a mention say: not the country, a person, nothing, perhaps the country, the country."""

    NO = auto()
    PERSON = auto()
    MAYBE = auto()
    HINT = auto()
    PROOF = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Country:
    """An entry of the data; the head of the file says what its fields mean."""

    name: str
    codes: Sequence[str] = ()
    labels: Sequence[str] = ()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)
    doubtful: Sequence[str] = ()
    words: Sequence[str] = ()
    signs: Sequence[str] = ()
    rivals: Sequence[str] = ()

    def names_in(self, language: str) -> Sequence[str]:
        listed = self.names.get(language, ())
        return (self.name, *listed) if language == "en" or not listed else listed

    def doubt(self, name: str) -> _Doubt:
        if fold(name) in map(fold, self.doubtful):
            return _Doubt.NAME
        return _Doubt.WORD if fold(name) in map(fold, self.words) else _Doubt.NONE


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The data as it stands in its file; `phrases` mean nothing although they hold a name."""

    countries: Sequence[_Country]
    inflections: Mapping[str, Mapping[str, Sequence[str]]]
    phrases: Mapping[str, Sequence[str]]
    signals: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Form:
    """What a name, or without a country a phrase, means, and the tokens that it has behind its first."""

    rest: tuple[str, ...]
    country: _Country | None
    doubt: _Doubt = _Doubt.NONE
    is_people: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The forms of a language by their first token, the longest first, and its signals by kind."""

    language: str
    forms: Mapping[str, Sequence[_Form]]
    signals: Mapping[str, Set[str]]
    has_capital_nouns: bool


@dataclass(frozen=True, slots=True)
class _Mention:
    """A form of a country at a half-open span of tokens."""

    form: _Form
    country: _Country
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A title or paragraph as tokens, and what the look of the whole tells; absent tokens are empty.

    `begun` holds its mentions by the index where they begin, `ended` the indices where they end.
    """

    lexicon: _Lexicon
    tokens: Sequence[str]
    mentions: Sequence[_Mention]
    begun: Mapping[int, _Mention]
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

    def before(self, mention: _Mention) -> int:
        """Return the index of the token before a mention and its article."""
        index = mention.start - 1
        while self.token(index) == "'" or self.signals("articles", index):
            index -= 1
        return index


def country_named(text: str) -> str | None:
    """Return the canonical name of the country that a name, a label or a code means, or None.

    Case, accents, punctuation and a leading article make no difference. Names may be in any language of the data; of
    the forms that standards use, "Bolivia (Plurinational State of)", the part before the bracket or comma counts.
    """
    labels = _labels()
    shapes = (text, _ARTICLE.sub("", text.strip().casefold(), count=1), _OF_ITS_FORM.split(text, maxsplit=1)[0])
    return next((labels[key] for key in map(_key, shapes) if key in labels), None)


def countries_in(texts: Sequence[str], *, title: str = "", language: str | None = None) -> tuple[str, ...]:
    """Return the canonical names of the countries that a statement is about: most mentioned first, ties by place.

    `texts` are its paragraphs in page order, `language` its BCP 47 tag; where that is None, the words tell. In a
    language without data of its own, the names of all others are looked for. A country counts that is mentioned in the
    title, in the first paragraph, or often enough in the rest.
    """
    code = primary_language(language or guess_language((title, *texts)))
    lexicon = _lexicon(code if code in _gazetteer().signals else "")
    lines = [_line(text, lexicon, is_title=index == 0) for index, text in enumerate((title, *texts))]
    mentions = [*_accepted(lines)]
    counts = Counter(name for name, _ in mentions)
    least = max(LEAST_MENTIONS, math.ceil(sum(len(line.tokens) for line in lines) / TOKENS_A_MENTION))
    leading = {name for name, is_leading in mentions if is_leading}
    about = [name for name, count in counts.most_common() if count >= least or name in leading]
    return tuple(about[:MOST_COUNTRIES])


def _accepted(lines: Sequence[_Line]) -> Iterator[tuple[str, bool]]:
    """Yield the country of each mention that counts, in order, and whether it stands in the title or the lead."""
    lead = _lead(lines)
    judged = [
        (mention, verdict, index <= lead and mention.start < LEAD_LENGTH)
        for index, line in enumerate(lines)
        for mention, verdict in zip(line.mentions, _verdicts(line), strict=True)
    ]
    verdicts: dict[str, set[_Verdict]] = {}
    for mention, verdict, _ in judged:
        verdicts.setdefault(mention.country.name, set()).add(verdict)
    context = {*verdicts, *chain.from_iterable(line.tokens for line in lines)}
    proved = {
        name: _is_proved(country, verdicts[name], context)
        for name, country in {mention.country.name: mention.country for mention, _, _ in judged}.items()
    }
    for mention, verdict, is_leading in judged:
        if verdict not in (_Verdict.NO, _Verdict.PERSON) and proved[mention.country.name]:
            yield mention.country.name, is_leading


def _lead(lines: Sequence[_Line]) -> int:
    """Return the index of the first paragraph among the title and the paragraphs."""
    return next((index for index, line in enumerate(lines) if index and len(line.tokens) >= LEAST_LEAD), len(lines))


def _is_proved(country: _Country, verdicts: Set[_Verdict], context: Set[str]) -> bool:
    if _Verdict.PROOF in verdicts or not context.isdisjoint(country.signs):
        return True
    return _Verdict.HINT in verdicts and _Verdict.PERSON not in verdicts and context.isdisjoint(country.rivals)


def _line(text: str, lexicon: _Lexicon, *, is_title: bool) -> _Line:
    # Spelling of hamza and vowels varies in Arabic, which has no case to keep.
    tokens = _tokens(fold(text) if lexicon.language == "ar" else text)
    mentions = _mentions(tokens, lexicon)
    return _Line(
        lexicon,
        tokens,
        mentions,
        {mention.start: mention for mention in mentions},
        {mention.end for mention in mentions},
        is_title=is_title,
        is_heading=bool(mentions) and _is_heading(tokens, lexicon),
        is_shouted=bool(mentions) and text.isupper(),
    )


def _is_heading(tokens: Sequence[str], lexicon: _Lexicon) -> bool:
    """Tell whether so many words have capitals that capitals mean nothing."""
    if len(tokens) > HEADING_LENGTH or tokens[-1] == "." or lexicon.has_capital_nouns:
        return False
    words = [word for word in tokens if word.isalpha() and word.lower() not in lexicon.signals["functions"]]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= HEADING_SHARE * len(words)


def _mentions(tokens: Sequence[str], lexicon: _Lexicon) -> list[_Mention]:
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
                    found.append(_Mention(form, form.country, start, stop))
                break
    return found


def _verdicts(line: _Line) -> list[_Verdict]:
    """Return a verdict for each mention; in a list, one that is proved proves the other."""
    verdicts = [_verdict(line, mention) for mention in line.mentions]
    for index, (left, right) in enumerate(pairwise(line.mentions)):
        between = line.tokens[left.end : right.start]
        if _is_in_rival(left, right, between):
            verdicts[index] = _Verdict.NO
        if _is_in_rival(right, left, between):
            verdicts[index + 1] = _Verdict.NO
    pairs = [*enumerate(pairwise(line.mentions))]
    for index, (left, right) in (*pairs, *reversed(pairs)):
        if not 0 < right.start - left.end <= 3 or not _JOINTS.issuperset(line.tokens[left.end : right.start]):
            continue
        both = {verdicts[index], verdicts[index + 1]}
        if verdicts[index] is _Verdict.NO and left.form.is_people and right.form.is_people:
            verdicts[index + 1] = _Verdict.NO
        elif _Verdict.PROOF in both and both.isdisjoint([_Verdict.NO, _Verdict.PERSON]):
            verdicts[index] = verdicts[index + 1] = _Verdict.PROOF
    return verdicts


def _is_in_rival(mention: _Mention, other: _Mention, between: Sequence[str]) -> bool:
    """Tell whether a doubtful name means a place in the other country: "Georgia, USA", "United States' Georgia"."""
    is_rival = mention.form.doubt is _Doubt.NAME and other.country.name in mention.country.rivals
    return is_rival and "".join(between) in ("", ",", "'", "'s")


def _verdict(line: _Line, mention: _Mention) -> _Verdict:
    if "$" in (line.token(mention.start - 1), line.token(mention.end)) or line.signals("language_after", mention.end):
        return _Verdict.NO
    if mention.form.doubt is _Doubt.WORD and line.is_shouted:
        return _Verdict.MAYBE
    if mention.form.is_people:
        return _people_verdict(line, mention)
    if _is_of_organisation(line, mention):
        return _Verdict.NO
    return _doubtful_verdict(line, mention) if mention.form.doubt is _Doubt.NAME else _name_verdict(line, mention)


def _name_verdict(line: _Line, mention: _Mention) -> _Verdict:
    if _has_title(line, mention):
        return _Verdict.NO
    if line.is_heading:
        return _Verdict.NO if _is_beside_organisation(line, mention) else _Verdict.PROOF
    if _is_continued(line, mention):
        # "The ambassador to Ukraine Marie ..." or "the staff of Australia Post"?
        return _Verdict.MAYBE if line.signals("before", mention.start - 1) else _Verdict.NO
    if _is_preceded(line, mention):
        # "Traditionally Australia ..." or "Caritas Australia ..."?
        begins_sentence = line.token(mention.start - 2) in _SENTENCE_ENDS
        return _Verdict.MAYBE if begins_sentence else _Verdict.NO
    return _Verdict.MAYBE if _is_dateline(line, mention) else _Verdict.PROOF


def _doubtful_verdict(line: _Line, mention: _Mention) -> _Verdict:
    after = mention.end + (line.token(mention.end) == "-")
    is_followed = line.is_part_of_name(after) and (after not in line.begun or _is_doubtful(line, mention.end))
    if is_followed or _has_title(line, mention) or _follows_capital(line, mention):
        is_no_name = line.lexicon.has_capital_nouns or line.is_heading or line.token(mention.start - 1) == "-"
        return _Verdict.NO if is_no_name else _Verdict.PERSON
    if _has_institution(line, mention) or _is_label(line, mention):
        return _Verdict.PROOF
    before = line.before(mention)
    if not line.signals("before", before):
        return _Verdict.MAYBE
    is_of_office = line.signals("offices", before - 1) or line.signals("institutions", before - 1)
    return _Verdict.PROOF if is_of_office else _Verdict.HINT


def _people_verdict(line: _Line, mention: _Mention) -> _Verdict:
    if _has_title(line, mention) or _is_of_language(line, mention):
        return _Verdict.NO
    if mention.end in line.begun and line.begun[mention.end].form.is_people:
        return _Verdict.NO
    if mention.form.doubt is _Doubt.NAME and _has_institution(line, mention):
        return _Verdict.PROOF
    if line.is_heading and _is_beside_organisation(line, mention):
        return _Verdict.NO
    if not line.is_heading and _is_continued(line, mention):
        return _Verdict.NO
    is_clear = mention.form.doubt is not _Doubt.NAME and (line.is_heading or not _is_preceded(line, mention))
    return _Verdict.PROOF if is_clear else _Verdict.MAYBE


def _is_continued(line: _Line, mention: _Mention) -> bool:
    """Tell whether a capitalised word that is no office makes a longer name of a capitalised one before it."""
    is_name = line.token(mention.start)[0].isupper() and line.is_part_of_name(mention.end)
    is_exempt = line.lexicon.has_capital_nouns or line.signals("offices", mention.end)
    return is_name and not is_exempt and mention.end not in line.begun


def _is_preceded(line: _Line, mention: _Mention) -> bool:
    return (
        line.token(mention.start)[0].isupper()
        and not line.lexicon.has_capital_nouns
        and _follows_capital(line, mention)
    )


def _follows_capital(line: _Line, mention: _Mention) -> bool:
    """Tell whether the word before is part of a name, or the initial of one, and not a country or its people."""
    index = mention.start - 1
    if mention.start in line.ended:
        return False
    is_initial = line.token(index) == "." and len(line.token(index - 1)) == 1
    return line.is_part_of_name(index - is_initial)


def _is_doubtful(line: _Line, index: int) -> bool:
    return index in line.begun and line.begun[index].form.doubt is _Doubt.NAME


def _has_title(line: _Line, mention: _Mention) -> bool:
    """Tell whether "Mr", "Dr." or the like stands before."""
    index = mention.start - 1
    return line.signals("titles", index - (line.token(index) == "."))


def _has_institution(line: _Line, mention: _Mention) -> bool:
    """Tell whether an institution stands behind, or behind a possessive with at most one word between."""
    index = mention.end
    if line.token(index) != "'":
        return line.signals("institutions", index)
    index += 1 + (line.token(index + 1) == "s")
    return line.signals("institutions", index) or line.signals("institutions", index + 1)


def _is_label(line: _Line, mention: _Mention) -> bool:
    return line.is_title and line.before(mention) < 0 and line.token(mention.end) in _LABEL_ENDS


def _is_dateline(line: _Line, mention: _Mention) -> bool:
    """Tell whether the name ends the place at the head of a report: "Geneva, Switzerland, 4 May -"."""
    is_behind_city = mention.start <= 5 and line.token(mention.start - 1) == ","
    return is_behind_city and not _DATELINE_ENDS.isdisjoint(line.tokens[mention.end : mention.end + 7])


def _is_of_organisation(line: _Line, mention: _Mention) -> bool:
    before = line.before(mention)
    is_named = line.token(before - 1)[:1].isupper() and line.signals("organisations", before - 1)
    return is_named and line.token(before).lower() in _GENITIVES


def _is_beside_organisation(line: _Line, mention: _Mention) -> bool:
    behind = range(mention.end, mention.end + 4)
    return line.signals("organisations", mention.start - 1) or any(line.signals("organisations", at) for at in behind)


def _is_of_language(line: _Line, mention: _Mention) -> bool:
    """Tell whether a demonym means a language, as in "speaks Spanish", "(Spanish: ...)", or a currency."""
    after = mention.end + (line.token(mention.end) == "-")
    is_gloss = line.token(mention.start - 1) in _GLOSS_STARTS and line.token(mention.end) == ":"
    if is_gloss or line.signals("language_after", after):
        return True
    goes_on = line.token(after).isalpha() and not line.signals("functions", after)
    return line.signals("language_before", mention.start - 1) and not goes_on


@cache
def _gazetteer() -> _Gazetteer:
    table = tomllib.loads(files("indexer.extract").joinpath("countries.toml").read_text(encoding="utf-8"))
    countries = tuple(_Country(**each) for each in table["country"])
    return _Gazetteer(countries, table["inflections"], table["nothing"], table["signals"])


@cache
def _labels() -> Mapping[str, str]:
    """Return the canonical names by the keys of all that means them."""
    return {
        _key(label): country.name
        for country in _gazetteer().countries
        for label in chain([country.name], country.codes, country.labels, *country.names.values())
    }


def _key(label: str) -> str:
    return "".join(filter(str.isalnum, fold(label.replace("&", "and"))))


@cache
def _lexicon(language: str) -> _Lexicon:
    """Return the lexicon of a language; without one, the names of all and the demonyms of English."""
    gazetteer = _gazetteer()
    languages = [language] if language else [*gazetteer.signals]
    found: dict[str, dict[tuple[str, ...], _Form]] = {}
    for tongue in languages:
        for spelling, form in _spellings(tongue, with_people=tongue == (language or "en")):
            first, *rest = _tokens(spelling)
            found.setdefault(first, {}).setdefault(tuple(rest), _Form(tuple(rest), *form))
    signals = [gazetteer.signals[tongue] for tongue in languages]
    kinds = [kind for kind, words in signals[0].items() if isinstance(words, str)]
    return _Lexicon(
        language,
        {first: sorted(forms.values(), key=lambda form: -len(form.rest)) for first, forms in found.items()},
        {kind: frozenset(chain.from_iterable(each[kind].split() for each in signals)) for kind in kinds},
        has_capital_nouns=bool(language) and bool(signals[0].get("nouns_are_capitalised")),
    )


_Meaning = tuple[_Country | None, _Doubt, bool]


def _spellings(language: str, *, with_people: bool) -> Iterator[tuple[str, _Meaning]]:
    """Yield what is written in a language, and the country, doubt and kind of `_Form`; the first meaning holds."""
    gazetteer = _gazetteer()
    for phrase in gazetteer.phrases[language]:
        for inflected in _inflections(phrase, language):
            yield from ((each, (None, _Doubt.NONE, False)) for each in {inflected, inflected.upper()})
    for country in gazetteer.countries:
        for name in country.names_in(language):
            yield from ((each, (country, country.doubt(name), False)) for each in _name_spellings(name, language))
        for people in country.people.get(language, ()) if with_people else ():
            for inflected in _inflections(people, language):
                for each in {inflected, inflected[0].upper() + inflected[1:], inflected.upper()}:
                    yield each, (country, country.doubt(people), True)


def _name_spellings(name: str, language: str) -> Iterable[str]:
    if language == "ar":
        return [f"{each}{name}".replace("لال", "لل", 1) for name in {name, fold(name)} for each in _ARABIC_PREFIXES]
    spellings = {name, _unaccented(name)} if len(name) > SHORTEST_WITHOUT_ACCENTS else {name}
    if language == "de" and name.isalpha() and name[-1] not in "sxzß":
        spellings |= {f"{each}s" for each in spellings}
    capitals = {each.upper() for each in spellings}
    # Romance languages write "islas Cook", "république de Corée" within a sentence.
    common = {each[0].lower() + each[1:] for each in spellings if " " in each and language in ("es", "fr", "pt")}
    return spellings | capitals | common


def _inflections(form: str, language: str) -> Iterable[str]:
    if form.startswith("="):
        return [form[1:]]
    table = _gazetteer().inflections.get(language, {"": [""]})
    ending = max((each for each in table if form.endswith(each)), key=len)
    stem = form.removesuffix(ending)
    return [f"{stem}{each}" for each in table[ending]]


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _tokens(text: str) -> list[str]:
    return _TOKENS.findall(unicodedata.normalize("NFC", text).replace("’", "'"))

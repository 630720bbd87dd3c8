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
- The country of a dateline ("Geneva, Switzerland, 4 May -") counts only where it is proved elsewhere.

German writes all nouns with capitals, so there only doubtful names mind their neighbours; Arabic has no capitals.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import chain

from indexer.analysis import primary_language
from indexer.extract.countries.gazetteer import Country, known_labels, label_key, lexicon_of, load_gazetteer
from indexer.extract.countries.mentions import Line, Verdict, judged_mentions, read_line
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

_ARTICLE = re.compile(r"(?:the|l[ae]s?|el|los|die|der|das|os?|as?)\s+|l['’]")
_OF_ITS_FORM = re.compile(r"[,(][^,()]{0,60}\b(?:republic|states?|kingdom|province|federation) of\b", re.IGNORECASE)


def country_named(text: str) -> str | None:
    """Return the canonical name of the country that a name, a label or a code means, or None.

    Case, accents, punctuation and a leading article make no difference. Names may be in any language of the data; of
    the forms that standards use, "Bolivia (Plurinational State of)", the part before the bracket or comma counts.
    """
    labels = known_labels()
    shapes = (text, _ARTICLE.sub("", text.strip().casefold(), count=1), _OF_ITS_FORM.split(text, maxsplit=1)[0])
    return next((labels[key] for key in map(label_key, shapes) if key in labels), None)


def countries_in(texts: Sequence[str], *, title: str = "", language: str | None = None) -> tuple[str, ...]:
    """Return the canonical names of the countries that a statement is about: most mentioned first, ties by place.

    `texts` are its paragraphs in page order, `language` its BCP 47 tag; where that is None, the words tell. In a
    language without data of its own, the names of all others are looked for. A country counts that is mentioned in the
    title, in the first paragraph, or often enough in the rest.
    """
    code = primary_language(language or guess_language((title, *texts)))
    lexicon = lexicon_of(code if code in load_gazetteer().signals else "")
    lines = [read_line(text, lexicon, is_title=index == 0) for index, text in enumerate((title, *texts))]
    mentions = [*_accepted(lines)]
    counts = Counter(name for name, _ in mentions)
    least = max(LEAST_MENTIONS, math.ceil(sum(len(line.tokens) for line in lines) / TOKENS_A_MENTION))
    leading = {name for name, is_leading in mentions if is_leading}
    about = [name for name, count in counts.most_common() if count >= least or name in leading]
    return tuple(about[:MOST_COUNTRIES])


def _accepted(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """Yield the country of each mention that counts, in order, and whether it stands in the title or the lead."""
    lead = _lead(lines)
    judged = [
        (mention, verdict, index <= lead and mention.start < LEAD_LENGTH)
        for index, line in enumerate(lines)
        for mention, verdict in judged_mentions(line)
    ]
    verdicts: dict[str, set[Verdict]] = {}
    for mention, verdict, _ in judged:
        verdicts.setdefault(mention.country.name, set()).add(verdict)
    context = {*verdicts, *chain.from_iterable(line.tokens for line in lines)}
    proved = {
        name: _is_proved(country, verdicts[name], context)
        for name, country in {mention.country.name: mention.country for mention, _, _ in judged}.items()
    }
    for mention, verdict, is_leading in judged:
        if verdict not in (Verdict.NO, Verdict.PERSON) and proved[mention.country.name]:
            yield mention.country.name, is_leading


def _lead(lines: Sequence[Line]) -> int:
    """Return the index of the first paragraph among the title and the paragraphs."""
    return next((index for index, line in enumerate(lines) if index and len(line.tokens) >= LEAST_LEAD), len(lines))


def _is_proved(country: Country, verdicts: Set[Verdict], context: Set[str]) -> bool:
    if Verdict.PROOF in verdicts or not context.isdisjoint(country.signs):
        return True
    return Verdict.HINT in verdicts and Verdict.PERSON not in verdicts and context.isdisjoint(country.rivals)

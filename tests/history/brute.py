"""The history of a line, found the slow and obvious way: by reading every paragraph of every statement."""

from collections import Counter
from itertools import combinations

from indexer.analysis import Analyser, primary_language
from indexer.fields import SILENT_ROLES, first_day

ANALYSER = Analyser()


def searchable(statement):
    """Return the paragraphs that can be found, and whether they are found by their words, not by their title alone."""
    found = [each for each in statement.paragraphs if each.role not in SILENT_ROLES]
    return (found, True) if found else (statement.paragraphs[:1], False)


def language_of(paragraph, statement):
    return primary_language(paragraph.language or statement.language)


def terms(text, language=None):
    return [token.exact for token in ANALYSER.tokens(text, language)]


def holds(text, phrase, language=None):
    """Tell whether a text has the words of a phrase side by side."""
    words, wanted = terms(text, language), terms(phrase)
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def having(statements, phrase):
    """Return the paragraphs that have a phrase, or are the first of a statement whose title has it."""
    found = []
    for statement in statements:
        paragraphs, has_words = searchable(statement)
        titled = holds(statement.title, phrase, statement.language)
        for place, paragraph in enumerate(paragraphs):
            own = has_words and holds(paragraph.text, phrase, language_of(paragraph, statement))
            if own or (titled and place == 0):
                found.append((statement, paragraph))
    return found


def everything(statements):
    return [(statement, paragraph) for statement in statements for paragraph in searchable(statement)[0]]


def values(name, statement, paragraph):
    published = statement.published or ""
    told = {
        "year": [published[:4]],
        "month": [published[:7]] if len(published) > 4 else [],
        "publisher": [statement.publisher],
        "speaker": [paragraph.speaker],
        "country": statement.countries,
    }
    return {each for each in told[name] if each}


def counts(found, name):
    """Return by value how many statements and how many paragraphs have it."""
    statements = {(value, statement.id) for statement, each in found for value in values(name, statement, each)}
    paragraphs = Counter(value for statement, each in found for value in values(name, statement, each))
    by_statement = Counter(value for value, _ in statements)
    return {value: (by_statement[value], number) for value, number in paragraphs.items()}


def in_order(found):
    """Return the ids of statements, the earliest first, those without a date last; of one date in no order."""
    dated = {statement.id: first_day(statement.published) for statement, _ in found}
    return sorted(dated.items(), key=lambda each: (each[1] is None, each[1] or 0))


def windows(tokens, words, missing, between):
    """Return every span of tokens that has all but `missing` of the words and at most `between` others."""
    found = []
    for first, last in combinations(range(-1, len(tokens)), 2):
        inside = tokens[first + 1 : last + 1]
        held = (Counter(inside) & Counter(words)).total()
        tight = inside[0] in words and inside[-1] in words
        if tight and held >= len(words) - missing and len(inside) - held <= between:
            found.append((-held, len(inside), first + 1, last))
    return found


def variants(statements, words_in, missing, between):
    """Return how often each run of words, in small letters, stands for a line.

    `words_in` gives the exact terms of the line, and its stems in a language.
    """
    times = Counter()
    for statement in statements:
        paragraphs, has_words = searchable(statement)
        for paragraph in paragraphs if has_words else ():
            language = language_of(paragraph, statement)
            tokens = ANALYSER.tokens(paragraph.text, language)
            exact, stems = words_in(language)
            found = windows([each.exact for each in tokens], exact, missing, between)
            found += windows([each.stem for each in tokens], stems, missing, between)
            taken = set()
            for _, _, first, last in sorted(found):
                places = set(range(first, last + 1))
                if not places & taken:
                    taken |= places
                    times[paragraph.text[tokens[first].start : tokens[last].end].lower()] += 1
    return times

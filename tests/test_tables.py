"""The tables of data that ship are well formed, and agree with each other."""

import pytest

from indexer.analysis import Analyser, fold
from indexer.tables import shipped_table

ANALYSER = Analyser()

GROUPS = shipped_table("indexer", "synonyms.toml")["group"]
FUNCTION_WORDS = shipped_table("indexer", "languages.toml")["function_words"]
NAMES = shipped_table("indexer", "languages.toml")["names"]
PREFIXES = shipped_table("indexer", "compounds.toml")["prefixes"]

ABOUT, ACRONYMS, CAPITALS = "about", "acronyms", "capitals"
MIXED_CASE = {"ECtHR", "IACtHR", "CorteIDH", "SOGIESC"}
MOST_OTHERS = 12
"""Most terms that one term is widened to: those of an acronym beyond this number would never be looked for."""
MOST_WORDS = 10
CONTRACTED = {"re"}
"""What an apostrophe leaves of a word, and a prefix too."""
UNSPACED = {"ja", "th", "zh"}
TOPICS = "state right people number year report war government child mine us may law police case rights country"


def terms_by_language(group):
    return {name: value for name, value in group.items() if name not in (ABOUT, ACRONYMS, CAPITALS)}


def stems(term, language):
    return tuple(token.stem for token in ANALYSER.tokens(term, language))


def is_code(text):
    return len(text) in (2, 3) and text.isascii() and text.isalpha() and text.islower()


def folded(words):
    return [fold(word) for word in words.split()]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[ABOUT])
class TestSynonyms:
    def test_a_group_says_what_it_is_about_and_has_something_to_widen_to(self, group):
        acronyms, languages = group.get(ACRONYMS, []), terms_by_language(group)
        assert group[ABOUT].strip() == group[ABOUT] != ""
        assert len(acronyms) + sum(map(len, languages.values())) >= 2
        assert all(len(acronyms) + len(terms) >= 2 for terms in languages.values())

    def test_languages_are_codes_that_the_site_can_name(self, group):
        assert all(is_code(code) and code in NAMES for code in terms_by_language(group))

    def test_no_term_stands_twice(self, group):
        for language, terms in terms_by_language(group).items():
            assert all(term.strip() == term != "" for term in terms)
            assert len({stems(term, language) for term in terms}) == len(terms)
        acronyms = group.get(ACRONYMS, [])
        assert len(set(map(fold, acronyms))) == len(acronyms)

    def test_terms_are_short_enough_to_be_looked_for(self, group):
        terms = [(term, language) for language, terms in terms_by_language(group).items() for term in terms]
        assert all(1 <= len(stems(term, language)) <= MOST_WORDS for term, language in terms)
        assert not group.get(ACRONYMS) or len(group[ACRONYMS]) + len(terms) - 1 <= MOST_OTHERS

    def test_acronyms_are_single_words_in_capitals(self, group):
        for acronym in group.get(ACRONYMS, []):
            assert len(ANALYSER.tokens(acronym)) == 1
            assert acronym.removesuffix("s").isupper() or acronym in MIXED_CASE

    def test_an_acronym_that_is_a_common_word_needs_its_capitals(self, group):
        common = {
            word for language, words in FUNCTION_WORDS.items() if language not in UNSPACED for word in folded(words)
        }
        if not group.get(CAPITALS, False):
            assert not common & set(map(fold, group.get(ACRONYMS, [])))
        assert CAPITALS not in group or (group[CAPITALS] is True and group[ACRONYMS])

    def test_no_term_is_a_function_word_of_its_language(self, group):
        for language, terms in terms_by_language(group).items():
            words = {tokens[0].exact for tokens in map(ANALYSER.tokens, terms) if len(tokens) == 1}
            assert not set(folded(FUNCTION_WORDS.get(language, ""))) & words

    def test_an_acronym_is_no_term_too(self, group):
        acronyms = set(map(fold, group.get(ACRONYMS, [])))
        for terms in terms_by_language(group).values():
            assert not acronyms & {tokens[0].exact for tokens in map(ANALYSER.tokens, terms) if len(tokens) == 1}


def test_no_term_is_in_two_groups_of_a_language():
    groups_of = {}
    for group in GROUPS:
        for language, terms in terms_by_language(group).items():
            for term in terms:
                for key in ((language, fold(term)), (language, stems(term, language))):
                    assert groups_of.setdefault(key, group[ABOUT]) == group[ABOUT], (language, term)
        for acronym in group.get(ACRONYMS, []):
            assert groups_of.setdefault(fold(acronym), group[ABOUT]) == group[ABOUT], acronym


def test_no_two_groups_are_about_the_same():
    assert len({group[ABOUT] for group in GROUPS}) == len(GROUPS)


def test_what_the_law_tells_apart_is_not_joined():
    apart = [
        ("en", "refugee", "migrant"),
        ("en", "torture", "ill-treatment"),
        ("en", "detention", "imprisonment"),
        ("en", "human trafficking", "migrant smuggling"),
        ("es", "trata de personas", "tráfico de migrantes"),
    ]
    for language, one, other in apart:
        assert not any({one, other} <= set(group.get(language, ())) for group in GROUPS)


@pytest.mark.parametrize(("language", "words"), FUNCTION_WORDS.items(), ids=FUNCTION_WORDS.keys())
def test_function_words_are_different_words(language, words):
    assert is_code(language)
    assert language in NAMES
    assert len(set(folded(words))) == len(words.split())
    if language not in UNSPACED:
        assert all(len(ANALYSER.tokens(word)) == 1 for word in words.split())


def test_function_words_are_no_topics():
    assert not set(folded(FUNCTION_WORDS["en"])) & set(TOPICS.split())


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "how many did they who whom whose what which when where why do does has doesn t not of"),
        ("es", "cuántos qué quién cuándo dónde cómo por no de"),
        ("fr", "combien qu est ce que d l n c j m t s pourquoi quand où"),
        ("pt", "quantos quem quando onde como por que não"),
        ("de", "wie viele wer wann wo warum welche nicht"),
        ("ar", "كم من متى أين لماذا كيف ماذا هل"),
        ("ru", "сколько кто когда где почему какой не"),
        ("zh", "什么 多少 哪个 的 了 是 在"),
        ("ja", "もの こと です ます は が"),
        ("th", "ที่ การ ความ อะไร กี่"),
    ],
)
def test_what_questions_are_made_of_weighs_little(language, question):
    assert set(folded(question)) <= set(folded(FUNCTION_WORDS[language]))


def test_a_name_means_one_language():
    codes = {}
    for code, names in NAMES.items():
        assert is_code(code)
        assert len(set(map(fold, names))) == len(names)
        for name in names:
            codes.setdefault(fold(name), set()).add(code)
    assert {name: each for name, each in codes.items() if len(each) > 1} == {"norwegian": {"nb", "no"}}


@pytest.mark.parametrize(("language", "prefixes"), PREFIXES.items(), ids=PREFIXES.keys())
def test_prefixes_are_bound(language, prefixes):
    assert is_code(language)
    assert len(set(folded(prefixes))) == len(prefixes.split())
    assert all(len(prefix) >= 2 and prefix.isalpha() for prefix in prefixes.split())
    assert set(folded(prefixes)) & set(folded(FUNCTION_WORDS[language])) <= CONTRACTED

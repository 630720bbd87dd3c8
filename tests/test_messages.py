"""Messages are English, and know how they were made."""

import copy
import json
import pickle

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import guide
from indexer.bounds import check_search
from indexer.errors import ParameterError
from indexer.messages import Alternatives, DateInWords, LanguageInWords, Message, say, say_number
from indexer.query import parse
from indexer.wording import in_words

TEXTS = st.text(max_size=40)


@pytest.mark.parametrize(
    ("message", "english"),
    [
        (say("Plain."), "Plain."),
        (say("All of it, 100 % of it."), "All of it, 100 % of it."),
        (say("The word “%(word)s” is in no paragraph.", word="50 %"), "The word “50 %” is in no paragraph."),
        (say("%(share)s %% of %(whole)s", share=5, whole=1234567), "5 % of 1,234,567"),
        (say("Only %(word)s.", word="%(word)s"), "Only %(word)s."),
        (say_number("%(count)s word", "%(count)s words", 1), "1 word"),
        (say_number("%(count)s word", "%(count)s words", 0), "0 words"),
        (
            say_number("%(count)s word of “%(text)s”", "%(count)s words of “%(text)s”", 1024, text="a"),
            "1,024 words of “a”",
        ),
        (
            say("not %(part)s", part=say("published in %(date)s", date=DateInWords("2024-03"))),
            "not published in March 2024",
        ),
        (say("in %(language)s statements", language=LanguageInWords("Spanish", "es")), "in Spanish statements"),
        (say("It can be %(names)s.", names=Alternatives(["a"])), "It can be a."),
        (say("It can be %(names)s.", names=Alternatives(["a", "b"])), "It can be a or b."),
        (say("It can be %(names)s.", names=Alternatives(["a", "b", "c"])), "It can be a, b or c."),
    ],
)
def test_a_message_is_english(message, english):
    assert message == english
    assert str(message) == english
    assert json.dumps([message], ensure_ascii=False) == json.dumps([english], ensure_ascii=False)
    assert orjson.dumps([message]) == orjson.dumps([english])


@pytest.mark.parametrize(
    ("iso", "words"), [("2024", "2024"), ("2024-03", "March 2024"), ("2024-03-05", "5 March 2024"), ("0987", "0987")]
)
def test_a_date_in_words(iso, words):
    assert DateInWords(iso) == words
    assert DateInWords(iso).iso == iso


@given(st.dictionaries(st.from_regex(r"\A[a-z]+\Z"), TEXTS, min_size=1, max_size=4))
def test_what_was_typed_stands_in_a_message_letter_for_letter(values):
    template = "; ".join(f"{name}: %({name})s" for name in values)
    assert say(template, **values) == "; ".join(f"{name}: {value}" for name, value in values.items())


@given(TEXTS, st.integers(min_value=0, max_value=10**6))
def test_a_copy_knows_what_the_message_knows(word, number):
    inner = say("from %(date)s in %(language)s", date=DateInWords("2024"), language=LanguageInWords("Thai", "th"))
    message = say_number(
        "%(count)s %(word)s %(inner)s %(names)s",
        "%(count)s × %(word)s %(inner)s %(names)s",
        number,
        word=word,
        inner=inner,
        names=Alternatives(["a", "b"]),
    )
    for made in (copy.copy(message), copy.deepcopy(message), pickle.loads(pickle.dumps(message))):  # noqa: S301
        assert isinstance(made, Message)
        assert made == message
        assert made.sentence == message.sentence
        kinds = [type(value) for _, value in made.sentence.values]
        assert kinds == [int, str, Message, Alternatives]


@given(st.text(max_size=60))
def test_every_warning_of_a_query_can_be_said_in_another_language(text):
    assert all(isinstance(each, Message) for each in parse(text).warnings)


@pytest.mark.parametrize(
    "query",
    [
        "asylum lang:es",
        "-lang:es asylum",
        "date:2024 asylum",
        "asylum before:2024-03-05",
        "speaker:a publisher:b",
        "date:2024",
    ],
)
def test_a_query_in_words_can_be_said_in_another_language(query):
    assert isinstance(in_words(parse(query).query), Message)


def test_words_that_were_typed_are_no_message():
    assert not isinstance(in_words(parse("not in Spanish statements").query), Message)


@pytest.mark.parametrize(
    ("wrong", "message", "hint"),
    [
        ({"limit": 1000}, "limit is 1000.", "It can be 1 to 100."),
        ({"page": 1001}, "Page 1001 lies beyond the first 10,000 hits, which are all that can be paged through.", None),
        ({"sort": "x"}, "sort is “x”.", "It can be relevance, newest or oldest."),
        ({"query": "a" * 1001}, "The query has 1,001 characters; at most 1,000 are searched.", None),
    ],
)
def test_a_refusal_says_in_english_what_it_said_before_it_could_say_more(wrong, message, hint):
    asked = {"limit": 10, "page": 1, "group": "statement", "sort": "newest", "facets": (), "statement": None}
    asked |= {"query": "a", "paragraphs": 3} | wrong
    with pytest.raises(ParameterError) as refused:
        check_search(asked.pop("query"), **asked)
    assert refused.value.message == message
    assert hint is None or refused.value.hint == hint
    assert isinstance(refused.value.message, Message)
    assert isinstance(refused.value.hint, Message)


def test_all_that_the_guide_tells_can_be_said_in_another_language():
    told = [guide.BEYOND_LIMITS]
    for limit in guide.limits():
        told += [limit.what, limit.beyond]
    for section in guide.sections():
        told += [section.title, section.means, *section.paragraphs]
        told += [each for example in section.examples for each in (example.why, *example.facts)]
    assert len(told) > 100
    assert all(isinstance(each, Message) for each in told)

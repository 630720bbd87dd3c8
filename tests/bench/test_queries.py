"""Queries drawn from texts: the same each time, and found in the texts."""

from bench.queries import Kind, Query, draw, words_of

TEXTS = [
    f"Authorities must release detained protesters immediately and unconditionally, said delegate {number}."
    for number in range(30)
]


def test_the_draw_is_the_same_each_time():
    assert draw(TEXTS, each=5) == draw(list(TEXTS), each=5)


def test_every_kind_is_drawn_as_often():
    drawn = draw(TEXTS, each=4)
    assert [query.kind for query in drawn] == [kind for kind in Kind for _ in range(4)]


def test_what_is_drawn_occurs():
    text = " ".join(TEXTS[0].lower().replace(",", "").split())
    for query in draw(TEXTS, each=10):
        wanted = [" ".join(query.words)] if query.kind is Kind.PHRASE else query.words
        assert all(each in text for each in wanted), query


def test_queries_as_a_person_types_them():
    assert str(Query(Kind.WORD, ("asylum",))) == "asylum"
    assert str(Query(Kind.WORDS, ("asylum", "law"))) == "asylum law"
    assert str(Query(Kind.PHRASE, ("due", "process"))) == '"due process"'
    assert str(Query(Kind.PREFIX, ("dete",))) == "dete*"


def test_a_question_becomes_its_words():
    assert words_of("What's due, and to WHOM?").words == ("what", "s", "due", "and", "to", "whom")

"""Statements and their JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from indexer.statement import (
    Acronym,
    Paragraph,
    Role,
    Statement,
    Translation,
    pack,
    paragraph_from_json,
    statement_from_json,
    statement_to_json,
    to_json,
)

text = st.text(max_size=20)
maybe = st.none() | text
texts = st.lists(text, max_size=3).map(tuple)
paragraphs = st.builds(
    Paragraph,
    number=st.integers(1, 99),
    role=st.sampled_from(Role),
    text=text,
    speaker=maybe,
    speaker_title=maybe,
    evidence=maybe,
    quoted=st.booleans(),
    emphasised=st.booleans(),
    repeats=st.lists(st.integers(1, 99), max_size=2).map(tuple),
    attributes=st.none() | st.integers(1, 99),
    credit=maybe,
    language=maybe,
)
statements = st.builds(
    Statement,
    id=text,
    title=text,
    url=maybe,
    published=maybe,
    updated=maybe,
    language=maybe,
    publisher=maybe,
    type=maybe,
    countries=texts,
    topics=texts,
    source=text,
    translations=st.lists(st.builds(Translation, language=text, url=text), max_size=2).map(tuple),
    acronyms=st.lists(st.builds(Acronym, short=text, long=text), max_size=2).map(tuple),
    paragraphs=st.lists(paragraphs, max_size=3).map(tuple),
    warnings=texts,
)


@given(statements)
def test_json_both_ways(made):
    assert statement_from_json(json.loads(json.dumps(statement_to_json(made)))) == made
    assert statement_from_json(json.loads(pack(statement_to_json(made)))) == made


@given(paragraphs)
def test_a_paragraph_both_ways(made):
    assert paragraph_from_json(json.loads(json.dumps(to_json(made)))) == made

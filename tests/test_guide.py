"""The query language as readers are told it: from the table of its cases, and nothing typed twice."""

import pytest

from docs.make import PAGES, language_page
from indexer import guide
from indexer.bounds import MAX_LIMIT, MAX_PARAGRAPHS, MAX_SHOWN, MAX_WINDOW
from indexer.clauses import MAX_EXPANSIONS
from indexer.highlight import MAX_MARKED
from indexer.query import MAX_CHARACTERS, MAX_CLAUSES, MIN_PREFIX
from indexer.query.lexer import MOST_LETTERS
from indexer.query.parser import MAX_DEPTH, MAX_MISSPELT, MAX_PREFIXES
from indexer.query.syntax import MAX_WITHIN
from indexer.settings import QUERY_SECONDS
from tests.asking.cases import sections as table_sections

SECTIONS = guide.sections()
EXAMPLES = [(section, example) for section in SECTIONS for example in section.examples]


def test_every_section_of_the_table_is_told_in_its_order():
    assert [(each.name, each.title) for each in SECTIONS] == [(each.name, each.title) for each in table_sections()]
    for told, table in zip(SECTIONS, table_sections(), strict=True):
        assert " ".join(told.paragraphs).split() == table.text.split()
        assert not any("\n" in each for each in told.paragraphs)


def test_the_examples_are_the_cases_that_are_shown():
    shown = [
        (case.query, case.text, case.found, case.why) for each in table_sections() for case in each.cases if case.shown
    ]
    assert [(each.query, each.text, each.found, each.why) for _, each in EXAMPLES] == shown
    assert all(section.examples for section in SECTIONS)


@pytest.mark.parametrize(("section", "example"), EXAMPLES)
def test_what_is_marked_stands_in_the_text_word_for_word(section, example):
    cases = next(each.cases for each in table_sections() if each.name == section.name)
    case = next(each for each in cases if each.shown and (each.query, each.text) == (example.query, example.text))
    assert tuple(example.text[start:end] for start, end in example.marked) == case.marked
    ends = [0, *(place for span in example.marked for place in span)]
    assert ends == sorted(ends)
    assert case.marked == () or example.found


def test_facts_that_decide_are_told():
    facts = {example.query: example.facts for _, example in EXAMPLES if example.facts}
    assert facts["conditions"] == ("title: Prison conditions",)
    assert facts["speaker:nicolas"] == ("said by: Nicolás Example",)
    assert facts["country:Espagne"] == ("about: Spain",)


LIMITS = [
    *(MAX_CHARACTERS, MAX_CLAUSES, MAX_DEPTH, QUERY_SECONDS, MAX_LIMIT, MAX_PARAGRAPHS, MAX_SHOWN, MAX_WINDOW),
    *(MIN_PREFIX, MAX_PREFIXES, MAX_EXPANSIONS, MAX_MISSPELT, MOST_LETTERS, MAX_WITHIN, MAX_MARKED),
]


def test_the_limits_are_those_of_the_code():
    assert [each.most for each in guide.limits()] == LIMITS


def test_the_page_of_the_documentation_tells_all_of_it():
    page = language_page()
    assert PAGES["query-language.md"] is language_page
    for section in SECTIONS:
        assert f"\n## {section.title}\n" in page
        assert f"`{section.syntax}`" in page
        assert all(paragraph in page for paragraph in section.paragraphs)
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) == len(EXAMPLES)
    for row, (_, example) in zip(rows, EXAMPLES, strict=True):
        assert row.startswith(f"| `{example.query}` | ")
        assert row.count(" | ") == 2
        assert row.count("**") == 2 * len(example.marked)
        assert (" | yes" in row) is example.found
    for limit in guide.limits():
        assert f"\n| {limit.what} | {limit.most:,} | {limit.beyond} |\n" in page


def test_what_is_markdown_in_a_text_is_shown_as_it_is(monkeypatch):
    odd = guide.Example(
        query="a|b",
        text="a*b_c|<i>",
        language="en",
        found=True,
        marked=((0, 3),),
        before="",
        facts=("x: [y]",),
        why="~",
    )
    section = guide.Section(name="n", title="T", syntax="a|b", means="*", paragraphs=("p",), examples=(odd,))
    monkeypatch.setattr(guide, "sections", lambda: (section,))
    (row,) = [line for line in language_page().splitlines() if line.startswith("| `")]
    assert row == r"| `a\|b` | **a\*b**\_c\|\<i\> (x: \[y\]) | yes – \~ |"

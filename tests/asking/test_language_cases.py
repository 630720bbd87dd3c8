"""The table of the query language is well formed, and an archive of all its cases answers as it says."""

import re
from functools import cache

import pytest

from indexer import open_archive
from tests.asking.cases import all_cases, sections
from tests.conftest import build_quietly, write_lines

SECTIONS = sections()
CASES = all_cases()
FOUND = [case for case in CASES if case.found]
PAGE = 100


def by_id(cases):
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases])


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("language")
    build_quietly(write_lines(folder / "cases.jsonl", [case.statement() for case in CASES]), folder / "index")
    opened = open_archive(folder / "index")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def found_by(archive):
    """The paragraphs that have all that a query asks: pairs of a statement's id and a number."""

    @cache
    def found(query):
        paragraphs = set()
        number = pages = 1
        while number <= pages:
            page = archive.search(query, limit=PAGE, page=number, group="paragraph")
            full = [hit for hit in page.hits if not hit.partial]
            paragraphs |= {(hit.statement.id, each.number) for hit in full for each in hit.paragraphs}
            if len(full) < len(page.hits):  # what has only some of it follows all that has the whole
                break
            number, pages = number + 1, page.pages
        return paragraphs

    return found


@by_id(CASES)
def test_the_paragraph_is_found_or_not(case, found_by):
    assert ((case.id, case.number) in found_by(case.query)) is case.found


@by_id(FOUND)
def test_the_words_that_answer_are_marked(case, archive):
    statement = archive.statement(case.id)
    spans = archive.marks(case.query, statement).get(case.number, ())
    text = statement.paragraphs[case.number - 1].text
    assert tuple(text[start:end] for start, end in spans) == case.marked


@pytest.mark.parametrize("section", [pytest.param(section, id=section.name) for section in SECTIONS])
def test_table_section_is_whole(section):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", section.name)
    for line in (section.title, section.syntax, section.means):
        assert line.strip() == line
        assert line
        assert "\n" not in line
    assert 1 <= len(section.text.strip().split("\n\n")) <= 3
    assert 3 <= sum(case.shown for case in section.cases) <= 6
    assert any(case.found for case in section.cases)
    assert any(not case.found for case in section.cases)


def test_table_has_enough_cases_and_near_misses():
    assert len(CASES) >= 300
    assert 3 * (len(CASES) - len(FOUND)) >= len(CASES)


def test_table_names_are_unique():
    for unique in (
        [section.name for section in SECTIONS],
        [section.title for section in SECTIONS],
        [section.syntax for section in SECTIONS],
    ):
        assert len(set(unique)) == len(unique)


def test_table_has_no_case_twice():
    asked = [(case.query, case.statement().paragraphs, case.title, case.language, case.published) for case in CASES]
    assert len(set(asked)) == len(asked)


@by_id(CASES)
def test_table_marks_stand_in_the_text_in_order(case):
    assert case.found or not case.marked
    at = 0
    for words in case.marked:
        assert words in case.text[at:]
        at = case.text.index(words, at) + len(words)


@by_id(CASES)
def test_table_texts_are_single_lines(case):
    assert case.text.strip() == case.text
    assert "\n" not in case.text + case.before + case.why
    assert case.why == case.why.rstrip(".")

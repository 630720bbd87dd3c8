import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.statement import Role
from tests.extract.reading import read_markdown


def pieces(text: str) -> list[tuple[str, str]]:
    return [(each.role.value, each.text) for each in read_markdown(text).paragraphs]


CASES = [
    ("One\nparagraph.\n\nTwo.", [("body", "One paragraph."), ("body", "Two.")]),
    ("# Title\n\n## Part ##\nText", [("title", "Title"), ("heading", "Part"), ("body", "Text")]),
    ("Title\n=====\nPart\n---\nText", [("title", "Title"), ("heading", "Part"), ("body", "Text")]),
    ("- a\n* b\n+ c\n1. d\n2) e", [("list_item", each) for each in "abcde"]),
    ("- long\n  item\n\nText", [("list_item", "long item"), ("body", "Text")]),
    (
        "> quoted\n> words\n>\n> more\n\nText",
        [("block_quote", "quoted words"), ("block_quote", "more"), ("body", "Text")],
    ),
    ("a\n\n---\n\n* * *\n\nb", [("body", "a"), ("body", "b")]),
    ("```\n# code\n- no item\n```\ntext", [("body", "# code - no item"), ("body", "text")]),
    (
        "**Bold**, *it* and __b__ _i_, `code`, [a link](http://x), ![alt](y)",
        [("body", "Bold, it and b i, code, a link, alt")],
    ),
    ("snake_case_name, 2 * 3 * 4 and \\*stars\\*", [("body", "snake_case_name, 2 * 3 * 4 and *stars*")]),
    ("#hashtag and 1.5", [("body", "#hashtag and 1.5")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_marks_shape_paragraphs_and_are_stripped(text, expected):
    assert pieces(text) == expected


def test_front_matter_gives_metadata():
    statement = read_markdown(
        "---\ntitle: 'The title: whole'\nurl: https://example.org/news/a\ndate: 2025-03-27T10:00:00Z\n"
        'updated: 2025-04\nlang: pt_br\npublisher: "Made for a test"\ntype: letter\ntags: [asylum, "due process"]\n'
        "countries:\n  - El Salvador\n  - Venezuela\nspeaker: A B\n# a comment\nother:\n---\n# Heading\n\nText.",
        path="x/a.md",
    )
    assert statement.title == "The title: whole"
    assert (statement.url, statement.id[:2]) == ("https://example.org/news/a", "a-")
    assert (statement.published, statement.updated, statement.language) == ("2025-03-27", "2025-04", "pt-BR")
    assert (statement.publisher, statement.type) == ("Made for a test", "letter")
    assert statement.topics == ("asylum", "due process")
    assert statement.countries == ("El Salvador", "Venezuela")
    assert [(each.role, each.text, each.speaker) for each in statement.paragraphs] == [
        (Role.HEADING, "Heading", "A B"),
        (Role.BODY, "Text.", "A B"),
    ]
    assert statement.warnings == ()


def test_front_matter_that_cannot_be_used_is_left_out_with_a_warning():
    statement = read_markdown("---\ndate: last week\nurl: javascript:x\n---\nText.")
    assert (statement.published, statement.url) == (None, None)
    assert len(statement.warnings) == 2


@pytest.mark.parametrize("text", ["---\nSome words\n---\nText", "---\ntitle: x\nText", "---"])
def test_rules_around_words_are_no_front_matter(text):
    if text == "---":
        with pytest.raises(SourceError):
            pieces(text)
    else:
        assert pieces(text)[-1][1].endswith("Text")
        assert read_markdown(text).url is None


@pytest.mark.parametrize(
    ("text", "title"),
    [("Intro.\n\n# The title\n\nText", "The title"), ("## Part\n\nText", "Part"), ("First one. Second.", "First one.")],
)
def test_the_title_is_the_first_heading_or_sentence(text, title):
    assert read_markdown(text).title == title


@settings(deadline=None)
@given(st.text() | st.text(alphabet="#->*`=_[]()!\\ \n1.a:"))
def test_no_text_raises_anything_else(text):
    try:
        statement = read_markdown(text)
    except SourceError:
        return
    assert all(each.text for each in statement.paragraphs)
    assert statement.title

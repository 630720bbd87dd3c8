import contextlib
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.extract import extract
from indexer.extract.html import CUT
from indexer.extract.page.collector import NOT_CLOSED
from indexer.prose import clean
from indexer.statement import Role
from tests.extract.reading import read_html, read_text

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
<title>Made for a test | Example</title>
<meta property="og:site_name" content="Example">
<meta property="article:published_time" content="2025-03-27T10:00:00Z">
<link rel="canonical" href="https://example.org/news/made-for-a-test/">
</head><body>
<nav><a href="/">Home</a></nav>
<main><h1>Made for a test</h1>
<p>The first paragraph has <b>enough</b> words to be taken for a sentence of a statement.</p>
<p lang="es">El segundo tiene también bastantes palabras para una frase.</p>
</main><footer>Imprint</footer></body></html>"""


def test_a_page_becomes_a_whole_statement():
    statement = extract(PAGE.encode(), path="a/b.html", kind="html")
    assert (statement.title, statement.published, statement.language) == ("Made for a test", "2025-03-27", "en")
    assert (statement.publisher, statement.url) == ("Example", "https://example.org/news/made-for-a-test/")
    assert statement.id.startswith("made-for-a-test-")
    assert statement.source == "a/b.html"
    assert [(each.number, each.role, each.language) for each in statement.paragraphs] == [
        (1, Role.TITLE, None),
        (2, Role.BODY, None),
        (3, Role.BODY, "es"),
    ]
    assert statement.warnings == ()


def test_the_same_page_from_another_place_keeps_its_id():
    assert read_html(PAGE, "x.html").id == read_html(PAGE, "y/z.htm").id


def test_statements_pass_between_processes():
    statement = read_html(PAGE)
    assert pickle.loads(pickle.dumps(statement)) == statement  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(extract)) is extract  # noqa: S301


def test_warnings_say_what_was_guessed_and_what_was_cut():
    statement = extract("<p>café <!-- never closed <p>lost".encode("latin-1"), path="a.html", kind="html")
    assert len(statement.warnings) == 2
    assert "guessed" in statement.warnings[0]
    assert statement.warnings[1] == CUT.format(NOT_CLOSED)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "html"),
        (b"", "text"),
        (b"", "markdown"),
        (b" \n\r\n\xc2\xa0", "text"),
        (b"<html><body><script>x()</script></body></html>", "html"),
        (b"# \n\n---\n", "markdown"),
        (b"%PDF-1.4", "text"),
        (b"text", "epub"),
    ],
)
def test_what_holds_no_statement_says_why(data, kind):
    with pytest.raises(SourceError) as caught:
        extract(data, path="a", kind=kind)
    assert caught.value.message.endswith(".")
    assert caught.value.hint


def test_lines_of_every_kind_part_paragraphs():
    statement = read_text("\ufeffa\r\nb\rc\n\n \u200b \nd\u2028e")
    assert [each.text for each in statement.paragraphs] == ["a", "b", "c", "d", "e"]


FRAGMENTS = st.sampled_from(
    [
        "<p>", "</p>", "<div class='", "<div hidden>", "</div>", "<a href=x>", "</a>", "<b", ">", "<!--", "-->",
        "<table>", "<tr><td>", "</table>", "<blockquote>", "<cite>", "</cite>", "</script>",
        "<script type='application/ld+json'>", "<style>", "</style>", "<li>", "<br>", "<h1>", "</h1>", "<main>",
        "<article>", "<aside>", "<title>", "&amp;", "&#x", "&#xD800;", "<![CDATA[", "]]>", "<?xml ", "<!DOCTYPE",
        "<svg>", "<template>", "<html lang=", "'", '"',
        "<meta name=date content=", "<link rel=canonical href=", "<time datetime=", "http://[", "2025-03-27", "\0",
        "\ufeff", "</br>", "<pre>\n\n",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS | st.text(max_size=10), max_size=30).map("".join))
def test_no_markup_raises_anything_else(html):
    with contextlib.suppress(SourceError):
        statement = read_html(html)
        assert all(each.text == clean(each.text) != "" for each in statement.paragraphs)
        assert statement.title


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_mutation_of_a_page_raises_anything_else(data):
    page = PAGE
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(page)))
        end = data.draw(st.integers(start, min(len(page), start + 40)))
        page = page[:start] + data.draw(FRAGMENTS | st.text(max_size=5)) + page[end:]
    with contextlib.suppress(SourceError):
        extract(page.encode(), path="a.html", kind="html")


WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, min_size=1, max_size=30).map(" ".join).map(clean).filter(bool)
WRAPPERS = st.lists(
    st.sampled_from(["div", "section", "blockquote", "center", "ul><li", "table><tr><td", "custom-box"]), max_size=4
)


@settings(deadline=None)
@given(st.lists(st.tuples(WRAPPERS, SENTENCES), min_size=1, max_size=12), st.sampled_from(["main", "article"]))
def test_text_in_paragraphs_of_the_main_text_is_never_lost(parts, container):
    body = "".join("".join(f"<{tag}>" for tag in wrappers) + f"<p>{text}</p></main-part>" for wrappers, text in parts)
    statement = read_html(f"<title>T</title><{container}>{body}</{container}>")
    shown = " ".join(each.text for each in statement.paragraphs)
    for _, text in parts:
        assert text in shown


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), WRAPPERS)
def test_text_of_a_short_page_is_never_lost(parts, wrappers):
    body = "".join(f"<p>{text}</p>" for text in parts)
    statement = read_html("".join(f"<{tag}>" for tag in wrappers) + body)
    assert [each.text for each in statement.paragraphs] == parts

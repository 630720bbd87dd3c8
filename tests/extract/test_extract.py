import contextlib
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.extract import extract, extract_html, extract_text
from indexer.extract.html import CUT
from indexer.prose import clean, title_of
from indexer.statement import Role

SAMPLE = Path(__file__).parents[2] / "seeds" / "000_0e065b5d756ede2c.txt"

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


def test_the_sample_is_one_paragraph_a_line():
    statement = extract(SAMPLE.read_bytes(), path=SAMPLE.name, kind="text")
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    assert [each.text for each in statement.paragraphs] == [clean(line) for line in lines if line.strip()]
    assert {each.role for each in statement.paragraphs} == {Role.BODY}
    assert statement.title == title_of(lines[0])
    assert statement.title.endswith("…")
    assert statement.id == "000-0e065b5d756ede2c-41f50d8c0a"
    assert (statement.language, statement.published, statement.warnings) == (None, None, ())


QUOTATIONS = {3: 4, 7: 8, 11: 12, 15: 16}
"""The sample's lines that show others again, and the line that names their speaker."""

THEMES = {
    "blockquote": '<blockquote class="blockquote is-lined"><p>{}</p><cite>{}</cite></blockquote>',
    "author": '<div class="quote-content"><blockquote class="text">{}</blockquote><p class="author">{}</p></div>',
    "figure": '<figure class="wp-block-pullquote"><blockquote><p>{}</p><cite>{}</cite></blockquote></figure>',
    "aside": '<aside class="pullquote"><p>{}</p><span class="author">{}</span></aside>',
    "footer": "<blockquote><p>{}</p><footer>{}</footer></blockquote>",
    "flat": "<p>{}</p><p>{}</p>",
}

NOISE = """<div class="callToAction" role="note"><h1>Act now</h1><p>Sign our petition, tell all your friends.</p></div>
<div class="tweetBlock"><p>Tweet this to everybody whom you know.</p></div>
<div class="article-share"><ul><li><a href="#">Share</a></li></ul></div>"""


def themed(lines: list[str], theme: str) -> str:
    """Return the sample's lines as a page in a theme's markup."""
    body = ""
    for number, line in enumerate(lines, 1):
        if number in QUOTATIONS:
            body += THEMES[theme].format(line, lines[number]) + NOISE
        elif number == len(lines):
            body += f"<figure><img src=x><figcaption>{line}</figcaption></figure>"
        elif number not in QUOTATIONS.values():
            body += f"<p>{line}</p>"
    header = "<header><h1>Unlawful expulsions</h1></header>"
    return f"<title>Unlawful expulsions</title><main>{header}<article>{body}</article></main>"


@pytest.mark.parametrize("theme", THEMES)
def test_the_sample_comes_whole_out_of_every_theme(theme):
    lines = [clean(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    statement = extract_html(themed(lines, theme), path="a.html")
    assert [each.text for each in statement.paragraphs] == lines
    roles = {each.number: each.role for each in statement.paragraphs}
    assert roles[20] is Role.CAPTION
    if theme != "flat":
        assert {roles[number] for number in QUOTATIONS} == {Role.BLOCK_QUOTE}
        assert {roles[number] for number in QUOTATIONS.values()} == {Role.ATTRIBUTION}


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
    assert extract_html(PAGE, path="x.html").id == extract_html(PAGE, path="y/z.htm").id


def test_statements_pass_between_processes():
    statement = extract_html(PAGE, path="a.html")
    assert pickle.loads(pickle.dumps(statement)) == statement  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(extract)) is extract  # noqa: S301


def test_warnings_say_what_was_guessed_and_what_was_cut():
    statement = extract("<p>café <!-- never closed <p>lost".encode("latin-1"), path="a.html", kind="html")
    assert len(statement.warnings) == 2
    assert "guessed" in statement.warnings[0]
    assert statement.warnings[1] == CUT


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
    statement = extract_text("\ufeffa\r\nb\rc\n\n \u200b \nd\u2028e", path="a.txt")
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
        statement = extract_html(html, path="a.html")
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
    statement = extract_html(f"<title>T</title><{container}>{body}</{container}>", path="a.html")
    shown = " ".join(each.text for each in statement.paragraphs)
    for _, text in parts:
        assert text in shown


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4), WRAPPERS)
def test_text_of_a_short_page_is_never_lost(parts, wrappers):
    body = "".join(f"<p>{text}</p>" for text in parts)
    statement = extract_html("".join(f"<{tag}>" for tag in wrappers) + body, path="a.html")
    assert [each.text for each in statement.paragraphs] == parts

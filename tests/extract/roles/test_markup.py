import pytest

from tests.extract.reading import read_html

LONG = "This is a sentence of the statement itself, and it is long enough to count as prose on any page."

OTHER = "These are quite different words, which say another thing, and they count as prose as well as the first do."

CASES = [
    ("<h1>The title</h1><p>{}", [("title", "The title"), ("body", LONG)]),
    ("<h1>Another</h1><h2>Part</h2><p>{}", [("title", "Another"), ("heading", "Part"), ("body", LONG)]),
    ("<h2>{0} {0} {0}</h2><p>{1}", [("body", f"{LONG} {LONG} {LONG}"), ("body", OTHER)]),
    ("<ul><li>{}<li><p>Item</ul><p>{}", [("list_item", LONG), ("list_item", "Item"), ("body", OTHER)]),
    ("<p>{}<blockquote>Words.</blockquote>", [("body", LONG), ("block_quote", "Words.")]),
    (
        "<p>{}<blockquote><p>Words.</p><cite>A B, director</cite></blockquote><p>{}",
        [("body", LONG), ("block_quote", "Words."), ("attribution", "A B, director"), ("body", OTHER)],
    ),
    (
        "<p>{}<blockquote><p>Words.</p><footer>A B</footer></blockquote>",
        [("body", LONG), ("block_quote", "Words."), ("attribution", "A B")],
    ),
    (
        "<p>{}<div class=quote-content><blockquote>Words.</blockquote><p class=author>A B</p></div>",
        [("body", LONG), ("block_quote", "Words."), ("attribution", "A B")],
    ),
    (
        "<p>{}<figure class=wp-block-pullquote><blockquote><p>Words.</p><cite>A B</cite></blockquote></figure>",
        [("body", LONG), ("block_quote", "Words."), ("attribution", "A B")],
    ),
    ("<p>{}<p class=author>A B wrote this.", [("body", LONG), ("body", "A B wrote this.")]),
    ("<p>{}<figure><img><figcaption>A gate.</figcaption></figure>", [("body", LONG), ("caption", "A gate.")]),
    ("<p>{}<span class=x><p class=imageCaption>A gate.</p>", [("body", LONG), ("caption", "A gate.")]),
    ("<p>27 March 2025, 10:00 UTC<p>{}", [("boilerplate", "27 March 2025, 10:00 UTC"), ("body", LONG)]),
    (
        "<p>Published on Monday<p>By A B<p>{}",
        [("boilerplate", "Published on Monday"), ("boilerplate", "By A B"), ("body", LONG)],
    ),
    ("<p>In 2025<p>{}", [("body", "In 2025"), ("body", LONG)]),
    (
        "<p>{}<h2>Related news</h2><ul><li><a href=x>Other</a><li>One more</ul>",
        [("body", LONG), ("boilerplate", "Related news"), ("boilerplate", "Other"), ("boilerplate", "One more")],
    ),
    ("<h2>Related news</h2><p>{}", [("heading", "Related news"), ("body", LONG)]),
    ("<p>{}<p>ENDS<p>A B", [("body", LONG), ("body", "ENDS"), ("body", "A B")]),
]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_markup_to_roles(html, expected):
    page = f"<title>The title</title><main>{html.format(LONG, OTHER)}</main>"
    statement = read_html(page)
    assert [(each.role.value, each.text) for each in statement.paragraphs] == expected
    assert [each.number for each in statement.paragraphs] == list(range(1, len(expected) + 1))

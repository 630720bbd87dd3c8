import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.page.blocks import read_page
from indexer.extract.page.collector import INLINE, NOT_CLOSED
from indexer.extract.page.profile import load_profile
from indexer.extract.page.tree import Page
from indexer.prose import clean

LEAVES = [
    ("<p>United<b>States</b> of <i>A</i>merica", ["UnitedStates of America"]),
    ("<p>One<p>Two<li>three", ["One", "Two", "three"]),
    ("<div>a<p>b</p>c</div>d", ["a", "b", "c", "d"]),
    ("<div>a<p></p>b", ["a", "b"]),
    ("<p>a<br>b", ["a b"]),
    ("<p>a<br/>\n<br>b<br><br><br>c", ["a", "b", "c"]),
    ("<p>a<br>b<br>c", ["a b c"]),
    ("<p>a</br>b", ["a b"]),
    ("<p>one<img src=x>two", ["one two"]),
    ("<p>one<wbr>two&shy;three&#8203;four", ["onetwothreefour"]),
    ("<p>nb&nbsp;&nbsp;sp\n\t and", ["nb sp and"]),
    ("<p>e&#x301;", ["é"]),
    ("<p>می&zwnj;خواهم<p>क्&zwj;ष", ["می\u200cخواهم", "क्\u200dष"]),
    ("plain text & more <", ["plain text & more <"]),
    ("<p>a<script>var x = '<p>no</p>'</script>b", ["ab"]),
    ("<p>a<!-- comment -->b", ["ab"]),
    ("<p>one<button>Share</button>two", ["one two"]),
    ("<style>p {}</style><template><p>no</template><noscript><p>no</noscript><svg><text>no</svg><p>yes", ["yes"]),
    ("<p>kept <del>withdrawn</del> kept", ["kept kept"]),
    ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字</ruby>", ["漢字"]),
    ("<pre>hard\nwrapped\n \nnext\r\n\r\nlast</pre>", ["hard wrapped", "next", "last"]),
    ("<dl><dt>Term<dd>Meaning</dl>", ["Term", "Meaning"]),
    ("<table><tr><td>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
    ("<ul><li>a<ul><li>b</ul>c</ul>", ["a", "b", "c"]),
    ("<figure><img><figcaption>cap</figcaption></figure>", ["cap"]),
    ("<blockquote>Words.<cite>Name</cite></blockquote>", ["Words.", "Name"]),
    ("<blockquote><p>Words. <cite>Name</cite></p></blockquote>", ["Words.", "Name"]),
    ("<blockquote>As <cite>Nature</cite> wrote.</blockquote>", ["As Nature wrote."]),
    ("<p>in <cite>Nature</cite>", ["in Nature"]),
    ("<div><span class=image-caption>A gate</span><span class=image-copyright>© A B</span>", ["A gate", "© A B"]),
    ("<p>By <span class=author>A B</span>", ["By A B"]),
    ("<blockquote>Words.<span class=author>A B</span>", ["Words.", "A B"]),
    ("<p>a <meta itemprop=x content=y>b", ["a b"]),
    ("<custom-tag>a</custom-tag><custom-tag>b</custom-tag>", ["a", "b"]),
    ("<html><p>x</p></html><p>behind", ["x", "behind"]),
    ("<p>a\0b&#0;", ["ab\ufffd"]),
    ("<a>" * 50 + "x", ["x"]),
    ("", []),
]


def texts(html: str) -> list[str]:
    return [leaf.text for leaf in page_of(html).leaves]


def page_of(html: str) -> Page:
    return read_page(html, load_profile())


@pytest.mark.parametrize(("html", "expected"), LEAVES)
def test_runs_of_text_in_reading_order(html, expected):
    assert texts(html) == expected


XHTML = (
    "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>"
    "<head><title>T</title><script src='x'/></head><body><p/><div/>one<a id='x'/>two<p>three</p></body></html>"
)


def test_xhtml_is_read_as_html():
    page = page_of(XHTML)
    assert [leaf.text for leaf in page.leaves] == ["onetwo", "three"]
    assert page.head_title == "T"


def test_linked_characters_are_counted():
    [leaf] = page_of("<p>See <a href=x>the <b>report</b></a> now").leaves
    assert (leaf.text, leaf.linked) == ("See the report now", len("the") + len("report"))


def test_the_elements_stand_in_document_order_with_their_parents():
    page = page_of("<div id=a><p class='b c'>x</p></div><p>y")
    assert [element.order for element in page.elements] == list(range(len(page.elements)))
    assert all(element.parent.order < element.order for element in page.elements if element.parent)
    [first, second] = page.leaves
    assert first.element.attributes["class"] == "b c"
    assert first.element.parent is not None
    assert first.element.parent.attributes["id"] == "a"
    assert second.element.parent is first.element.parent.parent


def test_json_ld_and_dates_are_kept_apart_from_the_text():
    page = page_of(
        "<script type='application/LD+json'>{\"a\": 1}</script><script>no()</script>"
        "<time datetime=2025-03-27>27 March</time><p class=entry-date>March 2025</p><p class=update>" + "x" * 500
    )
    assert page.scripts == ('{"a": 1}',)
    assert [(each.element.tag, each.text) for each in page.stated] == [
        ("time", "27 March"),
        ("p", "March 2025"),
        ("p", ""),
    ]


@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "p", "ul><li", "table><tr><td", "font", "section"])
def test_deep_nesting_keeps_the_text(tag):
    page = page_of("<p>before</p>" + f"<{tag}>" * 5000 + "deep" + "<p>after")
    assert ([leaf.text for leaf in page.leaves], page.cut) == (["before", "deep", "after"], "")


def test_a_hundred_thousand_open_tags_are_read():
    page = page_of("<div>" * 100_000 + "deep")
    assert ([leaf.text for leaf in page.leaves], page.cut) == (["deep"], "")


def test_a_text_longer_than_the_parser_likes_is_whole():
    page = page_of("<p>" + "word " * 2_200_000 + "<p>after")
    assert [len(leaf.text) for leaf in page.leaves] == [5 * 2_200_000 - 1, 5]
    assert not page.cut


@pytest.mark.parametrize("html", ["<p>a<!-- b <p>c", "<p>a<textarea>b<p>c", "<p>a<style>b <p>c", "<p>a<script>b<p>c"])
def test_text_that_the_parser_does_not_reach_is_noticed(html):
    page = page_of(html)
    assert [leaf.text for leaf in page.leaves] == ["a"]
    assert page.cut == NOT_CLOSED


words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=6)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(words, st.sampled_from(sorted(INLINE - {"q", "wbr", "meta", "link", "base", "col", "o:p"})), words)
    )
)
def test_inline_elements_neither_join_words_nor_split_them(parts):
    html = "".join(f"{before}<{tag}>{inside}</{tag}> " for before, tag, inside in parts)
    expected = clean(" ".join(before + inside for before, _, inside in parts))
    assert " ".join(texts(f"<div>{html}</div>")) == expected


@settings(deadline=None)
@given(st.lists(words, min_size=1), st.sampled_from(["p", "div", "li", "h2", "td", "blockquote", "section", "dd"]))
def test_each_block_is_a_run_of_its_own(parts, tag):
    assert texts("".join(f"<{tag}>{part}</{tag}>" for part in parts)) == [clean(part) for part in parts if clean(part)]

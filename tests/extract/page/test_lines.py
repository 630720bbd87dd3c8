"""Where a line break ends a paragraph, and where the sentence runs on behind it."""

import pytest

from indexer.extract.page.blocks import read_page
from indexer.extract.page.profile import load_profile

LONG = "The first sentence of a paragraph that somebody wrote by hand, long ago."
CASES = [
    ("<p>One sentence.<br>Another one.", ["One sentence.", "Another one."]),
    ("<p>Ana Example,<br>Director", ["Ana Example,", "Director"]),
    ("<p>the sentence runs<br>on behind it", ["the sentence runs on behind it"]),
    ("<p>It ended.<br>and yet", ["It ended.", "and yet"]),
    ("<p>Read it at<br>https://example.org/a", ["Read it at", "https://example.org/a"]),
    ("<p>Write to<br>press@example.org", ["Write to", "press@example.org"]),
    ("<p>One<br/><br/>two", ["One", "two"]),
    ("<p>One<br> <br>two", ["One", "two"]),
    ("<p><br><br>One<br>", ["One"]),
    ("<h1>A title<br>Over two lines</h1>", ["A title Over two lines"]),
    ("<h2>One<br><br>Two</h2>", ["One", "Two"]),
    ("<p>مرحبا بكم<br>في الموقع", ["مرحبا بكم", "في الموقع"]),
    ("<p>第一行<br>第二行", ["第一行", "第二行"]),
    ("<p>“Ended.”<br>then", ["“Ended.”", "then"]),
    ("<blockquote>Words.<br><cite>A B</cite></blockquote>", ["Words.", "A B"]),
    ("<blockquote>Words.<br>— <cite>A B</cite></blockquote>", ["Words.", "A B"]),
    ("<blockquote>Words — <cite>A B</cite></blockquote>", ["Words", "A B"]),
    ("<blockquote>Words<cite>A</cite> and more<cite>B</cite></blockquote>", ["WordsA and more", "B"]),
    ("<blockquote><cite>A B</cite></blockquote>", ["A B"]),
    ("<p>as in (<ref-source><a>1</a></ref-source>), and", ["as in (1), and"]),
    ("<p>torture<sup><a href='#fn1'>1</a></sup> and", ["torture and"]),
    ("<p>torture<a href='#fn1'><sup>1</sup></a> and", ["torture and"]),
    ("<p>torture<a href='#fn1' role=doc-noteref>1</a> and", ["torture and"]),
    ("<p>torture<sup class=reference>[<a href='#c'>1</a>]</sup> and", ["torture and"]),
    ("<ol><li id=fn1>The note. <a href='#r' class='footnote-backref'>↩</a></ol>", ["The note."]),
    ("<p>CO<sub>2</sub> and 10<sup>3</sup>", ["CO2 and 103"]),
    ("<p>See <a href='#part'>the part</a> below", ["See the part below"]),
    ("<p>He said <q>no <b>more</b></q>, twice", ["He said “no more”, twice"]),
    ("<details><summary>Question</summary>Answer</details>", ["Question", "Answer"]),
    ("<dl><dt>Term</dt><dd>One<dd>Two</dl>", ["Term", "One", "Two"]),
    ("<div>a<x-card>b</x-card>c</div>", ["a", "b", "c"]),
]


def texts(html: str) -> list[str]:
    return [leaf.text for leaf in read_page(html, load_profile()).leaves]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_line_breaks(html, expected):
    assert texts(html) == expected


def test_a_text_that_was_wrapped_by_hand_keeps_its_paragraphs():
    lines = [
        "The authorities of a country that this test made up have not yet",
        "answered the letter which was sent to them in spring, although the",
        "United Example asked for it twice.",
        "",
        "A second paragraph follows an empty line, and it goes on over",
        "several lines too, as letters did when they were typed by hand.",
        "It has a third sentence, whose line begins with a capital letter",
        "by chance and must not be parted.",
    ]
    assert texts("<p>" + "<br>".join(lines)) == [" ".join(lines[:3]), " ".join(lines[4:])]


def test_links_and_bold_letters_are_counted_line_by_line():
    leaves = read_page("<p><a href=x>Link one.</a><br><b>Bold two.</b><br>Plain three.", load_profile()).leaves
    assert [(leaf.linked, leaf.strong) for leaf in leaves] == [(9, 0), (0, 9), (0, 0)]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_words_are_never_lost_at_line_breaks(count):
    words = [f"Word{number}" if number % 2 else f"word{number}" for number in range(12)]
    html = "<p>" + "".join(f"{word}{'<br>' if number % count == 0 else ' '}" for number, word in enumerate(words))
    assert " ".join(texts(html)).split() == words

"""Pages as hostile or broken software makes them: their time grows no faster than their size, and no text vanishes."""

import contextlib
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from indexer.errors import SourceError
from indexer.extract import extract
from indexer.statement import Statement

LARGEST_EXPONENT = 1.3
"""How fast time may grow with size, as a power: 1 is linear."""

MEASURABLE = 0.05
"""Seconds; a shape whose largest page takes less is fast enough, and too fast to measure."""

SLOWEST = 2.0
"""Seconds beyond which the smallest page of a shape shows by itself that something grows faster."""

DOUBLINGS = 3
PROSE = "A sentence of a statement made for a test, which is long enough to be one. "

SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "nested div": (3_300, lambda n: "<div>" * n + PROSE),
    "nested b": (3_300, lambda n: "<b>" * n + PROSE),
    "nested font with text": (1_650, lambda n: "<font size=1>x " * n),
    "nested tables": (650, lambda n: "<table><tr><td>x" * n),
    "nested lists": (600, lambda n: "<ul><li>x" * n),
    "nested blockquotes": (600, lambda n: "<blockquote>x" * n),
    "nested articles": (650, lambda n: f"<article><p>{PROSE}" * n),
    "nested links and headings": (600, lambda n: "<h2><a href=x>x" * n),
    "unclosed paragraphs": (500, lambda n: f"<p>{PROSE}" * n),
    "unclosed list items": (600, lambda n: "<li>x" * n),
    "half a tag": (10_000, lambda n: "<a " * n),
    "half an attribute": (10_000, lambda n: '<a b="' * n),
    "half a comment": (10_000, lambda n: "<!--" * n),
    "comments": (5_000, lambda n: "x<!-- a -->" * n),
    "cdata and instructions": (5_000, lambda n: "<![CDATA[x]]><?x y?>" * n),
    "half references": (25_000, lambda n: "&#" * n),
    "references": (16_650, lambda n: "&amp;" * n),
    "angle brackets": (25_000, lambda n: "<" * n),
    "attributes of one tag": (10_000, lambda n: f"<p {' '.join(f'a{i}=b' for i in range(n))}>{PROSE}"),
    "one long attribute": (166_650, lambda n: f"<p title='{'x' * n}'>{PROSE}"),
    "long classes": (3_300, lambda n: f"<p class='{'a-b ' * n}'>{PROSE}"),
    "many classes": (500, lambda n: "".join(f"<p class=c{i} id=i{i}>x" for i in range(n))),
    "options": (3_300, lambda n: "<select><option>x" * n),
    "line breaks": (6_650, lambda n: "<p>" + "x<br>" * n),
    "one paragraph": (1_500, lambda n: f"<p>{PROSE * n}"),
    "one word": (166_650, lambda n: f"<p>{'x' * n}"),
    "the same paragraph": (250, lambda n: f"<p>{PROSE}</p>" * n),
    "half of one paragraph in another": (
        100,
        lambda n: "".join(f"<p>{PROSE}{i} {i} {i} {i} {i}. " for i in range(n)),
    ),
    "pull quotes": (200, lambda n: f"<p>{PROSE}</p><blockquote>{PROSE}<cite>A B</cite></blockquote>" * n),
    "sources": (1_300, lambda n: "<blockquote>" + "<cite>A B</cite>" * n),
    "open quotation marks": (250, lambda n: f"<p>“{PROSE}</p>" * n),
    "quotation marks": (10_000, lambda n: "<p>" + '“ ” " ' * n),
    "names and titles": (350, lambda n: "<p>Ana Example, director of the Example Trust</p>" * n),
    "verbs of saying": (1_000, lambda n: "<p>“Enough of that now,” " + "said " * n),
    "capitalised words": (5_000, lambda n: "<p>“Enough of that now,” said " + "Ana Example, " * n),
    "introductions": (250, lambda n: "<p>Ana Example, director of the Example Trust, said:</p>" * n),
    "dates": (400, lambda n: "<time>27 March 2025</time><p class=date>27 March 2025" * n),
    "countries": (1_000, lambda n: "<p>" + "Jordan, Georgia and Chad " * n),
    "acronyms": (250, lambda n: "<p>" + "Example Trust (ET) of the (US) " * n),
    "table cells": (1_000, lambda n: "<table><tr>" + "<td>x" * n),
    "links": (2_500, lambda n: "<a href=x>some words</a> " * n),
    "linked data": (3_300, lambda n: "<script type='application/ld+json'>" + "[" * n + f"</script><p>{PROSE}"),
    "blanks in linked data": (
        20_000,
        lambda n: f"<script type='application/ld+json'>{{}}{' ' * n}x</script><p>{PROSE}",
    ),
    "meta elements": (2_500, lambda n: "<meta name=keywords content='a, b'>" * n + f"<p>{PROSE}"),
}


def read(html: str) -> Statement | None:
    with contextlib.suppress(SourceError):
        return extract(html.encode(), path="a.html", kind="html")
    return None


def seconds(html: str) -> float:
    taken = []
    for _ in range(3):
        started = time.process_time()
        read(html)
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_size_and_no_faster(shape):
    size, make = SHAPES[shape]
    first = seconds(make(size))
    assert first < SLOWEST, f"{size:,}: {first:.3f} s"
    last = seconds(make(size * 2**DOUBLINGS))
    if last > MEASURABLE:
        exponent = math.log2(last / max(first, MEASURABLE / 2**DOUBLINGS)) / DOUBLINGS
        assert exponent <= LARGEST_EXPONENT, f"{size:,}: {first:.3f} s, {size * 2**DOUBLINGS:,}: {last:.3f} s"


@pytest.mark.parametrize(
    "tag", ["div", "b", "font", "blockquote", "span", "section", "center", "ul><li", "table><tr><td"]
)
@pytest.mark.parametrize("depth", [1, 255, 256, 2_047, 2_048, 20_000])
def test_text_at_any_depth_comes_out(tag, depth):
    markers = [f"Marker {place} stands in the page." for place in ("above", "deep", "below")]
    statement = read(f"<p>{markers[0]}</p>{f'<{tag}>' * depth}{markers[1]}<p>{markers[2]}")
    shown = " ".join(each.text for each in statement.paragraphs) if statement else ""
    assert all(marker in shown for marker in markers)


def test_text_all_the_way_down_comes_out():
    depth = 3_000
    statement = read("".join(f"<div>Marker {level}." for level in range(depth)))
    assert statement is not None
    assert {each.text for each in statement.paragraphs} == {f"Marker {level}." for level in range(depth)}


BIG = """
import resource, sys
from indexer.extract import extract
words = "word " * 10_000_000
statement = extract(f"<p>{words}<p>After.".encode(), path="a.html", kind="html")
assert [len(each.text) for each in statement.paragraphs] == [len(words) - 1, 6], statement.warnings
"""


def test_a_paragraph_of_fifty_megabytes_comes_out_whole_in_bounded_memory():
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))

    done = subprocess.run([sys.executable, "-c", BIG], capture_output=True, text=True, preexec_fn=limit, check=False)
    assert (done.returncode, done.stderr) == (0, "")

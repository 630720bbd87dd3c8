"""Golden cases that were damaged: nothing raises, and no sentence that another parser still shows is lost unsaid."""

import contextlib
import re
from functools import cache
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.extract import extract
from indexer.extract.page.blocks import read_page
from indexer.extract.page.collector import DROPPED
from indexer.extract.page.profile import load_profile
from indexer.prose import clean
from indexer.statement import Role
from tests.extract_cases import cases

HTML = "{http://www.w3.org/1999/xhtml}"
UNSEEN = {f"{HTML}{tag}" for tag in (*DROPPED, "head", "title")}


@cache
def pieces(slug: str) -> tuple[str, ...]:
    """Return a case's page as its tags and the text between them."""
    page = (cases.FOLDER / slug / cases.SOURCE).read_text(encoding="utf-8")
    return tuple(re.findall(r"<[^>]*>|[^<]+", page))


@cache
def sentences(slug: str) -> tuple[str, ...]:
    """Return the paragraphs of a case that stand in its source as they are, without tags or breaks in them."""
    record = cases.expected(slug) or {"paragraphs": []}
    shown = {clean(piece) for piece in pieces(slug) if not piece.startswith("<")}
    return tuple(each["text"] for each in record["paragraphs"] if each["text"] in shown and each["role"] == Role.BODY)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a case, and its page with some of its pieces deleted, doubled, swapped or cut."""
    slug = draw(st.sampled_from(cases.slugs()))
    page = [*pieces(slug)]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(page) - 2))
        match draw(st.sampled_from(["delete", "double", "swap", "cut", "truncate"])):
            case "delete":
                del page[at]
            case "double":
                page.insert(at, page[at])
            case "swap":
                page[at], page[at + 1] = page[at + 1], page[at]
            case "cut":
                page[at] = page[at][: draw(st.integers(0, len(page[at])))]
            case _:
                page = page[: max(at, 2)]
        if len(page) < 3:
            break
    return slug, "".join(page)


def visible(html: str) -> str:
    """Return the text that html5lib shows of a page."""
    found: list[str] = []
    waiting = [html5lib.parse(html, namespaceHTMLElements=True)]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            found.append(element)
        elif isinstance(element.tag, str) and element.tag not in UNSEEN:
            inner = [element.text or "", *(part for child in element for part in (child, child.tail or ""))]
            waiting += reversed(inner)
    return clean(" ".join(found))


@settings(max_examples=250, deadline=None)
@given(damaged())
def test_a_damaged_page_raises_nothing_and_loses_no_sentence_unsaid(drawn):
    slug, html = drawn
    with contextlib.suppress(SourceError):
        extract(html.encode(), path="a.html", kind="html")
    page = read_page(html, load_profile())
    read = " ".join(leaf.text for leaf in page.leaves)
    shown = visible(html)
    lost = [each for each in sentences(slug) if each in shown and each not in read]
    assert not lost or page.cut


@pytest.mark.parametrize("slug", cases.slugs())
def test_every_case_has_sentences_to_lose(slug):
    assert sentences(slug)
    assert all(each in visible("".join(pieces(slug))) for each in sentences(slug))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(cases.slugs()), st.data())
def test_damaged_bytes_raise_nothing(slug, data):
    page = bytearray((cases.FOLDER / slug / cases.SOURCE).read_bytes())
    for start, end in pairwise(sorted(data.draw(st.lists(st.integers(0, len(page)), max_size=6)))):
        page[start : min(end, start + 20)] = data.draw(st.binary(max_size=20))
    with contextlib.suppress(SourceError):
        extract(bytes(page), path="a.html", kind="html")

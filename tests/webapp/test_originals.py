"""Results with the way to the words on their original page."""

from dataclasses import fields

import pytest

from indexer import Hit, Page, open_archive
from indexer.results import HitParagraph
from tests.made import statement
from webapp.originals import HitWithOriginals, PageWithOriginals, ParagraphWithOriginal, with_originals
from webapp.text_fragments import text_fragment

MADE = statement(
    "one",
    "The lantern was seen by all who came to the harbour, and by everyone who had asked for it before noon.",
    "In between nobody came.",
    "The lantern was seen by all those in the town, where it had never been lit until that night in the winter.",
    url="https://example.org/one?a=b#part",
)


def ask(site, **arguments):
    response = site.get("/api/v1/search", query_string=arguments)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def paragraphs(answer):
    return {(hit["statement"]["id"], each["number"]): each for hit in answer["hits"] for each in hit["paragraphs"]}


@pytest.mark.parametrize("group", ["statement", "paragraph"])
def test_each_paragraph_has_the_link_that_its_statement_s_page_has(site_of, group):
    found = paragraphs(ask(site_of(MADE), q="lantern", originals="true", group=group))
    assert set(found) == {("one", 1), ("one", 3)}
    for (_, number), each in found.items():
        assert each["original"] == text_fragment(MADE.url, MADE.paragraphs[number - 1], MADE.paragraphs)
    # Both begin with the same words: the page's other paragraphs were asked for.
    assert "In%20between%20nobody%20came.-," in found["one", 3]["original"]


def test_a_quotation_of_the_hit_has_the_same_original(site_of):
    site = site_of(MADE)
    for each in paragraphs(ask(site, q="lantern", originals="true")).values():
        quoted = site.get("/api/v1/quote", query_string={"url": each["permalink"]}).get_json()
        assert quoted["original"] == each["original"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/", "https://[", None])
def test_without_an_original_on_the_web_there_is_none(site_of, url):
    site = site_of(statement("one", "A lantern.", url=url))
    assert paragraphs(ask(site, q="lantern", originals="true"))["one", 1]["original"] is None


@pytest.mark.parametrize("asked", [{"q": "lantern court", "facets": "all"}, {"q": "harbour", "group": "paragraph"}])
def test_all_else_is_as_it_is_without_originals(shelf, asked):
    plain, told = ask(shelf, **asked), ask(shelf, **asked, originals="true")
    assert plain["hits"]
    for each in paragraphs(told).values():
        del each["original"]
    assert told | {"took_ms": 0} == plain | {"took_ms": 0}
    assert list(told) == list(plain)
    assert ask(shelf, **asked, originals="false") | {"took_ms": 0} == plain | {"took_ms": 0}


def test_partial_hits_have_originals_too(site_of):
    answer = ask(site_of(MADE), q="lantern nowhere", originals="true")
    assert answer["hits"][0]["partial"]
    assert all(each["original"] for each in paragraphs(answer).values())


def test_what_is_answered_has_every_key_of_the_library_s_in_its_order():
    for own, other in ((Page, PageWithOriginals), (Hit, HitWithOriginals), (HitParagraph, ParagraphWithOriginal)):
        names = [each.name for each in fields(own)]
        assert [each.name for each in fields(other)][: len(names)] == names


def test_a_statement_that_a_newer_generation_lost_has_no_original(shelf_archive, sample_archive):
    found = open_archive(shelf_archive).search("lantern")
    told = with_originals(found, open_archive(sample_archive))
    assert [each.original for hit in told.hits for each in hit.paragraphs] == [None] * len(found.hits[0].paragraphs)

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.metadata.dates import page_date, url_date
from indexer.extract.metadata.json_ld import linked_article
from indexer.extract.metadata.page_metadata import Metadata, language_tag, page_metadata
from indexer.extract.page.blocks import read_page
from indexer.extract.page.profile import load_profile
from indexer.statement import Translation


def said(html: str) -> Metadata:
    return page_metadata(read_page(html, load_profile()), load_profile())


def json_ld(record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "From JSON-LD",
    "datePublished": "2025-03-01T10:00:00Z",
    "dateModified": "2025-03-02",
    "publisher": {"@type": "Organization", "name": "Publisher A"},
    "keywords": ["asylum", "detention, expulsion"],
}

TITLES = [
    ("<title>Only this</title>", "Only this"),
    ("<title>T</title><meta property=og:title content='From Open Graph'>", "From Open Graph"),
    (json_ld(ARTICLE) + "<meta property=og:title content=Other>", "From JSON-LD"),
    ("<title>The news | Site</title><h1>The news</h1>", "The news"),
    ("<title>Site: The News</title><h1>The news</h1>", "The news"),
    ("<title>The newspaper</title><h1>The news</h1>", "The newspaper"),
    ("<title>The news - Site</title><meta property=og:site_name content=Site>", "The news"),
    ("<title>Site</title><meta property=og:site_name content=Site>", "Site"),
    ("<h1>Heading alone</h1><h1>Second</h1>", "Heading alone"),
    ("<p>text", ""),
]


@pytest.mark.parametrize(("html", "expected"), TITLES)
def test_titles(html, expected):
    assert said(html).title == expected


PUBLISHED = [
    (json_ld(ARTICLE) + "<meta property=article:published_time content=2024-01-01>", "2025-03-01"),
    (
        "<meta property=article:published_time content=2025-03-27T23:00:00-05:00><time datetime=2020-01-01>",
        "2025-03-27",
    ),
    ("<meta name=DC.date content='27 March 2025'>", "2025-03-27"),
    ("<meta property=article:published_time content=soon><time datetime=2025-03-27>x</time>", "2025-03-27"),
    ("<time class=updated datetime=2025-05-05>x</time><time datetime=2025-03-27>y</time>", "2025-03-27"),
    ("<time datetime=2025-05-05>x</time><time itemprop=datePublished datetime=2025-03-27>y</time>", "2025-03-27"),
    ("<time>March 27, 2025</time>", "2025-03-27"),
    ("<span class=headline-date>02. November 2021</span>", "2021-11-02"),
    ("<link rel=canonical href=https://example.org/2025/03/27/news>", "2025-03-27"),
    ("<link rel=canonical href=https://example.org/2025/03/news>", "2025-03"),
    ("<p>Nothing here in 2025", None),
]


@pytest.mark.parametrize(("html", "expected"), PUBLISHED)
def test_dates_by_their_order_of_trust(html, expected):
    assert said(html).published == expected


DATES = [
    ("2025-03-27T10:00+0000", "2025-03-27"),
    ("2025-03-27 10:00:00 UTC", "2025-03-27"),
    ("2025/3/7", "2025-03-07"),
    ("20250327", "2025-03-27"),
    ("20250327T100000Z", "2025-03-27"),
    ("Thu, 27 Mar 2025 10:00:00 GMT", "2025-03-27"),
    ("Tue Nov 19 2019 05:44:06 GMT+0000", "2019-11-19"),
    ("Published on 27th March, 2025 at noon", "2025-03-27"),
    ("Mar. 27, 2025", "2025-03-27"),
    ("27.03.2025", "2025-03-27"),
    ("27/03/2025", "2025-03-27"),
    ("03/27/2025", "2025-03-27"),
    ("05/05/2025", "2025-05-05"),
    ("03/04/2025", None),
    ("27 de marzo de 2025", "2025-03-27"),
    ("1er août 2025", "2025-08-01"),
    ("2. März 2025", "2025-03-02"),
    ("27 марта 2025", "2025-03-27"),
    ("2025年3月27日", "2025-03-27"),
    ("30 February 2025", None),
    ("27 people in 2025", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_as_pages_write_them(text, expected):
    assert page_date(text) == expected


@settings(deadline=None)
@given(st.text() | st.from_regex(r"\d{1,8}[-/. ]\w{1,9}[-/. ]\d{1,8}"))
def test_no_text_is_too_odd_for_a_date(text):
    page_date(text)
    url_date(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en", "en"),
        ("en_GB", "en-GB"),
        ("PT-br", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("en_US.UTF-8", "en-US"),
        ("fr, en", "fr"),
        ("english language", None),
        ("", None),
    ],
)
def test_language_tags(text, expected):
    assert language_tag(text) == expected


def test_the_page_speaks_the_language_of_its_root():
    assert said("<html lang=es><meta property=og:locale content=en_US>").language == "es"
    assert said("<html xml:lang=es-MX>").language == "es-MX"
    assert said("<html lang=''><meta property=og:locale content=en_US>").language == "en-US"
    assert said("<p>x").language is None


def test_addresses():
    assert said("<link rel='canonical' href='https://example.org/a#b'>").url == "https://example.org/a"
    assert said("<link rel=canonical href=/a><meta property=og:url content=https://example.org/b>").url == (
        "https://example.org/b"
    )
    assert said("<link rel=canonical href='javascript:alert(1)'>").url is None
    assert said("<link rel=canonical href='http://['>").url is None


def test_publisher_topics_and_countries():
    assert said(json_ld(ARTICLE)).publisher == "Publisher A"
    assert said(json_ld(ARTICLE)).topics == ("asylum", "detention", "expulsion")
    meta = "<meta property=article:tag content=Asylum><meta property=article:tag content=asylum>"
    assert said(meta + "<meta name=keywords content='x,y'>").topics == ("Asylum",)
    assert said("<meta name=keywords content='a, b,,b'>").topics == ("a", "b")
    assert said(f"<meta name=keywords content='{','.join(map(str, range(21)))}'>").topics == ()
    assert said("<meta name=dcterms.spatial content='El Salvador'>").countries == ("El Salvador",)
    assert said("<p>El Salvador").countries == ()


def test_translations_are_the_alternates_in_other_languages():
    html = (
        "<link rel=canonical href=https://example.org/en/a>"
        "<link rel=alternate hreflang=en href=https://example.org/en/a>"
        "<link rel=alternate hreflang=es href=/es/a>"
        "<link rel=alternate hreflang=x-default href=https://example.org/a>"
        "<link rel=alternate type=application/rss+xml href=https://example.org/feed>"
        "<link rel=alternate hreflang=fr href='javascript:x'>"
    )
    assert said(html).translations == (Translation(language="es", url="https://example.org/es/a"),)


def test_the_graph_of_json_ld_is_searched_for_the_article():
    graph = {
        "@graph": [
            {"@type": "WebPage", "name": "Page", "datePublished": "2020-01-01"},
            {"@type": ["Article", "NewsArticle"], "headline": "A &amp; B", "publisher": {"@id": "#org"}},
            {"@type": "Organization", "@id": "#org", "name": "Publisher B"},
        ]
    }
    found = linked_article([json.dumps(graph)])
    assert (found.title, found.publisher, found.type) == ("A & B", "Publisher B", "")
    assert linked_article(['{"@type": "https://schema.org/PressRelease"}']).type == "press release"


@pytest.mark.parametrize("script", ["{", "", "[" * 100_000, '"text"', "null", '{"@type": {"a": 1}}', '{"@graph": "x"}'])
def test_broken_json_ld_is_passed_over(script):
    assert linked_article([script, json.dumps(ARTICLE)]).title == "From JSON-LD"


def test_json_ld_in_comments_is_read():
    assert linked_article([f"<!-- {json.dumps(ARTICLE)} -->"]).title == "From JSON-LD"
    assert linked_article([f"//<![CDATA[\n{json.dumps(ARTICLE)}\n//]]>"]).title == "From JSON-LD"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ARTICLE, "@id", "name"]), inner),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*ARTICLE, "inLanguage", "url", "@id", "name"]), values))
def test_no_json_ld_is_too_odd(record):
    said(json_ld({"@type": "NewsArticle", **record}).replace("</", "<\\/"))

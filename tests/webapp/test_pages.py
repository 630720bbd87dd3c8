"""The pages that people read: what they say, where their links lead, and that no text of a statement is markup."""

from itertools import product
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import open_archive
from indexer.engine import FACETS
from indexer.statement import Role, Translation
from tests.made import paragraph, statement
from tests.webapp.conftest import ATTACK, ODD_ID, assert_no_markup, page, soup
from webapp import wording

HOSTILE = [
    *('"', "((((", ")" * 50, "(" * 1000, "AND", "NOT", "a" * 1000, "*", "?*", '"a', "title:", 'id:"', "date:xx..yy"),
    *("\u202e", "\x00", "\ufffe", "\r\nX: y", "🙂", "a~99", "-x", "[a TO z]", "{{ 7*7 }}", "{% raise %}", "%s%d"),
    *("'; --", "&#60;", ATTACK),
]

PIECES = 'harbour|"|(|)|AND|OR|NOT|-|title:|date:2024|lang:en|*|~|\u202e|<b>'.split("|")


def marks(node):
    return [mark.get_text() for mark in node.select("mark")]


def query_of(link):
    return parse_qs(urlsplit(link["href"]).query).get("q", [""])[0]


def test_a_hit_shows_its_words_and_leads_to_its_paragraph(sample):
    found = page(sample, "/", q='"non-refoulement"')
    passage = found.select_one("article.hit .passage")
    assert set(marks(passage)) == {"non-refoulement"}
    address = passage.select_one("a.number")["href"]
    number = passage.select_one("a.number").get_text(strip=True).removeprefix("Paragraph").strip()
    assert urlsplit(address).fragment == f"p{number}"
    assert found.select_one("article.hit h3 a")["href"] == address
    arrived = page(sample, address).select_one(f"#p{number}")
    assert set(marks(arrived)) == {"non-refoulement"}


def test_the_page_and_the_api_agree(shelf):
    for arguments in (
        {"q": "harbour"},
        {"q": "harbour gulls lit", "sort": "oldest"},
        {"q": "lantern", "group": "paragraph"},
    ):
        found = page(shelf, "/", **arguments)
        answer = shelf.get("/api/v1/search", query_string=arguments).get_json()
        shown = [unquote(urlsplit(hit.select_one("h3 a")["href"]).path) for hit in found.select("article.hit")]
        assert shown == [f"/s/{hit['statement']['id']}" for hit in answer["hits"]]
        for hit, told in zip(found.select("article.hit"), answer["hits"], strict=True):
            expected = [each["text"][start:end] for each in told["paragraphs"] for start, end in each["highlights"]]
            assert marks(hit.select_one(".passages")) == expected


def test_words_after_astral_characters_are_marked_rightly(shelf):
    found = page(shelf, "/", q="lantern court")
    passage = next(each for each in found.select(".passage") if "😀" in each.get_text())
    assert marks(passage) == ["lantern", "court"]


def test_who_speaks_and_what_a_paragraph_is_are_told_in_words(shelf):
    found = page(shelf, "/", q="lantern OR linterna", group="paragraph")
    said = {each.select_one(".text").get_text(): each.select_one(".said") for each in found.select(".passage")}
    labels = {text: node.get_text(" ", strip=True) for text, node in said.items() if node}
    assert labels["😀🙂 The lantern was lit, 𝒶 court said."] == "A. Speaker, made director"
    assert labels["La linterna estaba encendida."] == "Quotation Otra Portavoz"
    assert labels["A picture of a lantern."] == "Picture caption"
    spanish = next(each for each in found.select(".text") if "linterna" in each.get_text())
    assert spanish["lang"] == "es"


def test_more_matches_are_counted_and_shown_on_request(shelf):
    hit = page(shelf, "/", q="lantern").select_one("article.hit")
    more = hit.select_one(".more a")
    assert more.get_text() == "2 more paragraphs of this statement"
    assert f"#{hit['id']}" in more["href"]
    opened = page(shelf, more["href"]).select_one("article.hit")
    numbers = [int(each.get_text().split()[-1]) for each in opened.select(".passage a.number")]
    assert numbers == sorted(numbers)
    assert len(numbers) == len(hit.select(".passage")) + 2
    assert page(shelf, opened.select_one(".more a")["href"]).select("article.hit") == [hit]


@pytest.mark.parametrize("other", ["nowhere", "made-ar", "", ATTACK])
def test_only_a_statement_of_the_page_can_be_opened(shelf, other):
    closed = page(shelf, "/", q="harbour").select("article.hit")
    assert page(shelf, "/", q="harbour", opened=other).select("article.hit") == closed


def test_pages_of_results_are_linked_in_both_directions(shelf):
    first = page(shelf, "/", q="harbour", sort="newest")
    following = first.select_one("a[rel=next]")["href"]
    assert first.select_one("head link[rel=next]")["href"] == following
    assert first.select_one("a[rel=prev]") is None
    second = page(shelf, following)
    assert second.select_one("a[rel=next]") is None
    assert "Page 2 of 2" in second.get_text()
    assert page(shelf, second.select_one("a[rel=prev]")["href"]).select("article.hit") == first.select("article.hit")
    ids = [hit.select_one("h3 a")["href"] for found in (first, second) for hit in found.select("article.hit")]
    assert len(ids) == len(set(ids)) == 12


def test_orders_and_groups_are_links_that_keep_the_query(shelf):
    found = page(shelf, "/", q="harbour")
    chosen = [each.get_text() for each in found.select(".choice [aria-current=true]")]
    assert chosen == ["Best match", "Statements"]
    links = {each.get_text(): each for each in found.select(".choice a")}
    assert set(links) == {"Newest", "Oldest", "Single paragraphs"}
    assert all(query_of(link) == "harbour" for link in links.values())
    newest = page(shelf, links["Newest"]["href"])
    days = [each["datetime"] for each in newest.select("article.hit time")]
    assert days == sorted(days, reverse=True)
    single = page(shelf, links["Single paragraphs"]["href"])
    assert all(len(hit.select(".passage")) == 1 for hit in single.select("article.hit"))


@pytest.mark.parametrize(
    "query", ["harbour", "harbour OR lantern", "“the harbour” OR lantern -gulls", "lit lantern", "lang:en"]
)
def test_each_value_of_a_facet_leads_to_as_many_as_it_says(shelf, query):
    found = page(shelf, "/", q=query)
    links = found.select("#narrow li a:not(.remove)")
    assert links
    for link in links:
        count = int(link.find_parent("li").select_one(".count").get_text())
        narrowed = shelf.get("/api/v1/search", query_string={"q": query_of(link)}).get_json()
        assert (narrowed["warnings"], narrowed["total"]["statements"]) == ([], count), query_of(link)


def test_a_chosen_value_is_told_and_can_be_dropped(shelf):
    chosen = page(shelf, "/", q='harbour publisher:"Example Organisation" date:2020')
    filters = {
        each.select_one("code").get_text(): query_of(each.select_one("a")) for each in chosen.select(".filters li")
    }
    assert filters == {
        'publisher:"Example Organisation"': "harbour date:2020",
        "date:2020": 'harbour publisher:"Example Organisation"',
    }
    current = chosen.select("#narrow [aria-current=true]")
    assert {each.get_text() for each in current} == {"Example Organisation", "2020"}
    removed = {query_of(each) for each in chosen.select("#narrow a.remove")}
    assert removed == {"harbour date:2020", 'harbour publisher:"Example Organisation"'}


def test_partial_hits_are_told_apart(shelf):
    found = page(shelf, "/", q="lantern harbour")
    assert found.select_one(".partial h2").get_text() == "None has all of the words"
    assert found.select("article.hit")
    both = page(shelf, "/", q="lantern court zzzz -gulls OR lantern")
    assert both.select_one(".partial") is None


def test_some_full_hits_come_before_the_partial_ones(shelf):
    found = page(shelf, "/", q="harbour 3")
    partial = found.select_one(".partial")
    assert partial.select_one("h2").get_text() == "With only some of the words"
    assert partial.find_previous("article") is not None
    assert partial.find_next("article") is not None


def test_the_first_page_shows_what_the_archive_holds(shelf):
    home = page(shelf, "/")
    text = " ".join(home.get_text(" ").split())
    assert "14 statements" in text
    assert "15 January 2020 to 27 March 2025" in text or "2020 to 27 March 2025" in text
    assert [each.get_text() for each in home.select(".entries a")][:2] == ["Every role on one page", "بيان"]
    rows = {row.dt.get_text(): row.dd for row in home.select(".holdings > div")}
    assert {"Published by", "Language", "Kind of statement", "Last change"} < set(rows)
    assert [each.get_text() for each in rows["Language"].select("a")] == ["English", "Arabic", "Spanish"]
    for value in home.select(".holdings li"):
        answer = shelf.get("/api/v1/search", query_string={"q": query_of(value.a)}).get_json()
        assert str(answer["total"]["statements"]) == value.select_one(".count").get_text(), value


def test_the_examples_find_something(shelf, sample):
    for client in (shelf, sample):
        examples = page(client, "/").select(".examples a")
        assert examples
        for example in examples:
            assert page(client, example["href"]).select("article.hit"), example.get_text()


def test_a_statement_stands_whole_and_in_page_order(shelf, shelf_archive):
    shown = page(shelf, "/s/" + quote(ODD_ID, safe=""))
    whole = open_archive(shelf_archive).statement(ODD_ID)
    numbers = [int(each["id"].removeprefix("p")) for each in shown.select(".statement [id]")]
    assert numbers == [each.number for each in whole.paragraphs]
    texts = [each.get_text() for each in shown.select(".body .text")]
    assert texts == [each.text for each in whole.paragraphs[1:]]
    assert shown.select_one("h1#p1").get_text() == "Every role on one page"
    assert [each.get_text() for each in shown.select(".body li .text")] == ["Light the lantern.", "Keep it lit."]
    assert shown.select_one(".body blockquote .text")["lang"] == "es"
    assert shown.select_one(".credit").get_text() == "© Nobody"
    links = [a["href"] for a in shown.select(".body a.number")]
    assert [urlsplit(each).fragment for each in links] == [f"p{number}" for number in numbers[1:]]
    assert all(shelf.get(each).status_code == 200 for each in links)


def test_the_facts_of_a_statement_are_told(shelf):
    shown = page(shelf, "/s/" + quote(ODD_ID, safe=""))
    facts = {row.dt.get_text(): " ".join(row.dd.get_text().split()) for row in shown.select("header .metadata > div")}
    assert facts == {
        "Published": "27 March 2025",
        "Updated": "2 April 2025",
        "By": "Example Organisation",
        "Kind": "press release",
        "Language": "English",
        "Countries": "El Salvador, Venezuela",
        "Topics": "detention",
        "Translations": "SpanishArabic",
        "Original": "https://example.org/roles",
    }
    outside = [a["href"] for a in shown.select("header .metadata a[rel]")]
    assert outside == ["https://example.org/es", "https://example.org/roles"]
    searches = [query_of(a) for a in shown.select("header .metadata a:not([rel])")]
    assert 'country:"El Salvador"' in searches
    assert all(shelf.get("/", query_string={"q": each}).status_code == 200 for each in searches)


def test_the_record_of_a_statement_is_told(shelf):
    shown = page(shelf, "/s/" + quote(ODD_ID, safe=""))
    facts = {row.dt.get_text(): row.dd.get_text().strip() for row in shown.select(".record .metadata > div")}
    assert facts == {"Id": ODD_ID, "Source file": "shelf.jsonl"}


def test_a_statement_written_from_right_to_left_is_shown_so(shelf):
    shown = page(shelf, "/s/made-ar", q="طرد")
    assert shown.select_one(".body")["dir"] == "rtl"
    assert {each["lang"] for each in shown.select("h1, .body .text")} == {"ar"}
    assert marks(shown.select_one(".body")) == ["طرد"]


def test_one_comes_back_to_the_results(shelf):
    back = page(shelf, "/s/made-01", q="harbour").select_one(".back a")
    assert query_of(back) == "harbour"
    assert page(shelf, "/s/made-01").select_one(".back") is None


def test_no_text_of_a_statement_is_markup(site_of):
    hostile = statement(
        f"x{ATTACK}",
        paragraph(1, f"lantern {ATTACK}", speaker=ATTACK, speaker_title=ATTACK, language="x onclick=alert(5)"),
        paragraph(2, f"lantern again {ATTACK}", Role.CAPTION, credit=ATTACK),
        title=f"lantern {ATTACK}",
        url="https://example.org/" + ATTACK,
        publisher=ATTACK,
        type=ATTACK,
        countries=(ATTACK,),
        topics=(ATTACK,),
        language='"><script>alert(3)</script>',
        published="2025",
        translations=(Translation(language=ATTACK, url="javascript:alert(4)"),),
    )
    client = site_of(hostile)
    address = "/s/" + quote(hostile.id, safe="")
    for path, query in product(("/", address), ("", "lantern", ATTACK)):
        shown = page(client, path, q=query)
        assert_no_markup(shown)
        assert not [
            name for node in shown.find_all(True) for name in node.attrs if name.startswith("on") or name == "style"
        ]
        sites = {urlsplit(each["href"])[:2] for each in shown.select("[href]")}
        assert sites <= {("", ""), ("https", "example.org"), ("http", "localhost")}
    assert ATTACK in page(client, address).select_one("h1").get_text()
    assert ATTACK in page(client, "/", q="lantern").select_one(".passage .text").get_text()


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize(
    "path",
    ["/", "/s/made-01", "/feed.atom", "/suggestions", "/api/v1/search?facets=all&explain=true", "/api/v1/suggest"],
)
def test_no_query_breaks_an_address(shelf, path, query):
    route, _, rest = path.partition("?")
    response = shelf.get(f"{route}?q={quote(query, safe='')}&{rest}".rstrip("&"))
    assert response.status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_query_gives_a_page_whose_links_work(shelf, query):
    response = shelf.get("/", query_string={"q": query})
    assert response.status_code == 200
    shown = soup(response)
    for link in shown.select("#narrow li a, .filters a, .nothing li a")[:4]:
        assert shelf.get(link["href"]).status_code == 200


def test_every_facet_of_the_engine_has_a_name(shelf):
    assert set(wording.FACETS) == set(FACETS)

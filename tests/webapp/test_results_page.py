"""What a page of results says of the search itself: how it was read, what else was sought, why nothing was found."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.made import paragraph, statement
from tests.webapp.conftest import ATTACK, assert_no_markup, page

MADE = [
    statement("one", "Deportation is near.", "Asylum is a right.", "Nobody was asked.", published="2020-05-01"),
    statement("two", *[f"The removal went on, day {number}." for number in range(5)], language="en"),
    statement("tres", "El asilo es un derecho.", language="es", published="2021-05-01"),
]


@pytest.fixture
def site(site_of):
    return site_of(*MADE)


def told(found, selector):
    return [" ".join(each.get_text().split()) for each in found.select(selector)]


def asked(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link["href"]).query).items()}


@pytest.mark.parametrize(
    ("query", "searched_for"),
    [
        ("asylum", []),
        ("asylum  right", []),
        ('"asylum', ["Searched for asylum"]),
        ("asylum lang:en", ["Searched for asylum, in English statements"]),
        (
            "right AND (asylum OR refuge*) AND lang:es",
            ["Searched for right AND (asylum OR refuge*), in Spanish statements"],
        ),
        ("asylum date:2020", ["Searched for asylum, published in 2020"]),
    ],
)
def test_what_was_searched_for_is_told_in_words_where_that_helps(site, query, searched_for):
    assert told(page(site, "/", q=query), ".searched") == searched_for


def test_what_was_not_understood_is_told(site):
    assert told(page(site, "/", q='asylum "open'), ".warning")[0].startswith("A quotation mark is not closed")
    assert page(site, "/", q="asylum right").select_one(".reading") is None


def test_synonyms_are_told_and_can_be_switched_off_and_on_again(site):
    on = page(site, "/", q="deportation", sort="newest")
    (line,) = told(on, ".widened")
    assert line.startswith("Also looked for: deportation → ")
    assert "removal" in line
    assert len(on.select("article.hit")) == 2
    off = page(site, on.select_one(".widened a")["href"])
    assert asked(on.select_one(".widened a")) == {"q": "deportation", "sort": "newest", "synonyms": "false"}
    assert len(off.select("article.hit")) == 1
    assert told(off, ".widened") == ["Acronyms and synonyms are not looked for. Look for them too"]
    assert asked(off.select_one(".widened a")) == {"q": "deportation", "sort": "newest"}
    assert page(site, "/", q="asylum").select_one(".widened") is None


def test_every_link_of_a_search_without_synonyms_keeps_to_it(site):
    for query in ("deportation OR removal OR asilo", "zzzz date:2020 asylum", '"right asylum" date:2020', "asylm"):
        found = page(site, "/", q=query, synonyms="false")
        links = [
            each
            for each in found.select("main a[href*='?']")
            if not {"widened", "examples"} & set(each.parent.get("class", ()))
        ]
        assert links
        assert [each for each in links if asked(each).get("synonyms") != "false"] == []
    statement_page = page(site, "/s/one", q="deportation", synonyms="false")
    assert asked(statement_page.select_one(".back a")) == {"q": "deportation", "synonyms": "false"}


@pytest.mark.parametrize(
    ("query", "reason", "instead"),
    [
        ('"right asylum"', 'No paragraph has these words in this order: "right asylum".', ("right asylum", 1)),
        ("zzzz AND asylum", "No paragraph of this archive has “zzzz”.", ("asylum", 1)),
        ("asylum lang:es", "Nothing of what was found is in Spanish statements.", ("asylum", 1)),
        ("asylum AND removal", "No paragraph has asylum together with the rest.", ("removal", 2)),
        ("zzzz", "No paragraph of this archive has “zzzz”.", None),
    ],
)
def test_why_nothing_was_found_is_told_with_a_query_that_finds_some(site, query, reason, instead):
    found = page(site, "/", q=query)
    assert found.select_one(".nothing h2").get_text() == "Nothing on record"
    first = found.select_one(".reasons li")
    assert first.select_one("span").get_text() == reason
    assert bool(first.select_one("a")) is bool(instead)
    if instead:
        offered, count = instead
        assert asked(first.select_one("a")) == {"q": offered}
        assert first.select_one(".count").get_text().split()[0] == str(count)
        answer = site.get("/api/v1/search", query_string={"q": offered}).get_json()
        assert answer["total"]["statements"] == count


def test_reasons_that_one_query_mends_stand_together(site):
    (row,) = page(site, "/", q="zzzz AND qqqq AND asylum").select(".reasons li")
    assert [each.get_text() for each in row.select("span:not(.count)")] == [
        "No paragraph of this archive has “zzzz”.",
        "No paragraph of this archive has “qqqq”.",
    ]
    assert [asked(each)["q"] for each in row.select("a")] == ["asylum"]


def test_partial_hits_are_told_apart_and_why_none_is_full(site):
    found = page(site, "/", q="zzzz asylum")
    assert found.select_one(".partial h2").get_text() == "None has all of the words"
    assert told(found, ".partial .reasons li") == ["No paragraph of this archive has “zzzz”. Try asylum 1 statement"]
    assert found.select("article.hit")
    assert found.select_one(".nothing") is None


def test_what_may_have_been_meant_is_a_link(site):
    link = page(site, "/", q="asylm").select_one(".reading a")
    assert (link.get_text(), asked(link)) == ("asylum", {"q": "asylum"})


def test_a_query_of_nothing_but_marks_has_a_page(site):
    found = page(site, "/", q="()")
    assert told(found, ".warning") == ["The query has no words to search for."]
    assert told(found, ".nothing h2") == ["Nothing on record"]
    assert found.select_one(".reasons") is None


def test_the_feed_of_a_search_keeps_to_the_words_as_typed(site):
    feed = page(site, "/", q="deportation", synonyms="false").select_one(".take-away a")["href"]
    assert feed == "/feed.atom?q=deportation&synonyms=false"
    one, all_of_them = (site.get(path).get_data(as_text=True).count("<entry") for path in (feed, feed.split("&")[0]))
    assert (one, all_of_them) == (1, 6)


def test_no_part_of_what_was_typed_is_markup(site_of):
    client = site_of(statement("one", paragraph(1, f"lantern {ATTACK}"), title=ATTACK))
    for query in (f'"{ATTACK}"', f"zzzz {ATTACK} lang:es", f'speaker:"{ATTACK}" AND lantern', f"title:({ATTACK})"):
        assert_no_markup(page(client, "/", q=query))


def test_separators_stand_outside_names_that_are_written_from_right_to_left(site_of):
    name = "منظمة العفو الدولية"
    made = statement("ar", paragraph(1, "Asylum.", speaker=name), publisher=name, type="بيان", published="2024-01-01")
    site = site_of(made)
    for found in (page(site, "/", q="asylum"), page(site, "/"), page(site, "/s/ar")):
        assert found.select(".facts > [dir], .facts > bdi, .said > [dir], .said > bdi") == []
    found = page(site, "/", q="asylum")
    assert told(found, ".facts > span > bdi") == [name, "بيان"]
    assert told(found, ".said > span > bdi") == [name]

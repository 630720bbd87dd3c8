"""What is new in a statement, at the margin of its page and over HTTP; copies gathered among results."""

import json

import pytest
from bs4 import BeautifulSoup

from indexer.settings import Settings
from tests.conftest import build_quietly, write_lines
from tests.made import statement
from webapp import create_app

LINE = "The authorities must release every prisoner of conscience without delay"
ISSUED = [
    f"Sentence number {word} of a statement that is issued twice says something of its own, as here about {word}."
    for word in ("rivers", "mountains", "courts", "schools", "prisons", "borders")
]
MADE = [
    statement("old", f"Good morning. {LINE}.", published="2020-03-05", title="Old <b>words</b>"),
    statement(
        "new",
        f"{LINE}. Nobody has ever said anything like this here before.",
        LINE.replace("every", "each"),
        published="2021-01-01",
    ),
    statement("issue", *ISSUED, published="2020-01-01"),
    statement("reissue", *ISSUED[:5], "Issued again.", published="2020-05-01"),
    statement("part", ISSUED[0], "All else in this one is of another kind.", published="2020-06-01"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reused")
    build_quietly(write_lines(folder / "made.jsonl", MADE), folder / "index")
    return create_app(Settings(index=str(folder / "index"))).test_client()


def page(site, address):
    answer = site.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def plain(node):
    return " ".join(node.get_text(" ", strip=True).split())


def test_the_statement_leads_to_what_is_new_in_it(site):
    assert page(site, "/s/new").select_one('header a[href="/s/new?reuse=true"]')
    assert not page(site, "/s/new").select(".reused, #reuse")


def test_the_page_counts_and_marks_what_was_said_before(site):
    shown = page(site, "/s/new?reuse=true")
    told = plain(shown.select_one("section.matches"))
    assert "1 of 3 sentences are new." in told
    assert "Said before in this archive, word for word: 1; nearly so: 1." in told
    marks = shown.select(".body mark")
    assert [each.text for each in marks] == [LINE, LINE.replace("every", "each")]
    assert ["nearly" in each.get("class", ()) for each in marks] == [False, True]
    legend = {each.text: each.get("class", []) for each in shown.select(".marks mark")}
    assert legend == {"word for word": [], "nearly so": ["nearly"]}
    assert not shown.select(".hops, nav.matches")


def test_the_margin_leads_to_the_first_use(site):
    shown = page(site, "/s/new?reuse=true")
    exact, near = shown.select(".reused")
    assert plain(exact).startswith("The authorities must release every prisoner of conscience")
    assert "Said before, word for word: 5 March 2020, Old <b>words</b>" in plain(exact)
    assert "1 other statement has it word for word." in plain(exact)
    assert plain(near) == f"Said before, nearly so: 5 March 2020, Old <b>words</b> {LINE}"
    leads = page(site, exact.a["href"])
    assert leads.select_one("#changed") is None
    assert exact.a["href"].startswith("/s/old?p=1-")
    assert exact.a["href"].endswith("#p1")


def test_what_others_said_later_was_first_said_here(site):
    (note,) = page(site, "/s/old?reuse=true").select(".reused")
    assert "First said here." in plain(note)
    assert not page(site, "/s/old?reuse=true").select(".body mark")


def test_a_copy_is_named_on_the_page(site):
    told = plain(page(site, "/s/reissue?reuse=true").select_one("section.matches"))
    assert "An earlier statement says the same: Statement issue" in told


def test_a_wrong_switch_is_told(site):
    assert site.get("/s/new?reuse=perhaps").status_code == 400


def test_the_api_tells_each_sentence(site):
    told = site.get("/api/v1/statements/new/reuse").json
    assert [each["kind"] for each in told["sentences"]] == ["exact", "new", "near"]
    assert told["sentences"][0]["first"]["permalink"].startswith("/s/old?p=1-")
    assert site.get("/api/v1/statements/nobody/reuse").status_code == 404
    assert site.get("/api/v1/statements/new/reuse?q=x").status_code == 400


def test_copies_are_gathered_below_the_first_of_them_and_all_are_counted(site):
    query = "/?q=issued twice"
    shown = page(site, query)
    gathered = shown.select_one("details.copies")
    outside = [each for each in shown.select("article.hit") if not each.find_parent("details")]
    assert "3 statements" in plain(shown.select_one(".totals"))
    assert len(outside) == 2
    assert len(gathered.select("article.hit")) == 1
    dates = {"Statement issue": "1 January 2020", "Statement reissue": "1 May 2020"}
    folded = gathered.h3.text
    assert plain(gathered.summary) == f"1 more statement says the same: {folded} ({dates[folded]})"
    assert "at least 80% of the words" in plain(gathered.select_one(".why"))
    (hit,) = gathered.select("article.hit h3 a")
    assert {hit.text, gathered.find_previous_sibling("article").h3.text} == {"Statement issue", "Statement reissue"}


def test_single_paragraphs_are_not_gathered(site):
    assert not page(site, "/?q=issued twice&group=paragraph").select("details.copies")


def test_results_as_json_are_as_they_were(site):
    told = json.loads(site.get("/api/v1/search?q=issued twice").text)
    assert len(told["hits"]) == told["total"]["statements"] == 3

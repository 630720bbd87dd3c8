"""A paragraph as other sites quote it: what became of it, where it is now, how to cite it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import open_archive
from indexer.anchors import anchor, resolve
from indexer.statement import Role
from tests.made import paragraph, statement
from tests.webapp.conftest import ATTACK, ODD_ID

HARBOUR = "A harbour was closed."
LANTERN = paragraph(2, "The lantern was lit.", speaker="A. Speaker", speaker_title="made director", language="fr")
MADE = statement(
    "one",
    HARBOUR,
    LANTERN,
    title="The lantern",
    url="https://example.org/one",
    published="2025-03-27",
    publisher="Example Organisation",
)
NAME = anchor(LANTERN)
ROOT = "https://archive.example"
LINK = f"{ROOT}/s/one?p={NAME}#p2"


def ask(site, url, **arguments):
    response = site.get("/api/v1/quote", query_string={"url": url, **arguments})
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def refusal(site, url, **options):
    response = site.get("/api/v1/quote", query_string={"url": url}, **options)
    return response.status_code, response.get_json()["error"]


@pytest.fixture
def site(site_of):
    return site_of(MADE, base_url=ROOT, site_name="Example Archive")


def test_a_paragraph_is_told_with_its_statement(site):
    told = ask(site, LINK)
    assert told["state"] == "same"
    assert told["paragraph"] == {
        "number": 2,
        "role": "body",
        "text": "The lantern was lit.",
        "speaker": "A. Speaker",
        "speaker_title": "made director",
        "language": "fr",
    }
    assert told["statement"]["id"] == "one"
    assert told["statement"]["title"] == "The lantern"
    assert told["statement"]["publisher"] == "Example Organisation"
    assert told["permalink"] == LINK
    assert told["original"] == "https://example.org/one#:~:text=The%20lantern%20was%20lit."
    assert told["archive"] == "Example Archive"


def test_a_paragraph_without_a_language_has_its_statement_s(site):
    assert ask(site, "/s/one?p=1")["paragraph"]["language"] == "en"


def test_the_citation_is_the_last_line_of_the_citation_page_s(site):
    told = ask(site, LINK)["citation"]
    words, line = site.get("/cite/one", query_string={"p": NAME, "style": "text"}).get_data(as_text=True).split("\n")
    assert (words, line) == ("The lantern was lit.", told)
    assert told.startswith(
        "A. Speaker, made director, “The lantern”, Example Organisation, 27 March 2025, paragraph 2. "
    )


@pytest.mark.parametrize(
    ("arguments", "headers", "language"),
    [
        ({}, {}, "en"),
        ({"ui": "es"}, {}, "es"),
        ({}, {"Accept-Language": "es"}, "es"),
        ({"ui": "fr"}, {"Accept-Language": "es"}, "fr"),
    ],
)
def test_the_citation_is_in_the_language_that_was_asked_for(site, arguments, headers, language):
    response = site.get("/api/v1/quote", query_string={"url": LINK, **arguments}, headers=headers)
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]
    words = {"en": "paragraph 2", "es": "párrafo 2", "fr": "paragraphe 2"}
    assert words[language] in response.get_json()["citation"]
    assert response.get_json()["permalink"] == LINK


GONE = f"/s/one?p={NAME}"
STATES = [
    ("same", ["New.", "The lantern was lit."], 2),
    ("moved", ["New.", HARBOUR, "The lantern was lit."], 3),
    ("changed", [HARBOUR, "The lantern was out."], 2),
    ("gone", [HARBOUR], None),
]


@pytest.mark.parametrize(("state", "texts", "number"), STATES)
def test_what_became_of_the_paragraph_is_told(site_of, state, texts, number):
    now = statement("one", *texts, url="https://example.org/one")
    told = ask(site_of(now, base_url=ROOT), LINK)
    assert told["state"] == state
    assert resolve(now.paragraphs, NAME).state == state
    if number is None:
        assert told["paragraph"] is None
        assert told["permalink"] == f"{ROOT}/s/one"
        assert told["original"] == "https://example.org/one"
        assert "paragraph" not in told["citation"]
        return
    there = now.paragraphs[number - 1]
    assert (told["paragraph"]["number"], told["paragraph"]["text"]) == (number, there.text)
    assert told["permalink"] == f"{ROOT}/s/one?p={anchor(there)}#p{number}"
    assert told["permalink"] in told["citation"]
    assert told["original"].startswith("https://example.org/one#:~:text=")


def test_where_the_words_are_now_they_are_the_same(site_of):
    moved = site_of(statement("one", "New.", HARBOUR, LANTERN.text), base_url=ROOT)
    assert ask(moved, ask(moved, LINK)["permalink"])["state"] == "same"


@pytest.mark.parametrize(
    "url",
    [
        LINK,
        f"/s/one?p={NAME}",
        "/s/one?p=2",
        "/s/one#p2",
        f"/s/one?q=lantern&p={NAME}&synonyms=false#p7",
        f"//archive.example/s/one?p={NAME}",
        f"HTTPS://ARCHIVE.example:443/s/one?p={NAME}",
        f"http://archive.example/s/one?p={NAME}",
        f"http://localhost/s/one?p={NAME}",
        f"  {LINK} ",
        "/s/%6Fne?p=2",
    ],
)
def test_a_permalink_may_be_written_in_all_these_ways(site, url):
    assert ask(site, url)["paragraph"]["number"] == 2


@pytest.mark.parametrize(
    "url",
    [
        f"https://elsewhere.example/s/one?p={NAME}",
        f"//elsewhere.example/s/one?p={NAME}",
        f"https://archive.example.elsewhere.example/s/one?p={NAME}",
        f"https://archive.example@elsewhere.example/s/one?p={NAME}",
        f"https://archive.example:8443/s/one?p={NAME}",
        f"ftp://archive.example/s/one?p={NAME}",
        f"javascript:/s/one?p={NAME}",
        f"data:/s/one?p={NAME}",
        f"https:/s/one?p={NAME}",
        "https://[/s/one?p=2",
        "https://archive.example:port/s/one?p=2",
        "/s/one",
        "/s/one?p=",
        "/s/one?p=lantern",
        "/s/one?p=2-short",
        "/s/one?p=0",
        "/s/one#2",
        "/s/?p=2",
        "/s?p=2",
        "/cite/one?p=2",
        "/S/one?p=2",
        "one?p=2",
        "?p=2",
        " ",
        "",
        "/",
        ATTACK,
        "\x00",
        "/s/one?p=" + "9" * 5000,
    ],
)
def test_what_is_no_permalink_here_is_refused_with_what_one_looks_like(site, url):
    status, error = refusal(site, url)
    assert (status, error["code"]) == (400, "bad_parameter")
    assert url[:200] in error["message"]
    assert "https://archive.example/s/a-statement?p=3-mfrggzdf#p3" in error["hint"]


def test_a_statement_that_is_not_there_is_not_found(site):
    status, error = refusal(site, "/s/nobody?p=1")
    assert (status, error["code"]) == (404, "not_found")
    assert "nobody" in error["message"]
    assert refusal(site, "/s/one%00?p=1")[0] == 404
    assert refusal(site, "/s/%ED%A0%80?p=1")[0] == 404


@pytest.mark.parametrize("url", ["/archive/s/one?p=2", "/s/one?p=2", "http://localhost/archive/s/one?p=2"])
def test_a_site_below_a_path_knows_its_own_addresses(site_of, url):
    below = {"base_url": "http://localhost/archive"}
    response = site_of(MADE).get("/api/v1/quote", query_string={"url": url}, **below)
    assert response.get_json()["permalink"] == f"http://localhost/archive/s/one?p={NAME}#p2"
    named = site_of(MADE, base_url=f"{ROOT}/archive")
    assert ask(named, url)["permalink"] == f"{ROOT}/archive/s/one?p={NAME}#p2"
    assert ask(named, f"{ROOT}/archive/s/one?p=2")["state"] == "same"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "https:", "https://[", None]
)
def test_an_original_that_is_not_on_the_web_is_none(site_of, url):
    site = site_of(statement("one", HARBOUR, url=url), base_url=ROOT)
    assert ask(site, "/s/one?p=1")["original"] is None
    assert ask(site, "/s/one?p=9")["original"] is None


def test_every_permalink_of_the_results_can_be_quoted(shelf):
    found = shelf.get("/api/v1/search?q=lantern&paragraphs=100").get_json()["hits"]
    assert ODD_ID in {hit["statement"]["id"] for hit in found}
    for hit in found:
        for each in hit["paragraphs"]:
            told = ask(shelf, each["permalink"])
            assert (told["state"], told["paragraph"]["text"]) == ("same", each["text"])
            assert told["permalink"] == f"http://localhost{each['permalink']}"
            assert ask(shelf, told["permalink"]) == told


def test_hostile_words_stay_words_and_the_citation_one_line(site_of):
    identity = f"x{ATTACK}"
    hostile = statement(identity, f"lantern {ATTACK}", title=f"{ATTACK}\nTitle", publisher="A\r\nB")
    site = site_of(hostile, base_url=ROOT)
    told = ask(site, f"/s/{quote(identity, safe='')}?p=1")
    assert told["paragraph"]["text"] == f"lantern {ATTACK}"
    assert told["permalink"].startswith(f"{ROOT}/s/{quote(identity, safe='')}?p=1-")
    assert len(told["citation"].splitlines()) == 1
    assert "A B" in told["citation"]


def test_pages_of_every_origin_may_read_it(site):
    response = site.get("/api/v1/quote", query_string={"url": LINK}, headers={"Origin": "https://host.example"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    refused = site.get("/api/v1/quote?url=junk", headers={"Origin": "https://host.example"})
    assert refused.headers["Access-Control-Allow-Origin"] == "*"


@given(url=st.text(max_size=60) | st.text(alphabet="/s?p=#:@1-%o", max_size=40).map(lambda text: f"{ROOT}/s/{text}"))
def test_any_text_is_answered_or_refused(shelf, url):
    assert shelf.get("/api/v1/quote", query_string={"url": url.encode("utf-8", "replace")}).status_code in {
        200,
        400,
        404,
    }


def test_every_paragraph_of_the_sample_is_the_archive_s_own(sample, sample_archive):
    for made in open_archive(sample_archive).statements():
        for each in made.paragraphs:
            told = ask(sample, f"/s/{quote(made.id, safe='')}?p={anchor(each)}")
            assert told["paragraph"]["text"] == each.text
            assert Role(told["paragraph"]["role"]) is each.role

"""Five thousand texts that would run if a page took them for markup, in every field of an archive and as queries."""

from itertools import islice
from urllib.parse import quote, urlencode

import pytest

from tests.browser.hostile import BATCH, SMALL, build_hostile
from tests.browser.widget.payloads import payloads
from tests.browser.widget.test_payloads import WATCH
from tests.webapp.serving import serving

pytestmark = pytest.mark.browser

NUMBER = 5_000
A_PAGE = 10
FEW = 25
"""Statements, and queries, of which each has a page of its own."""

FOREIGN = """() => {
  const ours = new Set(`html head meta title link body a header search form label input button nav main section article
    h1 h2 h3 ol ul li p div span dl dt dd time bdi code mark blockquote figure figcaption svg g rect details summary
    abbr aside footer kbd textarea script pre dialog`.split(/\\s+/));
  const nodes = [...document.querySelectorAll("*")];
  const of = (name) => nodes.filter((each) => each.localName === name);
  return [
    ...nodes.map((each) => each.localName).filter((name) => !ours.has(name)),
    ...nodes.flatMap((each) => each.getAttributeNames()).filter((of) => /^(on.*|srcdoc|style|http-equiv)$/.test(of)),
    ...of("a").map((each) => each.protocol).filter((each) => each && !/^https?:$/.test(each)),
    ...of("script").map((each) => each.src).filter((each) => !each.startsWith(`${origin}/static/`)),
    ...of("form").map((each) => each.action).filter((each) => each && !each.startsWith(`${origin}/`)),
  ];
}"""
"""Tells what stands in a document that no template of ours wrote."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A site of which every field is a payload."""
    with serving(build_hostile(tmp_path_factory.mktemp("hostile"), NUMBER)) as server:
        yield server


@pytest.fixture
def page(visitor):
    """A page that counts what runs."""
    opened = visitor.enter()
    opened.add_init_script(WATCH)
    return opened


def visit(page, address: str, *, probe: str = FOREIGN) -> None:
    """Open an address, where nothing runs and nothing foreign stands."""
    answer = page.goto(address, wait_until="domcontentloaded")
    assert answer.status in (200, 404), (answer.status, address)
    assert page.evaluate(probe) == [], address
    assert page.evaluate("window.runs") == 0, address


def batches():
    """Return the words that find fifty of the payloads each."""
    return [f"b{place}" for place in range(NUMBER // SMALL)]


def test_results_show_every_payload_as_text(page, hostile):
    shown = 0
    for word in batches():
        for number in range(1, SMALL // A_PAGE + 1):
            visit(
                page,
                f"{hostile.address}/?{urlencode({'q': f'{word} (ran OR lantern)', 'sort': 'oldest', 'page': number})}",
            )
            shown += page.locator(".hit h3").count()
    assert shown == NUMBER


def test_pages_of_statements_show_every_payload_as_text(page, hostile):
    shown = 0
    for place in range(NUMBER // BATCH):
        visit(page, f"{hostile.address}/s/many/{place}?q=ran")
        shown += page.locator(".body .text").count()
    assert shown == NUMBER


def test_frames_show_every_payload_as_text(page, hostile):
    shown = 0
    for word in batches():
        visit(page, f"{hostile.address}/embed?q={word}&limit=100")
        shown += page.locator("article h2").count()
    assert shown == NUMBER


def test_json_that_is_opened_as_a_page_runs_nothing(page, hostile):
    shown = 0
    for word in batches():
        visit(page, f"{hostile.address}/api/v1/search?q={word}&limit=100&facets=all&originals=true")
        shown += page.evaluate("JSON.parse(document.querySelector('pre').textContent).hits.length")
    assert shown == NUMBER


def test_feeds_that_are_opened_as_pages_run_nothing(page, hostile):
    names = "() => [...document.querySelectorAll('*')].map((each) => each.localName).filter((name) =>"
    names += " /^(script|img|iframe|svg|a|x|math|template|style|video|details|input)$/.test(name))"
    shown = 0
    for word in batches():
        for years in ("2000..2012", "2013..2024"):
            visit(page, f"{hostile.address}/feed.atom?q={word}+date:{years}", probe=names)
            shown += page.evaluate("document.querySelector('pre').textContent.split('<entry ').length - 1")
    assert shown == NUMBER


def some(hostile) -> list[str]:
    """Return the ids of some statements, in addresses."""
    every = payloads(NUMBER)
    kept = [("".join(filter(str.isprintable, text)), place) for place, text in enumerate(every)]
    return [quote(f"one/{place}/{text}", safe="") for text, place in islice(kept, 0, None, NUMBER // FEW)]


def test_every_other_face_of_a_statement_shows_it_as_text(page, hostile):
    faces = (
        "/s/{}?q=ran",
        "/cite/{}",
        "/embed/quote?url=/s/{}%3Fp%3D1",
        "/api/v1/statements/{}",
        "/api/v1/quote?url=/s/{}%3Fp%3D1",
    )
    for identity in some(hostile):
        for face in faces:
            inside = quote(identity) if "url=" in face else identity
            visit(page, hostile.address + face.format(inside))


def test_no_query_is_more_than_text(page, hostile):
    asked = payloads(NUMBER)[:: NUMBER // FEW]
    for text in asked:
        values = urlencode({"q": text})
        for face in ("/?", "/embed?", "/s/many/1?", "/suggestions?", "/api/v1/suggest?"):
            visit(page, f"{hostile.address}{face}{values}")


def test_no_query_that_is_typed_is_more_than_text(page, hostile):
    visit(page, f"{hostile.address}/?q=lantern")
    for text in payloads(NUMBER)[:: NUMBER // 20]:
        typed = "".join(filter(str.isprintable, text))
        with page.expect_response(lambda answer: "q=" in answer.url):
            page.fill("#q", typed)
        page.wait_for_function("(text) => document.title.startsWith(text)", arg=typed)
        assert page.evaluate(FOREIGN) == []
    assert page.evaluate("window.runs") == 0


@pytest.mark.parametrize(
    "face", ["/?q=x&sort={}", "/embed?q=x&filters={}", "/embed/quote?url={}", "/cite/one?style={}", "/{}"]
)
def test_what_is_refused_is_told_as_text(page, hostile, visitor, face):
    for text in payloads(NUMBER)[:: NUMBER // 10]:
        answer = page.goto(hostile.address + face.format(quote(text, safe="")), wait_until="domcontentloaded")
        assert answer.status in (400, 404)
        assert page.evaluate(FOREIGN) == []
        assert page.evaluate("window.runs") == 0
        visitor.complaints[:] = [each for each in visitor.complaints if "Failed to load resource" not in each]


def test_a_citation_that_is_opened_in_place_is_only_text(page, hostile):
    visit(page, f"{hostile.address}/s/many/0")
    for number in range(3):
        page.locator(".body a.cite").nth(number).click()
        page.wait_for_selector("dialog[open]")
        assert page.evaluate(FOREIGN) == []
        page.keyboard.press("Escape")
    assert page.evaluate("window.runs") == 0

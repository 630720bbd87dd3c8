"""The quote check on a page of another site: what is posted is answered, told and shown, and kept nowhere."""

import json
import re
import threading
from contextlib import ExitStack

import pytest

from tests.browser.hosting import hosting
from tests.browser.test_accessibility import violations
from tests.browser.visiting import AXE, overflow
from tests.browser.widget.box import SHARED
from tests.browser.widget.check import (
    ADDED,
    ALTERED,
    ARTICLE,
    INVENTED,
    VERBATIM,
    Check,
    page_of_check,
    place,
    quotation,
    said,
)
from tests.browser.widget.hosts import HOSTILE, STRICT, STYLED
from tests.browser.widget.payloads import ADDRESSES, payloads
from tests.extract.sample import LINES
from webapp.widget_files import BUILD

pytestmark = pytest.mark.browser

API = "**/api/v1/check"
POSTED = SHARED | {"Access-Control-Allow-Headers": "Content-Type", "Access-Control-Allow-Methods": "POST"}


@pytest.fixture
def open_check(visitor, served):
    """Open a page of another site that embeds the quote check."""
    with ExitStack() as sites:

        def opened(attributes="", *, head="", policy=STRICT, prepare=lambda page: None, until="load", **options):
            body = page_of_check(served.address, attributes=attributes, head=head)
            headers = {"Content-Security-Policy": policy.format(address=served.address)} if policy else {}
            page = visitor.enter(**options)
            page.set_default_timeout(10_000)
            prepare(page)
            page.goto(sites.enter_context(hosting(body, headers)), wait_until=until)
            return Check(page)

        yield opened


def answering(page, answer, **others):
    """Answer every text that is posted from now on with this."""
    told = {"json": answer} if answer is not None else {}
    page.route(API, lambda route: route.fulfill(headers=POSTED, **told, **others))


def test_each_quotation_of_an_article_is_answered_from_another_origin(open_check):
    check = open_check()
    check.ask(ARTICLE, "Ana Piquer")
    assert check.verdicts == ["Verbatim", "Altered", "Altered", "Not found"]
    assert check.heard.inner_text() == "Verbatim: 1 · Altered: 2 · Not found: 1"
    left_out, added = (check.answers.nth(number) for number in (1, 2))
    quoted = left_out.locator("blockquote").text_content()
    assert quoted == "these expulsions are left out: not deportations, a legal process"
    assert left_out.locator("blockquote del").text_content() == "left out: not"
    assert left_out.locator("blockquote ins").count() == 0
    assert added.locator("blockquote ins").text_content() == f"put in: {ADDED}"
    assert added.locator("blockquote del").count() == 0
    assert "no proof that it was never said" in check.answers.nth(3).inner_text()
    assert "Searched: 1 statement. What is not found here may" in check.element.locator("[part=searched]").inner_text()


def test_what_of_an_article_was_not_checked_is_told(open_check):
    check = open_check()
    check.ask(f"“{VERBATIM}” she said. “{INVENTED}” he said.")
    told = check.element.locator("[part=warning]").all_inner_texts()
    assert [each.split(":")[0] for each in told] == ["Whom the text names was not checked"]


def test_the_spliced_pull_quote_is_told_with_both_of_its_sentences(open_check):
    check = open_check()
    check.ask(LINES[10])
    assert check.verdicts == ["Altered"]
    assert check.answers.locator("[part=why]").inner_text() == "Altered: two sentences joined in another order."
    assert check.answers.locator("[part=seam]").count() == 1
    assert [each.split()[0] for each in check.answers.locator("mark").all_inner_texts()] == ["Rather", "On"]


def test_signs_stand_right_beside_their_words(open_check):
    check = open_check()
    differences = [
        {"operation": "same", "quoted": "Let in", "archive": "Let in"},
        {"operation": "punctuation", "quoted": "!", "archive": ","},
        {"operation": "same", "quoted": "they said of the", "archive": "they said of the"},
        {"operation": "punctuation", "quoted": "US", "archive": "U.S."},
        {"operation": "omitted", "quoted": "…", "archive": "so"},
        {"operation": "bracketed", "quoted": "[T]hen", "archive": "then"},
    ]
    answering(check.page, said(quotation("x", verdict="altered", differences=differences)))
    check.ask("x")
    assert check.answers.locator("blockquote").text_content() == (
        "Let inleft out: ,put in: !they said of the left out: U.S.put in: US left out: so […] [T]hen"
    )


def test_words_of_somebody_else_are_told_with_who_said_them(open_check):
    check = open_check()
    check.ask(VERBATIM, "Nayib Bukele")
    assert check.verdicts == ["Said by someone else"]
    assert "Ana Piquer said them, not Nayib Bukele" in check.answers.inner_text()
    assert check.answers.locator("[part=speaker]").first.inner_text() == "Ana Piquer"
    check.ask(ALTERED, "Nayib Bukele")
    assert "does not name \u2068Nayib Bukele\u2069" in check.answers.locator("[part=warning]").inner_text()


def test_a_place_leads_to_its_paragraph(open_check, served):
    check = open_check()
    check.ask(VERBATIM)
    link = check.answers.locator("[part=link]").first
    assert link.inner_text() == "Paragraph 9"
    assert link.get_attribute("href").startswith(f"{served.address}/s/")
    assert check.answers.locator("mark").first.inner_text() == VERBATIM
    link.click()
    check.page.wait_for_url("**/s/**#p9")
    assert VERBATIM in check.page.locator("#p9").inner_text()


def test_the_text_stands_in_no_address_and_is_kept_nowhere(open_check, visitor):
    asked = []

    def listen(page):
        page.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))

    check = open_check(prepare=listen)
    check.ask(f"“{VERBATIM}” and a secret", "Ana Secret")
    (posted,) = [each for each in asked if each[0] == "POST"]
    assert posted[1].endswith("/api/v1/check")
    assert json.loads(posted[2]) == {"text": f"“{VERBATIM}” and a secret", "speaker": "Ana Secret"}
    assert not any("ecret" in url or "process" in url for _, url, _ in asked)
    assert "ecret" not in check.page.url
    assert check.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert check.page.evaluate("document.body.innerHTML.includes('ecret')") is False
    assert len(visitor.asked) == 2


def test_nothing_is_asked_before_the_button_is_pressed_nor_without_a_text(open_check):
    asked = []
    check = open_check(prepare=lambda page: page.on("request", lambda request: asked.append(request.method)))
    check.text.fill(VERBATIM)
    check.page.wait_for_timeout(400)
    check.text.fill("")
    check.button.click()
    check.page.wait_for_timeout(200)
    assert "POST" not in asked
    assert check.is_focused("text")


def test_it_is_used_by_keys_alone(open_check):
    check = open_check()
    check.page.keyboard.press("Tab")
    assert check.is_focused("text")
    check.page.keyboard.type(VERBATIM)
    check.page.keyboard.press("Tab")
    assert check.is_focused("speaker-field")
    check.page.keyboard.type("Piquer")
    check.page.keyboard.press("Tab")
    assert check.is_focused("button")
    check.page.keyboard.press("Enter")
    check.answers.first.wait_for()
    assert check.is_focused("button")
    check.page.keyboard.press("Tab")
    assert check.is_focused("link")


def test_what_is_heard_is_in_the_page_from_the_beginning_and_said_again(open_check):
    check = open_check()
    assert check.heard.count() == 1
    assert check.heard.inner_text() == ""
    check.ask(VERBATIM)
    check.element.evaluate(
        "(check) => { window.said = []; new MutationObserver(() => said.push(check.shadowRoot.querySelector("
        "'[role=status]').textContent)).observe(check.shadowRoot.querySelector('[role=status]'), { childList: true }) }"
    )
    check.ask(VERBATIM)
    assert check.page.evaluate("said.at(0)") == ""
    assert check.page.evaluate("said.at(-1)") == "Verbatim: 1"


FAILURES = [
    (429, {"Retry-After": "7"}, None, "Too many questions at once. Try again in 7 s."),
    (503, {"Retry-After": "5"}, None, "The archive cannot answer at present."),
    (413, {}, None, "too much to check at once"),
    (500, {}, None, "cannot be reached"),
    (200, {}, "null", "cannot be reached"),
    (200, {}, "<html>", "cannot be reached"),
    (200, {}, '{"quotations": [{"verdict": "constructor"}], "searched": {}}', "cannot be reached"),
    (400, {}, '{"error": {"message": "It is long.", "hint": "Check it in parts."}}', "It is long. Check it in parts."),
    (400, {}, '{"error": {"message": "It is long.", "hint": null}}', "It is long."),
    (400, {}, "{}", "cannot be reached"),
]


@pytest.mark.parametrize(("status", "headers", "body", "told"), FAILURES)
def test_every_failure_is_told_and_old_answers_go(open_check, visitor, status, headers, body, told):
    check = open_check()
    check.ask(VERBATIM)
    check.page.route(
        API,
        lambda route: route.fulfill(
            status=status, headers=POSTED | headers, body=body or '{"error": {"message": "inner words"}}'
        ),
    )
    check.send(ALTERED)
    check.heard.filter(has_text=told).wait_for()
    assert "inner" not in check.heard.inner_text()
    assert check.heard.locator("[lang=en][dir=ltr]").count() == (1 if status == 400 and body != "{}" else 0)
    assert check.answers.count() == 0
    check.page.unroute(API)
    check.ask(VERBATIM)
    assert check.verdicts == ["Verbatim"]
    visitor.complaints.clear()


def test_who_is_offline_is_told_so(open_check, visitor):
    check = open_check()
    check.page.context.set_offline(True)
    check.send(VERBATIM)
    check.heard.filter(has_text="You are offline").wait_for()
    check.page.context.set_offline(False)
    check.ask(VERBATIM)
    visitor.complaints.clear()


@pytest.mark.parametrize(("characters", "told"), [(30_000, "20,000|20000"), (600_000, "too much to check at once")])
def test_what_is_too_large_is_told_by_the_real_archive(open_check, visitor, characters, told):
    check = open_check()
    check.send("word " * (characters // 5))
    check.heard.filter(has_text=re.compile(told)).wait_for()
    visitor.complaints.clear()


def test_an_answer_that_was_overtaken_is_never_shown(open_check, visitor):
    check = open_check()
    held = threading.Event()
    routes = []

    def reply(route):
        if "first" in route.request.post_data:
            routes.append(route)
            held.set()
            return
        route.fulfill(json=said(quotation("second words")), headers=POSTED)

    check.page.route(API, reply)
    check.send("first words")
    check.heard.filter(has_text="Checking").wait_for()
    check.send("second words")
    check.answers.first.wait_for()
    assert held.is_set()
    for route in routes:
        route.fulfill(json=said(quotation("first words")), headers=POSTED)
    check.page.wait_for_timeout(200)
    assert "second" in check.answers.inner_text()
    assert check.heard.inner_text() == "Verbatim: 1"
    visitor.complaints.clear()


LANGUAGES = {
    "en": ("Check", ["Verbatim", "Altered", "Altered", "Not found"], "no proof"),
    "es": ("Comprobar", ["Literal", "Alterada", "Alterada", "No encontrada"], "no prueba"),
    "fr": ("Vérifier", ["Mot pour mot", "Altérée", "Altérée", "Introuvable"], "ne prouve pas"),
    "ar": ("تحقَّق", ["حرفي", "محرَّف", "محرَّف", "غير موجود"], "ليس هذا دليلًا"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_its_page_s_language(open_check, language):
    button, verdicts, no_proof = LANGUAGES[language]
    check = open_check(f' lang="{language}"')
    assert check.button.inner_text() == button
    check.ask(ARTICLE)
    assert check.verdicts == verdicts
    assert no_proof in check.answers.last.inner_text()
    root = check.element.locator(".root")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, "rtl" if language == "ar" else "ltr")
    if language != "en":
        assert not re.search(
            r"Altered|Verbatim|The archive|Paragraph\b|proof", check.element.locator(".root").inner_text()
        )


def test_another_language_says_the_answers_again(open_check):
    check = open_check()
    check.ask(ARTICLE)
    check.element.evaluate("(check) => { check.lang = 'es' }")
    check.answers.filter(has_text="Literal").wait_for()
    assert check.button.inner_text() == "Comprobar"
    assert check.heard.inner_text() == "Literal: 1 · Alterada: 2 · No encontrada: 1"


def test_words_that_were_tampered_with_are_refused_and_english_stays(open_check, visitor):
    def tamper(page):
        def answer(route):
            told = route.fetch()
            route.fulfill(response=told, body=told.text().replace("Vérifier", "Tampered"))

        page.route("**/widget-fr-check-*", answer)

    check = open_check(' lang="fr"', prepare=tamper)
    assert check.button.inner_text() == "Check"
    assert check.element.locator(".root").get_attribute("lang") == "en"
    assert any("integrity" in each for each in visitor.complaints), visitor.complaints
    visitor.complaints.clear()


def rest(_check):
    pass


def answered(check):
    check.ask(ARTICLE, "Nayib Bukele")


def refused(check):
    answering(check.page, None, status=503, body="")
    check.send(VERBATIM)
    check.heard.filter(has_text=re.compile(".")).wait_for()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", [rest, answered, refused])
def test_no_rule_is_violated(open_check, visitor, state, language):
    head = "<style>html { color-scheme: light dark; color: CanvasText; background: Canvas }</style>"
    check = open_check(f' lang="{language}"', head=head, policy=STYLED)
    state(check)
    check.page.context.new_cdp_session(check.page).send("Page.setBypassCSP", {"enabled": True})
    check.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in (320, 1100):
        for light in ("light", "dark"):
            check.page.set_viewport_size({"width": width, "height": 700})
            check.page.emulate_media(color_scheme=light)
            found += violations(check.page) + overflow(check.page)
    assert found == []
    visitor.complaints.clear()


def test_a_planted_fault_is_found(open_check):
    check = open_check(policy="")
    check.page.evaluate(AXE.read_text(encoding="utf-8"))
    check.element.evaluate("(check) => check.shadowRoot.querySelector('[part=label]').remove()")
    assert {each.partition(":")[0] for each in violations(check.page)} & {"label"}


def test_what_was_changed_is_told_by_more_than_colour(open_check):
    check = open_check(forced_colors="active")
    check.ask(ARTICLE)
    line = "(each) => getComputedStyle(each).textDecorationLine"
    assert check.answers.locator("del").first.evaluate(line) == "line-through"
    assert check.answers.locator("ins").first.evaluate(line) == "underline"
    assert (
        len({each.evaluate("(each) => getComputedStyle(each, '::before').content") for each in check.told.all()}) == 3
    )


def test_a_hostile_style_sheet_changes_nothing(open_check):
    measure = """(check) => [...check.shadowRoot.querySelectorAll('*')].map((each) => {
      const { width, height } = each.getBoundingClientRect();
      const { color, backgroundColor, font, letterSpacing } = getComputedStyle(each);
      return [each.localName, width, height, color, backgroundColor, font, letterSpacing].join();
    })"""
    placed = "html body onrecord-check { display: block !important; width: 600px !important }"
    looks = []
    for css in ("", HOSTILE):
        check = open_check(' theme="light"', head=f"<style>{css}{placed}</style>", policy=STYLED)
        check.ask(ARTICLE)
        looks.append(check.element.evaluate(measure))
    assert looks[0] == looks[1]
    assert check.page.locator("h1").evaluate("(each) => getComputedStyle(each).color") == "rgb(0, 255, 0)"


@pytest.mark.parametrize(("theme", "is_dark"), [("dark", True), ("light", False)])
def test_it_is_themed_by_attribute_properties_and_parts(open_check, theme, is_dark):
    css = "onrecord-check { --onrecord-text: rgb(1, 2, 3) } onrecord-check::part(button) { border-width: 5px }"
    check = open_check(f' theme="{theme}"', head=f"<style>{css}</style>", policy=STYLED, color_scheme="light")
    ground = check.text.evaluate("(each) => getComputedStyle(each).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", ground)[:3])) < 128) is is_dark
    assert check.text.evaluate("(each) => getComputedStyle(each).color") == "rgb(1, 2, 3)"
    assert check.button.evaluate("(each) => getComputedStyle(each).borderTopWidth") == "5px"
    for each in (check.text, check.speaker, check.button):
        assert each.bounding_box()["height"] >= 44
        assert each.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)") >= 16


def test_without_scripts_the_form_leads_to_the_archive_s_own_page(open_check, served):
    check = open_check(java_script_enabled=False)
    check.page.get_by_label("Quotation or article").fill(VERBATIM)
    check.page.get_by_role("button", name="Check").click()
    check.page.wait_for_url(f"{served.address}/check")
    assert check.page.locator(".verdict").inner_text() == "Verbatim"


def test_what_was_typed_before_the_script_came_stays_and_so_does_the_focus(open_check):
    held = []

    def hold(route):
        held.append(route)

    check = open_check(prepare=lambda page: page.route("**/check.js*", hold), until="commit")
    fallback = check.page.locator("onrecord-check textarea[name=text]")
    fallback.fill("typed early")
    for route in held:
        route.continue_()
    check.page.unroute("**/check.js*")
    check.button.wait_for()
    assert check.text.input_value() == "typed early"
    assert check.is_focused("text")


def test_a_page_that_holds_it_to_its_digest_loads_it(open_check, served):
    head = (
        f'<script type="module" crossorigin src="{served.address}/{BUILD.check.file}"'
        f' integrity="{BUILD.check.integrity}"></script>'
    )
    check = open_check(' lang="fr"', head=head)
    check.ask(VERBATIM)
    assert check.verdicts == ["Mot pour mot"]


WATCH = """
window.runs = 0;
for (const name of ["ran", "alert", "confirm", "prompt"]) window[name] = () => { window.runs += 1; };
"""

PROBE = """(check) => {
  const nodes = [...check.shadowRoot.querySelectorAll("*")];
  const ours = /^(div|form|label|span|textarea|input|button|p|ol|ul|li|blockquote|del|ins|mark|a|bdi)$/;
  const foreign = nodes.filter((each) => !ours.test(each.localName)).map((each) => each.localName);
  const handlers = nodes.flatMap((each) => each.getAttributeNames()).filter((name) => /^on|^src|^style$/.test(name));
  const protocols = [...check.shadowRoot.querySelectorAll("a")].map((each) => each.protocol);
  return [...foreign, ...handlers, ...protocols.filter((each) => !/^https?:$/.test(each))];
}"""

NUMBER = 800
A_PAGE = 40
OPERATIONS = ["same", "bracketed", "omitted", "moved", "left_out", "added", "changed", "punctuation", "letters"]


def hostile(texts):
    """Return an answer whose every field that may be a text is a payload."""
    verdicts = ["verbatim", "altered", "other_speaker", "not_found"]
    every = []
    for number, text in enumerate(texts):
        address = ADDRESSES[number % len(ADDRESSES)] if number % 2 else f"/s/{text}"
        differences = [{"operation": each, "quoted": text, "archive": text} for each in [*OPERATIONS, text]]
        every.append(
            quotation(
                text,
                verdict=verdicts[number % 4],
                message=text,
                kinds=[text],
                share=0.4,
                differences=differences if number % 3 else [],
                speaker=text,
                speaker_stands=False,
                places=[place(text, address)],
            )
        )
    return said(*every, warnings=texts)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("policy", ["", STRICT], ids=["no policy", "strict policy"])
def test_no_text_of_an_answer_is_ever_more_than_text(open_check, policy, language):
    every = payloads(NUMBER)
    check = open_check(f' lang="{language}"', policy=policy, prepare=lambda page: page.add_init_script(WATCH))
    shown = 0
    for start in range(0, NUMBER, A_PAGE):
        texts = every[start : start + A_PAGE]
        answering(check.page, hostile(texts))
        check.send(texts[0].replace("\x00", ""), texts[1].replace("\x00", ""))
        check.page.wait_for_function(
            "(text) => [...document.querySelector('onrecord-check').shadowRoot.querySelectorAll('[part=title]')]"
            ".some((each) => each.textContent === text)",
            arg=texts[-1],
        )
        shown += check.answers.count()
        assert check.element.evaluate(PROBE) == []
        check.page.unroute(API)
    assert shown == NUMBER
    assert check.page.evaluate("window.runs") == 0


@pytest.mark.parametrize("attribute", ["endpoint", "lang", "theme"])
def test_no_value_of_an_attribute_makes_it_run_anything(open_check, visitor, attribute):
    check = open_check(policy="", prepare=lambda page: page.add_init_script(WATCH))
    for address in ADDRESSES:
        check.element.evaluate("(check, [name, value]) => check.setAttribute(name, value)", [attribute, address])
        check.send("words")
        assert check.page.evaluate("window.runs") == 0
        assert check.element.evaluate(PROBE) == []
        assert re.match("https?:", check.element.evaluate("(check) => check.archive"))
    check.page.goto("about:blank")
    visitor.complaints.clear()


def test_the_invented_is_called_so_with_its_nearest_passage_if_there_is_one(open_check):
    check = open_check()
    answering(check.page, said(quotation(INVENTED, verdict="not_found", share=0.41, places=[place("nearest", "/s/x")])))
    check.ask(INVENTED)
    assert "The nearest passage:" in check.answers.inner_text()
    assert check.answers.locator("[part=link]").count() == 1


def test_of_many_places_some_are_shown_and_the_others_counted(open_check):
    check = open_check()
    places = [place("here", f"/s/{number}") for number in range(8)]
    answering(check.page, said(quotation(VERBATIM, places=places, places_total=30)))
    check.ask(VERBATIM)
    assert check.answers.locator("[part=link]").count() == 5
    assert "and in 25 more places" in check.answers.inner_text()

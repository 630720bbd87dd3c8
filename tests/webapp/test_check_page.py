"""The page on which quotations are checked, and the same over the API: what is asked, what is told, what is kept."""

import json

import pytest

from indexer import open_archive
from indexer.quoting import checked_to_json
from tests.extract.sample import LINES
from tests.made import paragraph, statement
from tests.webapp.conformity import Components
from tests.webapp.conftest import ATTACK, assert_no_markup, page, soup

BOTH = "Both rely on a lack of due process"
ARTICLE = f"“{BOTH},” she said.\r\n\r\n“these expulsions are deportations, a legal process”"


def post(client, path="/check", **values):
    return soup(client.post(path, data=values))


def text_of(node):
    return " ".join(node.get_text().split())


def test_the_form_posts_and_nothing_stands_in_an_address(sample):
    shown = page(sample, "/check")
    form = shown.select_one("form.check")
    assert (form["method"], form["action"]) == ("post", "/check")
    assert shown.select_one("textarea#text")["maxlength"] == "20000"
    assert {each["for"] for each in form.select("label")} == {"text", "speaker"}
    assert not shown.select(".checked")
    shown = post(sample, text=f"“{BOTH}” and a secret", speaker="Ana Secret")
    addresses = [each[name] for name in ("href", "action", "formaction", "src") for each in shown.select(f"[{name}]")]
    assert not any("ecret" in each or "process" in each for each in addresses)
    assert "secret" not in page(sample, "/check", text="secret").select_one("main").get_text()


def test_every_page_leads_there(sample):
    for path in ("/", "/help", "/check"):
        assert page(sample, path).select_one('header nav a[href="/check"]')
        assert page(sample, path, ui="es").select_one('header nav a[href="/check?ui=es"]')


def test_the_spliced_pull_quote_is_told_with_both_of_its_sentences(sample):
    shown = post(sample, text=LINES[10])
    (quotation,) = shown.select("li.quotation")
    assert text_of(quotation.select_one(".verdict")) == "Altered"
    assert text_of(quotation.select_one(".why")) == "Altered: two sentences joined in another order."
    assert [each.get_text().split()[0] for each in quotation.select(".places mark")] == ["Rather", "On"]
    assert len(quotation.select("blockquote .seam")) == 1


def test_what_was_not_checked_and_what_an_ellipsis_stands_for_is_told(sample):
    article = f"“{BOTH},” she said, and “these expulsions are … a legal process defined in U.S. law”."
    shown = post(sample, text=article)
    assert text_of(shown.select_one(".checked > .warning")).startswith("Whom the text names was not checked")
    (gone,) = shown.select("li.quotation blockquote del")
    assert text_of(gone) == "left out: not deportations"
    assert not post(sample, text=article, speaker="Ana Piquer").select(".checked > .warning")


def test_each_quotation_of_an_article_has_its_answer_its_difference_and_its_place(sample):
    shown = post(sample, text=ARTICLE, speaker="Ana Piquer")
    first, second = shown.select("li.quotation")
    assert (text_of(first.select_one(".verdict")), text_of(second.select_one(".verdict"))) == ("Verbatim", "Altered")
    assert text_of(second.select_one("blockquote del")) == "left out: not"
    assert not second.select("blockquote ins")
    assert first.select_one(".places .number")["href"].startswith("/s/000-0e065b5d756ede2c-41f50d8c0a?p=9-")
    assert sample.get(first.select_one(".places .number")["href"]).status_code == 200
    assert text_of(shown.select_one(".checked > .facts-told")) == "Verbatim: 1 and Altered: 1"
    assert "1 statement, 12 paragraphs" in text_of(shown.select(".checked > .facts-told")[-1])


def test_an_abbreviation_without_its_points_stands_apart_from_the_words_beside_it(sample):
    shown = post(sample, text="In fact, even US Immigration and Customs Enforcement officials have since admitted")
    assert text_of(shown.select_one("blockquote")).startswith("In fact, even left out: U.S.put in: US Immigration and")


def test_what_was_posted_stays_in_the_form_and_in_no_cache(sample):
    answer = sample.post("/check", data={"text": ARTICLE, "speaker": "Ana Piquer"})
    assert answer.headers["Cache-Control"] == "no-store"
    shown = soup(answer)
    assert shown.select_one("textarea#text").get_text().strip() == ARTICLE.replace("\r\n", "\n")
    assert shown.select_one("input#speaker")["value"] == "Ana Piquer"


@pytest.mark.parametrize(
    ("speaker", "verdict", "told"),
    [
        ("Nayib Bukele", "other_speaker", "The words stand, but Ana Piquer said them, not Nayib Bukele."),
        ("Piquer", "verbatim", "Verbatim."),
        (" ", "verbatim", "Verbatim."),
    ],
)
def test_a_speaker_is_checked_where_one_is_given(sample, speaker, verdict, told):
    (quotation,) = post(sample, text=BOTH, speaker=speaker).select("li.quotation")
    assert verdict in quotation["class"]
    assert text_of(quotation.select_one(".why")) == told


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("", "Ana Piquer", "There are no words to check."),
        ("?!", "Ana Piquer", "There are no words to check."),
        (f"{BOTH}\r\n" + "x" * 20_001, "Ana Piquer", "20,000"),
        (BOTH, "y" * 201, "The speaker has 201 characters."),
    ],
)
def test_what_cannot_be_checked_is_refused_above_a_form_that_keeps_it(sample, text, speaker, told):
    answer = sample.post("/check", data={"text": text, "speaker": speaker})
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (400, "text/html", "no-store")
    shown = soup(answer)
    field = shown.select_one("form.check textarea#text")
    assert field.get_text().removeprefix("\n") == text.replace("\r\n", "\n")
    assert shown.select_one("form.check input#speaker")["value"] == speaker
    alert = shown.select_one("[role=alert]")
    assert told in text_of(alert)
    assert field["aria-describedby"] == alert["id"]
    assert shown.title.get_text().startswith("Error 400 – Check a quotation")
    assert not shown.select(".checked")


@pytest.mark.parametrize("text", ["語" * 20_000, "𝒽 " * 10_000, "é" * 20_000, "word " * 900])
def test_the_longest_text_of_any_script_can_be_posted(shelf, text):
    assert shelf.post("/check", data={"text": text}).status_code in (200, 400)
    assert shelf.post(
        "/api/v1/check", data=json.dumps({"text": text}), content_type="application/json"
    ).status_code in (
        200,
        400,
    )


def test_no_text_is_markup(site_of):
    hostile = statement("one", paragraph(1, f"Nobody was let in {ATTACK} that day.", speaker=ATTACK), title=ATTACK)
    client = site_of(hostile)
    for text in (f"Nobody was let in {ATTACK} that day.", f"“{ATTACK} nobody has ever said so of them”"):
        assert_no_markup(post(client, text=text, speaker=ATTACK))


def test_the_page_is_told_in_the_language_that_is_asked_for(sample):
    shown = post(sample, text=LINES[10], ui="fr")
    assert text_of(shown.select_one(".why")) == "Altérée : deux phrases réunies dans un autre ordre."
    assert shown.html["lang"] == "fr"
    assert shown.select_one("form.check input[name=ui]")["value"] == "fr"


def test_the_api_answers_as_the_library_does_and_as_described(sample, sample_archive):
    answer = sample.post("/api/v1/check", json={"text": LINES[10], "speaker": None})
    told = answer.get_json()
    expected = checked_to_json(open_archive(sample_archive).check_quotes(LINES[10]))
    assert told | {"took_ms": 0} == json.loads(json.dumps(expected)) | {"took_ms": 0}
    components = Components(sample.get("/api/v1/openapi.json").get_json())
    assert components.violations(told, "Checked") == []


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"{", 400, "The body is not JSON."),
        (b"", 400, "The body is not JSON."),
        (b'{"text": "\\ud800"}', 400, "The body is not JSON."),
        (b"[]", 400, "The body is no object."),
        (b"{}", 400, "text is missing, empty or no text."),
        (b'{"text": ""}', 400, "text is missing, empty or no text."),
        (b'{"text": 1}', 400, "text is missing, empty or no text."),
        (b'{"text": "a b", "speaker": 1}', 400, "speaker is no text."),
        (b'{"text": "a b", "url": "x"}', 400, "The body has a key “url” that is unknown."),
        (b'{"text": "?"}', 400, "There are no words to check."),
        (b'{"text": "' + b"a" * 262_144 + b'"}', 413, "The request has a body that is too large."),
    ],
)
def test_a_wrong_body_is_told(sample, body, status, told):
    answer = sample.post("/api/v1/check", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["error"]["message"]) == (status, told)


def test_the_api_takes_json_alone_and_no_parameters(sample):
    assert sample.post("/api/v1/check", data={"text": BOTH}).status_code == 415
    assert sample.post("/api/v1/check", data=f'{{"text": "{BOTH}"}}', content_type="text/plain").status_code == 415
    assert sample.post("/api/v1/check?text=x", json={"text": BOTH}).status_code == 400
    refused = sample.get("/api/v1/check")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")
    assert refused.get_json()["error"]["message"] == "This address answers what is posted to it alone."

"""Five thousand texts that would run if anything took them for markup, in every field of an answer and as queries."""

import re

import pytest

from tests.browser.widget.box import Box
from tests.browser.widget.payloads import ADDRESSES, payloads

pytestmark = pytest.mark.browser

NUMBER = 5_000
A_PAGE = 50

PROBE = """(box) => {
  const nodes = [...box.shadowRoot.querySelectorAll("*")];
  const ours = /^(div|span|form|input|button|a|mark|dialog|slot)$/;
  const foreign = nodes.filter((each) => !ours.test(each.localName)).map((each) => each.localName);
  const handlers = nodes.flatMap((each) => each.getAttributeNames()).filter((name) => /^on|^src|^style$/.test(name));
  const protocols = [...box.shadowRoot.querySelectorAll("a")].map((each) => each.protocol);
  const links = protocols.filter((each) => !/^https?:$/.test(each));
  return [...foreign, ...handlers, ...links];
}"""

WATCH = """
window.runs = 0;
for (const name of ["ran", "alert", "confirm", "prompt"]) window[name] = () => { window.runs += 1; };
"""


def hostile(texts, place):
    """Return an answer whose every field is a payload."""
    at = iter(texts)
    hits = []
    for text in at:
        address = ADDRESSES[place % len(ADDRESSES)] if len(hits) % 5 == 4 else f"/s/{text}"
        paragraph = {
            "number": 1, "text": text, "speaker": text, "language": text, "permalink": address, "original": text,
            "highlights": [[0, max(1, len(text) // 2)]],
        }  # fmt: skip
        statement = {"id": text, "title": text, "published": text, "publisher": text, "language": text}
        hits.append({"statement": statement, "title_highlights": [[0, 1]], "paragraphs": [paragraph]})
    return {"total": {"statements": len(hits), "paragraphs": len(hits)}, "hits": hits}


@pytest.mark.parametrize("policy", ["", None], ids=["no policy", "strict policy"])
def test_no_text_of_an_answer_is_ever_more_than_text(visitor, embed, policy):
    every = payloads(NUMBER)
    assert len(set(every)) == NUMBER
    page = visitor.enter()
    page.add_init_script(WATCH)
    page.goto(embed('target="original"', **({} if policy is None else {"policy": policy})))
    box = Box(page)
    box.begin()
    shown = 0
    for start in range(0, NUMBER, A_PAGE):
        texts = every[start : start + A_PAGE]
        box.answer_with(json=hostile(texts, start // A_PAGE))
        box.field.fill(texts[0].replace("\x00", ""))
        page.wait_for_function(
            "(text) => [...document.querySelector('onrecord-search').shadowRoot.querySelectorAll('[part~=title]')]"
            ".some((each) => each.textContent === text)",
            arg=texts[0],
        )
        shown += box.element.locator("[part~=title]").count()
        assert box.element.evaluate(PROBE) == []
        page.unroute_all()
    box.options.first.hover()
    assert page.evaluate("window.runs") == 0
    assert shown > NUMBER * 0.7
    visitor.complaints[:] = [each for each in visitor.complaints if not re.search("ERR_ABORTED", each)]


def test_the_payloads_would_run_if_something_took_them_for_markup(visitor, embed):
    page = visitor.enter()
    page.add_init_script(WATCH)
    page.goto(embed(policy=""))
    page.evaluate(
        "(texts) => { for (const text of texts)"
        " document.body.append(document.createRange().createContextualFragment(text)); }",
        payloads(1_000),
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.runs") > 10
    visitor.complaints.clear()


ATTRIBUTES = "endpoint filters placeholder label lang group limit target theme hotkey sync-url mode".split()


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_no_value_of_an_attribute_makes_it_run_anything(visitor, embed, attribute):
    page = visitor.enter()
    page.add_init_script(WATCH)
    page.goto(embed(policy=""))
    made = Box(page, "#made")
    for address in ADDRESSES:
        page.evaluate(
            "([name, value]) => { document.getElementById('made')?.remove();"
            " const box = document.createElement('onrecord-search'); box.id = 'made'; box.setAttribute(name, value);"
            " document.querySelector('main').append(box); box.open(); box.value = 'x';"
            " box.form.dispatchEvent(new Event('submit', { cancelable: true })); }",
            [attribute, address],
        )
        assert page.evaluate("window.runs") == 0
        assert made.element.evaluate(PROBE) == []
        assert re.match("https?:|$", made.element.evaluate("(box) => box.form.action"))
    page.goto("about:blank")
    visitor.complaints.clear()

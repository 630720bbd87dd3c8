"""axe-core on every page in every state, in both lights, at the narrowest width and a wide one, and from the right."""

import pytest

from tests.browser.states import LANGUAGES, STATES
from tests.browser.visiting import AXE
from tests.webapp.conftest import in_language

pytestmark = pytest.mark.browser

RULES = [f"wcag{level}" for level in ("2a", "2aa", "21a", "21aa", "22aa")] + ["best-practice"]
"""WCAG 2.2 up to AA by its axe tags, and what axe itself recommends."""

WIDTHS = (320, 1100)
LIGHTS = ("light", "dark")

RUN = """async (tags) => (await axe.run(document, { runOnly: { type: "tag", values: tags } })).violations.map(
  (each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 150)).join(" | ")}`)"""


def violations(page):
    return page.evaluate(RUN, RULES)


@pytest.fixture
def looked_at(visitor, request):
    """Open a page in a state, with axe on it."""

    def look(state, language="en"):
        served = request.getfixturevalue(state.server)
        page = visitor.open(served.address + in_language(state.path, language))
        state.reach(page, visitor)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        return page

    return look


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_no_page_violates_a_rule(looked_at, state, language):
    page = looked_at(state, language)
    found = []
    for width in WIDTHS:
        for light in LIGHTS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=light)
            found += [(width, light, each) for each in violations(page)]
    assert found == []


FAULTS = {
    "label": "document.querySelector('label[for=q]').remove(); document.querySelector('#q').placeholder = ''",
    "link-name": "document.querySelector('h3 a').replaceChildren()",
    "color-contrast": "document.querySelector('.facts').style.color = '#bbb'",
    "html-has-lang": "document.documentElement.lang = ''",
    "target-size": "for (const each of document.querySelectorAll('.choice ul, .choice a'))"
    " each.style.cssText = 'display: inline-block; font-size: 4px; line-height: 1; padding: 0'",
    "landmark-one-main": "document.querySelector('main').setAttribute('role', 'group')",
}
"""What is done to a page of results, by the rule that must notice."""


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_is_found(looked_at, rule):
    page = looked_at(next(each for each in STATES if each.name == "results"))
    page.emulate_media(color_scheme="light")
    page.evaluate(f"() => {{ {FAULTS[rule]} }}")
    assert rule in {each.partition(":")[0] for each in violations(page)}

"""The page on which one chooses the search box: what is chosen is what one sees and copies."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import docs.widget
from tests.made import statement
from tests.webapp.conftest import ATTACK, page
from webapp.themes import THEMES
from webapp.widget_files import BUILD, BUILT, FOLDER
from webapp.widget_guide import EVENTS, FIELD_RESERVED, LANGUAGES, OPTIONS, PARTS, PROPERTIES

SITE = "https://archive.example"


@pytest.fixture
def client(site_of):
    return site_of(statement("one", "A lantern."), base_url=SITE)


def built(client, **chosen):
    shown = page(client, "/widget", **{name.replace("_", "-"): value for name, value in chosen.items()})
    copied = BeautifulSoup(shown.select_one("#copy-box").get_text(), "html.parser")
    return shown, copied


def test_without_a_choice_it_is_the_plain_box_held_to_its_digest(client):
    shown, copied = built(client)
    assert copied.find("onrecord-search").attrs == {"endpoint": f"{SITE}/"}
    assert copied.script.attrs == {
        "type": "module",
        "src": f"{SITE}/{BUILD.box.file}",
        "integrity": BUILD.box.integrity,
        "crossorigin": "anonymous",
    }
    assert shown.select_one("#copy-reserved").get_text().strip() == FIELD_RESERVED
    assert shown.select_one(".demo onrecord-search form[method=get] input[name=q]")


def test_who_follows_updates_loads_what_stays(client):
    _, copied = built(client, script="latest")
    assert copied.script.attrs == {"type": "module", "src": f"{SITE}/widget.js"}


@pytest.mark.parametrize(("follows", "file"), [({}, BUILD.check.file), ({"script": "latest"}, "check.js")])
def test_the_quote_check_is_offered_in_the_language_and_theme_that_were_chosen(client, follows, file):
    shown, _ = built(client, lang="fr", theme="dark", filters="lang:en", **follows)
    copied = BeautifulSoup(shown.select_one("#copy-check").get_text(), "html.parser")
    assert copied.script["src"] == f"{SITE}/{file}"
    assert copied.find("onrecord-check").attrs == {"endpoint": f"{SITE}/", "lang": "fr", "theme": "dark"}


TEXTS = st.text(st.characters(exclude_categories=["C"]), max_size=20)
CHOICES = {option.name: st.sampled_from(option.choices) if option.choices else TEXTS for option in OPTIONS} | {
    "limit": st.integers(1, 20).map(str),
    "filters": st.sampled_from(["lang:en", 'publisher:"A & B" date:2020..2024', "-country:Peru"]),
    "recent": st.just("true"),
}


@given(st.fixed_dictionaries({}, optional=CHOICES))
def test_what_is_chosen_is_what_is_copied_and_shown(chosen):
    client = test_what_is_chosen_is_what_is_copied_and_shown.client
    shown, copied = built(client, **chosen)
    expected = {name: value.strip() for name, value in chosen.items() if value.strip()}
    expected |= {"recent": ""} if "recent" in expected else {}
    assert copied.find("onrecord-search").attrs == {"endpoint": f"{SITE}/", **expected}
    assert shown.select_one(".demo onrecord-search").attrs == expected
    assert not shown.select(".problems")


@pytest.fixture(autouse=True)
def _one_site(client):
    test_what_is_chosen_is_what_is_copied_and_shown.client = client


WRONG = [
    ("mode", "window", "inline, popover, dialog"),
    ("lang", "tlh", "en, ar, es, fr"),
    ("limit", "0", "1 to 20"),
    ("limit", "21", "1 to 20"),
    ("limit", "²", "1 to 20"),
    ("filters", "harbour", "neither a field nor dates"),
    ("group", ATTACK, "statement, paragraph"),
]


@pytest.mark.parametrize(("name", "value", "told"), WRONG)
def test_what_an_option_cannot_be_is_told_and_left_out(client, name, value, told):
    shown, copied = built(client, **{name: value})
    assert told in shown.select_one(".problems").get_text()
    assert name not in copied.find("onrecord-search").attrs
    assert not shown.select("main img, main b")


def test_the_frame_has_what_a_frame_can_have(client):
    shown, _ = built(client, filters="lang:en", theme="dark", limit="3", lang="ar", hotkey="mod+k")
    frame = BeautifulSoup(shown.select_one("#copy-frame").get_text(), "html.parser").iframe
    assert frame["src"] == f"{SITE}/embed?filters=lang%3Aen&theme=dark&limit=3&ui=ar"
    path = frame["src"].removeprefix(SITE)
    framed = page(client, path)
    assert (framed.html["lang"], framed.html["data-theme"]) == ("ar", "dark")


def test_all_that_the_box_has_is_told_and_nothing_else():
    search = (FOLDER / "src").glob("*.ts")
    sources = "".join(path.read_text(encoding="utf-8") for path in search)
    styles = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "src").glob("*.css"))
    assert all(f'"{option.name}"' in sources for option in OPTIONS if option.name not in {"theme", "mode"})
    assert all(f'"{event.name}"' in sources for event in EVENTS)
    assert all(each.name in styles for each in PROPERTIES)
    assert all(each.name in sources for each in PARTS)
    built = {path.name.rpartition("-")[0] for path in BUILT.glob("widget-*.json")}
    others = {f"widget-{each}" for each in LANGUAGES if each != "en"}
    assert built == others | {f"{each}-check" for each in others}


def test_all_parts_of_the_quote_check_are_told_and_nothing_else():
    named = re.search(r"Parts: (`form`.+?)\. The policy", docs.widget.SOURCE.read_text(encoding="utf-8"), re.DOTALL)[1]
    sources = [(FOLDER / "src" / name).read_text(encoding="utf-8") for name in ("check.ts", "checked.ts", "marks.ts")]
    parts = {part for source in sources for part in re.findall(r'part: "([\w-]+)"', source)}
    verdicts = {"verdict", "verbatim", "altered", "other_speaker", "not_found"}
    assert set(re.findall("`(.+?)`", named)) == parts | verdicts


def test_the_style_of_the_examples_is_what_their_page_shows(client):
    shown = page(client, "/widget/themes")
    served = client.get("/widget/themes/style.css").get_data(as_text=True)
    copied = {each["id"].removeprefix("copy-"): each.get_text().strip() for each in shown.select("textarea")}
    assert copied == {each.name: each.css for each in THEMES if each.css}
    assert all(each in served for each in copied.values())
    assert len(shown.select("onrecord-search")) == len(THEMES)

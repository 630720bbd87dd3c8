"""Sites to ask: the sample's, a shelf of statements made for these tests, and whatever a test makes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from indexer.settings import Settings
from indexer.statement import Role, Statement, Translation
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement
from webapp import create_app

ODD_ID = "made/odd id ? & # % «1»"
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>"

ROLES = statement(
    ODD_ID,
    paragraph(1, "Every role on one page", Role.TITLE),
    paragraph(2, "An introduction that speaks of lanterns.", Role.INTRO),
    paragraph(3, "😀🙂 The lantern was lit, 𝒶 court said.", speaker="A. Speaker", speaker_title="made director"),
    paragraph(4, "The lantern was lit", Role.PULL_QUOTE, speaker="A. Speaker", repeats=(3,)),
    paragraph(5, "A. Speaker, made director", Role.ATTRIBUTION, speaker="A. Speaker", attributes=4),
    paragraph(6, "What must be done", Role.HEADING),
    paragraph(7, "Light the lantern.", Role.LIST_ITEM),
    paragraph(8, "Keep it lit.", Role.LIST_ITEM),
    paragraph(9, "La linterna estaba encendida.", Role.BLOCK_QUOTE, speaker="Otra Portavoz", language="es"),
    paragraph(10, "A picture of a lantern.", Role.CAPTION, credit="© Nobody"),
    paragraph(11, "The made organisation sells no lantern.", Role.BOILERPLATE),
    title="Every role on one page",
    url="https://example.org/roles",
    published="2025-03-27",
    updated="2025-04-02",
    publisher="Example Organisation",
    type="press release",
    countries=("El Salvador", "Venezuela"),
    topics=("detention",),
    translations=(
        Translation(language="es", url="https://example.org/es"),
        Translation(language="ar", url="javascript:alert(1)"),
    ),
)


def shelf_statements() -> list[Statement]:
    """Make twelve dated statements of two publishers, one with every role, and one in Arabic."""
    dated = [
        statement(
            f"made-{number:02}",
            f"The harbour, visit {number}: nobody was let in.",
            f"A second paragraph on harbour number {number}, where gulls are counted.",
            published=f"{2020 + number % 3}-0{1 + number % 9}-15",
            publisher="Example Organisation" if number % 2 else 'The "Other" Organisation',
            type="public letter",
        )
        for number in range(12)
    ]
    arabic = statement(
        "made-ar", "قالت المنظمة إن طرد الأشخاص غير قانوني.", title="بيان", language="ar", published="2024-11"
    )
    return [*dated, ROLES, arabic]


@pytest.fixture(scope="session")
def shelf_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the shelf; not to be written to."""
    folder = tmp_path_factory.mktemp("shelf")
    build_quietly(write_lines(folder / "shelf.jsonl", shelf_statements()), folder / "index")
    return folder / "index"


@pytest.fixture(scope="session")
def sample(sample_archive: Path) -> FlaskClient:
    """A client of the sample's site."""
    return create_app(Settings(index=str(sample_archive))).test_client()


@pytest.fixture(scope="session")
def shelf(shelf_archive: Path) -> FlaskClient:
    """A client of the shelf's site."""
    return create_app(Settings(index=str(shelf_archive))).test_client()


@pytest.fixture
def site_of(tmp_path: Path) -> Callable[..., FlaskClient]:
    """Make a site of some statements."""

    def make(*statements: Statement, **settings: str) -> FlaskClient:
        build_quietly(write_lines(tmp_path / "made.jsonl", statements), tmp_path / "index")
        return create_app(Settings(index=str(tmp_path / "index"), **settings)).test_client()

    return make


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    """A client of a site whose index is not there."""
    return create_app(Settings(index=str(tmp_path / "nowhere"))).test_client()


def soup(response) -> BeautifulSoup:
    """Return a page that was answered, as a tree."""
    assert response.mimetype == "text/html"
    return BeautifulSoup(response.get_data(as_text=True), "lxml")


def page(client: FlaskClient, path: str, **arguments) -> BeautifulSoup:
    """Return the page at a path, which must be there."""
    response = client.get(path, query_string=arguments or None)
    assert response.status_code == 200, response.get_data(as_text=True)
    return soup(response)


def assert_no_markup(shown: BeautifulSoup) -> None:
    """Assert that nothing on a page that holds `ATTACK` became markup: its one script is the site's own."""
    assert not shown.select("img, b")
    assert [each.get("src", "").split("?")[0] for each in shown.select("script")] == ["/static/reading.js"]
    assert not shown.select_one("script").get_text()


def without_nonces(text: str) -> str:
    """Return a page without what differs in each answer."""
    return re.sub(r' nonce="[^"]+"', "", text)


def in_language(path: str, language: str) -> str:
    """Return a path that asks for a language of the interface."""
    before, mark, fragment = path.partition("#")
    return f"{before}{'&' if '?' in before else '?'}ui={language}{mark}{fragment}"

"""Examples of how the search box can look: the style sheet of their page is the very text that it shows."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response
from markupsafe import Markup

from indexer.messages import say
from webapp import snippets
from webapp.assets import SHORTLY, asset_of, sent
from webapp.copying import CopyView, copy_view
from webapp.saying import said

FILE = Path(__file__).parent / "themes.toml"

TITLES = {
    "plain": say("As it comes"),
    "newsroom": say("A newsroom: a serif, square corners, no shadow"),
    "campaign": say("A campaign: bold and yellow"),
    "night": say("Always dark, whatever the page is"),
    "round": say("Small and round, in Arabic"),
}

themes = Blueprint("themes", __name__, url_prefix="/widget/themes")


@dataclass(frozen=True, slots=True)
class Theme:
    """An example: `attributes` of the element, whose class is the theme's name, and its style."""

    name: str
    title: str
    css: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """An example as its page shows it."""

    title: str
    live: Markup
    copy: CopyView | None


def _read() -> tuple[Theme, ...]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["theme"]
    return tuple(
        Theme(each["name"], TITLES[each["name"]], each["css"].strip(), tuple(each.get("attributes", {}).items()))
        for each in tables
    )


THEMES = _read()
STYLE = asset_of("\n".join(each.css for each in THEMES).encode(), ".css")


def register(app: Flask) -> None:
    """Add the style sheet of the examples."""
    app.register_blueprint(themes)


@themes.get("/style.css")
def style() -> Response:
    """Send the style of the examples."""
    return sent(STYLE, SHORTLY)


def theme_views() -> list[ThemeView]:
    """Return the examples in order."""
    return [_view(each) for each in THEMES]


def _view(theme: Theme) -> ThemeView:
    attributes = {"class": theme.name, "label": said(theme.title), **dict(theme.attributes)}
    return ThemeView(
        title=theme.title,
        live=Markup(snippets.box_element(attributes)),  # noqa: S704 - each value is escaped where it stands
        copy=copy_view(theme.name, "CSS", theme.css) if theme.css else None,
    )

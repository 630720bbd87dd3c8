"""Pages for frames on other sites, which need no scripts: a search, and a quotation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flask import Blueprint, Flask, render_template, request

from indexer.errors import ParameterError
from webapp import params, private
from webapp.addresses import search_address
from webapp.holder import current_archive, current_settings
from webapp.holding import held
from webapp.quoting import quote_at
from webapp.results_view import ResultsView, results_view

THEMES = ("light", "dark")
LIMIT = "6"
"""Hits of a page in a frame, where it asks for no other number."""

PARAGRAPHS = 2
KEPT = ("filters", "theme", "limit", "group", "ui")
"""Parameters that a search in a frame keeps when it is asked anew."""

frames = Blueprint("frames", __name__, url_prefix="/embed")


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedSearch:
    """What the frame of a search shows; `view` is None before anything was asked. `kept` are its other parameters."""

    query: str
    kept: Mapping[str, str]
    view: ResultsView | None
    all_results: str


def register(app: Flask) -> None:
    """Add the pages, and the theme that a frame asks for."""
    app.register_blueprint(frames)
    app.add_template_global(theme, "frame_theme")


def is_framed(path: str) -> bool:
    """Tell whether pages of other sites may show what this path answers in a frame."""
    return path == frames.url_prefix or path.startswith(f"{frames.url_prefix}/")


def theme() -> str | None:
    """Return the light that a frame is asked to be in; None where it follows its reader's."""
    asked = private.asked().get("theme", "")
    return asked if asked in THEMES else None


@frames.route("", methods=["GET", "POST"])
def search() -> str:
    """Show a search form, and below it the results of `q` held to `filters`.

    :raise ParameterError: if a parameter is out of its bounds, or the filters are none.
    """
    values = params.leniently(private.asked())
    asked = params.search_parameters({"limit": LIMIT, **values})
    query = held(asked.q, asked.filters)
    kept = {name: values[name] for name in KEPT if name in values}
    address = search_address(query, group=asked.group)
    view = None
    if asked.q:
        found = current_archive().search(query, limit=asked.limit, group=asked.group, paragraphs=PARAGRAPHS)
        view = results_view(found, replace(asked, q=query), opened={}, leads={})
    framed = FramedSearch(query=asked.q, kept=kept, view=view, all_results=address)
    return render_template("frame_search.html", framed=framed)


@frames.get("/quote")
def quote() -> str:
    """Show the paragraph that a permalink names, and say so if its words have changed.

    :raise ParameterError: if `url` is no permalink of this site.
    :raise NotFoundError: if the archive has no such statement.
    """
    url = params.leniently(request.args).get("url", "")
    if not url:
        example = params.PERMALINK.example
        raise ParameterError("url is missing.", f"{params.PERMALINK.description} An example: url={example}.")
    today = datetime.now(UTC).date()
    quoted = quote_at(url, current_archive(), site_name=current_settings().site_name, today=today)
    return render_template("frame_quote.html", quoted=quoted)

"""The page of the history of lines, and what it sends to be kept: its drawing, and its table."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Flask, Response, render_template
from flask_babel import gettext

from indexer.errors import CallError, NotFoundError
from indexer.history import DIMENSIONS, History
from indexer.history.table import rows
from indexer.messages import say
from indexer.spreadsheet import BYTE_ORDER_MARK, csv_text
from webapp import params, private
from webapp.addresses import file_name
from webapp.atom import clean
from webapp.errors import problem_of, status_of
from webapp.history_params import Asked, Download, asked_of, what_can_be_asked
from webapp.history_plot import plotted
from webapp.history_view import fitting_span, form_view, heading, history_view
from webapp.holder import current_archive
from webapp.plot import Plot

histories = Blueprint("histories", __name__)

SHOWN_STATEMENTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A drawing that stands by itself: its title, and what it shows in words."""

    plot: Plot
    title: str
    told: str


def register(app: Flask) -> None:
    """Add the page."""
    app.register_blueprint(histories)


@histories.route("/history", methods=["GET", "POST"])
def history() -> Response | str | tuple[str, int]:
    """Show when the lines of `q` were said, how often, by whom and in which variants; with `format`, send that file.

    Where a line or a choice cannot be answered, the form says why, and keeps the lines.

    :raise NotFoundError: if there is nothing to draw.
    """
    given = private.asked()
    values = {**params.leniently(given), "q": "\n".join(given.getlist("q"))}
    try:
        return _answered(values)
    except CallError as error:
        view = form_view(what_can_be_asked(values))
        return render_template("history.html", view=view, problem=problem_of(error)), status_of(error)


def _answered(values: Mapping[str, str]) -> Response | str:
    asked = asked_of(values)
    if not asked.lines:
        return render_template("history.html", view=form_view(asked))
    wanted = Download(params.one_of(values, "format", Download)) if "format" in values else None
    told = current_archive().history(
        *asked.lines, by=DIMENSIONS, variants=wanted is None, limit=SHOWN_STATEMENTS, synonyms=asked.synonyms
    )
    if wanted is None:
        return render_template("history.html", view=history_view(told, asked))
    response = _table(told) if wanted is Download.CSV else _drawing(told, asked)
    name = "onrecord" if private.is_posted() else file_name(" ".join(asked.lines))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{wanted}")
    return response


def _table(told: History) -> Response:
    return Response(BYTE_ORDER_MARK + csv_text(rows(told)), content_type="text/csv; charset=utf-8; header=present")


def _drawing(told: History, asked: Asked) -> Response:
    plot = plotted(told, asked.span or fitting_span(told), asked.measure)
    if plot is None:
        raise NotFoundError(
            say("There is nothing to draw: no statement that has one of these lines has a date."),
            say("Ask for other lines, or take the table."),
        )
    alone = Alone(plot=plot, title=str(gettext("History of a line")), told=heading(told, asked))
    return Response(clean(render_template("plot.svg", alone=alone)), content_type="image/svg+xml; charset=utf-8")

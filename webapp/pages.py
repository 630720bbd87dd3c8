"""The pages that people read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer import Archive, Hit, Page, guide
from indexer.anchors import State, resolve
from indexer.bounds import MAX_PARAGRAPHS
from indexer.engine import FACETS, Group
from indexer.errors import CallError
from indexer.quoting.rules import load_rules
from indexer.reuse import gathered
from webapp import inline, params, private, wording
from webapp.addresses import absolute, api_address, file_name, reuse_address, search_address, statement_address
from webapp.api_view import api_view
from webapp.check_request import checked_name
from webapp.check_view import check_view
from webapp.cite_view import citation, cite_view
from webapp.citing import STYLES
from webapp.errors import problem_of, status_of
from webapp.holder import current_archive, current_holder, current_settings
from webapp.holding import held
from webapp.home_view import examples, home_view
from webapp.languages import interface_languages
from webapp.params import SearchParameters
from webapp.results_view import again, in_page_order, results_view
from webapp.reuse_view import REUSE, copy_share, reuse_view
from webapp.saying import said
from webapp.segments import segments
from webapp.statement_view import Asked, statement_view
from webapp.takeaway import exported
from webapp.themes import theme_views
from webapp.widget_view import widget_view

pages = Blueprint("pages", __name__)


def register(app: Flask) -> None:
    """Add the pages, and what all templates know."""
    app.register_blueprint(pages)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        search_address=search_address,
        api_address=api_address,
        absolute=absolute,
        segments=segments,
        interface_languages=interface_languages,
        copy_share=copy_share,
        reuse_address=reuse_address,
        plain_address=statement_address,
    )
    app.jinja_env.filters.update(number=wording.number, statements=wording.statements, pieces=inline.pieces, said=said)
    app.context_processor(lambda: {"site_name": current_settings().site_name, "archive_note": current_holder().note})


@pages.route("/", methods=["GET", "POST"])
def search() -> AnyResponse | str:
    """Show what the archive holds, or the results of `q`; with `filters`, lead to the query that is held to them.

    Of a search that is posted, `format` sends the whole result set: a link to it would have an address.

    :raise ParameterError: if a parameter is out of its bounds, or the filters are none.
    :raise NotFoundError: if the page lies beyond the last.
    """
    values = params.leniently(private.asked())
    if private.is_posted() and "format" in values:
        return exported(values)
    asked = params.search_parameters(values)
    archive = current_archive()
    if asked.filters:
        asked = replace(asked, q=held(asked.q, asked.filters), filters="")
        if not private.is_posted():
            return redirect(again(asked, page=asked.page, opened=asked.opened))
    if not asked.q:
        return render_template("home.html", view=home_view(archive))
    found = archive.search(
        asked.q, page=asked.page, group=asked.group, sort=asked.sort, facets=FACETS, synonyms=asked.synonyms
    )
    leads = gathered(archive, found.hits) if asked.group == Group.STATEMENT else {}
    view = results_view(found, asked, _opened(archive, found, asked), leads)
    return render_template("results.html", view=view, asked=asked, examples=() if found.hits else examples(archive))


def _opened(archive: Archive, found: Page, asked: SearchParameters) -> Mapping[str, Hit]:
    """Return the statement of the page that all paragraphs are wanted of, with as many as can be shown."""
    if asked.opened not in {each.statement.id for each in found.hits if not each.partial}:
        return {}
    whole = archive.search(asked.q, statement=asked.opened, paragraphs=MAX_PARAGRAPHS, limit=1, synonyms=asked.synonyms)
    return {each.statement.id: in_page_order(each) for each in whole.hits if not each.partial}


@pages.route("/s/<identity:identity>", methods=["GET", "POST"])
def statement(identity: str) -> AnyResponse | str:
    """Show a whole statement, with what `q` matches marked, at the paragraph that `p` names, wherever it has moved to.

    :raise NotFoundError: if there is none with this id.
    """
    values = params.leniently(private.asked())
    query, synonyms = params.query(values), params.truth(values, params.SYNONYMS)
    archive = current_archive()
    found = archive.statement(identity)
    resolved = resolve(found.paragraphs, values.get("p", ""))
    if resolved and resolved.state is State.MOVED:
        # What was posted does not go into an address by being led on.
        told = "" if private.is_posted() else query
        moved_to = statement_address(identity, paragraph=resolved.paragraph, query=told, synonyms=synonyms)
        return redirect(moved_to)
    marks = archive.marks(query, found, synonyms=synonyms) if query else {}
    reused = reuse_view(archive.reuse(identity), found) if params.truth(values, REUSE) else None
    asked = Asked(resolved=resolved, query=query, synonyms=synonyms)
    shown, nearly = (reused.marks, reused.nearly) if reused else (marks, {})
    view = statement_view(found, shown, asked, archive.elsewhere(found), nearly)
    return render_template("statement.html", view=view, reused=reused)


@pages.get("/cite/<identity:identity>")
def cite(identity: str) -> Response | str:
    """Show how to cite a statement, or the paragraph that `p` names; with `style`, send that file.

    :raise NotFoundError: if there is no statement with this id.
    :raise ParameterError: if there is no such style.
    """
    values = params.leniently(request.args)
    found = current_archive().statement(identity)
    resolved = resolve(found.paragraphs, values.get("p", ""))
    cited = citation(found, resolved, current_settings().site_name, datetime.now(UTC).date())
    if "style" not in values:
        return render_template("cite.html", view=cite_view(found, resolved, cited))
    style = STYLES[params.one_of(values, "style", STYLES)]
    response = Response(style.write(cited), content_type=f"{style.content_type}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{file_name(cited.key)}.{style.suffix}")
    return response


@pages.route("/check", methods=["GET", "POST"])
def check() -> str | tuple[str, int]:
    """Show the form of a text to check, and what the archive has of each quotation in the one that is posted.

    Where it cannot be checked, the form says why, and keeps what was written: nobody should write it twice.
    """
    most = load_rules().bounds.characters
    if not private.is_posted():
        return render_template("check.html", view=check_view("", None, None), most=most)
    values = params.leniently(private.asked())
    # A form counts a line's end as one character, and posts two.
    text, speaker = values.get("text", "").replace("\r\n", "\n"), values.get("speaker", "")
    try:
        checked = current_archive().check_quotes(text, speaker=checked_name(speaker))
    except CallError as error:
        view = check_view(text, speaker, None)
        return render_template("check.html", view=view, most=most, problem=problem_of(error)), status_of(error)
    return render_template("check.html", view=check_view(text, speaker.strip(), checked), most=most)


@pages.get("/help")
def help_page() -> str:
    """Explain how to ask, from the table of the query language."""
    return render_template(
        "help.html", sections=guide.sections(), limits=guide.limits(), beyond_limits=guide.BEYOND_LIMITS
    )


@pages.get("/api/")
def api_page() -> str:
    """Show what can be asked of the API, with calls to try on this archive."""
    return render_template("api.html", view=api_view())


@pages.get("/widget")
def widget() -> str:
    """Show the search box that other sites embed, as it is chosen here, and what to copy."""
    return render_template("widget.html", view=widget_view(params.leniently(request.args)))


@pages.get("/widget/themes")
def widget_themes() -> str:
    """Show how the search box can look."""
    return render_template("themes.html", themes=theme_views())

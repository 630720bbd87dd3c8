"""The pages that people read."""

from flask import Blueprint, Flask, render_template, request

from indexer import guide
from indexer.engine import FACETS
from webapp import inline, params, wording
from webapp.addresses import search_address, site_root
from webapp.assets import ASSETS
from webapp.holder import current_archive, current_settings
from webapp.home_view import home_view
from webapp.results_view import results_view
from webapp.segments import segments
from webapp.statement_view import statement_view

SNIPPET = """\
<script type="module" src="{root}/widget.js"></script>
<onrecord-search endpoint="{root}/">
  <form action="{root}/" method="get">
    <label>Search statements <input type="search" name="q"></label>
    <button>Search</button>
  </form>
</onrecord-search>"""
"""What a web team copies into its page."""

pages = Blueprint("pages", __name__)


def register(app: Flask) -> None:
    """Add the pages, and what all templates know."""
    app.register_blueprint(pages)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.add_template_global(search_address)
    app.add_template_filter(wording.counted, "counted")
    app.add_template_filter(inline.pieces, "pieces")
    app.add_template_global(segments)
    app.context_processor(lambda: {"site_name": current_settings().site_name})


@pages.get("/")
def search() -> str:
    """Show what the archive holds, or the results of `q`.

    :raise ParameterError: if a parameter is out of its bounds.
    :raise NotFoundError: if the page lies beyond the last.
    """
    asked = params.search_parameters(params.leniently(request.args))
    archive = current_archive()
    if not asked.q:
        return render_template("home.html", view=home_view(archive))
    found = archive.search(
        asked.q, page=asked.page, group=asked.group, sort=asked.sort, facets=FACETS, synonyms=asked.synonyms
    )
    return render_template("results.html", view=results_view(found, asked))


@pages.get("/s/<identity:identity>")
def statement(identity: str) -> str:
    """Show a whole statement, with what `q` matches marked.

    :raise NotFoundError: if there is none with this id.
    """
    values = params.leniently(request.args)
    query, synonyms = params.query(values), params.truth(values, params.SYNONYMS)
    archive = current_archive()
    found = archive.statement(identity)
    marks = archive.marks(query, found, synonyms=synonyms) if query else {}
    back = search_address(query, synonyms=synonyms) if query else None
    return render_template("statement.html", view=statement_view(found, marks, query, back))


@pages.get("/help")
def help_page() -> str:
    """Explain how to ask, from the table of the query language."""
    return render_template(
        "help.html", sections=guide.sections(), limits=guide.limits(), beyond_limits=guide.BEYOND_LIMITS
    )


@pages.get("/widget")
def widget() -> str:
    """Show the search box that other sites embed, and how."""
    root = site_root()
    kilobytes = round(len(ASSETS["widget.js"].body) / 1000)
    return render_template("widget.html", root=root, snippet=SNIPPET.format(root=root), kilobytes=kilobytes)

"""`python -m bench.empty_route`: a Flask route that answers nothing, under the server that Onrecord has."""

from flask import Flask

from indexer.settings import load_settings
from webapp.logs import configure
from webapp.server import listen, stop_when_asked


def make_app() -> Flask:
    """Return an app with one route, which answers every path with the same two bytes."""
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/<path:_>", view_func=lambda _: "ok", endpoint="empty")
    return app


if __name__ == "__main__":
    stop_when_asked()
    configure("text")
    listen(make_app(), load_settings()).run()

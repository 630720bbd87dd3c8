"""`python -m tests.webapp.slow_site NAME=SECONDS ...`: slow and long answers under the server that Onrecord has.

Names are those of `webapp.channels` and `webapp.draining` that say how long is waited.
"""

import sys
import time

import click
from flask import Flask, Response, request

from indexer.settings import Settings
from webapp import channels, draining, streams
from webapp.logs import configure
from webapp.server import listen, stop_when_asked

THREADS = 4
PIECE = b"x" * 65_536


def make_app() -> Flask:
    """Return an app that answers after `seconds`, or with so many `pieces`, sent one by one or as a whole."""
    app = Flask(__name__, static_folder=None)

    @app.get("/quick")
    def quick() -> str:
        return "quick"

    @app.get("/slow")
    def slow() -> str:
        time.sleep(float(request.args["seconds"]))
        return "slow"

    # Below /api/ errors are told in JSON: this site has no pages.
    @app.get("/api/long")
    def long() -> Response:
        return Response(PIECE for _ in range(int(request.args["pieces"])))

    @app.get("/whole")
    def whole() -> bytes:
        return PIECE * int(request.args["pieces"])

    streams.register(app, THREADS)
    return app


if __name__ == "__main__":
    for each in sys.argv[1:]:
        name, _, seconds = each.partition("=")
        module = channels if hasattr(channels, name) else draining
        assert hasattr(module, name), name
        setattr(module, name, float(seconds))
    stop_when_asked()
    configure("text")
    server = listen(make_app(), Settings(port=0, threads=THREADS))
    click.echo(f"It answers at {server.addresses[0]} until Ctrl-C.", err=True)
    server.run()

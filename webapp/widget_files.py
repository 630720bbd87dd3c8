"""The files that other sites load: the search box, the quotation card and the quote check, as `widget/build.mjs` built
them.

Three addresses stay: `/widget.js`, `/quote.js` and `/check.js`. Every built file also has an address that names its
content, which a page can hold to a digest (W3C, Subresource Integrity). Those of earlier releases are kept in
`widget/kept/`, so that a page that holds to one goes on working.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Flask, Response, abort

from webapp.assets import FOR_EVER, SHORTLY, read_asset, sent

FOLDER = Path(__file__).parent / "widget"
BUILT = FOLDER / "built"
KEPT = FOLDER / "kept"

widget_files = Blueprint("widget_files", __name__)


@dataclass(frozen=True, slots=True)
class Script:
    """A built script: the name that stands for its content, and its digest as SRI writes it."""

    file: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Kilobytes:
    """What is transferred, in 1,000 bytes after gzip: before use, in use with English, a card, a check, a language."""

    box: float
    used: float
    quote: float
    check: float
    language: float


@dataclass(frozen=True, slots=True)
class Build:
    """What the build says of itself."""

    box: Script
    quote: Script
    check: Script
    kilobytes: Kilobytes


def _read_build() -> Build:
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    box, quote, check = (Script(**manifest[name]) for name in ("box", "quote", "check"))
    return Build(box, quote, check, Kilobytes(**manifest["kilobytes"]))


STAY = frozenset({"/widget.js", "/quote.js", "/check.js"})
"""Addresses that never change, whatever stands there."""

BUILD = _read_build()
FILES = MappingProxyType(
    {path.name: read_asset(path) for folder in (KEPT, BUILT) for path in sorted(folder.glob("widget-*"))}
)


def register(app: Flask) -> None:
    """Add the files."""
    app.register_blueprint(widget_files)


def is_widget_file(path: str) -> bool:
    """Tell whether a path is one of those that pages of other sites load."""
    return path in STAY or path.startswith("/widget-")


@widget_files.get("/widget.js")
def box_script() -> Response:
    """Send the search box; its address never changes, so it is kept only shortly."""
    return sent(FILES[BUILD.box.file], SHORTLY)


@widget_files.get("/quote.js")
def quote_script() -> Response:
    """Send the quotation card; its address never changes, so it is kept only shortly."""
    return sent(FILES[BUILD.quote.file], SHORTLY)


@widget_files.get("/check.js")
def check_script() -> Response:
    """Send the quote check; its address never changes, so it is kept only shortly."""
    return sent(FILES[BUILD.check.file], SHORTLY)


@widget_files.get("/widget-<name>")
def pinned_file(name: str) -> Response:
    """Send a file whose address names its content."""
    asset = FILES.get(f"widget-{name}")
    if asset is None:
        abort(404)
    return sent(asset, FOR_EVER)

"""The files that pages load: read once, named by their content, so that they may be kept for ever."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from flask import Blueprint, Flask, Response, abort, request, url_for

FOLDER = Path(__file__).parent / "static"

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}

FOR_EVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"

assets = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `version` is a digest of its bytes."""

    body: bytes
    content_type: str
    version: str


def read_asset(path: Path) -> Asset:
    """Read a file that is sent as it is."""
    return asset_of(path.read_bytes(), path.suffix)


def asset_of(body: bytes, suffix: str) -> Asset:
    """Return what is sent of a file that ends like this."""
    return Asset(body, TYPES[suffix], hashlib.sha256(body).hexdigest()[:16])


ASSETS = MappingProxyType({path.name: read_asset(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES})


def register(app: Flask) -> None:
    """Add the files, and `asset` for templates to name them."""
    app.register_blueprint(assets)
    app.add_template_global(asset_address, "asset")


def asset_address(name: str) -> str:
    """Return the address of a file in its present version."""
    return url_for("assets.static_file", name=name, v=ASSETS[name].version)


@assets.get("/static/<name>")
def static_file(name: str) -> Response:
    """Send a file that pages load."""
    asset = ASSETS.get(name)
    if asset is None:
        abort(404)
    return sent(asset, FOR_EVER if request.args.get("v") == asset.version else "no-cache")


def sent(asset: Asset, keep: str) -> Response:
    """Return a file as it is sent, to be kept as `Cache-Control` says; whoever has it already gets no bytes."""
    response = Response(asset.body, content_type=asset.content_type)
    response.headers["Cache-Control"] = keep
    response.set_etag(asset.version)
    response.make_conditional(request)
    return response

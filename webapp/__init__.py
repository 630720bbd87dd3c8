"""The site: search pages, an HTTP API, feeds and a search box to embed, all reading one archive."""

from flask import Flask

from indexer.settings import Settings
from webapp import (
    api,
    assets,
    compression,
    errors,
    feeds,
    frames,
    health,
    languages,
    oembed,
    pages,
    private,
    security,
    sitemap,
    takeaway,
    themes,
    widget_files,
)
from webapp.addresses import IdentityConverter
from webapp.holder import ArchiveHolder


def create_app(settings: Settings) -> Flask:
    """Return the site for an index, which may be missing still: it is served from the moment it is there."""
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["identity"] = IdentityConverter
    app.url_map.merge_slashes = False
    app.extensions[ArchiveHolder.NAME] = ArchiveHolder(settings)
    security.protect(app)
    private.register(app)
    compression.register(app)
    languages.register(app)
    errors.register(app)
    assets.register(app)
    widget_files.register(app)
    themes.register(app)
    frames.register(app)
    oembed.register(app)
    pages.register(app)
    api.register(app)
    takeaway.register(app)
    feeds.register(app)
    sitemap.register(app)
    health.register(app)
    return app

"""The site: search pages, an HTTP API, feeds and a search box to embed, all reading one archive."""

from flask import Flask

from indexer.settings import Settings
from webapp import (
    api,
    assets,
    clients,
    compression,
    errors,
    feeds,
    frames,
    health,
    histories,
    languages,
    logs,
    metrics,
    observing,
    oembed,
    pages,
    private,
    rate_limit,
    security,
    sitemap,
    streams,
    takeaway,
    themes,
    watches,
    widget_files,
)
from webapp.addresses import IdentityConverter
from webapp.holder import ArchiveHolder


def create_app(settings: Settings) -> Flask:
    """Return the site for an index, which may be missing still: it is served from the moment it is there.

    :raise SettingError: if a setting has a value that cannot be used.
    """
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["identity"] = IdentityConverter
    app.url_map.merge_slashes = False
    app.extensions[ArchiveHolder.NAME] = ArchiveHolder(settings)
    clients.register(app, settings.proxy_hops)
    security.protect(app)
    private.register(app)
    compression.register(app)
    languages.register(app)
    errors.register(app)
    rate_limit.register(app, settings)
    assets.register(app)
    widget_files.register(app)
    themes.register(app)
    frames.register(app)
    oembed.register(app)
    pages.register(app)
    histories.register(app)
    api.register(app)
    takeaway.register(app)
    feeds.register(app)
    watches.register(app)
    sitemap.register(app)
    health.register(app)
    # Last, so that what it answers in place of another is dressed as every answer is.
    streams.register(app, settings.threads)
    observing.register(app, _observers(app, settings), proxied=settings.proxy_hops > 0)
    return app


def _observers(app: Flask, settings: Settings) -> list[observing.Observer]:
    observers: list[observing.Observer] = []
    if settings.access_log == "on":
        observers.append(logs.tell)
    if settings.metrics == "on":
        counts = metrics.Metrics(app.extensions[ArchiveHolder.NAME])
        metrics.register(app, counts)
        observers.append(counts.count)
    return observers

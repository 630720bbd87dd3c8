"""The site for any WSGI server, its settings from the environment and `onrecord.toml`: `gunicorn webapp.wsgi:app`."""

from indexer.settings import load_settings
from webapp import create_app
from webapp.logs import configure

_SETTINGS = load_settings()
configure(_SETTINGS.log_format)
app = create_app(_SETTINGS)

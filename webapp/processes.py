"""How gunicorn runs the site in several processes: `gunicorn -c python:webapp.processes webapp.wsgi:app`.

It stands behind a proxy, as gunicorn itself asks: slow clients and long headers are the proxy's to bound.
"""

from indexer.settings import load_settings
from webapp.draining import STOP_SECONDS

_SETTINGS = load_settings()

_HOST = f"[{_SETTINGS.host}]" if ":" in _SETTINGS.host else _SETTINGS.host

bind = f"{_HOST}:{_SETTINGS.port}"
worker_class = "gthread"
threads = _SETTINGS.threads
graceful_timeout = int(STOP_SECONDS)

limit_request_line = 0
"""gunicorn's own most, 8,190 bytes, is less than 1,000 characters of query in some scripts; `docs/deploy.md` has nginx
hold it to 16 KB."""

accesslog = None
"""gunicorn's has addresses and what was searched for; the setting `access_log` gives one without."""

control_socket_disable = True

forwarded_allow_ips = ""
"""What proxies say is read by the site itself, by the setting `proxy_hops`."""

"""What every response carries, and which requests are answered at all: the site is read, never written to."""

from flask import Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed

from webapp.widget_files import is_widget_file

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

READING = ("GET", "HEAD")
ALLOWED = (*READING, "OPTIONS")

MAX_BODY = 1024
"""Bytes; no request to this site has a body that matters."""


def protect(app: Flask) -> None:
    """Refuse what does not read, and put the headers on every response, errors included."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.before_request(_refuse_writing)
    app.after_request(_add_headers)


def is_shared(path: str) -> bool:
    """Tell whether pages of other sites may read what this path answers."""
    return path == "/api" or path.startswith("/api/") or is_widget_file(path)


def _refuse_writing() -> Response | None:
    if request.method in READING:
        return None
    shared = is_shared(request.path)
    if request.method != "OPTIONS" or not shared:
        raise MethodNotAllowed(valid_methods=ALLOWED if shared else READING)
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(ALLOWED)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(READING)
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    shared = is_shared(request.path)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    if shared:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache" if response.status_code < 400 else "no-store"
    return response

"""What every response carries, and which requests are answered at all: the site is read, never written to."""

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from webapp import policy
from webapp.bodies import SEARCH, takes_json
from webapp.frames import is_framed
from webapp.holder import current_settings
from webapp.widget_files import is_widget_file

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

SHARED = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Retry-After",
}
"""What answers have that pages of other sites may read."""

FRAMED_HEADERS = {"Cross-Origin-Embedder-Policy": "require-corp"}
"""What pages have besides that any site may show in a frame, also one that isolates itself by this policy."""

ENCRYPTED_FOR = 31_536_000
"""Seconds, a year: how long a browser that was here asks by https alone, where the site's address is one of https."""

FRAME_FILES = frozenset({"/static/frame.css", "/static/icon.svg"})
"""What such a page loads: in a sandbox it is of no origin, and its own files are another's."""

READING = ("GET", "HEAD")


def protect(app: Flask) -> None:
    """Refuse what neither reads nor posts a search, and put the headers on every response, errors included."""
    app.config["MAX_CONTENT_LENGTH"] = SEARCH.most
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    policy.register(app)
    app.before_request(_refuse_writing)
    app.after_request(_add_headers)


def is_shared(path: str) -> bool:
    """Tell whether pages of other sites may read what this path answers."""
    return path in {"/api", "/oembed"} or path.startswith("/api/") or is_widget_file(path)


def _refuse_writing() -> Response | None:
    is_search = request.method == "POST" and request.url_rule is not None
    if request.method in READING or is_search:
        return None
    shared = is_shared(request.path)
    if request.method != "OPTIONS" or not shared:
        raise MethodNotAllowed(valid_methods=_allowed(shared=shared))
    allowed = _allowed(shared=shared)
    response = Response(status=204)
    response.headers["Allow"] = ", ".join(allowed)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(each for each in allowed if each != "OPTIONS")
    response.headers["Access-Control-Max-Age"] = "86400"
    if _takes_json():
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    return response


def _allowed(*, shared: bool) -> tuple[str, ...]:
    """Return the methods that this path answers."""
    refusal = request.routing_exception
    taken = (refusal.valid_methods if isinstance(refusal, MethodNotAllowed) else None) or ()
    reading = READING if "GET" in taken or "POST" not in taken else ()
    return (*reading, *(("OPTIONS",) if shared else ()), *(("POST",) if "POST" in taken else ()))


def _takes_json() -> bool:
    """Tell whether what stands at this path takes JSON, whatever the method of this request."""
    adapter = current_app.create_url_adapter(request)
    try:
        return adapter is not None and takes_json(str(adapter.match(method="POST")[0]))
    except HTTPException:
        return False


def _add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    framed = is_framed(request.path)
    if framed:
        response.headers.update(FRAMED_HEADERS)
    _add_policy(response, framed=framed)
    if current_settings().base_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = f"max-age={ENCRYPTED_FOR}"
    shared = is_shared(request.path)
    is_anyones = shared or framed or request.path in FRAME_FILES
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_anyones else "same-origin"
    if shared:
        response.headers.update(SHARED)
    if request.method == "POST":
        response.headers["Cache-Control"] = "no-store"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache" if response.status_code < 400 else "no-store"
    return response


def _add_policy(response: Response, *, framed: bool) -> None:
    reports_to = current_settings().policy_reports
    told = policy.policy(response, framed=framed, reports_to=reports_to)
    if told is None:
        return
    response.headers["Content-Security-Policy"] = told
    if reports_to:
        response.headers["Reporting-Endpoints"] = f'{policy.REPORTS}="{reports_to}"'

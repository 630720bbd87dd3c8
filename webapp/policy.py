"""The Content-Security-Policy of an answer: what may run on it, what it may load, and who may show it in a frame.

A page runs the scripts that its own template named, by a number that was drawn for this one answer (CSP Level 3,
“nonces”); a page whose template named none runs none. What is no page runs nothing, whatever takes it for a document.
"""

import secrets

from flask import Flask, Response, g

NONCE_BYTES = 16
"""128 bits, as CSP Level 3 asks for at least."""

HTML = "text/html"
REPORTS = "policy"
"""The name under which `Reporting-Endpoints` says where reports go."""

NOTHING = ("default-src 'none'", "object-src 'none'", "base-uri 'none'")
NO_TEXT_IS_CODE = ("require-trusted-types-for 'script'", "trusted-types 'none'")

PAGE = (
    *NOTHING,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    *NO_TEXT_IS_CODE,
)

FRAMED_PAGE = (
    *NOTHING,
    "script-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "frame-ancestors *",
    *NO_TEXT_IS_CODE,
)
"""What a page for frames on other sites may do: show its words, and ask this site again."""

NO_PAGE = (*NOTHING, "script-src 'none'", "form-action 'none'", "frame-ancestors 'none'", *NO_TEXT_IS_CODE)
"""What an answer may do that is no page, where a browser shows it as one: JSON, feeds, tables, files."""


def register(app: Flask) -> None:
    """Let templates name the scripts that run."""
    app.add_template_global(nonce)


def nonce(*, loads_more: bool = False) -> str:
    """Return the number of the scripts of the page that is answered; it is drawn anew for each answer.

    `loads_more` tells that the script names others itself, which then run too.
    """
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(NONCE_BYTES)
    g.loads_more = loads_more or g.get("loads_more", False)
    return str(g.nonce)


def policy(response: Response, *, framed: bool, reports_to: str = "") -> str | None:
    """Return the policy of an answer; None where the answer is that a page is as it was, for so is its policy."""
    parts: tuple[str, ...]
    if response.mimetype != HTML:
        parts = NO_PAGE
    elif response.status_code == 304:
        return None
    else:
        parts = FRAMED_PAGE if framed else (*PAGE, _scripts())
    reports = (f"report-uri {reports_to}", f"report-to {REPORTS}") if reports_to else ()
    return "; ".join((*parts, *reports))


def _scripts() -> str:
    if "nonce" not in g:
        return "script-src 'none'"
    return f"script-src 'nonce-{g.nonce}'" + (" 'strict-dynamic'" if g.loads_more else "")

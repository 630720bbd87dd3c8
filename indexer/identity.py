"""The id of a statement: stable across rebuilds and machines, and readable."""

import hashlib
import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SLUG_LENGTH = 60
"""Most characters of the readable part."""

DIGEST_LENGTH = 10
"""Hexadecimal digits behind it."""

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hs(enc|mi)|_ga|ref_src|cmpid|share"
)
_SUFFIXES = re.compile(r"\.(?:x?html?|php|aspx?|jsp|txt|md|jsonl)(?:\.gz)?\Z", re.IGNORECASE)
_UNDECOMPOSED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


def statement_id(url: str | None, path: str) -> str:
    """Return the id of the statement at a canonical URL, or else at a POSIX path inside its source.

    It is the slug of the last segment and ten hexadecimal digits of a SHA-256: lower-case ASCII, safe in URLs. The
    address of a whole site names no statement, so the path counts then.
    """
    name = (normalised_url(url) if url else None) or unicodedata.normalize("NFC", path)
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
    return f"{_slug(name)}-{digest}"


def normalised_url(url: str) -> str | None:
    """Return what two addresses of one page have in common, or None if it is the address of no single page.

    Scheme, letter case of the host, default port, fragment, tracking parameters, their order, a trailing slash and
    the way of escaping make no difference.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    path = quote(unicodedata.normalize("NFC", unquote(parts.path)), safe="/~!$&'()*+,;=:@").rstrip("/")
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in given if not _TRACKING.fullmatch(pair[0].lower())))
    if not path and not query:
        return None
    shown_port = f":{port}" if port not in (None, 80, 443) else ""
    return f"//{host}{shown_port}{path}" + (f"?{query}" if query else "")


def is_web_address(text: str) -> bool:
    """Tell whether a text is an absolute address that a browser may be sent to."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)


def _slug(name: str) -> str:
    path = unquote(name.partition("?")[0] if name.startswith("//") else name)
    segment = _SUFFIXES.sub("", path.rstrip("/").rpartition("/")[2]).casefold().translate(_UNDECOMPOSED)
    plain = unicodedata.normalize("NFKD", segment).encode("ascii", "ignore").decode()
    words = _NOT_IN_SLUGS.sub("-", plain.lower()).strip("-")
    if len(words) > SLUG_LENGTH:
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    return words or "statement"

"""What may be posted, and where: searches as forms everywhere that takes them, texts to check at their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Body:
    """What a request may carry: its media type, and the most bytes."""

    media_type: str
    most: int


SEARCH = Body(FORM, 16_384)
"""1,000 characters of any script, percent-encoded as a form posts them, and what goes with them."""

MOST = 262_144
"""Bytes of a text to check: 20,000 characters are checked at once, of any script, percent-encoded or escaped."""

BODIES: Mapping[str, Body] = MappingProxyType({"pages.check": Body(FORM, MOST), "api.check": Body(JSON, MOST)})
"""What is posted to an endpoint that takes no search."""


def body_of(endpoint: str | None) -> Body:
    """Return what may be posted to an endpoint."""
    return BODIES.get(endpoint or "", SEARCH)


def takes_json(endpoint: str | None) -> bool:
    """Tell whether an endpoint takes JSON: a page of another site must ask before it may send any."""
    return body_of(endpoint).media_type == JSON

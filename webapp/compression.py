"""Answers are sent compressed, to those who can read them so.

Compression can tell an observer of the connection what stands beside text that he chose (the BREACH attack). Here there
is nothing to learn: a page is the same for everybody who asks the same, and holds no cookie, token or name of a reader.
Its nonce (`policy`) is another in each answer, so that nothing is learnt of it by asking often.
"""

import zlib
from collections.abc import Iterable, Iterator

from flask import Flask, Response, request

CODING = "gzip"
LEVEL = 6

LEAST = 860
"""Bytes; what is smaller fits into one packet anyway."""

FLUSHED = 16_384
"""Bytes of a stream after which what is compressed so far is sent, however little that is."""

_PLAIN = ("text/", "application/json")
_PLAIN_SUFFIXES = ("+json", "+xml", "/xml")
_WITHOUT_BODY = (204, 304)
_WHOLE_STREAM = zlib.MAX_WBITS | 16
"""What asks zlib for gzip's header and checksum, whose time is always 0: the same bytes make the same answer."""


def register(app: Flask) -> None:
    """Compress the answers of the app."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _may_be_smaller(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality(CODING) <= 0:
        return response
    # The bytes differ from those that are sent uncompressed, and mean the same: what RFC 9110 calls a weak validator.
    # A weak one is compared by its words alone, so what a view says of `If-None-Match` goes for both.
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)
    if response.status_code in _WITHOUT_BODY:
        return response
    response.headers["Content-Encoding"] = CODING
    if response.is_streamed:
        response.headers.pop("Content-Length", None)
        response.response = compressed(response.iter_encoded())
    else:
        response.set_data(b"".join(compressed([response.get_data()])))
    return response


def _may_be_smaller(response: Response) -> bool:
    kind = response.mimetype or ""
    if "Content-Encoding" in response.headers or response.status_code == 206:
        return False
    if not (kind.startswith(_PLAIN) or kind.endswith(_PLAIN_SUFFIXES)):
        return False
    return response.is_streamed or response.status_code in _WITHOUT_BODY or len(response.get_data()) >= LEAST


def compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a stream compressed, in pieces that can be read as they come."""
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, _WHOLE_STREAM)
    waiting = 0
    for piece in pieces:
        made = stream.compress(piece)
        waiting += len(piece)
        if waiting >= FLUSHED:
            made += stream.flush(zlib.Z_SYNC_FLUSH)
            waiting = 0
        if made:
            yield made
    yield stream.flush()

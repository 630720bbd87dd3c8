"""Pages as they arrive after an accident or an attack: real ones with some of their bytes and tags changed."""

import random
import re
from functools import cache

from tests.conftest import SEEDS
from tests.extract_cases import cases

MEGABYTE = 2**20

LARGE = 1000
"""The hundredth page of so many is repeated up to a megabyte, so that what a megabyte costs is seen."""

LARGEST = 4 * MEGABYTE

BITS = [
    b"<", b">", b"&", b'"', b"'", b"=", b"/", b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"&#", b"&#x110000;",
    b"&#0;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"<!", b"</", b"<!DOCTYPE", b"<svg>", b"<math>", b"<table>",
    b"<select>", b"<template>", b"<plaintext>", b"<textarea>", b"<script>", b"</script>", b"<style>", b"<title>",
    b"<p>", b"</p>", b"<br>", b"<q>", b"<cite>", b"<blockquote>", b"<a href=", b"<meta charset=utf-16>",
    b"<base href=//x>", b"<frameset>", b"<noscript>", b"</body>", b"</html>", b"<body>", b"<article>", b"<h1>",
    b'<script type="application/ld+json">', b'{"@type":', b'<time datetime="99999-99-99">', b"\xe2\x80\x9c",
    b"\xe2\x80\x9d", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xcc\x81" * 50, b"x" * 5000, b" " * 5000,
]  # fmt: skip
"""What means something to a parser, or should not."""


@cache
def originals() -> tuple[bytes, ...]:
    """Return the pages of the golden cases, and the sample as one."""
    pages = [(cases.FOLDER / slug / cases.SOURCE).read_bytes() for slug in cases.slugs()]
    sample = next(SEEDS.glob("*.txt")).read_bytes()
    return (*pages, b"<article><p>" + b"</p>\n<p>".join(sample.splitlines()) + b"</article>")


def mutated(number: int) -> bytes:
    """Return the page of a number, which is always the same."""
    chance = random.Random(number)
    page = chance.choice(originals())
    pieces = re.findall(rb"<[^>]*>|[^<]+", page)
    for _ in range(chance.choice([1, 2, 4, 8, 32])):
        _change_pieces(chance, pieces)
    page = b"".join(pieces)
    for _ in range(chance.choice([0, 0, 1, 4, 16])):
        page = _changed_bytes(chance, page)
    if page and number % LARGE == 100:
        page *= MEGABYTE // (len(page) + 1) + 1
    return page[:LARGEST]


def _change_pieces(chance: random.Random, pieces: list[bytes]) -> None:
    at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    match chance.randrange(7):
        case 0:
            pieces[at] = b""
        case 1:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        case 2:
            pieces[at] *= chance.choice([2, 3, 50])
        case 3:
            pieces[at] = pieces[at][: chance.randrange(len(pieces[at]) + 1)]
        case 4:
            pieces.insert(at, chance.choice(BITS) * chance.choice([1, 1, 1, 20, 300]))
        case 5:
            pieces[at:at] = pieces[other : other + chance.randrange(20)]
        case _:
            del pieces[at : at + chance.randrange(10)]
            pieces.append(b" ")


def _changed_bytes(chance: random.Random, page: bytes) -> bytes:
    at = chance.randrange(len(page) + 1)
    match chance.randrange(6):
        case 0:
            return page[:at] + bytes([chance.randrange(256)]) + page[at + 1 :]
        case 1:
            return page[:at] + chance.randbytes(chance.choice([1, 8, 64])) + page[at:]
        case 2:
            return page[:at] + page[at + chance.choice([1, 16, 256]) :]
        case 3:
            return page[:at] + chance.choice(BITS) + page[at:]
        case 4:
            return page[: max(at, 20)]
        case _:
            return page[:at] + page[at:].decode("latin-1").encode("utf-8", "replace")

"""The bytes of a file to its statement."""

import zlib
from dataclasses import replace

from indexer.errors import SourceError
from indexer.extract.encoding import decode
from indexer.extract.extraction import Extraction, Source
from indexer.extract.html import extract_html
from indexer.extract.markdown import extract_markdown
from indexer.extract.page.profile import load_profile
from indexer.extract.text import extract_text
from indexer.statement import Statement

EXTRACTOR_VERSION = 4
"""Goes up with every change of the statements that a file gives; what another version extracted is extracted anew."""

_VERSIONS = 1000
"""More versions than there will be: what stands above them tells profiles apart."""

READERS = {"html": extract_html, "text": extract_text, "markdown": extract_markdown}
"""What reads which kind of file."""


def reader_version(profile: str | None) -> int:
    """Return a number that differs where a file would be read differently: by another version or a given profile.

    :raise UnknownProfileError: if there is no such profile.
    """
    if profile is None:
        return EXTRACTOR_VERSION
    load_profile(profile)
    return EXTRACTOR_VERSION + _VERSIONS * zlib.crc32(profile.encode())


def extract(data: bytes, *, path: str, kind: str) -> Statement:
    """Return the statement that a file holds; the rest is as `explain` says."""
    return explain(data, Source(path=path), kind=kind).statement


def explain(data: bytes, source: Source, *, kind: str) -> Extraction:
    """Return the statement that a file holds, with what was read where and why.

    `kind` is one of `READERS`.

    :raise SourceError: if the bytes are no text, hold none, or the kind is unknown.
    :raise UnknownProfileError: if the source names a profile that there is not.
    """
    reader = READERS.get(kind)
    if reader is None:
        kinds = ", ".join(READERS)
        raise SourceError(f"{source.path} is of the kind {kind!r}, which is not read.", f"Kinds are {kinds}.")
    decoded = decode(data)
    return reader(decoded.text, replace(source, warnings=(*source.warnings, *decoded.warnings)))

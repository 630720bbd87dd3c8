"""The bytes of a file to its statement."""

from indexer.errors import SourceError
from indexer.extract.encoding import decode
from indexer.extract.html import extract_html
from indexer.extract.markdown import extract_markdown
from indexer.extract.text import extract_text
from indexer.statement import Statement

EXTRACTOR_VERSION = 1
"""Goes up with every change of the statements that a file gives; what another version extracted is extracted anew."""

READERS = {"html": extract_html, "text": extract_text, "markdown": extract_markdown}
"""What reads which kind of file."""


def extract(data: bytes, *, path: str, kind: str) -> Statement:
    """Return the statement that a file holds.

    `path` is its POSIX path inside the source, and `kind` one of `READERS`.

    :raise SourceError: if the bytes are no text, hold none, or the kind is unknown.
    """
    reader = READERS.get(kind)
    if reader is None:
        raise SourceError(f"{path} is of the kind {kind!r}, which is not read.", f"Kinds are {', '.join(READERS)}.")
    decoded = decode(data)
    return reader(decoded.text, path=path, warnings=decoded.warnings)

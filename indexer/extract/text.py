"""Plain text to statements."""

from collections.abc import Sequence

from indexer.errors import SourceError
from indexer.extract.identity import statement_id
from indexer.prose import clean, title_of
from indexer.statement import Paragraph, Role, Statement


def extract_text(text: str, *, path: str, warnings: Sequence[str] = ()) -> Statement:
    """Return the statement of a plain text: a paragraph a line that is not blank, its first sentence as the title.

    `path` is its POSIX path inside the source.

    :raise SourceError: if there is no text.
    """
    lines = [line for each in text.splitlines() if (line := clean(each))]
    if not lines:
        raise SourceError("The file has no text.", "Check that it was saved, or remove it.")
    return Statement(
        id=statement_id(None, path),
        title=title_of(lines[0]),
        source=path,
        paragraphs=tuple(Paragraph(number=number, role=Role.BODY, text=line) for number, line in enumerate(lines, 1)),
        warnings=tuple(warnings),
    )

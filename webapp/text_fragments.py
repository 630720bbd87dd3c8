"""Links to the very words on the original page: Text Fragments, as the WICG's URL Fragment Text Directives have them.

A browser that knows them scrolls to the words and marks them; every other opens the page.
"""

from collections.abc import Sequence
from urllib.parse import quote, urldefrag

from indexer.anchors import Named
from indexer.statement import Paragraph, Statement
from webapp.addresses import web_address

_WHOLE = 12
"""Most words of a paragraph that is named whole; of a longer one the first and the last words are."""

_ENDS = 6
_PREFIX = 4


def original_address(statement: Statement, paragraph: Named | None) -> str | None:
    """Return the address of a paragraph's words on the statement's own page, or of that page where it is None.

    It is None itself where the statement has no page on the web.
    """
    address = web_address(statement.url)
    if address is None or paragraph is None:
        return address
    return text_fragment(address, paragraph, statement.paragraphs)


def text_fragment(address: str, paragraph: Named, paragraphs: Sequence[Paragraph]) -> str:
    """Return the address of a paragraph's words on a page that has these paragraphs, in order.

    Where another paragraph begins with the same words, those before it are named too, or the first would be found.
    """
    words = paragraph.text.split()
    named = (words,) if len(words) <= _WHOLE else (words[:_ENDS], words[-_ENDS:])
    directive = ",".join(_encoded(" ".join(part)) for part in named)
    before = _words_before(paragraph, paragraphs) if _is_ambiguous(words, paragraph, paragraphs) else []
    prefix = f"{_encoded(' '.join(before))}-," if before else ""
    return f"{urldefrag(address).url}#:~:text={prefix}{directive}"


def _is_ambiguous(words: Sequence[str], paragraph: Named, paragraphs: Sequence[Paragraph]) -> bool:
    beginning = " ".join(words[:_ENDS])
    return any(beginning in " ".join(each.text.split()) for each in paragraphs if each.number != paragraph.number)


def _words_before(paragraph: Named, paragraphs: Sequence[Paragraph]) -> list[str]:
    before = next((each for each in paragraphs if each.number == paragraph.number - 1), None)
    return before.text.split()[-_PREFIX:] if before else []


def _encoded(text: str) -> str:
    """Return a text in which nothing can be taken for the directive's own marks: & - and the comma."""
    return quote(text, safe="").replace("-", "%2D")

"""Citations for people: as plain text, as Markdown, as HTML, in the words of the reader's language."""

import re
from collections.abc import Callable, Iterator
from html import escape

from babel.dates import format_date
from flask_babel import gettext

from webapp import wording
from webapp.citing.citation import Citation
from webapp.languages import locale

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~&])")
_MARKDOWN_START = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+=])", re.MULTILINE)


def plain_text(citation: Citation) -> str:
    """Return the words, and below them where they stand."""
    return "\n".join(filter(None, (citation.text, reference(citation))))


def reference(citation: Citation) -> str:
    """Return where the words stand, on one line that ends with the archive and the day."""
    title = gettext("“%(title)s”", title=citation.title)
    where = ". ".join((_joined(citation, str(title)), citation.address))
    return f"{where} ({_retrieved(citation)})"


def markdown(citation: Citation) -> str:
    """Return the words as a quotation, and below them a link to where they stand."""
    title = f"[{_markdown(citation.title)}](<{citation.address}>)"
    where = f"— {_joined(citation, title, _markdown)} ({_retrieved(citation)})"
    lines = [*_markdown(citation.text).splitlines(), "", where] if citation.text else [where]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def html(citation: Citation) -> str:
    """Return the words as a quotation element that links to where they stand."""
    title = f'<cite><a href="{escape(citation.address)}">{escape(citation.title)}</a></cite>'
    where = f"{_joined(citation, title, escape)} ({escape(_retrieved(citation))})"
    if not citation.text:
        return f"<p>{where}</p>"
    language = f' lang="{escape(citation.text_language)}"' if citation.text_language else ""
    return (
        f'<figure>\n<blockquote cite="{escape(citation.address)}"><p{language} dir="auto">{escape(citation.text)}</p>'
        f"</blockquote>\n<figcaption>{where}</figcaption>\n</figure>"
    )


def _joined(citation: Citation, title: str, written: Callable[[str], str] = str) -> str:
    return ", ".join(_parts(citation, title, written))


def _parts(citation: Citation, title: str, written: Callable[[str], str]) -> Iterator[str]:
    """Yield who, in what, by whom, when, and which paragraph; `title` is made for the format already."""
    if citation.said_by:
        yield written(citation.said_by)
    yield title
    if citation.publisher:
        yield written(citation.publisher)
    if citation.published:
        yield written(wording.date_in_words(citation.published))
    if citation.number is not None:
        yield str(gettext("paragraph %(number)s", number=citation.number))


def _retrieved(citation: Citation) -> str:
    when = format_date(citation.retrieved, "long", locale())
    return str(gettext("%(archive)s, retrieved %(date)s", archive=citation.archive, date=when))


def _markdown(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return _MARKDOWN_START.sub(
        lambda found: f"{found[1]}{found[2]}\\{found[3]}" if found[2] else f"{found[4]}\\{found[5]}", escaped
    )

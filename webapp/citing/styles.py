"""The styles of citation, by the name that addresses give them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString, lazy_gettext

from webapp.citing.citation import Citation
from webapp.citing.prose import html, markdown, plain_text
from webapp.citing.references import bibtex, csl_json, ris


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style of citation: what it is called, and the file that it makes."""

    label: LazyString | str
    write: Callable[[Citation], str]
    content_type: str
    suffix: str


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "text": Style(label=lazy_gettext("Plain text"), write=plain_text, content_type="text/plain", suffix="txt"),
        "markdown": Style(label="Markdown", write=markdown, content_type="text/markdown", suffix="md"),
        "html": Style(label="HTML", write=html, content_type="text/plain", suffix="html.txt"),
        "ris": Style(label="RIS", write=ris, content_type="application/x-research-info-systems", suffix="ris"),
        "bibtex": Style(label="BibTeX", write=bibtex, content_type="application/x-bibtex", suffix="bib"),
        "csl": Style(
            label="CSL-JSON", write=csl_json, content_type="application/vnd.citationstyles.csl+json", suffix="json"
        ),
    }
)
"""HTML is sent as text: as a page it would be another site's words under this site's name."""

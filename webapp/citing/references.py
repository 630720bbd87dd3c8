"""Citations for programs that keep references: RIS, BibTeX and CSL-JSON.

RIS as its 2012 specification has it and reference managers read it; BibTeX with fields of biblatex, which classic
styles pass over; CSL-JSON by the schema of CSL 1.0.2.
"""

import json
import re
from collections.abc import Iterator

from webapp.citing.citation import Citation

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The abbreviations that every BibTeX style knows."""

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_NO_KEY = re.compile(r"[^A-Za-z0-9_-]+")


def ris(citation: Citation) -> str:
    """Return an entry of type “web page”, its lines ended as RIS asks."""
    lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in _ris_fields(citation) if value)
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - "))


def _ris_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    year, month, day = _date(citation.published)
    yield "TY", "ELEC"
    yield "TI", citation.title
    yield "AU", f"{citation.publisher}," if citation.publisher else ""
    yield "PB", citation.publisher
    yield "M3", citation.kind
    yield "PY", year
    yield "DA", f"{year}/{month}/{day}/" if year else ""
    yield "LA", citation.language or ""
    yield "SP", str(citation.number or "")
    yield "AB", citation.text
    yield "N1", _note(citation)
    yield "UR", citation.address
    yield "L2", citation.original or ""
    yield "DB", citation.archive
    yield "Y2", f"{citation.retrieved:%Y/%m/%d}/"


def bibtex(citation: Citation) -> str:
    """Return an entry of the type `misc`; texts stand in two braces, so that no style changes their capitals."""
    year, month, _ = _date(citation.published)
    texts = {
        "title": citation.title,
        "author": citation.publisher,
        "organization": citation.publisher,
        "type": citation.kind,
        "abstract": citation.text,
        "note": _note(citation),
        "language": citation.language,
    }
    plain = {
        "year": year,
        "month": _MONTHS[int(month) - 1] if month else "",
        "date": citation.published,
        "url": _verbatim(citation.address),
        "urldate": citation.retrieved.isoformat(),
    }
    fields = [f"{name} = {{{{{_latex(text)}}}}}" for name, text in texts.items() if text]
    fields += [f"{name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in plain.items() if value]
    key = _NO_KEY.sub("-", citation.key).strip("-") or "statement"
    return f"@misc{{{key},\n  " + ",\n  ".join(fields) + "\n}\n"


def csl_json(citation: Citation) -> str:
    """Return a list of one item, as CSL-JSON files are."""
    published = [int(part) for part in _date(citation.published) if part]
    item = {
        "id": citation.key,
        "type": "webpage",
        "title": citation.title,
        "author": [{"literal": citation.publisher}] if citation.publisher else None,
        "publisher": citation.publisher,
        "genre": citation.kind,
        "issued": {"date-parts": [published]} if published else None,
        "accessed": {"date-parts": [[citation.retrieved.year, citation.retrieved.month, citation.retrieved.day]]},
        "language": citation.language,
        "abstract": citation.text or None,
        "note": _note(citation) or None,
        "archive": citation.archive,
        "URL": citation.address,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _note(citation: Citation) -> str:
    """Return what has no field of its own; references are kept in English, as their fields are."""
    parts = (
        f"Paragraph {citation.number}" if citation.number is not None else "",
        f"said by {citation.said_by}" if citation.said_by else "",
        f"original: {citation.original}" if citation.original else "",
    )
    return "; ".join(filter(None, parts))


def _date(iso: str | None) -> tuple[str, str, str]:
    year, month, day = (*(iso or "").split("-"), "", "")[:3]
    return year, month, day


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(_LATEX)


def _verbatim(address: str) -> str:
    """Return an address as a field that is read letter by letter can hold it."""
    return address.replace("{", "%7B").replace("}", "%7D")

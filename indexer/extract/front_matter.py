"""The metadata before a Markdown text: `key: value` lines between two `---` lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from indexer.dates import iso_date
from indexer.extract.metadata.page_metadata import Metadata, language_tag
from indexer.identity import is_web_address
from indexer.prose import clean

_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*)|\s*)")
_ITEM = re.compile(r"\s*-\s+(.*)")

SHOWN_LENGTH = 60
"""Most characters of a wrong value that a warning repeats."""


class FrontMatter:
    """The metadata of a text; what cannot be used is left out, with a warning."""

    def __init__(self, said: Mapping[str, str]) -> None:
        self._said = said
        self.warnings: list[str] = []

    def metadata(self) -> Metadata:
        """Return what is said; `warnings` holds what was left out."""
        said = Metadata(
            title=self.text("title") or "",
            url=self._url(),
            published=self._date("published", "date"),
            updated=self._date("updated", "modified"),
            language=language_tag(self.text("language", "lang") or ""),
            publisher=self.text("publisher"),
            type=self.text("type"),
            index_number=self.text("index_number", "index"),
            countries=self._list("countries", "country"),
            topics=self._list("topics", "tags", "keywords"),
        )
        given = [each.name for each in fields(said) if each.name != "origins" and getattr(said, each.name)]
        return replace(said, origins=dict.fromkeys(given, "front matter"))

    def text(self, *names: str) -> str | None:
        """Return the value of the first of these keys that has one."""
        return next((value for name in names if (value := self._said.get(name))), None)

    def _url(self) -> str | None:
        url = self.text("url", "canonical", "link")
        if url is None or is_web_address(url):
            return url
        self._left_out("url", url, "a web address")
        return None

    def _date(self, *names: str) -> str | None:
        value = self.text(*names)
        date = iso_date(value or "")
        if value and not date:
            self._left_out(names[0], value, "an ISO date")
        return date

    def _list(self, *names: str) -> tuple[str, ...]:
        parts = (_unquoted(part) for part in (self.text(*names) or "").strip("[] ").split(","))
        return tuple(part for part in parts if part)

    def _left_out(self, name: str, value: str, wanted: str) -> None:
        self.warnings.append(f"“{name}” is {value[:SHOWN_LENGTH]!r}, not {wanted}; it was left out.")


def split_front_matter(lines: Sequence[str]) -> tuple[FrontMatter, Sequence[str]]:
    """Return the metadata at the top of these lines and the lines behind it.

    Two rules with other text between them are no metadata.
    """
    ends = [number for number, line in enumerate(lines) if number and line.strip() in ("---", "...")]
    if not lines or lines[0].strip() != "---" or not ends:
        return FrontMatter({}), lines
    said: dict[str, str] = {}
    key = ""
    for line in lines[1 : ends[0]]:
        if match := _KEY.fullmatch(line.rstrip()):
            key = match[1].strip().lower().replace("-", "_").replace(" ", "_")
            said[key] = _unquoted(match[2] or "")
        elif key and (item := _ITEM.fullmatch(line)):
            said[key] = ", ".join(part for part in (said[key], _unquoted(item[1])) if part)
        elif line.strip() and not line.lstrip().startswith("#"):
            return FrontMatter({}), lines
    return FrontMatter(said), lines[ends[0] + 1 :]


def _unquoted(value: str) -> str:
    value = value.strip()
    return clean(value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value)

"""What is known of a statement's record: its file, where each fact came from, what reading it left in doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString, lazy_gettext

from indexer import Statement

FIELDS: Mapping[str, LazyString] = MappingProxyType(
    {
        "title": lazy_gettext("Title"),
        "url": lazy_gettext("Original"),
        "published": lazy_gettext("Published"),
        "updated": lazy_gettext("Updated"),
        "publisher": lazy_gettext("Publisher"),
        "type": lazy_gettext("Kind"),
        "language": lazy_gettext("Language"),
        "index_number": lazy_gettext("Index number"),
        "countries": lazy_gettext("Countries"),
        "topics": lazy_gettext("Topics"),
        "translations": lazy_gettext("Translations"),
    }
)
"""What the facts of a statement are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    """A fact, and where on its page it was read."""

    label: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """The record behind a statement; `source` is the path of its file inside the source."""

    id: str
    source: str
    origins: tuple[OriginView, ...]
    warnings: tuple[str, ...]


def record_view(statement: Statement) -> RecordView:
    """Return what is known of a statement's record."""
    return RecordView(
        id=statement.id,
        source=statement.source,
        origins=tuple(
            OriginView(label=str(FIELDS[each.field]), origin=each.place)
            for each in statement.origins
            if each.field in FIELDS
        ),
        warnings=statement.warnings,
    )

"""`docs/widget.md`: its prose is in `widget.in.md`, its tables are those of the site's own page."""

from collections.abc import Sequence
from pathlib import Path

from webapp.widget_guide import (
    BUTTON_RESERVED,
    ENDPOINT,
    EVENTS,
    FIELD_RESERVED,
    OPTIONS,
    PARTS,
    PROPERTIES,
    Named,
    Option,
)

SOURCE = Path(__file__).parent / "widget.in.md"


def widget_page() -> str:
    """Return the page of the search box."""
    tables = {
        "attributes": _attributes((ENDPOINT, *OPTIONS)),
        "parts": _named("part", PARTS),
        "properties": _named("property", PROPERTIES),
        "events": _named("event", EVENTS),
        "reserved": f"```css\n{FIELD_RESERVED}   /* inline */\n{BUTTON_RESERVED}   /* popover, dialog */\n```",
    }
    page = SOURCE.read_text(encoding="utf-8")
    for name, table in tables.items():
        page = page.replace(f"<!-- {name} -->", table)
    return page


def _attributes(options: Sequence[Option]) -> str:
    rows = "".join(f"| `{each.name}` | {_values(each)} | {each.means} |\n" for each in options)
    return f"| attribute | values | what it does |\n|---|---|---|\n{rows}".rstrip()


def _values(option: Option) -> str:
    if option.switch:
        return "there or not"
    named = ", ".join(f"`{each}`" for each in option.choices)
    return named or (f"such as `{option.example}`" if option.example else "")


def _named(kind: str, things: Sequence[Named]) -> str:
    rows = "".join(f"| `{each.name}` | {each.means} |\n" for each in things)
    return f"| {kind} | what it is |\n|---|---|\n{rows}".rstrip()

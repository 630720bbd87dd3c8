"""The page on which one chooses what the search box shall be, sees it, and copies it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from indexer.errors import ParameterError
from indexer.messages import say
from webapp import snippets
from webapp.addresses import frame_path, site_root
from webapp.copying import CopyView, copy_view
from webapp.holding import held
from webapp.languages import PARAMETER
from webapp.widget_files import BUILD, Kilobytes
from webapp.widget_guide import BUTTON_RESERVED, EVENTS, FIELD_RESERVED, OPTIONS, PARTS, PROPERTIES, Named, Option

LATEST = "latest"
"""The value of `script` that follows the archive's updates."""

LIMITS = range(1, 21)
FRAME_HEIGHT = 480
FRAMED = ("filters", "theme", "limit", "group")
CHECKED = ("lang", "theme")
"""What the quote check can be told as well as the box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """An option with what was chosen for it; `problem` says what is wrong with that, else it is empty."""

    option: Option
    value: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetView:
    """All that the page says; `live` is the box as it was chosen."""

    fields: tuple[FieldView, ...]
    problems: tuple[FieldView, ...]
    latest: bool
    live: Markup
    copies: tuple[CopyView, ...]
    parts: tuple[Named, ...]
    properties: tuple[Named, ...]
    events: tuple[Named, ...]
    root: str
    kilobytes: Kilobytes


def widget_view(values: Mapping[str, str]) -> WidgetView:
    """Return what the page shows of the options that were chosen; what none of them can be is told, and left out."""
    fields = tuple(_field(option, values.get(option.name)) for option in OPTIONS)
    attributes = {each.option.name: _attribute(each) for each in fields if each.value and not each.problem}
    latest = values.get("script") == LATEST
    return WidgetView(
        fields=fields,
        problems=tuple(each for each in fields if each.problem),
        latest=latest,
        live=Markup(snippets.box_element(attributes)),  # noqa: S704 - each value is escaped where it stands
        copies=tuple(_copies(attributes, latest=latest)),
        parts=PARTS,
        properties=PROPERTIES,
        events=EVENTS,
        root=site_root(),
        kilobytes=BUILD.kilobytes,
    )


def _attribute(field: FieldView) -> str:
    return "" if field.option.switch else field.value


def _copies(attributes: Mapping[str, str], *, latest: bool) -> Iterator[CopyView]:
    given = {"endpoint": f"{site_root()}/", **attributes}
    made = snippets.box(given, pinned=None if latest else BUILD.box)
    yield copy_view("box", str(gettext("For your page")), made)
    reserved = FIELD_RESERVED if attributes.get("mode", "inline") == "inline" else BUTTON_RESERVED
    yield copy_view("reserved", str(gettext("For your style sheet: keeps its place until it is there")), reserved)
    yield copy_view("frame", str(gettext("Instead, where a page allows no scripts")), _frame(attributes))
    own = {name: given.get(name) for name in ("endpoint", *CHECKED)}
    made = snippets.check(own, pinned=None if latest else BUILD.check)
    yield copy_view("check", str(gettext("Besides, a field in which readers check quotations")), made)


def _frame(attributes: Mapping[str, str]) -> str:
    asked = {name: attributes.get(name) for name in FRAMED} | {PARAMETER: attributes.get("lang")}
    title = attributes.get("label") or str(gettext("Search statements"))
    return snippets.frame(f"{site_root()}{frame_path('/embed', **asked)}", title=title, height=FRAME_HEIGHT)


def _field(option: Option, value: str | None) -> FieldView:
    given = (value or "").strip()
    return FieldView(option=option, value=given, problem=_problem(option, given) if given else "")


def _problem(option: Option, value: str) -> str:
    """Return what is wrong with a value that was chosen, or an empty text."""
    if option.choices and value not in option.choices:
        return say("“%(value)s” is none of these: %(names)s.", value=value[:100], names=", ".join(option.choices))
    if option.name == "limit" and not (value.isascii() and value.isdigit() and int(value) in LIMITS):
        return say("“%(value)s” is no number from 1 to 20.", value=value[:100])
    if option.name == "filters":
        try:
            held("", value)
        except ParameterError as error:
            return error.message
    return ""

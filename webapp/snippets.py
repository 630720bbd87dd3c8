"""HTML that people copy into pages of their own: made of names and values, each escaped where it stands."""

from collections.abc import Mapping
from html import escape

from flask_babel import gettext

from webapp.addresses import site_root
from webapp.languages import PARAMETER
from webapp.widget_files import Script

SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-forms"
"""What a page in a frame may do: ask again, and lead out of the frame; it has no scripts."""

Attributes = Mapping[str, str | None]


def tag(name: str, attributes: Attributes) -> str:
    """Return an opening tag; an attribute without a value stands by its name alone, one that is None is left out."""
    given = (_attribute(key, value) for key, value in attributes.items() if value is not None)
    return f"<{' '.join((name, *given))}>"


def _attribute(name: str, value: str) -> str:
    return f'{name}="{escape(value)}"' if value else name


def element(name: str, attributes: Attributes, within: str = "") -> str:
    """Return an element around HTML that is made already."""
    return f"{tag(name, attributes)}{within}</{name}>"


def script(stays: str, pinned: Script | None = None) -> str:
    """Return what loads a script: at the address that stays, or held to the digest of one that never changes."""
    attributes = {"type": "module", "src": f"{site_root()}/{pinned.file if pinned else stays}"}
    if pinned:
        attributes |= {"integrity": pinned.integrity, "crossorigin": "anonymous"}
    return element("script", attributes)


def frame(address: str, *, title: str, height: int) -> str:
    """Return a frame as wide as there is room, for pages that allow no scripts; `height` is in pixels."""
    return element(
        "iframe",
        {
            "src": address,
            "title": title,
            "width": "100%",
            "height": str(height),
            "loading": "lazy",
            "referrerpolicy": "no-referrer",
            "sandbox": SANDBOX,
        },
    )


def box_element(attributes: Attributes) -> str:
    """Return the search box with these attributes, around the form that readers get without scripts."""
    hidden = {"filters": attributes.get("filters"), PARAMETER: attributes.get("lang")}
    words = attributes.get("label") or str(gettext("Search statements"))
    within = (
        tag("form", {"action": f"{site_root()}/", "method": "get"}),
        f"<label>{escape(words)} {tag('input', {'type': 'search', 'name': 'q'})}</label>",
        *(tag("input", {"type": "hidden", "name": name, "value": value}) for name, value in hidden.items() if value),
        f"<button>{escape(str(gettext('Search')))}</button>",
        "</form>",
    )
    return element("onrecord-search", attributes, "\n".join(("", *within, "")))


def box(attributes: Attributes, *, pinned: Script | None) -> str:
    """Return the search box and its script."""
    return "\n".join((script("widget.js", pinned), box_element(attributes)))


def card(permalink: str, quotation: str, *, pinned: Script | None) -> str:
    """Return the quotation card of a paragraph around its quotation in HTML, which readers get without scripts."""
    inside = f"\n{quotation}\n"
    return "\n".join((script("quote.js", pinned), element("onrecord-quote", {"paragraph": permalink}, inside)))


def check_element(attributes: Attributes) -> str:
    """Return the quote check with these attributes, around the form that readers get without scripts."""
    within = (
        tag("form", {"action": f"{site_root()}/check", "method": "post"}),
        f"<label>{escape(str(gettext('Quotation or article')))} {element('textarea', {'name': 'text'})}</label>",
        f"<button>{escape(str(gettext('Check')))}</button>",
        "</form>",
    )
    return element("onrecord-check", attributes, "\n".join(("", *within, "")))


def check(attributes: Attributes, *, pinned: Script | None) -> str:
    """Return the quote check and its script."""
    return "\n".join((script("check.js", pinned), check_element(attributes)))

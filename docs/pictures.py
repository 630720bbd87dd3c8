"""The pictures of docs/pictures/: the main pages, as each kind of reader has them, served from the sample."""

import io
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser

from indexer import open_archive
from tests.browser.chromium import chromium
from tests.conftest import build_quietly
from tests.webapp.conftest import in_language
from tests.webapp.serving import serving

BASE_URL = "https://archive.example"
"""What citations on the pictures name."""

COLOURS = 64

QUERY = '"non-refoulement" OR asylum'


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A page that is pictured; `shows` is what is to be seen, for those who cannot see it."""

    name: str
    title: str
    path: str
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to have a page: what Playwright's contexts call it, and how it is told."""

    name: str
    told: str
    context: Mapping[str, object] = field(default_factory=dict)
    language: str = "en"


PICTURED = (
    Pictured(
        name="home",
        title="The first page",
        path="/",
        shows="the search box with queries to try, the latest statements, what the archive holds and how to ask",
    ),
    Pictured(
        name="results",
        title="Results",
        path=f"/?q={quote(QUERY)}",
        shows=f"results for {QUERY}: a statement, its two paragraphs that match, the words marked",
    ),
    Pictured(
        name="statement",
        title="A statement",
        path=f"/s/{{identity}}?q={quote(QUERY)}",
        shows="a statement: its metadata, which paragraphs match, its numbered paragraphs with who speaks beside them",
    ),
    Pictured(
        name="cite",
        title="A citation",
        path="/cite/{identity}?p=10",
        shows="a paragraph, its citation as plain text, Markdown and HTML to copy, and files for reference managers",
    ),
)

WIDE = {"width": 1000, "height": 680}
NARROW = {"width": 360, "height": 680}

VARIANTS = (
    Variant(name="light", told="In light", context={"viewport": WIDE}),
    Variant(name="dark", told="In dark", context={"viewport": WIDE, "color_scheme": "dark"}),
    Variant(name="narrow", told="On a telephone", context={"viewport": NARROW, "is_mobile": True, "has_touch": True}),
    Variant(name="arabic", told="In Arabic", context={"viewport": WIDE}, language="ar"),
)

_INTRODUCTION = """\
# The pages

Made by `make docs` from the site itself, serving the sample statement of `seeds/`: in light and dark, on a telephone,
and in Arabic. [The tests](../tests/browser/) hold these pages, and every other in each of its states, to the rules of
axe-core and the measures of Lighthouse.
"""


def pages_page() -> str:
    """Return the page that shows the pictures."""
    parts = [_INTRODUCTION]
    for pictured in PICTURED:
        shown = "\n\n".join(
            f"![{variant.told}: {pictured.shows}](pictures/{file_name(pictured, variant)})" for variant in VARIANTS
        )
        parts.append(f"## {pictured.title}\n\n{shown}\n")
    return "\n".join(parts)


def file_name(pictured: Pictured, variant: Variant) -> str:
    """Return the name of a picture's file."""
    return f"{pictured.name}-{variant.name}.png"


def picture_names() -> list[str]:
    """Return the names of all pictures' files."""
    return [file_name(pictured, variant) for pictured in PICTURED for variant in VARIANTS]


def make_pictures(folder: Path, *, seeds: Path) -> None:
    """Take a picture of every page in every variant, from a site that serves these seeds."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as index:
        build_quietly(seeds, Path(index))
        identity = open_archive(index).latest(1)[0].id
        with serving(Path(index), base_url=BASE_URL) as served, chromium() as browser:
            for variant in VARIANTS:
                shown = {folder / file_name(each, variant): _path(each, identity, variant) for each in PICTURED}
                _take(browser, variant, {target: served.address + path for target, path in shown.items()})


def _path(pictured: Pictured, identity: str, variant: Variant) -> str:
    path = pictured.path.format(identity=quote(identity, safe=""))
    return in_language(path, variant.language)


def _take(browser: Browser, variant: Variant, addresses: Mapping[Path, str]) -> None:
    context = browser.new_context(**variant.context)
    page = context.new_page()
    for target, address in addresses.items():
        page.goto(address)
        _write(page.screenshot(), target)
    context.close()


def _write(picture: bytes, target: Path) -> None:
    """Write a picture in as few colours as show no difference."""
    with Image.open(io.BytesIO(picture)) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(target, "PNG", optimize=True)

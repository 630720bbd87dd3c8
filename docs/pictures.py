"""The pictures of docs/pictures/: the main pages, as each kind of reader has them, served from the sample."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from indexer import open_archive

CHROMIUM_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PORT = 8765
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
    with _serving(seeds) as (address, identity), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_OPTIONS))
        for variant in VARIANTS:
            shown = {folder / file_name(each, variant): _path(each, identity, variant) for each in PICTURED}
            _take(browser, variant, {target: address + path for target, path in shown.items()})
        browser.close()


def _path(pictured: Pictured, identity: str, variant: Variant) -> str:
    path = pictured.path.format(identity=quote(identity, safe=""))
    return f"{path}{'&' if '?' in path else '?'}ui={variant.language}"


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


@contextlib.contextmanager
def _serving(seeds: Path) -> Iterator[tuple[str, str]]:
    """Serve the seeds until the block ends; yield the site's address and the id of its first statement."""
    command = str(Path(sys.executable).parent / "onrecord")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([command, "index", str(seeds), "--index", folder], check=True)
        identity = open_archive(folder).latest(1)[0].id
        server = subprocess.Popen(
            [command, "serve", "--index", folder, "--port", str(PORT)], env=os.environ | {"ONRECORD_BASE_URL": BASE_URL}
        )
        try:
            _wait_for(f"http://127.0.0.1:{PORT}/readyz")
            yield f"http://127.0.0.1:{PORT}", identity
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=1):  # noqa: S310 - our own server
            return
        time.sleep(0.1)
    sys.exit(f"{address} did not answer.")

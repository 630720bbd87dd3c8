"""Main text of real pages against text found by hand: shingles, whole paragraphs, milliseconds a page."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import onrecord
from bench.data import Pages, read_pages
from bench.outcome import Figure, Outcome, Steadiness
from bench.overlap import Agreement, paragraph_agreement, shingle_agreement
from bench.peers import Extractor, load_extractors
from bench.tables import Table

HARNESS = "extraction"

_PACE_PEER = "trafilatura"
"""The peer that our pace is held against."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """How one extractor did; `milliseconds` is the mean of a page."""

    shingles: Agreement
    paragraphs: Agreement
    milliseconds: float


def measure(data: Path) -> Outcome:
    """Measure on the pages under `data`, one process and one page at a time.

    We read a page's bytes, as from a file; the peers are given it as text.
    """
    pages = read_pages(data)
    found = {onrecord.NAME: try_extractor(pages, onrecord.extract_main_text)}
    for name, extractor in load_extractors().items():
        found[name] = try_extractor(pages, _from_bytes(extractor))
    return _outcome(len(pages.html), found)


def try_extractor(pages: Pages, extract: Callable[[bytes], Sequence[str]]) -> Extraction:
    """Let an extractor read every page, once more for the first: it loads what it needs."""
    extract(next(iter(pages.html.values())))
    started = time.perf_counter()
    extracted = {key: extract(html) for key, html in pages.html.items()}
    milliseconds = (time.perf_counter() - started) * 1000 / len(pages.html)
    return Extraction(
        shingle_agreement(pages.texts, extracted), paragraph_agreement(pages.texts, extracted), milliseconds
    )


def _from_bytes(extractor: Extractor) -> Callable[[bytes], Sequence[str]]:
    return lambda html: extractor(html.decode("utf-8", "replace"))


def _outcome(number: int, found: Mapping[str, Extraction]) -> Outcome:
    rows = [
        (
            name,
            *(f"{each.f1:.4f} / {each.precision:.4f} / {each.recall:.4f}" for each in (it.shingles, it.paragraphs)),
            f"{it.milliseconds:.1f}",
        )
        for name, it in found.items()
    ]
    columns = ("extractor", "shingle F1 / P / R", "paragraph-exact F1 / P / R", "ms a page")
    ours = found[onrecord.NAME]
    pace = found[_PACE_PEER].milliseconds / ours.milliseconds
    figures = (
        Figure(name="shingle F1", value=ours.shingles.f1, steadiness=Steadiness.STEADY),
        Figure(name="paragraph-exact F1", value=ours.paragraphs.f1, steadiness=Steadiness.STEADY),
        Figure(name=f"time a page: {_PACE_PEER}'s over ours", value=pace, steadiness=Steadiness.TIMED),
    )
    table = Table(f"Extraction, {number} pages", columns, rows)
    return Outcome(harness=HARNESS, tables=(table,), figures=figures)

"""Real pages of organisations: text that must come out, text that must not, the date. Nobody is beside us here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import onrecord
from bench.data import PromisedPage, read_promised_pages
from bench.outcome import Figure, Outcome, Steadiness
from bench.tables import Table
from indexer.extract import extract
from indexer.statement import Statement

HARNESS = "promises"


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a page's promises holds: how many of its texts, and the date that was found."""

    wanted: int
    left_out: int
    published: str | None


def measure(data: Path) -> Outcome:
    """Read the pages under `data`, each from its bytes."""
    pages = read_promised_pages(data)
    kept = [keep(page, extract(page.html, path=page.name, kind="html")) for page in pages]
    rows = [
        (page.name, f"{it.wanted}/{len(page.wanted)}", f"{it.left_out}/{len(page.unwanted)}", it.published or "none")
        for page, it in zip(pages, kept, strict=True)
    ]
    table = Table(f"Promises, {len(pages)} pages", ("page", "wanted text", "unwanted text left out", "date"), rows)
    return Outcome(harness=HARNESS, tables=(table,), figures=_figures(pages, kept))


def keep(page: PromisedPage, statement: Statement) -> Kept:
    """Hold a statement against what its page promises."""
    text = "\n".join(onrecord.main_text(statement))
    return Kept(
        wanted=sum(each in text for each in page.wanted),
        left_out=sum(each not in text for each in page.unwanted),
        published=statement.published,
    )


def _figures(pages: Sequence[PromisedPage], kept: Sequence[Kept]) -> tuple[Figure, ...]:
    pairs = [*zip(pages, kept, strict=True)]
    shares = {
        "wanted text": (sum(it.wanted for it in kept), sum(len(page.wanted) for page in pages)),
        "unwanted text left out": (sum(it.left_out for it in kept), sum(len(page.unwanted) for page in pages)),
        "dates": (sum(it.published == page.published for page, it in pairs), len(pages)),
    }
    return tuple(
        Figure(name=name, value=part / whole if whole else 1.0, steadiness=Steadiness.STEADY)
        for name, (part, whole) in shares.items()
    )

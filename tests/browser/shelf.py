"""What the tests read in: the sample, the statements of the other tests, and a report that stands on another site."""

from html import escape
from pathlib import Path

from indexer.build import Options, build
from indexer.statement import Role, Statement, Translation
from tests.conftest import SEEDS, unwatched, write_lines
from tests.made import paragraph, statement
from tests.webapp.conftest import ODD_ID, shelf_statements

REPORT_ID = "made/harbour-report"
TITLE = "The harbour: what was seen there"
EXACT = "no ship – not one – may leave the harbour"

PARAGRAPHS = (
    paragraph(1, TITLE, Role.TITLE),
    paragraph(2, "Nobody has been let into the harbour since spring, the made observers said.", Role.INTRO),
    paragraph(
        3,
        f"“The order says that {EXACT}, and it says so twice,” she said, “in a well-known passage, & a note.”",
        speaker="A. Speaker",
        speaker_title="made director",
        quoted=True,
    ),
    paragraph(4, EXACT, Role.PULL_QUOTE, speaker="A. Speaker", repeats=(3,)),
    paragraph(5, "What the observers counted", Role.HEADING),
    paragraph(
        6, "The harbour was closed on Monday to all who came by the northern road, and gulls were counted.", Role.BODY
    ),
    paragraph(
        7, "The harbour was closed on Monday to all who came by the southern road, and terns were counted.", Role.BODY
    ),
    paragraph(
        8, "The harbour was closed on Monday to all who came by the southern road, and nothing was counted.", Role.BODY
    ),
    paragraph(9, "El puerto seguía cerrado, dijeron.", Role.BLOCK_QUOTE, language="es"),
    paragraph(10, "Open the harbour.", Role.LIST_ITEM),
    paragraph(11, "The end of the harbour, in every sense of the word harbour, was seen by nobody."),
)


def report(address: str) -> Statement:
    """Return the report as it was published at an address."""
    return statement(
        REPORT_ID,
        *PARAGRAPHS,
        title=TITLE,
        url=address,
        published="2025-02-11",
        publisher="Example Organisation",
        type="press release",
        countries=("El Salvador",),
        topics=("harbours",),
        translations=(Translation(language="es", url="https://example.org/es"),),
    )


def original() -> str:
    """Return the page on which the report was published: each of its paragraphs a screen below the one before."""
    shown = "".join(f"<p>{escape(each.text)}</p>\n" for each in PARAGRAPHS[1:])
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{TITLE}</title><link rel="icon" href="data:,">'
        f"<style>p {{ margin: 0 0 1500px }}</style><h1>{TITLE}</h1>\n{shown}</html>"
    )


def build_shelf(folder: Path, *, original_address: str) -> None:
    """Index the sample and all that was made, without showing progress."""
    lines = write_lines(folder / "made.jsonl", [*shelf_statements(), report(original_address)])
    build([SEEDS, lines], folder / "index", Options(workers=1), unwatched)


__all__ = ["EXACT", "ODD_ID", "PARAGRAPHS", "REPORT_ID", "TITLE", "build_shelf", "original"]

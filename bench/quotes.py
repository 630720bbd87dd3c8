"""The quote check on its gold table: how often it is right, and how long it takes.

As a harness of `python -m bench` it asks a small table of a small archive. `python -m bench.quotes DATA` asks the full
one: 1,000 passages and 300 invented quotations, of 300,000 paragraphs.
"""

import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench import onrecord
from bench.data import Record, read_statements
from bench.outcome import Figure, Outcome, Steadiness
from bench.quotations import Case, Drawn, cases, passages
from bench.tables import Table, render
from indexer import Archive
from indexer.quoting import CheckedQuotation, Verdict

HARNESS = "quotes"

MOST_MILLISECONDS = 50.0
"""What a quotation may take at the median, with 300,000 paragraphs."""

MOST_ARTICLE = 1_000.0
"""What an article may take, in milliseconds."""

LEAST_RIGHT = 0.99

ARTICLE_QUOTATIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is asked, and of how much."""

    paragraphs: int
    passages: int
    invented: int


SMALL = Size(paragraphs=20_000, passages=40, invented=30)
FULL = Size(paragraphs=300_000, passages=1_000, invented=300)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case, what was answered, and how long it took in milliseconds."""

    case: Case
    answer: CheckedQuotation
    took: float

    @property
    def is_right(self) -> bool:
        """Tell whether the verdict is right, and of an altered one its kind and its source too."""
        if self.answer.verdict is not self.case.verdict:
            return False
        if self.case.kind is None:
            return True
        stands = any(
            place.statement.id == self.case.source or self.case.said in paragraph.text
            for place in self.answer.places
            for paragraph in place.paragraphs
        )
        return self.case.kind in self.answer.kinds and stands

    @property
    def group(self) -> str:
        """Return what floors are set for: the first words of the case's group."""
        return self.case.group.partition(",")[0]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was asked of one archive, how long articles took, and how long a search for the same words does."""

    asked: Sequence[Asked]
    articles: Sequence[float]
    searches: Sequence[float]


def measure(data: Path) -> Outcome:
    """Ask the small table of an archive built from the data."""
    records = read_statements(data, SMALL.paragraphs)
    with tempfile.TemporaryDirectory() as folder:
        archive = onrecord.index_statements(records, Path(folder), workers=0, engine="tantivy")
        measured = ask(archive, records, SMALL)
        archive.close()
    return Outcome(harness=HARNESS, tables=(_table(measured),), figures=_figures(measured))


def ask(archive: Archive, records: Sequence[Record], size: Size) -> Measured:
    """Ask a gold table, and articles that quote its passages."""
    asked = [_asked(archive, each) for each in cases(records, size.passages, size.invented)]
    drawn = passages(records, size.passages)
    articles = [
        _took(archive, _article(drawn[at : at + ARTICLE_QUOTATIONS])) for at in range(0, min(100, len(drawn)), 20)
    ]
    searches = []
    for each in drawn:
        began = time.perf_counter()
        archive.search(f'"{" ".join(each.text.replace(chr(34), " ").split()[:30])}"')
        searches.append((time.perf_counter() - began) * 1_000)
    return Measured(asked, articles, searches)


def _asked(archive: Archive, case: Case) -> Asked:
    began = time.perf_counter()
    checked = archive.check_quotes(case.quotation, speaker=case.speaker)
    took = (time.perf_counter() - began) * 1_000
    worst = max(checked.quotations, key=lambda each: list(Verdict).index(each.verdict))
    return Asked(case, worst, took)


def _took(archive: Archive, text: str) -> float:
    began = time.perf_counter()
    archive.check_quotes(text)
    return (time.perf_counter() - began) * 1_000


def _article(drawn: Iterable[Drawn]) -> str:
    """Return an article that quotes passages between words of its own."""
    own = "The statement was made on the day before, and nobody of the other side would say more about it."
    return "\n\n".join(f"{own} “{each.text}” {own}" for each in drawn)


def _table(measured: Measured) -> Table:
    groups = dict.fromkeys(each.case.group for each in measured.asked)
    rows = []
    for group in groups:
        here = [each for each in measured.asked if each.case.group == group]
        told = Counter(each.answer.verdict.value for each in here)
        times = sorted(each.took for each in here)
        rows.append(
            (
                group,
                f"{sum(each.is_right for each in here):,}/{len(here):,}",
                ", ".join(f"{verdict} {number:,}" for verdict, number in told.most_common()),
                f"{statistics.median(times):.1f}",
                f"{times[int(0.95 * (len(times) - 1))]:.1f}",
            )
        )
    article = f"an article with {ARTICLE_QUOTATIONS} quotations: {max(measured.articles):.0f} ms at most"
    median = statistics.median(each.took for each in measured.asked)
    title = f"Quote check, {len(measured.asked):,} quotations, {median:.1f} ms at the median; {article}"
    return Table(title, ("quotations", "right", "answers", "median ms", "95 of 100 within"), rows)


def shares(measured: Measured) -> dict[str, float]:
    """Return how often each group was right, and how often an invented quotation was not called verbatim."""
    found: dict[str, float] = {}
    for group in dict.fromkeys(each.group for each in measured.asked):
        here = [each for each in measured.asked if each.group == group]
        found[group] = sum(each.is_right for each in here) / len(here)
    invented = [each for each in measured.asked if each.group == "invented"]
    found["invented, never verbatim"] = sum(each.answer.verdict is not Verdict.VERBATIM for each in invented) / len(
        invented
    )
    return found


def _figures(measured: Measured) -> tuple[Figure, ...]:
    steady = [Figure(name=name, value=value, steadiness=Steadiness.STEADY) for name, value in shares(measured).items()]
    ratio = statistics.median(measured.searches) / statistics.median(each.took for each in measured.asked)
    return (*steady, Figure(name="time of a phrase search over ours", value=ratio, steadiness=Steadiness.TIMED))


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
@click.option("--paragraphs", default=FULL.paragraphs, show_default=True)
@click.option("--passages", "number", default=FULL.passages, show_default=True)
@click.option("--invented", default=FULL.invented, show_default=True)
@click.option("--index", type=click.Path(path_type=Path), help="An index of the same statements that is there already.")
@click.option("--wrong", default=0, help="Print so many wrong answers of each kind.")
def main(data: Path, paragraphs: int, number: int, invented: int, index: Path | None, wrong: int) -> None:
    """Ask the full gold table; exit status 1 if it is answered less well, or more slowly, than was promised."""
    size = Size(paragraphs=paragraphs, passages=number, invented=invented)
    # One statement is there twice.
    records = tuple({each["id"]: each for each in read_statements(data, paragraphs)}.values())
    with tempfile.TemporaryDirectory() as folder:
        if index is None:
            archive = onrecord.index_statements(records, Path(folder), workers=0, engine="tantivy")
        else:
            archive = onrecord.open_unkept(index)
        measured = ask(archive, records, size)
        archive.close()
    click.echo(render(_table(measured)))
    _show_wrong(measured.asked, wrong)
    found = shares(measured)
    for name, share in found.items():
        click.echo(f"{name}: {share:.4f}")
    median = statistics.median(each.took for each in measured.asked)
    promised = [found[name] >= LEAST_RIGHT for name in ("verbatim", "altered", "wrong speaker")]
    fast = median < MOST_MILLISECONDS and max(measured.articles) < MOST_ARTICLE
    sys.exit(0 if all(promised) and fast and found["invented, never verbatim"] == 1.0 else 1)


def _show_wrong(asked: Sequence[Asked], most: int) -> None:
    shown: Counter[str] = Counter()
    for each in asked:
        if each.is_right or shown[each.case.group] >= most:
            continue
        shown[each.case.group] += 1
        told = f"{each.answer.verdict.value} {[kind.value for kind in each.answer.kinds]} {each.answer.share}"
        click.echo(f"\n{each.case.group}: {told}\n  {each.case.quotation!r} ({each.case.source}, {each.case.speaker})")
        for difference in each.answer.differences:
            click.echo(f"    {difference.operation.value}: {difference.quoted!r} | {difference.archive!r}")


if __name__ == "__main__":
    main()

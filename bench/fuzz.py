"""Random queries, against an archive and without one: `python -m bench.fuzz`. None may raise; none may take a second.

    python -m bench.fuzz --parse 10000000
    python -m bench.fuzz --search 20000 --data DATA --statements 50000

Without an archive a query is parsed, its text is parsed again to the same query, and it is told in words. With one, its
page is made, with all that goes with it. What a query was is printed where it fails, and the slowest are.
"""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from heapq import nlargest
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import onrecord
from bench.data import read_statement_texts
from indexer import Archive, OnrecordError
from indexer.query import MAX_CHARACTERS, parse
from indexer.wording import in_words

LIMIT = 1.0
"""Seconds that no query may take."""

_BATCH = 20_000
_SLOWEST = 5

_MARKS = (
    '" “ ” „ « » \' ‘ ’ ( ) AND OR NOT and - -- * ~ ~1 ~2 ~9 "~5 "~ : :: .. , . ; ! ? / \\ & | ^ [ ] { } < > = + # @ %'
    " title: speaker: publisher: country: topic: type: lang: role: id: date: before: after: sort: foo: http://a.b/c"
    " date:2024 date:2024-03..2025 before:2024-02-30 after:0000 date:.. lang:es country:Espagne role:caption"
).split(" ")
_WORDS = (
    "the of and not asylum refugees non-refoulement nonrefoulement US U.S. 84,000 84.000 84 000 1.5 W-2 Maduro’s l’État"
    ' México Nicolás naïve Straße ﬁnal الإنسان حُقُوق 人权 保障人权 สิทธิมนุษยชน मानवाधिकार לחם צה"ל 인권은 Їжак nước'
    " refug* deport* a* ref~"
    " misspeling~ misspeling~2 x ² ① 🙂 🇸🇻 \u200d \u202e \u0301 \x00 \ud7ff \ufffd \u00ad \u3000 \t \n"
).split(" ")


def random_query(source: random.Random, words: Sequence[str]) -> str:
    """Return a query of words, marks, or whatever characters there are; mostly short, sometimes far too long."""
    kind = source.random()
    if kind < 0.1:
        return "".join(chr(_character(source)) for _ in range(source.randint(1, 60)))
    number = source.randint(1, 12) if kind < 0.95 else source.randint(50, 400)
    pieces = [source.choice(words if source.random() < 0.6 else _MARKS) for _ in range(number)]
    return source.choice((" ", " ", "")).join(pieces)[: MAX_CHARACTERS * 2]


def _character(source: random.Random) -> int:
    highest = source.choice((0x7F, 0x24F, 0x6FF, 0xFFFF, 0x10FFFF))
    return source.randint(0, highest)


def _parse_batch(seed: int, number: int) -> tuple[float, str]:
    """Parse so many queries; return the slowest and its seconds."""
    source = random.Random(seed)  # noqa: S311 - a repeatable draw, no secret
    return max(_timed(_parse_whole, random_query(source, _WORDS)) for _ in range(number))


def _parse_whole(text: str) -> None:
    query = parse(text).query
    again = parse(str(query)).query
    if again != query and len(str(query)) <= MAX_CHARACTERS:
        raise AssertionError(f"{text!r} is {query!r}, but its text {str(query)!r} is {again!r}")
    in_words(query)


def _timed(work: Callable[[str], object], text: str) -> tuple[float, str]:
    started = time.perf_counter()
    try:
        work(text)
    except OnrecordError:
        pass  # a query that is refused in plain words has been answered
    except BaseException:
        click.echo(f"failed: {text!r}", err=True)
        raise
    return time.perf_counter() - started, text


def _parse_many(number: int) -> Iterator[tuple[float, str]]:
    batches = -(-number // _BATCH)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(partial(_parse_batch, number=_BATCH), range(batches), chunksize=4)


def _search_many(archive: Archive, words: Sequence[str], number: int) -> Iterator[tuple[float, str]]:
    source = random.Random(number)  # noqa: S311 - a repeatable draw, no secret
    # A page is made with all that its readers see, so that the slowest part is in it.
    search = partial(archive.search, facets=("publisher", "speaker", "year"), explain=False)
    for _ in range(number):
        yield _timed(search, random_query(source, words))
        yield _timed(archive.suggest, random_query(source, words)[:40])


def _tell(label: str, found: Iterator[tuple[float, str]]) -> bool:
    slowest = nlargest(_SLOWEST, found)
    for seconds, text in slowest:
        click.echo(f"{label}: {seconds * 1000:8.1f} ms  {text[:100]!r}")
    return slowest[0][0] < LIMIT


@click.command()
@click.option("--parse", "parsed", default=0, help="How many queries are parsed.")
@click.option("--search", "searched", default=0, help="How many are searched for.")
@click.option("--data", type=click.Path(path_type=Path), help="The folder of data that bench reads.")
@click.option("--statements", default=50_000, help="How many statements the archive has.")
def main(*, parsed: int, searched: int, data: Path | None, statements: int) -> None:
    """Ask random queries, and tell the slowest."""
    good = True
    if parsed:
        good &= _tell("parsed", _parse_many(parsed))
        click.echo(f"{parsed:,} queries were parsed.")
    if searched and data is not None:
        with TemporaryDirectory() as folder:
            texts = read_statement_texts(data, statements)
            archive = onrecord.index_statements(texts, Path(folder), workers=0)
            words = [*_WORDS, *(word for text in texts[:2000] for word in str(text["text"]).split()[:20])]
            good &= _tell("searched", _search_many(archive, words, searched))
            click.echo(f"{searched:,} queries were searched for in {len(texts):,} statements.")
    if not good:
        raise SystemExit(f"A query took more than {LIMIT:g} second.")


if __name__ == "__main__":
    main()

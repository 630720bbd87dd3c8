"""`python -m bench.growth DATA`: the race of `bench.speed` over archives of several sizes."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import click

from bench.speed import CONTESTANTS, FTS5, PLAIN_WHOOSH, RAW_TANTIVY, TANTIVY, WHOOSH, Race, again, run, tables
from bench.tables import render

SIZES = (10_000, 100_000, 1_000_000)
WHOOSH_UP_TO = 100_000

_COLOURS = {
    WHOOSH.name: "#0b5394",
    TANTIVY.name: "#b45f06",
    PLAIN_WHOOSH.name: "#6fa8dc",
    RAW_TANTIVY.name: "#f6b26b",
    FTS5.name: "#777777",
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--paragraphs", "sizes", multiple=True, type=click.IntRange(min=1), default=SIZES, show_default=True)
@click.option(
    "--whoosh-up-to",
    default=WHOOSH_UP_TO,
    show_default=True,
    help="Paragraphs above which neither Whoosh takes part: it would build for an hour.",
)
@click.option("--queries", default=50, show_default=True, help="Queries of each kind.")
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="SVG file to draw the growth in.")
def main(data: Path, sizes: Sequence[int], whoosh_up_to: int, queries: int, plot: Path | None) -> None:
    """Race all engines over the statements in a folder of data, at each size, and print tables.

    \b
    Example:
      python -m bench.growth ../data --paragraphs 10000 --plot docs/speed.svg
    """
    races = []
    for size in sorted(sizes):
        taking_part = [each for each in CONTESTANTS if size <= whoosh_up_to or each not in (WHOOSH, PLAIN_WHOOSH)]
        races.append(run(data, taking_part, paragraphs=size, each=queries))
        for table in tables(races[-1]):
            click.echo(f"{render(table)}\n")
    if plot:
        draw_growth(races, plot)
        click.echo(f"Drew {plot}.")


def draw_growth(races: Sequence[Race], path: Path) -> None:
    """Draw the median query, the seconds to build and the bytes on disk by paragraphs, both axes by powers of ten."""
    # Imported here: it takes a second, and only a drawing needs it.
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(11, 3.6), layout="constrained")
    axes = figure.subplots(1, 3)
    titles = ("median query, ms", "building, seconds", "index on disk, MB")
    for place, title in enumerate(titles):
        axes[place].set(title=title, xlabel="paragraphs", xscale="log", yscale="log")
        axes[place].grid(visible=True, which="major", alpha=0.3)
    for name, colour in _COLOURS.items():
        points = [(race.paragraphs, result) for race in races for result in race.results if result.name == name]
        sizes = [size for size, _ in points]
        values = (
            [median(map(again, result.timings)) for _, result in points],
            [result.built.seconds for _, result in points],
            [result.built.size / 1e6 for _, result in points],
        )
        for place, value in enumerate(values):
            axes[place].plot(sizes, value, marker="o", color=colour, label=name)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(_COLOURS), frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()

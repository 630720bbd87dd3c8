"""What `reuse` says to a person: of one statement, and of a whole archive."""

from collections.abc import Iterator, Sequence

import click

from indexer.cli.quoted import balanced, quoted
from indexer.console import counted
from indexer.engine import FacetCount
from indexer.reuse import Copy, Kind, Recurring, ReuseMap, Sentence, StatementReuse
from indexer.statement import Statement, Summary

_VALUES_SHOWN = 5
_VARIANTS_SHOWN = 3


def show_statement_reuse(told: StatementReuse, statement: Statement) -> None:
    """Print what is new in a statement, and each sentence of it that is said elsewhere."""
    click.secho(told.statement.title, bold=True)
    click.echo(_summed_up(told))
    for copy in told.copies:
        click.echo(_of_copy(copy))
    texts = {each.number: each.text for each in statement.paragraphs}
    for sentence in told.sentences:
        if sentence.first or sentence.statements:
            text = texts[sentence.number][sentence.start : sentence.end]
            click.echo(f"\n{sentence.number:>4}  {balanced(text)}")
            for line in _of_sentence(sentence):
                click.secho(f"      {line}", dim=True)


def show_map(told: ReuseMap) -> None:
    """Print the sentences that recur, those of the most statements first."""
    click.echo(
        f"{counted(told.lines, 'different sentence')} in {counted(told.statements, 'statement')}; "
        f"{told.recurring:,} of them in more than one."
    )
    for number, line in enumerate(told.found, 1):
        click.secho(f"\n{number}. {balanced(line.text)}", bold=True)
        for told_line in _of_line(line):
            click.echo(f"   {told_line}")
    rest = told.recurring - len(told.found)
    if rest > 0:
        click.secho(f"\nand {rest:,} more: --limit {told.recurring} shows all", dim=True)


def _summed_up(told: StatementReuse) -> str:
    whole = told.new + told.exact + told.near
    parts = [
        f"{counted(whole, 'sentence')}: {told.new:,} new",
        f"{told.exact:,} said before word for word",
        f"{told.near:,} nearly so",
    ]
    if told.short:
        parts.append(f"{told.short:,} too short to tell")
    if told.unexamined:
        parts.append(f"{told.unexamined:,} left out for lack of time")
    return ", ".join(parts) + "."


def _of_copy(copy: Copy) -> str:
    when = "earlier" if copy.earlier else "later"
    return f"Says the same as a statement that is {when} ({copy.share:.0%} of the words): {_named(copy.statement)}"


def _of_sentence(sentence: Sentence) -> Iterator[str]:
    if sentence.first is not None:
        degree = "" if sentence.likeness is None else f", {sentence.likeness:.0%} alike"
        how = "nearly so" if sentence.kind is Kind.NEAR else "word for word"
        yield f"said before {how}{degree}: {_named(sentence.first.statement)}, paragraph {sentence.first.number}"
    if sentence.kind is Kind.NEAR and sentence.first is not None:
        yield quoted(sentence.first.text)
    if sentence.statements:
        lead = "first said here; " if sentence.first is None else ""
        others = counted(sentence.statements, "other statement")
        yield f"{lead}word for word in {others}, whole or within a longer sentence"


def _of_line(line: Recurring) -> Iterator[str]:
    exactly = (
        "it" if line.exact == line.statements else f"it or a form of it, {line.exact:,} of them this whole sentence"
    )
    yield f"{counted(line.statements, 'statement')} have {exactly}; the last {line.last or 'without a date'}"
    yield f"first said: {_named(line.first.statement)}, paragraph {line.first.number}"
    for name, values in line.spread.items():
        if values:
            yield f"by {name}: {_values(values)}"
    for variant in line.variants[:_VARIANTS_SHOWN]:
        yield f"also: {quoted(variant.text)} ({variant.statements:,})"
    if len(line.variants) > _VARIANTS_SHOWN:
        yield f"and {counted(len(line.variants) - _VARIANTS_SHOWN, 'more form')}"


def _values(values: Sequence[FacetCount]) -> str:
    shown = ", ".join(f"{each.value} ({each.count:,})" for each in values[:_VALUES_SHOWN])
    return shown if len(values) <= _VALUES_SHOWN else f"{shown} and {len(values) - _VALUES_SHOWN:,} more"


def _named(summary: Summary) -> str:
    return " · ".join(filter(None, (summary.published, summary.title, summary.id)))

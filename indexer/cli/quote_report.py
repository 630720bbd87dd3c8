"""What a terminal shows of checked quotations."""

import shutil
from collections.abc import Iterable

import click

from indexer.console import counted
from indexer.quoting import Checked, CheckedQuotation, Difference, Operation, Place, Verdict

_MAX_WIDTH = 100
_INDENT = "   "
_MOST_PLACES = 5
"""Places of one quotation that are shown; --json has more."""

_COLOURS = {
    Verdict.VERBATIM: "green",
    Verdict.ALTERED: "yellow",
    Verdict.OTHER_SPEAKER: "yellow",
    Verdict.NOT_FOUND: "red",
}


def show_checked_quotations(checked: Checked, *, coloured: bool) -> None:
    """Print what the archive has of each quotation, and what was searched."""
    for warning in checked.warnings:
        click.echo(_wrapped(warning, ""))
    for number, quotation in enumerate(checked.quotations, 1):
        if number > 1 or checked.warnings:
            click.echo()
        _show(number, quotation, coloured=coloured)
    searched = checked.searched
    dates = f", {searched.oldest} to {searched.newest}" if searched.oldest else ""
    told = f"{counted(searched.statements, 'statement')} with {counted(searched.paragraphs, 'paragraph')}{dates}"
    click.secho(f"\nSearched: {told}.", dim=True)


def word_diff(differences: Iterable[Difference], *, coloured: bool) -> str:
    """Return a quotation with what the archive has otherwise: [-its words-] and {+those of the quotation+}.

    What an ellipsis or brackets stand for is shown too: whether an editor may leave it out is for readers to judge.
    """
    told, glued = "", True
    for each in differences:
        part = _part(each, coloured=coloured)
        told += part if glued or each.is_sign else f" {part}"
        glued = each.is_sign
    return told


def _part(difference: Difference, *, coloured: bool) -> str:
    quoted, archive = difference.quoted, difference.archive
    match difference.operation:
        case Operation.SAME:
            return quoted
        case Operation.BRACKETED | Operation.OMITTED:
            stands_for = f"[-{difference.replaced}-]" if difference.replaced else ""
            written = quoted if difference.operation is Operation.BRACKETED else "[…]"
            return (click.style(stands_for, dim=True) if coloured and stands_for else stands_for) + written
        case Operation.MOVED:
            return "//"
        case _:
            gone = (f"[-{archive}-]", "red") if archive else ("", "red")
            new = (f"{{+{quoted}+}}", "green") if quoted else ("", "green")
            return "".join(click.style(text, fg=colour) if coloured and text else text for text, colour in (gone, new))


def _show(number: int, quotation: CheckedQuotation, *, coloured: bool) -> None:
    click.echo(_wrapped(f"“{quotation.text}”", f"{number}. "))
    click.secho(f"{_INDENT}{quotation.message}", fg=_COLOURS[quotation.verdict], bold=True)
    if quotation.speaker_stands is False and quotation.verdict is Verdict.ALTERED:
        click.echo(f"{_INDENT}The archive does not name {quotation.speaker} for these words.")
    if quotation.differences:
        click.echo(_wrapped(word_diff(quotation.differences, coloured=coloured), _INDENT))
    if quotation.verdict is Verdict.NOT_FOUND and quotation.places:
        click.echo(f"{_INDENT}The nearest passage:")
    for place in quotation.places[:_MOST_PLACES]:
        _show_place(place)
    more = quotation.places_total - len(quotation.places[:_MOST_PLACES])
    if more > 0:
        click.secho(f"{_INDENT}and in {counted(more, 'more place')}", dim=True)


def _show_place(place: Place) -> None:
    summary = place.statement
    facts = " · ".join(filter(None, (summary.published, summary.publisher, summary.title)))
    click.echo(_wrapped(facts, f"{_INDENT}- ", f"{_INDENT}  "))
    for paragraph in place.paragraphs:
        speaker = ", ".join(filter(None, (paragraph.speaker, paragraph.speaker_title))) or "nobody named"
        click.secho(_wrapped(f"paragraph {paragraph.number}, {speaker}", f"{_INDENT}  "), dim=True)
        click.secho(f"{_INDENT}  {paragraph.permalink}", dim=True)


def _wrapped(text: str, lead: str, then: str | None = None) -> str:
    width = min(shutil.get_terminal_size().columns, _MAX_WIDTH)
    following = " " * len(lead) if then is None else then
    return click.wrap_text(text, width, initial_indent=lead, subsequent_indent=following, preserve_paragraphs=False)

"""What the command line shows a person: results on stdout, progress on stderr, colours only on a terminal."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby

import click

from indexer.checking import Checked
from indexer.engine import Contents, Explanation
from indexer.engines import is_remote
from indexer.errors import ArchiveError, PointerDamagedError
from indexer.extract import Extraction
from indexer.highlight import Span
from indexer.manifest import Manifest
from indexer.results import Hit, HitParagraph, Page
from indexer.statement import Paragraph, Role, Statement, Summary

_MAX_WIDTH = 100
_GUTTER = 6
"""Columns in front of a paragraph's text, which hold its number."""

EMPHASISED = "also shown as a pull quote"
"""What is said of a paragraph whose words the page shows twice."""

_PLAIN_MARK = "**"
"""What stands around a marked word where there are no colours."""


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[int], object]]:
    """Show a step's progress as a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty() or not total:
        yield lambda _: None
        return
    with click.progressbar(length=total, label=f"{label:10}", file=sys.stderr) as bar:
        yield bar.update


def counted(number: int, thing: str) -> str:
    """Return a number with its thing, in the plural where it must be."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def show_page(page: Page, *, first: int, coloured: bool) -> None:
    """Print a page of results; its hits are numbered from `first`."""
    _show_totals(page)
    _show_reading(page)
    was_partial = False
    for number, hit in enumerate(page.hits, first):
        if hit.partial and not was_partial:
            click.secho("\nWith only some of the words:", italic=True)
            was_partial = True
        _show_hit(number, hit, coloured=coloured)
    for name, counts in page.facets.items():
        if counts:
            click.echo(f"\n{name}: " + ", ".join(f"{each.value} ({each.count:,})" for each in counts[:10]))
    for line in page.explanation:
        click.secho(f"\n{line}", dim=True)
    if page.page < page.pages:
        click.secho(f"\nPage {page.page} of {page.pages:,}; the next: --page {page.page + 1}", dim=True)


def show_passage(paragraph: HitParagraph, *, coloured: bool) -> None:
    """Print a paragraph that was found, with its number and whose words it holds."""
    text = marked(paragraph.text, paragraph.highlights, coloured=coloured)
    _show_paragraph(paragraph.number, _label(paragraph), text)


def show_reasons(page: Page) -> None:
    """Tell on stderr why no paragraph has all that was asked for, and what to ask instead."""
    if page.suggestion is not None:
        click.secho(f"Did you mean {page.suggestion}?", err=True, fg="yellow")
    if not page.hits:
        click.echo("Nothing was found.", err=True)
    for query, reasons in groupby(page.reasons, key=lambda reason: (reason.query, reason.statements)):
        for reason in reasons:
            click.echo(reason.message, err=True)
        if query[0] is not None:
            click.echo(f"  Try: {query[0]} ({counted(query[1], 'statement')})", err=True)
    if not page.hits and not page.reasons:
        click.echo("Try fewer or other words; a quotation must stand word for word.", err=True)


def show_warnings(warnings: Sequence[str]) -> None:
    """Tell on stderr what was not understood."""
    for warning in warnings:
        click.secho(f"Note: {warning}", err=True, fg="yellow")


def show_statement(statement: Statement, extraction: Extraction | None = None) -> None:
    """Print a whole statement, its paragraphs numbered; with an extraction, what was read where and why."""
    click.secho(statement.title, bold=True)
    click.secho(_facts(statement), dim=True)
    for name, value in _more_facts(statement):
        click.secho(f"{name}: {value}", dim=True)
    if extraction is not None:
        _show_origins(extraction)
    for paragraph in statement.paragraphs:
        label = _label(paragraph) if extraction is None else _reason(paragraph, extraction)
        _show_paragraph(paragraph.number, label, paragraph.text)
    show_warnings(statement.warnings)


def _more_facts(statement: Statement) -> Iterator[tuple[str, str]]:
    """Yield the facts of a statement that its first line does not tell, those that are known."""
    rows = (
        ("url", statement.url),
        ("updated", statement.updated),
        ("index number", statement.index_number),
        ("countries", ", ".join(statement.countries)),
        ("topics", ", ".join(statement.topics)),
        ("also in", ", ".join(f"{each.language} {each.url}" for each in statement.translations)),
        ("acronyms", ", ".join(f"{each.short} = {each.long}" for each in statement.acronyms)),
    )
    return ((name, value) for name, value in rows if value)


def _show_origins(extraction: Extraction) -> None:
    if extraction.profile:
        click.secho(f"profile: {extraction.profile}", dim=True)
    for name, origin in extraction.origins.items():
        click.secho(f"{name.replace('_', ' ')} from: {origin}", dim=True)


def _reason(paragraph: Paragraph, extraction: Extraction) -> str:
    """Return a paragraph's role and speaker with the rules that gave them."""
    reasons = [f"{paragraph.role.value.replace('_', ' ')} ({extraction.rules.get(paragraph.number, 'as given')})"]
    if paragraph.speaker:
        speaker = ", ".join(filter(None, (paragraph.speaker, paragraph.speaker_title)))
        reasons.append(f"{speaker} ({paragraph.evidence})")
    elif paragraph.quoted:
        reasons.append("quotation, nobody named")
    reasons += _references(paragraph)
    return " · ".join(reasons)


def _references(paragraph: Paragraph) -> list[str]:
    """Return what a paragraph has to do with others, and whom its picture is credited to."""
    found = []
    if paragraph.repeats:
        found.append(f"repeats {', '.join(map(str, paragraph.repeats))}")
    if paragraph.attributes is not None:
        found.append(f"speaker of {paragraph.attributes}")
    if paragraph.emphasised:
        found.append(EMPHASISED)
    if paragraph.credit:
        found.append(f"credit: {paragraph.credit}")
    return found


def show_contents(contents: Contents, manifest: Manifest) -> None:
    """Print what an archive holds."""
    size = (
        f"{sum(file.size for file in manifest.files.values()) / 1e6:,.1f} MB in {counted(len(manifest.files), 'file')}"
    )
    rows = (
        ("statements", f"{contents.statements:,}"),
        ("paragraphs", f"{contents.paragraphs:,}"),
        ("dates", f"{contents.oldest} to {contents.newest}" if contents.oldest else "none"),
        ("languages", ", ".join(contents.languages) or "not told"),
        ("publishers", ", ".join(f"{each.value} ({each.count:,})" for each in contents.publishers) or "not told"),
        ("engine", f"{manifest.engine} {manifest.engine_version}"),
        ("size", "the cluster knows" if is_remote(manifest.engine) else size),
        ("generation", manifest.generation),
    )
    for name, value in rows:
        click.echo(f"{name:12}{value}")


def show_checked(checked: Checked) -> None:
    """Print what a check found sound."""
    statements = counted(checked.statements, "statement")
    click.echo(f"The index is sound: {statements}, {counted(checked.paragraphs, 'paragraph')}.")
    place = "on the cluster" if is_remote(checked.engine) else counted(checked.files, "file")
    read = f", {counted(checked.terms, 'term')}" if checked.deep else ""
    click.echo(f"{checked.generation} serves, {place}{read}.")
    for note in checked.notes:
        click.echo(note)


def show_problem(problem: ArchiveError, published: datetime) -> None:
    """Warn that an earlier generation answers, and say why."""
    click.echo(f"Warning: {problem.message}", err=True)
    is_pointer = isinstance(problem, PointerDamagedError)
    which = "the newest generation that is whole" if is_pointer else "the generation before it"
    click.echo(f"What follows is from {which}, of {published:%Y-%m-%d %H:%M} UTC.", err=True)
    if problem.hint:
        click.echo(problem.hint, err=True)


def _show_totals(page: Page) -> None:
    total = page.total
    parts = []
    if total.statements or not total.partial_statements:
        parts.append(f"{counted(total.statements, 'statement')}, {counted(total.paragraphs, 'paragraph')}")
    if total.partial_statements:
        parts.append(f"{counted(total.partial_statements, 'statement')} with only some of the words")
    click.secho(f"{'; '.join(parts)} for {page.understood or page.query}", dim=True)


def _show_reading(page: Page) -> None:
    """Print how the query was read, where that says more than the query itself."""
    if page.searched_for not in ("", page.understood):
        click.secho(f"Searched for {page.searched_for}", dim=True)
    for each in page.widened:
        click.secho(f"Also looked for: {each.words} → {', '.join(each.also)}", dim=True)


def _show_hit(number: int, hit: Hit, *, coloured: bool) -> None:
    title = marked(hit.statement.title, hit.title_highlights, coloured=coloured)
    click.echo()
    click.secho(f"{number}. {title}", bold=True)
    click.secho(f"   {_facts(hit.statement)}", dim=True)
    for paragraph in hit.paragraphs:
        show_passage(paragraph, coloured=coloured)
        if paragraph.explanation is not None:
            _show_explanation(paragraph.explanation)
    more = hit.matching - len(hit.paragraphs)
    if more:
        click.secho(f"   and {counted(more, 'more paragraph')} of this statement", dim=True)


def _show_paragraph(number: int, label: str, text: str) -> None:
    lead = f"{number:>{_GUTTER - 2}}  "
    if label:
        click.secho(f"{lead}{label}", italic=True)
        lead = " " * len(lead)
    click.echo(_wrapped(text, lead))


def _show_explanation(explanation: Explanation, depth: int = 0) -> None:
    """Print why a paragraph has its score: each part under what it is a part of."""
    lead = " " * (_GUTTER + 2 * depth) + f"{explanation.score:.3f}  "
    click.secho(_wrapped(explanation.what, lead), dim=True)
    for part in explanation.parts:
        _show_explanation(part, depth + 1)


def _wrapped(text: str, lead: str) -> str:
    width = min(shutil.get_terminal_size().columns, _MAX_WIDTH)
    return click.wrap_text(text, width, initial_indent=lead, subsequent_indent=" " * len(lead))


def _facts(summary: Summary) -> str:
    known = (summary.published, summary.publisher, summary.type, summary.language, summary.id)
    return " · ".join(filter(None, known))


def _label(paragraph: HitParagraph | Paragraph) -> str:
    """Return what a reader must know of a paragraph: its role where it is not plain text, and whose words it holds."""
    speaker = paragraph.speaker and ", ".join(filter(None, (paragraph.speaker, paragraph.speaker_title)))
    role = "" if paragraph.role is Role.BODY else paragraph.role.value.replace("_", " ")
    emphasised = EMPHASISED if paragraph.emphasised else ""
    return " · ".join(filter(None, (role, speaker, emphasised)))


def marked(text: str, spans: Sequence[Span], *, coloured: bool) -> str:
    """Return the text with its spans marked: in colour, or between asterisks."""
    parts, at = [], 0
    for start, end in spans:
        word = text[start:end]
        parts += [text[at:start], click.style(word, fg="yellow", bold=True) if coloured else _around(word)]
        at = end
    return "".join([*parts, text[at:]])


def _around(word: str) -> str:
    return f"{_PLAIN_MARK}{word}{_PLAIN_MARK}"

"""Statements made for tests, which no organisation ever published, and planners of archives without words."""

from collections.abc import Iterator

from indexer.analysis import Analyser
from indexer.engine import Known
from indexer.lexicon import Lexicon
from indexer.plan import Planner
from indexer.statement import Paragraph, Role, Statement
from indexer.thesaurus import make_thesaurus


def statement(identity: str, *paragraphs: str | Paragraph, **fields: object) -> Statement:
    """Make a statement of body paragraphs."""
    made = tuple(
        Paragraph(number=number, role=Role.BODY, text=each) if isinstance(each, str) else each
        for number, each in enumerate(paragraphs, 1)
    )
    given = {"title": f"Statement {identity}", "language": "en", **fields}
    return Statement(id=identity, paragraphs=made, **given)


def paragraph(number: int, text: str, role: Role = Role.BODY, **fields: object) -> Paragraph:
    """Make a paragraph."""
    return Paragraph(number=number, role=role, text=text, **fields)


class NoWords:
    """The vocabulary of an archive that knows no word."""

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        return iter(())


def planner(*languages: str) -> Planner:
    """Make a planner for an archive of these languages whose words are not known."""
    analyser = Analyser()
    return Planner(analyser, Lexicon(NoWords()), make_thesaurus(analyser, (), languages), languages)

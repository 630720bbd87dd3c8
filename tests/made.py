"""Statements made for tests: no organisation ever published them."""

from indexer.statement import Paragraph, Role, Statement


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

"""How the tests read lines: with the marks and the words of a language, as the roles do."""

from indexer.extract.voices.marks import mark_style
from indexer.extract.voices.saying import saying_in
from indexer.extract.voices.speakers import Line, Spoken, introduced, speakers

SAID = "The authorities must release them at once"
"""Words that somebody says; the tables write Q for them."""


def hear(*texts: str, language: str = "en", headings: frozenset[str] = frozenset()) -> list[Spoken]:
    """Return whose words the lines hold; a Q in them stands for something said."""
    filled = [text.replace("Q", SAID) for text in texts]
    style, saying = mark_style(filled, language), saying_in(language)
    lines = [Line(text, is_heading=text in headings, introduces=introduced(text, style, saying)) for text in filled]
    return speakers(lines, style, saying)


def names(*texts: str, language: str = "en", headings: frozenset[str] = frozenset()) -> list[str | None]:
    """Return who speaks each line."""
    return [each.person.name if each.person else None for each in hear(*texts, language=language, headings=headings)]


def speaker(text: str, language: str = "en") -> tuple[str | None, str | None]:
    """Return who speaks a line, and the title."""
    person = hear(text, language=language)[0].person
    return (person.name, person.title) if person else (None, None)

"""Lines about the page, in the languages of statements, and lines that only look like them."""

import pytest

from indexer.extract.page.content import Block, Place
from indexer.extract.page.profile import load_profile
from indexer.extract.page.tree import Hint
from indexer.extract.roles.boilerplate import boilerplate

PROSE = "This is a sentence of the statement itself, and it is long enough to count as one of its sentences."

ABOUT_PAGE = [
    "Published on 27 March 2025",
    "Veröffentlicht am 27. März 2025",
    "Publié le 27 mars 2025",
    "Publicado el 27 de marzo de 2025",
    "27 March 2025",
    "segunda-feira, 22 de janeiro de 2018 às 0:13",
    "Donnerstag, 27. März 2025, 10:00 Uhr",
    "2025-03-27 10:00",
    "By Ana Example",
    "Von Ana Example",
    "Par Ana Example",
    "Por Ana Example",
    "Share:",
    "Teilen",
    "Partager",
    "Compartir",
    "Advertisement",
    "Anzeige",
    "Publicité",
    "Publicidad",
    "3 comments",
    "2 Kommentare",
    "5 min read",
    "Lesezeit: 3 Minuten",
    "© 2025 Example Trust",
    "All rights reserved.",
    "Alle Rechte vorbehalten",
    "Source: Example Agency",
    "Quelle: Beispiel",
    "Follow us on Twitter and Facebook",
    "Reporting by A B; Editing by C D",
    "* * *",
    "1 of 6",
]

OF_STATEMENT = [
    "In 2025 it began.",
    "On 27 March 2025 three people died in the square.",
    "By then it was too late for us.",
    "Von der Regierung kam nichts.",
    "Por eso pedimos justicia.",
    "Par ailleurs, rien ne change.",
    "ENDS",
    "Dear Minister,",
    "Share the truth with everybody.",
    "Sources close to the court told us otherwise, again and again.",
    "84,000 people",
    "Am 5. Mai 2021 starben drei Menschen bei dem Angriff.",
    "Publishing this is no crime.",
    "020 7946 0000",
]


def found(*blocks: Block) -> tuple[str | None, ...]:
    return boilerplate(blocks, load_profile())


@pytest.mark.parametrize("text", ABOUT_PAGE)
def test_lines_about_the_page(text):
    assert found(Block(text), Block(PROSE))[0] is not None
    assert found(Block(PROSE), Block(text))[1] is not None
    assert found(Block(text, hints=frozenset([Hint.QUOTE])), Block(PROSE))[0] is None


@pytest.mark.parametrize("text", OF_STATEMENT)
def test_lines_of_the_statement(text):
    assert found(Block(text), Block(PROSE), Block(text)) == (None, None, None)


ENDINGS = [
    "Related stories",
    "Mehr zum Thema",
    "Weitere Artikel",
    "À lire aussi",
    "Articles similaires",
    "Noticias relacionadas",
    "Te puede interesar",
    "Leia também",
    "Notícias relacionadas",
    "Schlagworte",
    "Commentaires",
    "Top stories",
]


@pytest.mark.parametrize("heading", ENDINGS)
def test_what_ends_the_statement_takes_the_teasers_below_it_along(heading):
    teasers = [Block("Something else that happened in the city, in forty letters or more."), Block("And one more.")]
    assert found(Block(PROSE), Block(heading, tag="h2"), *teasers)[1:] != (None, None, None)
    assert all(found(Block(PROSE), Block(heading, tag="h2"), *teasers)[1:])


def test_a_heading_like_those_is_kept_where_prose_follows():
    more = Block(f"{PROSE} {PROSE} {PROSE}")
    assert found(Block(PROSE), Block("Related stories", tag="h2"), more) == (None, None, None)


def test_place_and_links_tell_scraps_from_sentences():
    head = [Block("News", place=Place.HEAD), Block(PROSE, place=Place.HEAD)]
    assert found(*head, Block(PROSE), Block(PROSE, place=Place.FOOT)) == (
        "scrap above the text",
        None,
        None,
        "below the text",
    )
    assert found(Block(PROSE), Block("See also: the report", linked=0.8))[1] == "leads elsewhere"
    assert found(Block(PROSE), Block("The report of last year", linked=1.0))[1] == "link below the text"
    assert found(Block(PROSE), Block("https://example.org/report", linked=1.0))[1] is None

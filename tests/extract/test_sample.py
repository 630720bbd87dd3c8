"""The sample statement, line by line: as it stands, in the markup of themes, and with what real pages get wrong."""

from dataclasses import replace

import pytest

from indexer.extract import extract
from indexer.prose import title_of
from indexer.statement import Role, Statement
from tests.extract.reading import read_html, read_text
from tests.extract.sample import (
    ATTRIBUTIONS,
    FILE,
    LINES,
    PULL_QUOTES,
    SPEAKER,
    SPEAKER_TITLE,
    THEMES,
    expected,
    read,
    themed,
    without,
)


def readings(statement: Statement) -> list:
    return [read(each) for each in statement.paragraphs]


def test_the_file_is_one_paragraph_a_line():
    statement = extract(FILE.read_bytes(), path=FILE.name, kind="text")
    assert [each.text for each in statement.paragraphs] == list(LINES)
    assert readings(statement) == [*expected().values()]
    assert statement.title == title_of(LINES[0])
    assert statement.title.endswith("…")
    assert statement.id == "000-0e065b5d756ede2c-41f50d8c0a"
    assert (statement.language, statement.published) == ("en", None)


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_gives_the_same_reading(theme):
    statement = read_html(themed(theme))
    assert [each.text for each in statement.paragraphs] == list(LINES)
    assert readings(statement) == [*expected().values()]


def straight(line: str) -> str:
    return line.replace("“", '"').replace("”", '"').replace("’", "'")


def guillemets(line: str) -> str:
    return line.replace("“", "« ").replace("”", " »")


def low_high(line: str) -> str:
    return line.replace("”", "“\0").replace("“\0", "\0").replace("“", "„").replace("\0", "“")


def dotted(line: str) -> str:
    return line.replace("…", "...")


def spaced(line: str) -> str:
    return line.replace("…", " [...] ")


def unclosed(line: str) -> str:
    return line.removesuffix("”")


def marked_throughout(line: str) -> str:
    return f"“{line}" if line in LINES[5:19] and not line.startswith("“") and LINES.index(line) + 1 in RUNNING else line


RUNNING = set(range(2, 20)) - PULL_QUOTES.keys() - ATTRIBUTIONS.keys()
CHANGES = [straight, guillemets, low_high, dotted, spaced, unclosed, marked_throughout]


@pytest.mark.parametrize("theme", [None, *THEMES])
@pytest.mark.parametrize("change", CHANGES)
def test_other_marks_change_nothing(change, theme):
    lines = [change(line) for line in LINES]
    statement = read_text("\n".join(lines)) if theme is None else read_html(themed(theme, lines))
    assert readings(statement) == [*expected().values()]


def test_a_paragraph_above_an_attribution_stays_body_where_it_repeats_nothing():
    statement = read_text("\n".join(line for number, line in enumerate(LINES, 1) if number != 15))
    wanted = without(expected(), [15])
    wanted[13] = replace(wanted[13], emphasised=False)
    wanted[14] = replace(wanted[14], attributes=14)
    assert readings(statement) == wanted


def test_without_their_attributions_pull_quotes_are_duplicates():
    statement = read_text("\n".join(line for number, line in enumerate(LINES, 1) if number not in ATTRIBUTIONS))
    wanted = [
        replace(each, role=Role.DUPLICATE) if each.role is Role.PULL_QUOTE else each
        for each in without(expected(), [*ATTRIBUTIONS])
    ]
    assert readings(statement) == wanted


@pytest.mark.parametrize("theme", [None, *THEMES])
def test_the_rules_that_matched_are_told(theme):
    statement = read_text("\n".join(LINES)) if theme is None else read_html(themed(theme))
    evidence = {each.number: each.evidence for each in statement.paragraphs if each.speaker}
    assert evidence == {
        number: "attribution" if number in PULL_QUOTES else "introduction"
        for number in range(2, 20)
        if number not in ATTRIBUTIONS
    }
    assert {(each.speaker, each.speaker_title) for each in statement.paragraphs if each.speaker} == {
        (SPEAKER, SPEAKER_TITLE)
    }

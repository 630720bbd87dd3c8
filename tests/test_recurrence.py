"""What a publisher repeats at the foot of its statements: which paragraphs, since when, and until when."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import Role, open_archive
from indexer.catalogue import Catalogue
from indexer.errors import ArchiveNewerError
from indexer.recurrence import EVIDENCE, FOOT, LEAST_STATEMENTS
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement

CONTACT = "For more information, contact the press office."
ABOUT = "Example Trust is a movement of nobody at all."


def body(number):
    return f"Statement {number} says something that no other says."


def made(number, *foot, **fields):
    """Make a statement of one paragraph of its own and a foot."""
    given = [body(number), *foot]
    paragraphs = [
        paragraph(place, each) if isinstance(each, str) else paragraph(place, *each[:2], **dict(each[2:]))
        for place, each in enumerate(given, 1)
    ]
    return statement(f"s{number}", *paragraphs, **{"publisher": "Example Trust", **fields})


def several(*foot, count=LEAST_STATEMENTS, **fields):
    return [made(number, *foot, **fields) for number in range(count)]


@contextlib.contextmanager
def empty_catalogue():
    with contextlib.closing(Catalogue(Path(":memory:"))) as catalogue:
        yield catalogue


def put_all(catalogue, statements, root="source"):
    file = catalogue.begin_file(root, "made.jsonl", 1)
    for each in statements:
        catalogue.put(file, each)
    catalogue.mark_recurrent()


def marked(statements, root="source"):
    """Return the numbers of the paragraphs that become boilerplate, by the statement's id."""
    with empty_catalogue() as catalogue:
        put_all(catalogue, statements, root)
        return {identity: boilerplate(each) for identity, each in catalogue.unpublished()}


def boilerplate(found):
    return [each.number for each in found.paragraphs if each.role is Role.BOILERPLATE]


HEADING, ITEM, QUOTE = ("About us", Role.HEADING), (CONTACT, Role.LIST_ITEM), (CONTACT, Role.BLOCK_QUOTE)
CAPTION, SOURCE = ("A gate.", Role.CAPTION), ("A B, director", Role.ATTRIBUTION)
SAID = (CONTACT, Role.BODY, ("quoted", True), ("speaker", "A B"))

FEET = [
    ((CONTACT,), [2]),
    ((ABOUT, CONTACT), [2, 3]),
    ((ITEM,), [2]),
    (((CONTACT, Role.INTRO),), [2]),
    (((CONTACT, Role.HEADING),), [2]),
    ((QUOTE,), []),
    ((SAID,), []),
    (((CONTACT, Role.BODY, ("speaker", "A B")),), [2]),
    (((CONTACT, Role.BODY, ("quoted", True)),), [2]),
    (("Only three words",), []),
    (("关于我们",), [2]),
    ((HEADING, ABOUT), [2, 3]),
    ((HEADING, CAPTION, ABOUT), [2, 4]),
    ((HEADING, "Only three words", ABOUT), [4]),
    ((HEADING, QUOTE, ABOUT), [4]),
    ((HEADING, "Only three words"), []),
    ((HEADING,), []),
    (("About us", ABOUT), [3]),
    ((CONTACT, CAPTION, SOURCE), [2]),
    ((CONTACT, *["***"] * (FOOT - 1)), [2]),
    ((CONTACT, *["***"] * FOOT), []),
    ((CONTACT, *[CAPTION, SOURCE] * FOOT), [2]),
    ((CONTACT, *[("Related", Role.BOILERPLATE)] * FOOT), [2, *range(3, 3 + FOOT)]),
]


@pytest.mark.parametrize(("foot", "expected"), FEET)
def test_what_recurs_at_the_foot(foot, expected):
    assert marked(several(*foot)) == {f"s{number}": expected for number in range(LEAST_STATEMENTS)}


TOGETHER = [
    [{}] * 4,
    [{"publisher": "Example Trust"}, {"publisher": "EXAMPLE  TRUST"}, {"publisher": "Éxample Trust"}, {}],
    [{"publisher": None, "url": f"https://{host}.example/x"} for host in ("ngo", "www.ngo", "NGO", "ngo")],
    [{"publisher": None}] * 4,
    [{"publisher": " "}] * 4,
    [{"publisher": None, "url": "https://[broken/"}] * 4,
]

APART = [
    [{}] * 3,
    [{}, {}, {}, {"publisher": "Another Trust"}],
    [{}, {}, {}, {"publisher": None}],
    [{"publisher": None, "url": f"https://{host}.example/x"} for host in ("ngo", "ngo", "ngo", "other")],
    [{"publisher": None, "url": "https://ngo/x"}] * 3 + [{"publisher": "NGO"}],
]


@pytest.mark.parametrize(("fields", "expected"), [(each, [2]) for each in TOGETHER] + [(each, []) for each in APART])
def test_whose_statements_are_compared(fields, expected):
    statements = [made(number, CONTACT, **each) for number, each in enumerate(fields)]
    assert marked(statements) == {each.id: expected for each in statements}


def test_statements_without_a_publisher_are_compared_inside_their_source():
    statements = several(CONTACT, publisher=None)
    with empty_catalogue() as catalogue:
        put_all(catalogue, statements[:2], "one")
        put_all(catalogue, statements[2:], "two")
        assert [boilerplate(each) for _, each in catalogue.unpublished()] == [[]] * 4
        put_all(catalogue, statements[:2], "two")
        assert [boilerplate(each) for _, each in catalogue.unpublished()] == [[2]] * 4, "their file has moved"


def test_letter_case_accents_and_spaces_make_no_difference():
    feet = (
        "Réseau de tous les droits",
        "réseau de tous les droits",
        "RESEAU DE TOUS LES DROITS",
        "Réseau  de tous les droits",
    )
    assert set(map(tuple, marked([made(n, foot) for n, foot in enumerate(feet)]).values())) == {(2,)}


def test_copies_of_one_statement_count_once():
    copies = [statement(f"c{n}", "A long text.", CONTACT, publisher="Example Trust") for n in range(LEAST_STATEMENTS)]
    others = several(CONTACT, count=LEAST_STATEMENTS - 2)
    assert not any(marked(copies + others).values())
    assert all(marked(copies + several(CONTACT, count=LEAST_STATEMENTS - 1)).values())


def test_twice_in_one_statement_counts_once():
    assert not any(marked(several(CONTACT, CONTACT, count=LEAST_STATEMENTS - 1)).values())


def test_a_marked_paragraph_keeps_everything_else():
    foot = (CONTACT, Role.LIST_ITEM, ("language", "en-GB"), ("evidence", "markup"))
    with empty_catalogue() as catalogue:
        put_all(catalogue, several(foot))
        (_, first), *_ = catalogue.unpublished()
    assert first.paragraphs == (
        paragraph(1, body(0)),
        paragraph(2, CONTACT, Role.BOILERPLATE, language="en-GB", evidence=EVIDENCE),
    )


FEET_AT_RANDOM = [(CONTACT,), (ABOUT, CONTACT), (HEADING, ABOUT), (HEADING, CONTACT), ("Short",), ()]
runs = st.lists(
    st.dictionaries(st.integers(0, 7), st.none() | st.sampled_from(FEET_AT_RANDOM), min_size=1), min_size=1, max_size=6
)


@given(runs)
@settings(max_examples=150)
def test_any_life_ends_where_a_build_from_nothing_begins(given_runs):
    """Each run puts and drops some statements, and an engine that is a dictionary is given what is unpublished."""
    living, engine = {}, {}
    with empty_catalogue() as catalogue:
        for run in given_runs:
            file = catalogue.begin_file("source", "made.jsonl", 1)
            for number, foot in run.items():
                if foot is None:
                    living.pop(number, None)
                    catalogue.drop(f"s{number}")
                else:
                    living[number] = made(number, *foot)
                    catalogue.put(file, living[number])
            catalogue.mark_recurrent()
            engine.update(catalogue.unpublished())
            catalogue.mark_published("generation")
            assert list(catalogue.unpublished()) == []
            assert catalogue.counts() == (len(living), 0)
    with empty_catalogue() as catalogue:
        put_all(catalogue, living.values())
        anew = dict(catalogue.unpublished())
    assert {identity: each for identity, each in engine.items() if each is not None} == anew


def answers(index):
    """Return all that an index holds and some of what it answers."""
    archive = open_archive(index)
    queries = ("statement", "contact", "role:boilerplate contact", '"press office"', "example trust")
    held = [archive.search(query, limit=50).hits for query in queries], list(archive.statements())
    archive.close()
    return held


@pytest.mark.parametrize("how", ["growing", "shrinking"])
def test_an_update_answers_as_an_index_built_anew(tmp_path, how):
    everything = several(HEADING, ABOUT, CONTACT, count=6)
    sizes = range(1, 7) if how == "growing" else range(6, 0, -1)
    source = tmp_path / "made.jsonl"
    for size in sizes:
        write_lines(source, everything[:size])
        build_quietly(source, tmp_path / "index")
        build_quietly(source, tmp_path / f"anew{size}")
        assert answers(tmp_path / "index") == answers(tmp_path / f"anew{size}")
        recurs = [2, 3, 4] if size >= LEAST_STATEMENTS else []
        assert [boilerplate(each) for each in answers(tmp_path / "index")[1]] == [recurs] * size


def test_boilerplate_is_found_and_ranks_last(tmp_path):
    source = write_lines(
        tmp_path / "made.jsonl", [*several(CONTACT), statement("x", f"{CONTACT} And much more of it.")]
    )
    build_quietly(source, tmp_path / "index")
    archive = open_archive(tmp_path / "index")
    assert archive.search("press office").hits[0].statement.id == "x"
    assert archive.search("press office").total.paragraphs == LEAST_STATEMENTS + 1
    assert archive.search("press role:boilerplate").total.paragraphs == LEAST_STATEMENTS
    archive.close()


def test_a_run_with_nothing_new_publishes_nothing(tmp_path):
    source = write_lines(tmp_path / "made.jsonl", several(CONTACT))
    first = build_quietly(source, tmp_path / "index")
    assert build_quietly(source, tmp_path / "index").generation == first.generation


TO_VERSION_1 = """
drop index statement_pending;
drop index statement_recurrent;
drop index statement_paragraphs;
drop table foot;
update statement set published = digest where published is not null;
alter table statement drop column version;
alter table statement drop column recurrent;
alter table statement drop column paragraphs;
pragma user_version = 1;
"""


def change_catalogue(index, script):
    """Change a catalogue, and leave it without its seal, as versions before seals and killed runs do."""
    (index / "catalogue.sha256").unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(index / "catalogue.sqlite")) as database:
        database.executescript(script)


def test_a_catalogue_of_version_1_goes_on(tmp_path):
    old = write_lines(tmp_path / "old.jsonl", several(CONTACT, count=LEAST_STATEMENTS - 1))
    index = tmp_path / "index"
    before = build_quietly(old, index)
    change_catalogue(index, TO_VERSION_1)
    assert build_quietly(old, index).generation == before.generation, "what is published is still known"
    change_catalogue(index, TO_VERSION_1)
    new = write_lines(tmp_path / "new.jsonl", [made(9, CONTACT)])
    assert build_quietly(new, index).statements == LEAST_STATEMENTS
    assert [boilerplate(each) for each in answers(index)[1]] == [[2]] * LEAST_STATEMENTS


def test_a_catalogue_of_a_later_version_is_told(tmp_path):
    source = write_lines(tmp_path / "made.jsonl", several(CONTACT))
    build_quietly(source, tmp_path / "index")
    change_catalogue(tmp_path / "index", "pragma user_version = 99")
    with pytest.raises(ArchiveNewerError, match=r"catalogue .* version 99") as caught:
        build_quietly(source, tmp_path / "index")
    assert "--rebuild" in caught.value.hint
    assert "has been made anew" in build_quietly(source, tmp_path / "index", rebuild=True).note


def work(count):
    """Return how many thousand steps SQLite takes to mark an archive after one statement has come."""
    steps = 0

    def step():
        nonlocal steps
        steps += 1

    with empty_catalogue() as catalogue:
        put_all(catalogue, several(HEADING, ABOUT, CONTACT, count=count))
        catalogue.put(catalogue.begin_file("source", "made.jsonl", 1), made(count, ABOUT))
        catalogue._database.set_progress_handler(step, 1000)
        catalogue.mark_recurrent()
    return steps


def test_work_grows_with_the_archive_alone():
    small, middle, large = (work(count) for count in (250, 500, 1000))
    assert 0 < large <= 2.3 * middle + 2 <= 2.3 * (2.3 * small + 2) + 2

"""Parts of the sources: every statement is in one of them, the same on every machine."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.catalogue import Catalogue
from indexer.errors import CallError
from indexer.ingest import Ingest
from indexer.partition import MOST_PARTS, Part


@pytest.mark.parametrize(
    ("text", "part"),
    [("1/1", Part(1, 1)), ("3/16", Part(3, 16)), (" 16/16 ", Part(16, 16)), (f"1/{MOST_PARTS}", Part(1, MOST_PARTS))],
)
def test_a_part_is_read_as_it_is_written(text, part):
    assert Part.read(text) == part
    assert Part.read(str(part)) == part


@pytest.mark.parametrize(
    "text", ["", "3", "3/", "/16", "0/16", "17/16", "-1/4", "1/0", "a/b", "1/10001", "1.5/2", "1/2/3", "١/٢"]
)
def test_what_is_no_part_is_refused_and_named(text):
    with pytest.raises(CallError, match="is no part") as caught:
        Part.read(text)
    assert f"“{text}”" in caught.value.message
    assert "3/16" in caught.value.hint


@given(st.binary(max_size=40), st.integers(1, 64))
def test_every_key_is_in_exactly_one_part(key, of):
    assert sum(Part(number, of).has(key) for number in range(1, of + 1)) == 1


def test_the_parts_of_a_key_are_those_that_other_machines_give_it():
    # A change of the hash would let two machines of different versions leave a statement out between them.
    keys = [b"a", b"2024/one.html", "§é".encode(), b""]
    assert [[number for number in range(1, 8) if Part(number, 7).has(key)] for key in keys] == [[3], [2], [7], [1]]


def ingested(folder, part):
    """Return the ids that a run over the sources, or a part of them, takes in."""
    index = folder / f"index-{part}".replace("/", "-")
    index.mkdir(exist_ok=True)
    catalogue = Catalogue(index / "catalogue.sqlite")
    tally = Ingest([folder / "pages"], index, part).run(
        catalogue, workers=1, read_again=False, allow_empty=False, profile=None, advance=lambda _: None
    )
    ids = {pending.identity for pending in catalogue.pending()}
    catalogue.close()
    return ids, tally


@pytest.fixture
def folder(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(9):
        (pages / f"{number}.txt").write_text(f"Statement {number}\n\nWe call on the authorities, {number} times.\n")
    lines = [json.dumps({"id": f"line-{number}", "text": f"Number {number} is said."}) for number in range(40)]
    (pages / "lines.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_the_parts_together_are_the_whole_and_share_nothing(folder):
    whole, _ = ingested(folder, None)
    parts = [ingested(folder, Part(number, 3))[0] for number in (1, 2, 3)]
    assert len(whole) == 49
    assert set.union(*parts) == whole
    assert sum(map(len, parts)) == len(whole)
    assert all(parts)


def test_a_part_that_is_read_again_parses_nothing(folder):
    first, _ = ingested(folder, Part(1, 3))
    again, tally = ingested(folder, Part(1, 3))
    assert again == first
    assert (tally.added, tally.updated, tally.removed, tally.unchanged) == (0, 0, 0, len(first))


def test_another_part_in_the_same_folder_replaces_the_first(folder):
    first, _ = ingested(folder, Part(1, 2))
    (folder / "index-1-2").rename(folder / "index-2-2")
    second, _ = ingested(folder, Part(2, 2))
    fresh = ingested(folder, None)[0] - first
    catalogue = Catalogue(folder / "index-2-2" / "catalogue.sqlite")
    living, _ = catalogue.counts()
    catalogue.close()
    assert living == len(fresh)
    assert fresh <= second

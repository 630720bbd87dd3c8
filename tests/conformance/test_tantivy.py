"""What only the Tantivy engine has: records in blocks, and chunks that are joined."""

import os
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.tantivy import blocks
from indexer.engines.tantivy.blocks import BlockReader, BlockWriter, join_blocks
from tests.conformance.comparing import indexed, load_engine
from tests.made import statement

LONG = blocks._BLOCK_BYTES

records = st.lists(st.binary(max_size=40) | st.integers(LONG - 2, LONG * 2 + 2).map(bytes), max_size=12)


def written(folder, name, made):
    writer = BlockWriter(folder / name)
    for each in made:
        writer.add(each)
    return folder / name, writer.close()


@given(st.lists(records, max_size=3), st.randoms())
def test_every_record_is_read_as_it_was_written(tmp_path_factory, files, order):
    folder = tmp_path_factory.mktemp("blocks")
    reader = BlockReader([written(folder, f"{number}", made) for number, made in enumerate(files)])
    whole = [record for made in files for record in made]
    numbers = [*range(len(whole))]
    order.shuffle(numbers)
    assert [reader.record(number) for number in numbers] == [whole[number] for number in numbers]


def test_files_one_after_the_other_are_one_file(tmp_path):
    made = [[b"a" * 10, b"", b"b" * LONG], [b"c"]]
    files = [written(tmp_path, f"{number}", each) for number, each in enumerate(made)]
    (tmp_path / "whole").write_bytes(b"".join(path.read_bytes() for path, _ in files))
    whole = BlockReader([(tmp_path / "whole", join_blocks([told for _, told in files]))])
    assert [whole.record(number) for number in range(4)] == [*made[0], *made[1]]


def test_many_commits_leave_few_files(tmp_path):
    engine = load_engine("tantivy")
    for number in range(40):
        writer = engine.extend(tmp_path) if number else engine.create(tmp_path)
        writer.add(indexed(statement(f"s{number:02}", f"word{number}", "and another")))
        writer.commit()
    tables, files = sorted(tmp_path.glob("table-*")), sorted(tmp_path.glob("records-*"))
    assert len(tables) == len(files) <= np.log2(40) + 1
    reader = engine.open(tmp_path)
    assert [each.paragraphs[0].text for each in reader.statements()] == [f"word{number}" for number in range(40)]


def test_a_generation_answers_when_its_folder_is_gone(tmp_path):
    engine = load_engine("tantivy")
    writer = engine.create(tmp_path)
    writer.add(indexed(statement("a", "rights")))
    writer.commit()
    reader = engine.open(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    assert reader.statement("a").paragraphs[0].text == "rights"


def test_what_is_cancelled_leaves_no_records(tmp_path):
    engine = load_engine("tantivy")
    engine.create(tmp_path).commit()
    before = {*tmp_path.glob("records*"), *tmp_path.glob("table*")}
    writer = engine.extend(tmp_path)
    writer.add(indexed(statement("a", "rights")))
    writer.cancel()
    assert {*tmp_path.glob("records*"), *tmp_path.glob("table*")} == before


def test_opening_needs_no_leave_to_write(tmp_path):
    engine = load_engine("tantivy")
    writer = engine.create(tmp_path)
    writer.add(indexed(statement("a", "rights")))
    writer.commit()
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    engine.open(tmp_path).close()
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1


def test_a_lock_made_late_hinders_no_opening_and_is_not_left(tmp_path, monkeypatch):
    # Tantivy reads a new index once more in a thread of its own, and takes a lock for it, whenever that may be.
    engine, remove, late = load_engine("tantivy"), os.rmdir, []
    (tmp_path / "index").mkdir()
    (tmp_path / "links").mkdir()
    engine.create(tmp_path / "index").commit()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "links"))

    def remove_as_the_lock_is_made(path, **options):
        if not late:
            late.append(path)
            (Path(path) / ".tantivy-meta.lock").touch()
        remove(path, **options)

    monkeypatch.setattr(os, "rmdir", remove_as_the_lock_is_made)
    engine.open(tmp_path / "index").close()
    assert len(late) == 1
    assert list((tmp_path / "links").iterdir()) == []

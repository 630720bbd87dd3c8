"""The life of an index: what is added, updated, removed, kept, refused."""

import gzip
import json
import os
from dataclasses import replace
from functools import partial

import pytest

from indexer import CallError, open_archive, statement_to_json
from indexer.analysis import ANALYSER_VERSION
from indexer.archive import ArchiveFolder
from indexer.build import Options, build
from indexer.errors import (
    ArchiveFormatError,
    ArchiveLockedError,
    ArchiveNewerError,
    ArchiveUnwritableError,
    CatalogueDamagedError,
    EmptySourceError,
    SourceMissingError,
    UnknownEngineError,
)
from indexer.manifest import FORMAT_VERSION, read_manifest
from tests.conftest import SEEDS, build_quietly, write_lines
from tests.made import statement

PAGE = "<html lang=en><title>{0}</title><article><h1>{0}</h1><p>{1}</p></article>"


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    (folder / "2024").mkdir(parents=True)
    (folder / "a.txt").write_text("Asylum is a right.\nIt must be respected.\n", encoding="utf-8")
    (folder / "2024" / "b.html").write_text(PAGE.format("Torture", "Torture is a crime."), encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


def counts(report):
    return report.added, report.updated, report.removed, report.unchanged, len(report.failures)


def found(index, query):
    archive = open_archive(index)
    sources = {hit.statement.source for hit in archive.search(query).hits}
    archive.close()
    return sources


def test_the_life_of_a_source(source, index):
    assert counts(build_quietly(source, index)) == (2, 0, 0, 0, 0)
    assert counts(build_quietly(source, index)) == (0, 0, 0, 2, 0)
    (source / "a.txt").write_text("Asylum is no crime.\n", encoding="utf-8")
    (source / "c.md").write_text("# A note\n\nOn detention.\n", encoding="utf-8")
    assert counts(build_quietly(source, index)) == (1, 1, 0, 1, 0)
    assert (found(index, "respected"), found(index, "crime")) == (set(), {"a.txt", "2024/b.html"})
    (source / "2024" / "b.html").unlink()
    assert counts(build_quietly(source, index)) == (0, 0, 1, 2, 0)
    assert found(index, "torture") == set()


def test_every_kind_of_file_is_read_also_packed(tmp_path, index):
    source = tmp_path / "source"
    source.mkdir()
    for suffix in ("html", "htm", "xhtml"):
        (source / f"page.{suffix}").write_text(PAGE.format(suffix, "Asylum now."), encoding="utf-8")
    (source / "text.TXT").write_text("Asylum now.", encoding="utf-8")
    (source / "mark.md").write_text("Asylum now.", encoding="utf-8")
    line = json.dumps({"id": "line", "text": "Asylum now."})
    (source / "lines.jsonl").write_text(line, encoding="utf-8")
    (source / "packed.jsonl.gz").write_bytes(gzip.compress(line.replace('"line"', '"packed"').encode()))
    (source / "packed.html.gz").write_bytes(gzip.compress(PAGE.format("packed", "Asylum now.").encode()))
    (source / "left.pdf").write_bytes(b"%PDF-1.7")
    report = build_quietly(source, index)
    assert counts(report) == (8, 0, 0, 0, 0)
    assert len(found(index, "asylum")) == 8


def test_a_file_that_cannot_be_read_is_reported_and_stops_nothing(source, index):
    (source / "broken.html.gz").write_bytes(gzip.compress(b"<p>text</p>" * 99)[:-20])
    (source / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (source / "lines.jsonl").write_text(
        '{"id": "good", "text": "asylum"}\n{"id": 1\n{"id": "empty"}\n', encoding="utf-8"
    )
    report = build_quietly(source, index)
    assert counts(report) == (3, 0, 0, 0, 4)
    assert [(failure.path, failure.line) for failure in report.failures] == [
        ("broken.html.gz", None),
        ("lines.jsonl", 2),
        ("lines.jsonl", 3),
        ("picture.txt", None),
    ]
    assert all(failure.reason for failure in report.failures)
    assert counts(build_quietly(source, index)) == (0, 0, 0, 3, 4), "what failed is told again"


def test_what_a_file_gave_before_stays_when_it_is_damaged(source, index):
    lines = source / "lines.jsonl"
    lines.write_text('{"id": "one", "text": "detention"}\n{"id": "two", "text": "expulsion"}\n', encoding="utf-8")
    build_quietly(source, index)
    (source / "a.txt").write_bytes(b"\x00\x01\x02")
    lines.write_text('{"id": "one", "text": "detention"}\n{"id": "two", "te\n', encoding="utf-8")
    assert counts(build_quietly(source, index))[2:] == (0, 2, 2)
    assert found(index, "asylum") == {"a.txt"}
    assert found(index, "expulsion") == {"lines.jsonl"}
    lines.write_text('{"id": "one", "text": "detention"}\n', encoding="utf-8")
    assert build_quietly(source, index).removed == 1


def test_an_id_is_given_once(tmp_path, index):
    source = tmp_path / "source"
    source.mkdir()
    page = PAGE.format("x", "Asylum.").replace("<title>", '<link rel=canonical href="https://ngo.example/x"><title>')
    (source / "a.html").write_text(page, encoding="utf-8")
    (source / "b.html").write_text(page, encoding="utf-8")
    write_lines(source / "c.jsonl", [statement("one", "x"), statement("one", "y")])
    report = build_quietly(source, index)
    assert counts(report) == (2, 0, 0, 0, 2)
    holders = {failure.reason.partition("already that of ")[2].split()[0] for failure in report.failures}
    assert holders == {"a.html", "line"}
    assert {failure.hint for failure in report.failures} == {"Give it an id of its own, or remove one of the two."}
    (source / "a.html").unlink()
    report = build_quietly(source, index)
    assert found(index, "asylum") == {"b.html"}, "the id is free when its file is gone"


def test_who_has_an_id_is_for_the_places_of_files_to_say_and_not_for_time(tmp_path, index):
    source = tmp_path / "source"
    source.mkdir()

    def write(name, text):
        return write_lines(source / name, [statement("one", text)])

    def build_and_look():
        told = build_quietly(source, index).failures
        assert all(each.hint for each in told)
        failures = [each.path for each in told]
        return {name for text, name in words.items() if found(index, text)}, failures

    words = {"asylum": "a.jsonl", "torture": "b.jsonl", "detention": "c.jsonl"}
    write("b.jsonl", "torture")
    assert build_and_look() == ({"b.jsonl"}, [])
    write("a.jsonl", "asylum")
    write("c.jsonl", "detention")
    assert build_and_look() == ({"a.jsonl"}, ["c.jsonl", "b.jsonl"])
    assert build_and_look() == ({"a.jsonl"}, ["b.jsonl", "c.jsonl"]), "what is left out is told again"
    write("b.jsonl", "torture")
    (source / "a.jsonl").unlink()
    assert build_and_look() == ({"b.jsonl"}, ["c.jsonl"])
    write_lines(source / "b.jsonl", [statement("two", "torture")])
    assert build_and_look() == ({"b.jsonl", "c.jsonl"}, [])
    write("a.jsonl", "asylum")
    write_lines(source / "c.jsonl", [statement("three", "detention")])
    assert build_and_look() == ({"a.jsonl", "b.jsonl", "c.jsonl"}, []), "nobody is told of an id that it gave up"


def test_ids_do_not_depend_on_where_the_source_lies(source, tmp_path):
    moved = source.rename(tmp_path / "elsewhere")
    build_quietly(moved, tmp_path / "one")
    again = moved.rename(tmp_path / "again")
    report = build_quietly(again, tmp_path / "one")
    assert (report.added, report.removed, report.failures) == (0, 0, ())
    build_quietly(again, tmp_path / "two")
    archives = [open_archive(tmp_path / name) for name in ("one", "two")]
    assert [each.id for each in archives[0].statements()] == [each.id for each in archives[1].statements()]


def test_building_again_from_nothing_gives_the_same_answers(source, index):
    build_quietly(source, index)
    before = open_archive(index).search("torture crime asylum")
    assert counts(build_quietly(source, index, rebuild=True)) == (0, 0, 0, 2, 0)
    after = open_archive(index).search("torture crime asylum")
    assert [(hit.statement, hit.score, hit.paragraphs) for hit in before.hits] == [
        (hit.statement, hit.score, hit.paragraphs) for hit in after.hits
    ]


def test_sources_that_were_not_named_keep_what_they_gave(source, index, tmp_path):
    build_quietly(source, index)
    build_quietly(write_lines(tmp_path / "more.jsonl", [statement("m", "detention")]), index)
    assert found(index, "torture") == {"2024/b.html"}
    build_quietly(source / "a.txt", index)
    assert found(index, "torture") == {"2024/b.html"}


def test_a_source_that_lost_everything_is_taken_for_a_mistake(source, index):
    build_quietly(source, index)
    for file in source.rglob("*.*"):
        file.unlink()
    with pytest.raises(EmptySourceError, match="2 of its files"):
        build_quietly(source, index)
    assert found(index, "asylum") == {"a.txt"}
    assert counts(build_quietly(source, index, allow_empty=True)) == (0, 0, 2, 0, 0)
    assert open_archive(index).contents().statements == 0


def test_processes_give_the_same_archive_as_none(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(40):
        (source / f"{number:02}.html").write_text(PAGE.format(f"No. {number}", f"Asylum {number}."), encoding="utf-8")
    (source / "bad.txt").write_bytes(b"\x00")
    write_lines(source / "lines.jsonl", [statement(f"s{number}", f"asylum {number}") for number in range(450)])
    reports = [build_quietly(source, tmp_path / name, workers=n) for name, n in (("one", 1), ("two", 2))]
    assert counts(reports[0]) == counts(reports[1]) == (490, 0, 0, 0, 1)
    one, two = (list(open_archive(tmp_path / name).statements()) for name in ("one", "two"))
    assert one == two


def test_an_export_reads_back_to_the_same_statements(tmp_path):
    build_quietly(SEEDS, tmp_path / "one")
    first = list(open_archive(tmp_path / "one").statements())
    exported = tmp_path / "000_0e065b5d756ede2c.txt.jsonl"
    exported.write_text("".join(json.dumps(statement_to_json(each)) + "\n" for each in first), encoding="utf-8")
    build_quietly(exported, tmp_path / "two")
    (again,) = open_archive(tmp_path / "two").statements()
    assert (again.id, again.title, again.paragraphs) == (first[0].id, first[0].title, first[0].paragraphs)


def test_calls_that_cannot_work_make_no_folder(tmp_path, index):
    with pytest.raises(SourceMissingError):
        build_quietly(tmp_path / "nowhere", index)
    with pytest.raises(UnknownEngineError, match="lucene"):
        build_quietly(SEEDS, index, engine="lucene")
    assert not index.exists()
    assert issubclass(SourceMissingError, CallError)


def test_an_unwritable_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ArchiveUnwritableError, match="cannot be written"):
        build_quietly(SEEDS, tmp_path / "file" / "index")


def test_a_second_build_waits_and_then_says_who_writes(index):
    with ArchiveFolder(index).writing(0), pytest.raises(ArchiveLockedError, match=f"process {os.getpid()}"):
        build_quietly(SEEDS, index, lock_timeout=0.1)
    assert build_quietly(SEEDS, index).added == 1


def test_an_interrupt_after_the_pointer_has_moved_loses_nothing(source, index, monkeypatch):
    publish = ArchiveFolder.publish

    def interrupted(archive, draft):
        publish(archive, draft)
        raise KeyboardInterrupt

    monkeypatch.setattr(ArchiveFolder, "publish", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_quietly(source, index)
    monkeypatch.undo()
    assert found(index, "asylum") == {"a.txt"}
    assert counts(build_quietly(source, index)) == (0, 0, 0, 2, 0)


def test_an_id_can_move_between_files_that_stay(tmp_path, index):
    source = tmp_path / "source"
    source.mkdir()
    write_lines(source / "a.jsonl", [statement("one", "asylum"), statement("two", "torture")])
    write_lines(source / "b.jsonl", [statement("three", "detention")])
    build_quietly(source, index)
    write_lines(source / "a.jsonl", [statement("three", "detention"), statement("one", "asylum")])
    write_lines(source / "b.jsonl", [statement("two", "torture")])
    assert build_quietly(source, index).failures == ()
    assert (found(index, "torture"), found(index, "detention")) == ({"b.jsonl"}, {"a.jsonl"})


def test_ids_are_held_also_when_the_index_lies_behind_a_link(tmp_path):
    (tmp_path / "deep" / "down").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "deep" / "down")
    source = tmp_path / "source"
    source.mkdir()
    for name in ("a", "b"):
        write_lines(source / f"{name}.jsonl", [statement("one", name)])
    assert counts(build_quietly(source, tmp_path / "link")) == (1, 0, 0, 0, 1)


def test_an_update_answers_as_an_index_built_anew(tmp_path, index):
    source = tmp_path / "made.jsonl"
    kept = [statement(f"k{n}", "alpha " * (n % 3 + 1) + "beta", title=f"Title {n}") for n in range(12)]
    gone = [statement(f"g{n}", "beta zebrafish " * 5, title="Beta zebrafish") for n in range(12)]
    write_lines(source, kept + gone)
    build_quietly(source, index)
    write_lines(source, kept)
    build_quietly(source, index)
    build_quietly(source, tmp_path / "anew")
    updated, anew = open_archive(index), open_archive(tmp_path / "anew")
    for query in ("alpha OR beta", "title beta", "zebra*", '"alpha beta"', "bet*"):
        assert updated.search(query, limit=50).hits == anew.search(query, limit=50).hits
    assert updated.suggest("zebra") == ()
    assert updated.suggest("bet") == anew.suggest("bet")


def written_by(index, **fields):
    """Make the index one of another version, sealed as that one would have."""
    (folder,) = index.glob("generations/*")
    replace(read_manifest(folder), **fields).write(folder)


def in_the_first_format(index):
    """Make the index one of the first format, whose manifest told nothing of itself."""
    (manifest,) = index.glob("generations/*/manifest.json")
    record = json.loads(manifest.read_text(encoding="utf-8")) | {"format": 1}
    del record["sha256"]
    manifest.write_text(json.dumps(record), encoding="utf-8")


EARLIER = {
    "format 1": in_the_first_format,
    "the analyser": partial(written_by, analyser=0),
    "written by whoosh 9.9": partial(written_by, engine_version="9.9"),
}


@pytest.mark.parametrize("told", EARLIER)
def test_an_index_of_an_earlier_version_is_one_clear_sentence_and_is_built_anew_with_a_note(source, index, told):
    build_quietly(source, index)
    EARLIER[told](index)
    with pytest.raises(ArchiveFormatError, match=told) as caught:
        open_archive(index)
    assert "onrecord index SOURCE" in caught.value.hint
    report = build_quietly(source, index)
    assert told in report.note
    assert "built anew" in report.note
    assert found(index, "asylum") == {"a.txt"}
    assert build_quietly(source, index).note is None


@pytest.mark.parametrize("fields", [{"format": FORMAT_VERSION + 1}, {"analyser": ANALYSER_VERSION + 1}])
def test_an_index_of_a_later_version_is_refused_and_left_as_it_is_but_for_a_rebuild(source, index, fields):
    build_quietly(source, index)
    written_by(index, **fields)
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    (source / "c.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    for attempt in (open_archive, partial(build_quietly, source)):
        with pytest.raises(ArchiveNewerError, match=str(next(iter(fields.values())))) as caught:
            attempt(index)
        assert f"onrecord index SOURCE --rebuild --index {index}" in caught.value.hint
    assert {path: path.read_bytes() for path in index.rglob("*") if path.is_file()} == before
    assert build_quietly(source, index, rebuild=True).note is None
    assert found(index, "detention") == {"c.txt"}


def test_a_damaged_catalogue_is_told_and_a_rebuild_makes_it_anew(source, index):
    build_quietly(source, index)
    (index / "catalogue.sqlite").write_bytes(b"not a database at all, but long enough to be read as one" * 99)
    with pytest.raises(CatalogueDamagedError, match="catalogue") as caught:
        build_quietly(source, index)
    assert f"onrecord index SOURCE... --rebuild --index {index}" in caught.value.hint
    assert found(index, "asylum") == {"a.txt"}, "what serves is not concerned"
    report = build_quietly(source, index, rebuild=True)
    assert "the sources that were named" in report.note
    assert report.statements == 2


def test_an_index_without_its_catalogue_is_built_anew_and_says_what_that_means(source, index):
    build_quietly(source, index)
    (index / "catalogue.sqlite").unlink()
    report = build_quietly(source, index)
    assert report.statements == 2
    assert "the statements of no others" in report.note


def test_progress_is_told_in_bytes_and_statements(source, index):
    told = []

    class Step:
        def __init__(self, label, total):
            self.row = [label, total, 0]
            told.append(self.row)

        def __enter__(self):
            return lambda units: self.row.__setitem__(2, self.row[2] + units)

        def __exit__(self, *_):
            return None

    write_lines(source / "lines.jsonl", [statement("x", "y")])
    build([source], index, Options(workers=1), Step)
    assert [row[0] for row in told] == ["Reading", "Indexing"]
    assert all(total == done > 0 for _, total, done in told)


def test_a_file_of_wrong_lines_is_left_after_a_thousand_and_said_so(tmp_path, index):
    lines = tmp_path / "source" / "a.jsonl"
    lines.parent.mkdir()
    lines.write_text('{"id": "good", "text": "Good."}\n' + "wrong\n" * 5_000)
    report = build_quietly(lines.parent, index)
    assert report.added == 1
    assert 1_000 <= len(report.failures) < 1_500
    assert "were left" in report.failures[-1].reason

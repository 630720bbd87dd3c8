"""Figure 7: several writers lose nothing, and a format that is brought up to date serves at any moment, old or new."""

import re
import time
from collections import Counter
from dataclasses import replace
from itertools import chain, product

import pytest

import indexer.engines
import indexer.manifest
import indexer.versions
from indexer import open_archive
from indexer.archive import ArchiveFolder
from tests.conformance.comparing import LOCAL
from tests.conftest import build_quietly
from tests.faults import model, writing
from tests.faults.answers import all_said, listed, written
from tests.faults.conftest import FULL

WRITERS = 8


@pytest.fixture(params=LOCAL)
def engine(request):
    return request.param


def texts(index):
    """Return the first paragraph of each statement that is found, by its id."""
    archive = open_archive(index)
    pages = [archive.search("said OR counted", limit=100)]
    pages += [archive.search("said OR counted", limit=100, page=number) for number in range(2, pages[0].pages + 1)]
    stored = {each.id: each.paragraphs[0].text for each in archive.statements()}
    archive.close()
    found = {hit.statement.id: hit.paragraphs[0].text for page in pages for hit in page.hits}
    assert found == stored
    return found


def shall_be(done):
    """Return the texts that must be there: of each commit that was done, and of the last of each writer."""
    texts = {}
    for writer, numbers in enumerate(done):
        texts |= {writing.identity(writer, number): f"said w{writer}c{number}" for number in numbers}
        if numbers:
            texts[writing.counter(writer)] = f"counted w{writer}c{max(numbers)}"
    return texts


def lost(index, done):
    """Return what was told to be done and is not there."""
    found = texts(index)
    return {name: (text, found.get(name)) for name, text in shall_be(done).items() if found.get(name) != text}


def test_what_many_writers_were_told_is_done_is_there(quick_folder, engine, rounds, figure):
    index, commits = quick_folder / "index", rounds(2, 100)
    began = time.monotonic()
    told = writing.together(
        writing.write, [(quick_folder, index, engine, each, commits, writing.PATIENCE) for each in range(WRITERS)]
    )
    took, gone = time.monotonic() - began, lost(index, [each.done for each in told])
    figure(
        f"7: {WRITERS} writers x {commits} commits on {engine} in {took:.0f} s: "
        f"{sum(len(each.done) for each in told):,} done, {len(gone)} lost, "
        f"{sum(len(each.locked) for each in told)} locked, {sum(len(each.failed) for each in told)} otherwise"
    )
    assert [each.done for each in told] == [tuple(range(commits))] * WRITERS
    assert gone == {}
    assert len([*(index / "generations").iterdir()]) <= 2


def test_a_writer_that_does_not_wait_gets_it_done_or_is_told_who_does(quick_folder, engine, rounds, figure):
    index, commits = quick_folder / "index", rounds(3, 100)
    told = writing.together(writing.write, [(quick_folder, index, engine, each, commits, 0) for each in range(WRITERS)])
    locked = [*chain.from_iterable(each.locked for each in told)]
    failed = [*chain.from_iterable(each.failed for each in told)]
    done = [each.done for each in told]
    gone = lost(index, done)
    figure(
        f"7: {WRITERS} writers x {commits} tries without waiting on {engine}: {sum(map(len, done)):,} done, "
        f"{len(gone)} lost, {len(locked):,} told that another build is writing, {len(failed)} otherwise"
    )
    assert failed == []
    assert gone == {}
    assert locked, "they were in each other's way"
    assert [each for each in locked if not re.match("Another build is writing to “.*”.*; waited 0 seconds", each)] == []


def test_commands_in_each_others_way_end_in_a_sentence(quick_folder):
    source, index = quick_folder / "source", quick_folder / "index"
    model.write(source, model.first())
    with ArchiveFolder(index).writing(0):
        refused = writing.commanded(source, index, lock_timeout=0)
        waiting = writing.commanded(source, index)
        out, err = refused.communicate(timeout=writing.PATIENCE)
    assert (refused.returncode, out) == (1, "")
    assert "Another build is writing to" in err
    assert "Traceback" not in err
    waiting.communicate(timeout=writing.PATIENCE)
    assert waiting.returncode == 0
    assert open_archive(index).contents().statements == len(model.first())


QUERIES = ("bralk", "velmp drant")

AGES = {
    "format": lambda manifest: replace(manifest, format=manifest.format - 1),
    "analyser": lambda manifest: replace(manifest, analyser=manifest.analyser - 1),
    "engine": lambda manifest: replace(manifest, engine_version="0.0.1/0"),
}
"""What an index that another version wrote has in its manifest."""


def grow_old(index, age):
    """Let an index be one that an older version wrote; return what that version must be to read it."""
    archive = ArchiveFolder(index)
    manifest = AGES[age](archive.manifest())
    manifest.write(index / "generations" / manifest.generation)
    return manifest


def as_the_old_version(monkeypatch, manifest):
    """Let this process be of the version that wrote an index; those that it starts are not."""
    monkeypatch.setattr(indexer.manifest, "FORMAT_VERSION", manifest.format)
    monkeypatch.setattr(indexer.versions, "ANALYSER_VERSION", manifest.analyser)
    engine = indexer.engines.load_engine(manifest.engine)
    monkeypatch.setattr(engine, "version", lambda: manifest.engine_version)


def upgrade(source, index, engine):
    """Bring an index up to date, in a process that may be killed."""
    build_quietly(source, index, engine=engine)


def current(index):
    """Return the name of the generation that serves."""
    return (index / "CURRENT").read_text(encoding="utf-8").strip()


OLD = [*product(LOCAL, AGES)]


@pytest.mark.parametrize(("engine", "age"), OLD if FULL else OLD[::2])
def test_a_format_that_is_brought_up_to_date_serves_old_or_new(quick_folder, engine, age, rounds, figure):
    source, index = quick_folder / "source", quick_folder / "index"
    model.write(source, model.first())
    build_quietly(source, index, engine=engine)
    with pytest.MonkeyPatch.context() as patch, writing.CONTEXT.Pool(1) as upgraded:
        came, number, chance = Counter(), rounds(1, 17), model.chances(age)
        upgraded.apply(grow_old, (index, age))
        longest = writing.done(upgrade, source, index, engine)
        said = upgraded.apply(all_said, (index, QUERIES))
        while came["killed"] < number and came.total() < 8 * number + 8:
            old = upgraded.apply(grow_old, (index, age))
            as_the_old_version(patch, old)
            before = open_archive(index)
            ended = writing.killed_after(longest * chance.random(), upgrade, source, index, engine)
            came["killed"] += ended.killed
            longest = longest if ended.killed else min(longest, ended.seconds)
            if current(index) == old.generation:
                came["old"] += 1
                assert all_said(index, QUERIES) == said
            else:
                came["new"] += 1
                assert upgraded.apply(all_said, (index, QUERIES)) == said
            assert written(listed(QUERIES)["latest"](before)) == said["latest"], "what is open goes on"
            before.close()
            writing.done(upgrade, source, index, engine)
            assert upgraded.apply(all_said, (index, QUERIES)) == said, "the next run completes it"
            assert len([*(index / "generations").iterdir()]) <= 2
    figure(
        f"7: {came['killed']} kills in {came['old'] + came['new']} upgrades of an older {age} on {engine}: "
        f"{came['old']} times the old index served, {came['new']} times the new one"
    )
    assert came["killed"] == number

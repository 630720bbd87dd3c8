"""What answers while the newest generation cannot: the one before it, and everybody is told."""

import json
import logging
import os
import shutil
from functools import partial

import pytest

from indexer import open_archive
from indexer.engines import CLUSTER
from indexer.errors import ArchiveDamagedError, ArchiveMissingError
from indexer.manifest import read_manifest
from indexer.settings import Settings
from tests.calling import Caller
from tests.conformance.comparing import ENGINES
from tests.conftest import build_quietly
from webapp import create_app


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture
def built(engine):
    return partial(build_quietly, engine=engine)


@pytest.fixture
def earlier(engine):
    """How many of two lanterns an earlier generation shows: on a cluster an update goes into the index that serves."""
    return 2 if engine == CLUSTER else 1


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.txt").write_text("A lantern was lit.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


def the_generation(index):
    return index / "generations" / (index / "CURRENT").read_text(encoding="utf-8").strip()


def damage_the_newest(index):
    """Damage a file that the newest generation shares with no other; return it, and what it held."""
    folder = the_generation(index)
    own = [name for name in read_manifest(folder).files if (folder / name).stat().st_nlink == 1]
    path = folder / max(own, key=lambda name: (folder / name).stat().st_size)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    return path, whole


def lanterns(archive):
    return archive.search("lantern").total.statements


@pytest.fixture
def damaged(source, index, built):
    """An index of two generations, of which the newer is damaged; returns the name of the older."""
    older = built(source, index).generation
    (source / "b.txt").write_text("Another lantern was lit.\n", encoding="utf-8")
    built(source, index)
    damage_the_newest(index)
    return older


def test_who_does_not_ask_for_an_earlier_generation_gets_none(index, damaged):
    with pytest.raises(ArchiveDamagedError):
        open_archive(index)


def test_an_archive_opened_on_a_damaged_generation_answers_from_the_one_before(
    index, source, built, damaged, engine, earlier
):
    archive = open_archive(index, fall_back=True)
    assert (archive.generation, lanterns(archive)) == (damaged, earlier)
    assert f"--rebuild --index {index}" in archive.problem.hint
    report = built(source, index)
    assert "is damaged" in report.note
    assert (lanterns(archive), archive.problem) == (2, None)
    # What is sound is kept, what is damaged is not; on a cluster an index goes when another takes its name.
    assert read_manifest(the_generation(index)).previous == (None if engine == CLUSTER else damaged)


def test_a_damaged_generation_is_not_read_for_every_question(index, damaged, earlier, monkeypatch):
    archive = open_archive(index, fall_back=True)
    monkeypatch.setattr("indexer.archive.digest_file", lambda path: pytest.fail("it was read again"))
    assert [lanterns(archive) for _ in range(3)] == [earlier] * 3


def test_a_generation_that_is_mended_in_place_is_found_after_a_while(source, index, built, monkeypatch):
    built(source, index)
    archive = open_archive(index)
    (source / "b.txt").write_text("Another lantern was lit.\n", encoding="utf-8")
    built(source, index)
    path, whole = damage_the_newest(index)
    assert (lanterns(archive), type(archive.problem)) == (1, ArchiveDamagedError)
    path.write_bytes(whole)
    assert lanterns(archive) == 1, "it is not tried at once"
    monkeypatch.setattr("indexer.newest.RETRY_SECONDS", 0.0)
    assert (lanterns(archive), archive.problem) == (2, None)


@pytest.mark.parametrize("what", ["manifest.json", "CURRENT"])
def test_an_earlier_generation_is_found_whatever_is_damaged(source, index, built, what):
    older = built(source, index).generation
    (source / "b.txt").write_text("Another lantern was lit.\n", encoding="utf-8")
    newer = built(source, index).generation
    path = index / what if what == "CURRENT" else the_generation(index) / what
    path.write_bytes(path.read_bytes()[:-2])
    archive = open_archive(index, fall_back=True)
    assert archive.generation == (newer if what == "CURRENT" else older)
    assert isinstance(archive.problem, ArchiveDamagedError)
    assert "built anew" in built(source, index).note
    assert (lanterns(archive), archive.problem) == (2, None)


def take_away(pointer):
    pointer.unlink()


def name_another(pointer):
    pointer.write_text(f"3{pointer.read_text(encoding='utf-8')[1:]}", encoding="utf-8")


@pytest.mark.parametrize("case", [(take_away, "is missing"), (name_another, "names a generation that is not")])
def test_a_pointer_that_leads_nowhere_is_told_and_the_newest_generation_answers(
    source, index, built, monkeypatch, case
):
    harm, told = case
    built(source, index)
    (source / "b.txt").write_text("Another lantern was lit.\n", encoding="utf-8")
    newer = built(source, index).generation
    harm(index / "CURRENT")
    archive = open_archive(index, fall_back=True)
    assert (archive.generation, lanterns(archive)) == (newer, 2)
    warned = Caller(index.parent, monkeypatch)("search", "lantern", "--index", index).stderr
    assert f"CURRENT {told}" in warned
    assert "from the newest generation that is whole" in warned
    assert "--rebuild" not in warned
    assert f"CURRENT {told}" in built(source, index).note
    assert (lanterns(archive), archive.problem) == (2, None)


def test_a_folder_without_a_finished_generation_is_no_index(source, index, built):
    (index / "generations" / built(source, index).generation / "manifest.json").unlink()
    (index / "CURRENT").unlink()
    with pytest.raises(ArchiveMissingError):
        open_archive(index, fall_back=True)


def test_where_both_are_damaged_the_newer_is_told(index, damaged):
    newest = the_generation(index)
    (index / "generations" / damaged / "manifest.json").unlink()
    with pytest.raises(ArchiveDamagedError, match=newest.name):
        open_archive(index, fall_back=True)


def test_an_index_that_is_taken_away_is_told_by_what_goes_on_answering(source, index, built):
    built(source, index)
    archive = open_archive(index)
    shutil.rmtree(index)
    assert lanterns(archive) == 1
    assert isinstance(archive.problem, ArchiveMissingError)


def test_a_server_that_starts_on_a_damaged_generation_answers_and_says_so(index, damaged, earlier):
    client = create_app(Settings(index=str(index))).test_client()
    assert client.get("/?q=lantern").status_code == 200
    ready = client.get("/readyz")
    told = ready.get_json()
    assert (ready.status_code, told["generation"], told["statements"]) == (200, damaged, earlier)
    assert told["problem"]["code"] == "archive_damaged"
    assert "onrecord index" in told["problem"]["hint"]


def test_readers_are_told_with_every_answer_that_an_earlier_state_answers_until_it_is_mended(
    source, index, built, damaged
):
    app = create_app(Settings(index=str(index), metrics="on"))
    client = app.test_client()

    def told():
        return [
            client.get(path).get_data(as_text=True).count("The newest state of this archive cannot be read")
            for path in ("/", "/?q=lantern", "/api/v1/search?q=lantern", "/s/a", "/embed?q=lantern")
        ]

    def gauge():
        return "onrecord_archive_damaged 1.0" in client.get("/metrics").get_data(as_text=True)

    assert (told(), gauge()) == ([1, 1, 1, 1, 1], True)
    day = open_archive(index, fall_back=True).published.date()
    warning = client.get("/api/v1/search?q=lantern").get_json()["warnings"][0]
    assert warning.endswith(f"state of {day.day} {day:%B %Y}.")
    assert str(index) not in warning
    assert "El estado más reciente" in client.get("/?q=lantern&ui=es").get_data(as_text=True)
    built(source, index)
    assert (told(), gauge()) == ([0, 0, 0, 0, 0], False)


def test_the_log_tells_once_that_an_earlier_generation_answers_and_once_that_it_is_over(
    source, index, built, damaged, caplog
):
    client = create_app(Settings(index=str(index))).test_client()
    for _ in range(3):
        client.get("/?q=lantern")
    built(source, index)
    for _ in range(3):
        client.get("/?q=lantern")
    told = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert len(told) == 2
    assert told[0].startswith("An earlier generation answers: The index is damaged")
    assert f"--rebuild --index {index}" in told[0]
    assert told[1] == "The newest generation answers again."


def test_the_command_tells_programs_in_the_page_and_people_once(index, damaged, tmp_path, monkeypatch):
    call = Caller(tmp_path, monkeypatch)
    answered = call("search", "lantern", "--json", "--index", index)
    assert "cannot be read" in json.loads(answered.stdout)["warnings"][0]
    assert "newest state" not in call("search", "lantern", "--index", index).stderr


def test_a_server_that_meets_a_damaged_generation_answers_and_says_so_until_it_is_mended(source, index, built):
    older = built(source, index).generation
    client = create_app(Settings(index=str(index))).test_client()
    assert client.get("/readyz").get_json()["problem"] is None
    (source / "b.txt").write_text("Another lantern was lit.\n", encoding="utf-8")
    built(source, index)
    damage_the_newest(index)
    told = client.get("/readyz").get_json()
    assert (told["generation"], told["problem"]["code"]) == (older, "archive_damaged")
    built(source, index)
    told = client.get("/readyz").get_json()
    assert (told["statements"], told["problem"]) == (2, None)


@pytest.mark.parametrize("command", [["search", "lantern", "--json"], ["stats", "--json"], ["export"]])
def test_commands_answer_from_the_generation_before_with_a_warning(index, damaged, tmp_path, monkeypatch, command):
    done = Caller(tmp_path, monkeypatch)(*command, "--index", index)
    assert done.exit_code == 0
    assert all(map(json.loads, done.stdout.splitlines() if command == ["export"] else [done.stdout]))
    assert "Warning: The index is damaged" in done.stderr
    assert "from the generation before it" in done.stderr
    assert "--rebuild" in done.stderr


def test_a_reader_that_opens_while_two_generations_are_published_gets_the_newest(source, index, built, monkeypatch):
    built(source, index)
    real, left = open_archive.__globals__["ArchiveFolder"].verify, [1, 2]

    def verify(folder, manifest):
        if left:
            for word in ("harbour", "meadow"):
                (source / f"{word}.txt").write_text(f"The {word} of {left.pop()} lanterns.\n", encoding="utf-8")
                built(source, index)
        return real(folder, manifest)

    monkeypatch.setattr("indexer.archive.ArchiveFolder.verify", verify)
    archive = open_archive(index)
    assert (archive.problem, archive.search("harbour AND meadow OR harbour OR meadow").total.statements) == (None, 2)


def test_reading_writes_nothing_into_the_index(source, index, built):
    built(source, index)

    def state():
        return {
            (root, name): os.stat(f"{root}/{name}").st_mtime_ns  # noqa: PTH116 - folders and files alike
            for root, folders, files in os.walk(index)
            for name in (*folders, *files, ".")
        }

    before = state()
    archive = open_archive(index, fall_back=True)
    assert lanterns(archive) == 1
    assert len(list(archive.statements())) == 1
    archive.close()
    assert state() == before

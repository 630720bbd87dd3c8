"""The border of the engines: damage is told as damage, a mistake stays one, and a panic ends no thread."""

import struct
import zlib

import pytest

from indexer.engine import Request
from indexer.errors import ArchiveDamagedError, EngineFailedError, NotFoundError
from indexer.guarding import Guard, GuardedEngine

PanicException = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
"""What PyO3 makes of a panic; it cannot be imported before there has been one."""

DAMAGE = ArchiveDamagedError("The index is damaged.", "Build it again.")


class Disk:
    """Files that are sound or not, and that count how often they are read."""

    def __init__(self, damage=None):
        self.damage = damage
        self.reads = 0

    def verify(self):
        self.reads += 1
        if self.damage:
            raise self.damage


class Failing:
    """An engine that raises whatever it is asked."""

    def __init__(self, error):
        self.error = error

    def find(self, request):
        raise self.error

    def statements(self):
        yield "the first"
        raise self.error


def guarded(error, disk, tmp_path):
    return GuardedEngine(Failing(error), Guard(tmp_path / "index" / "generations" / "g", disk.verify))


FAILURES = [KeyError("x"), ValueError("x"), zlib.error("x"), OSError(5, "x"), Exception("x"), PanicException("x")]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("ask", ["find", "statements"])
def test_whatever_an_engine_raises_over_damaged_files_is_told_as_damage(tmp_path, error, ask):
    disk = Disk(DAMAGE)
    engine = guarded(error, disk, tmp_path)
    for _ in range(3):
        with pytest.raises(ArchiveDamagedError) as caught:
            list(engine.statements()) if ask == "statements" else engine.find(Request(clause=None))
        assert caught.value is DAMAGE
    assert disk.reads == 1, "what is known to be damaged is not read again"


def test_a_mistake_over_sound_files_stays_a_mistake_and_does_not_read_them_each_time(tmp_path):
    disk = Disk()
    engine = guarded(KeyError("x"), disk, tmp_path)
    for _ in range(3):
        with pytest.raises(KeyError):
            engine.find(Request(clause=None))
    assert disk.reads == 1


@pytest.mark.parametrize("error", [zlib.error("x"), struct.error("x"), EOFError("x")])
def test_bytes_that_nobody_can_read_are_told_though_they_are_as_they_were_written(tmp_path, error):
    with pytest.raises(ArchiveDamagedError, match="cannot be opened"):
        guarded(error, Disk(), tmp_path).find(Request(clause=None))


def test_a_panic_over_sound_files_is_an_error_and_no_end_of_a_thread(tmp_path):
    with pytest.raises(EngineFailedError, match="gave up"):
        guarded(PanicException("x"), Disk(), tmp_path).find(Request(clause=None))


@pytest.mark.parametrize("error", [NotFoundError("x"), KeyboardInterrupt(), SystemExit(1)])
def test_what_is_no_failure_of_an_engine_passes(tmp_path, error):
    disk = Disk(DAMAGE)
    with pytest.raises(type(error)):
        guarded(error, disk, tmp_path).find(Request(clause=None))
    assert disk.reads == 0

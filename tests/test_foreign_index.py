"""An index from somebody else, with a manifest made to fit: whatever its files ask for, none of it is run."""

import collections
import os
import pickle
import subprocess
from types import SimpleNamespace

import numpy as np
import pytest

from indexer import open_archive
from indexer.analysis import ANALYSER_VERSION, Analyser
from indexer.checking import check
from indexer.engines import load_engine
from indexer.engines.whoosh import unpickling
from indexer.errors import ArchiveDamagedError
from indexer.fields import index_whole
from indexer.generations import Generations
from indexer.manifest import FORMAT_VERSION, Manifest, digest_files, new_name, read_manifest
from tests.conftest import build_quietly, write_lines
from tests.made import statement


class Asking:
    """What a pickle makes by calling something."""

    def __init__(self, called, *arguments):
        self.called = called, arguments

    def __reduce__(self):
        return self.called


def protocol_4(module, name):
    """Return a pickle that calls a name, dots and all, without arguments."""
    return (
        b"\x80\x04"
        + pickle.SHORT_BINUNICODE
        + bytes([len(module)])
        + module.encode()
        + (pickle.SHORT_BINUNICODE + bytes([len(name)]) + name.encode() + pickle.STACK_GLOBAL + b")R.")
    )


CRAFTED = {
    "os.system": pickle.dumps(Asking(os.system, "true"), 2),
    "eval": pickle.dumps(Asking(eval, "1"), 2),
    "exec": pickle.dumps(Asking(exec, "1"), 4),
    "getattr": pickle.dumps(Asking(getattr, 1, "real"), 2),
    "subprocess": pickle.dumps(Asking(subprocess.check_output, ["true"]), 2),
    "a class of the standard library": pickle.dumps(collections.OrderedDict(a=1), 2),
    "a module's other name": b"cos\nsystem\n(S'true'\ntR.",
    "an old name": b"c__builtin__\neval\n(S'1'\ntR.",
    "a class by its instance": b"(S'true'\nios\nsystem\n.",
    "a name with dots": protocol_4("whoosh.codec.whoosh3", "os.system"),
    "a name of an allowed module": protocol_4("whoosh.codec.whoosh3", "dumps"),
    "the registry of extensions": b"\x80\x02\x82\x01.",
    "a decoder": b"c_codecs\ndecode\n(S'x'\nS'zlib'\ntR.",
    "a loader of classes": pickle.dumps(Asking(__import__, "this"), 2),
    "a reference that the reader resolves": b"Psecret\n.",
}


@pytest.mark.parametrize("what", CRAFTED)
def test_no_pickle_is_more_than_data(what):
    with pytest.raises((ArchiveDamagedError, pickle.UnpicklingError, ValueError)):
        unpickling.loads(CRAFTED[what])


def test_nothing_allowed_does_harm_whatever_it_is_given():
    big = b"c__builtin__\nbytes\n(I1000000000000\ntR."
    with pytest.raises(TypeError):
        unpickling.loads(big)
    with pytest.raises(LookupError):
        unpickling.loads(b"c_codecs\nencode\n(V" + b"x" * 10 + b"\nS'zlib'\ntR.")


@pytest.mark.parametrize(
    "value", [b"", b"\xff\x00", {"a": b"\x80" * 5000}, ((1, 2), None, (b"a", b"bc")), 3**200, [1.5, None, "ß"]]
)
@pytest.mark.parametrize("protocol", [2, 5])
def test_plain_data_is_read_as_it_was_written(value, protocol):
    assert unpickling.loads(pickle.dumps(value, protocol)) == value


def written_by_hand(index, fill, engine):
    """Make an index without the archive's help: the files that `fill` writes, and a manifest that fits them."""
    generations = Generations(index)
    generations.path.mkdir(parents=True)
    folder = generations.folder(new_name())
    folder.mkdir()
    fill(folder)
    Manifest(
        format=FORMAT_VERSION,
        generation=folder.name,
        previous=None,
        engine=engine,
        engine_version=load_engine(engine).version(),
        analyser=ANALYSER_VERSION,
        statements=1,
        paragraphs=1,
        files=digest_files(folder, {}),
    ).write(folder)
    generations.point_to(folder.name)


class Sneaking:
    """Stands for `pickle.dumps` and `pickle.dump` where Whoosh writes, and puts something else into one pickle."""

    def __init__(self, place, payload):
        self.place, self.payload, self.written = place, payload, 0

    def _chosen(self, value):
        self.written += 1
        return self.payload if self.written - 1 == self.place else value

    def dumps(self, value, protocol=None):
        return pickle.dumps(self._chosen(value), protocol)

    def dump(self, value, file, protocol=None):
        pickle.dump(self._chosen(value), file, protocol)


def sneak_in(monkeypatch, place, payload):
    """Let the pickle at a place among all that Whoosh writes be another."""
    sneaking = Sneaking(place, payload)
    standing_in = SimpleNamespace(dumps=sneaking.dumps, loads=pickle.loads, PicklingError=pickle.PicklingError)
    monkeypatch.setattr("whoosh.codec.whoosh3.dumps", sneaking.dumps)
    monkeypatch.setattr("whoosh.columns.dumps", sneaking.dumps)
    monkeypatch.setattr("whoosh.filedb.structfile.dump_pickle", sneaking.dump)
    monkeypatch.setattr("whoosh.index.pickle", standing_in)
    return sneaking


def fill_with_whoosh(folder):
    writer = load_engine("whoosh").create(folder)
    writer.add(index_whole(statement("one", "A lantern and a lantern."), Analyser()))
    writer.commit()


def read_all(index):
    """Read everything that an index holds: records, columns, lists of terms and all postings."""
    check(index, deep=True)


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Whoosh leaves files open where it fails
def test_no_pickle_anywhere_in_whoosh_runs_code(tmp_path, monkeypatch):
    ran = tmp_path / "ran"
    payload = Asking(os.system, f"touch {ran}")
    outcomes = []
    for place in range(10_000):
        with monkeypatch.context() as patched:
            sneaking = sneak_in(patched, place, payload)
            index = tmp_path / f"index-{place}"
            try:
                written_by_hand(index, fill_with_whoosh, "whoosh")
            except ArchiveDamagedError:  # Whoosh reads back some of what it writes
                outcomes.append("told")
                continue
        if sneaking.written <= place:
            break
        try:
            read_all(index)
            outcomes.append("never read")
        except ArchiveDamagedError as damage:
            outcomes.append("told" if "nothing was run" in damage.message else "opened in vain")
        assert not ran.exists(), place
    assert len(outcomes) > 10
    assert outcomes.count("told") > len(outcomes) / 2, outcomes


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_such_a_pickle_would_run_code_if_it_were_read_as_whoosh_reads_it(tmp_path, monkeypatch):
    ran = tmp_path / "ran"
    monkeypatch.setattr(unpickling._Unpickler, "find_class", pickle.Unpickler.find_class)
    with monkeypatch.context() as patched:
        last = sneak_in(patched, -1, None)
        written_by_hand(tmp_path / "whole", fill_with_whoosh, "whoosh")
    with monkeypatch.context() as patched:
        sneak_in(patched, last.written - 1, Asking(os.system, f"touch {ran}"))
        written_by_hand(tmp_path / "index", fill_with_whoosh, "whoosh")
    with pytest.raises(ArchiveDamagedError, match="cannot be opened"):
        read_all(tmp_path / "index")
    assert ran.exists()


def test_no_pickle_in_the_table_beside_tantivy_is_read(tmp_path):
    ran = tmp_path / "ran"
    build_quietly(
        write_lines(tmp_path / "made.jsonl", [statement("one", "A lantern.")]), tmp_path / "index", engine="tantivy"
    )
    (folder,) = (tmp_path / "index" / "generations").iterdir()
    (table,) = folder.glob("table-*.npz")
    with np.load(table) as file:
        columns = dict(file)
    columns["days"] = np.array([Asking(os.system, f"touch {ran}")], dtype=object)
    with table.open("wb") as file:
        np.savez(file, **columns)
    manifest = read_manifest(folder)
    fields = {name: getattr(manifest, name) for name in manifest.__slots__}
    Manifest(**fields | {"files": digest_files(folder, {})}).write(folder)
    with pytest.raises(ArchiveDamagedError, match="cannot be opened"):
        open_archive(tmp_path / "index")
    assert not ran.exists()

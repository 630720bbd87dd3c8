import contextlib
import gzip
import os
import socket
import tempfile
from pathlib import Path

import pytest

from indexer.errors import SourceError, SourceMissingError
from indexer.sources import Kind, SourceFile, discover, read_bytes


def write(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(b"text") if name.endswith(".gz") else b"text")
    return root


def paths(root: Path) -> list[str]:
    return [file.path for file in discover(root)]


@contextlib.contextmanager
def without_privileges():
    """Give up being root, for whom no permission holds."""
    user = os.geteuid()
    os.seteuid(65534 if user == 0 else user)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def public():
    """A folder that anybody may enter, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", Kind.HTML),
        ("a.HTM", Kind.HTML),
        ("a.xhtml", Kind.HTML),
        ("a.Txt", Kind.TEXT),
        ("a.md", Kind.MARKDOWN),
        ("a.jsonl", Kind.JSON_LINES),
        ("a.HTML.GZ", Kind.HTML),
        ("a.jsonl.gz", Kind.JSON_LINES),
    ],
)
def test_each_suffix_has_its_kind(tmp_path, name, kind):
    write(tmp_path, name)
    [file] = discover(tmp_path)
    assert (file.path, file.kind, file.size) == (name, kind, (tmp_path / name).stat().st_size)


def test_other_files_are_passed_over(tmp_path):
    write(tmp_path, "a.pdf", "a.gz", "a.json", "html", "a.txt.bak", "a.tar.gz", "b.txt")
    assert paths(tmp_path) == ["b.txt"]


def test_files_come_sorted_by_their_whole_path(tmp_path):
    names = ["a/z.txt", "a.txt", "a-b/c.txt", "a b.txt", "B.txt", "a/b/c.txt", "ä.txt"]
    write(tmp_path, *names)
    assert paths(tmp_path) == sorted(names)


def test_hidden_files_and_folders_are_skipped(tmp_path):
    write(tmp_path, ".a.txt", ".git/b.txt", "c/.d/e.txt", "c/f.txt")
    assert paths(tmp_path) == ["c/f.txt"]


def test_the_note_about_a_source_is_no_statement_but_one_deeper_is(tmp_path):
    write(tmp_path, "README.md", "a/README.md")
    assert paths(tmp_path) == ["a/README.md"]
    assert paths(tmp_path / "README.md") == ["README.md"]


def test_names_are_the_same_on_every_machine(tmp_path):
    decomposed = "e\u0301te\u0301.txt"
    write(tmp_path, decomposed)
    [file] = discover(tmp_path)
    assert file.path == "été.txt"
    assert read_bytes(file) == b"text"


def test_a_name_that_is_not_utf8_can_be_stored(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"text")
    [file] = discover(tmp_path)
    assert file.path.encode() == b"\\xff.txt"
    assert read_bytes(file) == b"text"


def test_a_single_file_is_a_source(tmp_path):
    write(tmp_path, "folder/.hidden.txt")
    [file] = discover(tmp_path / "folder/.hidden.txt")
    assert (file.root, file.path) == (tmp_path / "folder", ".hidden.txt")


def test_links_out_of_the_source_are_skipped_and_links_inside_read(tmp_path):
    write(tmp_path, "outside/secret.txt", "source/a.txt")
    source = tmp_path / "source"
    (source / "out.txt").symlink_to("../outside/secret.txt")
    (source / "absolute.txt").symlink_to(tmp_path / "outside/secret.txt")
    (source / "folder").symlink_to("../outside")
    (source / "gone.txt").symlink_to("nowhere.txt")
    (source / "in.txt").symlink_to("a.txt")
    assert paths(source) == ["a.txt", "in.txt"]


def test_a_source_may_itself_be_a_link(tmp_path):
    write(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert paths(tmp_path / "link") == ["a.txt"]


def test_loops_of_links_end(tmp_path):
    write(tmp_path, "a/b/c.txt")
    (tmp_path / "a/b/up").symlink_to("../..")
    (tmp_path / "a/self.txt").symlink_to("self.txt")
    assert paths(tmp_path) == ["a/b/c.txt"]


def test_pipes_sockets_and_devices_are_never_opened(tmp_path):
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.txt"))
        assert paths(tmp_path) == ["a.txt"]
    with pytest.raises(SourceMissingError, match=r"pipe\.txt"):
        discover(tmp_path / "pipe.txt")


def test_a_source_that_is_not_there_says_so(tmp_path):
    for name in ("nowhere", "nul\0l"):
        with pytest.raises(SourceMissingError) as caught:
            discover(tmp_path / name)
        assert repr(name).strip("'") in caught.value.message
        assert caught.value.hint


def test_a_file_that_is_never_read_names_the_suffixes(tmp_path):
    write(tmp_path, "a.pdf")
    with pytest.raises(SourceMissingError) as caught:
        discover(tmp_path / "a.pdf")
    assert "a.pdf" in caught.value.message
    assert ".xhtml" in caught.value.hint


def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_goes_on(public):
    write(public, "closed/a.txt", "open.txt")
    (public / "closed").chmod(0)
    problems: list[SourceError] = []
    with without_privileges():
        found = [file.path for file in discover(public, report=problems.append)]
        with pytest.raises(SourceError, match="closed"):
            list(discover(public))
    (public / "closed").chmod(0o755)
    assert found == ["open.txt"]
    assert [problem.message for problem in problems] == ["The folder closed cannot be listed: Permission denied."]


def made(folder: Path, name: str, data: bytes) -> SourceFile:
    (folder / name).write_bytes(data)
    [file] = discover(folder / name)
    return file


def test_packed_files_are_read_unpacked(tmp_path):
    assert read_bytes(made(tmp_path, "a.txt.gz", gzip.compress(b"one") + gzip.compress(b"two"))) == b"onetwo"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("cut.txt.gz", gzip.compress(os.urandom(900))[:-400], "cut short"),
        ("cut2.txt.gz", gzip.compress(b"text")[:-4], "cut short"),
        ("plain.txt.gz", b"plain text", "not a sound gzip file"),
        ("damaged.txt.gz", gzip.compress(b"text" * 100)[:20] + b"\xff" * 20, "not a sound gzip file"),
        ("big.txt", b"x" * 1001, r"larger than 1,000 bytes\."),
        ("bomb.txt.gz", gzip.compress(b"x" * 10**7), r"larger than 1,000 bytes when unpacked\."),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, data, reason):
    file = made(tmp_path, name, data)
    with pytest.raises(SourceError, match=reason) as caught:
        read_bytes(file, limit=1000)
    assert name in caught.value.message
    assert caught.value.hint


def test_a_limit_of_whole_megabytes_is_told_in_megabytes(tmp_path):
    with pytest.raises(SourceError, match=r"^big\.txt is larger than 1 MB\.$"):
        read_bytes(made(tmp_path, "big.txt", b"x" * (2**20 + 1)), limit=2**20)


def test_a_file_at_the_limit_is_read(tmp_path):
    assert len(read_bytes(made(tmp_path, "a.txt", b"x" * 1000), limit=1000)) == 1000


def test_a_file_that_vanished_says_so(tmp_path):
    file = made(tmp_path, "a.txt", b"text")
    file.location.unlink()
    with pytest.raises(SourceError, match="no longer there"):
        read_bytes(file)


def test_a_file_without_permission_says_so(public):
    file = made(public, "a.txt", b"text")
    file.location.chmod(0)
    with without_privileges(), pytest.raises(SourceError, match="Permission denied"):
        read_bytes(file)

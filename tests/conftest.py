"""What all tests share: the sample, indexed once, and small archives made from statements."""

import contextlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from indexer import Archive, Statement, open_archive
from indexer.build import Options, Report, build
from indexer.statement import statement_to_json
from tests.opensearch.tested import lent

# How long an example takes is the machine's business, not a test's.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

SEEDS = Path(__file__).parent.parent / "seeds"


@contextlib.contextmanager
def unwatched(_label: str, _total: int):
    """A progress that nobody watches."""
    yield lambda _units: None


def build_quietly(source: Path, folder: Path, **options: object) -> Report:
    """Build an index without showing progress, in this process."""
    return build([source], folder, Options(**{"workers": 1, **options}), unwatched)


def write_lines(path: Path, statements: Iterable[Statement]) -> Path:
    """Write statements as a JSON Lines source."""
    lines = (json.dumps(statement_to_json(statement), ensure_ascii=False) for statement in statements)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="session", autouse=True)
def lent_cluster() -> Iterator[str | None]:
    """What the names of all archives on the cluster begin with, or None; what is left of them goes in the end."""
    with lent() as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def lent_archive(lent_cluster: str | None, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """The name of an archive on the cluster that no other test writes, or None: under a name one index serves."""
    if lent_cluster is None:
        return None
    name = f"{lent_cluster}-{uuid.uuid4().hex[:8]}"
    monkeypatch.setenv("ONRECORD_OPENSEARCH_ARCHIVE", name)
    return name


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the sample statement; not to be written to."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    build_quietly(SEEDS, folder)
    return folder


@pytest.fixture
def archive_of(tmp_path: Path) -> Callable[..., Archive]:
    """Make an archive of some statements."""

    def make(*statements: Statement) -> Archive:
        build_quietly(write_lines(tmp_path / "made.jsonl", statements), tmp_path / "index")
        return open_archive(tmp_path / "index")

    return make

"""The states that an archive is brought to, one after another, and what must hold of it whatever befalls the build.

State N is a folder of small files, each of which says the number of the state that last changed it: so an answer tells
which state it came from, and one that mixes two states is none.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from indexer import open_archive
from indexer.errors import ArchiveMissingError
from indexer.manifest import MANIFEST, read_manifest
from tests.faults.forking import Commands, Ended

Answer = dict[str, tuple[str, ...]]

_FILES = 5
_KEPT = {"CURRENT", "catalogue.sha256", "catalogue.sqlite", "generations", "lock"}
"""What an index consists of while no build runs."""

_LATE = {".tantivy-meta.lock"}
"""An empty file that a thread of Tantivy's may make while it ends, after all its kind have been removed."""


def texts(state: int) -> dict[str, str]:
    """Return the files of a state: each changes one of them, and one more comes and goes."""
    changed = {name: max(at for at in range(-_FILES, state + 1) if at % _FILES == name) for name in range(_FILES)}
    files = {f"{name}.txt": _text(version) for name, version in changed.items()}
    return files | ({f"{_FILES}.txt": _text(state)} if state % 2 else {})


def _text(version: int) -> str:
    return f"A statement\n\n{_paragraph(version)}\n"


def _paragraph(version: int) -> str:
    return f"Asylum is a right, as version {version} says."


def answer_of(state: int) -> Answer:
    """Return what an archive in a state answers."""
    return {name: (text.split("\n")[2],) for name, text in texts(state).items()}


def ask(archive) -> Answer:
    """Ask an archive for all that it holds, by one search."""
    page = archive.search("asylum", limit=100)
    return {hit.statement.source: tuple(each.text for each in hit.paragraphs) for hit in page.hits}


def observed(index: Path) -> Answer | None:
    """Open an index and return what it answers, or None where there is none yet."""
    try:
        archive = open_archive(index)
    except ArchiveMissingError:
        return None
    try:
        answer = ask(archive)
        kept = {each.source: tuple(part.text for part in each.paragraphs[-1:]) for each in archive.statements()}
        assert kept == answer, "what is found is what is kept"
        return answer
    finally:
        archive.close()


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a source, an index, and the temporary files of those who build it."""

    folder: Path
    engine: str

    @property
    def index(self) -> Path:
        """Return the folder of the index."""
        return self.folder / "index"

    @property
    def temporary(self) -> Path:
        """Return the folder of temporary files."""
        return self.folder / "tmp"

    def make(self) -> "Place":
        """Make the folders that are not the index's."""
        for folder in (self.folder / "source", self.temporary):
            folder.mkdir(parents=True, exist_ok=True)
        return self

    def bring_source_to(self, state: int) -> None:
        """Write the files of a state, and remove those that it lacks."""
        source, wanted = self.folder / "source", texts(state)
        for path in source.iterdir():
            if path.name not in wanted:
                path.unlink()
        for name, text in wanted.items():
            (source / name).write_text(text, encoding="utf-8")

    def build(self, commands: Commands, *, rebuild: bool = False, **how: object) -> Ended:
        """Run `onrecord index` in a process of its own."""
        options = ["--index", "index", "--engine", self.engine, "--workers", "1", *(["--rebuild"] if rebuild else [])]
        return commands.run(self.folder, "index", "source", *options, **how)

    def copy_to(self, folder: Path) -> "Place":
        """Copy all of it, hard links as such, in place of what is there."""
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["cp", "-a", self.folder, folder], check=True)
        return Place(folder, self.engine)

    def leftovers(self) -> list[str]:
        """Return what lies about that belongs to no generation which is kept."""
        found = [path.name for path in self.index.iterdir() if path.name not in _KEPT]
        found += [path.name for path in self.temporary.iterdir()]
        serving = read_manifest(self.index / "generations" / (self.index / "CURRENT").read_text().strip())
        for generation in (self.index / "generations").iterdir():
            if generation.name in (serving.generation, serving.previous):
                listed = {MANIFEST, *read_manifest(generation).files}
                names = {path.name for path in generation.iterdir()}
                found += [name for name in names - _LATE if name not in listed or name.startswith(".tmp")]
            else:
                found.append(generation.name)
        return found


def completed(place: Place, commands: Commands, state: int) -> list[str]:
    """Run the next build, which must bring the archive to a state and leave nothing about; return what is wrong."""
    ended = place.build(commands)
    wrong = [] if ended.done else [f"the next build ended with {ended.status}: {ended.stdout}{ended.stderr}"]
    if observed(place.index) != answer_of(state):
        wrong.append("the next build did not bring the state that it was to bring")
    return wrong + [f"left about: {name}" for name in place.leftovers()]

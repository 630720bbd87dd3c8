"""A disk that loses its power: what was synced is there, and of what was not, whatever chance wants.

The data of a file is safe once the file was synced, a name once its folder was. What was not may be there or not, each
write and each name by itself; of a write, only its first sectors may be there, or its length without its bytes. A
rename within a folder is one step: both names or neither.
"""

import os
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.recording import ROOT

_SECTORS = (512, 4096)
_NOT_KEPT = "-shm"
"""SQLite's memory that processes share: made again by the first that opens."""


@dataclass(slots=True)
class Disk:
    """What is safe, and what is not yet: data by file, names by folder."""

    data: dict[int, bytes] = field(default_factory=lambda: defaultdict(bytes))
    names: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    unsafe_data: dict[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    unsafe_names: dict[int, list[tuple]] = field(default_factory=lambda: defaultdict(list))
    folders: set[int] = field(default_factory=lambda: {ROOT})
    targets: dict[int, str] = field(default_factory=dict)

    def take(self, step: tuple) -> None:
        """Take in a step of a recording."""
        match step:
            case ("write" | "truncate", file, *_):
                self.unsafe_data[file].append(step)
            case ("create" | "link", folder, name, file):
                self.unsafe_names[folder].append((None, name, file))
            case ("mkdir", folder, name, made):
                self.folders.add(made)
                self.unsafe_names[folder].append((None, name, made))
            case ("symlink", folder, name, file, target):
                self.targets[file] = target
                self.unsafe_names[folder].append((None, name, file))
            case ("unlink", folder, name):
                self.unsafe_names[folder].append((name, None, None))
            case ("rename", folder, name, other, new) if folder == other:
                self.unsafe_names[folder].append((name, new, self.now(folder)[name]))
            case ("sync", number):
                self._sync(number)
            case ("done",):
                pass
            case _:
                raise NotImplementedError(str(step))

    def now(self, folder: int) -> dict[str, int]:
        """Return the names of a folder as a process sees them."""
        names = dict(self.names[folder])
        for change in self.unsafe_names[folder]:
            _rename(names, change)
        return names

    def after_loss(self, chance: "Chance") -> "Disk":
        """Return what is there when the power is back."""
        left = Disk(folders=self.folders, targets=self.targets)
        for folder in self.folders:
            left.names[folder] = dict(self.names[folder])
            for change in self.unsafe_names[folder]:
                if chance.keeps():
                    _rename(left.names[folder], change)
        for file in self.data.keys() | self.unsafe_data.keys():
            left.data[file] = chance.data(self.data[file], self.unsafe_data[file])
        return left

    def lay_out(self, folder: Path) -> None:
        """Make the folder as it is on this disk; two names of a file stay two names of a file."""
        self._lay_out(ROOT, folder, {})

    def _lay_out(self, number: int, folder: Path, made: dict[int, Path]) -> None:
        for name, inner in self.names[number].items():
            path = folder / name
            if inner in self.folders:
                path.mkdir()
                self._lay_out(inner, path, made)
            elif inner in self.targets:
                path.symlink_to(self.targets[inner])
            elif inner in made:
                os.link(made[inner], path)
            elif not name.endswith(_NOT_KEPT):
                path.write_bytes(self.data[inner])
                made[inner] = path

    def _sync(self, number: int) -> None:
        for change in self.unsafe_names.pop(number, []):
            _rename(self.names[number], change)
        data = bytearray(self.data[number])
        for step in self.unsafe_data.pop(number, []):
            _write(data, step)
        self.data[number] = bytes(data)


@dataclass(frozen=True, slots=True)
class Chance:
    """How much of what was not safe is there: `share` of it, and whether writes are torn or without their bytes."""

    share: float
    torn: bool
    random: random.Random

    def keeps(self) -> bool:
        """Tell whether a change is there."""
        return self.random.random() < self.share

    def data(self, safe: bytes, steps: Sequence[tuple]) -> bytes:
        """Return what a file holds of what was safe and what was not."""
        data = bytearray(safe)
        for step in steps:
            if self.keeps():
                _write(data, step)
            elif self.torn and step[0] == "write":
                _write(data, self._tear(step))
        return bytes(data)

    def _tear(self, step: tuple) -> tuple:
        kind, file, offset, data = step
        sector = self.random.choice(_SECTORS)
        end = self.random.randrange(offset // sector, (offset + len(data)) // sector + 1) * sector
        torn = data[: max(0, end - offset)]
        return (kind, file, offset, torn if self.random.random() < 0.5 else torn.ljust(len(data), b"\0"))


def disk_after(steps: Sequence[tuple]) -> Disk:
    """Return the disk after some steps."""
    disk = Disk()
    for step in steps:
        disk.take(step)
    return disk


def _rename(names: dict[str, int], change: tuple) -> None:
    old, new, file = change
    if old is not None:
        names.pop(old, None)
    if new is not None:
        names[new] = file


def _write(data: bytearray, step: tuple) -> None:
    if step[0] == "truncate":
        size = step[2]
        del data[size:]
        data.extend(bytes(size - len(data)))
        return
    _, _, offset, written = step
    data.extend(bytes(max(0, offset - len(data))))
    data[offset : offset + len(written)] = written

"""What a build does to a folder, step by step, each file by a number of its own whatever its names are.

Steps:  create folder name file | mkdir folder name folder | link folder name file | unlink folder name
        symlink folder name file target | rename folder name folder name | write file offset bytes
        truncate file size | sync file-or-folder | done
"""

import os
import struct
from pathlib import Path

from tests.faults.tracing import Call, Watch

ROOT = 0
"""The number of the folder that is recorded."""

_APPENDING = 0o2000
_SAYS_DONE = b"The archive holds"
_IGNORED = ("chmod", "fchmod", "fchmodat", "utimensat", "sync_file_range")
_OPENING = ("open", "openat", "creat")


class Recorder(Watch):
    """Records what happens within a folder, over several builds; other folders beside the index are left out."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.steps: list[tuple] = []
        self._folder = str(folder)
        self._index = str(folder / "index")
        self._stdout = str(folder / "stdout")
        self._numbers = {folder.stat().st_ino: ROOT}
        self._next = ROOT + 1
        self._before: tuple = ()

    def before(self, call: Call) -> int:
        """Keep what can only be known before the call is made."""
        super().before(call)
        name, path = call.syscall.name, call.paths[-1]
        if name in ("write", "writev", "pwrite64", "pwritev"):
            self._before = (_offset(call), _data(call))
        elif name in _OPENING:
            self._before = (Path(path).exists(),)
        return 0

    def wants_result(self, call: Call) -> bool:
        """Tell whether it is recorded: what befalls the index or the folder that it stands in, and the last word."""
        return call.syscall.name not in _IGNORED and any(self._is_of_index(path) for path in call.paths)

    def after(self, call: Call, returned: int) -> None:
        """Record a call that succeeded."""
        if returned < 0:
            return
        if call.paths[0] == self._stdout:
            if call.syscall.name == "write" and _SAYS_DONE in self._before[1]:
                self.steps.append(("done",))
            return
        self.steps += self._step(call, returned)

    def _is_of_index(self, path: str) -> bool:
        return path in (self._index, self._stdout, self._folder) or path.startswith(f"{self._index}/")

    def _step(self, call: Call, returned: int) -> list[tuple]:
        path = call.paths[-1]
        match call.syscall.name:
            case "open" | "openat" | "creat":
                return self._opened(path, existed=self._before[0])
            case "mkdir" | "mkdirat":
                return [("mkdir", *self._name(path), self._new(path))]
            case "link" | "linkat":
                return [("link", *self._name(path), self._number(path))]
            case "symlink" | "symlinkat":
                return [("symlink", *self._name(path), self._new(path), call.text(call.arguments[0]))]
            case "unlink" | "unlinkat" | "rmdir":
                return [("unlink", *self._name(path))]
            case "rename" | "renameat" | "renameat2":
                return [("rename", *self._name(call.paths[0]), *self._name(path))]
            case "write" | "writev" | "pwrite64" | "pwritev":
                offset, data = self._before
                return [("write", self._opened_number(call), offset, data[:returned])]
            case "ftruncate":
                return [("truncate", self._opened_number(call), call.arguments[1])]
            case "fsync" | "fdatasync":
                return [("sync", self._opened_number(call))]
        raise NotImplementedError(str(call))

    def _opened(self, path: str, *, existed: bool) -> list[tuple]:
        if existed:
            return [("truncate", self._number(path), 0)] if not Path(path).stat().st_size else []
        return [("create", *self._name(path), self._new(path))]

    def _name(self, path: str) -> tuple[int, str]:
        folder, name = os.path.split(path)
        return self._number(folder), name

    def _new(self, path: str) -> int:
        number = self._next
        self._numbers[Path(path).lstat().st_ino] = number
        self._next += 1
        return number

    def _number(self, path: str) -> int:
        return self._numbers[Path(path).stat().st_ino]

    def _opened_number(self, call: Call) -> int:
        return self._number(f"/proc/{call.tid}/fd/{call.arguments[0]}")


def steps_of(kind: str, steps: list[tuple]) -> list[tuple]:
    """Return the steps of a kind."""
    return [step for step in steps if step[0] == kind]


def _offset(call: Call) -> int:
    """Return where a call writes."""
    if call.syscall.name.startswith("pwrite"):
        return call.arguments[3]
    lines = Path(f"/proc/{call.tid}/fdinfo/{call.arguments[0]}").read_text(encoding="ascii").splitlines()
    facts = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    if int(facts["flags"], 8) & _APPENDING:
        return Path(f"/proc/{call.tid}/fd/{call.arguments[0]}").stat().st_size
    return int(facts["pos"])


def _data(call: Call) -> bytes:
    """Return what a call writes."""
    address, size = call.arguments[1:3]
    if not call.syscall.name.endswith("v"):
        return call.memory(address, size)
    vectors = struct.iter_unpack("QQ", call.memory(address, 16 * size))
    return b"".join(call.memory(at, length) for at, length in vectors)

"""A child process, stopped by ptrace before each system call that touches a folder: to count, record, kill or fail it.

A filter of seccomp lets all other calls pass at full speed. All threads share one count, in the order in which they
come, so that "the Nth call" means each of them, whatever thread makes it. No rights are needed but those over one's
own children.
"""

import ctypes
import errno
import os
import platform
import signal
import struct
from dataclasses import dataclass
from pathlib import Path

from tests.faults.syscalls import SYSCALLS, Kind, Syscall

_CONT, _GETREGS, _SETREGS, _SYSCALL, _SEIZE, _LISTEN, _GET_SYSCALL_INFO = 7, 12, 13, 24, 0x4206, 0x4208, 0x420E
_SYSGOOD, _FORK, _VFORK, _CLONE, _SECCOMP, _EXITKILL = 1, 2, 4, 8, 0x80, 0x100000
_EVENT_SECCOMP, _EVENT_STOP = 7, 128
_ALL = 0x40000000  # __WALL: threads and children alike
_AT_CWD = -100
_REGISTERS, _RAX, _ORIG_RAX = 27, 10, 15
_CHANGING = os.O_CREAT | os.O_TRUNC

_REMOVING = ("unlink", "unlinkat", "rmdir")

ON_LINUX = platform.system() == "Linux"

if ON_LINUX:
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.ptrace.argtypes = [ctypes.c_ulong, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_void_p]
    _libc.ptrace.restype = ctypes.c_long


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that is about to be made, and the files that it names."""

    tid: int
    syscall: Syscall
    arguments: tuple[int, ...]
    paths: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.syscall.name} {' '.join(self.paths)}"

    def text(self, address: int) -> str:
        """Return the path at an address."""
        found = b""
        while b"\0" not in found:
            found += self.memory(address + len(found), 256 - (address + len(found)) % 256)
        return os.fsdecode(found.partition(b"\0")[0])

    def memory(self, address: int, size: int) -> bytes:
        """Return bytes of the process that calls."""
        with open(f"/proc/{self.tid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123 - not buffered
            memory.seek(address)
            return memory.read(size)


class Watch:
    """What is done at the calls within some folders: nothing but counting them, of some kinds."""

    def __init__(self, *within: Path, kinds: tuple[Kind, ...] = (Kind.WRITE, Kind.SYNC)) -> None:
        self.within = tuple(map(str, within))
        self.kinds = kinds
        self.calls = 0
        self.hit: str | None = None

    def before(self, call: Call) -> int:
        """Return what the call fails with instead of being made, or 0; it may end the process."""
        self.calls += 1
        return 0

    def wants_result(self, call: Call) -> bool:
        """Tell whether `after` is to be told what the call returned."""
        return False

    def after(self, call: Call, returned: int) -> None:
        """Take in what a call returned."""


class KillAt(Watch):
    """Kills the process before its Nth call."""

    def __init__(self, within: Path, number: int) -> None:
        super().__init__(within)
        self._number = number

    def before(self, call: Call) -> int:
        """Count the call, and kill who makes it if it is its turn."""
        super().before(call)
        if self.calls == self._number:
            self.hit = str(call)
            os.kill(call.tid, signal.SIGKILL)
        return 0


class FailAt(Watch):
    """Lets the Nth call of some kinds fail, and, where it is to stay so, all of those kinds that follow."""

    def __init__(self, *within: Path, kinds: tuple[Kind, ...], number: int, error: int, stays: bool) -> None:
        super().__init__(*within, kinds=kinds)
        self._number, self._error, self._stays = number, error, stays

    def before(self, call: Call) -> int:
        """Count the call, and let it fail if it is its turn; a full disk lets go of what is removed."""
        if self._error == errno.ENOSPC and call.syscall.name in _REMOVING:
            return 0
        super().before(call)
        if self.calls == self._number or (self._stays and self.calls > self._number):
            self.hit = self.hit or str(call)
            return self._error
        return 0


def possible() -> str | None:
    """Return why nothing can be traced here, or None where it can."""
    if not ON_LINUX or platform.machine() != "x86_64":
        return "the numbers of system calls are those of Linux on x86-64"
    child = os.fork()
    if not child:
        signal.pause()
    try:
        _ptrace(_SEIZE, child, data=_EXITKILL)
    except OSError as error:
        return f"ptrace is not allowed: {error.strerror}"
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return None


def let_be_traced(kinds: tuple[Kind, ...]) -> None:
    """Have the kernel stop this process at calls of these kinds; once and for all, its threads and children too."""
    numbers = [number for number, syscall in SYSCALLS.items() if syscall.kind in kinds]
    load, equal, give = 0x20, 0x15, 0x06
    steps = [(load, 0, 0, 0)]
    steps += [(equal, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    steps += [(give, 0, 0, 0x7FFF0000), (give, 0, 0, 0x7FF00000)]  # allow; trace
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(program)
    filtering = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(held))
    if _libc.prctl(38, 1, 0, 0, 0) or _libc.prctl(22, 2, ctypes.create_string_buffer(filtering), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def seize(child: int) -> None:
    """Become the tracer of a child, and of all that it begins."""
    _ptrace(_SEIZE, child, data=_SYSGOOD | _FORK | _VFORK | _CLONE | _SECCOMP | _EXITKILL)


def follow(child: int, watch: Watch) -> int:
    """Let a seized child run to its end under a watch, and return its status as `subprocess` tells it."""
    status = None
    while True:
        try:
            tid, stop = os.waitpid(-1, _ALL)
        except ChildProcessError:
            return status
        if os.WIFSTOPPED(stop):
            _go_on(tid, stop, watch)
        elif tid == child:
            status = os.waitstatus_to_exitcode(stop)


def _go_on(tid: int, stop: int, watch: Watch) -> None:
    event, number = stop >> 16, os.WSTOPSIG(stop)
    try:
        if event == _EVENT_SECCOMP:
            _meet(tid, watch)
        else:
            passed_on = 0 if event or number == signal.SIGTRAP else number
            _ptrace(_CONT, tid, data=passed_on)
    except ProcessLookupError:
        return  # it was killed meanwhile


def _meet(tid: int, watch: Watch) -> None:
    call = _call(tid, watch)
    if call is None:
        _ptrace(_CONT, tid)
        return
    if error := watch.before(call):
        _refuse(tid, error)
        _ptrace(_CONT, tid)
    elif watch.wants_result(call):
        if _finish(tid):
            watch.after(call, _info(tid)[1])
            _ptrace(_CONT, tid)
    else:
        _ptrace(_CONT, tid)


def _finish(tid: int) -> bool:
    """Let a thread make its call while all others wait, and tell whether it came back from it."""
    passed_on = 0
    while True:
        _ptrace(_SYSCALL, tid, data=passed_on)
        _, stop = os.waitpid(tid, _ALL)
        if not os.WIFSTOPPED(stop):
            return False
        if os.WSTOPSIG(stop) == signal.SIGTRAP | _SYSGOOD << 7:
            return True
        passed_on = 0 if stop >> 16 else os.WSTOPSIG(stop)


def _call(tid: int, watch: Watch) -> Call | None:
    """Return the call that a thread is stopped before, or None if the watch does not care for it."""
    number, *arguments = _info(tid)[1:8]
    syscall = SYSCALLS[number]
    if syscall.flags is not None and not arguments[syscall.flags] & _CHANGING:
        return None
    call = Call(tid, syscall, tuple(arguments), ())
    try:
        paths = tuple(_resolved(call, place) for place in syscall.places)
    except FileNotFoundError:  # a file that is not open: the kernel will say so
        return None
    if not any(path == folder or path.startswith(f"{folder}/") for path in paths for folder in watch.within):
        return None
    return Call(tid, syscall, tuple(arguments), paths)


def _resolved(call: Call, place: tuple) -> str:
    kind, *where = place
    process, first = Path(f"/proc/{call.tid}"), call.arguments[where[0]]
    if kind == "fd" or (kind == "at" and not call.arguments[where[1]]):  # utimensat of an open file names none
        return str((process / f"fd/{_int(first)}").readlink())
    folder = "cwd" if kind == "path" or _int(first) == _AT_CWD else f"fd/{_int(first)}"
    return os.path.normpath((process / folder).readlink() / call.text(call.arguments[where[-1]]))


def _int(argument: int) -> int:
    return ctypes.c_int(argument & 0xFFFFFFFF).value


def _info(tid: int) -> tuple[int, ...]:
    """Return what kind of stop it is, then the number and arguments of the call, or what it returned."""
    info = ctypes.create_string_buffer(128)
    _ptrace(_GET_SYSCALL_INFO, tid, len(info), ctypes.addressof(info))
    kind = info.raw[0]
    return (kind, *struct.unpack_from("q" if kind == 2 else "7Q", info, 24))


def _refuse(tid: int, error: int) -> None:
    registers = (ctypes.c_ulonglong * _REGISTERS)()
    _ptrace(_GETREGS, tid, data=ctypes.addressof(registers))
    registers[_ORIG_RAX] = 2**64 - 1
    registers[_RAX] = 2**64 - error
    _ptrace(_SETREGS, tid, data=ctypes.addressof(registers))


def _ptrace(request: int, tid: int, address: int = 0, data: int = 0) -> None:
    if _libc.ptrace(request, tid, address, data) == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

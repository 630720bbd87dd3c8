"""The system calls that change a folder or read from it, on Linux for x86-64: their numbers, and where they name files.

A place is `("fd", argument)`, `("path", argument)`, or `("at", argument of the folder, argument of the path)`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a call does."""

    WRITE = "write"
    SYNC = "sync"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Syscall:
    """A system call: its places are the files or folders that it names."""

    name: str
    kind: Kind
    places: tuple[tuple, ...]
    flags: int | None = None
    """The argument that holds the flags of opening, for calls that change something only with some of them."""


def _fd(argument=0):
    return ("fd", argument)


def _path(argument=0):
    return ("path", argument)


def _at(folder=0, path=1):
    return ("at", folder, path)


SYSCALLS = {
    0: Syscall("read", Kind.READ, (_fd(),)),
    17: Syscall("pread64", Kind.READ, (_fd(),)),
    19: Syscall("readv", Kind.READ, (_fd(),)),
    295: Syscall("preadv", Kind.READ, (_fd(),)),
    217: Syscall("getdents64", Kind.READ, (_fd(),)),
    1: Syscall("write", Kind.WRITE, (_fd(),)),
    18: Syscall("pwrite64", Kind.WRITE, (_fd(),)),
    20: Syscall("writev", Kind.WRITE, (_fd(),)),
    296: Syscall("pwritev", Kind.WRITE, (_fd(),)),
    328: Syscall("pwritev2", Kind.WRITE, (_fd(),)),
    40: Syscall("sendfile", Kind.WRITE, (_fd(),)),
    326: Syscall("copy_file_range", Kind.WRITE, (_fd(2),)),
    285: Syscall("fallocate", Kind.WRITE, (_fd(),)),
    76: Syscall("truncate", Kind.WRITE, (_path(),)),
    77: Syscall("ftruncate", Kind.WRITE, (_fd(),)),
    2: Syscall("open", Kind.WRITE, (_path(),), flags=1),
    85: Syscall("creat", Kind.WRITE, (_path(),)),
    257: Syscall("openat", Kind.WRITE, (_at(),), flags=2),
    83: Syscall("mkdir", Kind.WRITE, (_path(),)),
    258: Syscall("mkdirat", Kind.WRITE, (_at(),)),
    84: Syscall("rmdir", Kind.WRITE, (_path(),)),
    87: Syscall("unlink", Kind.WRITE, (_path(),)),
    263: Syscall("unlinkat", Kind.WRITE, (_at(),)),
    82: Syscall("rename", Kind.WRITE, (_path(0), _path(1))),
    264: Syscall("renameat", Kind.WRITE, (_at(0, 1), _at(2, 3))),
    316: Syscall("renameat2", Kind.WRITE, (_at(0, 1), _at(2, 3))),
    86: Syscall("link", Kind.WRITE, (_path(0), _path(1))),
    265: Syscall("linkat", Kind.WRITE, (_at(0, 1), _at(2, 3))),
    88: Syscall("symlink", Kind.WRITE, (_path(1),)),
    266: Syscall("symlinkat", Kind.WRITE, (_at(1, 2),)),
    90: Syscall("chmod", Kind.WRITE, (_path(),)),
    91: Syscall("fchmod", Kind.WRITE, (_fd(),)),
    268: Syscall("fchmodat", Kind.WRITE, (_at(),)),
    280: Syscall("utimensat", Kind.WRITE, (_at(),)),
    74: Syscall("fsync", Kind.SYNC, (_fd(),)),
    75: Syscall("fdatasync", Kind.SYNC, (_fd(),)),
    277: Syscall("sync_file_range", Kind.SYNC, (_fd(),)),
}

"""How much memory a process takes, as Linux tells it, in bytes."""

from pathlib import Path


def resident() -> int:
    """Return what this process takes now."""
    return _told("self", "VmRSS")


def peak(process: int | str = "self") -> int:
    """Return what a process has taken at most, since it began or `forget_peak` was called in it."""
    return _told(process, "VmHWM")


def forget_peak() -> None:
    """Let this process's peak begin anew at what it takes now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _told(process: int | str, name: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    (line,) = [line for line in lines if line.startswith(f"{name}:")]
    return int(line.split()[1]) << 10

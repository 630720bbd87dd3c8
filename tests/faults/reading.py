"""Files read as any worker reads them, with what it took."""

import resource
import sys
import time
from dataclasses import dataclass

from indexer.intake import Outcome, ReadFile, limits, read
from indexer.isolation import Loss
from indexer.workers import Job

ONRECORD = [sys.executable, "-c", "from webapp.cli import main; main()"]


@dataclass(frozen=True)
class Measured:
    """What a file gave, in how many seconds, and the most memory of its process; a loss, where this was ended."""

    outcome: Outcome | Loss
    seconds: float = 0
    peak: int = 0


def measured(task: ReadFile) -> Measured:
    """Read a file as any worker does, and look at the clock and at the memory of this process."""
    started = time.process_time()
    outcome = read(task)
    seconds = time.process_time() - started
    return Measured(outcome, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


MEASURED = Job(work=measured, lost=lambda _, loss: Measured(loss), limits=limits)

"""The work that one question may make: bounds on size are checked before it begins, this while it is done."""

import math
import time
from dataclasses import dataclass

from indexer.errors import QueryTooCostlyError
from indexer.messages import say


@dataclass(frozen=True, slots=True)
class Budget:
    """The time of a processor that one question may take, in the thread in which it began.

    Others’ work does not count: a query that is answered on an idle machine is answered on a busy one. `seconds` is
    what there was, and `ends` the thread's time at which it is used up.
    """

    seconds: float
    ends: float

    @classmethod
    def of(cls, seconds: float) -> "Budget":
        """Return a budget that begins now."""
        return cls(seconds, time.thread_time() + seconds)

    def check(self) -> None:
        """Go on if there is time left.

        :raise QueryTooCostlyError: if there is none.
        """
        if time.thread_time() > self.ends:
            seconds = f"{self.seconds:g}"
            raise QueryTooCostlyError(
                say("The search takes more than the %(seconds)s s that one may take.", seconds=seconds),
                say(
                    "Leave out words with * or ~, and words near each other that most texts have, "
                    "or ask for fewer paragraphs and without explanations."
                ),
            )


UNBOUNDED = Budget(math.inf, math.inf)

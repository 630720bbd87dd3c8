"""Words that lead somewhere, as templates show them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere; `current` tells what is chosen already. A count of 0 is not shown."""

    label: str
    address: str | None
    current: bool = False
    count: int = 0

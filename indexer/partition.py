"""Which part of the sources a run takes, where several on different machines share them."""

import hashlib
import re
from dataclasses import dataclass

from indexer.errors import CallError

MOST_PARTS = 10_000

_WRITTEN = re.compile(r"([0-9]{1,5})/([0-9]{1,5})")
_HASH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One of so many parts, the first being 1."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> "Part":
        """Return the part that a text like `3/16` means.

        :raise CallError: if it means none.
        """
        found = _WRITTEN.fullmatch(text.strip())
        part = cls(*map(int, found.groups())) if found else None
        if part is None or not 1 <= part.number <= part.of <= MOST_PARTS:
            raise CallError(
                f"“{text}” is no part.", f"Write which of how many, such as 3/16; there can be {MOST_PARTS:,}."
            )
        return part

    def has(self, key: bytes) -> bool:
        """Tell whether what has this key belongs to the part: on every machine, and whatever else there is."""
        return int.from_bytes(hashlib.blake2b(key, digest_size=_HASH_BYTES).digest()) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

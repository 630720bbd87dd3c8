"""What was asked for lately, kept within a bound of memory."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that tells how many bytes of memory it takes, as arrays do."""

    @property
    def nbytes(self) -> int:
        """Return the bytes."""


Value = TypeVar("Value", bound=Sized)


class Recent(Generic[Value]):
    """Keeps the values that were asked for last, up to `limit` bytes; several threads may ask at once."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made if it is not kept; two threads may both make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        if value.nbytes <= self._limit:
            with self._lock:
                self._keep(key, value)
        return value

    def _keep(self, key: Hashable, value: Value) -> None:
        replaced = self._kept.pop(key, None)
        self._size += value.nbytes - (replaced.nbytes if replaced is not None else 0)
        self._kept[key] = value
        while self._size > self._limit:
            _, dropped = self._kept.popitem(last=False)
            self._size -= dropped.nbytes

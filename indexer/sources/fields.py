"""The fields of a JSON object that somebody else wrote, each checked for its type."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar, overload

from indexer.errors import SourceError

SHOWN_LENGTH = 60
"""Most characters of a wrong value that an error repeats."""

Choice = TypeVar("Choice", bound=StrEnum)

_EMPTY: Sequence[object] = ()


def wrong(value: object) -> str:
    """Return a value as an error shows it: as JSON would, shortened."""
    shown = repr(value)
    return shown if len(shown) <= SHOWN_LENGTH else shown[: SHOWN_LENGTH - 1] + "…"


class Fields:
    """Reads the fields of one object; null counts as absent. Every method raises `SourceError` on a wrong type."""

    def __init__(self, record: Mapping[str, object], where: str = "") -> None:
        self._record = record
        self._where = where

    def take(self, name: str) -> object:
        """Return the value of a field as it is, or None."""
        return self._record.get(name)

    def text(self, name: str) -> str | None:
        """Return a field that must be text; None where it is absent or empty."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise self._refused(name, value, "text")
        return value or None

    def required(self, name: str) -> str:
        """Return a field that must be text and not empty."""
        value = self.text(name)
        if value is None:
            raise SourceError(f"“{self._full(name)}” is missing.", "Give it a value, or leave the object out.")
        return value

    def list(self, name: str) -> Sequence[object]:
        """Return a field that must be a list; an empty one where it is absent."""
        value = self.take(name)
        if value is None:
            return _EMPTY
        if not isinstance(value, list):
            raise self._refused(name, value, "a list")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that must be a list of texts."""
        found = []
        for each in self.list(name):
            if not isinstance(each, str):
                raise self._refused(name, each, "text")
            found.append(each)
        return tuple(found)

    def objects(self, name: str) -> tuple["Fields", ...]:
        """Return a field that must be a list of objects."""
        found = []
        for index, each in enumerate(self.list(name)):
            if not isinstance(each, dict):
                raise self._refused(name, each, "an object")
            found.append(Fields(each, f"{self._full(name)}[{index}]"))
        return tuple(found)

    def numbers(self, name: str) -> tuple[int, ...]:
        """Return a field that must be a list of whole numbers from 1."""
        return tuple(self._whole(name, each) for each in self.list(name))

    @overload
    def number(self, name: str, default: int) -> int: ...
    @overload
    def number(self, name: str, default: None) -> int | None: ...
    def number(self, name: str, default: int | None) -> int | None:
        """Return a field that must be a whole number from 1."""
        value = self.take(name)
        return default if value is None else self._whole(name, value)

    def flag(self, name: str) -> bool:
        """Return a field that must be true or false; false where it is absent."""
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            raise self._refused(name, value, "true or false")
        return bool(value)

    def choice(self, name: str, values: type[Choice], default: Choice) -> Choice:
        """Return a field that must be one of the values."""
        value = self.text(name)
        try:
            return default if value is None else values(value)
        except ValueError as error:
            raise SourceError(
                f"“{self._full(name)}” is {wrong(value)}, which does not exist.", f"It is one of: {', '.join(values)}."
            ) from error

    def _whole(self, name: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._refused(name, value, "a whole number from 1")
        return value

    def _refused(self, name: str, value: object, wanted: str) -> SourceError:
        return SourceError(f"“{self._full(name)}” is {wrong(value)}, not {wanted}.", f"Write it as {wanted}.")

    def _full(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name

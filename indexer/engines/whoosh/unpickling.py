"""Whoosh's pickles, read as the data that they are: a foreign index runs no code.

Whoosh pickles its segments, the directories in its files, its postings and what it stores. `restrict` lets it read all
of them with an unpickler that knows the few classes that such pickles name, and calls nothing else. Schemas are pickled
too, and never read: `open_dir` is given ours.
"""

import pickle
from collections import defaultdict
from io import BufferedReader, BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO

from whoosh import columns, formats
from whoosh.codec import whoosh3
from whoosh.filedb import structfile

from indexer.errors import ArchiveDamagedError
from indexer.messages import say

_SMALL = 1024
"""Bytes below which a buffer costs more than it saves."""


def _no_bytes() -> bytes:
    """Stand for `bytes`, which in pickles makes empty ones: the real one makes any number of zeros."""
    return b""


ALLOWED = MappingProxyType(
    {
        ("whoosh.codec.whoosh3", "W3Segment"): whoosh3.W3Segment,
        ("whoosh.codec.whoosh3", "W3Codec"): whoosh3.W3Codec,
        ("collections", "defaultdict"): defaultdict,
        ("__builtin__", "int"): int,
        ("builtins", "int"): int,
        # How bytes were pickled before there was an opcode for them. `str.encode` knows encodings of text alone.
        ("_codecs", "encode"): str.encode,
        ("__builtin__", "bytes"): _no_bytes,
    }
)
"""All that a pickle of Whoosh's may name, by module and name, and what stands for it."""


class _Unpickler(pickle.Unpickler):
    """Makes nothing but plain data and what is allowed."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        """Return what a pickle names.

        :raise ArchiveDamagedError: if Whoosh would never have written that.
        """
        asked = f"{module}.{name}"
        try:
            return ALLOWED[module, name]
        except KeyError:
            raise ArchiveDamagedError(
                say("The index asks for “%(name)s”, which no index needs; nothing was run.", name=asked),
                say("Trust no copy of it: build it again from its sources with `onrecord index SOURCE --rebuild`."),
            ) from None


def load(file: BinaryIO) -> Any:  # noqa: ANN401
    """Read a pickle from a file, as `pickle.load` does.

    :raise ArchiveDamagedError: if it names what is not allowed.
    """
    return _Unpickler(file).load()


def loads(packed: bytes) -> Any:  # noqa: ANN401
    """Read a pickle from bytes, as `pickle.loads` does.

    :raise ArchiveDamagedError: if it names what is not allowed.
    """
    file = BytesIO(packed)
    # Without a buffer, the unpickler asks for each few bytes with a call of its own.
    return load(file if len(packed) < _SMALL else BufferedReader(file, len(packed)))


def restrict() -> None:
    """Let Whoosh read every pickle with these; its modules hold the names of the functions that it calls."""
    structfile.load_pickle = load
    for module in (whoosh3, columns, formats):
        module.loads = loads

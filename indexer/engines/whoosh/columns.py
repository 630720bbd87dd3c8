"""Whoosh's columns, read whole: it reads them document by document, in Python."""

import numpy as np
from whoosh import columns

from indexer.engines.gathering.arrays import Floats, Integers


class NumberColumn(columns.NumericColumn):  # type: ignore[misc] # Whoosh has no types
    """A number for each document."""

    class Reader(columns.NumericColumn.Reader):  # type: ignore[misc]
        """Reads the column."""

        def numbers(self) -> Integers | Floats:
            """Return the numbers by document; a column's end that holds nothing but its default is not in the file."""
            packed = self._dbfile.get(self._basepos, self._count * self._fixedlen)
            stored = np.frombuffer(packed, dtype=f">{self._typecode}").astype(self._typecode)
            return np.append(stored, np.full(self._doccount - self._count, self._default, dtype=self._typecode))


class LabelColumn(columns.RefBytesColumn):  # type: ignore[misc]
    """One of a few texts for each document."""

    class Reader(columns.RefBytesColumn.Reader):  # type: ignore[misc]
        """Reads the column."""

        def labels(self) -> tuple[list[str], Integers]:
            """Return the texts, and which of them each document has."""
            packed = self._dbfile.get(self._basepos, self._doccount * self._itemsize)
            codes = np.frombuffer(packed, dtype=f">{self._typecode}").astype(np.int64)
            return [text.decode() for text in self._uniques], codes


class RecordColumn(columns.VarBytesColumn):  # type: ignore[misc]
    """Some bytes for a few of the documents."""

    class Reader(columns.VarBytesColumn.Reader):  # type: ignore[misc]
        """Reads the column."""

        def records(self) -> tuple[Integers, list[bytes]]:
            """Return the documents that have bytes, and the bytes of each."""
            sizes = np.array(self._lengths, dtype=np.int64)
            packed = self._dbfile.get(self._basepos, int(sizes.sum()))
            having = np.flatnonzero(sizes)
            ends = np.cumsum(sizes[having]).tolist()
            return having, [packed[start:end] for start, end in zip([0, *ends], ends, strict=False)]

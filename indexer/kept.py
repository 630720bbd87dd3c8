"""A statement as the catalogue keeps it, and what tells whether it is still as it was kept."""

import hashlib
import json
import zlib
from dataclasses import dataclass

from indexer import recurrence
from indexer.errors import CatalogueDamagedError
from indexer.statement import Statement, statement_from_json


@dataclass(frozen=True, slots=True)
class Pending:
    """What the published generation lacks: a statement as it is kept, or, without a record, one to remove.

    `digest` is the SHA-256 of what the record holds; `recurrent` are the numbers of its paragraphs that recur, as JSON.
    """

    identity: str
    digest: str | None
    record: bytes | None
    recurrent: str

    def statement(self) -> Statement | None:
        """Return the statement, its recurrent paragraphs marked as boilerplate.

        :raise CatalogueDamagedError: if it is not as it was kept.
        """
        if self.record is None:
            return None
        return recurrence.with_boilerplate(self.extracted(self.record), json.loads(self.recurrent))

    def extracted(self, record: bytes) -> Statement:
        """Return the statement of the record as it was extracted.

        :raise CatalogueDamagedError: if it is not as it was kept.
        """
        try:
            packed = zlib.decompress(record)
            if hashlib.sha256(packed).hexdigest() == self.digest:
                statement = statement_from_json(json.loads(packed))
                if statement.id == self.identity:
                    return statement
        except (zlib.error, TypeError) as error:
            raise self._damaged() from error
        raise self._damaged()

    def _damaged(self) -> CatalogueDamagedError:
        return CatalogueDamagedError(
            f"The catalogue is damaged: the statement “{self.identity}” is not as it was kept.",
            "It holds nothing that the sources don't: name all of them, `onrecord index SOURCE... --rebuild`.",
        )

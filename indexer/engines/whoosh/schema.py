"""How the fields of a paragraph are kept in Whoosh: a document is a paragraph.

Each stores the record of its paragraph. A statement's first also stores that of the statement, and alone has the terms
that all its paragraphs share (`fields.STATEMENT_FIELDS`); so every document is one that can be found.
"""

from types import MappingProxyType

from whoosh import fields

from indexer.engines.gathering.table import NO_DAY
from indexer.engines.whoosh.columns import LabelColumn, NumberColumn, RecordColumn
from indexer.engines.whoosh.formats import CountedTerms, PlacedTerms
from indexer.fields import ID, KEYWORD_FIELDS, LANGUAGE, MARK, POSITIONAL_FIELDS, ROLE

SCHEMA_VERSION = 4
"""Goes up with every change of what a document holds; an index of another version is built anew."""

STATEMENT_COLUMN, NUMBER_COLUMN, DAY_COLUMN, WEIGHT_COLUMN = "statement_c", "number_c", "day_c", "weight_c"
SPEAKER_COLUMN, ROLE_COLUMN, LANGUAGE_COLUMN = "speaker_c", "role_c", "language_c"

STATEMENT_RECORD, PARAGRAPH_RECORD = "statement_r", "paragraph_r"

SINGLE_FIELDS = frozenset({LANGUAGE, ROLE, ID, MARK})
"""The fields in which no document has more than one term: their lengths need not be kept."""

MEASURED_FIELDS = tuple(name for name in (*POSITIONAL_FIELDS, *KEYWORD_FIELDS) if name not in SINGLE_FIELDS)

CHOICE_COLUMNS = MappingProxyType({"speaker": SPEAKER_COLUMN, "role": ROLE_COLUMN, "language": LANGUAGE_COLUMN})


def length_column(field: str) -> str:
    """Return the name of the column that holds how many terms a document has in the field.

    Whoosh's own lengths are rounded: above ten words to the nearest of 256 numbers.
    """
    return f"{field}_length_c"


def make_schema() -> fields.Schema:
    """Return the schema: terms come as lists from our analyser, so that no analyser of Whoosh's ever runs."""
    named = {name: fields.FieldType(PlacedTerms(), analyzer=None) for name in POSITIONAL_FIELDS}
    named |= {name: fields.FieldType(CountedTerms(), analyzer=None) for name in KEYWORD_FIELDS}
    named |= {length_column(name): fields.COLUMN(NumberColumn("I")) for name in MEASURED_FIELDS}
    named |= {
        STATEMENT_COLUMN: fields.COLUMN(RecordColumn()),
        NUMBER_COLUMN: fields.COLUMN(NumberColumn("i")),
        DAY_COLUMN: fields.COLUMN(NumberColumn("i", default=NO_DAY)),
        WEIGHT_COLUMN: fields.COLUMN(NumberColumn("d", default=1.0)),
        SPEAKER_COLUMN: fields.COLUMN(LabelColumn()),
        ROLE_COLUMN: fields.COLUMN(LabelColumn()),
        LANGUAGE_COLUMN: fields.COLUMN(LabelColumn()),
        STATEMENT_RECORD: fields.STORED(),
        PARAGRAPH_RECORD: fields.STORED(),
    }
    return fields.Schema(**named)

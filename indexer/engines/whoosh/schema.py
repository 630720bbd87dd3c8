"""How the fields of a paragraph are kept in Whoosh: a document is a paragraph.

Each stores its paragraph, so that a page of results reads no more than it shows. A statement's first also stores the
statement's summary and the rest of it, with the paragraphs that give no postings, and alone has the terms that all its
paragraphs share (`fields.STATEMENT_FIELDS`); so every document is one that can be found.
"""

from whoosh import analysis, columns, fields

from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS, STEM_FIELDS

SCHEMA_VERSION = 2
"""Goes up with every change of what a document holds; an index of another version is built anew."""

DAY = "day"
STATEMENT_COLUMN, NUMBER_COLUMN, DAY_COLUMN, WEIGHT_COLUMN = "statement_c", "number_c", "day_c", "weight_c"
SPEAKER_COLUMN, ROLE_COLUMN, LANGUAGE_COLUMN = "speaker_c", "role_c", "language_c"
RECORD, SUMMARY, PARAGRAPH = "record", "summary", "paragraph"

NO_DAY = -1


def make_schema() -> fields.Schema:
    """Return the schema: terms come as lists from our analyser, so that no analyser of Whoosh's ever runs."""
    given = analysis.IDAnalyzer()
    named = {name: fields.TEXT(analyzer=given, phrase=True) for name in POSITIONAL_FIELDS}
    named |= {name: fields.TEXT(analyzer=given, phrase=False) for name in STEM_FIELDS}
    named |= {name: fields.ID() for name in KEYWORD_FIELDS}
    named[DAY] = fields.NUMERIC(int, bits=32)
    named |= {
        STATEMENT_COLUMN: fields.COLUMN(columns.RefBytesColumn()),
        NUMBER_COLUMN: fields.COLUMN(columns.NumericColumn("i")),
        DAY_COLUMN: fields.COLUMN(columns.NumericColumn("i", default=NO_DAY)),
        WEIGHT_COLUMN: fields.COLUMN(columns.NumericColumn("f", default=1.0)),
        SPEAKER_COLUMN: fields.COLUMN(columns.RefBytesColumn()),
        ROLE_COLUMN: fields.COLUMN(columns.RefBytesColumn()),
        LANGUAGE_COLUMN: fields.COLUMN(columns.RefBytesColumn()),
        RECORD: fields.STORED(),
        SUMMARY: fields.STORED(),
        PARAGRAPH: fields.STORED(),
    }
    return fields.Schema(**named)

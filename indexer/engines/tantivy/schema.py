"""How the fields of a paragraph are kept in Tantivy: a document is a paragraph."""

import tantivy

from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS

SCHEMA_VERSION = 2
"""Goes up with every change of what a document holds; an index of another version is built anew."""

DOCUMENT, STATEMENT, DAY = "document_n", "statement_n", "day_n"
"""The number of a document, that of the first document of its statement, and the statement's day."""


def make_schema() -> tantivy.Schema:
    """Return the schema.

    A paragraph's terms reach a field as one text, parted by blanks: no term of a field with positions has a blank, and
    handing them over one by one would take twelve times as long. Keywords are handed over one by one, as they are.
    """
    builder = tantivy.SchemaBuilder()
    for name in POSITIONAL_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(DOCUMENT, indexed=True, fast=True)
    builder.add_unsigned_field(STATEMENT, indexed=True, fast=True)
    builder.add_integer_field(DAY, fast=True)
    return builder.build()

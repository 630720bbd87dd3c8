"""The table of the query language, asked of an archive."""

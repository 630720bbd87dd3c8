"""From the documents that match to hits: what engines share once they know which match, and how well.

A document is a searchable paragraph. Documents are numbered so that those of a statement stand together, in order.
"""

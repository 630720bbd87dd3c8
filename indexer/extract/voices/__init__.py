"""Whose words a statement holds: quotation marks, names, verbs of saying, speakers."""

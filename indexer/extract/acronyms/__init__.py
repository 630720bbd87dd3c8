"""Acronyms: the short forms that a text spells out itself."""

from indexer.extract.acronyms.definitions import INNER_LENGTH, LOOK_BACK, acronyms

__all__ = ["INNER_LENGTH", "LOOK_BACK", "acronyms"]

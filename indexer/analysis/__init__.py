"""Text to terms: the one analyser that indexing, searching and highlighting share.

A word gives two terms: `exact`, folded for case, accents and the kind of apostrophe, and `stem`, its inflection
taken off by the Snowball stemmer of the text's language. Nothing is dropped: there is no stop list and no least
length, since "not available" must not mean "available".
"""

from indexer.analysis.analyser import Analyser, Compound, Token
from indexer.analysis.folding import fold, is_accented, plain_case
from indexer.analysis.numbers import number_readings
from indexer.analysis.remembering import RememberingAnalyser
from indexer.analysis.stemming import STEMMERS, primary_language
from indexer.analysis.words import is_unspaced, surface_words

ANALYSER_VERSION = 3
"""Goes up with every change of the terms that a text gives; an index made with another is built anew."""

__all__ = [
    "ANALYSER_VERSION",
    "STEMMERS",
    "Analyser",
    "Compound",
    "RememberingAnalyser",
    "Token",
    "fold",
    "is_accented",
    "is_unspaced",
    "number_readings",
    "plain_case",
    "primary_language",
    "surface_words",
]

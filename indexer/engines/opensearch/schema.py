"""How a paragraph is kept in OpenSearch: a document's fields, and the settings of an index."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from indexer.engine import FACETS
from indexer.fields import ID, KEYWORD_FIELDS, POSITIONAL_FIELDS
from indexer.weights import load_weights

SCHEMA_VERSION = 1
"""Goes up with every change of what a document holds; an index of another version is built anew."""

ANALYSER = "terms"
"""The analyser that parts text at blanks and changes nothing: its tokens are terms already."""

DAY, NUMBER, PLACE, WEIGHT, PUBLISHED = "day", "number", "place", "weight", "published"
PART, REVISION = "part", "revision"
"""Where several machines fill an index: which of them wrote a document, and in which of its runs."""

STATEMENT, PARAGRAPH = "statement", "paragraph"
"""What is stored to be shown: the statement, on its first document, and a document's paragraph."""

_LONGEST_TERM = 32_766
"""Bytes of the longest term that Lucene takes."""

_LONGEST_VALUE = _LONGEST_TERM // 4
"""Characters of the longest value of a facet: a longer one is no name of anything, and is not counted."""

_KEPT, _DIGEST_BYTES = 1_000, 16
_STANDS_IN = "\x1e"

_WINDOW = 10_000

_BLANK = " "


def term(given: str) -> str:
    """Return a term as the index has it: one that Lucene would refuse, by its beginning and a digest of all of it.

    So it keeps its place among the others, is found by the whole of it and by a prefix, and is listed by its beginning.
    """
    if len(given) <= _KEPT or len(given.encode()) <= _LONGEST_TERM:
        return given
    digest = hashlib.blake2b(given.encode(), digest_size=_DIGEST_BYTES).hexdigest()
    return f"{given[:_KEPT]}{_STANDS_IN}{digest}"


def known(field: str) -> str:
    """Return the field in which a field's terms are listed: text has no columns that could be."""
    return f"known_{field}" if field in POSITIONAL_FIELDS else field


def facet(name: str) -> str:
    """Return the field in which a facet's values stand as they are written."""
    return f"facet_{name}"


def settings(*, shards: int) -> Mapping[str, Any]:
    """Return the settings of an index that is being filled: no replica and no refresh until it is whole."""
    weights = load_weights()
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "max_result_window": _WINDOW,
        # A statement's documents stand together: they are gathered, counted and read as one.
        "sort.field": [ID],
        "sort.order": ["asc"],
        "analysis": {
            "tokenizer": {
                "blanks": {"type": "char_group", "tokenize_on_chars": [_BLANK], "max_token_length": _LONGEST_TERM}
            },
            "analyzer": {ANALYSER: {"type": "custom", "tokenizer": "blanks"}},
        },
        "similarity": {"default": {"type": "BM25", "k1": weights.k1, "b": weights.b}},
    }


def mappings() -> Mapping[str, Any]:
    """Return the mappings of an index."""
    texts = {name: {"type": "text", "analyzer": ANALYSER} for name in POSITIONAL_FIELDS}
    # They score as text does, by rarity and length; without being asked to, the cluster gives each the score 1.
    keywords = {name: {"type": "keyword", "norms": True, "use_similarity": True} for name in KEYWORD_FIELDS}
    listed = {known(name): {"type": "keyword"} for name in POSITIONAL_FIELDS}
    facets = {facet(name): {"type": "keyword", "ignore_above": _LONGEST_VALUE} for name in FACETS}
    return {
        "dynamic": "strict",
        "_routing": {"required": True},
        "_source": {"includes": [STATEMENT, PARAGRAPH]},
        "properties": {**texts, **keywords, **listed, **facets, **_OTHERS},
    }


_OTHERS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        DAY: {"type": "integer"},
        NUMBER: {"type": "integer"},
        PLACE: {"type": "integer"},
        WEIGHT: {"type": "double", "index": False},
        PUBLISHED: {"type": "keyword"},
        PART: {"type": "integer"},
        REVISION: {"type": "long"},
        STATEMENT: {"type": "keyword", "index": False, "doc_values": False},
        PARAGRAPH: {"type": "keyword", "index": False, "doc_values": False},
    }
)

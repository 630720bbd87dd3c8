"""Extractors of main text: trafilatura in two of its modes, and readability-lxml."""

from collections.abc import Mapping
from types import MappingProxyType

import trafilatura
from lxml.html import fromstring
from readability import Document

from bench.peers import Extractor

_BLOCKS = ("p", "li", "h2", "h3", "h4", "blockquote", "td")


def _trafilatura(html: str, /) -> list[str]:
    return (trafilatura.extract(html) or "").split("\n")


def _trafilatura_precision(html: str, /) -> list[str]:
    return (trafilatura.extract(html, favor_precision=True) or "").split("\n")


def _readability(html: str, /) -> list[str]:
    tree = fromstring(Document(html).summary())
    return [" ".join(str(element.xpath("string()")).split()) for element in tree.iter(*_BLOCKS)]


EXTRACTORS: Mapping[str, Extractor] = MappingProxyType(
    {
        "trafilatura": _trafilatura,
        "trafilatura, precision": _trafilatura_precision,
        "readability-lxml": _readability,
    }
)

"""The encoding that a page says it is in.

The rules are those of browsers: https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from functools import cache

from indexer.tables import shipped_table

_XML = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""")
_XML_START = re.compile(rb"[\s\xef\xbb\xbf]{0,99}<\?xml\b")
_META = re.compile(rb"<meta[\s/][^>]{0,1000}", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""([^\s"'>/=]{1,40})\s{0,9}=\s{0,9}(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'>]{1,400}))""")
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html\b[^>]{0,400}?\slang\s{0,9}=\s{0,9}["']?([A-Za-z-]{2,20})""", re.IGNORECASE)

# Python knows more codecs than pages may ask for: some are no character sets, and UTF-7 can hide markup.
_ALLOWED = re.compile(
    r"utf-8|cp12\d\d|cp(?:437|8\d\d|932|949|950)|iso8859-\d+|koi8-[rtu]|mac-\w+|gb18030|big5hkscs|euc_jp|iso2022_jp\w*"
)
_WIDE = re.compile(r"utf-(?:16|32)(?:-[bl]e)?")


def declared_encoding(head: bytes) -> str | None:
    """Return the codec that a page declares, or None if it declares none that can be meant.

    A meta element counts before the XML declaration, and the first before the second. What stands in a comment is
    no declaration.
    """
    seen = _without_comments(head)
    for label in _labels(seen):
        if codec := codec_of(label):
            return codec
    return None


def declared_language(head: bytes) -> str | None:
    """Return the language that a page's root element names, in lower case."""
    match = _LANGUAGE.search(head)
    return match[1].decode("ascii").lower() if match else None


def codec_of(label: str) -> str | None:
    """Return the name of Python's codec for a label, as the Encoding Standard means it; None if it is no label.

    UTF-16 and UTF-32 cannot be declared in bytes that read as ASCII: such a page is in UTF-8.
    """
    name = label.strip().lower()
    try:
        codec = codecs.lookup(label_table().get(name, name)).name
    except LookupError:
        return None
    if _WIDE.fullmatch(codec):
        return "utf-8"
    return codec if _ALLOWED.fullmatch(codec) else None


@cache
def label_table() -> Mapping[str, str]:
    """Return Python's codecs by the labels that it does not know or takes for something else."""
    table = shipped_table("indexer.extract", "encodings.toml")
    return {label: codec for codec, labels in table["labels"].items() for label in labels}


def _labels(head: bytes) -> Iterator[str]:
    for match in _META.finditer(head):
        if label := _meta_label(match[0]):
            yield label
    xml = _XML.search(head, 0, 400) if _XML_START.match(head) else None
    if xml:
        yield xml[1].decode("ascii", "replace")


def _meta_label(tag: bytes) -> str | None:
    """Return what a meta element declares: by itself, or as the content of an HTTP header."""
    attributes = {match[1].lower(): match[2] or match[3] or match[4] or b"" for match in _ATTRIBUTE.finditer(tag)}
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").strip().lower() == b"content-type":
        match = _CHARSET.search(attributes.get(b"content", b""))
        label = match[1] if match else None
    return label.decode("ascii", "replace") if label else None


def _without_comments(head: bytes) -> bytes:
    parts: list[bytes] = []
    start = 0
    while (begin := head.find(b"<!--", start)) >= 0:
        parts.append(head[start:begin])
        end = head.find(b"-->", begin + 2)  # `<!-->` is a whole comment
        start = len(head) if end < 0 else end + 3
    return b"".join([*parts, head[start:]])

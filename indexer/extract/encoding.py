"""Bytes to text: which encoding a file is in."""

import codecs
import re
from dataclasses import dataclass

from indexer.errors import SourceError

HEAD = 4096
"""Bytes at the start of a file in which a declared encoding is looked for."""

LAST_RESORT = "windows-1252"
"""What undeclared text that is not UTF-8 most often is."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)  # fmt: skip

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,400}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)

# Pages say the left and mean the right: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_ALSO_KNOWN_AS = {
    "windows-874": "cp874", "x-sjis": "cp932", "windows-31j": "cp932", "x-gbk": "gb18030", "x-mac-cyrillic":
    "mac-cyrillic", "iso-8859-8-i": "iso8859-8", "macintosh": "mac-roman",
}  # fmt: skip

# Python knows more codecs than pages may ask for: some are no character sets, and UTF-7 can hide markup. UTF-16 and
# UTF-32 cannot be declared in bytes that read as ASCII.
_ALLOWED = re.compile(
    r"utf-8|cp12\d\d|cp(?:437|8\d\d|932|949|950)|iso8859-\d+|koi8-[rtu]|mac-\w+|gb18030|big5hkscs|euc_jp|iso2022_jp\w*"
)

_FEW = 0.1
"""Share of broken characters up to which a text is damaged UTF-8 rather than something else."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and what was guessed about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file, by its byte order mark, what it declares, UTF-8, or a guess, in this order.

    :raise SourceError: if the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    _refuse_binary(data)
    declared = _declared_encoding(data[:HEAD])
    for candidate in (declared, "utf-8"):
        text = _strictly(data, candidate) if candidate else None
        if candidate and text is not None:
            return Decoded(text, candidate)
    return _damaged_utf8(data) or Decoded(
        data.decode(LAST_RESORT, "replace"),
        LAST_RESORT,
        (f"The encoding was guessed: the text is not {declared or 'utf-8'}, and was read as {LAST_RESORT}.",),
    )


def _damaged_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    accented = sum(1 for character in text if character > "\x7f")
    if broken > _FEW * accented:
        return None
    return Decoded(text, "utf-8", (f"The text is damaged: {broken} places that are not UTF-8 were replaced.",))


def _marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    damaged = "\ufffd" in text and _strictly(data, encoding) is None
    return Decoded(text, encoding, (f"Bytes that are not {encoding} were replaced.",) if damaged else ())


def _refuse_binary(data: bytes) -> None:
    head = data[:HEAD]
    for magic, name in _BINARY:
        if head.startswith(magic):
            raise SourceError(f"The file is not text: it is {name}.", "Convert it to HTML or plain text first.")
    if b"\0" in head:
        raise SourceError("The file is not text: it holds null bytes.", "Convert it to HTML or plain text first.")


def _declared_encoding(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    label = (match[1] or match[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(_ALSO_KNOWN_AS.get(label, label)).name
    except LookupError:
        return None
    name = _MEANT.get(name, name)
    return name if _ALLOWED.fullmatch(name) else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None

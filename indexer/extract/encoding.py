"""Bytes to text: which encoding a file is in."""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from indexer.errors import SourceError
from indexer.extract.declared_encoding import declared_encoding, declared_language
from indexer.extract.encoding_guess import guesses, is_nonsense, sample_of
from indexer.extract.mojibake import mojibake

HEAD = 4096
"""Bytes at the start of a file in which a declared encoding is believed; browsers look at the first 1,024."""

FAR = 1 << 18
"""Bytes in which a declaration is looked for where the text is not UTF-8 and nothing was declared in the head."""

BROKEN = "\ufffd"
"""What stands for bytes that are nothing in an encoding."""

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

_FEW = 0.1
"""Share of broken characters up to which a text is damaged, rather than in another encoding."""

_PLANE = 0.5
"""Least share of characters of a text in UTF-32 that are in the first plane."""

_NULLS = 0.25
"""Share of a text in UTF-16 that is ASCII, as markup is, from which the null bytes show it ..."""

_ALPHABET = 0.8
"""... or else, the share of its characters that are of one alphabet, or ASCII."""

_SHOWN = 12
"""Most garbled characters that a warning shows."""

_TELLING = 2048
"""Characters in which a guess of UTF-16 or UTF-32 is checked for what no text holds."""

_SURE = 10
"""Characters beyond ASCII that no text in another encoding has by chance where all of it is valid UTF-8."""

JAPANESE = "iso2022_jp"
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")

_NAMES = {"cp874": "windows-874", "cp932": "shift_jis", "cp949": "euc-kr", "euc_jp": "euc-jp", "big5hkscs": "big5"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, Python's name of the encoding it was in, and what was guessed about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file, by its byte order mark, what it declares, UTF-8, or a guess, in this order.

    A declaration under which the text does not read is left for a guess. Each guess gives a warning, and so does text
    that was garbled before it was saved.

    :raise SourceError: if the bytes are no text.
    """
    decoded = _marked(data) or _decoded(data)
    garbled = mojibake(decoded.text)
    if not garbled.count:
        return decoded
    shown = garbled.first[:_SHOWN]
    told = f"Garbled characters, such as “{shown}”, stand in {garbled.count} places: the text was saved so."
    return replace(decoded, warnings=(*decoded.warnings, told))


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            damaged = BROKEN in text and _strictly(data[len(mark) :], encoding) is None
            return Decoded(text, encoding, (f"Bytes that are not {encoding} were replaced.",) if damaged else ())
    return None


def _decoded(data: bytes) -> Decoded:
    _refuse_binary(data)
    if b"\0" in data[:HEAD]:
        return _wide(data)
    declared = declared_encoding(data[:HEAD])
    believed = _as_declared(data, declared or "utf-8")
    if believed is not None:
        return believed
    if declared is None and (late := declared_encoding(data[:FAR])):
        found = _as_declared(data, late)
        if found is not None:
            told = f"The encoding was guessed: {_shown(found.encoding)} is declared, but far from the beginning."
            return replace(found, warnings=(told, *found.warnings))
    return _guessed(data, declared)


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    """Return the text as it is declared, unless most of it cannot be read so or makes no sense."""
    if data.isascii():
        return _escaped(data, declared) or _read(data, declared)
    decoded = _read(data, declared)
    if decoded is None or declared == "utf-8":
        return decoded
    return None if _is_surely_utf8(data) or is_nonsense(sample_of(data), declared) else decoded


def _escaped(data: bytes, declared: str) -> Decoded | None:
    """Return Japanese text in seven bits that is declared to be something else: nothing in it is beyond ASCII."""
    is_escaped = not declared.startswith("iso2022_jp") and _JAPANESE_ESCAPE.search(data)
    text = _strictly(data, JAPANESE) if is_escaped else None
    return Decoded(text, JAPANESE, (_told_guess(JAPANESE, None),)) if text is not None else None


def _is_surely_utf8(data: bytes) -> bool:
    return _beyond_ascii(data, "utf-8") >= _SURE and _strictly(data, "utf-8") is not None


def _guessed(data: bytes, declared: str | None) -> Decoded:
    ranked = guesses(sample_of(data), declared_language(data[:HEAD]))
    for encoding in ("utf-8", *(guess.encoding for guess in ranked)):
        decoded = _read(data, encoding)
        if decoded is not None and encoding == declared:
            return decoded
        if decoded is not None:
            return replace(decoded, warnings=(_told_guess(encoding, declared or "utf-8"), *decoded.warnings))
    likeliest = ranked[0].encoding
    text = data.decode(likeliest, "replace")
    return Decoded(text, likeliest, (_told_guess(likeliest, declared or "utf-8"), _told_damage(text, likeliest)))


def _told_guess(encoding: str, not_in: str | None) -> str:
    why = f"the text is not {_shown(not_in)}" if not_in else "nothing declares it"
    return f"The encoding was guessed: {why}, and was read as {_shown(encoding)}."


def _read(data: bytes, encoding: str) -> Decoded | None:
    """Return the text in an encoding, few broken places replaced; None if there are more."""
    text = _strictly(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    text = data.decode(encoding, "replace")
    broken = text.count(BROKEN)
    if broken > _FEW * _beyond_ascii(data, encoding):
        return None
    return Decoded(text, encoding, (_told_damage(text, encoding),))


def _told_damage(text: str, encoding: str) -> str:
    return f"The text is damaged: {text.count(BROKEN)} places that are not {_shown(encoding)} were replaced."


def _beyond_ascii(data: bytes, encoding: str) -> int:
    """Return about how many characters are beyond ASCII: in UTF-8, the bytes that may begin one."""
    first = 0xC0 if encoding == "utf-8" else 0x80
    return len(data.translate(None, bytes(range(first))))


def _wide(data: bytes) -> Decoded:
    """Return the text of UTF-16 or UTF-32 without a mark, as the place of its null bytes shows it.

    :raise SourceError: if it shows nothing of the kind.
    """
    encoding = _wide_encoding(data[:HEAD])
    if encoding:
        whole = data[: len(data) - len(data) % (4 if "32" in encoding else 2)]
        text = _strictly(whole, encoding)
        if text is not None and not _holds_what_no_text_holds(text[:_TELLING]):
            return Decoded(text, encoding, (_told_guess(encoding, None),))
    raise SourceError("The file is not text: it holds null bytes.", "Convert it to HTML or plain text first.")


def _wide_encoding(head: bytes) -> str | None:
    count = max(1, len(head) // 4)
    nulls = [head[lane : 4 * count : 4].count(0) for lane in range(4)]
    if nulls[3] == count and nulls[2] >= _PLANE * count:
        return "utf-32-le"
    if nulls[0] == count and nulls[1] >= _PLANE * count:
        return "utf-32-be"
    even, odd = head[0 : len(head) // 2 * 2 : 2], head[1::2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        most = sum(times for _, times in Counter(high).most_common(2))
        is_shown = high.count(0) >= _NULLS * len(high) or most >= _ALPHABET * len(high)
        if high.count(0) > 4 * low.count(0) and is_shown:
            return encoding
    return None


def _holds_what_no_text_holds(text: str) -> bool:
    kinds = {unicodedata.category(character) for character in text if not character.isspace()}
    return not kinds.isdisjoint(["Cc", "Cn", "Co", "Cs"])


def _refuse_binary(data: bytes) -> None:
    for magic, name in _BINARY:
        if data.startswith(magic):
            raise SourceError(f"The file is not text: it is {name}.", "Convert it to HTML or plain text first.")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _shown(codec: str) -> str:
    """Return the name that pages call a codec by."""
    if codec.startswith("cp125"):
        return f"windows-{codec[2:]}"
    return _NAMES.get(codec, codec.replace("iso8859-", "iso-8859-").replace("iso2022_", "iso-2022-"))

import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.extract.encoding import decode

ENCODINGS = [
    ("utf-8", "naïve “quotes” 漢字"),
    ("iso-8859-1", "café"),
    ("latin1", "café"),
    ("us-ascii", "plain"),
    ("windows-1252", "“café” – €"),
    ("iso-8859-2", "źródło"),
    ("windows-1250", "źródło"),
    ("iso-8859-5", "правда"),
    ("windows-1251", "правда"),
    ("koi8-r", "правда"),
    ("koi8-u", "правда є"),
    ("iso-8859-6", "حقوق"),
    ("windows-1256", "حقوق"),
    ("iso-8859-7", "δικαιώματα"),
    ("windows-1253", "δικαιώματα"),
    ("iso-8859-8", "זכויות"),
    ("windows-1255", "זכויות"),
    ("iso-8859-9", "haklarımız"),
    ("windows-1254", "haklarımız"),
    ("windows-1257", "tiesības"),
    ("windows-1258", "quyê\u0300n"),
    ("iso-8859-15", "€ œuvre"),
    ("windows-874", "สิทธิ"),
    ("tis-620", "สิทธิ"),
    ("macintosh", "café"),
    ("gb2312", "人权"),
    ("gbk", "人權"),
    ("gb18030", "人权𠮷"),
    ("big5", "人權"),
    ("shift_jis", "人権"),
    ("euc-jp", "人権"),
    ("iso-2022-jp", "人権"),
    ("euc-kr", "인권"),
    ("ks_c_5601-1987", "인권"),
]
PYTHON_NAMES = {"windows-874": "cp874"}


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(PYTHON_NAMES.get(encoding, encoding))


@pytest.mark.parametrize(("encoding", "marker"), ENCODINGS)
@pytest.mark.parametrize(
    "form",
    [
        '<meta charset="{}"><p>{}',
        "<META http-equiv=Content-Type content='text/html; charset={}'><p>{}",
        "<?xml version='1.0' encoding='{}'?><p>{}",
    ],
)
def test_a_declared_encoding_is_believed(encoding, marker, form):
    html = form.format(encoding, marker)
    decoded = decode(encoded(html, encoding))
    assert decoded.text == html
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_goes_before_everything(mark, encoding):
    html = "<meta charset=windows-1252><p>naïve 漢字"
    decoded = decode(mark + html.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (html, encoding, ())


@pytest.mark.parametrize(
    "label", ["utf-8", "utf8", "no-such-thing", "utf-7", "rot13", "idna", "unicode_escape", "undefined", "utf-16"]
)
def test_a_label_that_cannot_be_meant_falls_back_to_utf8(label):
    html = f"<meta charset={label}><p>naïve +ADw-b+AD4- \\x41"
    assert decode(html.encode()).text == html


def test_a_declaration_far_down_is_not_looked_for():
    html = "<!--" + "x" * 5000 + "--><meta charset=windows-1251><p>й"
    assert decode(html.encode()).text == html


def test_undeclared_bytes_that_are_not_utf8_are_guessed_with_a_warning():
    decoded = decode("“café” – €".encode("windows-1252"))
    assert decoded.text == "“café” – €"
    assert "guessed" in decoded.warnings[0]


def test_one_damaged_byte_does_not_spoil_a_text_in_utf8():
    decoded = decode(("é" * 50).encode() + b"\xff" + "ü".encode())
    assert decoded.text == "é" * 50 + "\ufffdü"
    assert "damaged" in decoded.warnings[0]


def test_damage_behind_a_byte_order_mark_is_told():
    assert decode(codecs.BOM_UTF8 + b"a\xffb").warnings
    assert not decode(codecs.BOM_UTF8 + "a\ufffdb".encode()).warnings


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"\x89PNG\r\n",
        b"PK\x03\x04word/document.xml",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        b"\x1f\x8b\x08",
        b"{\\rtf1 text}",
        b"some text\0more",
    ],
)
def test_what_is_not_text_is_refused(data):
    with pytest.raises(SourceError, match="is not text") as caught:
        decode(data)
    assert caught.value.hint


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_raise_anything_else(data):
    with contextlib.suppress(SourceError):
        decode(data)


@settings(deadline=None)
@given(st.text().filter(lambda text: "\0" not in text and not text.startswith(("\ufeff", "%PDF", "GIF8", "{\\rtf"))))
def test_utf8_reads_as_it_was_written(text):
    assert decode(text.encode()).text == text

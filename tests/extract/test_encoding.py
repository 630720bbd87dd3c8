import codecs
import contextlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.extract import extract
from indexer.extract.declared_encoding import codec_of, declared_encoding, declared_language, label_table
from indexer.extract.encoding import HEAD, decode
from indexer.extract.encoding_guess import WINDOW, WINDOWS, guesses, languages, sample_of
from indexer.extract.mojibake import mojibake
from tests.extract.sentences import SENTENCES, WRITTEN_IN, encoded

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
    "label",
    [
        "utf-8", "utf8", "no-such-thing", "utf-7", "rot13", "idna", "unicode_escape", "undefined", "utf-16", "utf-16le",
        "utf-32", "ucs-2", "iso-10646-ucs-2", "hz-gb-2312", "iso-2022-kr", "replacement", "x" * 500,
    ],
)  # fmt: skip
def test_a_label_that_cannot_be_meant_falls_back_to_utf8(label):
    html = f"<meta charset={label}><p>naïve +ADw-b+AD4- \\x41"
    decoded = decode(html.encode())
    assert (decoded.text, decoded.warnings) == (html, ())


# What a page says, in bytes that are not UTF-8; the first that can be meant is believed.
DECLARATIONS = [
    ("<meta charset=windows-1251>", "cp1251"),
    ("<META CHARSET = 'Windows-1251' />", "cp1251"),
    ("<meta\tname=a content='x'\ncharset=\"koi8-r\">", "koi8-r"),
    ("<meta http-equiv=content-type content='text/html;charset=koi8-r'>", "koi8-r"),
    ("<meta content='text/html; charset = koi8-r' http-equiv=Content-Type>", "koi8-r"),
    ("<meta name=description content='charset=koi8-r'>", None),
    ("<meta http-equiv=refresh content='0; url=?charset=koi8-r'>", None),
    ("<meta data-charset=koi8-r>", None),
    ("<metacharset=koi8-r>", None),
    ("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "cp1251"),
    ("<!--><meta charset=koi8-r>", "koi8-r"),
    ("<!-- never closed <meta charset=koi8-r>", None),
    ("<meta charset=no-such-thing><meta charset=koi8-r>", "koi8-r"),
    ("<meta charset=windows-1251><meta charset=koi8-r>", "cp1251"),
    ("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r"),
    ("\ufeff \n<?xml version='1.0' encoding=\"koi8-r\"?>", "koi8-r"),
    ("<?xml version='1.0' encoding='koi8-r'?><meta charset=windows-1251>", "cp1251"),
    ("<?xml version='1.0' encoding='utf-8'?><meta charset=windows-1251>", "cp1251"),
    ("<p>text<?xml version='1.0' encoding='koi8-r'?>", None),
    ("<?xml version='1.0'?>", None),
    ("<meta charset=utf-16>", "utf-8"),
    ("<?xml version='1.0' encoding='UTF-16'?>", "utf-8"),
    ("<meta charset=x-user-defined>", "cp1252"),
    ("<meta charset=''>", None),
    ("<meta charset=>", None),
    ("<meta charset", None),
    ("", None),
]


@pytest.mark.parametrize(("head", "codec"), DECLARATIONS)
def test_what_a_page_declares(head, codec):
    assert declared_encoding(head.encode()) == codec


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("latin1", "cp1252"), ("us-ascii", "cp1252"),
        ("iso-8859-9", "cp1254"), ("tis-620", "cp874"), ("gbk", "gb18030"),
        ("ks_c_5601-1987", "cp949"), ("x-sjis", "cp932"), ("big5", "big5hkscs"), ("logical", "iso8859-8"),
        ("iso-8859-8-i", "iso8859-8"), ("x-mac-cyrillic", "mac-cyrillic"), ("koi8-ru", "koi8-u"), (" UTF8\n", "utf-8"),
        ("unicode-1-1-utf-8", "utf-8"), ("sun_eu_greek", "iso8859-7"), ("ibm866", "cp866"), ("l2", "iso8859-2"),
        ("utf-7", None), ("cesu-8", None), ("punycode", None), ("zlib", None), ("hz", None), ("", None), ("é", None),
    ],
)  # fmt: skip
def test_labels_mean_what_the_encoding_standard_says(label, codec):
    assert codec_of(label) == codec


def test_every_label_of_the_table_leads_to_the_codec_it_stands_under():
    for label, codec in label_table().items():
        assert codec_of(label) == codecs.lookup(codec).name


@pytest.mark.parametrize(
    ("head", "language"),
    [("<html lang=pl>", "pl"), ("<HTML class=a lang='pt-BR'>", "pt-br"), ("<html xml:lang=pl>", None)],
)
def test_the_language_of_a_page_is_found_before_it_is_decoded(head, language):
    assert declared_language(head.encode()) == language


def filled(length: int) -> str:
    """Return a head of that many bytes."""
    return f"<style>{'p' * (length - 15)}</style>"


@pytest.mark.parametrize(
    ("before", "is_believed"), [(1000, True), (1100, True), (4000, True), (4090, False), (9000, False)]
)
def test_a_declaration_far_from_the_beginning_is_told(before, is_believed):
    html = f"{filled(before)}<meta charset=koi8-r><p>{SENTENCES['ru'][0]}"
    decoded = decode(html.encode("koi8-r"))
    assert (decoded.text, decoded.encoding) == (html, "koi8-r")
    assert ["guessed" in each and "koi8-r" in each for each in decoded.warnings] == [True] * (not is_believed)


def test_a_declaration_far_down_is_not_looked_for_in_utf8():
    html = "<!--" + "x" * (HEAD + 1000) + "--><meta charset=windows-1251><p>й"
    decoded = decode(html.encode())
    assert (decoded.text, decoded.warnings) == (html, ())


def test_undeclared_bytes_that_are_not_utf8_are_guessed_with_a_warning():
    decoded = decode("“café” – €".encode("windows-1252"))
    assert decoded.text == "“café” – €"
    assert "guessed" in decoded.warnings[0]
    assert "windows-1252" in decoded.warnings[0]


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


FORMS = {
    "meta": '<!DOCTYPE html><meta charset="{}"><title>T</title><main>{}</main>',
    "xml": '<?xml version="1.0" encoding="{}"?><html><head><title>T</title></head><body>{}</body></html>',
    "undeclared": "<!DOCTYPE html><!-- {} --><title>T</title><main>{}</main>",
}
READ_AS = {
    "iso-8859-1": "windows-1252",
    "iso-8859-15": "windows-1252",
    "iso-8859-7": "windows-1253",
    "macintosh": "mac-roman",
}
"""What encodings are taken for, or called, when they are guessed: in most, a short text has the same bytes."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("encoding", "language"), WRITTEN_IN)
def test_every_paragraph_comes_out_of_every_encoding(encoding, language, form):
    paragraphs = SENTENCES[language]
    page = FORMS[form].format(encoding, "".join(f"<p>{each}</p>" for each in paragraphs))
    statement = extract(encoded(page, encoding), path="a.html", kind="html")
    assert [each.text for each in statement.paragraphs] == [unicodedata.normalize("NFC", each) for each in paragraphs]
    warnings = [each for each in statement.warnings if "encoding" in each or "damaged" in each]
    assert ["guessed" in each and READ_AS.get(encoding, encoding) in each for each in warnings] == [True] * (
        form == "undeclared"
    )


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "koi8-r", "gb2312", "shift_jis", "euc-kr", "utf-8"])
@pytest.mark.parametrize("language", [each for each in SENTENCES if each not in ("fr", "de", "sv", "es")])
def test_utf8_that_is_declared_as_something_else_is_told(language, label):
    html = f"<meta charset={label}><p>" + " ".join(SENTENCES[language])
    decoded = decode(html.encode())
    assert decoded.text == html
    assert ["guessed" in each and "utf-8" in each for each in decoded.warnings] == [True] * (label != "utf-8")


# Templates that declare one thing, and texts that were written in another.
MISTAKEN = [
    ("iso-8859-1", "windows-1251", "ru"),
    ("iso-8859-1", "windows-1250", "pl"),
    ("iso-8859-1", "windows-1253", "el"),
    ("iso-8859-1", "windows-1256", "ar"),
    ("iso-8859-1", "gb18030", "zh-Hans"),
    ("iso-8859-1", "big5", "zh-Hant"),
    ("iso-8859-1", "shift_jis", "ja"),
    ("iso-8859-1", "euc-kr", "ko"),
    ("iso-8859-1", "windows-874", "th"),
    ("iso-8859-1", "iso-2022-jp", "ja"),
    ("windows-1251", "koi8-r", "ru"),
    ("koi8-r", "windows-1251", "ru"),
    ("windows-1251", "windows-1252", "fr"),
    ("utf-8", "windows-1252", "fr"),
    ("utf-8", "windows-1250", "cs"),
    ("utf-16", "windows-1251", "ru"),
    ("gb2312", "windows-1252", "fr"),
    ("euc-jp", "shift_jis", "ja"),
    ("big5", "windows-1251", "ru"),
]


@pytest.mark.parametrize(("label", "encoding", "language"), MISTAKEN)
def test_a_declaration_that_makes_no_sense_of_the_text_leads_to_a_guess(label, encoding, language):
    html = f"<meta charset={label}><p>" + " ".join(SENTENCES[language])
    decoded = decode(encoded(html, encoding))
    assert decoded.text == html
    assert "guessed" in decoded.warnings[0]
    assert encoding.replace("gb18030", "gb18030") in decoded.warnings[0]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("iso-8859-3", "Ĉiuj homoj estas denaske liberaj kaj egalaj laŭ digno kaj rajtoj; ĝi ŝanĝiĝas ĉiujare. " * 9),
        ("windows-1252", "Tojol ab’al: jelxa’ sk’anjel ja ’ixuk sok ja winik, b’a yib’anal ja chonab’il " * 9),
        (
            "windows-1251",
            "Барлық адамдар тумысынан азат жане қадыр-касиетi мен құқықтары".translate(
                {1178: 1050, 1179: 1082, 1201: 1091}
            )
            * 9,
        ),
        ("iso-8859-2", "Wſzyſtko".replace("ſ", "ß") * 30),
        ("windows-1252", "NÃO É ACEITÁVEL QUE A ORGANIZAÇÃO… «É ISSO» " * 9),
    ],
)
def test_a_true_declaration_is_believed_whatever_the_language(label, text):
    html = f"<meta charset={label}><p>{text}"
    decoded = decode(encoded(html, label))
    assert (decoded.text, decoded.warnings) == (html, ())


def test_what_the_page_says_of_its_language_tips_the_balance():
    text = "è".encode("windows-1252")
    assert decode(b"<html lang=it><p>" + text).text.endswith("è")
    assert decode(b"<html lang=sl><p>" + text).text.endswith("č")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("language", SENTENCES)
def test_wide_characters_without_a_mark_are_known_by_their_null_bytes(encoding, language):
    html = f"<!DOCTYPE html>\n<html><head><title>T</title></head><body><p>{SENTENCES[language][0]}</p>"
    decoded = decode(html.encode(encoding))
    assert decoded.text == html
    assert encoding in decoded.warnings[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Plain text.\n", "Власти должны освободить всех.\n" * 3, "𝒜 and 🕊\n" * 30, "<p>x"])
def test_wide_text_without_markup_is_known_too(encoding, text):
    assert decode(text.encode(encoding)).text == text
    assert decode(text.encode(encoding) + b"\0").text == text


@pytest.mark.parametrize(
    "data",
    [
        b"\0",
        b"\0\0\0\0" * 100,
        b"\x01\0\x02\0\x03\0" * 100,
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0" * 20,
        bytes(range(256)) * 16,
        b"a\0b\0\0c\0d",
        b"text\0 more text",
        b"\0a\0\xd8\0b\0\0",
    ],
)
def test_null_bytes_that_are_no_wide_characters_are_refused(data):
    with pytest.raises(SourceError, match="null bytes"):
        decode(data)


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize(("encoding", "language"), [("euc-jp", "ja"), ("windows-1251", "ru"), ("gb18030", "zh-Hans")])
def test_one_damaged_place_does_not_spoil_a_text_in_a_legacy_encoding(encoding, language, declared):
    html = f"<meta charset={encoding if declared else ''}><p>" + " ".join(SENTENCES[language]) * 3
    damaged = encoded(html, encoding) + b"<b>\x98\xff</b>"
    decoded = decode(damaged)
    assert decoded.text.startswith(html)
    assert "damaged" in decoded.warnings[-1]


# What no language writes, and how often it is garbled.
GARBLED = [
    ("JosÃ© and MarÃ\u00ada", 2),
    ("donâ€™t say â€œnoâ€\u009d â€“ ever", 4),
    ("donâ\u0080\u0099t", 1),
    ("10 â‚¬", 1),
    ("ESPAÃ‘A", 1),
    ("lâ€™Ã©tÃ©", 3),
    ("ÐŸÑ€Ð°Ð²Ð° Ñ‡ÐµÐ»Ð¾Ð²ÐµÐºÐ°", 2),
    ("Ø­Ù‚ÙˆÙ‚", 1),
    ("Viá»‡t Nam", 1),
    ("äººæ¨©", 1),
    ("caf\u00c3\u00a9", 1),
    ("1Âº de maio, 25Â°C", 2),
    ("ï¿½nca", 1),
]

# Ordinary text that comes near it.
ORDINARY = [
    "José and María", "don’t say “no” – ever", "L’ÉTÉ\u00a0: « LIBERTÉ\u00a0» — À\u00a0BAS", "ÇA… “Ç’EST”",
    "AMANHÃ\u00a0» NÃO, “IRMÔ, «IRMû, IRMÃ… SÃO", "“XÔ, PHƯỜNG XÃ’", "Â’I GILYDD", "ÂŽŽÂN", "DÂŠM", "“Å” och «Ä»",
    "Øst og Åse — “Ø”", "Ñ”, “Ñ”", "à\u00a0» à… è” á» »", "¿Cómo está»… ¡está»!", "está»—dijo", "3×² × 4", "î», ê»",
    "Î”", "Việt Nam: quyền con người", "ông â", "€50–€60", "â", "Ã", "naïveté, Žižek, Ä—", "CÂMARA, IRMÃS, ÎLE, ÑANDÚ",
]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), GARBLED)
def test_garbled_text_is_counted(text, count):
    assert mojibake(text).count == count
    [warning] = decode(text.encode()).warnings
    assert warning.startswith("Garbled characters")
    assert f"in {count} place" in warning
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_not_taken_for_garbled(text):
    assert mojibake(text).count == 0
    assert mojibake(text.upper()).count == 0
    assert mojibake(text.lower()).count == 0


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize(
    "around", ["{}", "«{}»", "«\u00a0{}\u00a0»", "“{}”", "‘{}’", "„{}“", "{}…", "{} – ", "{}”,", "{}\u00a0:"]
)
def test_no_sentence_is_taken_for_garbled(language, around):
    words = " ".join(SENTENCES[language]).split()
    text = " ".join(around.format(word) for word in words)
    assert mojibake(text).count == 0
    assert mojibake(text.upper()).count == 0


@pytest.mark.parametrize("language", SENTENCES)
def test_every_sentence_that_is_garbled_is_told(language):
    def as_windows(byte: int) -> str:
        return bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)

    garbled = "".join(as_windows(byte) for byte in " ".join(SENTENCES[language]).encode())
    assert mojibake(garbled).count > 0


def test_the_languages_are_weighed_by_codecs_that_exist():
    for language in languages():
        assert language.bits
        for encoding in language.encodings:
            assert codecs.lookup(encoding).name == encoding
            letters = "".join(letter for letter in language.bits if letter not in "’‘“”–—ґ")
            assert len(letters.encode(encoding, "ignore").decode(encoding)) >= 0.5 * len(letters)


def test_a_sample_is_of_bounded_length_and_begins_beyond_ascii():
    data = b"x" * 100_000 + "é".encode() * 2000 + b"\n" + b"y" * 100_000 + "ß".encode() * 100_000
    sample = sample_of(data)
    assert len(sample) <= WINDOWS * (2 * WINDOW + 2)
    assert "ß".encode() * 100 in sample
    assert sample_of(b"ascii" * 1000) == b""
    assert guesses(b"", None)


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_raise_anything_else(data):
    with contextlib.suppress(SourceError):
        decode(data)


@settings(deadline=None)
@given(st.text().filter(lambda text: "\0" not in text and not text.startswith(("\ufeff", "%PDF", "GIF8", "{\\rtf"))))
def test_utf8_reads_as_it_was_written(text):
    assert decode(text.encode()).text == text

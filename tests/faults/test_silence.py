"""Figure 11: no text of a page vanishes unsaid, however deep, long or encoded it is."""

import random
from unicodedata import normalize

import pytest

from indexer.intake import ReadFile, read_all
from indexer.sources import discover
from tests.extract.test_encoding import ENCODINGS
from tests.extract.test_mutations import visible

TAGS = ["div", "b", "span", "font", "section", "blockquote", "center", "ul><li", "table><tr><td", "i><p", "dl><dd"]
MIXED = [
    "div",
    "span",
    "b",
    "i",
    "p",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "section",
    "blockquote",
    "em",
    "font",
    "dl",
    "dd",
]


@pytest.fixture
def told(tmp_path):
    """Read pages as a run does; give the text of each, and what is said of it."""

    def read(pages: list[str | bytes]) -> list[tuple[str, list[str]]]:
        tasks = []
        for number, page in enumerate(pages):
            path = tmp_path / f"{number}.html"
            path.write_bytes(page if isinstance(page, bytes) else page.encode())
            tasks.append(ReadFile(file=next(discover(path))))
        given = []
        for task, outcome in read_all(tasks, workers=2, expected=len(tasks)):
            statements = [statement for _, statement in outcome.statements]
            text = " ".join(each.text for statement in statements for each in statement.paragraphs)
            said = [str(each) for each in outcome.failures]
            given.append((text, said + [each for statement in statements for each in statement.warnings]))
            task.file.location.unlink()
        return given

    return read


def test_text_at_every_depth_comes_out_or_is_told(rounds, figure, told):
    depths = rounds([1, 254, 255, 256, 2_047, 2_048, 5_000], [*range(1, 5_001, 49), 5_000])
    markers = ["Above it stands this marker.", "Below it stands that marker.", "Behind it stands another marker."]
    pages = [
        f"<p>{markers[0]}{f'<{tag}>' * depth}{markers[1]}<p>{markers[2]}" for tag in TAGS for depth in depths
    ]  # fmt: skip
    given = told(pages)
    silent = [page[:60] for page, (text, said) in zip(pages, given, strict=True)
              if not said and not all(each in text for each in markers)]  # fmt: skip
    whole = sum(all(each in text for each in markers) for text, _ in given)
    figure(f"11: {len(pages):,} pages of depths 1 to 5,000: {whole:,} whole, {len(silent)} silently not")
    assert silent == []
    assert whole == len(pages)


@pytest.mark.parametrize("form", ['<meta charset="{}"><p>{} {}', "<p>{1} {2}"])
def test_text_in_every_encoding_comes_out_or_is_told(figure, told, form):
    pages = [form.format(name, "x" * 9, text).encode(codec_name(name), "strict") for name, text in ENCODINGS]
    given = told(pages)
    whole = [normalize("NFC", text) in shown for (_, text), (shown, _) in zip(ENCODINGS, given, strict=True)]
    silent = [name for (name, _), ok, (_, said) in zip(ENCODINGS, whole, given, strict=True) if not ok and not said]
    how = "declared" if "charset" in form else "not declared"
    figure(f"11: {len(pages)} encodings, {how}: {sum(whole)} whole, {len(silent)} silent")
    assert silent == []


def codec_name(label: str) -> str:
    return {"iso-8859-8": "iso8859_8", "windows-874": "cp874", "macintosh": "mac_roman"}.get(label, label)


def test_what_another_parser_shows_is_shown_or_told(rounds, figure, told):
    chance = random.Random(11)
    pages, markers = [], []
    for _ in range(rounds(40, 5_000)):
        parts, placed = ["<article><p>The first words of a statement.</p>"], []
        for number in range(chance.randrange(3, 30)):
            parts += [f"<{'/' * (chance.random() < 0.4)}{chance.choice(MIXED)}>" for _ in range(chance.randrange(8))]
            placed.append(f"Marker {number} stands here.")
            parts.append(placed[-1])
        pages.append("".join(parts))
        markers.append(placed)
    given = told(pages)
    silent = []
    for page, placed, (text, said) in zip(pages, markers, given, strict=True):
        shown = visible(page)
        silent += [(page, each) for each in placed if each in shown and each not in text and not said]
    figure(f"11: {len(pages):,} pages beside html5lib: {sum(map(len, markers)):,} markers, {len(silent)} silently lost")
    assert silent == []


def test_a_paragraph_of_fifty_megabytes_comes_out_or_is_told(rounds, figure, told):
    size = rounds(1, 50) * 2**20
    [(text, said)] = told(["<p>" + "word " * (size // 5) + "<p>After it stands a marker."])
    figure(f"11: a paragraph of {size / 2**20:.0f} MB: {'whole' if len(text) > size - 9 else 'told'}")
    assert said or (len(text) > size - 9 and "After it stands a marker." in text)

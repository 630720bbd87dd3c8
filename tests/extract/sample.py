"""The sample statement, what a reader should see in each of its lines, and pages of it in the markup of themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.prose import clean
from indexer.statement import Paragraph, Role

FILE = Path(__file__).parents[2] / "seeds" / "000_0e065b5d756ede2c.txt"
LINES = tuple(clean(line) for line in FILE.read_text(encoding="utf-8").splitlines())

SPEAKER = "Ana Piquer"
SPEAKER_TITLE = "Americas director at Amnesty International"
PULL_QUOTES = {3: 2, 7: 9, 11: 13, 15: 14}
"""Lines that show others again, and of which."""
ATTRIBUTIONS = {4: 3, 8: 7, 12: 11, 16: 15}
"""Lines that name the speaker of others, and of which."""

THEMES = {
    "blockquote": '<blockquote class="blockquote is-lined"><p>{}</p><cite>{}</cite></blockquote>',
    "author": '<div class="quote-content"><blockquote class="text">{}</blockquote><p class="author">{}</p></div>',
    "figure": '<figure class="wp-block-pullquote"><blockquote><p>{}</p><cite>{}</cite></blockquote></figure>',
    "aside": '<aside class="pullquote"><p>{}</p><span class="author">{}</span></aside>',
    "footer": "<blockquote><p>{}</p><footer>{}</footer></blockquote>",
    "break": "<blockquote>{}<br>{}</blockquote>",
    "widget": (
        '<div class="paragraph--type--citation-widget"><div class="text-formatted"><p>{}</p></div>'
        '<div class="person-wrapper"><div>{}</div></div></div>'
    ),
    "split": (
        '<div class="paragraph--type--citation-widget"><p>{}</p><div class="person-wrapper">'
        '<div class="field-person-firstname">Ana</div><div class="field-person-lastname">Piquer</div>'
        '<div class="field--name-field-person-role">Americas director at Amnesty International</div></div></div>'
    ),
    "flat": "<p>{}</p><p>{}</p>",
}
"""How themes mark up a pull quote and the one who said it."""

NOISE = """<div class="callToAction" role="note"><h1>Act now</h1><p>Sign our petition, tell all your friends.</p></div>
<div class="tweetBlock"><p>Tweet this to everybody whom you know.</p></div>
<div class="article-share"><ul><li><a href="#">Share</a></li></ul></div>"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader should make of a line."""

    role: Role
    speaker: str | None = None
    speaker_title: str | None = None
    quoted: bool = False
    emphasised: bool = False
    repeats: tuple[int, ...] = ()
    attributes: int | None = None
    credit: str | None = None


def expected() -> dict[int, Reading]:
    """Return the reading of each line of the sample, by its number."""
    said = {"speaker": SPEAKER, "speaker_title": SPEAKER_TITLE, "quoted": True}
    sources = set(PULL_QUOTES.values())
    readings = {number: Reading(Role.BODY, **said, emphasised=number in sources) for number in range(2, 20)}
    readings |= {number: Reading(Role.PULL_QUOTE, **said, repeats=(of,)) for number, of in PULL_QUOTES.items()}
    readings |= {number: Reading(Role.ATTRIBUTION, attributes=of) for number, of in ATTRIBUTIONS.items()}
    readings[1] = Reading(Role.INTRO)
    readings[20] = Reading(Role.CAPTION, credit="Handout/Getty Images")
    return dict(sorted(readings.items()))


def read(paragraph: Paragraph) -> Reading:
    """Return what was made of a paragraph."""
    return Reading(**{name: getattr(paragraph, name) for name in Reading.__slots__})


def without(readings: Mapping[int, Reading], left_out: Sequence[int]) -> list[Reading]:
    """Return the readings without some lines, their references as they count then."""
    kept = [number for number in readings if number not in left_out]
    place = {number: at for at, number in enumerate(kept, 1)}
    return [
        Reading(
            **{
                name: getattr(readings[number], name)
                for name in Reading.__slots__
                if name not in ("repeats", "attributes")
            },
            repeats=tuple(place[each] for each in readings[number].repeats if each in place),
            attributes=place.get(readings[number].attributes or 0),
        )
        for number in kept
    ]


def themed(theme: str, lines: Sequence[str] = LINES) -> str:
    """Return the sample's lines as a page in a theme's markup, with the noise that such pages have between them."""
    body = ""
    for number, line in enumerate(lines, 1):
        if number in PULL_QUOTES:
            body += THEMES[theme].format(line, lines[number]) + NOISE
        elif number == len(lines):
            body += f"<figure><img src=x><figcaption>{line}</figcaption></figure>"
        elif number not in ATTRIBUTIONS:
            body += f"<p>{line}</p>"
    header = "<header><h1>Unlawful expulsions</h1></header>"
    return f"<html lang=en><title>Unlawful expulsions</title><main>{header}<article>{body}</article></main>"

"""Finds text that was garbled before it was saved: UTF-8 that something took for windows-1252 (“JosÃ©”, “donâ€™t”)."""

import re
from dataclasses import dataclass

# What the second to fourth byte of a character in UTF-8 reads as in windows-1252, and where that leaves a byte free,
# in Latin-1.
_SIGNS = "€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸŽž¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
_TAIL = f"[\u0080-\u009f\u00a0{_SIGNS}]"
_LETTER = r"[^\W\d_]"
# Punctuation that closes a quotation, or stands between two words without a space, is ordinary behind a letter.
_RARE_TAIL = "[\u0080-\u009f€‚ƒ†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ¡¢£¤¥¦§¨©ª¬\u00ad®¯°±²³´µ¶·¸¹º¼½¾¿]"
# Neither a letter nor an apostrophe, which may stand inside a word in capitals.
_SIGN_TAIL = "[\u0080-\u009f€‚ƒ„…†‡ˆ‰‹“”•–—˜™›¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿]"

# How each of the patterns below begins: found many times faster than they are.
_BEGINNING = re.compile(rf"[Â-ï×ð]{_TAIL}")
_GARBLED = re.compile(
    "|".join(
        [
            r"(?<=\d)Â[°ºª]",
            rf"â[€\u0080](?:{_TAIL}|(?=\s|$|[A-Za-z]))",  # quotation marks, dashes
            f"â‚¬|ï»¿|ï¿½|ðŸ{_TAIL}{_TAIL}",  # the euro, a byte order mark, a replacement, faces
            rf"(?<=[a-zß-öø-ÿ])[ÂÃÄÅ]{_TAIL}",  # no capital stands behind a small letter
            rf"(?:[ÂÃÄÅ]{_SIGN_TAIL}|(?<={_LETTER})Ã‘)(?={_LETTER})",  # no sign parts two letters
            rf"(?:Ã{_RARE_TAIL}|Â{_RARE_TAIL}){{2}}",  # garbled twice
            rf"(?:[ÐÑ]{_TAIL}){{2,40}}|(?:[ØÙÚÛ]{_TAIL}){{2,40}}|(?:[ÎÏ]{_TAIL}){{2,40}}|(?:×{_TAIL}){{2,40}}",
            rf"á[º»]{_RARE_TAIL}(?={_LETTER})",  # Vietnamese
            rf"(?:[à-ï](?:{_RARE_TAIL}{_TAIL}|{_TAIL}{_RARE_TAIL})){{2,40}}",  # other scripts of Asia
        ]
    )
)


@dataclass(frozen=True, slots=True)
class Mojibake:
    """How often a text is garbled, and the first place."""

    count: int
    first: str


def mojibake(text: str) -> Mojibake:
    """Count the garbled places of a text: each a character, or a run of them in another script.

    Only what no language writes is counted, so that the count is rather too small than too large.
    """
    first = ""
    count = end = 0
    for beginning in _BEGINNING.finditer(text):
        match = _GARBLED.match(text, beginning.start()) if beginning.start() >= end else None
        if match:
            first = first or match[0]
            count += 1
            end = match.end()
    return Mojibake(count, first)

"""Captions of pictures: how they begin, and whom they credit."""

import re

CREDIT_LENGTH = 120
"""Most characters of a line that is nothing but a credit."""

# A copyright sign counts at the beginning alone: elsewhere it is mostly half of a letter that was decoded wrongly.
BEGINNINGS = (
    r"(?:header|featured|cover|main|hero|lead|banner)[ -](?:image|photo|picture)\b.{0,40}?(?:of|by|credit|:|©)",
    r"(?:image|photo|picture|photograph|illustration|video|crédit photo)s?(?: credits?)?\s?(?::|©|by |par )",
    r"(?:foto|bild|imagen|fotografía|imagem|créditos?)s?\s?(?::|©|de |von |por )",
    r"(?:©|\(c\)|ⓒ)\s?\S",
    r"(?:صورة|الصورة|تصوير)\s?[:：]",
)
"""How a caption begins, as regular expressions; letter case does not matter."""

AGENCIES = ("Getty Images", "AFP", "Reuters", "REUTERS", "AP", "EPA", "dpa", "Shutterstock", "Anadolu")
"""Names that end the credit of a picture."""

CREDIT_WORDS = (
    r"(?:photo|image|picture|illustration|video)s?(?: credits?)? ?(?:by|:)",
    r"photographs? by",
    r"(?:credit|foto|bild|crédito|imagen)s? ?:",
    r"(?:©|\(c\)|ⓒ)",
)
"""What a credit begins with."""

_BEGINS = re.compile("|".join(BEGINNINGS), re.IGNORECASE)
_AGENCY = re.compile(rf"[^.!?]{{2,100}}(?:/|\b(?:via|for) )\s?(?:{'|'.join(AGENCIES)})\b[^.!?]{{0,60}}\.?")
_CREDIT = re.compile(
    rf"(?:\A|[.!?;)\s])[(\[]?(?:{'|'.join(CREDIT_WORDS)})\s*(?P<credit>[^.!?;()\[\]©]{{2,120}}?)[)\].]{{0,2}}\Z",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:\A|[.!?]\s+)[(\[]?(?P<credit>[^.!?()\[\]]{2,80}/[^.!?()\[\]]{2,60}?)[)\]]?\.?\Z")


def is_caption(text: str) -> bool:
    """Tell whether a text says by its words alone that it is the caption, or the credit, of a picture."""
    return _BEGINS.match(text) is not None or (len(text) <= CREDIT_LENGTH and _AGENCY.fullmatch(text) is not None)


def credit(text: str) -> str | None:
    """Return whom a caption credits for its picture, or None."""
    match = _CREDIT.search(text) or _TRAILING.search(text)
    return match["credit"].strip(" :") if match else None

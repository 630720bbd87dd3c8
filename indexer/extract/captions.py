"""Captions of pictures: how they begin, and whom they credit."""

import re

CREDIT_LENGTH = 120
"""Most characters of a credit."""

# A copyright sign counts at the beginning alone: elsewhere it is mostly half of a letter that was decoded wrongly.
_BEGINS = re.compile(
    r"(?:header|featured|cover|main|hero|lead|banner)[ -](?:image|photo|picture|photograph|illustration)\b.{0,40}?(?:of|by|credit|:|©)"
    r"|(?:image|photo|picture|photograph|illustration|video|foto|bild|imagen|fotografía|imagem|photographie|crédit photo|créditos?)"
    r"s?(?: credits?)?\s?(?::|©|by |de |von |par |por )"
    r"|(?:©|\(c\)|ⓒ)\s?\S"
    r"|(?:صورة|الصورة|تصوير)\s?[:：]",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"[^.!?]{2,100}(?:/|\b(?:via|for) )\s?(?:Getty Images|AFP|Reuters|REUTERS|AP|EPA|dpa|Shutterstock|Anadolu)\b[^.!?]{0,60}\.?"
)
_CREDIT = re.compile(
    r"(?:\A|[.!?;)\s])[(\[]?(?:(?:photo|image|picture|illustration|video)s?(?: credits?)? ?(?:by|:)|photographs? by|credits? ?:|foto ?: ?|bild ?: ?"
    r"|crédito?s? ?: ?|© ?|\(c\) ?|ⓒ ?)\s*(?P<credit>[^.!?;()\[\]©]{2,120}?)[)\].]{0,2}\Z",
    re.IGNORECASE,
)
_TRAILING_AGENCY = re.compile(r"(?:\A|[.!?]\s+)[(\[]?(?P<credit>[^.!?()\[\]]{2,80}/[^.!?()\[\]]{2,60}?)[)\]]?\.?\Z")


def is_caption(text: str) -> bool:
    """Tell whether a text says by its words alone that it is the caption, or the credit, of a picture."""
    return _BEGINS.match(text) is not None or (_AGENCY.fullmatch(text) is not None and len(text) <= CREDIT_LENGTH)


def credit(text: str) -> str | None:
    """Return whom a caption credits for its picture, or None."""
    match = _CREDIT.search(text) or _TRAILING_AGENCY.search(text)
    return match["credit"].strip(" :") if match else None

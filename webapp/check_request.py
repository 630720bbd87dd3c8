"""What is posted to be checked: a text with quotations, and who is said to have said them."""

from dataclasses import dataclass

import orjson

from indexer.errors import ParameterError
from indexer.messages import say
from indexer.quoting.rules import load_rules
from indexer.statement import Json

MOST_OF_A_NAME = 200
"""Characters of a speaker's name, with a title."""

EXAMPLE = {"text": "“Nobody may be sent back to danger,” she said.", "speaker": "Ana Piquer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """A text to check, and the speaker who is claimed for all that it quotes, None where nobody is."""

    text: str
    speaker: str | None = None


def request_schema() -> Json:
    """Return the JSON Schema of a request's body."""
    return {
        "type": "object",
        "properties": {
            "text": {
                "type": "string",
                "minLength": 1,
                "maxLength": load_rules().bounds.characters,
                "description": "A quotation, or a text that has some between quotation marks of any kind; of a text "
                "without any, each paragraph is one.",
            },
            "speaker": {
                "type": ["string", "null"],
                "maxLength": MOST_OF_A_NAME,
                "description": "Who is said to have said all of it; null, or left out, where nobody is.",
            },
        },
        "required": ["text"],
        "additionalProperties": False,
    }


def check_request(body: bytes) -> CheckRequest:
    """Return what a program asks to have checked.

    :raise ParameterError: if the body is not what `request_schema` says.
    """
    try:
        record = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ParameterError("The body is not JSON.", 'Post an object such as {"text": "…"}, in UTF-8.') from error
    if not isinstance(record, dict):
        raise ParameterError("The body is no object.", 'Post an object such as {"text": "…"}.')
    unknown = sorted(record.keys() - {"text", "speaker"})
    if unknown:
        raise ParameterError(f"The body has a key “{unknown[0][:100]}” that is unknown.", "Keys are text and speaker.")
    text, speaker = record.get("text"), record.get("speaker")
    if not isinstance(text, str) or not text:
        raise ParameterError("text is missing, empty or no text.", "Give the text to check as “text”.")
    if speaker is not None and not isinstance(speaker, str):
        raise ParameterError("speaker is no text.", "Give a name as “speaker”, or leave it out.")
    return CheckRequest(text=text, speaker=checked_name(speaker))


def checked_name(name: str | None) -> str | None:
    """Return a speaker's name, or None where there is none.

    :raise ParameterError: if it is too long to be one.
    """
    if name is not None and len(name) > MOST_OF_A_NAME:
        raise ParameterError(
            say("The speaker has %(number)s characters.", number=len(name)),
            say("Give a name of at most %(most)s.", most=MOST_OF_A_NAME),
        )
    return (name or "").strip() or None

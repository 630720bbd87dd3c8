"""What the library says, in the reader's language: its messages are English, and know how they were made."""

from babel.lists import format_list

from indexer.messages import Alternatives, DateInWords, LanguageInWords, Message, Sentence, Value, filled
from webapp import wording
from webapp.languages import ENGLISH, catalogue, chosen, locale


def said(text: str) -> str:
    """Return a message of the library as the reader says it; any other text as it is."""
    if isinstance(text, Message) and text and chosen() != ENGLISH:
        return _translated(text.sentence)
    return str(text)


def _translated(sentence: Sentence) -> str:
    return filled(_template(sentence), {name: _value(value) for name, value in sentence.values})


def _template(sentence: Sentence) -> str:
    translations = catalogue(chosen())
    if sentence.many is None or sentence.number is None:
        return str(translations.gettext(sentence.one))
    return str(translations.ngettext(sentence.one, sentence.many, sentence.number))


def _value(value: Value) -> str:
    match value:
        case int():
            return wording.number(value)
        case DateInWords():
            return wording.date_in_words(value.iso)
        case LanguageInWords():
            return str(locale().languages.get(value.code, value))
        case Alternatives():
            return format_list(value.names, style="or", locale=locale())
        case _:
            return said(value)

"""Dates as pages write them, to ISO."""

import re

from indexer.dates import day, iso_date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero janeiro gennaio januar januari ocak stycznia janúar января",
            "february feb février fevrier febrero fevereiro febbraio februar februari şubat lutego февраля",
            "march mar mars marzo março marco märz maart mart marca марта",
            "april apr avril abril aprile nisan kwietnia апреля",
            "may mai mayo maio maggio mei maj mayıs maja мая",
            "june jun juin junio junho giugno juni haziran czerwca июня",
            "july jul juillet julio julho luglio juli temmuz lipca июля",
            "august aug août aout agosto augustus augusti ağustos sierpnia августа",
            "september sep sept septembre septiembre setiembre setembro settembre eylül września сентября",
            "october oct octobre octubre outubro ottobre oktober okt ekim października октября",
            "november nov novembre noviembre novembro kasım listopada ноября",
            "december dec décembre decembre diciembre dezembro dicembre dezember dez desember aralık grudnia декабря",
        ),
        1,
    )
    for name in names.split()
}

WEEKDAYS = frozenset(
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed",
        "thu", "thur", "thurs", "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
        "samstag", "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "segunda", "terça", "quarta",
        "quinta", "sexta", "feira", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica",
        "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    ]
)  # fmt: skip
"""Days of the week, in lower case."""

AROUND_DATES = frozenset(
    [
        "a", "al", "alle", "am", "at", "às", "as", "à", "c", "de", "den", "der", "di", "du", "el", "em", "h", "heure",
        "hora", "horas", "hrs", "il", "le", "m", "of", "om", "on", "p", "pm", "st", "nd", "rd", "th", "the", "uhr",
        "um", "vom", "er", "ore", "last", "updated", "date", "fecha", "datum", "data",
    ]
)  # fmt: skip
"""Words that stand between the parts of a date and a time, in lower case."""

DATE_LINE = 80
"""Most characters of a line that is a date with little else."""

MOST_OTHER_WORDS = 3
"""Most other words in such a line, such as a time zone or a place; more make it a sentence."""

LONGEST = 200
"""Characters in which a date is looked for."""

_DAY_LENGTH = len("2025-03-27")
_WORDS = re.compile(r"[^\W\d_]+")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?!\d)", re.ASCII)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{2,6}Z?)?", re.ASCII)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(
    r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:\d{2}\S*\s+\S*\s*)?(\d{4})(?!\d)"
)
_DATELINE = re.compile(r"\(?([^–—()]{0,60}\d{4})\)?\s?(?:[–—]|-\s)")
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/-]|\Z)", re.ASCII)


def page_date(text: str) -> str | None:
    """Return the first date in a short text as ISO, or None.

    Numbers alone are read day first where dots part them, and otherwise only if one of them cannot be a month.
    """
    text = text.strip()[:LONGEST]
    return iso_date(text) or _packed(text) or _year_first(text) or _named_month(text) or _numbers(text)


def is_date_line(text: str) -> bool:
    """Tell whether a line is a date, to the day, with little else."""
    if len(text) > DATE_LINE:
        return False
    words = [word.lower() for word in _WORDS.findall(text)]
    known = MONTHS.keys() | WEEKDAYS | AROUND_DATES
    return sum(word not in known for word in words) <= MOST_OTHER_WORDS and len(page_date(text) or "") == _DAY_LENGTH


def dateline(text: str) -> str | None:
    """Return the date in the dateline that a text begins with, such as `(Geneva, 27 March 2025) –`, or None."""
    match = _DATELINE.match(text)
    return page_date(match[1]) if match else None


def url_date(url: str) -> str | None:
    """Return the date in a path such as `/2025/03/27/`, to the month where there is no day, or None."""
    match = _IN_URL.search(url)
    if match is None:
        return None
    year, month, day_of_month = match.groups()
    return (day_of_month and day(int(year), int(month), int(day_of_month))) or iso_date(f"{year}-{int(month):02}")


def _packed(text: str) -> str | None:
    match = _PACKED.fullmatch(text)
    return day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _year_first(text: str) -> str | None:
    match = _YEAR_FIRST.search(text)
    return day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _named_month(text: str) -> str | None:
    for match in _DAY_FIRST.finditer(text):
        if month := MONTHS.get(match[2].lower()):
            return day(int(match[3]), month, int(match[1]))
    for match in _MONTH_FIRST.finditer(text):
        if month := MONTHS.get(match[1].lower()):
            return day(int(match[3]), month, int(match[2]))
    return None


def _numbers(text: str) -> str | None:
    match = _NUMBERS.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return day(year, second, first)
    return day(year, first, second) if second > 12 else None

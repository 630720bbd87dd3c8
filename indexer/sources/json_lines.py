"""JSON Lines: a statement a line, ours or anybody's."""

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from indexer.dates import iso_date
from indexer.errors import SourceError
from indexer.prose import clean, title_of
from indexer.sources.fields import Fields, wrong
from indexer.sources.files import UNPACKED_LIMIT, SourceFile, open_file
from indexer.statement import Acronym, Origin, Paragraph, Role, Statement, Translation
from indexer.transcripts import Voice, voices

LINE_LIMIT = 64 * 2**20
"""Most bytes of one line."""

PACKED_RATIO = 100
"""How many times its stored size a file may unpack to, beyond what any file may: text packs to a tenth."""

BLANK_LIMIT = 1_000_000
"""Most blank lines of a file: a small packed file can hold any number of them."""

ID_LENGTH = 200
"""Most characters of an id."""


def iter_lines(file: SourceFile, *, limit: int = LINE_LIMIT) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not blank, with their numbers from 1; holds one line at a time.

    :raise SourceError: if the file cannot be read, a line is longer than `limit` bytes, it has too many blank lines, or
        it unpacks to far more than it is stored in.
    """
    most = max(UNPACKED_LIMIT, PACKED_RATIO * file.size) if file.is_packed else math.inf
    with open_file(file) as stream:
        number = unpacked = blank = 0
        while line := stream.readline(limit + 1):
            number += 1
            unpacked += len(line)
            if unpacked > most:
                raise SourceError(
                    f"{file.path} unpacks to more than {most:,} bytes, too many for its {file.size:,}.",
                    "Unpack it, and look what it is.",
                )
            if len(line) > limit:
                raise SourceError(
                    f"{file.path}, line {number} is longer than {limit:,} bytes.", "Write one statement a line."
                )
            if line.strip():
                yield number, line
                continue
            blank += 1
            if blank > BLANK_LIMIT:
                raise SourceError(
                    f"{file.path} has more than {BLANK_LIMIT:,} blank lines.", "Look whether it holds statements."
                )


def statement_from_line(line: bytes | str, source: str) -> Statement:
    """Return the statement that a line holds; `source` is the path of its file inside the source.

    Reads what `statement_to_json` writes to the identical statement, with the source that is named there, and any
    object with an id and some text. A date or an address that cannot be used is left out, with a warning on the
    statement.

    :raise SourceError: if the line is no such object; names the field and the value.
    """
    fields = Fields(_object(line))
    warnings = list(fields.texts("warnings"))
    paragraphs = _paragraphs(fields)
    return Statement(
        id=_identity(fields.take("id")),
        title=clean(fields.text("title") or "") or title_of(clean(paragraphs[0].text)),
        url=_url(fields, warnings),
        published=_date(fields, "published", warnings),
        updated=_date(fields, "updated", warnings),
        language=fields.text("language"),
        publisher=fields.text("publisher"),
        type=fields.text("type"),
        index_number=fields.text("index_number"),
        countries=fields.texts("countries"),
        topics=fields.texts("topics"),
        translations=tuple(_translation(each) for each in fields.objects("translations")),
        acronyms=tuple(_acronym(each) for each in fields.objects("acronyms")),
        origins=tuple(_origin(each) for each in fields.objects("origins")),
        source=fields.text("source") or source,
        paragraphs=paragraphs,
        warnings=tuple(warnings),
    )


def _object(line: bytes | str) -> dict[str, Any]:
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        record = json.loads(text, parse_constant=_refuse)
        # Escapes can spell half a character, which can be neither stored nor sent.
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise SourceError("The line is not UTF-8.", "Save the file as UTF-8.") from error
    except UnicodeEncodeError as error:
        raise SourceError("The line holds half a surrogate pair.", "Write characters as UTF-8, unescaped.") from error
    except RecursionError as error:
        raise SourceError("The line nests too deeply.", "Write one flat object a line.") from error
    except ValueError as error:
        raise SourceError(f"The line is not JSON: {error}.", "Write one JSON object a line.") from error
    if not isinstance(record, dict):
        raise SourceError(
            f"The line holds {wrong(record)}, not an object.", 'Write {"id": …, "text": …}, one statement a line.'
        )
    return record


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _identity(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        value = str(value)
    if value is None:
        raise SourceError("The statement has no “id”.", "Give each statement an id that stays the same.")
    if not isinstance(value, str):
        raise SourceError(f"“id” is {wrong(value)}, not text.", "Write it as text or as a number.")
    if not value.strip():
        raise SourceError("“id” is empty.", "Give each statement an id that stays the same.")
    if len(value) > ID_LENGTH:
        raise SourceError(
            f"“id” is {wrong(value)}, {len(value):,} characters long.", f"An id has at most {ID_LENGTH} characters."
        )
    if not value.isprintable():
        raise SourceError(f"“id” is {wrong(value)}, with a control character.", "Write ids in visible characters.")
    return value


def _url(fields: Fields, warnings: list[str]) -> str | None:
    url = fields.text("url")
    # An address becomes a link on pages; other schemes would run or open what a reader did not ask for.
    if url is None or url.lower().startswith(("http://", "https://")):
        return url
    warnings.append(f"“url” is {wrong(url)}, not a web address; it was left out.")
    return None


def _date(fields: Fields, name: str, warnings: list[str]) -> str | None:
    value = fields.take(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(f"“{name}” is {wrong(value)}, not text.", "Write a date as “2025-03-27”.")
    date = iso_date(value)
    if date is None and value.strip():
        warnings.append(f"“{name}” is {wrong(value)}, not an ISO date; it was left out.")
    return date


def _paragraphs(fields: Fields) -> tuple[Paragraph, ...]:
    given = [clean(each) if isinstance(each, str) else each for each in fields.list("paragraphs")]
    if not given:
        given = [text for line in (fields.text("text") or "").splitlines() if (text := clean(line))]
    if not given:
        raise SourceError("The statement has no text.", "Give it a “text”, or “paragraphs” that are not empty.")
    spoken = enumerate(zip(given, _voices(fields, given), strict=True), 1)
    paragraphs = tuple(_paragraph(each, number, voice) for number, (each, voice) in spoken)
    for each in paragraphs:
        _check_references(each, len(paragraphs))
    return paragraphs


def _voices(fields: Fields, given: Sequence[object]) -> Sequence[Voice]:
    """Return who speaks each paragraph that names nobody: the statement's speaker, or whom its labels tell."""
    speaker = Voice(fields.text("speaker"), fields.text("speaker_title"))
    if speaker.name is None:
        return [speaker] * len(given)
    return voices([_text(each) for each in given], speaker, fields.text("publisher") or "")


def _text(given: object) -> str:
    """Return the text of a paragraph as it is read for a label: an object's is kept as it came."""
    if not isinstance(given, dict):
        return given if isinstance(given, str) else ""
    text = given.get("text")
    return clean(text) if isinstance(text, str) else ""


def _check_references(paragraph: Paragraph, last: int) -> None:
    where = f"paragraphs[{paragraph.number - 1}]"
    for name, numbers in (("repeats", paragraph.repeats), ("attributes", (paragraph.attributes or 1,))):
        for number in numbers:
            if number > last:
                raise SourceError(f"“{where}.{name}” names paragraph {number} of {last}.", "Name one that is there.")


def _paragraph(given: object, number: int, voice: Voice) -> Paragraph:
    where = f"paragraphs[{number - 1}]"
    if isinstance(given, str):
        if not given:
            raise SourceError(f"“{where}” is empty.", "Leave empty paragraphs out.")
        return Paragraph(
            number=number,
            role=Role.BODY,
            text=given,
            speaker=voice.name,
            speaker_title=voice.title,
            evidence=voice.evidence,
        )
    if not isinstance(given, dict):
        raise SourceError(f"“{where}” is {wrong(given)}, neither text nor an object.", "Write paragraphs as text.")
    fields = Fields(given, where)
    own = fields.text("speaker")
    text = fields.text("text") or ""
    if not text.strip():
        raise SourceError(f"“{where}.text” is empty.", "Leave empty paragraphs out.")
    if fields.number("number", number) != number:
        raise SourceError(
            f"“{where}.number” is {fields.take('number')}, not {number}.", "Number them from 1, in order."
        )
    return Paragraph(
        number=number,
        role=fields.choice("role", Role, Role.BODY),
        text=text,
        speaker=own or voice.name,
        speaker_title=fields.text("speaker_title") or (None if own else voice.title),
        evidence=fields.text("evidence") or (None if own else voice.evidence),
        quoted=fields.flag("quoted"),
        emphasised=fields.flag("emphasised"),
        repeats=fields.numbers("repeats"),
        attributes=fields.number("attributes", None),
        credit=fields.text("credit"),
        language=fields.text("language"),
    )


def _translation(fields: Fields) -> Translation:
    return Translation(language=fields.required("language"), url=fields.required("url"))


def _origin(fields: Fields) -> Origin:
    return Origin(field=fields.required("field"), place=fields.required("place"))


def _acronym(fields: Fields) -> Acronym:
    return Acronym(short=fields.required("short"), long=fields.required("long"))

"""Keep the catalogues of the site's words up to date with the code: `python -m docs.catalogues`.

With `--check`, say which are out of date, or lack a translation. What is said comes from the templates, from the code,
and from the table of the query language; translations are kept as long as what they translate is said.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from indexer import guide
from webapp.languages import ENGLISH, FOLDER, LOCALES

ROOT = Path(__file__).parent.parent

KEYWORDS = MappingProxyType(
    {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "say": None, "say_number": (1, 2)}
)
"""Functions whose first argument is said, and the arguments that are one and many where there are both."""

NOTE = "Translators:"
"""How a comment begins that tells translators what a sentence is about."""

METHODS = MappingProxyType({".py": "python", ".html": "jinja2.ext:babel_extract"})
JINJA = MappingProxyType({"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"})

PLURALS = MappingProxyType(
    {
        "es": "nplurals=2; plural=(n != 1);",
        "fr": "nplurals=2; plural=(n > 1);",
        "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    }
)
"""How each language counts, in the order of forms that translators know: zero, one, two, few, many, other."""

TRANSLATED = tuple(language for language in LOCALES if language != ENGLISH)

UNBROKEN = 0
"""A width that breaks no lines: whoever looks for a sentence finds it."""

_HEADER = """\
# What Onrecord says to its readers, in {name}. `make catalogues` brings it up to date with the code.
msgid ""
msgstr ""
"Project-Id-Version: Onrecord\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that is said: its template, or those for one and many; where; and what a translator should know."""

    template: str | tuple[str, str]
    place: str
    note: str = ""


def everything_said() -> Iterator[Said]:
    """Yield all that a reader of the site can meet, in the order of the files."""
    paths = [each for room in ("indexer", "webapp") for each in (ROOT / room).rglob("*") if each.suffix in METHODS]
    for path in sorted(paths):
        options = JINJA if path.suffix == ".html" else {}
        found = extract_from_file(METHODS[path.suffix], path, KEYWORDS, (NOTE,), options, strip_comment_tags=True)
        for _, template, notes, _ in found:
            yield Said(template, path.relative_to(ROOT).as_posix(), " ".join(notes))
    yield from _query_language()


def _query_language() -> Iterator[Said]:
    place = "indexer/query/language.toml"
    for section in guide.sections():
        yield Said(section.title, place, f"{section.name}: title")
        yield Said(section.means, place, f"{section.name}: what `{section.syntax}` means")
        yield from (Said(each, place, f"{section.name}: text") for each in section.paragraphs)
        for example in section.examples:
            if example.why:
                yield Said(example.why, place, f"{section.name}: why `{example.query}`: {example.text}")


def path_of(language: str) -> Path:
    """Return the file of the catalogue of a language."""
    return FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it stands in its file."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, everything: Iterable[Said]) -> str:
    """Return the file of a catalogue as it must be: all that is said, with the translations that there are."""
    before = read(language)
    header = _HEADER.format(
        name=LOCALES[language].get_language_name("en"), language=language, plurals=PLURALS[language]
    )
    after = read_po(BytesIO(header.encode()), locale=language)
    for said in everything:
        after.add(
            *_with_translation(said.template, before, after.num_plurals),
            locations=[(said.place, 1)],
            auto_comments=[said.note] if said.note else [],
        )
    body = BytesIO()
    write_po(body, after, width=UNBROKEN, omit_header=True, include_lineno=False)
    return header + body.getvalue().decode()


def _with_translation(
    template: str | tuple[str, str], before: Catalog, forms: int
) -> tuple[str | tuple[str, str], str | tuple[str, ...]]:
    nothing = ("",) * forms if isinstance(template, tuple) else ""
    known = before.get(template)
    if known is None or known.id != template or known.fuzzy:
        return template, nothing
    fits = len(known.string) == forms if isinstance(template, tuple) else isinstance(known.string, str)
    return template, known.string if fits else nothing


def untranslated(language: str) -> list[str]:
    """Return what a catalogue lacks, or is not sure of."""
    return [_one(each) for each in read(language) if each.id and (each.fuzzy or not is_translated(each))]


def is_translated(message: Message) -> bool:
    """Tell whether a message has all forms of its translation."""
    return all(message.string) if message.pluralizable else bool(message.string)


def _one(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def complaints() -> Mapping[str, str]:
    """Return what is wrong with which catalogue."""
    found = {}
    everything = tuple(everything_said())
    for language in TRANSLATED:
        missing = untranslated(language)
        if path_of(language).read_text(encoding="utf-8") != updated(language, everything):
            found[language] = "is out of date: run `make catalogues`"
        elif missing:
            found[language] = f"lacks {len(missing)} translations, the first is of “{missing[0]}”"
    return found


def main() -> None:
    """Bring the catalogues up to date, or check them."""
    if sys.argv[1:] == ["--check"]:
        wrong = complaints()
        for language, told in wrong.items():
            print(f"{path_of(language).relative_to(ROOT)} {told}.", file=sys.stderr)
        if wrong:
            sys.exit(1)
        print("The catalogues are up to date.")
        return
    everything = tuple(everything_said())
    for language in TRANSLATED:
        path_of(language).write_text(updated(language, everything), encoding="utf-8")
        print(f"{path_of(language).relative_to(ROOT)}: {len(untranslated(language))} to be translated.")


if __name__ == "__main__":
    main()

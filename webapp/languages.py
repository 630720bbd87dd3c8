"""The language of the interface: which a reader gets, and what is said in it.

Words in templates and in code are English; `catalogues/*.po` say them in the other languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlencode

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from indexer.analysis import primary_language
from webapp import private
from webapp.bodies import SEARCH, body_of

FOLDER = Path(__file__).parent / "catalogues"

PARAMETER = "ui"
"""The parameter of an address that asks for a language of the interface."""

LOCALES: Mapping[str, Locale] = MappingProxyType(
    {
        "en": Locale("en", "GB"),
        "es": Locale("es"),
        "fr": Locale("fr"),
        "ar": Locale("ar"),
    }
)
"""The languages of the interface, and whose habits of dates and numbers each has; code is written in the first."""

ENGLISH = next(iter(LOCALES))


class Catalogues(Domain):  # type: ignore[misc]  # the library has no types
    """The catalogues, each compiled when it is first needed."""

    def get_translations(self) -> NullTranslations:
        """Return what is said in the language of the request, whose answer depends on it from here on."""
        g.translated = True
        return catalogue(chosen())


OF_PAGES = ("pages.", "histories.", "watches.")
"""How the names of the views begin that answer with pages."""


def register(app: Flask) -> None:
    """Let each request be answered in its reader's language."""
    Babel(app, locale_selector=lambda: str(LOCALES[chosen()]))
    domain = Catalogues()
    app.before_request(domain.as_default)
    app.url_defaults(_keep)
    app.after_request(_tell)
    app.context_processor(_context)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return what is said in a language of the interface."""
    if language == ENGLISH:
        return NullTranslations()
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def chosen() -> str:
    """Return the language of the interface: the one that the address asks for, else the reader's, else English."""
    if not has_request_context():
        return ENGLISH
    return asked() or _preferred()


def _preferred() -> str:
    """Return the reader's language, whatever its country: who prefers en-US to fr is not answered in French."""
    wanted = (primary_language(tag) for tag, quality in request.accept_languages if quality > 0)
    return next((each for each in wanted if each in LOCALES), ENGLISH)


def asked() -> str | None:
    """Return the language that the address asks for, or None where it asks for none that there is."""
    wanted = private.asked().get(PARAMETER, "")
    return wanted if wanted in LOCALES else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceLanguage:
    """A language of the interface by its own name, and the address of the same page in it."""

    code: str
    label: str
    address: str
    current: bool


def interface_languages() -> tuple[InterfaceLanguage, ...]:
    """Return the languages of the interface, for the page that is answered."""
    # A text that was posted to be checked goes into no address, not even that of a link.
    is_text = private.is_posted() and body_of(request.endpoint) is not SEARCH
    others = [] if is_text else [pair for pair in private.asked().items(multi=True) if pair[0] != PARAMETER]
    return tuple(
        InterfaceLanguage(
            code=code,
            label=habits.get_language_name(code) or code,
            address=f"{request.script_root}{quote(request.path)}?{urlencode([*others, (PARAMETER, code)])}",
            current=code == chosen(),
        )
        for code, habits in LOCALES.items()
    )


def locale() -> Locale:
    """Return whose habits of dates and numbers the reader has."""
    return get_locale() or LOCALES[ENGLISH]


def _keep(endpoint: str, values: dict[str, object]) -> None:
    """Let links of a page lead to pages in the language that was asked for."""
    if has_request_context() and endpoint.startswith(OF_PAGES):
        values.setdefault(PARAMETER, asked())


def _tell(response: Response) -> Response:
    """Say that an answer depends on the reader's languages, where it does."""
    if g.get("translated"):
        response.vary.add("Accept-Language")
        response.content_language.add(chosen())
    return response


def _context() -> dict[str, object]:
    direction = LOCALES[chosen()].text_direction
    return {"ui_language": chosen(), "ui_direction": direction, "ui_asked": asked(), "ui_parameter": PARAMETER}

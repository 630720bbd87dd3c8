"""Searches whose words stand in no address: the form posts them, and so does whatever leads on from a page.

A link holds its search in its address, which browsers keep in their history and proxies in their logs. Where the
setting `private_search` is on, pages have a button in place of each such link, which posts the same to the same path.
Nothing is changed by what is posted: it asks, as an address does.
"""

from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

from flask import Flask, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.urls import uri_to_iri

from indexer.errors import ParameterError
from indexer.messages import say
from webapp.bodies import FORM, body_of
from webapp.holder import current_settings

PACKED = "asked"
"""The one field of a button: what stands behind the question mark of the address that it stands for."""


def register(app: Flask) -> None:
    """Read what is posted before anything asks for it, and let templates turn addresses into what is posted."""
    app.before_request(_read)
    app.add_template_global(is_private, "private")
    app.add_template_filter(packed)
    app.add_template_filter(bare)


def is_private() -> bool:
    """Tell whether the pages of this site keep what is searched for out of addresses."""
    return current_settings().private_search == "on"


def is_posted() -> bool:
    """Tell whether what is asked stands in the body of the request."""
    return request.method == "POST"


def asked() -> MultiDict[str, str]:
    """Return what is asked for, as an address would say it: of what is posted, its body alone, once it was read."""
    posted: MultiDict[str, str] = g.get("posted", MultiDict()) if is_posted() else request.args
    return posted


def packed(address: str) -> str:
    """Return what an address asks, as short as a form can hold it: with the letters of every script as they are."""
    return uri_to_iri(f"?{urlsplit(address).query}").removeprefix("?")


def bare(address: str) -> str:
    """Return an address without what it asks; where it scrolls to stays."""
    parts = urlsplit(address)
    return parts._replace(query="").geturl()


def _read() -> None:
    """Read the body of a request that posts; what cannot be read is refused, on a page that asks for nothing.

    :raise UnsupportedMediaType: if it is not of the kind that is taken there.
    :raise RequestEntityTooLarge: if it is more than can be asked there.
    :raise ParameterError: if it is a form whose text is not UTF-8.
    """
    if not is_posted():
        return
    body = body_of(request.endpoint)
    if request.mimetype != body.media_type:
        raise UnsupportedMediaType
    request.max_content_length = request.max_form_memory_size = body.most
    if body.media_type != FORM:
        return
    _refuse_other_encodings(request.get_data())
    form = request.form
    plain = [(name, value) for name, value in form.items(multi=True) if name != PACKED]
    g.posted = MultiDict([*plain, *parse_qsl(form.get(PACKED, ""), keep_blank_values=True)])


def _refuse_other_encodings(form: bytes) -> None:
    # Werkzeug would leave such bytes as they are encoded, and their digits would be searched for.
    try:
        unquote_to_bytes(form).decode()
    except UnicodeDecodeError as error:
        raise ParameterError(say("The form is not in UTF-8."), say("Post its text in UTF-8.")) from error

"""Pages of other sites, made as they are needed, and the box in them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.hosting import hosting
from tests.browser.widget.box import Box
from tests.browser.widget.hosts import STRICT, box_of, page_of


@pytest.fixture
def embed(served) -> Iterator[Callable[..., str]]:
    """Make a page of another site that embeds the box, with these attributes or in this body; return its address."""
    with ExitStack() as sites:

        def make(attributes="", *, body=None, head="", policy=STRICT):
            shown = page_of(served.address, body=body or box_of(served.address, attributes), head=head)
            headers = {"Content-Security-Policy": policy.format(address=served.address)} if policy else {}
            return sites.enter_context(hosting(shown, headers))

        yield make


@pytest.fixture
def open_box(visitor, embed) -> Callable[..., Box]:
    """Open a page of another site, and put the cursor in its box."""

    def opened(attributes="", *, viewport=(700, 700), **page_options):
        body, head, policy = (page_options.pop(name, None) for name in ("body", "head", "policy"))
        address = embed(attributes, body=body, head=head or "", policy=STRICT if policy is None else policy)
        width, height = viewport
        page = visitor.open(address, viewport={"width": width, "height": height}, **page_options)
        page.set_default_timeout(10_000)
        made = Box(page, "onrecord-search >> nth=0")
        page.wait_for_function("() => document.querySelector('onrecord-search').shadowRoot !== null")
        if made.field.count():
            made.begin()
        return made

    return opened


@pytest.fixture
def box(open_box) -> Box:
    """A box with nothing set, on a page under the strictest policy."""
    return open_box()

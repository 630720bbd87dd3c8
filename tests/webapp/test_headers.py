"""Every route by every method in every status: what each answer carries, and what none does.

What is right is said here in its own words, not read from the code: a header that is lost there is missed here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from indexer.errors import ArchiveMissingError, NotFoundError, ParameterError
from indexer.settings import Settings
from webapp import create_app
from webapp.widget_files import BUILD

FRAMED, SHARED, OWN = "in frames of other sites", "read by pages of other sites", "this site's own"

METRICS = "/metrics"
"""Where figures are, on a site whose operator wants them."""

METHODS = "GET HEAD POST OPTIONS PUT PATCH DELETE TRACE CONNECT PROPFIND MKCOL LOCK".split()

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

DIRECTIVES = {
    "default-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}


@dataclass(frozen=True)
class Route:
    """An address that a rule answers with 200, whose it is, and whether it takes a search that is posted.

    `most` is how many bytes may be posted there, and `posted` what is answered with 200; `is_read` tells whether GET is
    answered too: where it is not, what is posted is JSON. `is_kept` by browsers until it changes; `is_free` of the
    limit on how often one client may ask.
    """

    address: str
    kind: str = OWN
    is_posted_to: bool = False
    posted: dict[str, str] = field(default_factory=lambda: {"q": "harbour"})
    most: int = 16_384
    is_read: bool = True
    is_kept: bool = False
    is_free: bool = False

    def post(self, client, **posted: str):
        """Post what is given, or else what is answered with 200, in the form that is taken there."""
        body = posted or self.posted
        return client.post(self.address, **({"data": body} if self.is_read else {"json": body}), buffered=True)


TABLE = {
    "/": Route("/?q=harbour", is_posted_to=True),
    "/s/<identity:identity>": Route("/s/made-01?q=harbour", is_posted_to=True),
    "/cite/<identity:identity>": Route("/cite/made-01"),
    "/history": Route("/history?q=harbour", is_posted_to=True),
    "/check": Route("/check", is_posted_to=True, posted={"text": "Nobody was let in."}, most=262_144),
    "/help": Route("/help"),
    "/widget": Route("/widget"),
    "/widget/themes": Route("/widget/themes"),
    "/widget/themes/style.css": Route("/widget/themes/style.css", is_kept=True),
    "/static/<name>": Route("/static/style.css", is_kept=True, is_free=True),
    "/widget.js": Route("/widget.js", SHARED, is_kept=True, is_free=True),
    "/quote.js": Route("/quote.js", SHARED, is_kept=True, is_free=True),
    "/check.js": Route("/check.js", SHARED, is_kept=True, is_free=True),
    "/widget-<name>": Route(f"/{BUILD.box.file}", SHARED, is_kept=True, is_free=True),
    "/embed": Route("/embed?q=harbour", FRAMED, is_posted_to=True),
    "/embed/quote": Route("/embed/quote?url=/s/made-01?p=1", FRAMED),
    "/oembed": Route("/oembed?url=/s/made-01?p=1", SHARED),
    "/api/": Route("/api/", SHARED),
    "/api/v1/search": Route("/api/v1/search?q=harbour", SHARED),
    "/api/v1/statements/<identity:identity>": Route("/api/v1/statements/made-01", SHARED),
    "/api/v1/statements/<identity:identity>/reuse": Route("/api/v1/statements/made-01/reuse", SHARED),
    "/api/v1/suggest": Route("/api/v1/suggest?q=harb", SHARED),
    "/api/v1/history": Route("/api/v1/history?q=harbour", SHARED),
    "/api/v1/quote": Route("/api/v1/quote?url=/s/made-01?p=1", SHARED),
    "/api/v1/check": Route(
        "/api/v1/check", SHARED, is_posted_to=True, posted={"text": "Nobody."}, most=262_144, is_read=False
    ),
    "/api/v1/openapi.json": Route("/api/v1/openapi.json", SHARED),
    "/api/v1/export": Route("/api/v1/export?q=harbour", SHARED),
    "/feed.atom": Route("/feed.atom?q=harbour", is_kept=True),
    "/watches": Route("/watches"),
    "/watches/<name>.atom": Route("/watches/harbour.atom", is_kept=True),
    "/opensearch.xml": Route("/opensearch.xml", is_kept=True),
    "/suggestions": Route("/suggestions?q=harb"),
    "/robots.txt": Route("/robots.txt"),
    "/sitemap.xml": Route("/sitemap.xml", is_kept=True),
    "/sitemap-<int:number>.xml": Route("/sitemap-1.xml", is_kept=True),
    "/healthz": Route("/healthz", is_free=True),
    "/readyz": Route("/readyz", is_free=True),
    METRICS: Route("/metrics", is_free=True),
}
"""Every rule of the site. A new one is refused until it says here whose it is."""

FAILURES: dict[int, Callable[[], Exception]] = {
    400: lambda: ParameterError("q is wrong.", "Mend it."),
    404: lambda: NotFoundError("There is none.", "Look elsewhere."),
    500: lambda: ValueError("something secret"),
    503: lambda: ArchiveMissingError("There is no index.", "Make one."),
}
"""What a view may end in, by the status that it is answered with."""

RULES = list(TABLE)
READ = [rule for rule, route in TABLE.items() if route.is_read]


@pytest.fixture(scope="module")
def whole(shelf_archive, tmp_path_factory):
    """The settings of a site that has all that a site can have."""
    watches = tmp_path_factory.mktemp("watches") / "watches.toml"
    watches.write_text("[harbour]\nquery='harbour'\nnote='made'\npublic=true\n", encoding="utf-8")
    return Settings(index=str(shelf_archive), metrics="on", watches=str(watches))


@pytest.fixture(scope="module")
def app(whole):
    return create_app(whole)


@pytest.fixture(scope="module")
def spent(whole):
    """Return a client of the whole site who has asked as often as one may."""
    client = create_app(replace(whole, rate_limit="1/day")).test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    assert client.get("/help").status_code == 200
    return client


@pytest.fixture
def failing(app):
    """Make every view of the site fail, until the test ends."""
    views = dict(app.view_functions)

    def fail(make: Callable[[], Exception]):
        def view(**_values):
            raise make()

        app.view_functions.update(dict.fromkeys(views, view))

    yield fail
    app.view_functions.update(views)


def methods_of(route: Route) -> tuple[str, ...]:
    """Return the methods by which a route is asked."""
    return (*(("GET", "HEAD") if route.is_read else ()), *(("POST",) if route.is_posted_to else ()))


def policy_of(response) -> dict[str, str]:
    """Return the policy of an answer, by directive."""
    return dict(each.partition(" ")[::2] for each in response.headers["Content-Security-Policy"].split("; "))


def assert_protected(response, kind: str, method: str = "GET") -> None:
    """Assert all that an answer carries, whatever it is and whoever asked."""
    headers = response.headers
    for name, value in EVERYWHERE.items():
        assert headers.getlist(name) == [value]
    assert "camera=()" in headers["Permissions-Policy"]
    assert len(headers.getlist("Cache-Control")) == 1
    assert len(headers.getlist("Content-Security-Policy")) == 1
    assert "Set-Cookie" not in headers
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Server" not in headers
    told = policy_of(response)
    assert DIRECTIVES.items() <= told.items()
    assert re.fullmatch(r"'none'|'nonce-[\w-]{22}'( 'strict-dynamic')?", told["script-src"])
    by_anyone = kind == FRAMED and response.mimetype == "text/html"
    assert told["frame-ancestors"] == ("*" if by_anyone else "'none'")
    assert ("Cross-Origin-Embedder-Policy" in headers) is (kind == FRAMED)
    assert headers.get("Access-Control-Allow-Origin") == ("*" if kind == SHARED else None)
    if response.status_code >= 400 or method == "POST":
        assert headers["Cache-Control"] == "no-store"
    if response.mimetype == "text/html" and response.status_code != 204:
        assert headers["Content-Type"] == "text/html; charset=utf-8"


def rules(app) -> set[str]:
    """Return the rules of a site."""
    return {each.rule for each in app.url_map.iter_rules()}


def test_every_route_stands_in_the_table(app, shelf):
    assert rules(app) == set(TABLE)
    assert rules(shelf.application) == set(TABLE) - {METRICS}
    taken = {each.rule for each in app.url_map.iter_rules() if "POST" in each.methods}
    assert taken == {rule for rule, route in TABLE.items() if route.is_posted_to}
    assert {method for each in app.url_map.iter_rules() for method in each.methods} == {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("rule", READ)
def test_what_is_answered_is_protected(app, rule):
    route, client = TABLE[rule], app.test_client()
    for origin in ({}, {"Origin": "https://elsewhere.example", "Cookie": "session=1", "X-Forwarded-For": "192.0.2.1"}):
        answer = client.get(route.address, headers=origin, buffered=True)
        assert answer.status_code == 200
        assert_protected(answer, route.kind)
    assert (answer.headers.get("ETag") is not None) is route.is_kept
    head = client.head(route.address)
    assert head.status_code == 200
    assert_protected(head, route.kind)
    assert head.get_data() == b""


@pytest.mark.parametrize("rule", [rule for rule, route in TABLE.items() if route.is_kept])
def test_what_has_not_changed_is_protected(app, rule):
    route, client = TABLE[rule], app.test_client()
    tag = client.get(route.address, buffered=True).headers["ETag"]
    answer = client.get(route.address, headers={"If-None-Match": tag}, buffered=True)
    assert answer.status_code == 304
    assert_protected(answer, route.kind)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("status", FAILURES)
def test_what_fails_is_protected(app, failing, rule, status):
    route = TABLE[rule]
    failing(FAILURES[status])
    for method in methods_of(route):
        client = app.test_client()
        answer = route.post(client) if method == "POST" else client.open(route.address, method=method)
        assert answer.status_code == status
        assert_protected(answer, route.kind, method)
        assert "secret" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_asked_too_often_is_refused_and_protected(spent, rule):
    route = TABLE[rule]
    for method in methods_of(route):
        answer = route.post(spent) if method == "POST" else spent.open(route.address, method=method, buffered=True)
        assert answer.status_code == (200 if route.is_free else 429)
        assert_protected(answer, route.kind, method)
        if not route.is_free:
            assert 0 < int(answer.headers["Retry-After"]) <= 86_400


def test_a_page_of_another_site_hears_that_its_reader_must_wait(spent):
    # A browser tells a page nothing of an answer whose preflight was refused.
    route = TABLE["/api/v1/check"]
    preflight = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    assert spent.options(route.address, headers=preflight).status_code == 204
    answer = route.post(spent)
    assert answer.status_code == 429
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_what_is_asked_in_vain_too_often_is_refused_and_protected(spent):
    for path, kind in (("/nowhere", OWN), ("/embed/nowhere", FRAMED), ("/api/nowhere", SHARED), ("/api", SHARED)):
        answer = spent.get(path)
        assert answer.status_code == 429
        assert_protected(answer, kind)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("method", [each for each in METHODS if each not in ("GET", "HEAD")])
def test_what_is_not_asked_for_so_is_refused_and_protected(app, rule, method):
    route = TABLE[rule]
    answer = app.test_client().open(route.address, method=method)
    shared = method == "OPTIONS" and route.kind == SHARED
    assert answer.status_code == (415 if method == "POST" and route.is_posted_to else 204 if shared else 405)
    assert_protected(answer, route.kind, method)
    if shared:
        assert answer.headers["Access-Control-Allow-Methods"] == ("GET, HEAD" if route.is_read else "POST")
        # A page of another site may say that it posts JSON, where that is taken, and nothing else.
        assert answer.headers.get("Access-Control-Allow-Headers") == (None if route.is_read else "Content-Type")
    if answer.status_code == 405:
        assert ("POST" in answer.headers["Allow"].split(", ")) is route.is_posted_to


@pytest.mark.parametrize("rule", [rule for rule, route in TABLE.items() if route.is_posted_to])
def test_what_is_posted_is_protected(app, rule):
    route = TABLE[rule]
    bare = replace(route, address=route.address.partition("?")[0])
    answer = bare.post(app.test_client())
    assert answer.status_code == 200
    assert_protected(answer, route.kind, "POST")


@pytest.mark.parametrize("rule", [rule for rule, route in TABLE.items() if route.is_posted_to])
def test_what_is_too_large_is_refused_and_protected(app, rule):
    route = TABLE[rule]
    answer = route.post(app.test_client(), q="a" * route.most)
    assert answer.status_code == 413
    assert_protected(answer, route.kind, "POST")


@pytest.mark.parametrize("rule", RULES)
def test_what_is_not_there_is_protected_like_its_neighbours(app, rule):
    route = TABLE[rule]
    path = re.sub(r"<[^>]+>", "0", rule).rstrip("/") + "/nowhere-at-all"
    answer = app.test_client().get(path)
    kind = FRAMED if path.startswith("/embed/") else SHARED if path.startswith(("/api/", "/widget-")) else OWN
    assert answer.status_code == 404
    assert_protected(answer, kind)
    assert kind == route.kind or rule in ("/widget.js", "/quote.js", "/check.js", "/oembed")


def test_a_redirect_is_protected_and_leads_nowhere_else(app):
    for path in ("/?q=harbour&filters=lang:en", "/api"):
        answer = app.test_client().get(path, headers={"Host": "archive.example"})
        assert answer.status_code in (302, 308)
        assert answer.headers["Location"].startswith(("/?", "http://archive.example/api/"))
        assert_protected(answer, SHARED if path == "/api" else OWN)

"""How often a client may ask, who counts as one, and what is answered beyond."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.errors import SettingError
from indexer.settings import Settings
from webapp import create_app
from webapp.clients import counted_under
from webapp.security import HEADERS

LIMIT = 5


@pytest.fixture
def site(sample_archive):
    def make(**settings):
        return create_app(Settings(index=str(sample_archive), **{"rate_limit": f"{LIMIT}/day", **settings}))

    return make


def ask(app, path="/help", client="203.0.113.9", forwarded=None):
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return app.test_client().get(path, environ_base={"REMOTE_ADDR": client}, headers=headers)


def spend(app, **who):
    return [ask(app, **who).status_code for _ in range(LIMIT)]


def test_what_is_beyond_the_limit_is_refused_as_a_page_and_as_json(site):
    app = site()
    assert spend(app) == [200] * LIMIT
    page, api = ask(app, "/?q=expulsion"), ask(app, "/api/v1/search?q=expulsion")
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert "must wait" in page.get_data(as_text=True)
    assert api.status_code == 429
    assert api.json["error"]["code"] == "too_many_requests"
    for answer in (page, api):
        assert f"in {int(answer.headers['Retry-After']):,} second" in answer.get_data(as_text=True)
        assert 1 <= int(answer.headers["Retry-After"]) <= 86_400
        assert answer.headers["Cache-Control"] == "no-store"
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert api.headers["Access-Control-Allow-Origin"] == "*"


def test_all_addresses_of_the_site_count_together_those_in_vain_too(site):
    app = site()
    for path in ("/help", "/api/v1/search?q=expulsion", "/no/such/page", "/feed.atom", "/?page=x"):
        assert ask(app, path).status_code != 429
    assert [ask(app, path).status_code for path in ("/help", "/nothing/here")] == [429, 429]


def test_files_and_health_are_never_refused(site):
    app = site()
    spend(app)
    assert ask(app).status_code == 429
    for path in ("/healthz", "/readyz", "/static/reading.js", "/widget.js"):
        assert [ask(app, path).status_code for _ in range(LIMIT + 1)] == [200] * (LIMIT + 1), path


def test_each_client_has_a_limit_of_its_own(site):
    app = site()
    spend(app)
    assert ask(app).status_code == 429
    assert ask(app, client="203.0.113.10").status_code == 200


def test_without_declared_proxies_a_forged_header_changes_nothing(site):
    app = site()
    answers = [ask(app, forwarded=f"198.51.100.{number}").status_code for number in range(20)]
    assert answers == [200] * LIMIT + [429] * (20 - LIMIT)


@pytest.mark.parametrize("hops", [1, 2])
def test_with_declared_proxies_only_what_they_wrote_is_believed(site, hops):
    app = site(proxy_hops=hops)
    inner = ", 10.0.0.1" * (hops - 1)

    def forged(number, client):
        return ask(app, client="127.0.0.1", forwarded=f"198.51.100.{number}, {client}{inner}").status_code

    assert [forged(number, "192.0.2.1") for number in range(20)] == [200] * LIMIT + [429] * (20 - LIMIT)
    assert forged(1, "192.0.2.2") == 200


def test_this_machine_is_not_counted_unless_a_proxy_is_declared(site):
    app, proxied = site(), site(proxy_hops=1)
    assert {ask(app, client=own).status_code for own in ("127.0.0.1", "::1", "") for _ in range(LIMIT + 1)} == {200}
    spend(proxied, client="127.0.0.1")
    assert ask(proxied, client="127.0.0.1").status_code == 429


def test_the_limit_can_be_turned_off(site):
    app = site(rate_limit="off")
    assert {ask(app).status_code for _ in range(LIMIT * 3)} == {200}


def test_a_storage_that_does_not_answer_leaves_each_process_its_own_limit(site):
    app = site(rate_limit_storage="memcached://127.0.0.1:1")
    assert [ask(app).status_code for _ in range(LIMIT + 2)] == [200] * LIMIT + [429, 429]


@pytest.mark.parametrize(
    "settings",
    [
        {"rate_limit": "often"},
        {"rate_limit": ""},
        {"rate_limit": "5/fortnight"},
        {"rate_limit": "0/minute"},
        {"rate_limit": "5/second; 0/day"},
        {"rate_limit_storage": "redis://127.0.0.1"},
        {"rate_limit_storage": "here"},
    ],
    ids=str,
)
def test_what_cannot_be_used_is_told_when_the_site_is_made(site, settings):
    with pytest.raises(SettingError) as told:
        site(**settings)
    name, value = next(iter(settings.items()))
    assert repr(value) in told.value.message
    assert name in told.value.message
    assert told.value.hint


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::7]:4711", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::1", "::1"),
        ("", "unknown"),
        ("localhost", "unknown"),
        ("203.0.113.999", "unknown"),
        ("[::", "unknown"),
    ],
)
def test_a_client_is_an_address_or_a_network(address, name):
    assert counted_under(address) == name


@given(st.text() | st.builds("{}{}{}".format, st.text("[", max_size=1), st.ip_addresses(), st.text()))
@example("fe80::1%\r\nset x 0 0 1")
@example("[::ffff:203.0.113.9%\n]:1")
def test_whatever_a_proxy_writes_has_a_short_and_plain_name(text):
    assert re.fullmatch(r"unknown|[0-9a-f.:/]{3,43}", counted_under(text))

"""The nginx example before a real server: what it hides, refuses, adds, and never writes down."""

import http.client
import secrets
import ssl
import subprocess
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.conftest import SEEDS, build_quietly
from tests.webapp.serving import PATIENCE, ROOT, free_port, listens, serving
from webapp.security import HEADERS

EXAMPLE = ROOT / "docs" / "deploy" / "nginx.conf"
NAME = "archive.example"

pytestmark = pytest.mark.deployed


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its ports, and the folder of its certificate and its logs."""

    http: int
    https: int
    folder: Path

    def get(self, path, *, headers=None, secure=True, times=1):
        """Return status, headers and body of the last of so many answers over one connection."""
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        made = (
            http.client.HTTPSConnection("127.0.0.1", self.https, timeout=PATIENCE, context=trust)
            if secure
            else http.client.HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE)
        )
        with closing(made) as connection:
            for _ in range(times):
                connection.request("GET", path, headers={"Host": NAME, **(headers or {})})
                with connection.getresponse() as answer:
                    body = answer.read()
        return answer.status, answer.headers, body


def certified(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True, timeout=PATIENCE,
    )  # fmt: skip


def configuration(folder, site, plain, secure):
    """Return the example for this machine: other ports and folders, and not a line else."""
    text = EXAMPLE.read_text(encoding="utf-8")
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{secure} ssl http2;",
        "server 127.0.0.1:8000;": f"server {urlsplit(site).netloc};",
        f"/etc/ssl/{NAME}": str(folder),
        "/var/log/nginx": str(folder),
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/main.log crit; events {{}}\n"
        f"http {{ client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; "
        f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{text}\n}}\n"
    )


@contextmanager
def proxy_before(site, folder):
    certified(folder)
    plain, secure = free_port(), free_port()
    path = folder / "nginx.conf"
    path.write_text(configuration(folder, site, plain, secure), encoding="utf-8")
    with subprocess.Popen(
        ["nginx", "-c", str(path), "-e", str(folder / "main.log")], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not listens(secure):
                assert process.poll() is None, process.stderr.read()
                assert time.monotonic() < until
                time.sleep(0.05)
            yield Proxy(plain, secure, folder)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    build_quietly(SEEDS, folder / "index")
    (folder / "proxy-files").mkdir()
    settings = {"proxy_hops": "1", "metrics": "on", "rate_limit": "1000/day", "access_log": "on", "log_format": "json"}
    settings["base_url"] = f"https://{NAME}"
    with serving(folder / "index", **settings) as served, proxy_before(served.address, folder / "proxy-files") as proxy:
        yield served, proxy


def test_the_site_answers_over_tls_with_its_headers_and_one_more(proxied):
    status, headers, body = proxied[1].get("/?q=expulsion")
    assert status == 200
    assert b"<mark>" in body
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value]
    assert headers.get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert headers["Server"] == "nginx"
    assert f'href="https://{NAME}/'.encode() in body


def test_whoever_comes_without_tls_is_led_to_it(proxied):
    status, headers, _ = proxied[1].get("/help", secure=False)
    assert (status, headers["Location"]) == (301, f"https://{NAME}/help")


def test_figures_are_the_operators_alone(proxied):
    served, proxy = proxied
    for path in ("/metrics", "/readyz"):
        assert proxy.get(path)[0] == 404
        assert served.get(path)[0] == 200


def test_the_longest_query_passes_and_a_longer_header_does_not(proxied):
    assert proxied[1].get("/api/v1/search?q=" + quote("𝒶" * 1000))[0] == 200
    assert proxied[1].get("/api/v1/search?q=" + "a" * 20_000)[0] == 414


def test_a_flood_is_refused_before_it_comes_to_the_site(proxied):
    statuses = Counter(proxied[1].get("/healthz")[0] for _ in range(200))
    assert statuses[429] > 50
    assert statuses[200] >= 60
    time.sleep(3)


def test_what_a_client_says_of_itself_is_thrown_away(tmp_path):
    build_quietly(SEEDS, tmp_path / "index")
    (tmp_path / "files").mkdir()
    with (
        serving(tmp_path / "index", proxy_hops="1", rate_limit="10/day") as served,
        proxy_before(served.address, tmp_path / "files") as proxy,
    ):
        forged = [proxy.get("/help", headers={"X-Forwarded-For": f"198.51.100.{n}"})[0] for n in range(20)]
    assert forged == [200] * 10 + [429] * 10


def test_neither_who_asked_nor_what_for_is_written_anywhere(tmp_path):
    word = f"sentinel{secrets.token_hex(6)}"
    build_quietly(SEEDS, tmp_path / "index")
    (tmp_path / "files").mkdir()
    with proxy_before("http://127.0.0.1:1", tmp_path / "files") as proxy:
        assert proxy.get(f"/?q={word}")[0] == 502, "there is no site behind"
    with (
        serving(tmp_path / "index", proxy_hops="1", access_log="on") as served,
        proxy_before(served.address, tmp_path / "files") as proxy,
    ):
        named = proxy.get(f"/?q={word}", headers={"Referer": f"https://a.example/{word}", "User-Agent": word})
        assert named[0] == 200
        for path in (f"/api/v1/export?q={word}", f"/?page=x&q={word}", f"/nothing?{word}"):
            proxy.get(path)
        assert any(proxy.get(f"/nothing?{word}")[0] == 429 for _ in range(2_000)), "no request was refused"
        proxy.get(f"/?q={word}", secure=False)
        _, written = served.stop()
        assert proxy.get(f"/?q={word}")[0] in {429, 502}
    log = (tmp_path / "files" / "onrecord.log").read_text()
    assert f" {named[1]['X-Request-Id']} GET / 200 " in log
    assert f"request={named[1]['X-Request-Id']} " in written, "the proxy's name for a request is not the site's"
    texts = {path: path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()}
    assert [path for path, text in texts.items() if word.encode() in text or b"127.0.0.1 " in text] == []
    assert word not in written

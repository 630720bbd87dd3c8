import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.identity import is_web_address, normalised_url, statement_id

SAME = [
    "https://www.example.org/en/news/2025/asylum/",
    "http://www.example.org/en/news/2025/asylum",
    "HTTPS://WWW.Example.ORG:443/en/news/2025/asylum#top",
    "https://www.example.org/en/news/2025/asylum?utm_source=x&fbclid=y",
    " https://www.example.org/en/news/2025/asylum ",
    "https://www.example.org/en/news/2025/%61sylum",
]

DIFFERENT = [
    "https://www.example.org/en/news/2025/asylum",
    "https://www.example.org/fr/news/2025/asylum",
    "https://www.example.org/en/news/2025/Asylum",
    "https://example.org/en/news/2025/asylum",
    "https://www.example.org:8080/en/news/2025/asylum",
    "https://www.example.org/en/news/2025/asylum?id=1",
    "https://www.example.org/en/news/2025/asylum?id=2",
    "https://www.example.org/?p=7",
]


def test_addresses_of_one_page_give_one_id():
    assert len({statement_id(url, f"{number}.html") for number, url in enumerate(SAME)}) == 1


def test_addresses_of_different_pages_give_different_ids():
    assert len({statement_id(url, "a.html") for url in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("url", "path", "expected"),
    [
        ("https://example.org/news/No-Asylum_for%20all.html", "x", "no-asylum-for-all-"),
        ("https://example.org/news/asylum/?id=5", "x", "asylum-"),
        ("https://example.org/%D8%AD%D9%82%D9%88%D9%82", "x", "statement-"),
        (None, "2025/Erklärung über Straße.html.gz", "erklarung-uber-strasse-"),
        (None, "000_0e065b5d756ede2c.txt", "000-0e065b5d756ede2c-"),
        (None, "a/…/???", "statement-"),
        (None, "word-" * 30 + ".txt", "word-" * 12),
        (None, "x" * 100, "x" * 60 + "-"),
    ],
)
def test_ids_begin_with_a_readable_slug(url, path, expected):
    assert re.fullmatch(re.escape(expected) + "[0-9a-f]{10}", statement_id(url, path))


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://example.org/", "/relative", "mailto:a@b", "", "http://[", "x"]
)
def test_what_names_no_page_leaves_the_id_to_the_path(url):
    assert normalised_url(url) is None
    assert statement_id(url, "a/b.html") == statement_id(None, "a/b.html")


def test_ids_do_not_change_between_versions():
    assert statement_id("https://example.org/news/asylum", "x") == "asylum-5896bcc9d3"
    assert statement_id(None, "2025/asylum.txt") == "asylum-373667f90b"


@settings(deadline=None)
@given(st.none() | st.text(), st.text())
def test_ids_are_short_and_safe_in_addresses(url, path):
    identity = statement_id(url, path)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{10}", identity)
    assert len(identity) <= 71
    assert identity == statement_id(url, path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("//example.org", False),
        ("https://", False),
        ("https://a b.org", False),
        ("http://[", False),
    ],
)
def test_web_addresses(text, expected):
    assert is_web_address(text) is expected

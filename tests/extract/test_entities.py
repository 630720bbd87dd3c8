"""A page may name files and count itself up; nothing that it names is read, and nothing grows."""

import pytest

from tests.extract.reading import read_html, read_markdown

KEPT = "what only the machine itself knows"


@pytest.mark.parametrize("read", [read_html, read_markdown])
@pytest.mark.parametrize("beginning", ["", '<?xml version="1.0" encoding="utf-8"?>'])
@pytest.mark.parametrize("kind", ["SYSTEM", 'PUBLIC "-//X"'])
def test_no_file_is_read_that_a_page_names(tmp_path, read, beginning, kind):
    (tmp_path / "secret.txt").write_text(KEPT, encoding="utf-8")
    address = (tmp_path / "secret.txt").as_uri()
    page = (
        f'{beginning}<!DOCTYPE html [<!ENTITY named {kind} "{address}"><!ENTITY % also SYSTEM "{address}"> %also;]>'
        f'<html xmlns:xi="http://www.w3.org/2001/XInclude"><title>T</title><main><p>Nobody was let in: &named; %also;'
        f'<xi:include href="{address}" parse="text"/></p><p>The second.</p></main></html>'
    )
    found = read(page)
    told = " ".join(each.text for each in found.paragraphs)
    assert "Nobody was let in" in told
    assert KEPT not in told


def test_no_page_grows_by_what_it_says_of_itself():
    entities = '<!ENTITY a "lantern">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = read_html(f"<!DOCTYPE html [{entities}]><title>T</title><main><p>Nobody was let in: &i;</p></main>")
    assert sum(len(each.text) for each in found.paragraphs) < 2_000

"""Every golden case is read as expected."""

import pytest
from click.testing import CliRunner

from tests.extract_cases import __main__ as command
from tests.extract_cases import cases


@pytest.mark.parametrize("slug", cases.slugs())
def test_case(slug):
    wanted = cases.expected(slug)
    assert wanted is not None, f"Nothing is expected yet: python -m tests.extract_cases {slug}, and read what it shows."
    assert cases.found(slug) == wanted, f"Look at the difference: python -m tests.extract_cases {slug} --check"


def test_there_are_cases():
    assert len(cases.slugs()) >= 12


def test_the_command_makes_and_compares_a_case(monkeypatch, tmp_path):
    monkeypatch.setattr(cases, "FOLDER", tmp_path)
    page = tmp_path / "page.html"
    page.write_text("<title>T</title><p>A sentence made for a test.", encoding="utf-8")

    def call(*arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(command.main, [str(each) for each in arguments])
        return done.exit_code, done.output

    assert call("made")[0] == 2
    status, told = call("made", page)
    assert (status, "A sentence made for a test." in told) == (0, True)
    assert cases.expected("made") == cases.found("made")
    assert call("made", "--check") == (0, "Nothing changed.\n")
    (tmp_path / "made" / "source.html").write_text("<title>T</title><p>Another sentence.", encoding="utf-8")
    status, told = call("--check")
    assert (status, '+   "text": "Another sentence.",' in told) == (1, True)

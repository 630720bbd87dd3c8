"""Profiles: which one a page gets, and what it says then."""

import pytest
from click.testing import CliRunner

from indexer.cli import onrecord
from indexer.errors import UnknownProfileError
from indexer.extract import Source, explain
from indexer.extract.page.profile import choose_profile, load_profile, profile_names
from indexer.statement import Role

CHOICES = [
    ("<link rel=canonical href=https://www.amnesty.org/en/latest/news/2025/03/a/>", "amnesty"),
    ("<link href='https://www.amnesty.org/en/a/' rel='canonical'>", "amnesty"),
    ("<meta property='og:url' content='https://reliefweb.int/report/x'>", "reliefweb"),
    ("<link rel=stylesheet href=/wp-content/themes/humanity-theme/style.css>", "amnesty"),
    ("<link rel=stylesheet href=/wp-content/themes/other/style.css>", "wordpress"),
    ("<div class='paragraph paragraph--type--citation-widget'>", "amnesty_de"),
    ("<link rel=canonical href=https://www.amnesty.de/x>", "amnesty_de"),
    ("<link rel=canonical href=https://notamnesty.org/x>", "generic"),
    ("<link rel=canonical href=https://amnesty.org.example.com/x>", "generic"),
    ("<p>https://www.amnesty.org/ is linked in the text", "generic"),
    ("", "generic"),
]


@pytest.mark.parametrize(("html", "name"), CHOICES)
def test_a_profile_is_chosen_by_host_and_markup(html, name):
    assert choose_profile(html) == name


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_adds_to_the_generic_one(name):
    generic, special = load_profile(), load_profile(name)
    for tag, attributes in (("nav", {}), ("div", {"class": "cookie-banner"}), ("blockquote", {})):
        assert generic.marking(tag, attributes) == special.marking(tag, attributes)
    assert special.endings.fullmatch("Related stories")


def test_a_wrong_name_is_told_with_the_right_ones():
    with pytest.raises(UnknownProfileError) as caught:
        load_profile("amnesti")
    assert "amnesti" in caught.value.message
    assert "amnesty, amnesty_de" in (caught.value.hint or "")


def test_a_publisher_is_known_by_the_host_alone():
    profile = load_profile("amnesty_de")
    assert profile.publisher_of("https://www.amnesty.de/x") == "Amnesty International Deutschland"
    assert (profile.publisher_of("https://example.org/x"), profile.publisher_of("")) == ("", "")


TEXT = "".join(
    f"<p>Sentence {number} of a statement made for a test, long enough to be prose.</p>" for number in range(6)
)
PAGE = f"<main><div class='call-to-action'>Act now.</div><div class=wp-block-button>Press</div>{TEXT}</main>"


def test_a_given_profile_is_used():
    def texts(profile: str | None) -> list[str]:
        read = explain(PAGE.encode(), Source(path="a.html", profile=profile), kind="html")
        assert read.profile == (profile or "generic")
        return [each.text for each in read.statement.paragraphs if each.role is not Role.BOILERPLATE]

    assert "Press" not in texts("wordpress")
    assert (len(texts("wordpress")), len(texts(None))) == (6, 7)


def test_the_command_takes_a_profile(tmp_path):
    file = tmp_path / "a.html"
    file.write_text(PAGE, encoding="utf-8")
    done = CliRunner().invoke(onrecord, ["extract", "--explain", "--profile", "reliefweb", str(file)])
    assert (done.exit_code, "profile: reliefweb" in done.output) == (0, True)
    wrong = CliRunner().invoke(onrecord, ["extract", "--profile", "nope", str(file)])
    assert wrong.exit_code == 2
    assert "amnesty_de" in wrong.output

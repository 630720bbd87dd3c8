"""Countries by any of their names: what statements about them are filed under."""

import pytest

from indexer.country_names import filed_countries
from tests.made import statement


@pytest.fixture(scope="module")
def filed():
    """What statements are filed under, each in its own way."""
    return {
        "spain": ["Spain"],
        "espana": ["España"],
        "mx": ["MX"],
        "turkiye": ["Türkiye"],
        "de": ["DE"],
        "marfil": ["Costa de Marfil"],
        "do": ["DO"],
        "marfim": ["Costa do Marfim"],
        "bosnia": ["Bosnia and Herzegovina"],
        "south": ["KOR"],
        "north": ["Democratic People's Republic of Korea"],
        "several": ["Francia", "ES"],
    }


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Spain", {"spain", "espana", "several"}),
        ("Espagne", {"spain", "espana", "several"}),
        ("ESP", {"spain", "espana", "several"}),
        ("Mexico", {"mx"}),
        ("México", {"mx"}),
        ("Turkey", {"turkiye"}),
        ("Germany", {"de"}),
        ('"Ivory Coast"', {"marfil", "marfim"}),
        ('"Dominican Republic"', {"do"}),
        ("Andorra", set()),
        ('"South Korea"', {"south"}),
        ('"North Korea"', {"north"}),
        ("France", {"several"}),
    ],
)
def test_a_country_is_found_by_any_name_it_is_filed_under(archive_of, filed, name, found):
    archive = archive_of(*(statement(each, "It rained.", countries=tuple(names)) for each, names in filed.items()))
    assert {hit.statement.id for hit in archive.search(f"country:{name}", limit=50).hits} == found


def test_a_name_comes_with_the_longer_names_of_others_but_not_its_own():
    names = {each.name: each.within for each in filed_countries("Germany")}
    assert next(iter(names)) == "Germany"
    assert "Costa de Marfil" in names["DE"]
    assert names["Germany"] == names["Deutschland"] == ()


def test_what_is_no_country_is_filed_nowhere():
    assert filed_countries("Atlantis") == ()

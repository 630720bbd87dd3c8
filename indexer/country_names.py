"""Names of countries in the languages of statements, to the one that statements are filed under."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from indexer.analysis import fold
from indexer.tables import shipped_table


def filed_countries(name: str) -> tuple[str, ...]:
    """Return the names that statements about a country are filed under, by any of its names or its ISO 3166-1 codes."""
    return _filed().get(fold(" ".join(name.split())), ())


@cache
def _filed() -> Mapping[str, tuple[str, ...]]:
    filed: defaultdict[str, list[str]] = defaultdict(list)
    for country in shipped_table("indexer", "countries.toml")["country"]:
        names = [country["name"], *country.get("labels", ()), *country.get("codes", ())]
        for listed in country.get("names", {}).values():
            names += listed
        for name in dict.fromkeys(map(fold, names)):
            filed[name].append(country["name"])
    return {name: tuple(dict.fromkeys(names)) for name, names in filed.items()}

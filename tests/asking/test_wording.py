"""Queries in words."""

import pytest

from indexer.query import parse
from indexer.wording import in_words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ""),
        ("migrants", "migrants"),
        ("migrants AND (asylum OR refuge*) AND lang:es", "migrants AND (asylum OR refuge*), in Spanish statements"),
        ("asylum lang:español", "asylum, in Spanish statements"),
        ("asylum lang:xx", "asylum, in xx statements"),
        ("speaker:piquer date:2025", "all paragraphs, said by piquer, published in 2025"),
        ('publisher:"Example Group" camp', 'camp, published by "Example Group"'),
        ("camp country:Spain -lang:fr", "camp, about Spain, not in French statements"),
        ("camp title:asylum", "camp, with asylum in the title"),
        ("camp date:2024-03-05", "camp, published on 5 March 2024"),
        ("camp date:2024-03..2025", "camp, published from March 2024 to 2025"),
        ("camp date:..2025", "camp, published up to 2025"),
        ("camp date:2025..", "camp, published from 2025"),
        ("camp before:2024-03 after:2023", "camp, published before March 2024, published after 2023"),
        ("camp AND (asylum OR refuge*) lang:es", "camp AND (asylum OR refuge*), in Spanish statements"),
        ("lang:es OR asylum", "lang:es OR asylum"),
        ("title:(a OR b) camp", "title:(a OR b) camp"),
        ('"not available"~3', '"not available"~3'),
    ],
)
def test_a_query_in_words(query, words):
    assert in_words(parse(query).query) == words

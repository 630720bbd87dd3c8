"""Words of an archive, quoted in a line of the command's own."""

import pytest

from indexer.cli.quoted import balanced, quoted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nobody should be forced", "“Nobody should be forced”"),
        ("we don’t go", "“we don’t go”"),
        ("Nobody should be ill-treated,” said Maria Example", "“Nobody should be ill-treated,” said Maria Example"),
        ("She said “nobody should", "She said “nobody should”"),
        ('nobody should," said Maria', '"nobody should," said Maria'),
        ("debe», dijo María", "«debe», dijo María"),
        ("„niemand soll", "„niemand soll“"),
        ("soll“, sagte sie", "„soll“, sagte sie"),
        ("誰も」と言った", "「誰も」と言った"),
        ("the “one” and the other,” she said", "“the “one” and the other,” she said"),
        ("the “one” and the other", "the “one” and the other"),
    ],
)
def test_every_mark_has_its_other_and_none_stands_around_them(text, told):
    assert quoted(text) == told
    assert balanced(told) == told

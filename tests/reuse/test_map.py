"""The reuse map: equal to brute force, and the same however an archive came to be what it is."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import Analyser
from indexer.errors import CallError
from indexer.reuse import comparing, map_reuse
from indexer.reuse.likeness import likeness
from indexer.reuse.lines import lines_of
from indexer.reuse.order import moment
from indexer.reuse.rules import load_rules
from indexer.reuse.sketches import sketches, word_bits
from tests.made import statement

RULES = load_rules()
LEFT = """
select number from line union all select line from use union all select line from near union all select line from sketch
"""
WORDS = "asylum border court delay every freedom guard harm inquiry justice know law".split()
LINES = [
    f"{' '.join(WORDS[(start + step * at) % 12] for at in range(12))}."
    for start, step in zip(range(6), (1, 5, 7, 11, 1, 5), strict=True)
]
ALTERED = [line.replace(line.split()[4], "changed", 1) for line in LINES]


class Held:
    """An engine that holds statements, and nothing else."""

    def __init__(self, *statements):
        self.held = {each.id: each for each in statements}

    def statements(self):
        return (self.held[each] for each in sorted(self.held))

    def statement(self, identity):
        return self.held.get(identity)


def mapped(engine, kept=None, limit=100):
    return map_reuse(engine, kept=kept, limit=limit, advance=lambda _: None)


def by_brute_force(statements):
    """Return of each family its first line, the statements that have it, and how many forms it has."""
    uses = {}
    for each in statements:
        for line in lines_of(each, Analyser(), RULES):
            if line.telling:
                uses.setdefault(line.terms, []).append((moment(each), line.number, line.start))
    families = {}
    for terms in sorted(uses, key=lambda each: min(uses[each])):
        alike = {other: likeness(terms, other, RULES.likeness) for other in families}
        best = max(alike, key=alike.get, default=None)
        families.setdefault(best if best and alike[best] else terms, []).append(terms)
    found = {
        (lead, len({use[0][1] for form in forms for use in uses[form]}), len(forms)) for lead, forms in families.items()
    }
    return {each for each in found if each[1] > 1}


def told(found):
    return {
        (tuple(t.exact for t in Analyser().tokens(each.text)), each.statements, 1 + len(each.variants))
        for each in found.found
    }


statements = st.builds(
    lambda name, lines, year: statement(name, *lines, published=f"{year}-01-01", publisher=f"P{year % 2}"),
    st.sampled_from("abcdefg"),
    st.lists(st.sampled_from(LINES + ALTERED), max_size=4),
    st.integers(2020, 2023),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(statements, max_size=7, unique_by=lambda each: each.id))
def test_the_map_is_that_of_brute_force(made):
    assert told(mapped(Held(*made))) == by_brute_force(made)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(statements, max_size=7, unique_by=lambda each: each.id), min_size=2, max_size=4))
def test_a_ledger_that_grew_with_an_archive_tells_what_one_from_nothing_tells(tmp_path_factory, states):
    kept = tmp_path_factory.mktemp("ledger") / "reuse.sqlite"
    for made in states:
        grown = mapped(Held(*made), kept)
        assert replace(grown, read=len(made)) == mapped(Held(*made))
    mapped(Held(), kept)
    database = sqlite3.connect(kept)
    assert database.execute(LEFT).fetchall() == []
    database.close()


def test_only_what_is_new_or_changed_is_read_again(tmp_path):
    kept = tmp_path / "reuse.sqlite"
    made = [statement(name, LINES[0], published="2020-01-01") for name in "abc"]
    assert mapped(Held(*made), kept).read == 3
    assert mapped(Held(*made), kept).read == 0
    changed = [*made[:2], replace(made[2], publisher="Another"), statement("d", LINES[1])]
    again = mapped(Held(*changed), kept)
    assert again.read == 2
    assert [each.count for each in again.found[0].spread["publisher"]] == [1]


def test_a_line_tells_its_first_use_its_spread_and_its_forms():
    made = [
        statement("late", LINES[0], published="2023-05-01", publisher="One", countries=("Chad", "Mali")),
        statement("early", "Something else.", LINES[0].upper(), published="2020-05-01", publisher="Two"),
        statement("form", ALTERED[0], published="2021-05-01", publisher="One", countries=("Mali",)),
    ]
    (line,) = mapped(Held(*made)).found
    assert (line.text, line.first.statement.id, line.first.number) == (LINES[0].upper()[:-1], "early", 2)
    assert (line.statements, line.exact, line.last) == (3, 2, "2023-05-01")
    assert {name: [(each.value, each.count) for each in values] for name, values in line.spread.items()} == {
        "year": [("2020", 1), ("2021", 1), ("2023", 1)],
        "publisher": [("One", 2), ("Two", 1)],
        "country": [("Mali", 2), ("Chad", 1)],
    }
    assert [(each.text, each.statements) for each in line.variants] == [(ALTERED[0][:-1], 1)]


def test_what_one_statement_says_twice_does_not_recur():
    assert mapped(Held(statement("alone", LINES[0], LINES[0], ALTERED[0]))).recurring == 0


def test_the_limit_leaves_out_and_still_counts():
    made = [statement(name, *LINES) for name in "ab"]
    found = mapped(Held(*made), limit=2)
    assert (len(found.found), found.recurring) == (2, len(LINES))


def test_batches_make_no_difference(monkeypatch):
    made = [statement(str(at), LINES[at % 6], ALTERED[(at + 1) % 6], published=f"20{at + 10}") for at in range(12)]
    whole = mapped(Held(*made))
    monkeypatch.setattr(comparing, "_BATCH", 2)
    assert mapped(Held(*made)) == whole


def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("Dear diary, this is no database at all. " * 20)
    before = other.read_bytes()
    with pytest.raises(CallError):
        mapped(Held(), other)
    assert other.read_bytes() == before
    database = sqlite3.connect(tmp_path / "catalogue.sqlite")
    database.execute("create table file (id)")
    database.commit()
    database.close()
    with pytest.raises(CallError, match="is not what"):
        mapped(Held(), tmp_path / "catalogue.sqlite")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CallError, match="cannot be used"):
        mapped(Held(), tmp_path / "nowhere" / "reuse.sqlite")


def test_what_fails_leaves_the_ledger_as_it_was(tmp_path):
    kept = tmp_path / "reuse.sqlite"
    made = [statement(name, LINES[0]) for name in "ab"]
    mapped(Held(*made), kept)
    before = kept.read_bytes()

    class Failing(Held):
        def statements(self):
            yield statement("c", *LINES)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        mapped(Failing(), kept)
    assert kept.read_bytes() == before
    assert mapped(Held(*made), kept).read == 0


terms = st.lists(st.sampled_from(WORDS), min_size=7, max_size=30).map(tuple)


@given(terms, terms)
def test_bits_never_hide_lines_that_are_alike(one, other):
    common = RULES.likeness * (len(one) + len(other)) / 2
    if likeness(one, other, RULES.likeness):
        missing = (word_bits(one) & ~word_bits(other)) & (2**64 - 1)
        assert missing.bit_count() <= len(one) - common + 1e-9


@given(st.lists(terms, min_size=1, max_size=6))
def test_a_line_has_the_same_keys_wherever_it_stands(lines):
    together = sketches(lines)
    for line, keys in zip(lines, together, strict=True):
        assert sketches([line])[0].tolist() == keys.tolist()


def test_keys_are_the_same_in_every_process_and_release():
    assert sketches([tuple(WORDS)])[0].tolist()[:2] == [-6283075313063567362, -8423268535214782709]

"""Which quotations a text holds, in marks of every kind and without any."""

import pytest

from indexer.quoting.finding import find_quotations
from indexer.quoting.rules import load_rules

RULES = load_rules().finding

SAID = "we will not be silenced"
MORE = "nobody may be sent back"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"She said “{SAID}” and left. “{MORE},” he said.", [SAID, f"{MORE},"]),
        (f'She said "{SAID}" and left. "{MORE}," he said.', [SAID, f"{MORE},"]),
        (f"Elle a dit « {SAID} » hier.", [SAID]),
        (f"Er sagte: »{SAID}« und ging.", [SAID]),
        (f"Sie sagte: „{SAID}“ und ging.", [SAID]),
        (f"She said ‘{SAID}’ and it’s over.", [SAID]),
        (f"彼は「{SAID}」と言った。", [SAID]),
        (f"She spoke of “rights” and said “{SAID}”.", [SAID]),
        (f"“Yes, {SAID}.\n\n“So {MORE}.” That was all.", [f"Yes, {SAID}.\n\n“So {MORE}."]),
        (f"She said “{SAID}, and ‘{MORE}’ is the rule” twice.", [f"{SAID}, and ‘{MORE}’ is the rule"]),
        (f"“{SAID},” she said. ‘{MORE}’, he said.", [f"{SAID},", MORE]),
        (f"\"{SAID},\" she said. He said '{MORE}' too.", [f"{SAID},", MORE]),
        (f"‘{MORE},’ he said. ‘{SAID},’ she said. They wrote “{SAID}”.", [f"{MORE},", f"{SAID},", SAID]),
        (f"“{SAID},” she said. ‘It is “{MORE}” to all of us’, he said.", [f"{SAID},", f"It is “{MORE}” to all of us"]),
        (f'In \'68 he said "{SAID}", and of the workers\' rights "{MORE}".', [SAID, MORE]),
        (f"“{SAID},” she said, 'Abd al-Example beside her, and: “{MORE}.”", [f"{SAID},", f"{MORE}."]),
        (f"They said '{SAID}' and '{MORE}'.", [SAID, MORE]),
        (f"The workers' union left. They said '{SAID}'.", [SAID]),
        (SAID, [SAID]),
        (f"“{SAID}”", [SAID]),
        ("“rights”", ["rights"]),
        (f"{SAID}\n{MORE}", [SAID, MORE]),
        (f"{SAID}\n\n{MORE}", [SAID, MORE]),
        (f"{SAID}, and what is\nmore: {MORE}\n\n{MORE}", [f"{SAID}, and what is\nmore: {MORE}", MORE]),
        ("nobody may be sent back to where they are\npersecuted.\nThe law says so.", [
            "nobody may be sent back to where they are\npersecuted.", "The law says so."]),
        (" \n\n… \n", []),
        ("", []),
    ],
)  # fmt: skip
def test_quotations_are_found(text, found):
    assert [each.text for each in find_quotations(text, RULES).quotations] == found


@pytest.mark.parametrize("text", [f"She said “{SAID}”.", f"“{SAID}”, and « {MORE} »", f"a\n\n  “{SAID}”", SAID])
def test_each_says_where_it_stands(text):
    for each in find_quotations(text, RULES).quotations:
        assert text[each.start : each.end] == each.text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"They said “{SAID}” then.", True),
        (f"“{SAID}”", False),
        (SAID, False),
        (f"{'word ' * RULES.whole_words}“{SAID}”", False),
    ],
)
def test_a_short_text_with_marks_within_may_itself_be_one(text, whole):
    assert (find_quotations(text, RULES).whole is not None) is whole


def test_what_looks_like_a_title_is_checked_as_well():
    text = "They spoke of “Kevin Example Betrayed The Whole Army” at night. “We are not out of the woods”, they said."
    found = find_quotations(text, RULES)
    assert [each.text for each in found.quotations] == [
        "Kevin Example Betrayed The Whole Army",
        "We are not out of the woods",
    ]

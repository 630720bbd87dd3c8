"""A quotation as an editor wrote it: ellipses and brackets of every kind."""

import pytest

from indexer.analysis import Analyser
from indexer.quoting.passage import Joint, read_passage


def read(text):
    return read_passage(text, "en", Analyser())


@pytest.mark.parametrize("ellipsis", ["…", "...", ". . .", "[…]", "[...]", "[ … ]", "(...)", "(…)", "....", "[. . .]"])
def test_an_ellipsis_of_any_kind_parts_words(ellipsis):
    passage = read(f"both rely {ellipsis} on criteria")
    assert passage.exacts == ("both", "rely", "on", "criteria")
    assert dict(passage.joints) == {2: Joint(ellipsis=True, inserted="")}
    assert list(passage.runs()) == [(0, 2), (2, 4)]


@pytest.mark.parametrize(
    ("text", "exacts", "joints"),
    [
        ("[T]he law", ("the", "law"), {}),
        ("they walk[ed] on", ("they", "walked", "on"), {}),
        ("he said[]s it", ("he", "saids", "it"), {}),
        ("[the judges] said", ("said",), {0: Joint(ellipsis=False, inserted="[the judges]")}),
        ("he [sic] said", ("he", "said"), {1: Joint(ellipsis=False, inserted="[sic]")}),
        ("he … [then] said", ("he", "said"), {1: Joint(ellipsis=True, inserted="[then]")}),
        ("he said…", ("he", "said"), {2: Joint(ellipsis=True, inserted="")}),
        ("he said [", ("he", "said"), {}),
        ("]] he said [[", ("he", "said"), {}),
        ("", (), {}),
    ],
)
def test_brackets_change_letters_or_stand_for_words(text, exacts, joints):
    passage = read(text)
    assert passage.exacts == exacts
    assert dict(passage.joints) == joints


@pytest.mark.parametrize(
    ("text", "word", "stands"),
    [
        ("walk[ed]", "walks", True),
        ("walk[ed]", "talks", False),
        ("[T]he", "the", True),
        ("[s]he", "he", False),
        ("[un]friendly", "friendly", False),
        ("e[xtermination]", "election", False),
        ("re[ject]", "release", False),
        ("with[]", "without", False),
        ("20[0]", "20", False),
        ("[b]illion", "million", False),
        ("issue[less]", "issue", False),
        ("walked", "walked", False),
        ("[t]hey", "them", False),
    ],
)
def test_letters_in_brackets_stand_for_others(text, word, stands):
    assert read(text).words[0].stands_for(word) is stands


def test_words_know_where_they_stand_brackets_and_all():
    text = "So [T]he law … [of the sea] walk[ed] on"
    passage = read(text)
    assert [text[each.start : each.end] for each in passage.words] == ["So", "[T]he", "law", "walk[ed]", "on"]

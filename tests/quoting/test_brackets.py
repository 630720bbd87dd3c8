"""Brackets that the archive has itself: whoever quotes them quotes their words, and may not put others in."""

import pytest

from indexer import open_archive
from indexer.quoting import Kind, Verdict
from tests.conftest import build_quietly, write_lines
from tests.made import statement

PARAGRAPH = (
    "The minister told the House about the lanterns [from the Example Debates of 1969] and said that he "
    "[Mr Exampleton] had seen none of them lit since."
)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def bracketed(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bracketed")
    build_quietly(
        write_lines(folder / "made.jsonl", [statement("lanterns", PARAGRAPH)]), folder / "index", engine=request.param
    )
    return open_archive(folder / "index")


@pytest.mark.parametrize(
    ("quotation", "verdict", "kinds"),
    [
        (PARAGRAPH, Verdict.VERBATIM, ()),
        (PARAGRAPH.replace("[Mr Exampleton]", "[Mr Sampleton]"), Verdict.ALTERED, (Kind.CHANGED,)),
        (PARAGRAPH.replace("[Mr Exampleton]", "[his deputy]"), Verdict.ALTERED, (Kind.CHANGED,)),
        (PARAGRAPH.replace("[Mr Exampleton]", "[mr exampleton]"), Verdict.ALTERED, (Kind.LETTERS,)),
        (PARAGRAPH.replace("Debates of 1969", "Debates in 1969"), Verdict.ALTERED, (Kind.CHANGED,)),
        (PARAGRAPH.replace("[from the Example Debates of 1969] ", ""), Verdict.ALTERED, (Kind.LEFT_OUT,)),
        (PARAGRAPH.replace("[from the Example Debates of 1969]", "[…]"), Verdict.VERBATIM, ()),
        (PARAGRAPH.replace("told the House", "told [its members]"), Verdict.VERBATIM, ()),
        (PARAGRAPH.replace("that he [Mr Exampleton]", "that [the minister]"), Verdict.VERBATIM, ()),
        ("[Mr Exampleton] had seen none of them lit since", Verdict.VERBATIM, ()),
        ("[Mr Sampleton] had seen none of them lit since", Verdict.ALTERED, (Kind.CHANGED,)),
        ("The minister told the House about the lanterns [from the debates]", Verdict.ALTERED, (Kind.CHANGED,)),
    ],
)
def test_brackets_of_the_archive_s_own_are_quoted_like_all_else(bracketed, quotation, verdict, kinds):
    (found,) = bracketed.check_quotes(quotation).quotations
    assert (found.verdict, found.kinds) == (verdict, kinds)


TURNED = (
    "Nobody may be sent back to a country where they fear for their lives. He said the Third Committee will support 20 "
    "people from 2010-2019 and protect the law. We will not comply with the order. We do not support the plan. I have "
    "never said that the camp should be closed. It is hardly a success. The students did it, which is false. The towns "
    "were fair and open, and taxes rose by 12 per cent to $1.35 billion. Twenty-three of 50 wards were closed by then. "
    "It took four days and four nights for eleven of them."
)


@pytest.fixture(scope="module")
def turned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("turned")
    build_quietly(write_lines(folder / "made.jsonl", [statement("turned", TURNED)]), folder / "index")
    return open_archive(folder / "index")


@pytest.mark.parametrize(
    ("quotation", "kinds"),
    [
        ("[Everyone] may be sent back to a country where they fear", (Kind.CHANGED,)),
        ("[Refugees] may be sent back to a country where they fear", (Kind.CHANGED,)),
        ("We will [comply]", (Kind.CHANGED,)),
        ("He said the [Fourth] Committee will support 20 people", (Kind.CHANGED,)),
        ("He said the Third Committee will [refuse to] support 20 people", (Kind.ADDED,)),
        ("He said the Third Committee will [oppose] 20 people from 2010-2019", (Kind.CHANGED,)),
        ("Committee will support 20 people from 2010-[2023] and protect the law", (Kind.CHANGED,)),
        ("He said the Third Committee will support 20 people from 2010-[2023]", (Kind.CHANGED,)),
        ("He said the Third Committee will support [thirty] people from 2010-2019", (Kind.CHANGED,)),
        ("He said the Third Committee will support [2]20 people from 2010-2019", (Kind.ADDED,)),
        ("He said the Third Committee will support 20[.5] people from 2010-2019", (Kind.ADDED,)),
        ("people from 2010-2019 and [ignore] the law", (Kind.CHANGED,)),
        ("We do … said that the camp should be closed", (Kind.JOINED,)),
        ("He said the Third Committee … comply with the order", (Kind.JOINED,)),
        ("It is … a success. The students did it", (Kind.JOINED,)),
        ("the Third … Committee … will support 20 people from 2010-2019", (Kind.JOINED,)),
        ("and taxes [plunged] by 12 per cent to $1.35 billion", (Kind.CHANGED,)),
        ("The towns were [filthy] and open, and taxes rose", (Kind.CHANGED,)),
        ("and taxes rose by 12 per cent to $1.35 [million]", (Kind.CHANGED,)),
        ("and taxes rose by 12 [million] per cent to $1.35 billion", (Kind.ADDED,)),
        ("and taxes rose by 12 per cent to [€]1.35 billion", (Kind.ADDED,)),
        ("and taxes rose by 12 per cent to $1[35] billion", (Kind.CHANGED,)),
        ("It took four [hundred] days and [twenty-]four nights", (Kind.ADDED,)),
        ("[All] of 50 wards were closed by then", (Kind.CHANGED,)),
        ("He said the Third Committee will [almost] support 20 people", (Kind.ADDED,)),
        ("[If] the towns were fair and open, and taxes rose", (Kind.ADDED,)),
        ("The plan is good [which is a lie] and taxes rose by 12 per cent", (Kind.ADDED,)),
        ("The towns were fair and open [We all say so.] and taxes rose", (Kind.ADDED,)),
    ],
)
def test_brackets_that_turn_what_was_said_are_told_at_the_edges_too(turned, quotation, kinds):
    (found,) = turned.check_quotes(quotation).quotations
    assert (found.verdict, found.kinds) == (Verdict.ALTERED, kinds)


@pytest.mark.parametrize(
    "quotation",
    [
        "[No one] may be sent back to a country where they fear",
        "[Nobody] may be sent back to a country where they fear",
        "[The minister] said the Third Committee will support 20 people",
        "He said the [UN’s] Third Committee will support [twenty] people from 2010-2019[sic]",
        "He said the Third Committee will support [the refugees] from 2010-2019",
        "the Third Committee will support 20 people [and more]",
        "[Its chair] said the [UN’s] Third Committee will support 20 people",
        "The [Example] towns were fair and [opened], and taxes rose by 12 per cent",
        "We will not comply … I have never said that the camp should be closed",
        "It took four days and four nights for [11] of them",
        "protect the law … We do not support the plan",
    ],
)
def test_brackets_that_turn_nothing_are_an_editor_s(turned, quotation):
    (found,) = turned.check_quotes(quotation).quotations
    assert (found.verdict, found.kinds) == (Verdict.VERBATIM, ())


def test_an_ellipsis_for_nothing_is_not_the_archive_s(turned):
    (found,) = turned.check_quotes("He said the Third Committee … will support 20 people").quotations
    assert found.verdict is Verdict.VERBATIM
    assert [(each.quoted, each.archive) for each in found.differences] == [
        ("He said the Third Committee", "He said the Third Committee"),
        ("…", ""),
        ("will support 20 people", "will support 20 people"),
    ]

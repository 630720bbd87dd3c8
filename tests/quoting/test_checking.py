"""The quote check on the sample and on statements made for it: what each quotation is called, and why."""

import pytest

from indexer import open_archive
from indexer.analysis import RememberingAnalyser
from indexer.errors import ParameterError, QueryTooCostlyError
from indexer.quoting import Kind, Operation, Verdict
from indexer.quoting.rules import load_rules
from tests.conftest import build_quietly, write_lines
from tests.extract.sample import LINES
from tests.made import paragraph, statement

RULES = load_rules()

BOTH = "Both rely on a lack of due process and the criminalization of individuals based on discriminatory criteria."

MADE = [
    statement(
        "harbour",
        paragraph(
            1,
            "The harbour was closed. We do not, under any pretext, accept that. Boats wait outside.",
            speaker="Ana Piquer",
        ),
        paragraph(
            2,
            "Nobody may be sent back to a harbour at night. The law is clear, and it was clear before.",
            speaker="Ana Piquer",
        ),
        paragraph(3, "Was anybody asked? Nobody was asked by the ministry on that day.", speaker="Ana Piquer"),
        paragraph(4, "The ministry did not answer letters.", speaker="Juan Lopez"),
        published="2024-03-01",
        publisher="Harbour Watch",
    ),
    statement(
        "night",
        paragraph(1, "The law is clear, and it was clear before.", speaker="Juan Lopez"),
        paragraph(2, "Some 84,000 people were sent back in the U.S. and nobody counted how many children there were."),
        published="2020-05-01",
        publisher="Night Council",
    ),
    statement("derecho", "El asilo es un derecho de todas las personas, y no un favor del gobierno.", language="es"),
]


@pytest.fixture(scope="module")
def sample(sample_archive):
    return open_archive(sample_archive)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def made(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("quoted")
    build_quietly(write_lines(folder / "made.jsonl", MADE), folder / "index", engine=request.param)
    return open_archive(folder / "index")


def only(checked):
    """Return the one quotation of an answer."""
    (quotation,) = checked.quotations
    return quotation


def differences(quotation):
    """Return what differs, as it can be read."""
    return [
        (each.operation.value, each.quoted, each.archive)
        for each in quotation.differences
        if each.operation is not Operation.SAME
    ]


def test_the_pull_quote_that_splices_two_sentences_is_told_with_both(sample):
    quotation = only(sample.check_quotes(LINES[10]))
    assert quotation.verdict is Verdict.ALTERED
    assert quotation.message == "Altered: two sentences joined in another order."
    assert quotation.kinds == (Kind.ORDER,)
    assert quotation.share == 1.0
    (place,) = quotation.places
    (shown,) = place.paragraphs
    later, earlier = (shown.text[start:end] for start, end in shown.highlights)
    assert (later.split()[0], later.split()[-1]) == ("Rather", "them")
    assert (earlier.split()[0], earlier.split()[-1]) == ("On", "framework")
    assert [each.operation for each in quotation.differences] == [Operation.SAME, Operation.MOVED, Operation.SAME]


@pytest.mark.parametrize(
    ("line", "verdict", "kinds"),
    [
        (3, Verdict.ALTERED, (Kind.PUNCTUATION,)),
        (7, Verdict.VERBATIM, ()),
        (11, Verdict.ALTERED, (Kind.ORDER,)),
        (15, Verdict.VERBATIM, ()),
    ],
)
def test_the_pull_quotes_of_the_sample_are_what_they_are(sample, line, verdict, kinds):
    quotation = only(sample.check_quotes(LINES[line - 1]))
    assert (quotation.verdict, quotation.kinds) == (verdict, kinds)


@pytest.mark.parametrize("line", [2, 5, 6, 9, 10, 13, 14, 17, 18, 19])
def test_every_paragraph_that_was_said_is_verbatim(sample, line):
    quotation = only(sample.check_quotes(f"“{LINES[line - 1].strip('“”')}”", speaker="Ana Piquer"))
    assert quotation.verdict is Verdict.VERBATIM
    assert [each.number for each in quotation.places[0].paragraphs] == [line]
    assert quotation.speaker_stands is True


def test_a_quotation_may_run_over_paragraphs_and_over_what_stands_between_them(sample):
    end, begin = LINES[1].strip("“”")[-80:], " ".join(LINES[4].strip("“”").split()[:14])
    quotation = only(sample.check_quotes(f"“{end}\n\n“{begin}”"))
    assert quotation.verdict is Verdict.VERBATIM
    assert [each.number for each in quotation.places[0].paragraphs] == [2, 5]


@pytest.mark.parametrize(
    "quotation",
    [
        BOTH,
        f"“{BOTH}”",
        f'"{BOTH[:-1]},"',
        "both rely on a lack of due process",
        "[B]oth rely on a lack of due process",
        "Both [governments] rely on a lack of due process",
        "[They] rely on a lack of due process",
        "Both rely on […] the criminalization of individuals based on discriminatory criteria",
        "Both rely on … the criminalization of individuals (...) on discriminatory criteria",
        "… rely on a lack of due process …",
        "President Bukele's so-called ‘security’ model in El Salvador",
        "an alarming trend in the Americas – where mass incarceration, unchecked executive power",
        "even U.S. Immigration and Customs Enforcement officials have since admitted ‘many’ had no criminal record",
    ],
)
def test_what_editors_and_typesetters_do_leaves_words_verbatim(sample, quotation):
    assert only(sample.check_quotes(quotation)).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("quotation", "kinds", "differing"),
    [
        ("these expulsions are deportations, a legal process", (Kind.LEFT_OUT,), [("left_out", "", "not")]),
        (
            "Importantly, these expulsions are not ordinary deportations, a legal process",
            (Kind.ADDED,),
            [("added", "ordinary", "")],
        ),
        (
            "Importantly, these expulsions are not removals, a legal process",
            (Kind.CHANGED,),
            [("changed", "removals", "deportations")],
        ),
        (
            "Importantly these expulsions are not deportations, a legal process",
            (Kind.PUNCTUATION,),
            [("punctuation", " ", ", ")],
        ),
        (
            "Importantly, these Expulsions are not deportations, a legal process",
            (Kind.LETTERS,),
            [("letters", "Expulsions", "expulsions")],
        ),
        (
            "President Bukele’s so-called security model in El Salvador",
            (Kind.PUNCTUATION,),
            [("punctuation", " ", " “"), ("punctuation", " ", "” ")],
        ),
        (
            "these expulsions are […] deportations, a legal process",
            (Kind.JOINED,),
            [("omitted", "…", "not")],
        ),
        (
            "Both rely on [no] lack of due process and the criminalization of individuals",
            (Kind.CHANGED,),
            [("changed", "[no]", "a")],
        ),
        (
            "[Never did they] rely on a lack of due process and the criminalization",
            (Kind.CHANGED,),
            [("changed", "[Never did they]", "Both")],
        ),
        (
            "Both rely on a lack [as the speaker went on to say to all of them] of due process",
            (Kind.ADDED,),
            [("added", "[as the speaker went on to say to all of them]", "")],
        ),
        (
            "Both rely … [not only] on discriminatory criteria. In El Salvador",
            (Kind.ADDED,),
            [("omitted", "… [not only]", "on a lack of due process and the criminalization of individuals based")],
        ),
    ],
)
def test_what_was_altered_is_told_word_by_word(sample, quotation, kinds, differing):
    found = only(sample.check_quotes(quotation))
    assert (found.verdict, found.kinds, differences(found)) == (Verdict.ALTERED, kinds, differing)


def test_an_ellipsis_that_joins_what_was_said_paragraphs_apart_is_told(sample):
    joined = "Both rely on a lack of due process … resist participation in unjust deportation and removal schemes"
    found = only(sample.check_quotes(joined))
    assert (found.verdict, found.kinds) == (Verdict.ALTERED, (Kind.JOINED,))
    assert [each.number for each in found.places[0].paragraphs] == [9, 14]


def test_the_quotation_can_be_read_from_its_differences(sample):
    quotation = only(sample.check_quotes("these expulsions are simply deportations and legal process"))
    assert " ".join(each.quoted for each in quotation.differences).split() == quotation.text.split()
    archive = " ".join(each.archive for each in quotation.differences)
    assert archive.split() == "these expulsions are not deportations a legal process".split()


@pytest.mark.parametrize(
    ("quotation", "verdict", "kinds"),
    [
        ("The law is clear, and it was clear before.", Verdict.VERBATIM, ()),
        ("Some 84 000 people were sent back in the U.S. and nobody counted", Verdict.VERBATIM, ()),
        ("Some 84,000 people were sent back in the US and nobody counted", Verdict.ALTERED, (Kind.PUNCTUATION,)),
        ("Some 84,001 people were sent back in the U.S. and nobody counted", Verdict.ALTERED, (Kind.CHANGED,)),
        ("We do not … accept that.", Verdict.VERBATIM, ()),
        ("We do … accept that. Boats wait outside.", Verdict.ALTERED, (Kind.JOINED,)),
        ("Was anybody asked?", Verdict.VERBATIM, ()),
        ("Was anybody asked.", Verdict.ALTERED, (Kind.PUNCTUATION,)),
        ("Nobody was asked by the ministry on that day!", Verdict.ALTERED, (Kind.PUNCTUATION,)),
        ("Boats wait outside. The harbour was closed.", Verdict.ALTERED, (Kind.ORDER,)),
        ("El asilo es un derecho de todas las personas", Verdict.VERBATIM, ()),
        ("El asílo es un derecho de todas las personas", Verdict.ALTERED, (Kind.LETTERS,)),
        ("El asilo es un derecho de todas las personas, un favor del gobierno", Verdict.ALTERED, (Kind.LEFT_OUT,)),
        ("Boats wait outside. Nobody may be sent back to a harbour at night.", Verdict.VERBATIM, ()),
        ("The moon is made of green cheese and nobody can prove otherwise.", Verdict.NOT_FOUND, ()),
        ("pretext harbour ministry law children", Verdict.NOT_FOUND, ()),
    ],
)
def test_every_engine_gives_the_same_answers(made, quotation, verdict, kinds):
    found = only(made.check_quotes(quotation))
    assert (found.verdict, found.kinds) == (verdict, kinds)


def test_words_of_two_statements_are_told_with_both(made):
    found = only(
        made.check_quotes(
            "Nobody may be sent back to a harbour at night … nobody counted how many children there were."
        )
    )
    assert (found.verdict, found.kinds) == (Verdict.ALTERED, (Kind.JOINED,))
    assert found.message == "Altered: passages of different statements are joined."
    assert [place.statement.id for place in found.places] == ["harbour", "night"]


@pytest.mark.parametrize(
    ("speaker", "verdict", "stands", "places"),
    [
        (None, Verdict.VERBATIM, None, ["night", "harbour"]),
        ("Juan Lopez", Verdict.VERBATIM, True, ["night"]),
        ("Ms Piquer", Verdict.VERBATIM, True, ["harbour"]),
        ("Nayib Bukele", Verdict.OTHER_SPEAKER, False, ["night", "harbour"]),
    ],
)
def test_words_that_several_said_stand_in_every_place_or_in_those_of_the_one_who_is_claimed(
    made, speaker, verdict, stands, places
):
    found = only(made.check_quotes("The law is clear, and it was clear before.", speaker=speaker))
    assert (found.verdict, found.speaker_stands) == (verdict, stands)
    assert [each.statement.id for each in found.places] == places
    assert found.places_total == len(places)


def test_words_of_nobody_are_their_publisher_s_and_no_one_else_s(made):
    words = "nobody counted how many children there were"
    assert only(made.check_quotes(words, speaker="Night Council")).verdict is Verdict.VERBATIM
    found = only(made.check_quotes(words, speaker="Juan Lopez"))
    assert found.verdict is Verdict.OTHER_SPEAKER
    assert found.message == "The words stand, but the archive does not say whose they are: Juan Lopez is not named."


@pytest.mark.parametrize(
    ("quotation", "differing"),
    [
        ("These policies are deeply [just] and violate international", ("changed", "[just]", "unjust")),
        ("Both rely on [the presence] of due process and the criminalization", ("changed", "[the presence]", "a lack")),
        ("Importantly, these expulsions are [indeed] deportations, a legal process", ("changed", "[indeed]", "not")),
    ],
)
def test_brackets_that_turn_what_was_said_are_no_editor_s(sample, quotation, differing):
    found = only(sample.check_quotes(quotation))
    assert (found.verdict, found.kinds) == (Verdict.ALTERED, (Kind.CHANGED,))
    assert differences(found) == [differing]


def test_what_brackets_and_ellipses_stand_for_is_there_to_be_shown(sample):
    found = only(sample.check_quotes("[They] are deeply [and utterly] unjust … violate international human rights"))
    assert found.verdict is Verdict.VERBATIM
    told = [(each.quoted, each.replaced) for each in found.differences if each.operation is not Operation.SAME]
    assert told == [("[They]", ""), ("[and utterly]", ""), ("…", "and")]


@pytest.mark.parametrize(
    ("quotation", "message"),
    [
        (
            "Importantly, these expulsions are … deportations, a legal process",
            "Altered: an ellipsis leaves out a word that turns the sentence.",
        ),
        (
            f"{LINES[1].strip('“”')[:60].rsplit(' ', 1)[0]} … {LINES[4].strip('“”')[-60:].split(' ', 1)[1]}",
            "Altered: an ellipsis joins what stands in different paragraphs.",
        ),
    ],
)
def test_it_is_told_what_an_ellipsis_may_not_stand_for(sample, quotation, message):
    found = only(sample.check_quotes(quotation))
    assert (found.verdict, found.kinds, found.message) == (Verdict.ALTERED, (Kind.JOINED,), message)


def test_a_name_put_in_for_another_did_not_move_though_it_stands_elsewhere(sample):
    found = only(sample.check_quotes("The United States must urgently restore due process"))
    assert (found.verdict, found.kinds) == (Verdict.ALTERED, (Kind.ADDED,))
    assert differences(found) == [("added", "The United States", "")]


def test_so_few_words_are_told_to_prove_little(sample):
    assert only(sample.check_quotes("No")).message == "Verbatim, but words so few prove little."


def test_what_of_an_article_was_not_checked_is_told(sample):
    article = f"“{BOTH[:-1]},” said Agnès Callamard. She spoke of “due process”."
    names, short = sample.check_quotes(article).warnings
    assert names.startswith("Whom the text names was not checked")
    assert short == "1 passage between marks has too few words, and was not checked."
    assert sample.check_quotes(article, speaker="Ana Piquer").warnings == (short,)
    assert sample.check_quotes(f"“{BOTH}”").warnings == ()


@pytest.mark.parametrize("speaker", ["Ana Piquer", "Juan Lopez"])
def test_words_of_two_speakers_are_no_one_s(made, speaker):
    found = only(made.check_quotes("on that day. The ministry did not answer letters.", speaker=speaker))
    assert (found.verdict, found.speaker_stands) == (Verdict.OTHER_SPEAKER, False)


def test_an_altered_quotation_says_whether_its_speaker_stands(made):
    words = "Nobody may ever be sent back to a harbour at night."
    assert only(made.check_quotes(words, speaker="Ana Piquer")).speaker_stands is True
    assert only(made.check_quotes(words, speaker="Juan Lopez")).speaker_stands is False


def test_what_is_not_found_says_what_was_searched_and_how_near_the_nearest_is(made):
    checked = made.check_quotes("The harbour was closed by angry gulls who demanded better weather for fishing.")
    found = only(checked)
    assert found.verdict is Verdict.NOT_FOUND
    assert 0 < found.share < RULES.altered.share
    assert found.places[0].statement.id == "harbour"
    assert "no proof" in found.message
    assert (checked.searched.statements, checked.searched.paragraphs) == (3, 7)
    assert (checked.searched.oldest, checked.searched.newest) == ("2020-05-01", "2024-03-01")
    assert checked.verbatim is False


def test_every_place_of_words_that_stand_in_many_is_counted(archive_of):
    most = RULES.bounds.places
    archive = archive_of(
        *[statement(f"s{number:03}", "We will not be silenced by anybody.") for number in range(most + 3)]
    )
    found = only(archive.check_quotes("We will not be silenced"))
    assert (len(found.places), found.places_total) == (most, most + 3)


def test_an_article_gives_its_quotations_in_order(sample):
    article = (
        "Amnesty was clear. “Both rely on a lack of due process,” said Ana Piquer, who called the “security” model "
        "punitive.\n\n«These expulsions are deportations, a legal process», she went on. “The moon is made of green "
        "cheese, and so is the rest of the sky.”"
    )
    checked = sample.check_quotes(article)
    assert [each.verdict for each in checked.quotations] == [Verdict.VERBATIM, Verdict.ALTERED, Verdict.NOT_FOUND]
    assert [article[each.start : each.end] for each in checked.quotations] == [each.text for each in checked.quotations]
    assert checked.verbatim is False


def test_a_text_with_marks_within_is_checked_as_a_whole_where_it_is_a_passage(sample):
    pasted = "even U.S. Immigration and Customs Enforcement officials have since admitted “many” had a criminal record"
    found = only(sample.check_quotes(pasted))
    assert found.text == pasted
    assert found.verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There are no words to check."),
        (" “…” ", "There are no words to check."),
        ("word " * (RULES.bounds.words + 1), "A quotation has 1,001 words; at most 1,000 are checked."),
        ("x" * (RULES.bounds.characters + 1), "The text has 20,001 characters; at most 20,000 are checked."),
        ("“We were there that day.” \n\n" * (RULES.bounds.quotations + 1), "The text has 101 quotations"),
    ],
)
def test_what_is_more_than_is_checked_is_refused(sample, text, told):
    with pytest.raises(ParameterError, match=told):
        sample.check_quotes(text)


def test_what_is_checked_is_not_among_the_texts_that_are_remembered(sample_archive, monkeypatch):
    remembered = []
    tokens = RememberingAnalyser.tokens
    monkeypatch.setattr(
        RememberingAnalyser,
        "tokens",
        lambda self, text, language: remembered.append(text) or tokens(self, text, language),
    )
    archive = open_archive(sample_archive)
    archive.check_quotes(f"“{BOTH}” and “these expulsions are my secret deportations, a legal process”")
    assert remembered
    assert not any("secret" in text or text == BOTH for text in remembered)


def test_a_check_may_take_only_so_much_time(sample_archive):
    archive = open_archive(sample_archive, query_seconds=0)
    with pytest.raises(QueryTooCostlyError):
        archive.check_quotes(BOTH)


@pytest.mark.parametrize("around", ["", " on Monday", " of the Example Trust, who was there"])
def test_who_said_it_is_no_part_of_a_text_that_begins_with_a_quotation(tmp_path, around):
    said = "“There is no plan to sell the Example works, and there never was,” Mr Sample said. “The figures are wrong.”"
    build_quietly(write_lines(tmp_path / "made.jsonl", [statement("works", said)]), tmp_path / "index")
    archive = open_archive(tmp_path / "index")
    text = f"“There is no plan to sell the Example works,” Mr Sample said{around}. “The figures are wrong.”"
    checked = archive.check_quotes(text)
    assert [each.text for each in checked.quotations] == [
        "There is no plan to sell the Example works,",
        "The figures are wrong.",
    ]
    assert checked.verbatim
    assert any("Whom the text names" in str(each) for each in checked.warnings)
    (whole,) = archive.check_quotes(said).quotations
    assert whole.verdict is Verdict.VERBATIM


def test_a_passage_that_begins_with_a_quotation_is_one_where_more_than_who_said_it_follows(tmp_path):
    said = ["“The lanterns will be lit,” Mr Sample added."]
    said += ["He also said that the council of the harbour had been told of the decision of his office that day."]
    build_quietly(
        write_lines(tmp_path / "made.jsonl", [statement("lit", " ".join(reversed(said)))]), tmp_path / "index"
    )
    (found,) = open_archive(tmp_path / "index").check_quotes(" ".join(said)).quotations
    assert (found.verdict, found.kinds) == (Verdict.ALTERED, (Kind.ORDER,))

"""Who speaks in a transcript of which a source names one speaker."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import open_archive
from indexer.quoting import Verdict
from indexer.sources.json_lines import statement_from_line
from indexer.transcripts import LABELLED, Voice, voices
from tests.conftest import build_quietly

HOWARD = Voice("Example, John", "Member for Sampleton")
ABOUT = "Prime Minister of Exampleland"

OWN, NOBODY = "Example, John", None


def spoken(*texts, speaker=HOWARD, about=ABOUT):
    return [each.name for each in voices(texts, speaker, about)]


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["We will act.", "And soon."], [OWN, OWN]),
        (["JOURNALIST:", "Will you act?", "PRIME MINISTER:", "We will.", "Soon."], [NOBODY, NOBODY, NOBODY, OWN, OWN]),
        (["JOURNALIST: Will you act?", "PM: We will.", "Soon."], [NOBODY, OWN, OWN]),
        (
            ["Thank you all.", *["KING:", "Why?", "PRIME MINISTER:", "Because."] * 2],
            [OWN, *[NOBODY, "KING", NOBODY, OWN] * 2],
        ),
        (["EXAMPLE: We will.", "KING: Why?", "Tell us.", "KING: Do."], [OWN, "KING", "KING", "KING"]),
        (["JOHN EXAMPLE: We will.", "LEIGH O’SAMPLE: Why?"] * 2, [OWN, "LEIGH O’SAMPLE"] * 2),
        (["Mr. Example: We will.", "Journalist: Why?"], [OWN, NOBODY]),
        (["Q: Why?", "A: Because.", "It is right."], [NOBODY, OWN, OWN]),
        (["Q. Why?", "PM: Because.", "Q. Oh.", "A. So."], [NOBODY, OWN, NOBODY, OWN]),
        (["A. Sample said so.", "It is right."], [OWN, OWN]),
        (["Pregunta: ¿Por qué?", "Respuesta: Porque sí."], [NOBODY, OWN]),
        (["سؤال: لماذا؟", "جواب: لأن."], [NOBODY, OWN]),
        (["JOURNALIST: Why?", "Because it is right.", "So there."], [NOBODY, OWN, OWN]),
        (["JOURNALIST:", "Why?", "Because it is right."], [NOBODY, NOBODY, OWN]),
        (["PRIME MINISTER: Yes.", "TREASURER: No.", "HOST: Why?"], [OWN, "TREASURER", NOBODY]),
        (["TREASURER: Yes.", "HOST: Why?"], [OWN, NOBODY]),
        (["PRIME MINISTER: Yes.", "DEPUTY PRIME MINISTER: No."] * 2, [OWN, "DEPUTY PRIME MINISTER"] * 2),
        (["PRIME MINISTER: Yes.", "PRIME MINISTER SAMPLE: No."] * 2, [OWN, "PRIME MINISTER SAMPLE"] * 2),
        (
            ["PRIME MINISTER: Yes.", "PRIME MINISTSER: No.", "P RIME MINISTER: Well.", "Q: Why?"],
            [OWN, OWN, OWN, NOBODY],
        ),
        (["PM: Yes.", "JOURNALSIT: Why?"], [OWN, NOBODY]),
        (["PM: Yes. JOURNALIST: Why? PM: Because.", "PM: So.", "JOURNALIST: Oh."], [NOBODY, OWN, NOBODY]),
        (["PM (laughing): Yes.", "KING (inaudible): Why?"] * 2, [OWN, "KING"] * 2),
        ([*["KING: Why?", "LOW: No."] * 3, "CALLER: Oh."], ["KING", "LOW"] * 3 + [NOBODY]),
        (["FINDING: This.", "DEMAND: That."] * 3, [OWN] * 6),
        (["Example: This.", "Notes to editors: That."], [OWN, OWN]),
        (["PM: Yes.", "He said so. PM: Yes, I did.", "KING: Why? PM: Well."] * 2, [OWN, OWN, NOBODY] * 2),
        (
            ["PM:There.", "CALLER::Oh.", "O';SAMPLE: No.", "LINDA WHITE, ASU: Yes."],
            [OWN, NOBODY, "O';SAMPLE", "LINDA WHITE, ASU"],
        ),
        (["PM: So.", "THE HON. DR A SAMPLE – MINISTER: No."] * 2, [OWN, "THE HON. DR A SAMPLE – MINISTER"] * 2),
        (["JOURNALIST: Why?", "JULIA SAMPLE: So."] * 3, [NOBODY, "JULIA SAMPLE"] * 3),
        (["PM: Yes.", "KING: Why?", "KING: Oh.", "McSAMPLE: No."], [OWN, "KING", "KING", "McSAMPLE"]),
        (["It began. QUESTION: Why? PM: So.", "PM: Well.", "It went on."], [NOBODY, OWN, OWN]),
        (["TEL: 123", "FAX: 456", "SUBJECTS: Peace", "Note: This is so."], [OWN, OWN, OWN, OWN]),
        (["TEL: 123", "TEL: 456", "TEL: 789", "FAX: 1"], [OWN] * 4),
        (["PM: Yes.", "SUBJECTS: Peace", "JOURNALIST: Why?"], [OWN, OWN, NOBODY]),
        (["WARNING: This is so.", "And so on."], [OWN, OWN]),
        (["Our demand: peace.", "Our hope: peace."], [OWN, OWN]),
    ],
)
def test_labels_tell_who_speaks(texts, names):
    assert spoken(*texts) == names


def test_what_a_label_gives_has_its_evidence_and_the_speaker_keeps_the_title():
    found = voices(["JOURNALIST: Why?", "KING: Yes, why?", "PM: Because."], HOWARD, ABOUT)
    assert found == [Voice(None, None, LABELLED), Voice("KING", None, LABELLED), HOWARD]


def test_the_title_of_the_speaker_tells_the_office_as_well():
    speaker = Voice("Example, John", "Treasurer of Exampleland")
    assert spoken("PRIME MINISTER: Yes.", "TREASURER: No.", "Q: Why?", speaker=speaker, about="") == [
        "PRIME MINISTER",
        OWN,
        NOBODY,
    ]


@given(
    st.lists(
        st.sampled_from(["PM:", "KING: No.", "Q: Why?", "A: So.", "It is.", "TEL: 1", "", "Ünd: “x”"]), max_size=12
    )
)
def test_each_paragraph_has_one_voice_and_text_without_labels_is_the_speaker_s(texts):
    found = voices(texts, HOWARD, ABOUT)
    assert len(found) == len(texts)
    assert all(each == HOWARD or each.evidence == LABELLED for each in found)
    if not any(":" in text for text in texts):
        assert found == [HOWARD] * len(texts)


def test_of_very_many_labels_the_frequent_ones_tell():
    names = ("".join(chr(65 + number // 26**place % 26) for place in range(4)) for number in range(20_000))
    texts = [*(f"SAMPLE{name}: So." for name in names), *["JOURNALIST: Why?", "PM: Because."] * 3]
    assert spoken(*texts)[-6:] == [NOBODY, OWN] * 3


INTERVIEW = {
    "id": "interview",
    "title": "An interview, made for a test",
    "publisher": "Prime Minister of Exampleland",
    "speaker": "Example, John",
    "paragraphs": [
        "KING:",
        "Will the lanterns of the harbour be lit again before the winter comes?",
        "PRIME MINISTER:",
        "The lanterns will be lit when the council has paid for the oil.",
        "JOURNALIST: Has the council been asked about the oil at all?",
        {"text": "PRIME MINISTER: It has been asked twice this month.", "speaker": "Somebody else"},
    ],
}


def test_a_line_of_json_is_told_apart_and_who_is_named_stays():
    found = statement_from_line(json.dumps(INTERVIEW), "made.jsonl")
    assert [each.speaker for each in found.paragraphs] == [None, "KING", None, OWN, None, "Somebody else"]
    assert [each.evidence for each in found.paragraphs] == [LABELLED, LABELLED, LABELLED, None, LABELLED, None]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_what_an_interviewer_asked_was_not_said_by_who_was_asked(tmp_path, engine):
    (tmp_path / "made.jsonl").write_text(json.dumps(INTERVIEW))
    build_quietly(tmp_path / "made.jsonl", tmp_path / "index", engine=engine)
    archive = open_archive(tmp_path / "index")

    def verdict(text, speaker):
        (found,) = archive.check_quotes(text, speaker=speaker).quotations
        return found.verdict

    asked = "Will the lanterns of the harbour be lit again before the winter comes?"
    answered = "The lanterns will be lit when the council has paid for the oil."
    nameless = "Has the council been asked about the oil at all?"
    assert verdict(answered, "John Example") is Verdict.VERBATIM
    assert verdict(asked, "John Example") is Verdict.OTHER_SPEAKER
    assert verdict(asked, "Ms King") is Verdict.VERBATIM
    assert verdict(nameless, "John Example") is Verdict.OTHER_SPEAKER
    assert verdict(nameless, "Prime Minister of Exampleland") is Verdict.OTHER_SPEAKER
    (line,) = archive.history("lanterns", by=("speaker",)).lines
    assert {each.value for each in line.counts["speaker"] if each.paragraphs} == {"KING", "Example, John"}

"""Whose words each paragraph holds, one after the other. The sentences are made for the tests; Q is what is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.voices.marks import mark_style
from indexer.extract.voices.saying import LANGUAGES, saying_in
from indexer.extract.voices.speakers import Line, Spoken, introduced, speakers
from tests.extract.voices.hearing import hear, names

ANA, JANE = "Ana Piquer", "Jane Roe"
LAW = "The new law was then passed."

# Paragraphs, and who speaks each of them.
TABLE = {
    "speakers change from paragraph to paragraph": (
        ["“Q,” said Ana Piquer.", "“Q,” said Jane Roe.", LAW, "“Q,” said Ana Piquer."],
        [ANA, JANE, None, ANA],
    ),
    "a surname": (["“Q,” said Ana Piquer.", "“Q,” Piquer said.", "“Q,” said Piquer in a statement."], [ANA, ANA, ANA]),
    "a surname with an honorific": (["“Q,” said Ana Piquer.", "“Q,” Ms Piquer said."], [ANA, ANA]),
    "a surname of one named elsewhere": (["We met Ana Piquer, a lawyer, at noon.", "“Q,” Piquer said."], [None, ANA]),
    "a surname of one named later": (["“Q,” Piquer said.", "We met the lawyer Ana Piquer at noon."], [ANA, None]),
    "a surname of one whose age is told": (["Ana Piquer, 34, was there.", "“Q,” Piquer said."], [None, ANA]),
    "a surname behind a word that begins a sentence": (["Hosting Piquer was fun.", "“Q,” Piquer said."], [None, None]),
    "a surname in a headline": (["Some Of Us Met Ana Piquer At Noon", "“Q,” Piquer said."], [None, None]),
    "a surname of two": (
        ["“Q,” said Ana Piquer.", "“Q,” said Berta Piquer.", "“Q,” Piquer said."],
        [ANA, "Berta Piquer", None],
    ),
    "a surname of one with and without an initial": (
        ["“Q,” said Jane X. Roe.", "“Q,” said Jane Roe.", "“Q,” Roe said."],
        ["Jane X. Roe", "Jane X. Roe", "Jane X. Roe"],
    ),
    "a surname of nobody's": (["“Q,” said Ms Piquer.", "“Q,” said Piquer."], ["Ms Piquer", None]),
    "a place behind an office is no name": (
        ["The Premier of New Example Jane Roe came.", "“Q,” Mr Example said."],
        [None, "Mr Example"],
    ),
    "a pronoun": (["“Q,” said Ana Piquer.", "“Q,” she added."], [ANA, ANA]),
    "a pronoun after a while": (["“Q,” said Ana Piquer.", LAW, "“Q,” she added."], [ANA, None, ANA]),
    "a pronoun after too long": (["“Q,” said Ana Piquer.", *[LAW] * 5, "“Q,” she added."], [ANA, *[None] * 6]),
    "a pronoun that changes": (["“Q,” said Ana Piquer.", "“Q,” he added.", "“Q,” she added."], [ANA, ANA, None]),
    "a pronoun against the honorific": (
        ["“Q,” said Mr Rudd.", "“Q,” she added.", "“Q,” he added."],
        ["Mr Rudd", None, None],
    ),
    "a pronoun as the honorific": (["“Q,” said Mr Rudd.", "“Q,” he added."], ["Mr Rudd", "Mr Rudd"]),
    "a pronoun against the title before": (["“Q,” said spokeswoman Jane Roe.", "“Q,” he added."], [JANE, None]),
    "a pronoun against the title behind": (
        ["“Q,” said Jane Roe, chairman of the board.", "“Q,” she added."],
        [JANE, None],
    ),
    "a pronoun of several": (["“Q,” said Ana Piquer.", "“Q,” they added."], [ANA, None]),
    "a pronoun, and somebody else between": (
        ["“Q,” said Ana Piquer.", "Jane Roe came later.", "“Q,” she added."],
        [ANA, None, None],
    ),
    "a pronoun, and somebody else before it": (
        ["“Q,” said Ana Piquer.", "Then it was Jane Roe’s turn. “Q,” she added."],
        [ANA, None],
    ),
    "a pronoun, and an unknown name before it": (["“Q,” said Ana Piquer.", "After Roe, she said: “Q.”"], [ANA, None]),
    "a pronoun, and an organisation between": (
        ["“Q,” said Ana Piquer.", "“Q,” the ministry said.", "“Q,” she added."],
        [ANA, None, None],
    ),
    "a pronoun of one who is reported": (["Ana Piquer said that it was late.", "“Q,” she added."], [None, ANA]),
    "a pronoun in the same paragraph": (["Ana Piquer said that it was late. “Q,” she added."], [ANA]),
    "a pronoun behind the name": (["“Q,” said Ana Piquer. “Q,” she added."], [ANA]),
    "a pronoun without anybody": (["“Q,” she said."], [None]),
    "one of two in a paragraph": (["“Q,” said Ana Piquer. “Q,” said Jane Roe.", "“Q,” she added."], [None, None]),
    "nothing but a quotation below": (["“Q,” said Ana Piquer.", "“Q.”", "“Q.”"], [ANA, ANA, ANA]),
    "nothing but a rhetorical question below": (
        ["“Q,” said Ana Piquer.", "“Is it right? Is it right at all?”"],
        [ANA, ANA],
    ),
    "nothing but a quotation, further below": (["“Q,” said Ana Piquer.", LAW, "“Q.”"], [ANA, None, None]),
    "an organisation below": (
        ["“Q,” said Ana Piquer.", "“Q, and that is what we have long been waiting for here,” the ministry said."],
        [ANA, None],
    ),
    "marked paragraphs to the end": (["“Q.", "“Q.", "“Q,” said Ana Piquer."], [ANA, ANA, ANA]),
    "marked paragraphs of the next speaker": (
        ["“Q,” said Ana Piquer.", "“Q.", "“Q,” said Jane Roe."],
        [ANA, JANE, JANE],
    ),
    "two in the paragraph where it begins": (
        ["“Q,” said Ana Piquer. Jane Roe replied: “Q", "Q,” said Jane Roe."],
        [None, JANE],
    ),
    "an introduction": (["Ana Piquer, director at Example Trust, said:", "“Q.”", "“Q.”", LAW], [None, ANA, ANA, None]),
    "an introduction by surname": (["“Q,” said Ana Piquer.", "Piquer added:", "“Q.”"], [ANA, None, ANA]),
    "an introduction by pronoun": (["“Q,” said Ana Piquer.", "She added:", "“Q.”"], [ANA, None, ANA]),
    "an introduction of nobody": (["“Q,” said Ana Piquer.", "The ministry added:", "“Q.”"], [ANA, None, None]),
    "an introduction with an apposition": (["Example Trust’s head of law, Jane Roe, said:", "“Q.”"], [None, JANE]),
    "an introduction and no quotation": (
        ["Ana Piquer, director at Example Trust, said:", LAW, "“Q.”"],
        [None, None, None],
    ),
    "an introduction and open paragraphs": (
        ["Ana Piquer, a lawyer, said:", "“Q.", "Q.", "Q.”", LAW],
        [None, ANA, ANA, ANA, None],
    ),
    "an introduction, the end missing": (["Ana Piquer, a lawyer, said:", "“Q.", "Q.", LAW], [None, ANA, ANA, ANA]),
    "an introduction, the end missing, and notes": (
        ["Ana Piquer, a lawyer, said:", "“Q.", "Q.", "Notes to editors", "Q."],
        [None, ANA, ANA, None, None],
    ),
    "an introduction, the end missing, and another": (
        ["Ana Piquer, a lawyer, said:", "“Q.", "Q.", "Jane Roe, a doctor, said:", "“Q.”"],
        [None, ANA, ANA, None, JANE],
    ),
    "an introduction, the end missing, and others": (
        ["Ana Piquer, a lawyer, said:", "“Q.", "“Q,” said Jane Roe."],
        [None, ANA, JANE],
    ),
    "background between": (["“Q.", "Background", "“Q,” said Ana Piquer."], [None, None, ANA]),
    "nothing at all": ([], []),
    "nothing that is said": ([LAW, "", "It is a ‘war’ on “gangs”."], [None, None, None]),
}

# The same in other languages.
OTHERS = [
    ("de", ["„Q“, sagte Julia Duchrow.", "„Q“, ergänzte sie.", "„Q“, so Duchrow weiter."], ["Julia Duchrow"] * 3),
    ("de", ["„Q“, sagte die Leiterin Julia Duchrow.", "„Q“, ergänzte er."], ["Julia Duchrow", None]),
    (
        "de",
        ["„Q“, sagte Julia Duchrow.", "Ministerin Anna Muster reiste ab.", "„Q“, sagte sie."],
        ["Julia Duchrow", None, None],
    ),
    ("de", ["Julia Duchrow, Generalsekretärin von Amnesty International, sagt dazu:", "„Q.“"], [None, "Julia Duchrow"]),
    (
        "de",
        ["Julia Duchrow, Leiterin von Amnesty, sagt:", "„Q.", "Q.", "Hintergrund", "Q."],
        [None, *["Julia Duchrow"] * 2, None, None],
    ),
    ("de", ["Der Unternehmer Muster kam.", "„Q“, sagte Muster."], [None, None]),
    ("es", ["“Q”, dijo Ana Piquer.", "“Q”, añadió ella.", "“Q”, agregó Piquer.", "“Q”, concluyó."], [ANA] * 4),
    ("es", ["“Q”, dijo la directora Ana Piquer.", "“Q”, añadió él."], [ANA, None]),
    ("es", ["“Q”, dijo Ana Piquer.", "“Q”, añadió la directora."], [ANA, None]),
    (
        "es",
        ["Ana Piquer, directora para las Américas de Amnistía Internacional, declaró:", "“Q.", "Q.”"],
        [None, ANA, ANA],
    ),
    (
        "fr",
        ["« Q », a déclaré Agnès Callamard.", "« Q », a-t-elle ajouté.", "« Q », conclut-elle."],
        ["Agnès Callamard"] * 3,
    ),
    ("fr", ["« Q », a déclaré Mme Callamard.", "« Q », a-t-il ajouté."], ["Mme Callamard", None]),
    ("fr", ["« Q », a dit M. Exemple.", "« Q », ajoute-t-il."], ["M. Exemple"] * 2),
    ("fr", ["« Q.", "» Q », a déclaré Agnès Callamard, secrétaire générale."], ["Agnès Callamard"] * 2),
    ("fr", ["Agnès Callamard, experte, a été nommée.", "« Q », a déclaré Mme Callamard."], [None, "Agnès Callamard"]),
    (
        "pt",
        ["“Q”, disse Jurema Werneck.", "“Q”, completou ela.", "“Q”, afirmou Werneck.", "“Q”, concluiu."],
        ["Jurema Werneck"] * 4,
    ),
    ("pt", ["Jurema Werneck, diretora da Anistia, afirmou:", "“Q.”"], [None, "Jurema Werneck"]),
    ("ar", ["قالت آنا بيكر، مديرة المكتب: «Q».", "وأضافت: «Q».", "وأضافت بيكر: «Q»."], ["آنا بيكر"] * 3),
    ("ar", ["قالت آنا بيكر، مديرة المكتب: «Q».", "وأضاف: «Q»."], ["آنا بيكر", None]),
    ("ar", ["قالت آنا بيكر، مديرة المكتب: «Q».", "وأضافت المنظمة: «Q»."], ["آنا بيكر", None]),
    ("ar", ["وقالت آنا بيكر، مديرة المكتب:", "«Q».", "خلفية", "«Q»."], [None, "آنا بيكر", None, None]),
]


@pytest.mark.parametrize("name", TABLE)
def test_paragraphs_are_given_to_their_speakers(name):
    texts, expected = TABLE[name]
    assert names(*texts) == expected


@pytest.mark.parametrize(("language", "texts", "expected"), OTHERS)
def test_paragraphs_in_other_languages_too(language, texts, expected):
    assert names(*texts, language=language) == expected


def test_a_heading_ends_what_an_introduction_announces():
    texts = ["Ana Piquer, a lawyer, said:", "“Q.", "The law", "“Q.”"]
    assert names(*texts, headings=frozenset(["The law"])) == [None, ANA, None, None]


def test_the_rule_that_decided_is_told():
    found = hear(
        "“Q,” said Ana Piquer.", "“Q,” she said.", "“Q.”", "Jane Roe, a doctor, said:", "“Q.", "“Q.", LAW, "Ends"
    )
    evidence = ["clause", "pronoun", "continuation", None, "introduction", "introduction", "missing mark", None]
    assert [each.evidence for each in found] == evidence


@pytest.mark.parametrize(
    ("texts", "titles"),
    [
        (["“Q,” said Ana Piquer, a lawyer.", "“Q,” Piquer said."], ["a lawyer", "a lawyer"]),
        (["“Q,” said Ana Piquer.", "“Q,” said Ana Piquer, a lawyer."], ["a lawyer", "a lawyer"]),
        (["“Q,” said Ana Piquer, a lawyer.", "“Q,” said director Ana Piquer."], ["a lawyer", "a lawyer"]),
        (["Ana Piquer, a lawyer, came.", "“Q,” Piquer said."], [None, "a lawyer"]),
        (["The lawyer, Ana Piquer, came.", "“Q,” Piquer said."], [None, "lawyer"]),
        (["We met the prime minister, Mr Rudd, at noon.", "“Q,” Mr Rudd said."], [None, "prime minister"]),
        (["“Q,” said President Roe.", "“Q,” said Jane Roe."], ["President", "President"]),
    ],
)
def test_a_speaker_keeps_the_first_title(texts, titles):
    assert [each.person.title if each.person else None for each in hear(*texts)] == titles


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("“Q,” the ministry said.", True),
        ("“Q.”", True),
        ("They want to be “as free as any of their own neighbours are”.", True),
        ("They want to be “free at last”.", False),
        ("It is a ‘war’ on “gangs”.", False),
        (LAW, False),
        ("Ana Piquer, a lawyer, said:", False),
    ],
)
def test_words_are_quoted_whoever_says_them(text, is_quoted):
    assert hear(text)[0].quoted is is_quoted


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Ana Piquer, Americas director at Amnesty International, said:", "en", ANA),
        ("Reacting to the news, Ana Piquer, Americas director at Amnesty International, said today:", "en", ANA),
        ("Commenting on this, Amnesty International’s Americas director Ana Piquer said : ", "en", ANA),
        ("Julia Duchrow, Generalsekretärin von Amnesty International, sagt dazu:", "de", "Julia Duchrow"),
        ("Dazu sagt Julia Duchrow, Generalsekretärin von Amnesty International:", "de", "Julia Duchrow"),
        ("Ana Piquer, directora para las Américas, dijo lo siguiente:", "es", ANA),
        ("Agnès Callamard, secrétaire générale d’Amnesty International, a déclaré :", "fr", "Agnès Callamard"),
        ("Jurema Werneck, diretora da Anistia Internacional Brasil, afirmou:", "pt", "Jurema Werneck"),
        ("وقالت آنا بيكر، مديرة المكتب:", "ar", "آنا بيكر"),
        ("Ana Piquer, Americas director at Amnesty International, said：", "en", ANA),
        ("Ana Piquer, Americas director at Amnesty International, said.", "en", None),
        ("Ana Piquer, Americas director: ", "en", None),
        ("Piquer said:", "en", None),
        ("She said:", "en", None),
        ("Amnesty International said:", "en", None),
        ("Ana Piquer and Jane Roe said:", "en", None),
        ("Ana Piquer said “we have long been waiting for this”:", "en", None),
        ("See tweets:", "en", None),
        (":", "en", None),
        ("", "en", None),
    ],
)
def test_an_introduction_names_whom_it_announces(text, language, name):
    found = introduced(text, mark_style([text], language), saying_in(language))
    assert (found.name if found else None) == name


PIECES = st.sampled_from(
    [
        "“",
        "”",
        "„",
        "«",
        "»",
        '"',
        "‘",
        "’",
        "'",
        " ",
        ", ",
        ". ",
        ": ",
        "\n",
        "(",
        ")",
        "–",
        "said",
        "told",
        "she",
        "he",
        "sagte",
        "dijo",
        "a-t-elle ajouté",
        "قالت",
        "، ",
        "مديرة",
        "آنا بيكر",
        "Ana",
        "Piquer",
        "Jane Roe",
        "Amnesty International",
        "director",
        "of",
        "the",
        "Mr",
        "Dr.",
        "and",
        "who",
        "de",
        "van der",
        "O’Neill",
        "J. K.",
        "We must act now and here",
        "Notes",
        "\ufffc",
        "İ",
        "ﬁ",
        "ß",
        "é",
        "\u0301",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join), st.text(max_size=60)
)


@settings(max_examples=300)
@given(st.lists(TEXTS, max_size=6), st.sampled_from([*LANGUAGES, None, "zh"]), st.sets(st.integers(0, 5)))
def test_whatever_is_read_each_line_has_an_answer_in_the_words_of_the_statement(texts, language, headings):
    style, saying = mark_style(texts, language), saying_in(language)
    lines = [
        Line(text, is_heading=number in headings, introduces=introduced(text, style, saying))
        for number, text in enumerate(texts)
    ]
    found = speakers(lines, style, saying)
    assert len(found) == len(lines)
    for each in found:
        assert isinstance(each, Spoken)
        assert (each.person is None) == (each.evidence is None)
        assert each.person is None or each.quoted
        if each.person is not None:
            assert any(each.person.name in text for text in texts)
            assert each.person.title is None or any(each.person.title in text for text in texts)

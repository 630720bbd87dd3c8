"""Short forms that a text spells out itself; names of real bodies are facts, all others are made for the tests."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import fold
from indexer.extract.acronyms import INNER_LENGTH, LOOK_BACK, acronyms
from tests.conftest import SEEDS

CECOT = ("CECOT", "Centro de Confinamiento del Terrorismo")
ICE = ("ICE", "Immigration and Customs Enforcement")
UNHCR = ("UNHCR", "United Nations High Commissioner for Refugees")

WAYS_TO_DEFINE = [
    ("the Centro de Confinamiento del Terrorismo (CECOT), where", CECOT),
    ("held in CECOT (Centro de Confinamiento del Terrorismo) since", CECOT),
    ("held in “CECOT” (“Centro de Confinamiento del Terrorismo”) since", CECOT),
    ("CECOT (SPANISH: Centro de Confinamiento del Terrorismo) on 21 August", CECOT),
    ("CECOT (Spanish acronym for Centro de Confinamiento del Terrorismo)", CECOT),
    ("CECOT (the Centro de Confinamiento del Terrorismo, near Tecoluca)", CECOT),
    ("el Centro de Confinamiento del Terrorismo (CECOT, por sus siglas en español)", CECOT),
    ("el Centro de Confinamiento del Terrorismo (CECOT por sus siglas en español)", CECOT),
    ("el “Centro de Confinamiento del Terrorismo” (en adelante, el “CECOT”)", CECOT),
    ("CENTRO DE CONFINAMIENTO DEL TERRORISMO (CECOT)", (CECOT[0], CECOT[1].upper())),
    ("Cecot (Centro de Confinamiento del Terrorismo)", ("Cecot", CECOT[1])),
    ('U.S. Immigration and Customs Enforcement ("ICE")', ICE),
    ("U.S. Immigration and Customs Enforcement (“ICE”)", ICE),
    ("U.S. Immigration and Customs Enforcement ( ICE )", ICE),
    ("U.S. Immigration and Customs Enforcement (hereafter ICE)", ICE),
    ("U.S. Immigration and Customs Enforcement (ICE, for its Spanish acronym)", ICE),
    ("United Nations High Commissioner for Refugees (UNHCR or the Agency)", UNHCR),
    ("United Nations High Commissioner for Refugees’s (UNHCR) report", UNHCR),
]

LETTERS = [
    ("the United Nations (U.N.)", ("U.N.", "United Nations")),
    ("non-governmental organisations (NGOs)", ("NGOs", "non-governmental organisations")),
    ("Research & Development (R&D)", ("R&D", "Research & Development")),
    ("research and development (R&D)", ("R&D", "research and development")),
    ("the Group of 77 (G77)", ("G77", "Group of 77")),
    ("the Group of Seven (G7)", ("G7", "Group of Seven")),
    ("coronavirus disease 2019 (COVID-19)", ("COVID-19", "coronavirus disease 2019")),
    ("the Ministry of Defence (MoD)", ("MoD", "Ministry of Defence")),
    ("the Department of Justice (DOJ)", ("DOJ", "Department of Justice")),
    ("UN High Commissioner for Refugees (UNHCR)", ("UNHCR", "UN High Commissioner for Refugees")),
    ("the U.S. Agency for Something (USAS)", ("USAS", "U.S. Agency for Something")),
    ("the Treaty on Non-Proliferation (TNP)", ("TNP", "Treaty on Non-Proliferation")),
    ("the Bank for Co-operation and Trade (BCT)", ("BCT", "Bank for Co-operation and Trade")),
    ("tuberculosis (TB)", ("TB", "tuberculosis")),
    ("members of parliament (MPs)", ("MPs", "members of parliament")),
    ("the High Commissioner for All Boards (HCBs)", ("HCBs", "High Commissioner for All Boards")),
    ("the Society of St. Ann (SSA)", ("SSA", "Society of St. Ann")),
    ("the J. Example Museum (JEM)", ("JEM", "J. Example Museum")),
    ("the Rest of Utah (Reut)", ("Reut", "Rest of Utah")),
    ("Information Industries Taskforce (IITF)", ("IITF", "Information Industries Taskforce")),
    (
        "the Office of the United Nations High Commissioner for Human Rights (OHCHR)",
        ("OHCHR", "Office of the United Nations High Commissioner for Human Rights"),
    ),
]

LANGUAGES = [
    ("los Estados Unidos (EE. UU.)", ("EE. UU.", "Estados Unidos")),
    ("los derechos humanos (DDHH)", ("DDHH", "derechos humanos")),
    ("Alto Comisionado para los Refugiados (Acnur)", None),  # N and U stand for words that are not there
    ("la Organización de los Estados Americanos (OEA)", ("OEA", "Organización de los Estados Americanos")),
    ("o Movimento dos Trabalhadores Rurais Sem Terra (MST)", ("MST", "Movimento dos Trabalhadores Rurais Sem Terra")),
    ("la Ligue des droits de l’Homme (LDH)", ("LDH", "Ligue des droits de l’Homme")),
    ("l’Équipe d’Examen (EE)", ("EE", "Équipe d’Examen")),
    ("Gesellschaft für bedrohte Völker (GfbV)", ("GfbV", "Gesellschaft für bedrohte Völker")),
    ("der Bundesnachrichtendienst (BND)", ("BND", "Bundesnachrichtendienst")),
    ("das Bundesamt für Migration und Flüchtlinge (BAMF)", ("BAMF", "Bundesamt für Migration und Flüchtlinge")),
    ("Verein für Öffentliches (VfO, kurz)", ("VfO", "Verein für Öffentliches")),
    ("Организация Объединённых Наций (ООН)", ("ООН", "Организация Объединённых Наций")),
    ("Совет по правам человека (далее — СПЧ)", ("СПЧ", "Совет по правам человека")),
    ("η Ευρωπαϊκή Ένωση (ΕΕ)", ("ΕΕ", "Ευρωπαϊκή Ένωση")),
    ("المفوضية السامية للأمم المتحدة لشؤون اللاجئين (UNHCR)", None),
    ("联合国难民署 (UNHCR)", None),
]

NO_DEFINITIONS = [
    "since then (2024)",
    "as before (see above)",
    "models of this kind (AI) are new",
    "worth 40 million dollars (US)",
    "We met the United. Nations (UN) followed",
    "They are united; nations (UN) followed",
    "We met the United Nations. The Agency (UN) followed",
    "Human Rights [Geneva] Watch (HRW)",
    "Human (or so) Rights (HR)",
    "International Instruments (II)",
    "Dan Clark (D-CA)",
    "Pakistan (PK)",
    "Kazakhstan (KZ)",
    "Luxembourg (LUX)",
    "the budget (BT)",
    "Your Tube (YoTube)",
    "the Guard von Bern (GVOB)",
    "the Rest of Utah (Reut, a paper)",
    "United Nations (a body that was founded long before the UN)",
    "World council Health People (WHP)",
    "World Council, Health People (WHP)",
    "Ax Xx Bx Xx Cx Xx Dx Xx Ex Xx Fx Xx Gx (ABCDEFG)",
    "a master’s degree (M.Div.)",
    "the Bank of the (BOT)",
    "the PSMA Australia (PSMA)",
    "United Nations (un)",
    "United Nations (unna)",
    "\u0640 (UN)",
    "United Nations (uN)",
    "World Council on Matters, said her colleague from Oslo (WCM)",
    "Asociación Americana de Medicina (AMA)",
    "WCM (a council that the world has never heard of in such a matter)",
    "A long list of everything that makes a name long without an end (ALLOETMANLWAE)",
    "Prime Minister Modi (PM)",
    "United (UN",
    "(UN)",
    "()",
    "",
]


def pairs(*texts):
    return [(each.short, each.long) for each in acronyms(texts)]


@pytest.mark.parametrize(("text", "expected"), WAYS_TO_DEFINE + LETTERS + LANGUAGES)
def test_definitions(text, expected):
    assert pairs(text) == ([expected] if expected else [])


@pytest.mark.parametrize("text", NO_DEFINITIONS)
def test_what_defines_nothing(text):
    assert pairs(text) == []


def test_a_definition_stays_inside_its_paragraph():
    assert pairs("The United", "Nations (UN)") == []


def test_pairs_come_once_in_the_order_of_their_definitions():
    texts = (
        "World Food Programme (WFP) and United Nations (UN)",
        "the united nations (UN), a World Food Plan (WFP), the World Food Programme (WFP)",
    )
    assert pairs(*texts) == [
        ("WFP", "World Food Programme"),
        ("UN", "United Nations"),
        ("WFP", "World Food Plan"),
    ]


def test_the_sample_defines_two():
    lines = (SEEDS / "000_0e065b5d756ede2c.txt").read_text(encoding="utf-8").splitlines()
    assert pairs(*lines) == [CECOT, UNHCR]


PIECES = [
    "(",
    ")",
    " (",
    ") ",
    " ",
    ".",
    ". ",
    ", ",
    "-",
    "’",
    "“",
    "&",
    "\u0301",
    "\0",
    "ẞ",
    "İ",
    "ﬁn",
    "U.N.",
    "EE. UU.",
]
PIECES += [
    "UN",
    "WHO",
    "NGOs",
    "G7",
    "Cecot",
    "united",
    "Nations",
    "World",
    "Health",
    "of",
    "the",
    "Œuvre",
    "2019",
    "人",
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=80)


@given(st.lists(texts, max_size=3))
def test_any_text_gives_pieces_of_itself(given_texts):
    found = acronyms(given_texts)
    for each in found:
        assert any(each.long in text and each.short in text for text in given_texts)
        assert fold(each.long)[0] == fold(each.short)[0]
        assert len(each.long) <= max(LOOK_BACK, INNER_LENGTH)
    assert len({(each.short, fold(each.long)) for each in found}) == len(found)


@given(texts, st.sampled_from(["World Health Organization (WHO)", "WHO (World Health Organization)"]))
def test_what_stands_in_another_sentence_hides_no_definition(text, definition):
    assert ("WHO", "World Health Organization") in pairs(f"{text.replace('(', '')}. Said {definition}")


def work(text):
    """Return how many functions are called for a text."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        acronyms([text])
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", ["(", "(AA", "(AA) ", "and ", "Aa bb (AAB) ", "A.", "a" * 99 + " (AAAAA) ", "AA (Aa "])
def test_work_grows_with_the_text_alone(unit):
    sizes = [work((unit * 8000)[:size]) for size in (2000, 4000, 8000)]
    assert sizes[2] <= 2.2 * sizes[1] + 50 <= 2.2 * (2.2 * sizes[0] + 50) + 50


def test_work_before_a_parenthesis_is_bounded():
    words = ("Aa and " * 2000).strip()
    assert work(f"{words} (AAAAA)") <= 1.1 * work(f"{words[-2 * LOOK_BACK :]} (AAAAA)")

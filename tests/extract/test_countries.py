import math
import sys
import tomllib
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import fold
from indexer.extract.countries.about import (
    LEAD_LENGTH,
    LEAST_MENTIONS,
    MOST_COUNTRIES,
    TOKENS_A_MENTION,
    countries_in,
    country_named,
)

SAMPLE = Path(__file__).parents[2] / "seeds" / "000_0e065b5d756ede2c.txt"
DATA = tomllib.loads(files("indexer").joinpath("countries.toml").read_text(encoding="utf-8"))
COUNTRIES = DATA["country"]
NAMES = [country["name"] for country in COUNTRIES]
NOTHING_ABOUT = "Nothing in this first paragraph is about any place."


def labels(country):
    yield country["name"]
    yield from (*country.get("codes", ()), *country.get("labels", ()))
    for names in country.get("names", {}).values():
        yield from names


def about(text, **said):
    return set(countries_in([text], **said))


# The data


def test_the_data_holds_every_territory_once():
    assert len(set(NAMES)) == len(NAMES) == 258
    codes = Counter(code for country in COUNTRIES for code in country.get("codes", ()))
    assert set(codes.values()) == {1}
    assert sum(len(code) == 2 for code in codes) == 250  # ISO 3166-1, and XK


def test_no_label_belongs_to_two_countries():
    owners = defaultdict(set)
    for country in COUNTRIES:
        for label in labels(country):
            owners["".join(filter(str.isalnum, fold(label)))].add(country["name"])
    assert {label: names for label, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "pt"])
def test_no_demonym_belongs_to_two_countries(language):
    owners = defaultdict(set)
    for country in COUNTRIES:
        for people in country.get("people", {}).get(language, ()):
            owners[people].add(country["name"])
    assert {people: names for people, names in owners.items() if len(names) > 1} == {}


def test_doubts_are_about_names_that_are_in_the_data():
    for country in COUNTRIES:
        known = {fold(each) for each in labels(country)}
        known |= {fold(each) for peoples in country.get("people", {}).values() for each in peoples}
        assert {fold(each) for each in (*country.get("doubtful", ()), *country.get("words", ()))} <= known
    rivals = {rival for country in COUNTRIES for rival in country.get("rivals", ()) if " " in rival}
    assert rivals <= set(NAMES)  # a rival of several words can only be found as a country


def test_labels_are_neutral():
    every = " ".join(label for country in COUNTRIES for label in labels(country))
    assert "province" not in every.casefold()
    assert "Crimea" not in every
    assert {"Palestine", "Kosovo", "Taiwan", "Western Sahara", "Tibet", "Hong Kong", "Macao"} <= set(NAMES)


# Labels


@pytest.mark.parametrize("country", COUNTRIES, ids=NAMES)
def test_every_label_means_its_country(country):
    for label in labels(country):
        for written in (label, label.lower(), label.upper(), f" {fold(label)} "):
            assert country_named(written) == country["name"], written


LABELS = [
    ("SLV", "El Salvador"),
    ("sv", "El Salvador"),
    ("222", "El Salvador"),
    ("004", "Afghanistan"),
    ("4", None),
    ("Espagne", "Spain"),
    ("spanien", "Spain"),
    ("España", "Spain"),
    ("ESPANA", "Spain"),
    ("Espanha", "Spain"),
    ("إسبانيا", "Spain"),
    ("اسبانيا", "Spain"),
    ("USA", "United States"),
    ("U.S.", "United States"),
    ("America", "United States"),
    ("the Gambia", "Gambia"),
    ("La France", "France"),
    ("l’Inde", "India"),
    ("Die Schweiz", "Switzerland"),
    ("O Brasil", "Brazil"),
    ("Burma", "Myanmar"),
    ("Ivory Coast", "Côte d'Ivoire"),
    ("cote d’ivoire", "Côte d'Ivoire"),
    ("Turkey", "Türkiye"),
    ("Gaza", "Palestine"),
    ("West Bank", "Palestine"),
    ("Bolivia (Plurinational State of)", "Bolivia"),
    ("Iran, Islamic Republic of", "Iran"),
    ("Taiwan, Province of China", "Taiwan"),
    ("Netherlands (Kingdom of the)", "Netherlands"),
    ("Korea, Republic of", "South Korea"),
    ("Korea, Democratic People's Republic of", "North Korea"),
    ("Congo", "Republic of the Congo"),
    ("Congo, The Democratic Republic of the", "DR Congo"),
    ("Trinidad & Tobago", "Trinidad and Tobago"),
    ("Guinea Bissau", "Guinea-Bissau"),
    ("Korea", None),
    ("Virgin Islands", None),
    ("Crimea", None),
    ("Europe", None),
    ("French", None),
    ("Michael Jordan", None),
    ("Georgia, United States", None),
    ("New Mexico", None),
    ("", None),
    ("the", None),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_labels(label, name):
    assert country_named(label) == name


@given(st.text())
def test_any_text_may_be_asked(text):
    assert country_named(text) in {None, *NAMES}


# Statements


def test_the_sample_is_about_three_countries():
    texts = SAMPLE.read_text(encoding="utf-8").splitlines()
    assert set(countries_in(texts)) == {"United States", "El Salvador", "Venezuela"}


NO_COUNTRY = [
    # persons
    "Jordan Smith spoke.",
    "The judges heard Michael Jordan and Ms Georgia Brown.",
    "Chad Smith met India Walton.",
    "The family of Jordan Smith asked for help from Israel Hernández.",
    "Mr. Jordan and J. Israel gave evidence.",
    "The letter is by Kathy Ireland and Anatole France.",
    "Cuba Gooding sang.",
    "A film with Cuba Gooding was shown.",
    "Dr France, Ms French and Mrs. Holland gave evidence.",
    "The guards of Jordan-Smith struck.",
    "A letter to Georgia Ireland.",
    "Mr. France and Dr. Germany gave evidence.",
    "Jordan spoke and Georgia listened.",
    "According to Jordan, it was late, and Jordan Smith agreed.",
    "A prize for Georgia Ireland and Israel Jordan.",
    # other places
    "People in New Mexico and New Jersey voted.",
    "Atlanta, Georgia, voted.",
    "Georgia Governor A B signed the bill.",
    "Voters in Georgia and Alabama were turned away.",
    "The Prince of Wales sailed on the Indian Ocean.",
    "The South China Sea, the Gulf of Mexico and the Niger Delta are polluted.",
    "The people of Crimea were not asked.",
    "They crossed Inner Mongolia.",
    "In Latin America, Central American and South American states agreed.",
    # words
    "He ate turkey and chile from china, with polish, and a swede in a dutch oven.",
    "JOIN US. TELL US MORE.",
    "The guinea pig and the brazil nut are from far away.",
    "It cost 50 US dollars, or US$50, or 70 Australian dollars.",
    # languages
    "The report is available in Spanish, French and Chinese.",
    "She speaks Russian.",
    "It is a Portuguese-language site.",
    "The prison (Spanish: cárcel) is full.",
    "The German version is longer.",
    # peoples of no one country
    "African American, Native American, Inter-American and Pan-American voices in the Americas were heard.",
    "The American Convention and the Organization of American States.",
    "American Indians were there.",
    # organisations
    "The Bank of China refused.",
    "The American Red Cross helped.",
    "Agents of the Communist Party of China came.",
    "Officers of US Immigration and Customs Enforcement raided the house.",
    "We at Amnesty International USA agree.",
    "Human Rights Watch and the Australian Council of Trade Unions agree.",
]


@pytest.mark.parametrize("text", NO_COUNTRY)
def test_no_country(text):
    assert about(text, language="en") == set()
    assert about(NOTHING_ABOUT, title=text, language="en") == set()


ENGLISH = [
    ("Police in Jordan arrested him.", "Jordan"),
    ("The guards took him to Jordan.", "Jordan"),
    ("Jordan's government must act.", "Jordan"),
    ("It was Jordan’s new parliament.", "Jordan"),
    ("The President of Chad resigned.", "Chad"),
    ("Northern Israel was hit; Israeli towns burnt.", "Israel"),
    ("The borders of Syria, Lebanon and Jordan are closed.", "Syria Lebanon Jordan"),
    ("Jordan, Israel and Egypt signed.", "Jordan Israel Egypt"),
    ("Jordanian police came. Jordan must stop this.", "Jordan"),
    ("Amman is quiet, but Jordan is not.", "Jordan"),
    ("The President of Chad resigned, says Chad Smith.", "Chad"),
    ("The Australia-India Science Plan was signed in India.", "Australia India"),
    ("They met in Turkiye and Cote d'Ivoire.", "Türkiye Côte_d'Ivoire"),
    ("The Kenya Airways strike in Kenya goes on.", "Kenya"),
    ("The Israel Police arrested them in Israel.", "Israel"),
    ("Protesters in Georgia were beaten.", "Georgia"),
    ("Protesters in Georgia, United States, were beaten.", "United_States"),
    ("In Tbilisi, Georgia, they were beaten.", "Georgia"),
    ("Georgian authorities beat them.", "Georgia"),
    ("The Republic of Georgia voted.", "Georgia"),
    ("They fled South Sudan.", "South_Sudan"),
    ("They fled Sudan.", "Sudan"),
    ("Niger borders Nigeria.", "Niger Nigeria"),
    ("The Nigerien and the Nigerian governments spoke.", "Niger Nigeria"),
    ("Papua New Guinea, Guinea-Bissau and Equatorial Guinea", "Papua_New_Guinea Guinea-Bissau Equatorial_Guinea"),
    ("Guinea and Guinean prisons", "Guinea"),
    ("North Korea shelled South Korean ships.", "North_Korea South_Korea"),
    ("The Republic of Ireland and Northern Ireland agreed.", "Ireland United_Kingdom"),
    ("The United States' Georgia is a state.", "United_States"),
    ("American forces left.", "United_States"),
    ("The U.S. Congress met.", "United_States"),
    ("US President A B and UK ministers met.", "United_States United_Kingdom"),
    ("Israeli-Palestinian talks failed.", "Israel Palestine"),
    ("Gaza and the West Bank suffer.", "Palestine"),
    ("Spanish police fired.", "Spain"),
    ("He was held in Spanish prisons.", "Spain"),
    ("Dutch courts agree.", "Netherlands"),
    ("Chinese Australians marched.", "Australia"),
    ("Turkish Cypriots marched.", "Cyprus"),
    ("On Monday Turkey jailed journalists.", "Türkiye"),
    ("Traditionally Iran denies it. Iran lied.", "Iran"),
    ("The envoy to Ukraine Example Person left. Ukraine protested.", "Ukraine"),
    ("Tibet, Taiwan, Kosovo and Western Sahara", "Tibet Taiwan Kosovo Western_Sahara"),
    ("(Geneva, Switzerland, 4 May) – Sudan must stop.", "Sudan"),
    ("The DRC and Côte d’Ivoire", "DR_Congo Côte_d'Ivoire"),
    ("IN VENEZUELA, EIGHT PEOPLE WERE KILLED BY TURKISH ARMS", "Venezuela Türkiye"),
    ("Peruvians, Swiss women, an Iraqi, two Frenchmen and a Filipina", "Peru Switzerland Iraq France Philippines"),
]


def named(countries):
    return {name.replace("_", " ") for name in countries.split()}


@pytest.mark.parametrize(("text", "countries"), ENGLISH)
def test_english(text, countries):
    assert about(text, language="en") == named(countries)


OTHER_LANGUAGES = [
    ("es", "El gobierno salvadoreño y las autoridades venezolanas callan.", "El_Salvador Venezuela"),
    ("es", "La empresa china paga a los Estados Unidos, o sea, a EE. UU.", "China United_States"),
    ("es", "En Me\u0301xico y en Peru.", "Mexico Peru"),
    ("es", "Israel Hernández y Jordan Pérez fueron detenidos.", ""),
    ("es", "Murió en Israel.", "Israel"),
    ("es", "Está en español, francés y alemán.", ""),
    ("es", "Fue al Nuevo México.", ""),
    ("es", "La granada estalló.", ""),
    ("es", "Banco de México, Universidad de Chile", ""),
    ("es", "Las islas Salomón y la República de Corea", "Solomon_Islands South_Korea"),
    ("fr", "Les autorités salvadoriennes et les Vénézuéliens", "El_Salvador Venezuela"),
    ("fr", "Ils vivent au Salvador et en République démocratique du Congo.", "El_Salvador DR_Congo"),
    ("fr", "Maurice Dupont a rencontré Dominique.", ""),
    ("fr", "L’Inde et l’île Maurice", "India Mauritius"),
    ("fr", "La Convention américaine et les États latino-américains, en français", ""),
    ("fr", "le gouvernement américain", "United_States"),
    ("de", "Die Regierung Venezuelas und syrische Behörden", "Venezuela Syria"),
    ("de", "Er lebt in den Vereinigten Staaten.", "United_States"),
    ("de", "Eine Insel im Indischen Ozean, sagt die Deutsche Welle auf Russisch.", ""),
    ("de", "Israel Meier sprach.", ""),
    ("pt", "O governo brasileiro e a polícia moçambicana, na África do Sul", "Brazil Mozambique South_Africa"),
    ("pt", "As organizações latino-americanas são livres, em português.", ""),
    ("pt", "Ira e Salvador ficaram em casa.", ""),
    ("ar", "السلطات في السعودية ومصر ولبنان وجنوب السودان", "Saudi_Arabia Egypt Lebanon South_Sudan"),
    ("ar", "في سُوريا والاردن", "Syria Jordan"),
    ("ar", "القانون للولايات المتحدة بالعراق", "United_States Iraq"),
    ("ar", "دعم مالي للبنات", ""),
    ("ar", "من مالي", "Mali"),
    ("it", "La Colombia, secondo Espagne", "Colombia Spain"),
    ("it", "il governo salvadoreño", ""),
]


@pytest.mark.parametrize(("language", "text", "countries"), OTHER_LANGUAGES)
def test_other_languages(language, text, countries):
    assert about(text, language=language) == named(countries)


def test_the_language_is_told_by_the_words():
    assert about("La policía de la ciudad no detuvo a los venezolanos por las protestas.") == {"Venezuela"}
    assert about("The police of the city did not hold venezolanos for the protests.") == set()


# What a statement is about


def test_a_country_counts_in_the_title_in_the_first_paragraph_or_when_it_is_repeated():
    texts = ["AMMAN", "Police in Peru and Chile fired.", "Once in Kenya.", "Twice in Mali, twice, Malian women say."]
    assert countries_in(texts, title="Cuba: set them free", language="en") == ("Mali", "Cuba", "Peru", "Chile")


@pytest.mark.parametrize(("texts", "country"), [
    (["The envoy to Ukraine Example Person left.", "Ukraine protested."], "Ukraine"),
    (["Traditionally Iran denies it.", "Iran lied."], "Iran"),
    (["Jordan must stop.", "Jordanian police came."], "Jordan"),
    (["Indian officials denied it.", "The Indian answer came late."], "India"),
])  # fmt: skip
def test_a_mention_that_proves_nothing_counts_beside_one_that_does(texts, country):
    assert countries_in([NOTHING_ABOUT, *texts], language="en") == (country,)
    assert countries_in([NOTHING_ABOUT, texts[0]], language="en") == ()


def test_a_heading_is_no_evidence_of_a_person():
    assert about("The activists were freed in Jordan.", title="Jordan Frees Activists", language="en") == {"Jordan"}


def test_only_the_beginning_of_a_single_paragraph_leads():
    assert countries_in([f"{'word ' * LEAD_LENGTH} In Peru. {'word ' * LEAD_LENGTH}"], language="en") == ()


def test_most_mentioned_first_and_ties_by_place():
    texts = ["Peru, Chile, Cuba, Chile, Peru, Chile."]
    assert countries_in(texts, language="en") == ("Chile", "Peru", "Cuba")


def test_there_is_a_most():
    plain = [name for name in NAMES if about(f"{name}.", language="en") == {name}]
    assert len(plain) > 150
    assert countries_in([f"{name}." for name in plain], title=", ".join(plain), language="en") == tuple(
        plain[:MOST_COUNTRIES]
    )


@pytest.mark.parametrize("many", [1, 3, 5])
def test_a_long_text_asks_for_more_mentions(many):
    filler = ["word " * 500] * (many * TOKENS_A_MENTION // 500)
    least = max(LEAST_MENTIONS, math.ceil(many * 1.1))
    for mentions in (least - 1, least):
        texts = [NOTHING_ABOUT, *filler, *["In Peru."] * mentions]
        assert countries_in(texts, language="en") == (("Peru",) if mentions == least else ())


@pytest.mark.parametrize(("title", "countries"), [
    ("Jordan: Free the activists", {"Jordan"}), ("VENEZUELA: FREE THE ACTIVISTS", {"Venezuela"}),
    ("Venezuela Must Free Activists", {"Venezuela"}), ("Peru Frees Two", {"Peru"}),
    ("Russian Court Jails Activist in Chad", {"Russia", "Chad"}),
    ("Statement by Jordan Smith", set()), ("Amnesty International Canada on the Ruling", set()),
    ("American Bar Association on the Ruling", set()), ("Chile at the Renaissance Hotel, Singapore Room", {"Chile"}),
    ("Jordan Smith: I Was Wrong", set()), ("Letter to the Bank of Japan", set()),
    ("Amnesty International Kenya on the Ruling", set()), ("TURKEY FOR US ALL", set()),
])  # fmt: skip
def test_titles(title, countries):
    assert about(NOTHING_ABOUT, title=title, language="en") == countries


@pytest.mark.parametrize("texts", [[], [""], ["", " "], ["'"], ["the the"], ["Jordan"], ["$ US $"]])
def test_texts_of_nothing(texts):
    assert countries_in(texts) == countries_in(texts, title="the") == ()


# Properties

DOUBTFUL = sorted({name for country in COUNTRIES for name in country.get("doubtful", ()) if name[0].isupper()})
SENTENCES = [
    f"{text.removesuffix('.')}." for text in (*dict(ENGLISH), *NO_COUNTRY) if not text.isupper() and text[0] != "("
]


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=6),
    st.sampled_from(DOUBTFUL),
    st.sampled_from(["Smith", "Hernández", "O'Neill", "Al-Masri", "McCoy", "Brown-Jones"]),
    st.sampled_from(
        ["{} spoke.", "They arrested {}.", "The family of {} waits.", "{}", "He wrote to {}, who answered."]
    ),
    st.integers(0, 6),
)
def test_a_person_never_adds_a_country(sentences, given_name, surname, frame, place):
    person = frame.format(f"{given_name} {surname}")
    before = set(countries_in(sentences, language="en"))
    with_person = [*sentences[:place], person, *sentences[place:]]
    assert set(countries_in([*sentences, person], language="en")) <= before
    assert set(countries_in(sentences, title=person, language="en")) <= before
    assert set(countries_in([" ".join(with_person)], language="en")) <= set(
        countries_in([" ".join(sentences)], language="en")
    )


@given(st.lists(st.text() | st.sampled_from(SENTENCES)), st.text(), st.sampled_from([None, "en", "de", "ar", "xx"]))
def test_any_text_may_be_read(texts, title, language):
    found = countries_in(texts, title=title, language=language)
    assert len(set(found)) == len(found) <= MOST_COUNTRIES
    assert set(found) <= set(NAMES)


@pytest.mark.parametrize("piece", ["Jordan ", "the ", "' ", "Peru, ", "Bank of ", "Georgia, United States, ", "New "])
def test_work_grows_with_the_text_and_no_faster(piece):
    def work(times):
        count = 0

        def trace(*_):
            nonlocal count
            count += 1
            return trace

        text = piece * times + "Chad"
        countries_in([text], language="en")
        sys.settrace(trace)
        try:
            countries_in([text], language="en")
        finally:
            sys.settrace(None)
        return count

    small, middle, large = (work(times) for times in (200, 400, 800))
    assert large - middle <= 2.2 * (middle - small) + 200

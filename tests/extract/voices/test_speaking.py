"""Whom a paragraph names as its speaker, with which title. The sentences are made for the tests; Q is what is said."""

import pytest

from indexer.extract.voices.saying import saying_in
from indexer.extract.voices.sentences import sentences
from indexer.extract.voices.speaking import QUOTE, voices
from tests.extract.voices.hearing import speaker

ENGLISH = [
    # the clause behind the quoted words, the verb first
    ("“Q,” said Ana Piquer.", "Ana Piquer", None),
    (
        "“Q,” said Ana Piquer, Americas director at Amnesty International.",
        "Ana Piquer",
        "Americas director at Amnesty International",
    ),
    (
        "“Q,” said Ana Piquer, director for Peru, Chile and Bolivia.",
        "Ana Piquer",
        "director for Peru, Chile and Bolivia",
    ),
    ("“Q,” said Ana Piquer, a director who has worked in Peru.", "Ana Piquer", "a director"),
    ("“Q,” said Ana Piquer, who leads the work in Peru.", "Ana Piquer", None),
    ("“Q,” said Ana Piquer, 34, a teacher from Example Town.", "Ana Piquer", None),
    ("“Q,” said Ana Piquer of Example Trust, who has been there.", "Ana Piquer", None),
    ("“Q,” said Ana Piquer in an interview with John Doe.", "Ana Piquer", None),
    ("“Q,” said Ana Piquer on behalf of Example Trust.", "Ana Piquer", None),
    ("“Q,” added Ana Piquer, deputy head of law, during a hearing in May.", "Ana Piquer", "deputy head of law"),
    (
        "“Q,” said Amnesty International’s Americas director Ana Piquer.",
        "Ana Piquer",
        "Amnesty International’s Americas director",
    ),
    ("“Q,” said Amnesty International's Ana Piquer.", "Ana Piquer", None),
    ("“Q,” said company CEO Jane Roe.", "Jane Roe", "company CEO"),
    ("“Q,” said planetary geologist Jane Roe of Example University.", "Jane Roe", "planetary geologist"),
    ("“Q,” said the Example Trust spokesperson, Jane Roe.", "Jane Roe", "Example Trust spokesperson"),
    (
        "“Q,” said UN High Commissioner for Human Rights Volker Türk.",
        "Volker Türk",
        "UN High Commissioner for Human Rights",
    ),
    ("“Q,” said Secretary of State Jane Roe.", "Jane Roe", "Secretary of State"),
    ("“Q,” said Rep. Jane Roe (D-NY), chair of the committee.", "Jane Roe", "chair of the committee"),
    ("“Q” announced in May, said Ana Piquer, a lawyer.", "Ana Piquer", "a lawyer"),
    ("“Why?” asked Jane Roe.", "Jane Roe", None),
    ("“Q” said Ana Piquer", "Ana Piquer", None),
    # the clause behind the quoted words, the name first
    ("“Q,” Ana Piquer said.", "Ana Piquer", None),
    ("“Q,” Ana Piquer also said.", "Ana Piquer", None),
    ("“Q,” Ana Piquer has said.", "Ana Piquer", None),
    ("“Q,” Ana Piquer told Reuters.", "Ana Piquer", None),
    (
        "“Q,” Ana Piquer, Americas director at Amnesty International, said on Friday.",
        "Ana Piquer",
        "Americas director at Amnesty International",
    ),
    (
        "“Q,” Jane Roe, an analyst at the Example Council on Energy, Environment and Water, told Reuters.",
        "Jane Roe",
        "an analyst at the Example Council on Energy, Environment and Water",
    ),
    ("“Q,” Jane Roe, an analyst at Example Trust told Reuters.", "Jane Roe", "an analyst at Example Trust"),
    (
        "“Q,” Amnesty International's Americas director Ana Piquer said.",
        "Ana Piquer",
        "Amnesty International's Americas director",
    ),
    ("“Q,” Amnesty’s Ana Piquer said.", "Ana Piquer", None),
    ("“Q,” U.S. Secretary of State Jane Roe said.", "Jane Roe", "U.S. Secretary of State"),
    ("“Q,” Jane Roe from Example Trust said.", "Jane Roe", None),
    ("“Q,” Jane Roe’s lawyer John Doe said.", "John Doe", "Jane Roe’s lawyer"),
    ("“Is this right?” Jane Roe asked.", "Jane Roe", None),
    # the clause before the quoted words
    ("Ana Piquer said: “Q.”", "Ana Piquer", None),
    (
        "Ana Piquer, Americas director at Amnesty International, said: “Q.”",
        "Ana Piquer",
        "Americas director at Amnesty International",
    ),
    (
        "Ana Piquer, director for Peru, Chile and Bolivia, told Reuters: “Q.”",
        "Ana Piquer",
        "director for Peru, Chile and Bolivia",
    ),
    ("Ana Piquer, Americas director, who was there, said: “Q.”", "Ana Piquer", "Americas director"),
    ("Ana Piquer, whose brother was killed, said: “Q.”", "Ana Piquer", None),
    ("Ana Piquer – director of Example Trust – said: “Q.”", "Ana Piquer", "director of Example Trust"),
    ("Sweden’s deputy director, Ana Piquer, said: “Q.”", "Ana Piquer", "Sweden’s deputy director"),
    ("Will Moy, chief executive, Full Fact, said: “Q.”", "Will Moy", "chief executive, Full Fact"),
    ("Jane Roe (D-NY) said: “Q.”", "Jane Roe", None),
    ("Jane Roe (34) said: “Q.”", "Jane Roe", None),
    ("(Geneva, 4 May) – Ana Piquer, director, said: “Q.”", "Ana Piquer", "director"),
    (
        "(Geneva) – “Q,” Ana Piquer, Asia director at Example Trust, said today.",
        "Ana Piquer",
        "Asia director at Example Trust",
    ),
    ("In Geneva, Ana Piquer said: “Q.”", "Ana Piquer", None),
    ("But Ana Piquer said: “Q.”", "Ana Piquer", None),
    ("After the president, Ana Piquer said: “Q.”", "Ana Piquer", None),
    ("In a letter to John Doe, Jane Roe wrote: “Q.”", "Jane Roe", None),
    (
        "Responding to the news that the law has passed, Jane Roe, Example Trust’s head of law, said: “Q.”",
        "Jane Roe",
        "Example Trust’s head of law",
    ),
    ("Responding to comments that “Q”, Ana Piquer, Americas director, said: “Q.”", "Ana Piquer", "Americas director"),
    ("Ana Piquer said in comments on Monday that “Q”.", "Ana Piquer", None),
    ("Ana Piquer said that they had gone. “Q.”", "Ana Piquer", None),
    ("It is a “so-called war on gangs”, Ana Piquer said.", "Ana Piquer", None),
    ("“Amazing,” Ana Piquer said. “Q.”", "Ana Piquer", None),
    ("The plans are “bold things,” Ana Piquer said, but instead “Q.”", "Ana Piquer", None),
]

NAMES = [
    "Ursula von der Leyen",
    "Mohammed bin Salman",
    "Jan van der Berg",
    "Sean O’Neill",
    "Sean O'Neill",
    "Layla Al-Hassan",
    "Bashar al-Hassan",
    "J. K. Smith",
    "Jane X. Roe",
    "George W Smith",
    "Jean-Pierre Müller-Lüdenscheid",
    "María José Pérez",
    "Ana de la Cruz Martínez",
    "Luiz Inácio da Silva",
    "Clémentine de Montjoye",
    "Kim Jong-un",
    "Park Geun-hye",
    "Ban Ki-Moon",
    "Daw Aung San Suu Kyi",
    "Selmin Çalışkan",
    "De’Example Roe",
    "Zoë Kravitz-Example",
    "Bill Gates",
    "Linda Thomas-Greenfield",
]

HONORIFICS = [
    ("“Q,” said Dr. Ana Piquer.", "Ana Piquer", None),
    ("“Q,” said Prof. Jane Roe of Example University.", "Jane Roe", None),
    ("“Q,” said Sheikh Ahmed Al-Example.", "Ahmed Al-Example", None),
    ("Prof. Dr. Jane Roe said: “Q.”", "Jane Roe", None),
    ("“Q,” said Mr Rudd.", "Mr Rudd", None),
    ("“Q,” Mr. Rudd said.", "Mr. Rudd", None),
    ("“Q,” Prime Minister Rudd said.", "Rudd", "Prime Minister"),
    ("“Q,” the Prime Minister, Mr Rudd, said.", "Mr Rudd", "Prime Minister"),
    ("Mr Rudd and Mr Smith said: “Q.”", None, None),
]

NOBODY = [
    # organisations, offices, groups
    "“Q,” Amnesty International said.",
    "“Q,” said Amnesty International.",
    "“Q,” the Ministry of Defence said.",
    "“Q,” The New York Times reported.",
    "“Q,” said Human Rights Watch.",
    "“Q,” Doctors Without Borders said.",
    "“Q,” the White House said.",
    "“Q,” said Reuters.",
    "“Q,” Al Jazeera reported.",
    "“Q,” said Save the Children.",
    "“Q,” said Front Line Defenders.",
    "“Q,” said Goldman Sachs.",
    "“Q,” said Hong Kong Watch.",
    "“Q,” said Global Witness.",
    "“Q,” said the foreign minister.",
    "“Q,” said the Prime Minister.",
    "“Q,” Prime Minister said.",
    "“Q,” Foreign Minister said.",
    "“Q,” said a spokesperson for Jane Roe.",
    "“Q,” said the mother of Jane Roe.",
    "“Q,” said Jane Roe’s mother.",
    "“Q,” Jane Roe’s lawyer said.",
    "“Q,” said people close to Jane Roe.",
    "“Q,” said friends who knew Jane Roe.",
    "“Q,” the family of Jane Roe said.",
    "“Q,” a statement from Jane Roe said.",
    "Critics of Jane Roe said: “Q.”",
    "The mayor of New York said: “Q.”",
    "Jane Roe’s comments that “Q” were heard.",
    # places
    "“Q,” Washington said.",
    "“Q,” New York said.",
    "“Q,” El Salvador said.",
    "“Q,” said San Salvador.",
    "“Q,” Hong Kong said.",
    # others than the one who is named
    "“Q,” she told Ana Piquer.",
    "“Q,” police told Jane Roe.",
    "Jane Roe was told: “Q.”",
    "Jane Roe did not say “Q.”",
    "“Q,” Reuters quoted Jane Roe as saying.",
    "“Q,” read the letter that Jane Roe wrote.",
    "“Q,” according to Jane Roe.",
    "Jane Roe says her son told her “Q.”",
    "Ana Piquer said the minister told her “Q.”",
    "The ministry said Ana Piquer was “a liar and a thief in office.”",
    "He said “Q,” and Jane Roe said no.",
    "So if a minister said, “Q,” why can’t President Roe say that?",
    "“Q.” Jane Roe said no more.",
    "Example Person had also travelled and he wrote in 1893 that: “Q.”",
    # several
    "Ana Piquer and Jane Roe said: “Q.”",
    "“Q,” Ana Piquer and Jane Roe said.",
    "“Q,” said Ana Piquer and Jane Roe.",
    "“Q,” said Ana Piquer, Jane Roe and John Doe.",
    "“Q,” said Ana Piquer, director of Example Trust, and Jane Roe, its chair.",
    "Ana Piquer, director of Example Trust, and Jane Roe, its chair, said: “Q.”",
    "President Jane Roe and Premier John Doe said: “Q.”",
    "“Q,” said Ana Piquer. “Q,” said Jane Roe.",
    "“Q,” said Ana Piquer. “Q,” the ministry said.",
    "After the ministry said “Q”, Ana Piquer told Reuters “Q”.",
    "“Q,” she said. “Q,” Ana Piquer added.",
    # what is no clause of saying
    "The ministry said that they had gone. “Q.”",
    "Ana Piquer was glad. “Q.”",
    "“Q.” – Jane Roe",
    "“Q,” he said to Jane Roe",
    "Amnesty published its notes on the states: “Q.”",
    "Jane Roe, in a statement, said: “Q.”",
    "Jane Roe, speaking in Geneva, said: “Q.”",
    "As John Doe of the Example Trust put it, “Q.”",
    "Why are “the words of many people” heard by nobody?",
    # nothing that anybody says
    "Ana Piquer said that the authorities must release them.",
    "The ‘so-called war’ goes on, said Ana Piquer.",
    "The report, “Locked Up and Forgotten in Example Prisons”, said Ana Piquer was right.",
    "Their song “Long Train Running” was a hit, said Jane Roe.",
    "Jane Roe, known as “the boss”, said that it was late.",
]

OTHERS = {
    "de": [
        ("„Q“, sagte Julia Duchrow.", "Julia Duchrow", None),
        (
            "„Q“, sagt Julia Duchrow, Generalsekretärin von Amnesty International in Deutschland.",
            "Julia Duchrow",
            "Generalsekretärin von Amnesty International in Deutschland",
        ),
        ("„Q“, sagt Amnesty-Generalsekretärin Julia Duchrow.", "Julia Duchrow", "Amnesty-Generalsekretärin"),
        (
            "Julia Duchrow, Generalsekretärin von Amnesty International in Deutschland, sagt: „Q.“",
            "Julia Duchrow",
            "Generalsekretärin von Amnesty International in Deutschland",
        ),
        ("„Q“, erklärte die Generalsekretärin Julia Duchrow.", "Julia Duchrow", "Generalsekretärin"),
        (
            "Die neue Generalsekretärin von Amnesty International, Julia Duchrow, sagte: „Q.“",
            "Julia Duchrow",
            "neue Generalsekretärin von Amnesty International",
        ),
        ("„Q“, sagte der Sprecher der Polizei, Max Muster.", "Max Muster", "Sprecher der Polizei"),
        ("„Q“, so Julia Duchrow.", "Julia Duchrow", None),
        ("»Q«, sagte Rüstungsexperte Max Muster.", "Max Muster", "Rüstungsexperte"),
        ("»Q«, sagt Anna Muster, die für die Stiftung arbeitet.", "Anna Muster", None),
        (
            "Anna Muster, die in Köln lebende Tochter von Max Muster, sagt: »Q.«",
            "Anna Muster",
            "die in Köln lebende Tochter von Max Muster",
        ),
        ("Am Montag sagte Julia Duchrow: „Q.“", "Julia Duchrow", None),
        ("Dazu sagt Julia Duchrow: „Q.“", "Julia Duchrow", None),
        (
            "Zum Urteil gegen Anwar R. sagt Max N. Muster, Sprecher von Amnesty: „Q.“",
            "Max N. Muster",
            "Sprecher von Amnesty",
        ),
        ('Max Muster von "Stop the Example" sagt: "Q."', "Max Muster", None),
        ("„Q“, sagte Oppositionsführer Max Muster.", "Max Muster", "Oppositionsführer"),
        ("„Q“, erklärte das Auswärtige Amt.", None, None),
        ("Das Auswärtige Amt erklärte: „Q.“", None, None),
        ("„Q“, kritisierte die Bundesregierung.", None, None),
        ("Am Montag sagte der Minister: „Q.“", None, None),
        ("Die Polizei teilte mit: „Q.“", None, None),
        ("„Q“, so der Sprecher.", None, None),
        ("„Q“, heißt es in der Erklärung von Max Muster.", None, None),
        ("„Q“, sagten Anna Muster und Max Muster.", None, None),
    ],
    "es": [
        (
            "“Q”, afirmó Ana Piquer, directora para las Américas de Amnistía Internacional.",
            "Ana Piquer",
            "directora para las Américas de Amnistía Internacional",
        ),
        (
            "«Q», ha dicho la directora para las Américas de Amnistía Internacional, Ana Piquer.",
            "Ana Piquer",
            "directora para las Américas de Amnistía Internacional",
        ),
        (
            "Ana Piquer, directora para las Américas de Amnistía Internacional, ha declarado: «Q».",
            "Ana Piquer",
            "directora para las Américas de Amnistía Internacional",
        ),
        (
            "La directora de Amnistía Internacional, Ana Piquer, afirmó: “Q”.",
            "Ana Piquer",
            "directora de Amnistía Internacional",
        ),
        ("La directora Ana Piquer afirmó: “Q”.", "Ana Piquer", "directora"),
        ("En un comunicado, afirmó Ana Piquer: “Q”.", "Ana Piquer", None),
        (
            "“Q”, señaló el relator especial de la ONU sobre la tortura, Juan Ejemplo.",
            "Juan Ejemplo",
            "relator especial de la ONU sobre la tortura",
        ),
        ("“Q”, dijo el presidente de El Salvador, Juan Ejemplo.", "Juan Ejemplo", "presidente de El Salvador"),
        ("“Q”, añadió el Sr. Pérez.", "Sr. Pérez", None),
        (
            "“Q”, ha manifestado Ana Piquer, directora de Amnistía, “especialmente porque Q.”",
            "Ana Piquer",
            "directora de Amnistía",
        ),
        (
            "Ana Piquer, directora de Amnistía, advirtió que el plan era malo. “Q”, declaró.",
            "Ana Piquer",
            "directora de Amnistía",
        ),
        ("“Q”, la Fiscalía General afirmó.", None, None),
        ("“Q”, afirmó la Fiscalía General.", None, None),
        ("La Fiscalía General afirmó: “Q”.", None, None),
        ("“Q”, dijo el Ministerio de Defensa.", None, None),
        ("“Q”, dijo San Salvador.", None, None),
        ("“Q”, dijo a EFE la portavoz del gobierno.", None, None),
        ("“Q”, dijeron Ana Piquer y Juan Ejemplo.", None, None),
        ("Según dijo el gobierno, “Q”.", None, None),
    ],
    "fr": [
        (
            "« Q », a déclaré Agnès Callamard, secrétaire générale d’Amnesty International.",
            "Agnès Callamard",
            "secrétaire générale d’Amnesty International",
        ),
        (
            "« Q », a déclaré la secrétaire générale d’Amnesty International, Agnès Callamard.",
            "Agnès Callamard",
            "secrétaire générale d’Amnesty International",
        ),
        (
            "Agnès Callamard, secrétaire générale d'Amnesty International, a déclaré : « Q. »",
            "Agnès Callamard",
            "secrétaire générale d'Amnesty International",
        ),
        (
            "En réaction aux faits, Agnès Callamard, secrétaire générale, a déclaré jeudi 30 juin :« Q. »",
            "Agnès Callamard",
            "secrétaire générale",
        ),
        ("« Q », a déclaré le porte-parole de l’ONU Jean Exemple.", "Jean Exemple", "porte-parole de l’ONU"),
        (
            "« Q », explique Jean Exemple, porte-parole de l’ONU à Genève.",
            "Jean Exemple",
            "porte-parole de l’ONU à Genève",
        ),
        ("« Q », a déclaré Mme Callamard.", "Mme Callamard", None),
        ("« Q », a-t-elle ajouté.", None, None),
        ("« Q », a déclaré le ministère de l’Intérieur.", None, None),
        ("Le ministère de l’Intérieur a déclaré : « Q. »", None, None),
        ("Pour Agnès Callamard, « Q ».", None, None),
        ("« Q », ont déclaré Jean Exemple et Agnès Callamard.", None, None),
    ],
    "pt": [
        (
            "“Q”, disse Jurema Werneck, diretora-executiva da Anistia Internacional Brasil.",
            "Jurema Werneck",
            "diretora-executiva da Anistia Internacional Brasil",
        ),
        (
            "“Q”, afirmou a diretora da Anistia Internacional, Jurema Werneck.",
            "Jurema Werneck",
            "diretora da Anistia Internacional",
        ),
        (
            "Jurema Werneck, diretora da Anistia Internacional, afirmou: “Q.”",
            "Jurema Werneck",
            "diretora da Anistia Internacional",
        ),
        ("“Q”, é o que afirma Jurema Werneck.", "Jurema Werneck", None),
        ("O Ministério da Justiça afirmou: “Q.”", None, None),
        ("Segundo Jurema Werneck, “Q”.", None, None),
        ("A Anistia disse que houve um “aumento muito grande das mortes” no país.", None, None),
    ],
    "ar": [
        (
            "وقالت آنا بيكر، مديرة برنامج الأمريكتين في منظمة العفو الدولية: «Q».",
            "آنا بيكر",
            "مديرة برنامج الأمريكتين في منظمة العفو الدولية",
        ),
        ("«Q»، قالت مديرة برنامج الأمريكتين، آنا بيكر.", "آنا بيكر", "مديرة برنامج الأمريكتين"),
        ("وقالت السيدة آنا بيكر، مديرة المكتب، «Q؟»", "آنا بيكر", "مديرة المكتب"),
        ("وقالت آنا بيكر: «Q».", None, None),
        ("وقالت منظمة العفو الدولية: «Q».", None, None),
        ("وقالت وزيرة الخارجية: «Q؟»", None, None),
        ("وقال شاهد عيان: «Q».", None, None),
        ("قال الأمين العام للمنظمة فلان الفلاني، إن العام كان “سيئا جدا في كل البلدان”.", None, None),
    ],
}


@pytest.mark.parametrize(("text", "name", "title"), ENGLISH + HONORIFICS)
def test_a_speaker_is_named_with_the_title(text, name, title):
    assert speaker(text) == (name, title)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["“Q,” said {}.", "“Q,” {} said.", "{} said: “Q.”", "“Q,” said {}, a lawyer."])
def test_names_are_found_whole(text, name):
    assert speaker(text.format(name))[0] == name


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_named_where_it_is_not_sure(text):
    assert speaker(text) == (None, None)


@pytest.mark.parametrize(
    ("language", "text", "name", "title"), [(language, *row) for language, rows in OTHERS.items() for row in rows]
)
def test_other_languages_have_other_orders(language, text, name, title):
    assert speaker(text, language) == (name, title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is late. We go.", ["It is late.", "We go."]),
        ("Mr. Roe and Prof. Doe met Gov. Roe. They left.", ["Mr. Roe and Prof. Doe met Gov. Roe.", "They left."]),
        ("J. K. Smith of the U.S. Senate came! Why?", ["J. K. Smith of the U.S. Senate came!", "Why?"]),
        (f"He said {QUOTE}. She left.", [f"He said {QUOTE}.", "She left."]),
        (f"{QUOTE} she said. {QUOTE}", [f"{QUOTE} she said.", QUOTE]),
        ("¿Por qué? ¡No!", ["¿Por qué?", "¡No!"]),
        ("لماذا؟ لأنه متأخر.", ["لماذا؟", "لأنه متأخر."]),
        ("", []),
    ],
)
def test_sentences_end_where_no_abbreviation_does(text, expected):
    assert [*sentences(text, saying_in("en"))] == expected


def test_each_speaker_of_a_sentence_is_told_once():
    found = voices(
        f"{QUOTE}, said Ana Piquer, and {QUOTE}, said Ana Piquer, but {QUOTE}, said Jane Roe", saying_in("en")
    )
    assert [voice.person.name for voice in found if voice.person] == ["Ana Piquer", "Jane Roe"]

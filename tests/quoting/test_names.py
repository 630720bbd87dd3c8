"""Whether a name that is claimed is the one that the archive has."""

import pytest

from indexer.quoting.names import is_same_speaker
from indexer.quoting.rules import load_rules

NAMING = load_rules().naming

DIRECTOR = "Americas director at Amnesty International"


@pytest.mark.parametrize(
    ("claimed", "named", "title"),
    [
        ("Ana Piquer", "Ana Piquer", None),
        ("piquer", "Ana Piquer", None),
        ("Ms. Piquer", "Ana Piquer", None),
        ("A. Piquer", "Ana Piquer", None),
        ("Piquer, Ana", "Ana Piquer", None),
        ("Ana María Piquer", "Ana Piquer", None),
        (f"Ana Piquer, {DIRECTOR}", "Ana Piquer", DIRECTOR),
        ("John Howard", "Howard, John", None),
        ("Howard", "Howard, John", None),
        ("Prime Minister Howard", "Howard, John", None),
        ("President Bukele", "Nayib Bukele", None),
        ("José Pérez", "Jose Perez", None),
        ("Amnesty International", "Ana Piquer", DIRECTOR),
        ("Amnesty International", "Amnesty International", None),
        ("the Americas director", "Ana Piquer", f"the {DIRECTOR}"),
        ("John Howard (Prime Minister)", "Howard, John", None),
        ("John Howard – Prime Minister", "Howard, John", None),
        ("Rt Hon John Howard OM AC", "Howard, John", None),
        ("The Hon. John Howard, MP", "Howard, John", None),
        ("Howard's", "Howard, John", None),
        ("Australian Prime Minister John Howard", "Howard, John", None),
        ("Minister for Foreign Affairs Mr Downer", "Downer, Alexander", None),
        ("Leader of the Opposition John Howard", "Howard, John", None),
        ("former Prime Minister Howard", "Howard, John", None),
        ("J.W. Howard", "Howard, John Winston", None),
        ("John Winston Howard", "Howard, John", None),
        ("Sra. Pérez", "Ana Pérez", None),
        ("Mme Pérez", "Ana Pérez", None),
        ("Frau Mueller", "Eva Müller", None),
        ("Müller", "Eva Mueller", None),
        ("Muller", "Eva Müller", None),
        ("María de la Cruz", "María de la Cruz", None),
        ("Sra. de la Cruz", "María de la Cruz", None),
        ("Bob Example", "Example, Robert", None),
        ("Robert Example", "Bob Example", None),
        ("PM Howard", "Howard, John", None),
        ("MR HOWARD", "Howard, John", None),
        ("the foreign minister, Anna Example", "Anna Example", None),
        ("Anna Example, 54", "Anna Example", None),
        ("Anna Example of the Test Bureau", "Anna Example", None),
        ("the Deputy Prime Minister", "DEPUTY PRIME MINISTER", None),
        ("Julia Example", "JULIA EXAMPLE", None),
        ("Larry King", "Larry King", None),
        ("Mr King", "Larry King", None),
        ("الرئيس محمود المثال", "محمود المثال", None),
        ("Prime Minister", "John Howard", "Prime Minister of Australia"),
    ],
)
def test_a_name_stands_in_the_forms_that_people_use(claimed, named, title):
    assert is_same_speaker(claimed, named, title, NAMING)


@pytest.mark.parametrize(
    ("claimed", "named", "title"),
    [
        ("Ana", "Ana Piquer", None),
        ("Ana Lopez", "Ana Piquer", None),
        ("Juan Piquer", "Ana Piquer", None),
        ("J. Piquer", "Ana Piquer", None),
        ("Peter Howard", "Howard, John", None),
        ("John", "Howard, John", None),
        ("the Prime Minister", "Howard, John", None),
        ("the wife of John Howard", "Howard, John", None),
        ("wife of Prime Minister John Howard", "Howard, John", None),
        ("John Howard's wife", "Howard, John", None),
        ("spokesman for Mr Howard", "Howard, John", None),
        ("an aide to the Prime Minister, John Howard", "Howard, John", None),
        ("esposa de María de la Cruz", "María de la Cruz", None),
        ("not John Howard", "Howard, John", None),
        ("no one but Prime Minister John Howard", "Howard, John", None),
        ("Mr Costello and John Howard", "Howard, John", None),
        ("John and Peter Howard", "Howard, John", None),
        ("Prime Minister Costello, John Howard", "Howard, John", None),
        ("John Howard, Peter Costello", "Howard, John", None),
        ("John Howard and Peter Costello", "Howard, John", None),
        ("Howard Dean", "Howard, John", None),
        ("Mrs Janette Howard", "Howard, John", None),
        ("Senator Pauline Howard", "Howard, John", None),
        ("Prime Minister Bob Howard", "Howard, John", None),
        ("Mr T. Howard", "Howard, John", None),
        ("Leader of the Opposition Bob Howard", "Howard, John", None),
        ("Anna von Example", "Anna Example", None),
        ("Bill Example", "Robert Example", None),
        ("the Prime Minister", "DEPUTY PRIME MINISTER", None),
        ("the Defence Force", "CHIEF OF THE DEFENCE FORCE", None),
        ("Deputy Treasurer", "TREASURER", None),
        ("John Howard Jr.", "Howard, John", None),
        ("Ana y María Pérez", "Ana Pérez", None),
        ("Howard Pope", "Howard, John", None),
        ("Bishop Howard Pope", "Howard, John", None),
        ("King Howard", "Larry King", None),
        ("H. John", "John Howard", None),
        ("J. W.", "Howard, John Winston", None),
        ("the Prime Minister", "Ana Piquer", "spokesperson of the Prime Minister"),
        ("the Prime Minister", "Ana Piquer", "Deputy Prime Minister"),
        ("International director", "Ana Piquer", DIRECTOR),
        ("of the", "Ana Piquer", "head of the office"),
        ("Amnesty International", "Ana Piquer", None),
        ("Human Rights Watch", "Ana Piquer", DIRECTOR),
        ("Ana Piquer", None, None),
        ("—", "Ana Piquer", None),
        ("", "", ""),
    ],
)
def test_another_name_does_not(claimed, named, title):
    assert not is_same_speaker(claimed, named, title, NAMING)

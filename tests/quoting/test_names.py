"""Whether a name that is claimed is the one that the archive has."""

import pytest

from indexer.quoting.names import is_same_speaker

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
    ],
)
def test_a_name_stands_in_the_forms_that_people_use(claimed, named, title):
    assert is_same_speaker(claimed, named, title)


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
        ("Amnesty International", "Ana Piquer", None),
        ("Human Rights Watch", "Ana Piquer", DIRECTOR),
        ("Ana Piquer", None, None),
        ("—", "Ana Piquer", None),
        ("", "", ""),
    ],
)
def test_another_name_does_not(claimed, named, title):
    assert not is_same_speaker(claimed, named, title)

import pytest

from indexer.extract.roles.captions import credit, is_caption

CAPTIONS = [
    ("Header image of a handout picture: a guard opens a gate. Photo by A B/Getty Images.", True),
    ("Featured image by A B", True),
    ("© A B", True),
    ("(c) Example Trust", True),
    ("Photo: A B", True),
    ("Foto: A B/dpa", True),
    ("A B/AFP via Getty Images", True),
    ("A B for Reuters", True),
    ("صورة: منظمة", True),
    ("The photo: what it shows is not clear to us.", False),
    ("The image of the country has suffered.", False),
    ("JosÃ© GonzÃ¡lez said so.", False),
    ("Copyright law ought to be changed © or not.", False),
    ("He told Reuters that he would appeal.", False),
    ("Imagens do satélite mostram a destruição.", False),
    ("Videos show soldiers in the square.", False),
]


@pytest.mark.parametrize(("text", "expected"), CAPTIONS)
def test_captions_by_their_words(text, expected):
    assert is_caption(text) is expected


CREDITS = [
    ("A gate opens. Photo by Handout/Getty Images.", "Handout/Getty Images"),
    ("A gate opens. © A B", "A B"),
    ("© Oli Example/Getty Images", "Oli Example/Getty Images"),
    ("A gate opens (Photo: A B)", "A B"),
    ("A gate opens. (A B/Example Agency)", "A B/Example Agency"),
    ("Foto: A B/dpa", "A B/dpa"),
    ("A gate opens.", None),
    ("A gate opens", None),
]


@pytest.mark.parametrize(("text", "expected"), CREDITS)
def test_credits_are_split_out(text, expected):
    assert credit(text) == expected

"""Numbers that are written otherwise: grouped, with other digits, with another sign for what is less than one."""

import pytest

from indexer import open_archive
from indexer.quoting import Kind, Verdict
from tests.conftest import build_quietly, write_lines
from tests.made import statement


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def counted(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("counted")
    made = [
        statement("en", "They held 1,200 people of the G20 towns and spent 2.5 million on 10 500 beds for them."),
        statement("es", "Detuvieron a 1.200 personas en 2025 y gastaron 2,5 millones en sus camas.", language="es"),
        statement("ar", "وقد احتجزوا ٣٠٠ شخص في عام ٢٠٢٥ في السجن الكبير", language="ar"),
    ]
    build_quietly(write_lines(folder / "made.jsonl", made), folder / "index", engine=request.param)
    return open_archive(folder / "index")


@pytest.mark.parametrize(
    "quotation",
    [
        "They held 1200 people of the G20 towns",
        "They held 1 200 people of the G20 towns",
        "They held 1’200 people of the G20 towns",
        "spent 2.5 million on 10,500 beds for them",
        "Detuvieron a 1200 personas en 2025",
        "Detuvieron a 1 200 personas en 2025",
        "وقد احتجزوا 300 شخص في عام 2025",
    ],
)
def test_a_number_may_be_grouped_otherwise(counted, quotation):
    (found,) = counted.check_quotes(quotation).quotations
    assert (found.verdict, found.kinds) == (Verdict.VERBATIM, ())


@pytest.mark.parametrize(
    ("quotation", "kind"),
    [
        ("They held 1.200 people of the G20 towns", Kind.PUNCTUATION),
        ("They held 1,200 people of the g20 towns", Kind.LETTERS),
        ("spent 2,5 million on 10 500 beds for them", Kind.PUNCTUATION),
        ("spent 25 million on 10 500 beds for them", Kind.CHANGED),
        ("Detuvieron a 1,200 personas en 2025", Kind.PUNCTUATION),
        ("Detuvieron a 1.300 personas en 2025", Kind.CHANGED),
    ],
)
def test_a_point_for_a_comma_is_another_number(counted, quotation, kind):
    (found,) = counted.check_quotes(quotation).quotations
    assert found.verdict is Verdict.ALTERED
    assert kind in found.kinds

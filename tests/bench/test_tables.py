"""Tables for the terminal."""

from bench.tables import Table, render


def test_labels_stand_to_the_left_and_numbers_to_the_right():
    table = Table("Title", ("engine", "ms"), [("us", "1.5"), ("a long name", "10.25")])
    assert render(table).splitlines() == ["Title", "engine          ms", "us             1.5", "a long name  10.25"]

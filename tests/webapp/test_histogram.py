"""Bars of hits in time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine import FacetCount
from webapp.histogram import HEIGHT, MOST_BARS, WIDTH, histogram


def counts(**by_date):
    return tuple(FacetCount(value=name.lstrip("y").replace("_", "-"), count=count) for name, count in by_date.items())


def drawn(years, months=()):
    return histogram(years, months, lambda period: f"{period.first}..{period.last}")


def told(found):
    return [(bar.label, bar.count, bar.address) for bar in found.bars]


def test_years_that_lie_apart_are_bars_with_those_between():
    found = drawn(counts(y2020=4, y2023=2))
    assert told(found) == [
        ("2020", 4, "2020..2020"),
        ("2021", 0, None),
        ("2022", 0, None),
        ("2023", 2, "2023..2023"),
    ]
    assert [bar.height for bar in found.bars] == [HEIGHT, 0, 0, HEIGHT / 2]


def test_two_years_are_drawn_by_month():
    found = drawn(counts(y2020=3, y2021=1), counts(y2020_11=3, y2021_01=1))
    assert found.monthly
    assert told(found) == [
        ("November 2020", 3, "2020-11..2020-11"),
        ("December 2020", 0, None),
        ("January 2021", 1, "2021-01..2021-01"),
    ]


def test_where_months_are_not_known_of_all_the_years_are_drawn():
    assert told(drawn(counts(y2020=3, y2021=1), counts(y2020_11=2)))[0] == ("2020", 3, "2020..2020")


def test_many_years_share_bars():
    found = drawn(counts(y1941=1, y1944=2, y2018=5))
    assert told(found)[0] == ("1941–1944", 3, "1941..1944")
    assert told(found)[-1] == ("2015–2018", 5, "2015..2018")


@pytest.mark.parametrize("years", [(), counts(y2020=4)])
def test_one_bar_is_none(years):
    assert drawn(years) is None


@given(st.dictionaries(st.integers(1, 9999), st.integers(1, 10**6), min_size=2))
def test_every_hit_stands_in_one_bar_inside_the_drawing(given_years):
    found = drawn(tuple(FacetCount(value=f"{year:04}", count=count) for year, count in given_years.items()))
    if found is None:
        return
    assert sum(bar.count for bar in found.bars) == sum(given_years.values())
    assert len(found.bars) <= MOST_BARS
    assert all(0 <= bar.y <= HEIGHT and bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in found.bars)
    assert all((bar.height > 0) is (bar.count > 0) is (bar.address is not None) for bar in found.bars)

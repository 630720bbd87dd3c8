"""Wherever the time for a question runs out, it is refused, or answered rightly as far as it goes."""

import time

import pytest

from indexer import open_archive
from indexer.answering import NO_TIME
from indexer.budget import UNBOUNDED, Budget
from indexer.errors import QueryTooCostlyError
from tests.conftest import build_quietly, write_lines
from tests.made import statement

STATEMENTS = [
    statement("a", "The lantern was lit at the harbour.", "Nobody asked for asylum."),
    statement("b", "A lantern, and asylum near the harbour."),
    statement("c", "Asylum was refused; a harbour has no lantern."),
]
QUERIES = (
    "lantern asylum refused",
    "lanterm harbuor",
    '"asylum lantern" zzqx speaker:nobody',
    "lan* OR harb*",
    '"lantern the harbour"~9',
    "asylm~ NOT zzqx",
)


class Counted(Budget):
    """A budget that lasts for so many checks."""

    def check(self):
        left[0] -= 1
        if left[0] < 0:
            raise QueryTooCostlyError("no time", "none")


left = [0]


@pytest.fixture(scope="module", params=("whoosh", "tantivy"))
def folder(request, tmp_path_factory):
    made = tmp_path_factory.mktemp(request.param)
    build_quietly(write_lines(made / "made.jsonl", STATEMENTS), made / "index", engine=request.param)
    return made / "index"


@pytest.mark.parametrize(("query", "explain"), [*((query, False) for query in QUERIES), ("lan* OR harb*", True)])
def test_wherever_time_runs_out_the_answer_is_refused_or_right(folder, monkeypatch, query, explain):
    archive = open_archive(folder, kept_pages=0)
    whole = archive.search(query, explain=explain)
    strict = [hit for hit in whole.hits if not hit.partial]
    monkeypatch.setattr(Budget, "of", classmethod(lambda _cls, _seconds: Counted(0.0, 0.0)))
    outcomes = []
    for most in range(2_000):
        left[0] = most
        try:
            page = archive.search(query, explain=explain)
        except QueryTooCostlyError:
            outcomes.append("refused")
            continue
        assert [hit for hit in page.hits if not hit.partial] == strict
        assert (page.total.statements, page.total.paragraphs) == (whole.total.statements, whole.total.paragraphs)
        assert set(page.warnings) - {NO_TIME} == set(whole.warnings)
        assert page.hits == whole.hits or NO_TIME in page.warnings
        assert page.suggestion in (whole.suggestion, None)
        assert page.reasons in (whole.reasons, ())
        outcomes.append("whole" if left[0] >= 0 else "in part")
        if left[0] >= 0:
            break
    assert outcomes[0] == "refused"
    assert outcomes[-1] == "whole"


def test_a_budget_counts_the_time_of_its_own_thread_alone():
    budget = Budget.of(0.2)
    time.sleep(0.3)
    budget.check()
    ends = time.thread_time() + 0.3
    while time.thread_time() < ends:
        pass
    with pytest.raises(QueryTooCostlyError, match=r"more than the 0\.2 s"):
        budget.check()
    UNBOUNDED.check()

"""Figure 6: whatever of an index a disk damages, it is told before it answers, and never answers wrongly."""

import shutil
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import pytest

from tests.conformance.comparing import LOCAL
from tests.conftest import build_quietly
from tests.faults import model
from tests.faults.answers import all_said
from tests.faults.conftest import folder_in_memory
from tests.faults.damaging import KINDS, Asking, asked, asked_of_two, built, damaged, is_told, read

QUERIES = ("bralk", "velmp drant", "kurb -dront")


@pytest.fixture(scope="module", params=LOCAL)
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def asking():
    ask = Asking()
    yield ask
    ask.close()


@pytest.fixture(scope="module")
def source():
    with folder_in_memory() as folder:
        yield folder / "source"


@pytest.fixture(scope="module")
def index(source, engine):
    """An index with a history, so that it has segments and deletions, whose last generation alone is there."""
    folder = source.with_name(f"index-{engine}")
    shutil.rmtree(source, ignore_errors=True)
    for state in (model.first(), *islice(model.steps(6, model.first()), 3)):
        model.write(source, state)
        build_quietly(source, folder, engine=engine)
    name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    for generation in (folder / "generations").iterdir():
        if generation.name != name:
            shutil.rmtree(generation)
    return folder


def files(index):
    """Yield again and again what is read of an index: each file of the engine; one of four is manifest or pointer."""
    name = (index / "CURRENT").read_text(encoding="utf-8").strip()
    manifest = index / "generations" / name / "manifest.json"
    of_engine = [path for path in sorted(manifest.parent.iterdir()) if path != manifest]
    ours = cycle((manifest, index / "CURRENT"))
    for turn, path in enumerate(cycle(of_engine)):
        if turn % 3 == 0:
            yield next(ours).relative_to(index)
        yield path.relative_to(index)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_damage_of_any_file_is_told_and_never_answers(index, engine, kind, asking, rounds, figure):
    chance, right = model.chances(f"{kind.name} {engine}"), [read(index, QUERIES)]
    came, wrong, number = Counter(), [], rounds(kind.short, kind.full)
    for name in islice(files(index), number):
        with damaged(index, name, kind, chance) as folder:
            outcome = asking(asked, folder, QUERIES, right)
        told = is_told(outcome.error, outcome.hint, folder)
        harmless = outcome.error is None and not outcome.differing
        came["detected" if told else "harmless" if harmless else "wrong"] += 1
        if not (told or harmless):
            wrong.append((str(name), outcome))
    figure(
        f"6: {number:,} {kind.name} of files of a {engine} index: {came['detected']:,} detected with one typed error, "
        f"{came['harmless']:,} harmless, {came['wrong']:,} otherwise"
    )
    assert not wrong, wrong


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_generation_before_a_damaged_one_answers_and_says_so(  # noqa: PLR0917 - fixtures
    index, source, engine, kind, asking, rounds, figure
):
    two = source.with_name(f"two-{engine}-{kind.name}")
    shutil.copytree(index, two)
    before = all_said(two, QUERIES)
    model.write(source, model.first())
    build_quietly(source, two, engine=engine)
    newest, chance, came = all_said(two, QUERIES), model.chances(f"two {kind.name} {engine}"), Counter()
    assert newest != before
    number, wrong = rounds(kind.short // 10, kind.full // 5), []
    for name in islice(files(two), number):
        with damaged(two, name, kind, chance) as folder:
            outcome = asking(asked_of_two, folder, QUERIES, newest, before)
        told = is_told(outcome.error, outcome.hint, folder)
        answered = outcome.error is None and not outcome.differing
        came["detected" if told else "answered" if answered else "wrong"] += 1
        if not (told or answered):
            wrong.append((str(name), outcome))
    figure(
        f"6: {number:,} {kind.name} of the newer of two generations of {engine}: {came['answered']:,} times the one "
        f"before answered and said why, {came['detected']:,} times both were hit and it was told, {came['wrong']:,} "
        f"otherwise"
    )
    assert not wrong, wrong
    assert came["answered"]


@pytest.fixture(scope="module")
def moved(source, index, engine):
    """What an index of each engine may say once the source has moved on: one that goes on, and one built from nothing.

    Tantivy's scores know of deleted paragraphs what they know.
    """
    build_quietly(source, index, engine=engine)
    model.write(source, model.first() | {0: 77})
    updated = source.with_name(f"updated-{engine}")
    shutil.copytree(index, updated)
    build_quietly(source, updated, engine=engine)
    said = {each: [] for each in LOCAL}
    for each in LOCAL:
        folder = source.with_name(f"anew-{each}-{engine}")
        build_quietly(source, folder, engine=each)
        said[each].append(all_said(folder, QUERIES))
    said[engine].append(all_said(updated, QUERIES))
    return said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_damage_of_the_catalogue_never_reaches_the_answers(  # noqa: PLR0917 - fixtures
    source, index, engine, moved, kind, asking, rounds, figure
):
    chance, came, wrong = model.chances(f"catalogue {kind.name} {engine}"), Counter(), []
    number = rounds(kind.short // 25 + 1, kind.full // 10)
    for turn in range(number):
        # The other engine is filled from all that the catalogue keeps; this one with what has changed.
        options = {"engine": LOCAL[turn % len(LOCAL)]}
        arguments = QUERIES, moved[options["engine"]]
        with damaged(index, Path("catalogue.sqlite"), kind, chance) as folder:
            outcome = asking(built, source, folder, options, *arguments)
            if outcome.error and outcome.is_ours and "onrecord index" in outcome.hint:
                came["detected"] += 1
                if "delete" in outcome.hint:
                    (folder / "catalogue.sqlite").unlink()
                outcome = asking(built, source, folder, options | {"rebuild": True}, *arguments)
            elif outcome.error is None and not outcome.differing:
                came["harmless"] += 1
        if outcome.error or outcome.differing:
            came["wrong"] += 1
            wrong.append((turn, options["engine"], outcome))
    figure(
        f"6: {number:,} {kind.name} of the catalogue of a {engine} index: {came['detected']:,} detected, and mended as "
        f"the error says, {came['harmless']:,} harmless, {came['wrong']:,} otherwise"
    )
    assert not wrong, wrong

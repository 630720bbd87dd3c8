"""Figure 9: whatever has befallen an index, one built anew from the same sources says the same."""

import os
import shutil
from itertools import islice

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conformance.comparing import LOCAL
from tests.conformance.declared import DECLARED
from tests.conftest import SEEDS, build_quietly, write_lines
from tests.faults import model, writing
from tests.faults.answers import all_said, differing
from tests.faults.conftest import FULL, folder_in_memory
from tests.made import statement

QUERIES = ("velmp drant", "country:FR brelk", "Page", "contact", "non-refoulement")

FOOT = "For more information please contact the press office."
"""Recurs in statements of one publisher, so that what each is depends on what else is there."""

PAGE = "<html lang=en><title>{0}</title><article><h1>{0}</h1><p>{1}</p><p>{2}</p></article>"


@pytest.fixture(params=LOCAL)
def engine(request):
    return request.param


def history(source, number):
    """Make a source, and change it again and again: statements of all kinds of files come, change and go."""
    shutil.copytree(SEEDS, source)
    for step, versions in enumerate(islice(model.steps(9, model.first()), number)):
        model.write(source, versions)
        for each in range(6):
            words = " ".join(model.chances(f"{each} {step // 2}").choices(model.WORDS, k=9))
            (source / f"page{each}.html").write_text(PAGE.format(f"Page {each}", words, FOOT), encoding="utf-8")
        (source / f"page{step % 6}.html").unlink()
        yield


def commanded(source, index, **options):
    """Build with the command, in a process of its own."""
    process = writing.commanded(source, index, **options)
    told = process.communicate(timeout=writing.PATIENCE)
    assert process.returncode == 0, told


def without_scores(said):
    """Return answers without what hangs on scores: they, and in which order and how far relevance shows hits."""
    kept = {name: orjson.loads(answer) for name, answer in said.items() if not name.startswith("explanation")}
    for name, answer in kept.items():
        if name.startswith("newest of"):
            answer["hits"] = sorted(map(_without_score, answer["hits"]), key=lambda hit: hit["statement"]["id"])
        elif name.startswith("all of"):
            kept[name] = sorted(map(_without_score, answer), key=lambda hit: hit["statement"]["id"])
        elif isinstance(answer, dict) and "hits" in answer:
            answer["hits"] = len(answer["hits"])
    return {name: orjson.dumps(answer) for name, answer in kept.items()}


def _without_score(hit):
    paragraphs = [each | {"score": None} for each in hit["paragraphs"]]
    return hit | {"score": None, "paragraphs": sorted(paragraphs, key=lambda each: each["number"])}


def same(engine, one, other, *, updated):
    """Return what two indexes answer differently; Tantivy's scores after updates are declared to be others."""
    if updated and not DECLARED[engine].by_formula:
        one, other = without_scores(one), without_scores(other)
    return differing(one, other)


def test_an_index_that_is_deleted_and_built_again_says_the_same(quick_folder, engine, figure):
    source, index = quick_folder / "source", quick_folder / "index"
    for _ in history(source, 2):
        pass
    build_quietly(source, index, engine=engine)
    said = all_said(index, QUERIES)
    other = LOCAL[LOCAL.index(engine) - 1]
    ways = {
        "once more": lambda: build_quietly(source, index, engine=engine),
        "by the command": lambda: commanded(source, index, engine=engine),
        "in two processes": lambda: build_quietly(source, index, engine=engine, workers=2),
        "from files in another order": lambda: build_quietly(in_another_order(source), index, engine=engine),
        "by way of the other engine": lambda: [build_quietly(source, index, engine=each) for each in (other, engine)],
    }
    differences = {}
    for way, build in ways.items():
        shutil.rmtree(index)
        build()
        differences[way] = differing(said, all_said(index, QUERIES))
    build_quietly(source, index, engine=engine, rebuild=True)
    differences["with --rebuild"] = differing(said, all_said(index, QUERIES))
    figure(
        f"9: {engine} index deleted and built again in {len(differences)} ways: "
        f"{sum(map(len, differences.values()))} of {len(said)} answers differ"
    )
    assert not any(differences.values()), differences


def in_another_order(source):
    """Give the source the same files, made in another order and at other times."""
    paths = sorted(source.rglob("*.*"), reverse=True)
    held = {path: path.read_bytes() for path in paths}
    shutil.rmtree(source)
    source.mkdir()
    for number, (path, data) in enumerate(held.items()):
        path.write_bytes(data)
        os.utime(path, (number, number))
    return source


def test_an_index_with_a_history_says_what_one_from_nothing_says(quick_folder, engine, rounds, figure):
    source, index, anew = (quick_folder / each for each in ("source", "index", "anew"))
    steps, different, said = rounds(3, 120), [], {}
    for step, _ in enumerate(history(source, steps)):
        build_quietly(source, index, engine=engine)
        if step % 3 == 2:
            shutil.rmtree(anew, ignore_errors=True)
            build_quietly(source, anew, engine=engine)
            said = all_said(anew, QUERIES)
            different += [(step, name) for name in same(engine, said, all_said(index, QUERIES), updated=True)]
    apart = "" if DECLARED[engine].by_formula else ", scores apart"
    figure(
        f"9: {engine} index after {steps} updates, {steps // 3} times beside one built from nothing: "
        f"{len(different)} of {steps // 3 * len(said)} answers differ{apart}"
    )
    assert different == []


NAMES = ("a.jsonl", "b.jsonl", "c.jsonl", "d/e.jsonl", "f.jsonl")
TEXTS = ("bralk velmp", "velmp drant bralk bralk", "kurb")
LINES = st.lists(
    st.tuples(st.sampled_from("stuvw"), st.sampled_from(TEXTS), st.booleans()),
    max_size=3,
    unique_by=lambda line: line[0],
)
FOOTED = [(name, [(each, TEXTS[0], True)]) for name, each in zip(NAMES, "stuvw", strict=True)]
"""Files whose foot recurs where there are four of them."""

SOURCES = st.dictionaries(st.sampled_from(NAMES), LINES, min_size=1)


def put(source, files):
    """Make a source hold these files, each with its statements: an id, a text, and whether it has the foot."""
    for name in NAMES:
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if name in files:
            write_lines(path, [made(name, *line) for line in files[name]])


def made(name, identity, text, footed):
    """Return a statement of one publisher that tells the file it is from."""
    return statement(identity, f"{text} in {name[0]}", *[FOOT] * footed, publisher="Made")


@pytest.mark.parametrize("engine", LOCAL)
@settings(
    max_examples=150 if FULL else 3, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.lists(SOURCES, min_size=2, max_size=5))
@example([{"b.jsonl": [("s", "kurb", False)]}, {each: [("s", "kurb", False)] for each in NAMES}])
@example([dict(FOOTED[:number]) for number in (3, 5, 2)])
def test_any_history_ends_as_if_it_had_not_been(engine, sources):
    with folder_in_memory() as folder:
        source, index, anew = (folder / each for each in ("source", "index", "anew"))
        for files in sources:
            put(source, files)
            build_quietly(source, index, engine=engine, allow_empty=True)
        build_quietly(source, anew, engine=engine)
        queries = ("bralk", "velmp drant", "contact")
        assert same(engine, all_said(anew, queries), all_said(index, queries), updated=True) == ()

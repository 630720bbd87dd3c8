"""An archive exported and indexed again is the same archive: every field of every statement, byte for byte."""

import gzip
import json
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import open_archive
from indexer.statement import Acronym, Origin, Paragraph, Role, Statement, Translation
from tests.calling import Caller
from tests.conftest import SEEDS, build_quietly, write_lines
from tests.made import paragraph, statement

ENGINES = ("whoosh", "tantivy")

WHOLE = statement(
    "whole/id ü & 1",
    paragraph(1, "A lantern\u2028was lit,\u0085she said.", Role.INTRO, speaker="A. Speaker", speaker_title="director"),
    paragraph(2, "«طرد» الأشخاص غير قانوني", Role.BLOCK_QUOTE, language="ar", emphasised=True),
    paragraph(3, "A lantern", Role.PULL_QUOTE, repeats=(1,)),
    paragraph(4, "A. Speaker, director", Role.ATTRIBUTION, speaker="A. Speaker", attributes=3),
    paragraph(5, "😀 A picture", Role.CAPTION, credit="© Nobody"),
    title='A "lantern" \\ and more',
    url="https://example.org/a?b=c&d=%20",
    published="2025-03",
    updated="2025-04-02",
    language="en",
    publisher="Example Organisation",
    type="press release",
    index_number="AMR 01/0001/2025",
    countries=("El Salvador", "Türkiye"),
    topics=("detention",),
    translations=(Translation(language="es", url="https://example.org/es"),),
    acronyms=(Acronym(short="EO", long="Example Organisation"),),
    origins=(Origin(field="published", place="meta date"),),
    source="2025/whole.html",
    warnings=("Text was cut.",),
)
BARE = statement("bare", "Words.", language=None, title="Words.")


@pytest.fixture
def run(tmp_path, monkeypatch):
    return Caller(tmp_path, monkeypatch)


def exported(run, folder):
    done = run("export", "--index", folder)
    assert done.exit_code == 0, done.stderr
    return done.stdout_bytes


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("made", [[WHOLE, BARE], [BARE], []], ids=["every field", "no field", "nothing"])
def test_the_second_export_is_the_first_byte_for_byte(run, tmp_path, engine, made):
    if not made:  # nothing is indexed from nothing: the archive has lost what it had
        build_quietly(write_lines(tmp_path / "made.jsonl", [BARE]), Path("one"), engine=engine)
    build_quietly(write_lines(tmp_path / "made.jsonl", made), Path("one"), engine=engine)
    first = exported(run, "one")
    (tmp_path / "export.jsonl").write_bytes(first)
    assert len(first.splitlines()) >= len(made)
    assert run("index", "export.jsonl", "--index", "two", "--workers", 1, "--engine", engine).exit_code == bool(
        not made
    )
    if made:
        assert exported(run, "two") == first
        one, two = open_archive("one"), open_archive("two")
        for query in ("lantern", "طرد", "speaker:speaker", "country:Turkey", "date:2025-03", "words"):
            assert one.search(query).hits == two.search(query).hits


def test_every_field_of_a_statement_is_tried():
    for record in (WHOLE, *WHOLE.paragraphs[:1]):
        unset = [name for name in record.__dataclass_fields__ if getattr(record, name) in (None, (), "")]
        assert set(unset) <= {"language", "repeats", "attributes", "credit", "evidence"}, unset


def test_the_sample_comes_back_whole_through_a_compressed_file(run, tmp_path):
    build_quietly(SEEDS, Path("one"))
    first = exported(run, "one")
    (tmp_path / "export.jsonl.gz").write_bytes(gzip.compress(first))
    assert run("index", "export.jsonl.gz", "--index", "two", "--workers", 1).exit_code == 0
    assert exported(run, "two") == first


TEXTS = st.text(min_size=1, max_size=30).filter(str.strip)
PARAGRAPHS = st.lists(
    st.builds(
        dict,
        text=TEXTS,
        role=st.sampled_from([Role.BODY, Role.INTRO, Role.HEADING, Role.LIST_ITEM, Role.CAPTION]),
        speaker=st.none() | TEXTS,
        language=st.sampled_from([None, "ar"]),
        emphasised=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)
FOLDERS = count()


@settings(max_examples=15, deadline=None)
@given(PARAGRAPHS, TEXTS, st.lists(TEXTS, max_size=2, unique=True), st.sampled_from(ENGINES))
def test_any_text_comes_back(tmp_path_factory, paragraphs, title, names, engine):
    folder = tmp_path_factory.mktemp(f"made{next(FOLDERS)}")
    made = Statement(
        id="one",
        title=title,
        topics=tuple(names),
        paragraphs=tuple(Paragraph(number=number, **each) for number, each in enumerate(paragraphs, 1)),
    )
    build_quietly(write_lines(folder / "made.jsonl", [made]), folder / "one", engine=engine)
    first = list(open_archive(folder / "one").statements())
    build_quietly(write_lines(folder / "again.jsonl", first), folder / "two", engine=engine)
    assert list(open_archive(folder / "two").statements()) == first


def test_who_reads_no_further_ends_an_export_quietly(run, tmp_path):
    made = [statement(f"made-{number}", "word " * 2000) for number in range(50)]
    build_quietly(write_lines(tmp_path / "made.jsonl", made), Path("one"))
    command = [Path(sys.executable).with_name("onrecord"), "export", "--index", "one"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert json.loads(process.stdout.readline())["id"] == "made-0"
        process.stdout.close()
        assert process.stderr.read() == b""

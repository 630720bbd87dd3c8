"""Reading the data to measure with."""

import pytest

from bench.data import collection_folders, read_collection, read_pages, read_statements
from bench.errors import DataMissingError, DataUnreadableError
from tests.bench.made_data import PARAGRAPHS, make_data


def test_a_collection_keeps_the_questions_that_have_a_relevant_document(tmp_path):
    (folder,) = collection_folders(make_data(tmp_path))
    collection = read_collection(folder)
    assert collection.name == "made"
    assert [document.identity for document in collection.documents] == ["asylum", "prison", "source"]
    first, second = collection.questions
    assert (first.grades, first.left_out) == ({"asylum": 2}, {"source"})
    assert (second.grades, second.left_out) == ({"prison": 1}, frozenset())


def test_pages_come_with_their_text(tmp_path):
    pages = read_pages(make_data(tmp_path))
    assert pages.texts == {"page": "\n\n".join(PARAGRAPHS)}
    assert pages.html["page"].startswith(b"<html")


@pytest.mark.parametrize(("paragraphs", "statements"), [(1, 1), (3, 1), (4, 2), (99, 4)])
def test_statements_are_read_whole_until_there_are_enough_paragraphs(tmp_path, paragraphs, statements):
    assert len(read_statements(make_data(tmp_path), paragraphs)) == statements


@pytest.mark.parametrize(
    ("read", "missing"),
    [
        (collection_folders, "corpus.jsonl"),
        (read_pages, "ground-truth.json"),
        (lambda folder: read_statements(folder, 1), "statements.jsonl.gz"),
    ],
)
def test_what_is_missing_is_named(tmp_path, read, missing):
    with pytest.raises(DataMissingError, match=missing):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("corpus.jsonl", "not json\n"),
        ("queries.jsonl", '{"text": "no id"}\n'),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n1\tasylum\thigh\n"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\n1\tasylum\n"),
    ],
)
def test_a_collection_of_another_form_is_named(tmp_path, name, text):
    (folder,) = collection_folders(make_data(tmp_path))
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataUnreadableError, match="made"):
        read_collection(folder)


def test_pages_and_statements_of_another_form_are_named(tmp_path):
    data = make_data(tmp_path)
    (data / "scale" / "statements.jsonl.gz").write_bytes(b"not gzipped")
    (data / "extraction" / "ground-truth.json").write_text('{"page": {}}', encoding="utf-8")
    with pytest.raises(DataUnreadableError, match="scale"):
        read_statements(data, 1)
    with pytest.raises(DataUnreadableError, match="extraction"):
        read_pages(data)

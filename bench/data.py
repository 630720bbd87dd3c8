"""The data to measure with, as it lies in a folder: judged collections, pages with known text, many statements.

relevance/NAME/{corpus.jsonl,queries.jsonl,qrels.tsv}   a judged collection, in BEIR's form
extraction/ground-truth.json, extraction/html/KEY.html.gz
pages/expected.json, pages/NAME                         pages, and what must and must not come out of them
scale/statements.jsonl.gz                               statements as JSON Lines, with paragraphs
"""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.errors import DataMissingError, DataUnreadableError

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of a judged collection."""

    identity: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A judged query.

    `grades` holds its relevant documents, and `left_out` those that are dropped from its ranking because they are
    graded below zero: Cranfield's source papers, from which the questions were made.
    """

    text: str
    grades: Mapping[str, int]
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Collection:
    """A judged collection; each of its questions has a relevant document."""

    name: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """HTML pages and the main text that a person found in them, by key; a paragraph of the text is a line."""

    html: Mapping[str, bytes]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedPage:
    """A page, text that its statement must and must not have, and its date (ISO)."""

    name: str
    html: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    published: str


@dataclass(slots=True)
class _Judgements:
    relevant: dict[str, int] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)


def collection_folders(data: Path) -> tuple[Path, ...]:
    """Return the folders of the judged collections, by name.

    :raise DataMissingError: if there is none.
    """
    folders = tuple(sorted(path.parent for path in data.glob("relevance/*/corpus.jsonl")))
    if not folders:
        raise _missing(data / "relevance" / "NAME" / "corpus.jsonl")
    return folders


def read_collection(folder: Path) -> Collection:
    """Read a judged collection, its questions in the order of their file."""
    with _form_of(folder):
        documents = tuple(
            Document(identity=record["_id"], title=record.get("title", ""), text=record["text"])
            for record in _records(folder / "corpus.jsonl")
        )
        judged = _judgements(folder / "qrels.tsv")
        questions = tuple(
            Question(text=record["text"], grades=found.relevant, left_out=frozenset(found.left_out))
            for record in _records(folder / "queries.jsonl")
            if (found := judged.get(record["_id"])) and found.relevant
        )
    return Collection(folder.name, documents, questions)


def read_pages(data: Path) -> Pages:
    """Read the pages whose main text is known."""
    folder = data / "extraction"
    with _form_of(folder):
        truth: dict[str, Record] = json.loads(_there(folder / "ground-truth.json").read_text(encoding="utf-8"))
        html = {key: gzip.decompress(_there(folder / "html" / f"{key}.html.gz").read_bytes()) for key in truth}
        return Pages(html, {key: record["articleBody"] for key, record in truth.items()})


def read_promised_pages(data: Path) -> tuple[PromisedPage, ...]:
    """Read the pages that say what must come out of them, in the order of their list."""
    folder = data / "pages"
    with _form_of(folder):
        records: list[Record] = json.loads(_there(folder / "expected.json").read_text(encoding="utf-8"))
        return tuple(
            PromisedPage(
                name=record["file"],
                html=_there(folder / record["file"]).read_bytes(),
                wanted=tuple(record.get("must_contain", ())),
                unwanted=tuple(record.get("must_not_contain", ())),
                published=record["gold_date"],
            )
            for record in records
        )


def read_statements(data: Path, paragraphs: int) -> tuple[Record, ...]:
    """Read whole statements until they have that many paragraphs."""
    taken, total = [], 0
    with _form_of(data / "scale"):
        for record in _records(data / "scale" / "statements.jsonl.gz"):
            taken.append(record)
            total += len(record["paragraphs"])
            if total >= paragraphs:
                break
    return tuple(taken)


def read_statement_texts(data: Path, number: int) -> tuple[Record, ...]:
    """Read so many statements of one paragraph each, cut from the whole ones."""
    taken: list[Record] = []
    with _form_of(data / "scale"):
        for record in _records(data / "scale" / "statements.jsonl.gz"):
            rest = {name: value for name, value in record.items() if name not in ("id", "paragraphs")}
            for place, paragraph in enumerate(record["paragraphs"], 1):
                taken.append({**rest, "id": f"{record['id']}-{place}", "text": paragraph})
                if len(taken) == number:
                    return tuple(taken)
    return tuple(taken)


def _judgements(path: Path) -> dict[str, _Judgements]:
    """Read rows of question, document and grade, after a row of headings; grade 0 is not relevant."""
    judged: dict[str, _Judgements] = {}
    with _there(path).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        next(rows, None)
        for question, document, grade in rows:
            found = judged.setdefault(question, _Judgements())
            if int(grade) > 0:
                found.relevant[document] = int(grade)
            elif int(grade) < 0:
                found.left_out.add(document)
    return judged


def _records(path: Path) -> Iterator[Record]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(_there(path), "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


@contextmanager
def _form_of(folder: Path) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, OSError, EOFError) as error:
        raise DataUnreadableError(
            f"The data in {folder} cannot be read: {error!r}.", f"Compare it with the forms in {Path(__file__).name}."
        ) from error


def _there(path: Path) -> Path:
    if not path.is_file():
        raise _missing(path)
    return path


def _missing(path: Path) -> DataMissingError:
    return DataMissingError(
        f"There is no {path}.",
        "Name the folder that holds relevance/, extraction/, pages/ and scale/, or leave a harness out with --only.",
    )

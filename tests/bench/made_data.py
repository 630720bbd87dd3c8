"""A folder of data as `python -m bench` wants it, tiny and made for tests."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

DOCUMENTS = (
    {"_id": "asylum", "title": "Asylum", "text": "People who flee must be able to ask for asylum at the border."},
    {"_id": "prison", "title": "Prison", "text": "Prisoners of conscience must be released from prison at once."},
    {"_id": "source", "title": "", "text": "May people ask for asylum at the border?"},
)
QUESTIONS = (
    {"_id": "1", "text": "May people ask for asylum at the border?"},
    {"_id": "2", "text": "Who must be released from prison?"},
    {"_id": "3", "text": "A question that nobody judged."},
    {"_id": "4", "text": "A question without a relevant document."},
)
JUDGEMENTS = "query-id\tcorpus-id\tscore\n1\tasylum\t2\n1\tsource\t-1\n2\tprison\t1\n2\tasylum\t0\n4\tasylum\t0\n"

PARAGRAPHS = (
    "The authorities must release every prisoner of conscience at once and without conditions.",
    "The law must protect the people who seek asylum at the border, whatever their papers say.",
    "The police must investigate every attack on journalists and bring those who did it before a court.",
)
PAGE = "<html lang=en><title>{0}</title><nav>Home</nav><article><h1>{0}</h1>{1}</article></html>"


def lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """Write JSON Lines, gzipped where the name says so."""
    text = "".join(f"{json.dumps(record)}\n" for record in records).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


def make_data(folder: Path) -> Path:
    """Fill a folder."""
    collection, html, scale = folder / "relevance" / "made", folder / "extraction" / "html", folder / "scale"
    for room in (collection, html, scale):
        room.mkdir(parents=True)
    lines(collection / "corpus.jsonl", DOCUMENTS)
    lines(collection / "queries.jsonl", QUESTIONS)
    (collection / "qrels.tsv").write_text(JUDGEMENTS, encoding="utf-8")
    page = PAGE.format("Made for a test", "".join(f"<p>{text}</p>" for text in PARAGRAPHS))
    (html / "page.html.gz").write_bytes(gzip.compress(page.encode()))
    truth = {"page": {"articleBody": "\n\n".join(PARAGRAPHS), "url": "https://made.example/"}}
    (folder / "extraction" / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (folder / "pages").mkdir()
    (folder / "pages" / "made.html").write_text(
        page.replace("<nav>", "<meta name=date content=2025-03-27><nav>"), encoding="utf-8"
    )
    promise = {
        "file": "made.html",
        "must_contain": ["prisoner", "nowhere"],
        "must_not_contain": ["Home"],
        "gold_date": "2025-03-27",
    }
    (folder / "pages" / "expected.json").write_text(json.dumps([promise]), encoding="utf-8")
    statements = ({"id": f"s{number}", "title": f"Made {number}", "paragraphs": PARAGRAPHS} for number in range(4))
    lines(scale / "statements.jsonl.gz", statements)
    return folder

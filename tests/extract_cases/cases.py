"""The cases as files: a folder each, with the page and the statement that is expected of it."""

import json
from pathlib import Path

from indexer.extract import extract
from indexer.statement import Json, statement_to_json

FOLDER = Path(__file__).parent
SOURCE, EXPECTED = "source.html", "expected.json"


def slugs() -> list[str]:
    """Return the names of all cases."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{SOURCE}"))


def found(slug: str) -> Json:
    """Return what is read of a case's page now."""
    page = (FOLDER / slug / SOURCE).read_bytes()
    return statement_to_json(extract(page, path=f"{slug}.html", kind="html"))


def expected(slug: str) -> Json | None:
    """Return what should be read of it, or None where nobody has said so yet."""
    path = FOLDER / slug / EXPECTED
    record: Json | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return record


def pretty(record: Json | None) -> str:
    """Return a statement as its file has it."""
    return "" if record is None else json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def write(slug: str, record: Json) -> None:
    """Keep a statement as what is expected."""
    (FOLDER / slug / EXPECTED).write_text(pretty(record), encoding="utf-8")

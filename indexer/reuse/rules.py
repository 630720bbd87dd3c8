"""What counts as said before: the numbers of `reuse.toml`."""

from dataclasses import dataclass
from functools import cache

from indexer.tables import shipped_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers that reuse is told by; `reuse.toml` says what each does."""

    least_words: int
    most_words: int
    likeness: float
    candidates: int
    most_runs: int
    share: float
    least_text: int
    least_met: float
    most_copies: int
    queries: int
    most_lines: int
    places: int


@cache
def load_rules() -> Rules:
    """Return the rules that ship."""
    table = shipped_table("indexer.reuse", "reuse.toml")
    return Rules(
        **table["line"],
        **table["near"],
        share=table["copy"]["share"],
        least_text=table["copy"]["words"],
        least_met=table["copy"]["met"],
        most_copies=table["copy"]["most"],
        queries=table["statement"]["queries"],
        most_lines=table["statement"]["most_lines"],
        places=table["statement"]["places"],
    )

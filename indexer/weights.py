"""What counts how much in the order of hits: the numbers of `weights.toml`."""

from dataclasses import dataclass
from functools import cache

from indexer.statement import Paragraph
from indexer.tables import shipped_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The numbers that ranking goes by; `weights.toml` says what each does."""

    k1: float
    b: float
    body: float
    title: float
    speaker: float
    exact: float
    synonym: float
    function_word: float
    character: float
    near: float
    near_within: int
    others: float
    emphasised: float
    roles: dict[str, float]

    def of(self, paragraph: Paragraph) -> float:
        """Return what a paragraph's score is multiplied by."""
        return self.roles.get(paragraph.role.value, 1.0) * (self.emphasised if paragraph.emphasised else 1.0)


@cache
def load_weights() -> Weights:
    """Return the weights that ship."""
    table = shipped_table("indexer", "weights.toml")
    paragraph = dict(table["paragraph"])
    return Weights(
        **table["bm25"],
        **table["fields"],
        **table["forms"],
        near=table["near"]["boost"],
        near_within=table["near"]["within"],
        others=table["statement"]["others"],
        emphasised=paragraph.pop("emphasised"),
        roles=paragraph,
    )

"""Reuse by brute force: every line against every other, without keys, runs or an engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from indexer.analysis import Analyser
from indexer.fields import SILENT_ROLES, paragraph_language
from indexer.reuse.lines import Terms, lines_of
from indexer.reuse.order import Moment, moment
from indexer.reuse.rules import Rules
from indexer.statement import Statement

_AT_ONCE = 64
_SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class Everything:
    """All lines of all statements; a word is written as one character, so that lines are compared as strings.

    `uses` holds the statements that have a line, each with its moment, by the line.
    """

    statements: Sequence[Statement]
    rules: Rules
    uses: dict[str, dict[str, Moment]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    terms: dict[str, Terms] = field(default_factory=dict)
    _letters: dict[str, str] = field(default_factory=dict)
    _text: str = ""
    _ends: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        analyser, texts, length = Analyser(), [], 0
        for statement in sorted(self.statements, key=moment):
            self._ends[statement.id] = length
            for line in lines_of(statement, analyser, self.rules):
                if line.telling:
                    written = self._written(line.terms)
                    self.terms[written] = line.terms
                    self.uses.setdefault(written, {})[statement.id] = moment(statement)
                    self.lines.setdefault(statement.id, []).append(written)
            for paragraph in statement.paragraphs:
                if paragraph.role not in SILENT_ROLES:
                    tokens = analyser.tokens(paragraph.text, paragraph_language(paragraph, statement))
                    texts.append(self._written(token.exact for token in tokens) + "\0")
                    length += len(texts[-1])
        self._text = "".join(texts)

    def stands_before(self, line: str, identity: str) -> bool:
        """Tell whether a paragraph of a statement that is earlier than this one has a line, word for word."""
        return self._text.find(line, 0, self._ends[identity]) >= 0

    def alike(self, lines: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each of some lines with the lines that are like it, itself left out."""
        known = list(self.uses)
        for start in range(0, len(lines), _AT_ONCE):
            some = lines[start : start + _AT_ONCE]
            degrees = cdist(
                some, known, scorer=Indel.normalized_similarity, score_cutoff=self.rules.likeness, dtype=np.float32
            )
            for line, row in zip(some, degrees, strict=True):
                yield line, tuple(known[at] for at in np.flatnonzero(row).tolist() if known[at] != line)

    def recurring(self) -> Mapping[Terms, frozenset[str]]:
        """Return the lines that several statements have, with these."""
        return {self.terms[line]: frozenset(used) for line, used in self.uses.items() if len(used) > 1}

    def _written(self, terms: Iterable[str]) -> str:
        return "".join(self._letters.get(term) or self._letter(term) for term in terms)

    def _letter(self, term: str) -> str:
        point = len(self._letters) + 1
        return self._letters.setdefault(term, chr(point if point < _SURROGATES.start else point + len(_SURROGATES)))

"""What an engine found to what a reader is shown: paragraphs with their marks and their addresses."""

from dataclasses import dataclass
from urllib.parse import quote

from indexer import fields
from indexer.analysis import RememberingAnalyser
from indexer.anchors import anchor
from indexer.budget import UNBOUNDED, Budget
from indexer.engine import Engine, Explanation, FoundParagraph, FoundStatement
from indexer.highlight import MAX_MARKED, Span, highlight
from indexer.plan import Wanted
from indexer.results import Hit, HitParagraph
from indexer.statement import Paragraph, Role, Statement, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """Shows what was found, within a budget; with `explained`, also why each paragraph has its score."""

    engine: Engine
    analyser: RememberingAnalyser
    base_url: str
    explained: bool = False
    budget: Budget = UNBOUNDED

    def hit(self, found: FoundStatement, wanted: Wanted, *, partial: bool) -> Hit:
        """Return a statement with its best paragraphs.

        :raise QueryTooCostlyError: if the budget is used up before all of them are marked.
        """
        summary = found.summary
        return Hit(
            statement=summary,
            title_highlights=highlight(summary.title, summary.language, wanted.title_marks, self.analyser),
            score=found.score,
            paragraphs=tuple(self._paragraph(summary, each, wanted) for each in found.paragraphs),
            matching=found.matching,
            partial=partial,
        )

    def marks(self, statement: Statement, wanted: Wanted) -> dict[int, tuple[Span, ...]]:
        """Return what is marked in a whole statement: spans by paragraph number; 0 is the title.

        Of a statement of more than `MAX_MARKED` characters, what lies beyond them is not.
        """
        spans: dict[int, tuple[Span, ...]] = {}
        room = MAX_MARKED
        for paragraph in statement.paragraphs:
            if paragraph.role not in fields.SILENT_ROLES and room > 0:
                language = fields.paragraph_language(paragraph, statement)
                spans[paragraph.number] = highlight(paragraph.text[:room], language, wanted.text_marks, self.analyser)
                room -= len(paragraph.text)
        titles = {each.number: each.text for each in statement.paragraphs if each.role is Role.TITLE}
        for number, text in {0: statement.title, **titles}.items():
            spans[number] = highlight(text, statement.language, wanted.title_marks, self.analyser)
        return {number: found for number, found in spans.items() if found}

    def _paragraph(self, summary: Summary, found: FoundParagraph, wanted: Wanted) -> HitParagraph:
        self.budget.check()
        paragraph = found.paragraph
        language = paragraph.language or summary.language
        return HitParagraph(
            number=paragraph.number,
            role=paragraph.role,
            text=paragraph.text,
            speaker=paragraph.speaker,
            speaker_title=paragraph.speaker_title,
            language=language,
            highlights=highlight(paragraph.text, language, wanted.text_marks, self.analyser),
            emphasised=paragraph.emphasised,
            quoted=paragraph.quoted,
            permalink=permalink(self.base_url, summary.id, paragraph),
            score=found.score,
            explanation=self._explanation(summary, paragraph, wanted) if self.explained else None,
        )

    def _explanation(self, summary: Summary, paragraph: Paragraph, wanted: Wanted) -> Explanation | None:
        return self.engine.explain(wanted.clause, summary.id, paragraph.number, self.budget)


def permalink(base_url: str, identity: str, paragraph: Paragraph) -> str:
    """Return the address of a paragraph: its anchor for the server, its number for the browser to scroll to."""
    return f"{base_url}/s/{quote(identity, safe='')}?p={anchor(paragraph)}#p{paragraph.number}"

"""What an engine found to what a reader is shown: paragraphs with their marks and their addresses."""

from dataclasses import dataclass
from urllib.parse import quote

from indexer import fields
from indexer.analysis import RememberingAnalyser
from indexer.anchors import anchor
from indexer.engine import Engine, FoundParagraph, FoundStatement
from indexer.highlight import Span, highlight
from indexer.plan import Wanted
from indexer.results import Hit, HitParagraph
from indexer.statement import Paragraph, Role, Statement, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """Shows what was found; with `explained`, also why each paragraph has its score."""

    engine: Engine
    analyser: RememberingAnalyser
    base_url: str
    explained: bool = False

    def hit(self, found: FoundStatement, wanted: Wanted, *, partial: bool) -> Hit:
        """Return a statement with its best paragraphs."""
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
        """Return what is marked in a whole statement: spans by paragraph number; 0 is the title."""
        spans = {
            paragraph.number: highlight(
                paragraph.text, fields.paragraph_language(paragraph, statement), wanted.text_marks, self.analyser
            )
            for paragraph in statement.paragraphs
            if paragraph.role not in fields.SILENT_ROLES
        }
        titles = {each.number: each.text for each in statement.paragraphs if each.role is Role.TITLE}
        for number, text in {0: statement.title, **titles}.items():
            spans[number] = highlight(text, statement.language, wanted.title_marks, self.analyser)
        return {number: found for number, found in spans.items() if found}

    def _paragraph(self, summary: Summary, found: FoundParagraph, wanted: Wanted) -> HitParagraph:
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
            explanation=self.engine.explain(wanted.clause, summary.id, paragraph.number) if self.explained else None,
        )


def permalink(base_url: str, identity: str, paragraph: Paragraph) -> str:
    """Return the address of a paragraph: its anchor for the server, its number for the browser to scroll to."""
    return f"{base_url}/s/{quote(identity, safe='')}?p={anchor(paragraph)}#p{paragraph.number}"

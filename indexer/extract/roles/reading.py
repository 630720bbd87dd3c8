"""Blocks to paragraphs: roles, repeated text, speakers, and the rules that decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.extract.page.content import Block
from indexer.extract.roles.captions import credit
from indexer.extract.roles.folds import Fold, folds
from indexer.extract.roles.markup import Ruled
from indexer.extract.voices.attributions import attributions, sources
from indexer.extract.voices.marks import MarkStyle, mark_style
from indexer.extract.voices.names import Person
from indexer.extract.voices.saying import Saying, saying_in
from indexer.extract.voices.speakers import Line, Spoken, introduced, speakers
from indexer.statement import Paragraph, Role

RUNNING = frozenset([Role.INTRO, Role.BODY, Role.LIST_ITEM, Role.HEADING])
"""Roles of running text, in which quotations open and close."""


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph, and the rule that gave it its role."""

    paragraph: Paragraph
    rule: str


def read_paragraphs(blocks: Sequence[Block], ruled: Sequence[Ruled], language: str | None) -> tuple[ReadParagraph, ...]:
    """Return the paragraphs of a statement in order, numbered from 1; `ruled` holds each block's role so far."""
    texts = [block.text for block, (role, _) in zip(blocks, ruled, strict=True) if role is not Role.BOILERPLATE]
    return _Reader(blocks, ruled, mark_style(texts, language), saying_in(language)).read()


class _Reader:
    """Reads one statement: each step knows what the ones before it found."""

    def __init__(self, blocks: Sequence[Block], ruled: Sequence[Ruled], style: MarkStyle, saying: Saying) -> None:
        self._blocks = blocks
        self._roles = [role for role, _ in ruled]
        self._rules = [rule for _, rule in ruled]
        self._style = style
        self._saying = saying
        self._introduced: dict[int, Person] = {}
        self._attributed: Mapping[int, int] = {}
        self._sources: dict[int, Person] = {}
        self._folds: Mapping[int, Fold] = {}
        self._spoken: dict[int, Spoken] = {}

    def read(self) -> tuple[ReadParagraph, ...]:
        self._find_introductions()
        self._find_attributions()
        self._fold_repeats()
        self._find_speakers()
        self._speak_block_quotes()
        self._speak_repeats()
        emphasised = {each for fold in self._folds.values() if fold.role for each in fold.sources}
        return tuple(
            ReadParagraph(self._paragraph(number, is_emphasised=number in emphasised), self._rules[number])
            for number in range(len(self._blocks))
        )

    def _find_introductions(self) -> None:
        for number, block in enumerate(self._blocks):
            if self._roles[number] is Role.BODY:
                person = introduced(block.text, self._style, self._saying)
                if person is not None:
                    self._introduced[number] = person
                    self._give(number, Role.INTRO, "names a speaker and ends with a colon")

    def _find_attributions(self) -> None:
        known = {person.name: person for person in self._introduced.values()}
        found = attributions(self._blocks, self._roles, known, self._saying)
        self._attributed = {number: above for number, above in found.items() if number not in self._introduced}
        self._sources = sources(self._blocks, self._attributed, known, self._saying)
        for number in self._attributed:
            if self._roles[number] is not Role.ATTRIBUTION:
                self._give(number, Role.ATTRIBUTION, "name and title below a quotation")

    def _fold_repeats(self) -> None:
        self._folds = folds(self._blocks, self._roles, frozenset(self._attributed.values()))
        for number, fold in self._folds.items():
            if fold.role is not None:
                self._give(number, fold.role, "repeats other paragraphs")

    def _find_speakers(self) -> None:
        running = [number for number, role in enumerate(self._roles) if role in RUNNING]
        lines = [
            Line(
                self._blocks[number].text,
                is_heading=self._roles[number] is Role.HEADING,
                introduces=self._introduced.get(number),
            )
            for number in running
        ]
        self._spoken = dict(zip(running, speakers(lines, self._style, self._saying), strict=True))
        for number, person in self._sources.items():
            self._speak_attributed(number, person)

    def _speak_attributed(self, number: int, person: Person) -> None:
        """Let the source named below a paragraph speak it; text that nothing quotes becomes a quotation by that."""
        spoken = self._spoken.get(number)
        if spoken is not None and not spoken.quoted and self._roles[number] is Role.BODY:
            self._give(number, Role.BLOCK_QUOTE, "attribution below")
        if spoken is None or spoken.person is None:
            self._spoken[number] = Spoken(quoted=True, person=person, evidence="attribution")

    def _speak_block_quotes(self) -> None:
        for number, role in enumerate(self._roles):
            if role is Role.BLOCK_QUOTE and number not in self._spoken:
                person = self._introduced.get(number - 1)
                own = Spoken(person=person, evidence="introduction") if person else self._own_clause(number)
                self._spoken[number] = replace(own, quoted=True)

    def _own_clause(self, number: int) -> Spoken:
        """Return who speaks a block quote by its own marks and clause, and by nothing that stands outside it."""
        return speakers([Line(self._blocks[number].text)], self._style, self._saying)[0]

    def _speak_repeats(self) -> None:
        """Let repeated text be spoken by whom its own attribution names, or else by whom its sources are."""
        for number, fold in self._folds.items():
            if fold.role is None:
                continue
            own = self._spoken.get(number, Spoken())
            said = [self._spoken[each] for each in fold.sources if self._spoken.get(each, Spoken()).person]
            persons = {each.person for each in said}
            if own.person is None and len(persons) == 1:
                own = replace(own, person=said[0].person, evidence="repeated text")
            elif (
                own.person is not None
                and own.person.title is None
                and own.person.name in {p.name for p in persons if p}
            ):
                own = replace(own, person=said[0].person)
            is_quoted = own.quoted or any(self._spoken.get(each, Spoken()).quoted for each in fold.sources)
            self._spoken[number] = replace(own, quoted=is_quoted or fold.role is Role.PULL_QUOTE)

    def _give(self, number: int, role: Role, rule: str) -> None:
        self._roles[number], self._rules[number] = role, rule

    def _paragraph(self, number: int, *, is_emphasised: bool) -> Paragraph:
        block, role = self._blocks[number], self._roles[number]
        spoken = self._spoken.get(number, Spoken())
        fold = self._folds.get(number)
        above = self._attributed.get(number)
        return Paragraph(
            number=number + 1,
            role=role,
            text=block.text,
            speaker=spoken.person.name if spoken.person else None,
            speaker_title=spoken.person.title if spoken.person else None,
            evidence=spoken.evidence,
            quoted=spoken.quoted,
            emphasised=is_emphasised,
            repeats=tuple(each + 1 for each in fold.sources) if fold else (),
            attributes=None if above is None else above + 1,
            credit=credit(block.text) if role is Role.CAPTION else None,
        )

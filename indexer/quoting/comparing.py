"""What differs between a quotation and the words of the archive, and what of it an editor may do."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from indexer.analysis import surface_words
from indexer.quoting.aligning import Aligned, Piece, Step
from indexer.quoting.answers import Difference, Hidden, Kind, Operation
from indexer.quoting.editing import Beside, Part, added, at_edge, closing, hidden, inserted, leaves_scraps, seam
from indexer.quoting.passage import Joint, Passage
from indexer.quoting.rules import Rules
from indexer.quoting.sentences import is_sentence
from indexer.quoting.turning import is_number
from indexer.quoting.writing import differ_in_points_alone, is_same_number, signs, spelled

_KINDS = {
    Operation.LEFT_OUT: Kind.LEFT_OUT,
    Operation.ADDED: Kind.ADDED,
    Operation.CHANGED: Kind.CHANGED,
    Operation.PUNCTUATION: Kind.PUNCTUATION,
    Operation.LETTERS: Kind.LETTERS,
}

GRAVEST_FIRST = (
    Kind.ORDER,
    Kind.JOINED,
    Kind.CHANGED,
    Kind.ADDED,
    Kind.LEFT_OUT,
    Kind.PUNCTUATION,
    Kind.LETTERS,
)

_COSTS = {
    Operation.CHANGED: 1.0,
    Operation.ADDED: 1.0,
    Operation.LEFT_OUT: 0.5,
    Operation.OMITTED: 0.02,
    Operation.BRACKETED: 0.02,
    Operation.PUNCTUATION: 0.1,
    Operation.LETTERS: 0.1,
}
"""What a word, or a sign, of each operation takes from how near a passage is, beside those that agree."""

_NOTHING = Difference(operation=Operation.OMITTED, quoted="…", archive="")
"""An ellipsis that stands for nothing."""

_MOST_LEFT_OUT = 20
"""Words that are left out beyond these cost no more: a gap is a gap."""

_PIECE = 2.0
"""What each further piece costs: one passage is nearer than two."""

_STRAY = 6.5
"""What one of few words costs that is no sentence: a name put in for another stands elsewhere too, and did not move."""


@dataclass(frozen=True)
class Comparison:
    """A quotation beside the pieces that it is made of.

    `hidden` is what its ellipses may not stand for. `agreeing` counts its words that the archive has there, `run` most
    of them in a row; `nearness` orders comparisons.
    """

    pieces: tuple[Piece, ...]
    differences: tuple[Difference, ...]
    kinds: tuple[Kind, ...]
    hidden: tuple[Hidden, ...]
    agreeing: int
    run: int
    nearness: float

    @property
    def agreeing_places(self) -> Set[int]:
        """Return the places of the quotation's words that the archive has there."""
        same = (step.quoted for each in self.pieces for step in each.steps if _is_same(step))
        return {place for first, end in same for place in range(first, end)}

    @property
    def is_verbatim(self) -> bool:
        """Tell whether nothing differs but what an editor may do."""
        return bool(self.pieces) and not self.kinds


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation in one of its readings, beside a text of the archive."""

    passage: Passage
    comparison: Comparison


def compare(passage: Passage, pieces: Sequence[Piece], rules: Rules) -> Comparison:
    """Return what differs between a quotation and the pieces it is made of, which stand in its order."""
    parts = at_edge(passage, 0, _beside(passage, pieces, 0, rules), rules)
    kinds: set[Kind] = set()
    unseen: set[Hidden] = set()
    at = 0
    for number, piece in enumerate(pieces):
        parts += added(passage, at, piece.quoted[0])
        if number:
            kinds.add(seam(pieces[number - 1], piece))
            parts.append(Part(Difference(operation=Operation.MOVED, quoted="", archive=""), 0))
        reading = _Reading(passage, piece, rules)
        parts += reading.parts()
        kinds |= reading.kinds
        unseen |= reading.hidden
        at = piece.quoted[1]
    parts += added(passage, at, len(passage.words))
    parts += at_edge(passage, len(passage.words), _beside(passage, pieces, len(passage.words), rules), rules)
    if pieces and pieces[-1].quoted[1] == len(passage.words):
        parts += closing(passage, pieces[-1])
    kinds |= {_KINDS[each.difference.operation] for each in parts if each.difference.operation in _KINDS}
    if leaves_scraps(passage, rules):
        kinds.add(Kind.JOINED)
        unseen.add(Hidden.SCRAPS)
    agreeing = sum(each.agreeing for each in pieces)
    return Comparison(
        pieces=tuple(pieces),
        differences=tuple(each.difference for each in parts),
        kinds=tuple(each for each in GRAVEST_FIRST if each in kinds),
        hidden=tuple(each for each in Hidden if each in unseen),
        agreeing=agreeing,
        run=max(
            (step.quoted[1] - step.quoted[0] for each in pieces for step in each.steps if _is_same(step)), default=0
        ),
        nearness=agreeing - sum(map(_cost, parts)) - _cost_of_pieces(pieces, rules),
    )


def _beside(passage: Passage, pieces: Sequence[Piece], place: int, rules: Rules) -> Beside:
    """Return what the archive has before the first word of a quotation, or behind the last, in its sentence.

    Before it, as much as brackets may stand for; behind it, a word more than they hold.
    """
    joint, before = passage.joints.get(place), place == 0
    if joint is None or not pieces or (pieces[0].quoted[0] if before else pieces[-1].quoted[1]) != place:
        return Beside()
    stream, at = (pieces[0].stream, pieces[0].source[0]) if before else (pieces[-1].stream, pieces[-1].source[1] - 1)
    own = stream.bracketed(at, before=before)
    if own is not None:
        return Beside(own, is_own=True)
    most = rules.joined.bracket if before else len(surface_words(joint.inserted)) + 1
    return Beside(stream.near(at, most, before=before))


class _Reading:
    """Reads the steps of one piece into differences.

    `kinds` are those that no single difference tells, `hidden` what its ellipses may not stand for.
    """

    def __init__(self, passage: Passage, piece: Piece, rules: Rules) -> None:
        self._passage = passage
        self._piece = piece
        self._stream = piece.stream
        self._rules = rules
        self.kinds: set[Kind] = set()
        self.hidden: set[Hidden] = set()

    def parts(self) -> list[Part]:
        """Return the differences of the piece, what agrees among them."""
        found: list[Part] = []
        for number, step in enumerate(self._piece.steps):
            match step.step:
                case Step.SAME:
                    found += self._same(step, is_first=number == 0)
                case Step.CHANGED:
                    found += self._changed(step)
                case Step.NEW:
                    found += added(self._passage, *step.quoted)
                case Step.GONE:
                    found.append(self._gone(step, number))
        return found

    def _same(self, step: Aligned, *, is_first: bool) -> Iterator[Part]:
        first, shift = step.quoted[0], step.source[0] - step.quoted[0]
        begun = first
        for place in range(first, step.quoted[1]):
            starts = place == first
            difference = None if starts else self._sign(place, place + shift)
            if difference is not None:
                if begun < place:
                    yield self._agree(begun, place)
                    begun = place
                yield difference
            is_edge = (starts and is_first) or place in self._passage.joints
            spelling = self._spelling(place, place + shift, is_edge=is_edge)
            if spelling is not None:
                if begun < place:
                    yield self._agree(begun, place)
                yield spelling
                begun = place + 1
        if begun < step.quoted[1]:
            yield self._agree(begun, step.quoted[1])

    def _agree(self, first: int, end: int) -> Part:
        text = self._passage.quoted(first, end)
        return Part(Difference(operation=Operation.SAME, quoted=text, archive=text), end - first)

    def _sign(self, place: int, there: int) -> Part | None:
        """Return how the signs before a word differ, or what an editor put there for nothing."""
        joint = self._passage.joints.get(place)
        if joint is not None:
            return self._put(joint, place) if joint.inserted else Part(_NOTHING, 0)
        quoted, archive = self._passage.before(place), self._stream.between(there)
        if archive is None or "\n" in quoted or signs(quoted) == signs(archive):
            return None
        return Part(Difference(operation=Operation.PUNCTUATION, quoted=quoted, archive=archive), 1)

    def _put(self, joint: Joint, place: int) -> Part:
        """Return what an editor put for nothing; beside a number, another makes one of both."""
        beside = self._passage.quoted(place - 1, place + 1)
        makes_number = is_number(joint.inserted, self._rules) and is_number(beside, self._rules)
        return inserted(replace(joint, makes_number=joint.makes_number or makes_number), "", self._rules)

    def _spelling(self, place: int, there: int, *, is_edge: bool) -> Part | None:
        word = self._passage.words[place]
        quoted, archive = self._passage.quoted(place, place + 1), self._stream.word(there)
        one, other = spelled(quoted), spelled(archive)
        if one == other or word.kept is not None or is_same_number(one, other):
            return None
        if differ_in_points_alone(one, other):
            return Part(Difference(operation=Operation.PUNCTUATION, quoted=quoted, archive=archive), 1)
        if is_edge and one[1:] == other[1:] and one.casefold() == other.casefold():
            return None
        return Part(Difference(operation=Operation.LETTERS, quoted=quoted, archive=archive), 1)

    def _changed(self, step: Aligned) -> Iterator[Part]:
        shift = step.source[0] - step.quoted[0]
        begun = step.quoted[0]
        for place in range(*step.quoted):
            if self._passage.words[place].stands_for(self._stream.exacts[place + shift]):
                yield from self._swapped(begun, place, shift)
                yield self._part(Operation.BRACKETED, (place, place + 1), (place + shift, place + shift + 1))
                begun = place + 1
        yield from self._swapped(begun, step.quoted[1], shift)

    def _swapped(self, first: int, end: int, shift: int) -> Iterator[Part]:
        if first < end:
            yield self._part(Operation.CHANGED, (first, end), (first + shift, end + shift))

    def _gone(self, step: Aligned, number: int) -> Part:
        joint = self._joint(step, number)
        words = step.source[1] - step.source[0]
        if joint is not None and joint.ellipsis:
            what = hidden(self._stream, *step.source, self._rules)
            if what is not None:
                self.kinds.add(Kind.JOINED)
                self.hidden.add(what)
            if joint.inserted and inserted(joint, "", self._rules).difference.operation is Operation.ADDED:
                self.kinds.add(Kind.ADDED)
            return self._part(Operation.OMITTED, step.quoted, step.source, shown=f"… {joint.inserted}".strip())
        if joint is not None and joint.inserted and words <= self._rules.joined.bracket:
            own = self._stream.brackets(*step.source)
            return inserted(joint, self._stream.text(*step.source), self._rules, own=own)
        return self._part(Operation.LEFT_OUT, step.quoted, step.source)

    def _joint(self, step: Aligned, number: int) -> Joint | None:
        """Return what the editor put where words are gone: there, or beside words that were changed with them."""
        steps, near = self._piece.steps, [step.quoted[0]]
        for other in (number - 1, number + 1):
            if 0 <= other < len(steps) and steps[other].step is Step.CHANGED:
                near += range(steps[other].quoted[0], steps[other].quoted[1] + 1)
        return next((self._passage.joints[place] for place in near if place in self._passage.joints), None)

    def _part(self, operation: Operation, quoted: tuple[int, int], source: tuple[int, int], *, shown: str = "") -> Part:
        difference = Difference(
            operation=operation,
            quoted=shown or self._passage.quoted(*quoted),
            archive=self._stream.text(*source),
        )
        return Part(difference, max(quoted[1] - quoted[0], source[1] - source[0]))


def _is_same(step: Aligned) -> bool:
    return step.step is Step.SAME


def _cost_of_pieces(pieces: Sequence[Piece], rules: Rules) -> float:
    longest_first = sorted(pieces, key=lambda each: -each.agreeing)
    return sum(
        _STRAY if each.agreeing < rules.aligning.moved and not is_sentence(each) else _PIECE
        for each in longest_first[1:]
    )


def _cost(part: Part) -> float:
    words = min(part.words, _MOST_LEFT_OUT)
    return _COSTS.get(part.difference.operation, 0.0) * words

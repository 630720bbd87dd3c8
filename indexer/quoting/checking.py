"""Quotations to answers: found, looked for, laid beside what was found, decided."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.analysis import RememberingAnalyser, fold
from indexer.budget import Budget
from indexer.errors import ParameterError
from indexer.messages import say
from indexer.quoting import wording
from indexer.quoting.answers import Checked, CheckedQuotation, Searched, Verdict
from indexer.quoting.candidates import Looker
from indexer.quoting.comparing import Match
from indexer.quoting.deciding import is_altered, nearest, speakers_of, stands
from indexer.quoting.finding import FoundQuotation, FoundQuotations, find_quotations
from indexer.quoting.matching import Matching
from indexer.quoting.passage import Passage, read_passage
from indexer.quoting.pasting import unbroken
from indexer.quoting.placing import places_of
from indexer.quoting.rules import Bounds, Rules, load_rules
from indexer.reading import Reading


def check_quotes(
    text: str, reading: Reading, analyser: RememberingAnalyser, *, base_url: str, budget: Budget, speaker: str | None
) -> Checked:
    """Return what the archive has of each quotation in a text; `speaker` is who is said to have said them all.

    A text without quotation marks is one quotation a paragraph.

    :raise ParameterError: if the text is more than is checked, or has no words.
    :raise QueryTooCostlyError: if the budget is used up before all are checked.
    """
    began = time.perf_counter()
    rules = load_rules()
    _check_length(text, rules.bounds)
    checking = Checking(reading, analyser, base_url, budget, rules)
    found, warnings = checking.all(text, (speaker or "").strip() or None)
    contents = reading.contents
    return Checked(
        verbatim=all(each.verdict is Verdict.VERBATIM for each in found),
        quotations=found,
        searched=Searched(
            statements=contents.statements,
            paragraphs=contents.paragraphs,
            oldest=contents.oldest,
            newest=contents.newest,
        ),
        took_ms=round((time.perf_counter() - began) * 1000, 3),
        warnings=warnings,
    )


@dataclass(frozen=True, slots=True)
class Checking:
    """Checks quotations against one generation, within a budget."""

    reading: Reading
    analyser: RememberingAnalyser
    base_url: str
    budget: Budget
    rules: Rules

    def all(self, text: str, speaker: str | None) -> tuple[tuple[CheckedQuotation, ...], tuple[str, ...]]:
        """Return the answer for each quotation of a text, in its order, and what was not checked.

        :raise ParameterError: if they are too many or too long, or there is none.
        """
        found = find_quotations(text, self.rules.finding)
        if len(found.quotations) > self.rules.bounds.quotations:
            raise ParameterError(
                say(
                    "The text has %(number)s quotations; at most %(most)s are checked at once.",
                    number=len(found.quotations),
                    most=self.rules.bounds.quotations,
                ),
                say("Check the text in parts."),
            )
        if found.whole is not None:
            answer, match = self._one(found.whole, speaker)
            if match is not None and self._is_one(found, answer, match):
                return (answer,), ()
        checked = tuple(self._one(each, speaker)[0] for each in found.quotations)
        if not checked:
            raise ParameterError(say("There are no words to check."), say("Give a quotation, or a text with some."))
        return checked, tuple(wording.unchecked(found, speaker))

    def _is_one(self, found: FoundQuotations, answer: CheckedQuotation, match: Match) -> bool:
        """Tell whether a text with marks within is itself a passage: then its words outside the marks agree too.

        One that begins with a quotation goes on with who said it, in words that need not be the archive's; what is
        longer than that and agrees is a passage.
        """
        if answer.verdict is not Verdict.ALTERED:
            return answer.verdict is not Verdict.NOT_FOUND
        marked = [(each.start - answer.start, each.end - answer.start) for each in found.quotations]
        own = [
            place
            for place, word in enumerate(match.passage.words)
            if not any(start <= word.start < end for start, end in marked)
        ]
        if found.begins and _longest_run(own) <= self.rules.finding.attribution:
            return False
        agreeing = match.comparison.agreeing_places & set(own)
        return len(agreeing) >= self.rules.finding.own_words * len(own)

    def _one(self, found: FoundQuotation, speaker: str | None) -> tuple[CheckedQuotation, Match | None]:
        """Return the answer for a quotation, and the nearest that the archive has."""
        passages = self._passages(found.text)
        answer = CheckedQuotation(
            text=found.text,
            start=found.start,
            end=found.end,
            verdict=Verdict.NOT_FOUND,
            message=wording.not_found(0.0),
            kinds=(),
            share=0.0,
            differences=(),
            places=(),
            places_total=0,
            speaker=speaker,
            speaker_stands=None,
        )
        if not passages:
            return answer, None
        looker = Looker(self.reading.engine, self.reading.lexicon, self.rules.looking, self.budget)
        matching = Matching(looker, self.analyser, self.rules)
        exact, total = matching.exactly(passages)
        if not exact:
            exact = matching.nearly(passages)
            total = len(exact)
        return self._decided(answer, exact, total, speaker), nearest(exact)

    def _decided(
        self, answer: CheckedQuotation, matches: Sequence[Match], total: int, speaker: str | None
    ) -> CheckedQuotation:
        verbatim = [each for each in matches if each.comparison.is_verbatim]
        if verbatim:
            all_verbatim = len(verbatim) == len(matches)
            return self._standing(answer, verbatim, total if all_verbatim else len(verbatim), speaker)
        best = nearest(matches)
        if best is None:
            return answer
        share = best.comparison.agreeing / len(best.passage.words)
        answer = replace(answer, share=round(share, 4), differences=best.comparison.differences)
        answer = replace(answer, places=places_of([best.comparison], self.base_url), places_total=1)
        if not is_altered(best, self.rules.altered):
            return replace(answer, message=wording.not_found(share))
        return replace(
            answer,
            verdict=Verdict.ALTERED,
            kinds=best.comparison.kinds,
            message=wording.altered(best.comparison),
            speaker_stands=None if speaker is None else stands(best.comparison, speaker, self.rules.naming),
        )

    def _standing(
        self, answer: CheckedQuotation, verbatim: Sequence[Match], total: int, speaker: str | None
    ) -> CheckedQuotation:
        """Return the answer for words that stand, wherever they do: places of the speaker who is claimed alone."""
        said = [each for each in verbatim if speaker is None or stands(each.comparison, speaker, self.rules.naming)]
        shown = said or verbatim
        edited = bool(shown[0].passage.joints)
        first = shown[0].comparison
        is_short = len(shown[0].passage.words) < self.rules.finding.least_words
        message = wording.verbatim(first, edited=edited, is_short=is_short)
        if speaker is not None and not said:
            message = wording.other_speaker(speaker, next(iter(speakers_of(verbatim)), None))
        return replace(
            answer,
            verdict=Verdict.OTHER_SPEAKER if speaker is not None and not said else Verdict.VERBATIM,
            message=message,
            share=1.0,
            differences=first.differences if edited else (),
            places=places_of([each.comparison for each in shown], self.base_url),
            places_total=total if speaker is None or not said else len(said),
            speaker_stands=None if speaker is None else bool(said),
        )

    def _passages(self, text: str) -> list[Passage]:
        """Return a quotation as each language of the archive reads it, where they differ, as it is and made whole.

        :raise ParameterError: if it is too long.
        """
        languages = self.reading.contents.languages or ("",)
        written = dict.fromkeys((text, unbroken(text, self._is_word)))
        read = (read_passage(each, language, self.reading.analyser) for each in written for language in languages)
        passages = list({each.exacts: each for each in read if each.words}.values())
        most = self.rules.bounds.words
        for each in passages:
            if len(each.words) > most:
                raise ParameterError(
                    say(
                        "A quotation has %(number)s words; at most %(most)s are checked.",
                        number=len(each.words),
                        most=most,
                    ),
                    say("Check it in parts."),
                )
        return passages

    def _is_word(self, word: str) -> bool:
        return self.reading.lexicon.paragraphs(fold(word)) > 0


def _longest_run(places: Sequence[int]) -> int:
    """Return how many of some places in order follow each other at most."""
    longest = length = 0
    for at, place in enumerate(places):
        length = length + 1 if at and places[at - 1] == place - 1 else 1
        longest = max(longest, length)
    return longest


def _check_length(text: str, bounds: Bounds) -> None:
    if len(text) > bounds.characters:
        raise ParameterError(
            say(
                "The text has %(number)s characters; at most %(most)s are checked.",
                number=len(text),
                most=bounds.characters,
            ),
            say("Check the text in parts."),
        )

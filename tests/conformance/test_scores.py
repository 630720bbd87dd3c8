"""What an engine scores, and how it explains that."""

import pytest

from indexer.clauses import (
    AllOf,
    AnyForm,
    DayRange,
    Everything,
    Form,
    Preferring,
    Term,
    TermsNear,
    describe,
)
from indexer.engine import Request, Sort
from indexer.fields import ROLE, TEXT, first_day
from indexer.statement import Role
from indexer.weights import load_weights
from tests.conformance import random_clauses
from tests.conformance.comparing import CLOSE, opened, scores
from tests.conformance.declared import DECLARED
from tests.conformance.trying import tries
from tests.made import paragraph, statement


@tries(60, random_clauses.archives_and_clauses())
def test_what_a_score_is_made_of_adds_up_to_it(engine, drawn):
    statements, clause = drawn
    tolerance = DECLARED[engine].tolerance
    with opened(engine, statements) as reader:
        found = scores(reader, clause)
        for made in statements:
            for each in made.paragraphs:
                told = reader.explain(clause, made.id, each.number)
                assert (told is None) == ((made.id, each.number) not in found)
                if told:
                    assert told.score == pytest.approx(found[made.id, each.number], rel=1e-6, abs=tolerance)
                    assert sum(part.score for part in told.parts) == pytest.approx(told.score, abs=CLOSE)


def test_a_hit_has_its_best_paragraphs_first_and_counts_them_all(engine):
    made = statement("a", "rights", "rights and many other words of no interest", "rights rights rights", "nothing")
    with opened(engine, [made]) as reader:
        (hit,) = reader.find(Request(clause=Term(TEXT, "rights"), paragraphs=2)).hits
    scores = [each.score for each in hit.paragraphs]
    assert hit.matching == 3
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert hit.score > scores[0]


def test_a_statement_scores_as_its_best_paragraph_and_a_little_of_the_others(engine):
    made = [statement("a", "rights", "rights", "rights", "rights", title="t"), statement("b", "rights", title="t")]
    with opened(engine, made) as reader:
        several, one = reader.find(Request(clause=Term(TEXT, "rights"), paragraphs=9)).hits
    each = one.score
    assert [found.score for found in several.paragraphs] == [each] * 4
    share = load_weights().others * (1 + 1 / 2 + 1 / 3)
    assert several.score == pytest.approx(each * (1 + share), abs=CLOSE)


def test_an_enormous_boost_keeps_the_order(engine):
    made = [statement("a", "rights and many other words", "rights"), statement("b", "rights rights", "rights")]
    with opened(engine, made) as reader:
        plain = reader.find(Request(clause=Term(TEXT, "rights"))).hits
        boosted = reader.find(Request(clause=Term(TEXT, "rights", 1e15))).hits
    assert [hit.summary.id for hit in boosted] == [hit.summary.id for hit in plain]
    assert [hit.score / 1e15 for hit in boosted] == pytest.approx([hit.score for hit in plain], rel=1e-4)


def test_what_filters_changes_no_score_and_no_explanation(engine):
    # A shard that has no such day, or no paragraph of such a number, tells no less of what a word counts.
    others = [statement(f"s{number}", "rights", published="2024") for number in range(12)]
    made = [*others, statement("t", *["x"] * 8, "rights", published="2025")]
    clause = AllOf((Term(TEXT, "rights"), DayRange(first_day("2025"), first_day("2026"))))
    tolerance = DECLARED[engine].tolerance
    with opened(engine, made) as reader:
        score = scores(reader, Term(TEXT, "rights"))["t", 9]
        assert scores(reader, clause) == pytest.approx({("t", 9): score}, abs=tolerance)
        assert reader.explain(clause, "t", 9).score == pytest.approx(score, abs=tolerance)


def test_an_explanation_names_the_forms_and_the_weight(engine):
    made = statement("a", paragraph(1, "rights and a right", Role.CAPTION), "nothing")
    forms = (Form(TEXT, "rights", 0.5), Form(TEXT, "nowhere"), Form(TEXT, "right", 0.25))
    clause = Preferring(AnyForm(forms, 2.0), (Term(ROLE, "caption", 0.0), TermsNear(TEXT, ("a", "rights"), 3)))
    with opened(engine, [made]) as reader:
        told = reader.explain(clause, "a", 1)
        assert reader.explain(clause, "a", 2) is None
        assert reader.explain(clause, "a", 3) is None
        assert reader.explain(clause, "b", 1) is None
        assert told.score == pytest.approx(scores(reader, clause)["a", 1], abs=DECLARED[engine].tolerance)
    word, near, weight = told.parts
    assert told.what == "score"
    assert word.what == describe(AnyForm(forms, 2.0))
    assert [part.what for part in word.parts] == ["text:rights^0.5", "text:right^0.25"]
    assert word.parts[0].score == pytest.approx(2 * word.parts[1].score, rel=1e-4)
    assert near.what == 'text:"a rights"~3'
    assert weight.what == "paragraph weight ×0.4 (caption)"
    assert weight.score == pytest.approx(-0.6 * (word.score + near.score))


def test_equal_scores_stand_newest_first_then_by_id(engine):
    made = [
        statement("c", "rights", published="2024-01-01", title="t"),
        statement("a", "rights", title="t"),
        statement("d", "rights", published="2024-01-01", title="t"),
        statement("b", "rights", published="2025", title="t"),
    ]
    with opened(engine, made, batches=2) as reader:
        hits = reader.find(Request(clause=Term(TEXT, "rights"))).hits
    assert [hit.summary.id for hit in hits] == ["b", "c", "d", "a"]


def test_statements_without_a_date_come_last_in_both_orders_of_time(engine):
    dates = {"a": None, "b": "2024", "c": "2025-01-02"}
    made = [statement(name, "rights", published=date) for name, date in dates.items()]
    with opened(engine, made) as reader:
        ordered = {
            sort: [hit.summary.id for hit in reader.find(Request(clause=Term(TEXT, "rights"), sort=sort)).hits]
            for sort in (Sort.NEWEST, Sort.OLDEST)
        }
    assert ordered == {Sort.NEWEST: ["c", "b", "a"], Sort.OLDEST: ["b", "c", "a"]}


def test_a_boost_of_nothing_filters_without_scoring(engine):
    with opened(engine, [statement("a", "rights")]) as reader:
        assert [hit.score for hit in reader.find(Request(clause=Term(TEXT, "rights", 0.0))).hits] == [0.0]
        assert [hit.score for hit in reader.find(Request(clause=Everything())).hits] == [0.0]


def test_captions_weigh_less_and_emphasised_paragraphs_more(engine):
    made = [
        statement("caption", paragraph(1, "rights", Role.CAPTION)),
        statement("emphasised", paragraph(1, "rights", emphasised=True)),
        statement("plain", "rights"),
    ]
    with opened(engine, made) as reader:
        hits = reader.find(Request(clause=Term(TEXT, "rights"))).hits
    assert [hit.summary.id for hit in hits] == ["emphasised", "plain", "caption"]

"""Queries as people write them, planned and answered: what an engine finds is what the oracle finds."""

from hypothesis import strategies as st

from indexer.analysis import Analyser
from indexer.engine import Group
from indexer.lexicon import Lexicon
from indexer.plan import Planner
from indexer.thesaurus import make_thesaurus
from tests.conformance import random_archives
from tests.conformance.comparing import assert_same, opened
from tests.conformance.trying import tries


@tries(80, random_archives.statements(), random_archives.queries, st.sampled_from(Group), st.integers(1, 3))
def test_what_matches_is_what_the_oracle_finds(engine, statements, query, group, batches):
    with opened(engine, statements, batches=batches) as reader:
        analyser, lexicon = Analyser(), Lexicon(reader)
        thesaurus = make_thesaurus(analyser, lexicon.acronyms, reader.contents().languages)
        plan = Planner(analyser, lexicon, thesaurus, reader.contents().languages).plan(query)
        for wanted in filter(None, (plan.strict, plan.relaxed, plan.loosest)):
            assert_same((engine, reader), statements, wanted.clause, group)

"""The harness that holds a cluster's ranking against one machine's."""

import pytest

from bench import __main__ as command
from bench import parity
from indexer.errors import SettingError
from tests.bench.made_data import make_data
from tests.opensearch.tested import needs_cluster


@needs_cluster
def test_parity_asks_both_engines_the_same_and_leaves_nothing_on_the_cluster(tmp_path):
    outcome = parity.measure(make_data(tmp_path))
    assert outcome.tables[0].rows == [("made (2 questions)", "1.0000", "1.0000", "1.0000")]
    assert [figure.value for figure in outcome.figures] == [1.0]


def test_nearness_is_the_same_whichever_is_better():
    pairs = [parity.Pair("made", 1, *both) for both in ((0.99, 1.0), (1.0, 0.99))]
    assert [pair.nearness for pair in pairs] == [pytest.approx(0.99)] * 2
    assert parity.Pair("made", 1, 0.0, 0.0).nearness == 1


def test_without_a_cluster_parity_is_left_out_and_said_to_be(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv(parity.VARIABLE, raising=False)
    assert parity.HARNESS not in command._possible()
    assert "Left out: parity, as ONRECORD_OPENSEARCH_URL names no cluster." in capsys.readouterr().out
    with pytest.raises(SettingError, match="no cluster"):
        parity.measure(tmp_path)

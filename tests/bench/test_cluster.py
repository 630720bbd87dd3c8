"""The harness of a cluster, on tiny made data: what needs no cluster of it."""

from bench.asking import Asked, processors, questions, race
from bench.cluster import figures
from bench.cluster_tables import Contestant, Measured, tables
from bench.filling import fill
from bench.nodes import Held
from bench.onrecord import open_unkept
from bench.pacing import Paced
from bench.prepared import prepare, prepared
from indexer.engines.opensearch.bulk import PACE
from tests.bench.made_data import make_data


def filled(folder):
    """Prepare statements, and fill an archive of Tantivy with them."""
    data = make_data(folder)
    prepare(data, 12, folder / "kept")
    return list(prepared(folder / "kept")), fill("tantivy", folder / "kept", folder / "index", {})


def measured(folder):
    statements, took = filled(folder)
    archive = open_unkept(folder / "index")
    asked = questions(statements, 2)
    timings = race(asked, [archive])[0]
    spent = processors(asked, archive, lambda: 0.0)
    archive.close()
    held = Held(documents=12, size=24_000_000, segments=1, kinds={"terms": 12_000})
    ours = Contestant("ours", took, held, timings, spent)
    peer = Contestant("peer", took, None, timings, spent)
    return Measured(12, (peer, ours), {"ours": [Paced(PACE, 12, 12_000_000, 2.0, 0.5)]}, 1.0)


def test_what_is_prepared_fills_an_archive_with_all_of_it(tmp_path):
    statements, took = filled(tmp_path)
    assert took.paragraphs == sum(len(each.paragraphs) for each in statements) >= 12
    archive = open_unkept(tmp_path / "index")
    assert {each.id for each in archive.summaries()} == {each.statement.id for each in statements}
    archive.close()


def test_what_was_prepared_is_not_prepared_again(tmp_path):
    data = make_data(tmp_path)
    (tmp_path / "kept").write_bytes(b"as it was")
    prepare(data, 12, tmp_path / "kept")
    assert (tmp_path / "kept").read_bytes() == b"as it was"


def test_every_kind_of_question_is_asked_and_told(tmp_path):
    found = measured(tmp_path)
    assert {each.kind for each in found.contestants[0].took} == set(Asked)
    filling, held, paces, again, first, spent = tables(found)
    assert [row[0] for row in filling.rows] == ["peer", "ours"]
    assert held.rows == [("ours", "24.0", "1", "2000000", "1000")]
    assert paces.rows == [("ours: 3 × 6 MiB", "6", "6.0", "24")]
    for table in (again, first, spent):
        assert [row[0] for row in table.rows] == list(Asked)
        assert list(table.columns) == ["question", "peer", "ours"]


def test_figures_hold_the_first_cluster_against_the_peer(tmp_path):
    assert [each.value for each in figures(measured(tmp_path))] == [1.0, 1.0]

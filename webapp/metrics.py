"""Figures for Prometheus, where the operator asks for them: how often, how fast, and how old the index is; no words.

Several processes count together where `PROMETHEUS_MULTIPROC_DIR` names a folder: prometheus_client's own way.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response
from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from indexer.errors import ArchiveError
from webapp.holder import ArchiveHolder
from webapp.observing import Observation

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper ends of the histogram's steps: answers take milliseconds, and a second is the most that one may."""

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The counts of this process, and what `/metrics` tells of all."""

    def __init__(self, holder: ArchiveHolder) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types
        own = CollectorRegistry()
        self._requests = Counter("onrecord_requests", "Requests answered.", ["method", "route", "status"], registry=own)
        self._seconds = Histogram(
            "onrecord_request_seconds",
            "Seconds from the first byte read to the last one sent.",
            ["route"],
            buckets=SECONDS,
            registry=own,
        )
        self._told = CollectorRegistry() if os.environ.get(FOLDER_VARIABLE) else own
        if self._told is not own:
            MultiProcessCollector(self._told)  # type: ignore[no-untyped-call]  # it has no types
        self._told.register(ArchiveCollector(holder))

    def count(self, observation: Observation) -> None:
        """Count a request that was answered."""
        self._requests.labels(observation.method, observation.route, str(observation.status)).inc()
        self._seconds.labels(observation.route).observe(observation.seconds)

    def text(self) -> bytes:
        """Return the figures in Prometheus' own form."""
        return generate_latest(self._told)


class ArchiveCollector(Collector):
    """Tells of the archive that answers now."""

    def __init__(self, holder: ArchiveHolder) -> None:
        self._holder = holder

    def collect(self) -> Iterator[Metric]:
        """Yield whether the archive answers and, if so, what it holds and how old that is."""
        try:
            archive = self._holder.archive()
            contents = archive.contents()
            damaged = int(archive.problem is not None)
            age = (datetime.now(UTC) - archive.published).total_seconds()
        except ArchiveError:
            yield GaugeMetricFamily("onrecord_archive_answers", "1 if the archive answers.", value=0)
            return
        yield GaugeMetricFamily("onrecord_archive_answers", "1 if the archive answers.", value=1)
        yield GaugeMetricFamily(
            "onrecord_archive_damaged", "1 if an earlier index answers, as the newest cannot be read.", value=damaged
        )
        yield GaugeMetricFamily("onrecord_generation_age_seconds", "Seconds since the index was built.", value=age)
        yield GaugeMetricFamily("onrecord_statements", "Statements in the index.", value=contents.statements)
        yield GaugeMetricFamily("onrecord_paragraphs", "Paragraphs in the index.", value=contents.paragraphs)


def register(app: Flask, metrics: Metrics) -> None:
    """Add `/metrics`."""
    blueprint = Blueprint("metrics", __name__)

    @blueprint.get("/metrics")
    def figures() -> Response:
        return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(blueprint)

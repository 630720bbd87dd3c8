"""Whether the site lives, and whether it can answer: for supervisors and load balancers."""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, jsonify

from indexer.statement import to_json
from webapp.errors import Problem, problem_of
from webapp.holder import current_archive

health = Blueprint("health", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liveness:
    """What a process that lives says."""

    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What answers: the name of the generation, and what it holds.

    `problem` is what keeps a newer one from answering, so that this one goes on; null is as it should be.
    """

    generation: str
    statements: int
    paragraphs: int
    problem: Problem | None


def register(app: Flask) -> None:
    """Add the health checks."""
    app.register_blueprint(health)


@health.get("/healthz")
def alive() -> Response:
    """Answer as long as the process does."""
    return jsonify(to_json(Liveness(status="alive")))


@health.get("/readyz")
def ready() -> Response:
    """Answer if the archive does.

    :raise ArchiveError: if there is none, or it cannot be read.
    """
    archive = current_archive()
    archive.latest(1)  # what it holds is remembered, and says nothing of whether it can be asked now
    contents = archive.contents()
    readiness = Readiness(
        generation=archive.generation,
        statements=contents.statements,
        paragraphs=contents.paragraphs,
        problem=None if archive.problem is None else problem_of(archive.problem),
    )
    return jsonify(to_json(readiness))

"""An API asked by Schemathesis: what its description allows, what it forbids, and where its answers lead."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.request import urlopen

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from werkzeug.test import Client

DESCRIPTION = "/api/v1/openapi.json"

BEYOND_SCHEMAS = (
    "lies beyond the first 10,000 hits",
    "has no words to search for",
    "words, phrases and dates; at most",
    "parentheses stand",
    "a page has at most 1,000",
    "is no permalink of a paragraph",
    "filters is “",
    "lines were asked for",
    "; at most 1,000 are searched",
    "There are no words to check.",
    "quotations; at most",
    "A quotation has",
)
"""What an API may refuse though each parameter by itself is as described: no JSON Schema can say so."""


@dataclass
class Asked:
    """What a run asked and found.

    `answers` counts by operation, whether the call was a right one, and status; `broken` holds, by check, what some
    answer was not, each with the request.
    """

    answers: Counter = field(default_factory=Counter)
    broken: dict[str, list[str]] = field(default_factory=dict)


def ask(
    app,
    *,
    examples: int,
    phases: tuple[str, ...] = (),
    unchecked: tuple[str, ...] = (),
    there: Mapping[str, str] = MappingProxyType({}),
) -> Asked:
    """Ask a WSGI application all that its description lets one think of, the same questions each time.

    A server is asked through its socket: `app` then is its address. `there` names, by parameter, what the archive has:
    the description's own examples are those of no archive.
    """
    settings = {
        "seed": 20,
        # By itself it says that it reads gzip, and in process does not.
        "headers": {"Accept-Encoding": "identity"},
        "continue-on-failure": True,
        "generation": {"mode": "all", "deterministic": True, "database": "none", "max-examples": examples},
        "checks": {name: {"enabled": False} for name in unchecked},
    }
    if phases:
        every = ("examples", "coverage", "fuzzing", "stateful")
        settings["phases"] = {name: {"enabled": name in phases} for name in every}
    if isinstance(app, str):
        settings["base-url"] = app
        with urlopen(app + DESCRIPTION) as answer:
            described = json.load(answer)
    else:
        described = Client(app).get(DESCRIPTION).get_json()
    for operation in (each for path in described["paths"].values() for each in path.values()):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in there:
                gone = parameter.pop("example")
                parameter["examples"] = {"there": {"value": there[parameter["name"]]}, "gone": {"value": gone}}
    schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig.from_dict(settings))
    # Loaded from its own address, the description would be left out of what is asked for.
    schema.app = None if isinstance(app, str) else app
    schema.hook(filter_failure)
    asked = Asked()
    for event in from_schema(schema).execute():
        assert not isinstance(event, NonFatalError | FatalError), event
        if isinstance(event, ScenarioFinished):
            _note(event, asked)
    return asked


def filter_failure(context, failure, case, response) -> bool:
    """Keep a failure unless it is of a kind that a schema cannot foresee."""
    lists = (case.query.get("facets"), case.query.get("by"))
    if type(failure).__name__ == "AcceptedNegativeData" and any(map(_is_nothing, lists)):
        return False  # A list of empty texts is read as a list of nothing is.
    refused = response.status_code == 400 and any(each in response.text for each in BEYOND_SCHEMAS)
    return not (refused and type(failure).__name__ == "RejectedPositiveData")


def _is_nothing(listed: object) -> bool:
    return isinstance(listed, str | list) and not "".join(map(str, listed)).strip(",")


def _note(event: ScenarioFinished, asked: Asked) -> None:
    recorder = event.recorder
    for identity, interaction in recorder.interactions.items():
        case = recorder.cases[identity].value
        right = case.meta is None or case.meta.generation.mode.is_positive
        asked.answers[case.operation.path, right, interaction.response.status_code] += 1
    for identity, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info:
                uri = recorder.interactions[identity].request.uri
                told = f"{check.failure_info.failure.title}: {check.failure_info.failure.message} {uri}"
                asked.broken.setdefault(check.name, []).append(told)

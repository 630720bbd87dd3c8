"""The log: what needs somebody, as text or as lines of JSON, on the error output.

Nothing in it comes from what was searched for: of an exception its kind and its frames are told, never its message. No
event can look like two: a line that goes on is indented in text, and is one string in JSON.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from webapp.observing import Observation, name_of_request

ACCESS = "onrecord.access"

_OBSERVED = "observed"


class TextFormatter(logging.Formatter):
    """Writes an event as a line; what belongs to it follows, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as it is written."""
        observed = getattr(record, _OBSERVED, None)
        if isinstance(observed, Observation):
            return " ".join(f"{name}={value}" for name, value in _fields(observed).items())
        name = name_of_request()
        whose = f" (request {name})" if name else ""
        return f"{record.levelname}{whose}: {_told(record)}".replace("\n", "\n  ")


class JsonFormatter(logging.Formatter):
    """Writes an event as an object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as it is written."""
        event: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        observed = getattr(record, _OBSERVED, None)
        if isinstance(observed, Observation):
            return json.dumps(event | _fields(observed))
        if name := name_of_request():
            event["request"] = name
        return json.dumps(event | {"message": _told(record)})


def configure(log_format: str) -> None:
    """Let the log tell what needs somebody: that requests wait for each other under load is no news."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if log_format == "json" else TextFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger(ACCESS).setLevel(logging.INFO)


def tell(observation: Observation) -> None:
    """Write that a request was answered: which route, how and how fast, never what was asked or by whom."""
    logging.getLogger(ACCESS).info("answered", extra={_OBSERVED: observation})


def _fields(observation: Observation) -> dict[str, str | int | float]:
    return {
        "request": observation.request,
        "method": observation.method,
        "route": observation.route,
        "status": observation.status,
        "ms": round(1000 * observation.seconds, 1),
        "bytes": observation.size,
    }


def _told(record: logging.LogRecord) -> str:
    told = record.getMessage()
    if record.exc_info and record.exc_info[0] is not None:
        frames = "".join(traceback.format_tb(record.exc_info[2]))
        told = f"{told}\n{record.exc_info[0].__name__}\n{frames.rstrip()}"
    return "".join(each if each == "\n" or each.isprintable() else ascii(each)[1:-1] for each in told)

"""What can stop a measurement, each under the library's one tree of errors."""

from indexer.errors import CallError


class DataMissingError(CallError):
    """The data to measure with is not where it was looked for."""

    code = "bench_data_missing"


class DataUnreadableError(CallError):
    """The data to measure with is not in the expected form."""

    code = "bench_data_unreadable"


class PeerMissingError(CallError):
    """A peer that we are measured beside is not installed."""

    code = "bench_peer_missing"


class FloorsUnreadableError(CallError):
    """The file of floors cannot be used."""

    code = "bench_floors_unreadable"


class IncompleteIndexError(CallError):
    """Not everything that was to be measured could be indexed."""

    code = "bench_incomplete_index"


class ServerSilentError(CallError):
    """A server that was to be measured does not listen."""

    code = "bench_server_silent"

"""Everything that can go wrong and that a person can mend, as one tree.

    OnrecordError
    ├── CallError                 the call was wrong: exit status 2, HTTP 400
    │   ├── UnknownEngineError
    │   ├── UnknownProfileError
    │   ├── SettingError
    │   ├── ParameterError
    │   │   └── WindowError
    │   ├── QueryTooCostlyError
    │   ├── WatchError
    │   └── SourceMissingError
    ├── NotFoundError             nothing has this name: exit status 1, HTTP 404
    ├── ArchiveError              the archive cannot answer now: exit status 1, HTTP 503
    │   ├── ArchiveMissingError
    │   ├── ArchiveUnreadableError
    │   ├── EngineMissingError
    │   ├── ArchiveDamagedError
    │   │   ├── PointerDamagedError
    │   │   └── CatalogueDamagedError
    │   ├── ArchiveFormatError
    │   │   └── ArchiveNewerError
    │   ├── ArchiveLockedError
    │   ├── ArchiveUnwritableError
    │   ├── ClusterUnavailableError
    │   ├── PartsMissingError
    │   └── EngineFailedError
    ├── StateError                what a watch has told cannot be read or kept: exit status 2
    │   └── UnprintedError
    ├── WebhookError              nobody took what a watch has to tell: exit status 2
    └── SourceError               one source cannot be read: reported, stops nothing
        └── EmptySourceError

Each carries a message that names the bad value, and a hint that says what to do next. Both are
written for the person who reads them: they hold no internals and may be shown as they are.
"""


class OnrecordError(Exception):
    """A failure that its message explains.

    `code` is the stable name of the kind of error in JSON; `exit_status` is the command's.
    """

    code = "error"
    exit_status = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class CallError(OnrecordError):
    """The call itself was wrong; the same call will fail again."""

    code = "bad_request"
    exit_status = 2


class UnknownEngineError(CallError):
    """The engine's name is none of those that exist."""

    code = "unknown_engine"


class UnknownProfileError(CallError):
    """The name of a site's profile is none of those that exist."""

    code = "unknown_profile"


class SettingError(CallError):
    """A setting is unknown, or its value cannot be used."""

    code = "bad_setting"


class ParameterError(CallError):
    """A parameter of a search is out of its bounds."""

    code = "bad_parameter"


class WindowError(ParameterError):
    """A page lies beyond the hits that can be paged through."""


class QueryTooCostlyError(CallError):
    """A search takes more time than one may take."""

    code = "query_too_costly"


class WatchError(CallError):
    """A watch, or the file of watches, cannot be used."""

    code = "bad_watch"


class SourceMissingError(CallError):
    """The file or folder to read is not there."""

    code = "source_missing"


class NotFoundError(OnrecordError):
    """Nothing in the archive has this name."""

    code = "not_found"


class ArchiveError(OnrecordError):
    """The archive cannot be used as it is."""

    code = "archive_unavailable"


class ArchiveMissingError(ArchiveError):
    """There is no index where one was looked for."""

    code = "archive_missing"


class ArchiveUnreadableError(ArchiveError):
    """This user may not read the index, which says nothing of what it holds."""


class EngineMissingError(ArchiveError):
    """The engine's library is not installed on this machine."""

    code = "engine_missing"


class ArchiveDamagedError(ArchiveError):
    """The files of the index are not those that were written."""

    code = "archive_damaged"


class PointerDamagedError(ArchiveDamagedError):
    """The pointer names no generation that is there; the generations themselves may be whole."""


class CatalogueDamagedError(ArchiveDamagedError):
    """What a build remembers is not as it was kept; what serves is not concerned."""


class ArchiveFormatError(ArchiveError):
    """The index was written by another version."""

    code = "archive_format"


class ArchiveNewerError(ArchiveFormatError):
    """The index was written by a later version, which may know what this one would throw away."""


class ArchiveLockedError(ArchiveError):
    """Another process is writing to the index."""

    code = "archive_locked"


class ArchiveUnwritableError(ArchiveError):
    """The index cannot be written to."""

    code = "archive_unwritable"


class ClusterUnavailableError(ArchiveError):
    """The cluster that holds the archive does not answer, or not as a whole; it may in a moment."""

    code = "cluster_unavailable"


class PartsMissingError(ArchiveError):
    """Parts of an archive that several machines write are not all done."""

    code = "parts_missing"


class EngineFailedError(ArchiveError):
    """An engine gave up on a question, though its files are as they were written."""

    code = "engine_failed"


class StateError(OnrecordError):
    """What a watch has told cannot be read or kept."""

    code = "watch_state"
    exit_status = 2


class UnprintedError(StateError):
    """What a watch has to tell cannot be printed, nor what any after it has."""


class WebhookError(OnrecordError):
    """A webhook did not take what a watch has to tell."""

    code = "webhook_failed"
    exit_status = 2


class SourceError(OnrecordError):
    """A source, or one statement in it, cannot be read."""

    code = "source_unreadable"


class EmptySourceError(SourceError):
    """A source that once held statements holds none now."""

    code = "source_empty"

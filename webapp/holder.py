"""The archive that the site reads, opened when it is first needed and asked for again while it is missing."""

import logging
import threading
import time

from flask import current_app

from indexer import Archive, open_archive
from indexer.errors import ArchiveError, ArchiveMissingError
from indexer.messages import Message
from indexer.settings import Settings

REOPEN_SECONDS = 1.0
"""How long a failure to open is remembered: opening reads every file, and a damaged index would be read each time."""


_LOGGER = logging.getLogger(__name__)


class ArchiveHolder:
    """Opens the archive of the settings at the first call that succeeds; safe to use from several threads."""

    NAME = "onrecord"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = threading.Lock()
        self._archive: Archive | None = None
        self._failure: ArchiveError | None = None
        self._failed_at = 0.0
        self._telling = threading.Lock()
        self._told: str | None = None

    def archive(self) -> Archive:
        """Return the archive.

        :raise ArchiveError: if there is none, or it cannot be read.
        """
        if self._archive is None:
            with self._opening:
                if self._archive is None:
                    self._archive = self._open()
        return self._archive

    def note(self) -> Message | None:
        """Return what readers are told while an earlier generation answers; an archive is not opened for that."""
        return None if self._archive is None else self._archive.note

    def _tell(self, problem: ArchiveError | None) -> None:
        """Write to the log when an earlier generation begins to answer for the newest, and when that is over."""
        told = None if problem is None else f"{problem.message} {problem.hint or ''}".rstrip()
        if told == self._told:
            return
        with self._telling:
            if told == self._told:
                return
            self._told = told
        if told is None:
            _LOGGER.warning("The newest generation answers again.")
        else:
            _LOGGER.warning("An earlier generation answers: %s", told)

    def _open(self) -> Archive:
        if self._failure is not None and time.monotonic() - self._failed_at < REOPEN_SECONDS:
            raise self._failure.with_traceback(None)
        try:
            return open_archive(
                self.settings.index,
                base_url=self.settings.base_url,
                kept_pages=self.settings.kept_pages,
                fall_back=True,
                query_seconds=self.settings.query_seconds,
                cluster=self.settings.cluster,
                on_problem=self._tell,
            )
        except ArchiveMissingError:
            raise
        except ArchiveError as error:
            self._failure, self._failed_at = error, time.monotonic()
            raise


def current_holder() -> ArchiveHolder:
    """Return the holder of the app that answers."""
    holder: ArchiveHolder = current_app.extensions[ArchiveHolder.NAME]
    return holder


def current_archive() -> Archive:
    """Return the archive of the app that answers.

    :raise ArchiveError: if there is none, or it cannot be read.
    """
    return current_holder().archive()


def current_settings() -> Settings:
    """Return the settings of the app that answers."""
    return current_holder().settings

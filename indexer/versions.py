"""Which versions of the analyser and of an engine wrote a generation, and whether these can read it."""

from pathlib import Path

from indexer.analysis import ANALYSER_VERSION
from indexer.engines import load_engine
from indexer.errors import ArchiveFormatError, ArchiveNewerError
from indexer.manifest import Manifest, rebuild_hint
from indexer.messages import Message, say


def check_version(manifest: Manifest, index: Path) -> None:
    """Refuse a generation that this installation would misread.

    :raise ArchiveNewerError: if a later analyser made its terms.
    :raise ArchiveFormatError: if its analyser or its engine's version is not ours.
    """
    hint = say("Bring it up to date: `onrecord index SOURCE --index %(folder)s`.", folder=str(index))
    if manifest.analyser > ANALYSER_VERSION:
        raise ArchiveNewerError(_other_analyser(manifest), rebuild_hint(index))
    if manifest.analyser != ANALYSER_VERSION:
        raise ArchiveFormatError(_other_analyser(manifest), hint)
    version = load_engine(manifest.engine).version()
    if manifest.engine_version != version:
        raise ArchiveFormatError(
            say(
                "The index was written by %(engine)s %(theirs)s; %(ours)s is installed.",
                engine=manifest.engine,
                theirs=manifest.engine_version,
                ours=version,
            ),
            hint,
        )


def _other_analyser(manifest: Manifest) -> Message:
    return say(
        "The index was made with version %(theirs)s of the analyser; this is version %(ours)s.",
        theirs=str(manifest.analyser),
        ours=str(ANALYSER_VERSION),
    )

"""The command line, called as a person or a script calls it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import onrecord
from indexer.settings import SETTINGS


class Caller:
    """Calls the command in an empty folder, without settings from outside."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        for setting in SETTINGS:
            monkeypatch.delenv(f"ONRECORD_{setting.name.upper()}", raising=False)

    def __call__(self, *arguments: object, **options: object) -> Result:
        return CliRunner().invoke(onrecord, [str(each) for each in arguments], **options)

"""The command line, called as a person or a script calls it."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import onrecord
from indexer.settings import SETTINGS
from tests.opensearch.tested import NAMED


class Caller:
    """Calls the command in an empty folder, with no settings from outside but those of the tests' own cluster."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        for setting in SETTINGS:
            if not (NAMED in os.environ and setting.name.startswith("opensearch_")):
                monkeypatch.delenv(f"ONRECORD_{setting.name.upper()}", raising=False)

    def __call__(self, *arguments: object, **options: object) -> Result:
        return CliRunner().invoke(onrecord, [str(each) for each in arguments], **options)

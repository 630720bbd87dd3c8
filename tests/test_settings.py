"""Settings: where they come from, and what is refused."""

import dataclasses

import pytest

from indexer.errors import SettingError
from indexer.settings import SETTINGS, Settings, load_settings


def test_the_declaration_and_the_record_agree():
    assert {setting.name: setting.default for setting in SETTINGS} == dataclasses.asdict(Settings())


def test_the_environment_goes_before_the_file_before_the_default(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('port = 9000\nhost = "0.0.0.0"\n', encoding="utf-8")
    settings = load_settings({"ONRECORD_CONFIG": str(file), "ONRECORD_PORT": "9001"})
    assert (settings.port, settings.host, settings.threads) == (9001, "0.0.0.0", 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("port = 'x'", "port in .* is 'x', not a whole number"),
        ("port = true", "True, not a whole number"),
        ("port = 1.5", "1.5, not a whole number"),
        ("port = -1", "is -1; the least is 0"),
        ("port = 70000", "is 70000; the most is 65535"),
        ("index = ''", "index in .* is empty"),
        ("host = 1", "host in .* is 1, not text"),
        ("metrics = 'yes'", "metrics in .* is 'yes'"),
        ("metrics = true", "metrics in .* is True, not text"),
        ("log_format = 'xml'", "log_format in .* is 'xml'"),
        ("proxy_hops = 11", "is 11; the most is 10"),
        ("private_search = true", "private_search in .* is True, not text"),
        ("base_url = 'archive.example'", "base_url in .* no address of the web"),
        ("base_url = 'ftp://archive.example'", "no address of the web"),
        ("policy_reports = 'https://a.example/x; script-src *'", "policy_reports in .* no address of the web"),
        ("policy_reports = 'https://a.example/x,y'", "no address of the web"),
        ("policy_reports = '/reports'", "no address of the web"),
        ("prot = 1", "“prot” that does not exist"),
        ("port =", "is not TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(tmp_path, text, told):
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=told):
        load_settings({"ONRECORD_CONFIG": str(file)})


def test_a_switch_written_as_true_is_told_how_it_is_written(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("private_search = true", encoding="utf-8")
    with pytest.raises(SettingError) as told:
        load_settings({"ONRECORD_CONFIG": str(file)})
    assert told.value.hint == 'Write "on", in quotes.'


def test_a_name_in_the_environment_that_does_not_exist_is_told_with_the_nearest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match="ONRECORD_PRIVATE_SERCH") as told:
        load_settings({"ONRECORD_PRIVATE_SERCH": "on"})
    assert "ONRECORD_PRIVATE_SEARCH" in told.value.hint
    others = {"ONRECORD_BENCH_DATA": "x", "ONRECORD_CHECKS": "x", "ONRECORD_FAULTS": "full", "ONRECORD_TEST_X": "1"}
    assert load_settings(others) == Settings()


def test_addresses_of_the_web_are_taken(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = {"ONRECORD_BASE_URL": "http://[::1]:8000/", "ONRECORD_POLICY_REPORTS": "https://r.example/a?b=c"}
    settings = load_settings(given)
    assert (settings.base_url, settings.policy_reports) == tuple(given.values())
    assert load_settings({"ONRECORD_BASE_URL": ""}).base_url == ""


def test_a_file_that_was_named_must_be_there(tmp_path, monkeypatch):
    with pytest.raises(SettingError, match="cannot be read"):
        load_settings({"ONRECORD_CONFIG": str(tmp_path / "none.toml")})
    monkeypatch.chdir(tmp_path)
    assert load_settings({}) == Settings()

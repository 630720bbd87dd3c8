"""The settings, declared once: they feed the command line, the documentation and the checks.

A setting comes from, in this order: the command line, the environment (`ONRECORD_NAME`), the TOML file
that `ONRECORD_CONFIG` names (`onrecord.toml` in the current folder by default), its default.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.errors import SettingError

CONFIG_FILE = "onrecord.toml"

TANTIVY_ABOVE = 50_000
"""About as many paragraphs as Whoosh answers within 50 ms, nineteen of twenty new queries, on two slow cores
(`docs/speed.md`: 19 to 29 ms with 10,000, 49 to 68 ms with 100,000)."""

KEPT_PAGES = 256
"""Pages of at most sixty paragraphs: some ten megabytes, and the searches that readers of one day share."""

QUERY_SECONDS = 1
"""Fifty times what an ordinary query takes with as many statements as most archives will ever have."""

RATE_LIMIT = "600/minute"
"""Ten a second: several people typing behind one address, suggestions and all, and a program that takes its time."""

LOGS = ("text", "json")
SWITCH = ("off", "on")

PREFIX = "ONRECORD_"
OTHERS = frozenset({"ONRECORD_CONFIG", "ONRECORD_BENCH_DATA", "ONRECORD_CHECKS", "ONRECORD_FAULTS"})
"""Names in the environment that are no settings: which file has them, and what the project's own checks go by."""

CHECKS_PREFIX = "ONRECORD_TEST_"

WEB_ADDRESS = r"https?://[^\s/?#;,]+[^\s;,]*"

Value = str | int


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in TOML and, upper case after `ONRECORD_`, in the environment."""

    name: str
    default: Value
    help: str
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    secret: bool = False
    """Whether its value is or may hold one, so that no message repeats it."""


SETTINGS = (
    Setting("index", "index", "Folder that the index is written to and read from."),
    Setting(
        "engine",
        "auto",
        "Engine of the index: `whoosh`, `tantivy`, `opensearch`, or `auto`, which takes the one of the first two that "
        "suits its size.",
    ),
    Setting(
        "tantivy_above",
        TANTIVY_ABOVE,
        "Paragraphs above which `auto` takes Tantivy.",
        least=0,
    ),
    Setting(
        "opensearch_url",
        "",
        "Addresses of the cluster’s nodes for the engine `opensearch`, between commas.",
        pattern=rf"{WEB_ADDRESS}([\s,]+{WEB_ADDRESS})*",
        example="https://one.example:9200,https://two.example:9200",
        secret=True,
    ),
    Setting("opensearch_user", "", "Who asks the cluster; with `opensearch_password`."),
    Setting("opensearch_password", "", "The password of that user.", secret=True),
    Setting(
        "opensearch_api_key",
        "",
        "The key that the cluster is asked with, instead of a user and a password.",
        secret=True,
    ),
    Setting("opensearch_ca", "", "File of the certificates that the cluster’s are signed with; else the system’s."),
    Setting(
        "opensearch_archive",
        "onrecord",
        "Name of the archive on the cluster: the alias that serves, and what the names of its indexes begin with.",
        pattern=r"[a-z0-9][a-z0-9_.-]{0,99}",
        example="onrecord",
    ),
    Setting("opensearch_shards", 1, "Shards of a new index on the cluster.", least=1, most=1_024),
    Setting("opensearch_replicas", 1, "Copies of each shard beside the first, on other nodes.", least=0, most=20),
    Setting("opensearch_seconds", 10, "Seconds after which a node that does not answer is given up.", least=1),
    Setting("workers", 0, "Processes that read statements; 0 takes one for each processor core.", least=0),
    Setting("lock_timeout", 20, "Seconds that a second `onrecord index` waits for the first.", least=0),
    Setting("host", "127.0.0.1", "Address that `onrecord serve` listens on."),
    Setting("port", 8000, "Port that `onrecord serve` listens on; 0 takes any.", least=0, most=65_535),
    Setting("threads", 4, "Requests that `onrecord serve` answers at once.", least=1),
    Setting(
        "kept_pages",
        KEPT_PAGES,
        "Pages of results kept in memory, to answer at once when they are asked for again; 0 keeps none.",
        least=0,
    ),
    Setting(
        "query_seconds",
        QUERY_SECONDS,
        "Seconds of a processor’s time that one query may take; one that takes more is refused.",
        least=1,
    ),
    Setting(
        "base_url",
        "",
        "The site's public address, such as `https://archive.example`; makes permalinks absolute.",
        pattern=WEB_ADDRESS,
        example="https://archive.example",
    ),
    Setting("site_name", "Onrecord", "Name that the pages, feeds and the browser's search box carry."),
    Setting(
        "rate_limit",
        RATE_LIMIT,
        "Requests that one client may make, such as `120/minute`; several limits stand between `;`, `off` sets none.",
    ),
    Setting(
        "rate_limit_storage",
        "memory://",
        "Where requests are counted: `memory://`, in the process, or `memcached://HOST:PORT`, for several together.",
    ),
    Setting(
        "proxy_hops",
        0,
        "Proxies before the site, of which each adds its client to `X-Forwarded-For`; 0 believes no such header.",
        least=0,
        most=10,
    ),
    Setting("log_format", "text", "How the log is written, `text` or `json`, a line of JSON an event.", choices=LOGS),
    Setting(
        "access_log",
        "off",
        "Whether the log tells of each request, `on` or `off`: which route answered, never what was asked.",
        choices=SWITCH,
    ),
    Setting("metrics", "off", "Whether `/metrics` answers with figures for Prometheus, `on` or `off`.", choices=SWITCH),
    Setting(
        "private_search",
        "off",
        "Whether pages post what is searched for, `on` or `off`: it then stands in no address, history or proxy's log.",
        choices=SWITCH,
    ),
    Setting("watches", "watches.toml", "File of named watches, which `onrecord watch --add` writes."),
    Setting("watch_state", "watch-state", "Folder in which each watch keeps what it has told."),
    Setting(
        "webhook_secret",
        "",
        "What webhooks are signed with; set it in the environment, where fewer can read it than a file.",
    ),
    Setting(
        "policy_reports",
        "",
        "Address that browsers tell of what the pages' security policy stopped; such a report holds the page's own "
        "address, and with it what was searched for.",
        pattern=WEB_ADDRESS,
        example="https://reports.example/policy",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The value of every setting; `SETTINGS` says what each does."""

    index: str = "index"
    engine: str = "auto"
    tantivy_above: int = TANTIVY_ABOVE
    opensearch_url: str = ""
    opensearch_user: str = ""
    opensearch_password: str = ""
    opensearch_api_key: str = ""
    opensearch_ca: str = ""
    opensearch_archive: str = "onrecord"
    opensearch_shards: int = 1
    opensearch_replicas: int = 1
    opensearch_seconds: int = 10
    workers: int = 0
    lock_timeout: int = 20
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 4
    kept_pages: int = KEPT_PAGES
    query_seconds: int = QUERY_SECONDS
    base_url: str = ""
    site_name: str = "Onrecord"
    rate_limit: str = RATE_LIMIT
    rate_limit_storage: str = "memory://"
    proxy_hops: int = 0
    log_format: str = "text"
    access_log: str = "off"
    metrics: str = "off"
    private_search: str = "off"
    watches: str = "watches.toml"
    watch_state: str = "watch-state"
    webhook_secret: str = field(default="", repr=False)
    policy_reports: str = ""

    @property
    def cluster(self) -> str | None:
        """Return the name of the archive on the cluster, where that is what is read; None where a folder is."""
        return self.opensearch_archive if self.engine == "opensearch" else None


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings from the environment and the TOML file.

    :raise SettingError: if the file cannot be read, a name is unknown or a value cannot be used.
    """
    environment = os.environ if environment is None else environment
    _refuse_unknown(environment)
    values = _from_file(environment)
    for setting in SETTINGS:
        text = environment.get(f"ONRECORD_{setting.name.upper()}")
        if text is not None:
            values[setting.name] = _checked(setting, text, f"ONRECORD_{setting.name.upper()}")
    return Settings(**values)  # type: ignore[arg-type]  # each was checked against its declaration


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {f"{PREFIX}{setting.name.upper()}" for setting in SETTINGS} | OTHERS
    for name in sorted(environment):
        if name.startswith(PREFIX) and not name.startswith(CHECKS_PREFIX) and name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            raise SettingError(
                f"The environment has a setting {name} that does not exist.",
                f"Perhaps {near[0]} is meant." if near else "`docs/settings.md` lists them; unset it.",
            )


def _from_file(environment: Mapping[str, str]) -> dict[str, Value]:
    named = environment.get("ONRECORD_CONFIG")
    path = Path(named or CONFIG_FILE)
    if not named and not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(
            f"The settings file {path} cannot be read: {error.strerror}.", "Correct ONRECORD_CONFIG, or unset it."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"The settings file {path} is not TOML: {error}.", "Correct that line.") from error
    declared = {setting.name: setting for setting in SETTINGS}
    unknown = sorted(table.keys() - declared.keys())
    if unknown:
        raise SettingError(
            f"{path} has a setting “{unknown[0]}” that does not exist.", f"Settings are: {', '.join(declared)}."
        )
    return {name: _checked(declared[name], value, f"{name} in {path}") for name, value in table.items()}


def _checked(setting: Setting, value: object, where: str) -> Value:
    shown = "a secret" if setting.secret else repr(value)
    if isinstance(setting.default, str):
        if isinstance(value, bool) and setting.choices == SWITCH:
            raise SettingError(f"{where} is {shown}, not text.", f'Write "{SWITCH[value]}", in quotes.')
        if not isinstance(value, str):
            raise SettingError(f"{where} is {shown}, not text.", f"An example: {setting.default!r}.")
        if setting.default and not value.strip():
            raise SettingError(f"{where} is empty.", f"The default is {setting.default!r}; leave it out to have that.")
        if setting.choices and value not in setting.choices:
            raise SettingError(f"{where} is {value!r}.", f"It is one of: {', '.join(setting.choices)}.")
        if value and setting.pattern and not re.fullmatch(setting.pattern, value):
            kind = "no address of the web" if WEB_ADDRESS in setting.pattern else "not of the form that it needs"
            raise SettingError(f"{where} is {shown}, {kind}.", f"An example: {setting.example!r}.")
        return value
    try:
        number = int(str(value))
    except ValueError as error:
        raise SettingError(
            f"{where} is {value!r}, not a whole number.", f"The default is {setting.default}."
        ) from error
    if setting.least is not None and number < setting.least:
        raise SettingError(f"{where} is {number}; the least is {setting.least}.", f"The default is {setting.default}.")
    if setting.most is not None and number > setting.most:
        raise SettingError(f"{where} is {number}; the most is {setting.most}.", f"The default is {setting.default}.")
    return number

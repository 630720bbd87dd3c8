"""What the program never does, whatever it is asked: read from its own sources, so that no way to it is forgotten."""

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for room in ("indexer", "webapp") for path in (ROOT / room).rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "webapp/static").glob("*.js"), *(ROOT / "webapp/widget/src").rglob("*.ts")])
TEMPLATES = sorted((ROOT / "webapp/templates").glob("*.html"))

CALLS = {
    "runs text as code": r"(builtins\.)?(eval|exec|compile|__import__)",
    "starts another program": r"os\.(system|popen|exec\w*|spawn\w*)|subprocess\..*|pty\..*",
    "makes a template of a text": r"(flask\.)?render_template_string|jinja2\.Template|.*\.from_string",
    "asks another machine": r"(urllib\.request|http\.client|requests|httpx|ftplib|smtplib)\..*|urlopen",
    "reads objects that say how they are made": r"(pickle|marshal|shelve|dill|yaml)\.\w+",
    "takes a digest that can be forged": r"(hashlib\.)?(md5|sha1)",
    "takes random numbers that can be foreseen": r"random\.\w+",
    "reads XML that names other files": r".*\bXMLParser|.*\betree\.(parse|XML|fromstring)|.*xpath",
    "listens to messages of other pages": r".*postMessage",
}
"""What must not be called, by what it does."""

ALLOWED = {
    ("indexer/engines/whoosh", "reads objects that say how they are made"),  # Whoosh's own files, after their digests
    ("indexer/watching/webhook.py", "asks another machine"),  # the address that its operator wrote down, and no other
    ("indexer/isolation.py", "reads objects that say how they are made"),  # what its own processes send each other
}

MARKUP = {"webapp/snippets.py", "webapp/themes.py", "webapp/widget_view.py"}
"""Where HTML is made that is not escaped again: of names and values that are escaped where they stand."""


@functools.cache
def calls(path: Path) -> set[str]:
    """Return the names of all that a file calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def room_of(path: Path) -> str:
    """Return a file's path below the root."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("harm", CALLS)
def test_no_source_calls_what_does_harm(harm):
    found = {
        (room_of(path), call)
        for path in SOURCES
        for call in calls(path)
        if re.fullmatch(CALLS[harm], call)
        and not any(harm == what and room_of(path).startswith(where) for where, what in ALLOWED)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("line", "harm"),
    [
        ("eval(text)", "runs text as code"),
        ("subprocess.run([name])", "starts another program"),
        ("flask.render_template_string(text)", "makes a template of a text"),
        ("urllib.request.urlopen(url)", "asks another machine"),
        ("pickle.loads(data)", "reads objects that say how they are made"),
        ("hashlib.md5(data)", "takes a digest that can be forged"),
        ("random.choice(names)", "takes random numbers that can be foreseen"),
        ("lxml.etree.fromstring(text)", "reads XML that names other files"),
    ],
)
def test_such_a_call_would_be_found(tmp_path, line, harm):
    (tmp_path / "made.py").write_text(line, encoding="utf-8")
    assert any(re.fullmatch(CALLS[harm], call) for call in calls(tmp_path / "made.py"))


def test_html_that_is_not_escaped_is_made_in_few_places():
    makers = {room_of(path) for path in SOURCES if {"Markup", "markupsafe.Markup"} & calls(path)}
    assert makers <= MARKUP
    for path in TEMPLATES:
        assert not re.search(r"\|\s*safe\b|autoescape", path.read_text(encoding="utf-8")), path.name


def test_no_script_makes_markup_or_code_of_text_or_hears_other_pages():
    harm = r"(inner|outer)HTML|insertAdjacentHTML|document\.(write|cookie)|\beval\(|new Function|srcdoc|postMessage"
    harm += r"|addEventListener\([\"']message|fetch\(\s*[\"']https?:"
    assert len(SCRIPTS) > 10
    for path in SCRIPTS:
        assert not re.search(harm, path.read_text(encoding="utf-8")), path.name

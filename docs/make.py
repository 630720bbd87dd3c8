"""Make the pages of docs/ that the code itself tells: `python -m docs.make`; with `--check`, say which are out of date.

The pictures are made only without `--check`: they need Chromium, and pixels differ from machine to machine.
"""

import re
import sys
from pathlib import Path

import click

from docs.pictures import make_pictures, pages_page, picture_names
from docs.widget import widget_page
from indexer import guide
from indexer.settings import SETTINGS, TANTIVY_ABOVE
from tests.conformance.declared import DECLARED
from webapp.cli import onrecord

DOCS = Path(__file__).parent

_ENGINES = """\
# Engines

Made by `make docs` from the suite that every engine passes, `tests/conformance/`.

Whoosh serves small archives: it is Python throughout. Tantivy, in Rust, serves large ones. With the setting
`engine = "auto"` an archive begins with Whoosh and moves to Tantivy by itself when it passes {limit} paragraphs
(`tantivy_above`); it is filled from the catalogue, and no page is read again. Where Tantivy has no wheel, Whoosh goes
on serving, and `onrecord index` says what that costs. [Speed](speed.md) has the figures of both. OpenSearch, on a
cluster, serves archives that outgrow one machine, where it is asked for.

All find the same paragraphs, with the same totals, facets, pages, suggestions and updates; a cluster counts statements
one by one up to a million, and estimates beyond. Scores follow the formula
in `indexer/clauses.py` (BM25F, with the weights of `indexer/weights.toml`), or differ from it as is declared here. Each
declared difference is tested to be there.
"""


def commands_page() -> str:
    """Return the help of every command."""
    parts = ["# Commands\n\nMade from the commands' own help by `make docs`.\n"]
    context = click.Context(onrecord, info_name="onrecord", max_content_width=100, terminal_width=100)
    parts.append(_help_text("onrecord", onrecord, context))
    for name, command in sorted(onrecord.commands.items()):
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        parts.append(_help_text(f"onrecord {name}", command, inner))
    return "\n".join(parts)


def settings_page() -> str:
    """Return the table of settings."""
    rows = "".join(
        f"| `{setting.name}` | `ONRECORD_{setting.name.upper()}` | {_default(setting.default)} | {setting.help} |\n"
        for setting in SETTINGS
    )
    return (
        "# Settings\n\nMade from the settings' own declaration by `make docs`.\n\n"
        "A setting comes from the command line, else from the environment, else from the TOML file that\n"
        "`ONRECORD_CONFIG` names (`onrecord.toml` in the current folder, if it is there), else it has its default.\n\n"
        f"| in TOML | in the environment | default | what it does |\n|---|---|---|---|\n{rows}"
    )


def engines_page() -> str:
    """Return which engine serves when, and how the scores of each differ from the formula."""
    parts = [_ENGINES.format(limit=f"{TANTIVY_ABOVE:,}")]
    for name, declared in DECLARED.items():
        told = "".join(f"- {_escaped(each.told)}\n" for each in declared.differences)
        parts.append(f"## The scores of {name}\n\n{told or 'They are those of the formula.'}\n")
    return "\n\n".join(map(str.rstrip, parts)) + "\n"


_REFUSALS = (
    "What is refused is told with the limit and with what was asked for: over HTTP with the status 400, by the command "
    "with the exit status 2, in Python as a `CallError`."
)


def language_page() -> str:
    """Return what the query language means, with its examples."""
    limits = "".join(
        f"| {_escaped(each.what)} | {each.most:,} | {_escaped(each.beyond)} |\n" for each in guide.limits()
    )
    return (
        "# The query language\n\nMade by `make docs` from `indexer/query/language.toml`, whose cases are tests.\n\n"
        + "\n".join(map(_language_section, guide.sections()))
        + f"\n## Limits\n\n| what | at most | beyond |\n|---|---|---|\n{limits}\n{guide.BEYOND_LIMITS}\n\n{_REFUSALS}\n"
    )


def _language_section(section: guide.Section) -> str:
    rows = "".join(map(_language_row, section.examples))
    text = "\n\n".join(section.paragraphs)
    return (
        f"## {section.title}\n\n{_code(section.syntax)} – {_escaped(section.means)}\n\n{text}\n\n"
        f"| query | paragraph | found |\n|---|---|---|\n{rows}"
    )


def _language_row(example: guide.Example) -> str:
    before = f"*{_escaped(example.before)}* ¶ " if example.before else ""
    facts = f" ({_escaped('; '.join(example.facts))})" if example.facts else ""
    found = " – ".join(filter(None, ("yes" if example.found else "no", _escaped(example.why))))
    return f"| {_code(example.query)} | {before}{_with_marks(example)}{facts} | {found} |\n"


def _with_marks(example: guide.Example) -> str:
    """Return an example's paragraph as Markdown, its marked words in bold."""
    parts, at = [], 0
    for start, end in example.marked:
        parts += [_escaped(example.text[at:start]), f"**{_escaped(example.text[start:end])}**"]
        at = end
    return "".join([*parts, _escaped(example.text[at:])])


def _escaped(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    return re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", text)


def _code(text: str) -> str:
    """Return a text as code, also inside a table."""
    return "`" + text.replace("|", r"\|") + "`"


PAGES = {
    "commands.md": commands_page,
    "engines.md": engines_page,
    "pages.md": pages_page,
    "query-language.md": language_page,
    "settings.md": settings_page,
    "widget.md": widget_page,
}


def main() -> None:
    """Make the pages, or check them."""
    if sys.argv[1:] == ["--check"]:
        stale = [name for name, make in PAGES.items() if _content(DOCS / name) != make()]
        stale += [f"pictures/{name}" for name in picture_names() if not (DOCS / "pictures" / name).exists()]
        if stale:
            sys.exit(f"Out of date: {', '.join(f'docs/{name}' for name in stale)}. Run `make docs`.")
        print("docs/ is up to date.")
        return
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
    make_pictures(DOCS / "pictures", seeds=DOCS.parent / "seeds")


def _help_text(title: str, command: click.Command, context: click.Context) -> str:
    return f"## {title}\n\n```text\n{command.get_help(context)}\n```\n"


def _default(value: object) -> str:
    return f"`{value}`" if value != "" else "none"


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()

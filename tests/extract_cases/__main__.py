"""Make or renew a golden case: `python -m tests.extract_cases SLUG [FILE]`, and read the difference that it shows.

With FILE, that page becomes the case's; without, the case's own page is read again. With `--check`, nothing is written.
Without SLUG, all cases.
"""

import difflib
import shutil
import sys
from pathlib import Path

import click

from tests.extract_cases import cases


@click.command()
@click.argument("slug", required=False)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only compare.")
def main(slug: str | None, file: Path | None, *, check: bool) -> None:
    """Make or renew the case SLUG, from FILE where it is given."""
    if slug is not None and file is not None and not check:
        (cases.FOLDER / slug).mkdir(exist_ok=True)
        shutil.copyfile(file, cases.FOLDER / slug / cases.SOURCE)
    if slug is not None and slug not in cases.slugs():
        raise click.BadParameter(
            f"There is no case “{slug}”. Name its page too: python -m tests.extract_cases {slug} FILE."
        )
    changed = [each for each in ([slug] if slug else cases.slugs()) if renew(each, check=check)]
    click.echo(f"{len(changed)} changed: {', '.join(changed)}" if changed else "Nothing changed.")
    sys.exit(1 if check and changed else 0)


def renew(slug: str, *, check: bool) -> bool:
    """Show what changed of a case, and keep it unless it is only compared; return whether anything did."""
    before, now = cases.pretty(cases.expected(slug)), cases.pretty(cases.found(slug))
    diff = difflib.unified_diff(
        before.splitlines(), now.splitlines(), f"{slug}, expected", f"{slug}, found", lineterm=""
    )
    for line in diff:
        click.echo(line)
    if before != now and not check:
        cases.write(slug, cases.found(slug))
    return before != now


if __name__ == "__main__":
    main()

"""`python -m bench.sbom FILE`: hold a list of what a deployment consists of (CycloneDX) against what is locked."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from bench.lock import versions_here


def main() -> None:
    """Check the list, and end with 1 where it is not whole."""
    listed = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    wrong = list(faults(listed, versions_here()))
    if wrong:
        sys.exit("The list is not whole:\n" + "\n".join(f"- {each}" for each in wrong))
    print(f"{sys.argv[1]} lists {len(listed['components'])} packages.")


def faults(listed: Mapping[str, Any], wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield what a list lacks of the packages that are locked, and what it has beside them."""
    if listed.get("bomFormat") != "CycloneDX":
        yield "It is no CycloneDX."
        return
    found: dict[str, Mapping[str, Any]] = {canonicalize_name(each["name"]): each for each in listed["components"]}
    for name, version in wanted.items():
        each = found.get(name)
        if each is None:
            yield f"{name} {version} is not listed."
        elif each.get("version") != version:
            yield f"{name} is locked as {version}, and listed as {each.get('version')}."
        elif not each.get("licenses"):
            yield f"{name} has no licence."
    yield from (f"{name} is listed, and not locked." for name in sorted(found.keys() - wanted.keys()))


if __name__ == "__main__":
    main()

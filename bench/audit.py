"""`python -m bench.audit PIP_AUDIT`: ask for known vulnerabilities of all that is locked; fail where nothing was told.

pip-audit by itself says that nothing is known, and ends with 0, of packages that it could not look up. Here each locked
package must have been looked up, in the version that is locked.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from packaging.utils import canonicalize_name

from bench.lock import LOCK, versions_here

OPTIONS = ("--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--progress-spinner", "off")
FORM = ("--format", "json")

CLEAN, FOUND = 0, 1
"""What pip-audit ends with when it knows of nothing, or of something."""


def main() -> None:
    """Audit, tell what is wrong, and end with 1 unless nothing is."""
    if len(sys.argv) != 2:
        sys.exit("Call it with the path of pip-audit: `make audit` does.")
    run = subprocess.run([sys.argv[1], *OPTIONS, *FORM], capture_output=True, text=True, check=False)
    wrong = list(faults(run.stdout, run.returncode, versions_here()))
    if wrong:
        print(run.stderr.strip()[-2_000:], file=sys.stderr)
        sys.exit("The audit failed:\n" + "\n".join(f"- {each}" for each in wrong))
    print(f"All {len(versions_here())} locked packages were looked up; no vulnerability of them is known.")


def faults(answer: str, status: int, wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield what an answer of pip-audit lacks, and what it knows, of the packages that are locked."""
    told = _dependencies(answer)
    if told is None or status not in (CLEAN, FOUND):
        yield f"pip-audit gave no answer that can be read, and ended with {status}: nothing was audited."
        return
    looked_up: dict[str, Mapping[str, Any]] = {
        canonicalize_name(each["name"]): each for each in told if isinstance(each.get("vulns"), list)
    }
    reasons: dict[str, str] = {canonicalize_name(each["name"]): each.get("skip_reason", "") for each in told}
    for name, version in wanted.items():
        found = looked_up.get(name)
        if found is None:
            yield f"{name} {version} was not looked up: {reasons.get(name) or 'pip-audit does not name it'}"
        elif found.get("version") != version:
            yield f"{name} is locked as {version}; looked up was {found.get('version')}"
    known = [
        f"{each['name']} {each['version']}: {_vulnerability(one)}" for each in told for one in each.get("vulns", ())
    ]
    yield from known
    if status == FOUND and not known:
        yield "pip-audit says that it found something, and not what."


def _dependencies(answer: str) -> Sequence[Mapping[str, Any]] | None:
    try:
        told = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    is_whole = isinstance(told, list) and all(isinstance(each, dict) and "name" in each for each in told)
    return told if is_whole else None


def _vulnerability(one: Mapping[str, Any]) -> str:
    mended = ", ".join(one.get("fix_versions", ())) or "no version yet"
    return f"{one.get('id', 'without a name')}, mended in {mended}"


if __name__ == "__main__":
    main()

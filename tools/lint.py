"""`make lint`: every check that needs no database; says all that is wrong, not the first."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COMPOSE = "docker-compose.yml"
# Comes for Linux on x86-64 alone; other machines leave the check to the continuous integration.
MAY_BE_MISSING = {"dockerfile"}
CHECKS = {
    "style": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "templates": [BIN / "djade", "--check", "--target-version", "5.2"],
    "ladder": [BIN / "lint-imports", "--no-cache"],
    "compose": [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE],
    "dockerfile": [BIN / "hadolint", "--no-color", "Dockerfile"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
}
LOCKED = re.compile(
    r"[a-z0-9._\[\],-]+==\S+( ;.*)?( \\)?|    --hash=sha256:[0-9a-f]{64}( \\)?|    #( .*)?|"
)
MIGRATION_NAME = re.compile(r"^\d{4}_(?!.*auto_)[a-z0-9_]+\.py$")


def main():
    wrong = [name for name, command in CHECKS.items() if not passes(name, command)]
    findings = [*beside_packages(), *migration_names()]
    for finding in findings:
        print(finding)
    if wrong or findings:
        sys.exit(f"To mend: {', '.join([*wrong, *(['locks or names'] if findings else [])])}.")
    print("All checks passed.")


def passes(name, command):
    if name in MAY_BE_MISSING and not command[0].exists():
        print(f"Not checked here: {name}.")
        return True
    if name == "templates":
        command = [*command, *sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))]
    result = subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True
    )
    if result.returncode:
        print(f"--- {name}\n{result.stdout}{result.stderr}")
    return result.returncode == 0


def beside_packages():
    """A lock names packages and their hashes, never where to fetch them."""
    for lock in ROOT.glob("requirements/*.txt"):
        for number, line in enumerate(lock.read_text().splitlines(), 1):
            if not LOCKED.fullmatch(line):
                yield f"{lock.relative_to(ROOT)}:{number} is no package and no hash: {line.strip()}"
    for path, package in json.loads((ROOT / "package-lock.json").read_text())["packages"].items():
        if "resolved" in package:
            yield f"package-lock.json says where to fetch {path}."


def migration_names():
    for path in ROOT.glob("*/migrations/[0-9]*.py"):
        if not MIGRATION_NAME.match(path.name):
            yield f"{path.relative_to(ROOT)} needs a name that says what it does."


if __name__ == "__main__":
    main()

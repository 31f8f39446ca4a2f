"""`make lock`: resolve again, for every platform, with hashes and without index addresses."""

import subprocess

from tools.setup import ROOT, find_uv

OPTIONS = [
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
]
LOCKS = {"base": [], "dev": ["--group=dev"], "saml": ["--extra=saml"]}


def main():
    for name, extras in LOCKS.items():
        target = f"requirements/{name}.txt"
        command = [*find_uv(), "pip", "compile", *OPTIONS, *extras, "pyproject.toml", "-o", target]
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()

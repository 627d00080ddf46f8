"""Makes `.venv` and installs the locked packages of an extra into it: `python3 tools/environment.py service|training|dev|bench`.

Every make target calls it first, so it says nothing and costs some tens of milliseconds when the environment is current. Whatever goes
wrong is one sentence and exit status 1. Standard library only, and parsed by Python 3.6 too, so that an old Python is told what it lacks
instead of meeting a SyntaxError: hence quoted annotations and no newer syntax here.

`PYTHON` (environment) names the interpreter to make `.venv` with; `WHEELS` a folder of wheels to install from, without any network.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

OLDEST = (3, 11)
TRIED = ("python3.11", "python3.12", "python3.13", "python3.14")
"""Where to look when `python3` is too old; the locks are tested with the first."""

EXTRAS = {"service": "0.5 GB", "training": "2.2 GB", "dev": "2.4 GB", "bench": "2.8 GB"}
"""The extras that have a lock, each including the one before it, and the disk space that each needs in all."""

UNREACHABLE = re.compile(r"New\w*ConnectionError|Name\w*Error|name resolution|(Connect|Read)\w*Timeout|Connection\w*Error|ProxyError|Max retries|SSLError")


class EnvironmentProblem(Exception):
    """The environment cannot be made; the message is the whole sentence for the user."""


def main(root: str, arguments: "list[str]") -> int:
    """Brings the `.venv` of the repository at `root` up to the extra that `arguments` names; 0, or 1 with a sentence on stderr."""
    try:
        if len(arguments) != 1 or arguments[0] not in EXTRAS:
            raise EnvironmentProblem("Name one extra: {}.".format(", ".join(EXTRAS)))
        if not is_current(root, arguments[0]):
            require_python(sys.version_info[:2], os.environ.get("PYTHON", ""), os.environ.get("PATH", ""))
            install(root, arguments[0], os.environ.get("WHEELS", ""))
        write_launcher(root)
    except EnvironmentProblem as problem:
        sys.stderr.write("{}\n".format(problem))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted: .venv is not complete; the next make goes on from here.\n")
        return 130
    except OSError as error:
        sys.stderr.write("Cannot prepare {}: {}.\n".format(os.path.join(root, ".venv"), diagnosis(str(error)) or error))
        return 1
    return 0


def is_current(root: str, extra: str) -> bool:
    """Whether `.venv` holds that extra as locked now; reads a few small files and starts nothing."""
    try:
        with open(_stamp(root, extra)) as file:
            stamped = file.read()
    except OSError:
        return False
    return stamped == lock_hash(root, extra) and os.path.exists(_python(root))


def lock_hash(root: str, extra: str) -> str:
    """sha256 of the extra's lock and of those it includes."""
    digest = hashlib.sha256()
    for name in _included(extra):
        with open(os.path.join(root, "requirements", name + ".txt"), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def require_python(version: "tuple[int, ...]", chosen: str, path: str) -> None:
    """Returns if this Python is new enough; else starts over with a newer one from `path`, unless the user chose this one by name."""
    if version >= OLDEST:
        return
    newer = None if chosen else newer_python(path)
    if newer is not None:
        os.execv(newer, [newer, *sys.argv])
    raise EnvironmentProblem(
        "Python {}.{} or newer is needed, and {} is Python {}.{}. Install python3.11, or name another interpreter: "
        "make setup PYTHON=/path/to/python3.11".format(OLDEST[0], OLDEST[1], chosen or "python3", version[0], version[1])
    )


def newer_python(path: str) -> "str | None":
    """The first interpreter on `path` that is new enough and starts (a version manager's shim may not)."""
    for name in TRIED:
        found = shutil.which(name, path=path)
        if found and _answers(found, "import sys; assert sys.version_info >= {}".format(OLDEST)):
            return found
    return None


def install(root: str, extra: str, wheels: str) -> None:
    """Makes `.venv` if there is none and installs the extra's lock; calls at the same time wait for one another."""
    with _Turn(root):
        if is_current(root, extra):
            return
        if not os.path.exists(os.path.join(root, ".venv")):
            _make_venv(root)
        python = _python(root)
        if not _answers(python, "import sys, pip; assert sys.version_info >= {}".format(OLDEST)):
            raise EnvironmentProblem(
                "{} has no working Python {}.{} or newer with pip. Remove that folder and run make again.".format(os.path.join(root, ".venv"), *OLDEST)
            )
        for name in EXTRAS:
            if extra in _included(name) and os.path.exists(_stamp(root, name)):
                os.remove(_stamp(root, name))
        started = time.time()
        sys.stderr.write("Installing the {} packages into .venv …\n".format(extra))
        _pip(root, extra, wheels)
        if extra != "service":
            _require_openmp(python)
        for name in _included(extra):
            with open(_stamp(root, name), "w") as file:
                file.write(lock_hash(root, name))
        sys.stderr.write("Installed in {:.0f} s.\n".format(time.time() - started))


def write_launcher(root: str) -> None:
    """Makes `.venv/bin/valuation`, the command that `pyproject.toml` names: the repository itself is not installed into `.venv`."""
    launcher = os.path.join(root, ".venv", "bin", "valuation")
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from service.cli import main; sys.exit(main())"
    text = '#!/bin/sh\nexec {} -P -c {} {} "$@"\n'.format(*map(shlex.quote, (_python(root), start, root)))
    try:
        with open(launcher) as file:
            if file.read() == text:
                return
    except OSError:
        pass
    fresh = "{}.{}".format(launcher, os.getpid())
    with open(fresh, "w") as file:
        file.write(text)
    os.chmod(fresh, 0o755)
    os.replace(fresh, launcher)


def diagnosis(output: str) -> "str | None":
    """What a failed pip's output, or an operating system's error, means; None if it is none of the known troubles."""
    if re.search(r"No space left on device|Errno 28|Disk quota exceeded", output):
        return "the disk is full (the packages need {})".format(", ".join("{}: {}".format(*item) for item in EXTRAS.items()))
    if UNREACHABLE.search(output):
        return (
            "the package registry cannot be reached. Check the network and pip's configuration (`pip config list`), "
            "or give a folder of wheels: make setup WHEELS=/path/to/wheels"
        )
    missing = re.search(r"No matching distribution found for (\S+)", output)
    if missing:
        return "there is no {} for Python {}.{} on this kind of machine; the locks are tested with Python 3.11 on Linux (make setup PYTHON=python3.11)".format(
            missing.group(1), *sys.version_info[:2]
        )
    if re.search(r"Permission denied|Errno 13|Read-only file system", output):
        return "a folder cannot be written: {}".format(output.strip().split("\n")[-1])
    return None


def _included(extra: str) -> "list[str]":
    names = list(EXTRAS)
    return names[: names.index(extra) + 1]


def _python(root: str) -> str:
    return os.path.join(root, ".venv", "bin", "python")


def _stamp(root: str, extra: str) -> str:
    return os.path.join(root, ".venv", ".installed-" + extra)


def _answers(python: str, code: str) -> bool:
    try:
        return subprocess.call([python, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _make_venv(root: str) -> None:
    folder = os.path.join(root, ".venv")
    finished = False
    try:
        made = subprocess.run([sys.executable, "-m", "venv", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        finished = made.returncode == 0
    finally:
        if not finished:
            shutil.rmtree(folder, ignore_errors=True)
    if finished:
        return
    if re.search(r"ensurepip is not available|No module named '?(venv|ensurepip)", made.stdout):
        raise EnvironmentProblem(
            "This Python cannot make virtual environments: on Debian and Ubuntu, apt-get install python{}.{}-venv, then run make again.".format(
                *sys.version_info[:2]
            )
        )
    full = shutil.disk_usage(root).free < 50e6  # the output of the failed ensurepip is not shown: what it needs must be looked at
    reason = diagnosis("No space left on device" if full else made.stdout) or made.stdout.strip().split("\n")[-1]
    raise EnvironmentProblem("Cannot make {}: {}.".format(folder, reason))


def _pip(root: str, extra: str, wheels: str) -> None:
    lock = os.path.join(root, "requirements", extra + ".txt")
    command = [_python(root), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "-r", lock]
    if wheels:
        command += ["--no-index", "--find-links", wheels]
    log = os.path.join(root, ".venv", "pip.log")
    terminal = sys.stderr.isatty()
    with open(log, "w") as file, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            file.write(line)
            if terminal and line.startswith(("Collecting", "Installing")):
                sys.stderr.write("\r\033[K  {:.70}".format(line.rstrip()))
    if terminal:
        sys.stderr.write("\r\033[K")
    if pip.returncode == 0:
        return
    with open(log) as file:
        output = file.read()
    if wheels and "No matching distribution" in output:
        raise EnvironmentProblem("Cannot install the {} packages: WHEELS={} lacks some of {}; see {}.".format(extra, wheels, lock, log))
    errors = [line for line in output.strip().split("\n") if line.startswith("ERROR")] or output.strip().split("\n")
    raise EnvironmentProblem("Cannot install the {} packages: {}. The whole story is in {}.".format(extra, diagnosis(output) or errors[-1], log))


def _require_openmp(python: str) -> None:
    loaded = subprocess.run([python, "-c", "import lightgbm"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, universal_newlines=True)
    if re.search(r"lib(g)?omp", loaded.stderr):
        raise EnvironmentProblem(
            "LightGBM needs the system's OpenMP library: apt-get install libgomp1 (Debian, Ubuntu), dnf install libgomp (Fedora), brew install libomp (macOS)."
        )


class _Turn:
    """Holds the repository's folder locked, so that two makes do not write one `.venv` at once."""

    def __init__(self, root: str) -> None:
        self._root = root

    def __enter__(self) -> None:
        try:
            import fcntl
        except ImportError:
            raise EnvironmentProblem("This runs on Linux, macOS and WSL; on Windows, use it inside WSL.") from None
        self._folder = os.open(self._root, os.O_RDONLY)
        try:
            fcntl.flock(self._folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write("Waiting for another make that is installing into .venv …\n")
            fcntl.flock(self._folder, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        os.close(self._folder)


if __name__ == "__main__":
    sys.exit(main(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), sys.argv[1:]))

"""A PostgreSQL of the tests' own, from the binaries that the package `pgserver` brings: in a folder of /tmp, on a socket, gone at the end."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NOBODY = "nobody"
"""Who runs it where the tests run as root, which PostgreSQL refuses to do."""


class PostgresServer:
    """A cluster that is made and started at once, and may be stopped and started again."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="valuation-postgres-", dir="/tmp"))  # a socket's path must be short
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(self._folder, NOBODY)
            nobody = pwd.getpwnam(NOBODY)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._bin = self._reachable(Path(next(iter(found().submodule_search_locations or ()))))
        self._call("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self._folder}"

    def start(self) -> None:
        quick = "-c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=60"
        self._call("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", f"-c listen_addresses= -k {self._folder} {quick}", "start")

    def stop(self) -> None:
        self._call("pg_ctl", "-w", "-m", "immediate", "stop")

    @contextmanager
    def silent(self) -> Iterator[None]:
        """None of its processes does anything meanwhile, and none is gone: connections stay open and say nothing."""
        first = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        ours = [first, *(int(child) for child in Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        try:
            for process in ours:
                os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in ours:
                os.kill(process, signal.SIGCONT)

    def remove(self) -> None:
        if (self._folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder)

    def _reachable(self, package: Path) -> Path:
        """The programs, copied with their libraries if whoever runs them cannot see them where they lie."""
        try:
            subprocess.run([package / "pginstall" / "bin" / "postgres", "--version"], check=True, capture_output=True, **self._as)
        except (OSError, subprocess.CalledProcessError):
            for folder in package.parent.glob(f"{package.name}*"):  # the libraries lie beside the package
                if folder.name in (package.name, f"{package.name}.libs"):
                    shutil.copytree(folder, self._folder / "install" / folder.name, symlinks=True)
            package = self._folder / "install" / package.name
        return package / "pginstall" / "bin"

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self._folder / "data"), *arguments]
        with open(self._folder / f"{program}.out", "w+b") as output:  # a pipe would stay open as long as the server runs
            done = subprocess.run(command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, timeout=60, check=False, **self._as)
            output.seek(0)
            assert done.returncode == 0, output.read().decode()


def found() -> Any:
    """Where pgserver is installed; it is not imported, for it wants a home and locks of its own."""
    spec = importlib.util.find_spec("pgserver")
    assert spec is not None, "pgserver is among the packages of `make setup`"
    return spec

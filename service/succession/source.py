"""Where the bundle that should answer is found: a folder of published bundles on this machine, the same in an object store, or a bundle by itself.

Blocking, and for one thread at a time: the watcher asks on a thread of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from models.champion import Pointer
from models.layout import Layout
from models.load import Bundle, is_champion_folder, load_bundle, load_version, manifest_of, read_pointer


class Unreachable(Exception):
    """The folder cannot be read now; it may be later."""


class Source(Protocol):
    """Raises Unreachable, and BundleError for what must not be used."""

    @property
    def shown(self) -> str: ...

    def pointer(self) -> Pointer: ...

    def bundle(self, version: str) -> Bundle: ...


@dataclass(frozen=True)
class LocalChampion:
    """A champion folder of this machine, or of a volume that it has mounted."""

    folder: Path

    @property
    def shown(self) -> str:
        """The folder, for a log."""
        return str(self.folder)

    def pointer(self) -> Pointer:
        """What it points to now."""
        if not _is_there(self.folder):
            raise Unreachable(f"{self.folder} is not there")
        return read_pointer(self.folder)

    def bundle(self, version: str) -> Bundle:
        """A version of it, verified."""
        return load_version(self.folder, version)


@dataclass(frozen=True)
class LoneBundle:
    """The folder of one bundle; it is another one once another bundle has been written there."""

    folder: Path

    @property
    def shown(self) -> str:
        """The folder, for a log."""
        return str(self.folder)

    def pointer(self) -> Pointer:
        """Points to what lies there now."""
        file = Layout(self.folder).manifest
        try:
            written, changed = file.read_bytes(), file.stat().st_mtime
        except OSError as error:
            raise Unreachable(f"{file} cannot be read ({error.strerror})") from None
        return Pointer.of([manifest_of(written, file).version], datetime.fromtimestamp(changed, UTC))

    def bundle(self, version: str) -> Bundle:
        """What lies there, verified."""
        return load_bundle(self.folder)


def source_of(location: Path | str, cache: Path) -> Source:
    """The source at a location; `cache` is the folder for what is fetched from elsewhere."""
    if isinstance(location, str):
        # Not before it is needed: a service that reads a folder of its own machine needs no fsspec.
        from service.succession.remote import RemoteChampion

        return RemoteChampion(location, cache)
    return LocalChampion(location) if is_champion_folder(location) else LoneBundle(location)


def is_watched(source: Source) -> bool:
    """Whether another champion may be published there."""
    return not isinstance(source, LoneBundle)


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # a mount that hangs or has gone stale
        return False

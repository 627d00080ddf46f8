"""A champion folder in an object store, or wherever else fsspec reads: what it points to is fetched into a champion folder of this machine and loaded there.

Only `current.json`, the manifest of the version it names and the files of that manifest are fetched, none longer than it says it is. The copy of the
pointer is written once the bundle beside it has been verified: a service that starts while the store is away takes what it had.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from models.champion import POINTER, Pointer, is_version, pointer_file
from models.layout import MANIFEST
from models.load import Bundle, BundleError, load_version, manifest_of, pointer_of
from models.manifest import Manifest
from service.location import shown
from service.succession.source import Unreachable

POINTER_BYTES, MANIFEST_BYTES, BUNDLE_BYTES = 2**16, 2**24, 2**34
"""Most that is fetched of a pointer, a manifest, all files of a bundle."""
PIECE = 2**22
SPARE = 2**28
"""Bytes that a bundle leaves free on the disk."""
LOCK = ".lock"
_NAME = re.compile(r"\w[\w.-]*", re.ASCII)

T = TypeVar("T")


class RemoteChampion:
    """The folder at `url`; `cache` is the champion folder of this machine, which the worker processes share."""

    def __init__(self, url: str, cache: Path) -> None:
        self._url, self._cache = url, cache
        self.shown = shown(url)
        self._pointer: Pointer | None = None

    def pointer(self) -> Pointer:
        """What it points to now."""
        files, root = self._opened()
        written = self._asked(lambda: _piece(files, f"{root}/{POINTER}", POINTER_BYTES))
        self._pointer = pointer_of(written, Path(POINTER))
        return self._pointer

    def bundle(self, version: str) -> Bundle:
        """A version of it, fetched unless it is there already, and verified."""
        self._cache.mkdir(parents=True, exist_ok=True)
        with _locked(self._cache):
            bundle = self._kept(version) or self._fetched(version)
            if self._pointer is not None and self._pointer.current == version:
                _write(pointer_file(self._cache), self._pointer.model_dump_json(indent=1).encode())
                self._prune({*self._pointer.versions, version})
            return bundle

    def last_known(self) -> Pointer | None:
        """What it pointed to when a bundle was last fetched; None where none ever was."""
        try:
            return pointer_of(pointer_file(self._cache).read_bytes(), pointer_file(self._cache))
        except (OSError, BundleError):
            return None

    def _kept(self, version: str) -> Bundle | None:
        if not (self._cache / version).is_dir():
            return None
        try:
            return load_version(self._cache, version)
        except BundleError:  # something has happened to it here: the store may have it whole
            shutil.rmtree(self._cache / version)
            return None

    def _fetched(self, version: str) -> Bundle:
        """The version's folder is filled beside its place and moved there at the end, so that what is there is whole."""
        files, root = self._opened()
        written = self._asked(lambda: _piece(files, f"{root}/{version}/{MANIFEST}", MANIFEST_BYTES))
        manifest = manifest_of(written, Path(version) / MANIFEST, version)
        _check_names(manifest, self._cache)
        part = self._cache / f".{version}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        try:
            for name, info in manifest.files.items():
                self._asked(lambda name=name, info=info: _copy(files, f"{root}/{version}/{name}", part / name, info.size))  # type: ignore[misc]
            _write(part / MANIFEST, written)
            os.rename(part, self._cache / version)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return load_version(self._cache, version)

    def _opened(self) -> tuple[Any, str]:
        import fsspec

        try:
            files, root = fsspec.core.url_to_fs(self._url)
        except ImportError as error:
            raise BundleError(self.shown, f"{error}. Install what reads it: the extra `s3` of this package for s3://") from None
        except ValueError as error:
            raise BundleError(self.shown, f"no place that can be read: {error}") from None
        except Exception as error:  # noqa: BLE001 - as below
            raise self._away(error) from None
        return files, root.rstrip("/")

    def _asked(self, question: Callable[[], T]) -> T:
        """What the store answers; Unreachable for all that goes wrong on the way, in whichever library."""
        try:
            return question()
        except BundleError:
            raise
        except Exception as error:  # noqa: BLE001 - botocore, aiohttp and others each have errors of their own
            raise self._away(error) from None

    def _away(self, error: Exception) -> Unreachable:
        return Unreachable(f"{self.shown} cannot be read ({type(error).__name__}: {_first_line(error)})")

    def _prune(self, kept: set[str]) -> None:
        for path in self._cache.iterdir():
            if path.is_dir() and is_version(path.name) and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _piece(files: Any, path: str, most: int) -> bytes:
    found: bytes = files.cat_file(path, start=0, end=most + 1)
    if len(found) > most:
        raise BundleError(PurePosixPath(path).name, f"more than {most} bytes")
    return found


def _copy(files: Any, source: str, target: Path, size: int) -> None:
    """Exactly `size` bytes, or BundleError: whoever writes into the store cannot fill the disk here."""
    left = size
    with files.open(source, "rb", block_size=PIECE) as read, target.open("wb") as write:
        while piece := read.read(PIECE):
            left -= len(piece)
            if left < 0:
                break
            write.write(piece)
    if left != 0:
        raise BundleError(target.name, f"{'more' if left < 0 else 'fewer'} bytes than the {size} of the manifest; truncated or replaced")


def _check_names(manifest: Manifest, cache: Path) -> None:
    for name in manifest.files:
        if not _NAME.fullmatch(name) or name == MANIFEST:
            raise BundleError(MANIFEST, f"names {name!r}, which is no file of a bundle")
    size = sum(info.size for info in manifest.files.values())
    if size > BUNDLE_BYTES or any(info.size < 0 for info in manifest.files.values()):
        raise BundleError(MANIFEST, f"files of {size} bytes; at most {BUNDLE_BYTES} are fetched")
    if size + SPARE > (free := shutil.disk_usage(cache).free):
        raise Unreachable(f"the bundle has {size} bytes, and {cache} only {free} free")


@contextmanager
def _locked(cache: Path) -> Iterator[None]:
    """One process fetches, the others wait and find it there."""
    with (cache / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    os.replace(part, file)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:200]

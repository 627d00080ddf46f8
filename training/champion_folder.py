"""Publishing into the champion folder that a service watches, and going back; `models/champion.py` says how the folder looks.

A version's folder is written and verified in full while nothing points to it; the pointer is then replaced in one step. Whatever is interrupted, and
wherever, the pointer names a whole bundle: what is left over is a folder that nothing points to, and the next publication of that version completes it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from models.champion import Pointer, is_subject, is_version, pointer_file
from models.layout import MANIFEST
from models.load import Bundle, BundleError, is_champion_folder, load_bundle, read_pointer
from models.scorer import Scorer

KEPT = 4
"""Versions that the pointer names, the current one among them: as far as one can go back."""
LOCK = ".lock"


class ChampionError(Exception):
    """The champion folder cannot be changed now; it is as it was."""


def champion_pointer(champion: Path) -> Pointer | None:
    """The pointer of a champion folder, None where nothing has been published; BundleError where it is broken, ChampionError where a bundle lies there."""
    if champion.exists() and not champion.is_dir():
        raise ChampionError(f"{champion} is a file. Name a folder for published bundles, e.g. models/bundles/champion.")
    if (champion / MANIFEST).exists():
        raise ChampionError(f"{champion} is a bundle itself. Name a folder for published bundles, e.g. models/bundles/champion.")
    return read_pointer(champion) if pointer_file(champion).exists() else None


def publish(bundle: Bundle, champion: Path, against: str | None, now: datetime, by: str | None = None) -> Pointer:
    """Makes a bundle the champion. `against` is the version that was the champion when this one was judged (None for the first one), `by` who publishes it.

    ChampionError where another has become champion since, or is being published right now; BundleError where what was written does not verify.
    """
    _check_subject(by)
    champion.mkdir(parents=True, exist_ok=True)
    version = bundle.manifest.version
    with _locked(champion):
        pointer = champion_pointer(champion)
        current = None if pointer is None else pointer.current
        if current not in (against, version):
            raise ChampionError(f"{current} became the champion of {champion} meanwhile, and {version} was not judged against it. Run the command again.")
        _place(bundle, champion / version)
        if pointer is not None and current == version:
            return pointer
        known = () if pointer is None else tuple(one for one in pointer.versions if one != version)
        changed = Pointer.of((version, *known)[:KEPT], now, by)
        _point(champion, changed)
        _prune(champion, {*changed.versions, *known})
        return changed


def roll_back(champion: Path, now: datetime, by: str | None = None) -> tuple[Pointer, str]:
    """Back to the version before, and the one that was left; it is named no longer, so that going back twice goes back further, never forth.

    ChampionError where there is none to go back to; BundleError where it does not verify any more.
    """
    _check_subject(by)
    if not is_champion_folder(champion):
        raise ChampionError(f"{champion} holds no champion. Name the folder that `make promote` published into.")
    with _locked(champion):
        pointer = read_pointer(champion)
        if pointer.previous is None:
            raise ChampionError(f"{pointer.current} is the only version in {champion}: there is nothing to go back to.")
        _verify(champion / pointer.previous)
        back = Pointer.of(pointer.versions[1:], now, by)
        _point(champion, back)
        return back, pointer.current


def _check_subject(by: str | None) -> None:
    if by is not None and not is_subject(by):
        raise ChampionError(f"BY={by!r} is no name on one line of at most 400 characters. Write who publishes, as the service knows them: key:<prefix>.")


@contextmanager
def _locked(champion: Path) -> Iterator[None]:
    """One writer at a time; the system lets go of the lock of a process that dies."""
    with (champion / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ChampionError(f"Another promotion or rollback is changing {champion} right now. Wait for it, and run the command again.") from None
        yield


def _place(bundle: Bundle, folder: Path) -> None:
    """The bundle's own files at `folder`, verified and self-tested there. One that is there already and whole stays untouched."""
    if folder.is_dir():
        try:
            return _verify(folder)
        except BundleError:  # half a folder, left by a publication that was interrupted
            shutil.rmtree(folder)
    folder.mkdir()
    for name in (*bundle.manifest.files, MANIFEST):  # the manifest last: without it the folder is no bundle
        _copy(bundle.layout.folder / name, folder / name)
    _sync(folder)
    _verify(folder)


def _verify(folder: Path) -> None:
    Scorer(load_bundle(folder)).self_test()


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    with source.open("rb") as read, part.open("wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())
    os.replace(part, target)


def _point(champion: Path, pointer: Pointer) -> None:
    """Replaces the pointer in one step, on disk before anything else happens."""
    part = champion / f".{pointer_file(champion).name}.part"
    with part.open("w", encoding="utf-8") as file:
        file.write(pointer.model_dump_json(indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, pointer_file(champion))
    _sync(champion)


def _prune(champion: Path, kept: set[str]) -> None:
    """Removes versions that neither the pointer names nor the one before it did: a reader may still be at those."""
    for path in champion.iterdir():
        if path.is_dir() and is_version(path.name) and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)  # what cannot be removed costs disk, and the next promotion tries again


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

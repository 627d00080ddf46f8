"""Loading a bundle: everything is verified before anything is used, and nothing in it can execute."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from models.champion import POINTER_FORMAT, Pointer, pointer_file
from models.covers import Covers, UnreadableCovers, read_covers
from models.layout import COVERS, ENCODER, GOLDEN, GRAPH, HEADS, MANIFEST, TOKENIZER, Layout
from models.manifest import FORMAT, Manifest, sha256_of
from valuation.features import schema_hash

Record = TypeVar("Record", bound=BaseModel)


class BundleError(Exception):
    """A bundle that must not be used: which file, and why."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}")

    def __reduce__(self) -> tuple[type[BundleError], tuple[str, str]]:
        """From one process to another."""
        return BundleError, (self.file, self.reason)


@dataclass(frozen=True)
class Bundle:
    """A verified bundle."""

    layout: Layout
    manifest: Manifest

    @cached_property
    def golden(self) -> dict[str, Any]:
        """Achievements and the answers that the bundle gave for them when it was exported."""
        answers: dict[str, Any] = json.loads(self.layout.golden.read_text(encoding="utf-8"))
        return answers

    @cached_property
    def covers(self) -> Covers:
        """Node covers of the forests, for explaining single valuations; BundleError where the bundle has none or they cannot be read."""
        try:
            return read_covers(self.layout.covers)
        except UnreadableCovers as error:
            raise BundleError(COVERS, str(error)) from error


def load_bundle(folder: Path) -> Bundle:
    """The bundle in that folder, or the one that a champion folder points to; BundleError where it is absent, foreign, incomplete, altered or of
    another schema.
    """
    if not folder.is_dir():
        raise BundleError(str(folder), "no such folder; build a bundle with `make train` or `make demo`")
    champion = is_champion_folder(folder)
    return load_version(folder, read_pointer(folder).current) if champion else _loaded(Layout(folder))


def load_version(champion: Path, version: str) -> Bundle:
    """The bundle of a version in a champion folder, whether or not the pointer names it; BundleError as `load_bundle`."""
    layout = Layout(champion / version)
    if not layout.folder.is_dir():
        raise BundleError(str(pointer_file(champion)), f"points to {version}, and there is no such folder; publish a bundle again with `make promote`")
    return _loaded(layout, version)


def is_champion_folder(folder: Path) -> bool:
    """Whether a pointer lies there, and no manifest: not a bundle, but a folder of published ones."""
    return pointer_file(folder).exists() and not Layout(folder).manifest.exists()


def read_pointer(champion: Path) -> Pointer:
    """The pointer of a champion folder; BundleError where it is missing, unreadable or says something else."""
    file = pointer_file(champion)
    return pointer_of(_read(file, "this folder holds no champion; publish one with `make promote`"), file)


def pointer_of(written: bytes, file: Path) -> Pointer:
    """The pointer that a file holds; BundleError where it is none."""
    return _record(written, file, Pointer, POINTER_FORMAT, "publish a bundle again")


def manifest_of(written: bytes, file: Path, version: str | None = None) -> Manifest:
    """The manifest that a file holds, of that version where one is given; BundleError where it is none, was altered or is of another schema."""
    manifest = _record(written, file, Manifest, FORMAT, "retrain the bundle")
    _check_identity(manifest)
    if version not in (None, manifest.version):
        raise BundleError(str(file), f"version {manifest.version} in the folder of version {version}")
    return manifest


def _loaded(layout: Layout, version: str | None = None) -> Bundle:
    manifest = manifest_of(_read(layout.manifest, "this folder is not a bundle"), layout.manifest, version)
    _check_files(layout, manifest)
    return Bundle(layout, manifest)


def _read(file: Path, absent: str) -> bytes:
    """What a file holds; `absent` says what its absence means."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise BundleError(str(file), f"missing; {absent}") from None
    except OSError as error:
        raise BundleError(str(file), f"cannot be read ({error.strerror})") from None


def _record(written: bytes, file: Path, kind: type[Record], format: int, fix: str) -> Record:
    """A record from its JSON; `fix` says what to do about one of another format."""
    try:
        raw = json.loads(written.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad JSON, a number of thousands of digits, thousands of brackets
        raise BundleError(str(file), f"not readable as JSON ({error})") from None
    if not isinstance(raw, dict) or raw.get("format") != format:
        found = raw.get("format") if isinstance(raw, dict) else type(raw).__name__
        raise BundleError(file.name, f"format {found!r}, this version reads format {format}; {fix}")
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise BundleError(file.name, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _check_identity(manifest: Manifest) -> None:
    digest = manifest.computed_digest()
    if manifest.digest != digest or manifest.version != digest[:12]:
        raise BundleError(MANIFEST, "its digest does not match its content; the manifest was altered")
    if manifest.schema_hash != schema_hash(manifest.features):
        raise BundleError(MANIFEST, "trained under another feature definition than this version of the code; retrain the bundle")


def _check_files(layout: Layout, manifest: Manifest) -> None:
    required = {ENCODER, HEADS, TOKENIZER, GOLDEN} | ({GRAPH} if manifest.encoder.kind == "static" else set())
    for name in sorted(required - manifest.files.keys()):
        raise BundleError(name, "not listed in the manifest")
    for name, info in manifest.files.items():
        path = layout.folder / name
        if Path(name).name != name or path.is_symlink() or not path.is_file():
            raise BundleError(name, "listed in the manifest but not a file of the bundle")
        if path.stat().st_size != info.size:
            raise BundleError(name, f"{path.stat().st_size} bytes, the manifest says {info.size}; truncated or replaced")
        try:
            altered = sha256_of(path) != info.sha256
        except OSError as error:
            raise BundleError(name, f"cannot be read ({error.strerror})") from None
        if altered:
            raise BundleError(name, "its sha256 is not the one in the manifest; the file was altered")
    for extra in sorted(path.name for path in layout.folder.iterdir() if path.suffix == ".onnx" and path.name not in manifest.files):
        raise BundleError(extra, "a model file that the manifest does not list")

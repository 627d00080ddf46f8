"""Loading a bundle: everything is verified before anything is used, and nothing in it can execute."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.layout import ENCODER, GOLDEN, GRAPH, HEADS, MANIFEST, TOKENIZER, Layout
from models.manifest import FORMAT, Manifest, sha256_of
from valuation.features import schema_hash


class BundleError(Exception):
    """A bundle that must not be used: which file, and why."""

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason
        super().__init__(f"{file}: {reason}")


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


def load_bundle(folder: Path) -> Bundle:
    """The bundle in that folder; BundleError where it is absent, foreign, incomplete, altered or of another schema."""
    layout = Layout(folder)
    if not folder.is_dir():
        raise BundleError(str(folder), "no such folder; build a bundle with `make train` or `make demo`")
    manifest = _manifest(layout)
    _check_identity(manifest)
    _check_files(layout, manifest)
    return Bundle(layout, manifest)


def _manifest(layout: Layout) -> Manifest:
    try:
        raw = json.loads(layout.manifest.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BundleError(str(layout.manifest), "missing; this folder is not a bundle") from None
    except OSError as error:
        raise BundleError(str(layout.manifest), f"cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad JSON, a number of thousands of digits, thousands of brackets
        raise BundleError(str(layout.manifest), f"not readable as JSON ({error})") from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        found = raw.get("format") if isinstance(raw, dict) else type(raw).__name__
        raise BundleError(MANIFEST, f"format {found!r}, this version reads format {FORMAT}; retrain the bundle")
    try:
        return Manifest.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        raise BundleError(MANIFEST, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


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

"""`python -m tools.sbom --out sbom.json`: what the service consists of, as a CycloneDX 1.6 bill of materials, the model that it serves included.

Packages are those of `requirements/service.txt`; what each needs and under which licence comes from the packages installed in `.venv`. The model is a
`machine-learning-model` with the digest of its manifest and of each file, and with the data it learned from. Nothing in it tells time or chance: the same
lock and bundle give the same file. With `--wheels` each package also has the digest of its wheel.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from models.load import BundleError, load_bundle
from models.manifest import DataInfo, Manifest

ROOT = Path(__file__).resolve().parent.parent
Part = dict[str, Any]


class NotInstalled(Exception):
    """A package of the lock that `.venv` lacks, or has in another version."""


def main(arguments: Sequence[str]) -> int:
    """Writes the file; 0, or 1 with a sentence on stderr."""
    parser = argparse.ArgumentParser(prog="sbom")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bundle", type=Path, default=ROOT / "models" / "demo")
    parser.add_argument("--wheels", type=Path)
    asked = parser.parse_args(arguments)
    try:
        bill = bill_of_materials(ROOT, load_bundle(asked.bundle).manifest, wheel_digests(asked.wheels) if asked.wheels else {})
        asked.out.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", "utf-8")
    except (BundleError, NotInstalled, OSError) as error:
        sys.stderr.write(f"{asked.out} cannot be written: {error}.\n")
        return 1
    sys.stdout.write(f"{asked.out}: {len(bill['components'])} components, CycloneDX {bill['specVersion']}\n")
    return 0


def bill_of_materials(root: Path, manifest: Manifest, digests: Mapping[str, str]) -> Part:
    """The whole of it: the service, its locked packages, its model, and who needs whom."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    locked = locked_versions((root / "requirements" / "service.txt").read_text("utf-8"))
    direct = [Requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["service"]]]
    service = f"pkg:pypi/{project['name']}@{project['version']}"
    model = model_component(manifest)
    needs = dependencies(locked, direct)
    bill: Part = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "tools/sbom.py", "version": project["version"]}]},
            "component": {
                "type": "application",
                "bom-ref": service,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": service,
            },
        },
        "components": [*(package_component(name, version, digests.get(name)) for name, version in locked.items()), model],
        "dependencies": [
            {"ref": service, "dependsOn": [*(purl(name, locked[name]) for name in needs[""]), model["bom-ref"]]},
            *({"ref": purl(name, version), "dependsOn": [purl(other, locked[other]) for other in needs[name]]} for name, version in locked.items()),
            {"ref": model["bom-ref"], "dependsOn": []},
        ],
    }
    return {**bill, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(bill, sort_keys=True))}"}


def locked_versions(lock: str) -> dict[str, str]:
    """Versions by normalised name."""
    return {str(canonicalize_name(name)): version for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)$", lock, re.MULTILINE)}


def purl(name: str, version: str) -> str:
    """The package URL, which is also the reference within the bill."""
    return f"pkg:pypi/{name}@{version}"


def package_component(name: str, version: str, digest: str | None) -> Part:
    """A package with its licence, and with the digest of its wheel where it is known."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        raise NotInstalled(f"{name} is not installed; run `make setup`") from None
    if found.version != version:
        raise NotInstalled(f"{name} is installed as {found.version}, and locked as {version}; run `make setup`")
    part: Part = {"type": "library", "bom-ref": purl(name, version), "name": name, "version": version, "purl": purl(name, version)}
    if summary := _field(found.metadata, "Summary"):
        part["description"] = summary
    if expression := _field(found.metadata, "License-Expression"):
        part["licenses"] = [{"expression": expression}]
    elif stated := _stated_licence(_field(found.metadata, "License"), found.metadata.get_all("Classifier") or []):
        part["licenses"] = [{"license": {"name": stated}}]
    reference: Part = {"type": "distribution", "url": f"https://pypi.org/project/{name}/{version}/"}
    part["externalReferences"] = [{**reference, "hashes": [{"alg": "SHA-256", "content": digest}]} if digest else reference]
    return part


def dependencies(locked: Mapping[str, str], direct: Sequence[Requirement]) -> dict[str, list[str]]:
    """Which locked packages each needs, by name; those of the service itself under the empty name. Extras count where somebody asks for them."""
    declared = {name: [Requirement(line) for line in distribution(name).requires or []] for name in locked} | {"": list(direct)}
    extras: dict[str, set[str]] = {}
    for requirement in (one for those in declared.values() for one in those):
        extras.setdefault(canonicalize_name(requirement.name), set()).update(requirement.extras)
    return {
        name: sorted({_name(one) for one in those if _applies(one, extras.get(name, set())) and _name(one) in locked} - {name})
        for name, those in declared.items()
    }


def wheel_digests(folder: Path) -> dict[str, str]:
    """sha256 of each wheel in a folder, by the name of its package."""
    found: dict[str, str] = {}
    for wheel in sorted(folder.glob("*.whl")):
        try:
            found[str(parse_wheel_filename(wheel.name)[0])] = hashlib.sha256(wheel.read_bytes()).hexdigest()
        except InvalidWheelFilename:
            raise NotInstalled(f"{wheel} is not named as wheels are") from None
    return found


def model_component(manifest: Manifest) -> Part:
    """The bundle: what it is, the digest of its manifest and of each of its files, and what it learned from."""
    heads = [("price", manifest.price), ("maturity", manifest.maturity), *manifest.scores.items(), *manifest.signals.items()]
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{manifest.name}@{manifest.version}",
        "name": manifest.name,
        "version": manifest.version,
        "description": "A bundle of ONNX graphs and numbers; its SHA-256 is that of its manifest without `version` and `digest`.",
        "hashes": [{"alg": "SHA-256", "content": manifest.digest}],
        "components": [
            {"type": "file", "bom-ref": f"model:{manifest.version}/{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": file.sha256}]}
            for name, file in sorted(manifest.files.items())
        ],
        "modelCard": {
            "modelParameters": {
                "approach": {"type": "supervised"},
                "task": "valuation of scientific and technological achievements",
                "architectureFamily": "gradient boosted trees over text embeddings",
                "modelArchitecture": f"{manifest.encoder.kind} text encoder {manifest.encoder.name}",
                "datasets": [_dataset(data) for data in manifest.data],
                "inputs": [{"format": "text"}, *({"format": f"{one.name} ({one.kind})"} for one in manifest.attributes)],
                "outputs": [{"format": f"{name}: {head.meaning}"} for name, head in heads if head is not None],
            }
        },
        "properties": [
            {"name": "valuation:simulated", "value": str(manifest.simulated).lower()},
            {"name": "valuation:schema_hash", "value": manifest.schema_hash},
        ],
    }


def _dataset(data: DataInfo) -> Part:
    said = (data.description, data.licence and f"licence: {data.licence}", f"sha256 of the table: {data.sha256}")
    return {"type": "dataset", "name": data.source, "description": "; ".join(part for part in said if part)}


def _field(metadata: PackageMetadata, name: str) -> str | None:
    values: list[str] = metadata.get_all(name) or []
    return values[0] if values else None


def _stated_licence(field: str | None, classifiers: Iterable[str]) -> str | None:
    named = [line.rsplit(" :: ", 1)[-1] for line in classifiers if line.startswith("License :: ")]
    short = field.strip() if field and len(field.strip()) <= 60 and "\n" not in field.strip() else None
    return short or (" or ".join(named) if named else None)


def _name(requirement: Requirement) -> str:
    return str(canonicalize_name(requirement.name))


def _applies(requirement: Requirement, extras: set[str]) -> bool:
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

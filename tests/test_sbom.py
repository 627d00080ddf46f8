"""tools/sbom.py: the bill names all that is locked and the model that is served, and is valid CycloneDX."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from models.manifest import sha256_of
from tools import sbom
from tools.wheelhouse import write_sums

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sbom") / "sbom.json"
    assert sbom.main(["--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def bill(written: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written.read_text("utf-8"))
    return read


def model(bill: dict[str, Any]) -> dict[str, Any]:
    (found,) = [part for part in bill["components"] if part["type"] == "machine-learning-model"]
    assert isinstance(found, dict)
    return found


def test_the_bill_is_valid_by_the_schema_of_cyclonedx_1_6(written: Path) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written.read_text("utf-8")) is None


def test_it_names_each_locked_package_of_the_service_in_its_version_and_no_other(bill: dict[str, Any]) -> None:
    lines = [line for line in (ROOT / "requirements/service.txt").read_text().splitlines() if "==" in line]
    named = {(part["name"], part["version"]) for part in bill["components"] if part["type"] == "library"}
    assert named == set(sbom.locked_versions("\n".join(lines)).items())
    assert len(named) == len(lines)


def test_each_package_states_a_licence(bill: dict[str, Any]) -> None:
    assert [part["name"] for part in bill["components"] if part["type"] == "library" and not part.get("licenses")] == []


def test_every_package_is_needed_by_another_or_by_the_service(bill: dict[str, Any]) -> None:
    root = bill["metadata"]["component"]["bom-ref"]
    needs = {entry["ref"]: entry["dependsOn"] for entry in bill["dependencies"]}
    reached, front = set(), [root]
    while front:
        front = [ref for ref in {other for ref in front for other in needs[ref]} if ref not in reached]
        reached |= set(front)
    assert reached == {part["bom-ref"] for part in bill["components"]}
    assert "pkg:pypi/numpy@" in " ".join(needs[root])


def test_the_model_that_is_served_is_in_it_with_the_digest_of_its_manifest_and_of_each_file(bill: dict[str, Any]) -> None:
    found = model(bill)
    manifest = json.loads((ROOT / "models/demo/manifest.json").read_text("utf-8"))
    assert (found["name"], found["version"]) == (manifest["name"], manifest["version"])
    assert found["hashes"] == [{"alg": "SHA-256", "content": manifest["digest"]}]
    assert {part["name"]: part["hashes"][0]["content"] for part in found["components"]} == {
        name: sha256_of(ROOT / "models/demo" / name) for name in manifest["files"]
    }
    assert found["modelCard"]["modelParameters"]["datasets"][0]["name"] == "simulated"


def test_the_same_lock_and_bundle_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    assert sbom.main(["--out", str(tmp_path / "again.json")]) == 0
    assert (tmp_path / "again.json").read_bytes() == written.read_bytes()


def test_with_a_wheelhouse_each_package_has_the_digest_of_its_wheel(tmp_path: Path) -> None:
    (tmp_path / "Limits-5.8.0-py3-none-any.whl").write_bytes(b"a wheel")
    write_sums(tmp_path)
    out = tmp_path / "sbom.json"
    assert sbom.main(["--out", str(out), "--wheels", str(tmp_path)]) == 0
    (limits,) = [part for part in json.loads(out.read_text("utf-8"))["components"] if part["name"] == "limits"]
    assert limits["externalReferences"][0]["hashes"][0]["content"] == (tmp_path / "SHA256SUMS").read_text().split()[0]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(out.read_text("utf-8")) is None


def test_an_altered_bundle_is_not_certified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (ROOT / "models/demo").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "golden.json").write_text("{}")
    assert sbom.main(["--out", str(tmp_path / "sbom.json"), "--bundle", str(tmp_path)]) == 1
    assert "golden.json" in capsys.readouterr().err
    assert not (tmp_path / "sbom.json").exists()


def test_a_package_that_is_installed_in_another_version_is_not_certified() -> None:
    with pytest.raises(sbom.NotInstalled, match=r"locked as 0\.0\.1"):
        sbom.package_component("numpy", "0.0.1", None)
    with pytest.raises(sbom.NotInstalled, match="not installed"):
        sbom.package_component("no-such-package-at-all", "1", None)

"""The manifests for Kubernetes: valid by the schemas of its versions, hardened, and consistent with the service's settings and commands."""

from __future__ import annotations

import copy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from service.identity.commands import keys_app
from service.settings import Settings, variable

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "delivery/kubernetes"
VERSIONS = ("1.32", "1.37")
"""The oldest and the newest that are promised."""


def manifests() -> list[dict[str, Any]]:
    names = yaml.safe_load((FOLDER / "kustomization.yaml").read_text("utf-8"))["resources"]
    return [document for name in names for document in yaml.safe_load_all((FOLDER / name).read_text("utf-8"))]


def of_kind(kind: str) -> dict[str, Any]:
    (found,) = [document for document in manifests() if document["kind"] == kind]
    return found


@pytest.fixture(scope="module")
def pod() -> dict[str, Any]:
    spec: dict[str, Any] = of_kind("Deployment")["spec"]["template"]["spec"]
    return spec


@pytest.fixture(scope="module")
def container(pod: dict[str, Any]) -> dict[str, Any]:
    (only,) = pod["containers"]
    assert isinstance(only, dict)
    return only


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("document", manifests(), ids=lambda document: document["kind"])
def test_each_manifest_is_valid_by_the_schema_of_kubernetes(document: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(document, version, strict=True)


def test_the_schema_would_find_a_wrong_word() -> None:
    wrong = copy.deepcopy(of_kind("Deployment"))
    wrong["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_every_file_is_part_of_one_kustomization() -> None:
    named = {"kustomization.yaml", *yaml.safe_load((FOLDER / "kustomization.yaml").read_text("utf-8"))["resources"]}
    assert {file.name for file in FOLDER.glob("*.yaml")} == named


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="needs kubectl")
def test_kustomize_puts_them_together_with_and_without_a_champion_folder(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "kubernetes")
    (tmp_path / "kustomization.yaml").write_text("resources: [kubernetes]\ncomponents: [kubernetes/champion]\n")
    plain = subprocess.run(["kubectl", "kustomize", str(FOLDER)], capture_output=True, text=True, check=True).stdout
    with_champion = subprocess.run(["kubectl", "kustomize", str(tmp_path)], capture_output=True, text=True, check=True).stdout
    assert len(list(yaml.safe_load_all(plain))) == len(manifests())
    assert "claimName: valuation-champion" in with_champion and "claimName" not in plain
    for document in yaml.safe_load_all(with_champion):
        kubernetes_validate.validate(document, VERSIONS[-1], strict=True)


def test_it_runs_without_rights_on_a_root_that_cannot_be_written(pod: dict[str, Any], container: dict[str, Any]) -> None:
    assert pod["automountServiceAccountToken"] is False and pod["enableServiceLinks"] is False
    assert pod["securityContext"] | {"runAsNonRoot": True, "runAsUser": 10001, "seccompProfile": {"type": "RuntimeDefault"}} == pod["securityContext"]
    assert container["securityContext"] == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
    assert {"cpu", "memory"} <= container["resources"]["requests"].keys() & container["resources"]["limits"].keys()


def test_its_number_is_that_of_the_image(pod: dict[str, Any]) -> None:
    assert f"USER {pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}" in (ROOT / "Dockerfile").read_text("utf-8")


def test_accepted_calls_have_time_to_finish(pod: dict[str, Any], container: dict[str, Any]) -> None:
    settings = configured()
    waits = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] > waits + settings.deadline + settings.drain + 1


def test_the_room_for_sweeps_holds_as_many_as_may_be_answered_at_a_time(pod: dict[str, Any]) -> None:
    settings = configured()
    sizes = {volume["name"]: volume.get("emptyDir", {}).get("sizeLimit", "") for volume in pod["volumes"]}
    assert int(sizes["tmp"].removesuffix("Gi")) * 2**30 > settings.max_sweeps * settings.max_sweep_body


def test_every_setting_that_it_gives_is_one_and_is_taken() -> None:
    given = of_kind("ConfigMap")["data"]
    assert set(given) <= {variable(name) for name in Settings.model_fields}
    assert all(isinstance(value, str) for value in given.values())
    assert configured().host == "0.0.0.0"


def test_secrets_come_from_secrets(pod: dict[str, Any], container: dict[str, Any]) -> None:
    assert [entry["name"] for entry in container["env"] if "valueFrom" in entry and "secretKeyRef" in entry["valueFrom"]] == ["DATABASE_URL"]
    (volume,) = [volume for volume in pod["volumes"] if "secret" in volume]
    (mount,) = [mount for mount in container["volumeMounts"] if mount["name"] == volume["name"]]
    file = Path(mount["mountPath"]) / volume["secret"]["items"][0]["path"]
    assert str(file) == of_kind("ConfigMap")["data"]["VALUATION_AUDIT_KEY_FILE"] and mount["readOnly"] is True
    assert volume["secret"]["defaultMode"] & 0o007 == 0, "the service refuses a key file that everybody may read"
    assert not [document for document in manifests() if document["kind"] == "Secret"], "none is kept in git"


def test_probes_ask_routes_that_are_there(container: dict[str, Any]) -> None:
    (port,) = container["ports"]
    assert str(port["containerPort"]) == of_kind("ConfigMap")["data"]["VALUATION_PORT"]
    asked = {name: container[name]["httpGet"] for name in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert {probe["port"] for probe in asked.values()} == {port["name"]}
    assert (asked["startupProbe"]["path"], asked["readinessProbe"]["path"], asked["livenessProbe"]["path"]) == ("/ready", "/ready", "/live")


def test_there_are_always_two_and_one_goes_at_a_time() -> None:
    scaler, budget = of_kind("HorizontalPodAutoscaler")["spec"], of_kind("PodDisruptionBudget")["spec"]
    assert scaler["minReplicas"] >= 2 and budget["maxUnavailable"] == 1
    assert "replicas" not in of_kind("Deployment")["spec"], "or each `apply` would undo what the autoscaler decided"
    assert scaler["scaleTargetRef"]["name"] == of_kind("Deployment")["metadata"]["name"]


@pytest.mark.parametrize("kind", ["Service", "PodDisruptionBudget", "NetworkPolicy"])
def test_what_selects_pods_selects_ours(kind: str) -> None:
    spec = of_kind(kind)["spec"]
    selected = spec.get("podSelector") or spec["selector"]
    labels = of_kind("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert (selected.get("matchLabels") or selected).items() <= labels.items()


def test_nothing_leaves_but_for_names_and_the_database() -> None:
    policy = of_kind("NetworkPolicy")["spec"]
    assert set(policy["policyTypes"]) == {"Ingress", "Egress"}
    assert {port["port"] for rule in policy["egress"] for port in rule["ports"]} == {53, 5432}
    assert all(rule.get("from") for rule in policy["ingress"]), "from somebody, never from everybody"


def test_the_job_of_the_first_key_is_valid_and_has_what_the_service_has(pod: dict[str, Any]) -> None:
    job = yaml.safe_load((FOLDER / "first_key/job.yaml").read_text("utf-8"))
    for version in VERSIONS:
        kubernetes_validate.validate(job, version, strict=True)
    spec = job["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    (serving,) = pod["containers"]
    assert spec["securityContext"].items() <= pod["securityContext"].items()
    for same in ("image", "envFrom", "env", "securityContext"):
        assert container[same] == serving[same]
    assert [volume for volume in spec["volumes"] if "secret" in volume] == [volume for volume in pod["volumes"] if "secret" in volume]


def test_the_job_of_the_first_key_asks_for_what_the_command_knows() -> None:
    job = yaml.safe_load((FOLDER / "first_key/job.yaml").read_text("utf-8"))
    module, family, command, *options = job["spec"]["template"]["spec"]["containers"][0]["args"]
    assert (module, family, command) == ("service.cli", "keys", "create")
    _, bound, _ = keys_app.parse_args([command, *options])
    assert bound.arguments["scope"] == ["admin"] and bound.arguments["days"] == 7


def test_the_monitor_of_the_operator_asks_the_port_of_the_service() -> None:
    monitor = yaml.safe_load((FOLDER / "operator/servicemonitor.yaml").read_text("utf-8"))
    service = of_kind("Service")
    assert monitor["spec"]["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    assert monitor["spec"]["endpoints"][0]["port"] == service["spec"]["ports"][0]["name"]


def configured() -> Settings:
    """The settings that the manifests give."""
    given = of_kind("ConfigMap")["data"]
    return Settings.model_validate({name: given[variable(name)] for name in Settings.model_fields if variable(name) in given})

"""compose.yaml and what it hands to its services: valid, hardened, with no secret in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import Settings, variable

ROOT = Path(__file__).parents[2]
SERVICES = ("valuation", "postgres", "prometheus", "grafana")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return read


def test_it_is_valid_by_the_schema_of_the_compose_specification() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(ROOT / "compose.yaml")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_yaml_is_tidy() -> None:
    command = [sys.executable, "-m", "yamllint", "--strict", "compose.yaml", "delivery"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_hardened_and_looked_after(name: str, compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == set(SERVICES)
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service and "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert "healthcheck" in service or name == "valuation", "the service's own check is in its image"
    assert [port for port in service.get("ports", []) if not port.startswith("127.0.0.1:")] == [], "published on this machine alone"
    assert service.get("image", "").rpartition(":")[2] not in {"", "latest"}


def test_no_secret_stands_in_what_is_kept_in_git(compose: dict[str, Any]) -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "/delivery/secrets/" in ignored and "/delivery/valuation.env" in ignored
    assert all(secret["file"].startswith("./delivery/secrets/") for secret in compose["secrets"].values())
    for service in compose["services"].values():
        assert [name for name in service.get("environment", {}) if "PASSWORD" in name and not name.endswith("_FILE")] == []
        assert set(service.get("secrets", [])) <= compose["secrets"].keys()


def test_the_database_cannot_be_reached_from_outside(compose: dict[str, Any]) -> None:
    assert compose["services"]["postgres"]["networks"] == ["storage"] and "ports" not in compose["services"]["postgres"]
    assert compose["networks"]["storage"]["internal"] is True


def test_accepted_calls_have_time_to_finish(compose: dict[str, Any]) -> None:
    settings = Settings.model_construct()
    assert int(compose["services"]["valuation"]["stop_grace_period"].removesuffix("s")) > settings.deadline + settings.drain + 1


def test_the_room_for_sweeps_holds_as_many_as_may_be_answered_at_a_time(compose: dict[str, Any]) -> None:
    settings = Settings.model_construct()
    (tmp,) = compose["services"]["valuation"]["tmpfs"]
    size = re.search(r"size=(\d+)g", tmp)
    assert size and int(size[1]) * 2**30 > settings.max_sweeps * settings.max_sweep_body


def test_every_setting_that_it_names_is_one(compose: dict[str, Any]) -> None:
    known = {variable(name) for name in Settings.model_fields}
    example = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / "delivery/valuation.env.example").read_text("utf-8"), re.MULTILINE)
    assert {*compose["services"]["valuation"]["environment"], *example} <= known


def test_every_file_that_it_mounts_is_there(compose: dict[str, Any]) -> None:
    mounted = [str(volume).split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])]
    assert [path for path in mounted if path.startswith("./") and not (ROOT / path).exists()] == []
    assert {path for path in mounted if not path.startswith("./")} == set(compose["volumes"])


def test_prometheus_asks_the_service_and_grafana_asks_prometheus(compose: dict[str, Any]) -> None:
    config = yaml.safe_load((ROOT / "delivery/prometheus.yml").read_text("utf-8"))
    (job,) = config["scrape_configs"]
    assert job["static_configs"] == [{"targets": ["valuation:8000"]}]
    (source,) = yaml.safe_load((ROOT / "delivery/grafana/provisioning/datasources/prometheus.yml").read_text("utf-8"))["datasources"]
    assert source["url"] == "http://prometheus:9090"
    networks = {name: set(service["networks"]) for name, service in compose["services"].items()}
    assert networks["prometheus"] & networks["valuation"] and networks["grafana"] & networks["prometheus"] and networks["valuation"] & networks["postgres"]
    (provider,) = yaml.safe_load((ROOT / "delivery/grafana/provisioning/dashboards/valuation.yml").read_text("utf-8"))["providers"]
    assert any(volume.startswith(f"./delivery/grafana/valuation.json:{provider['options']['path']}/") for volume in compose["services"]["grafana"]["volumes"])
    mounted = {volume.split(":")[0].removeprefix("./delivery/") for volume in compose["services"]["prometheus"]["volumes"]}
    assert {"prometheus.yml", *config["rule_files"]} <= mounted


def test_every_alert_speaks_of_figures_that_the_service_has() -> None:
    rules = [rule for group in yaml.safe_load((ROOT / "delivery/alerts.yml").read_text("utf-8"))["groups"] for rule in group["rules"]]
    assert rules
    code = (ROOT / "service/metrics.py").read_text("utf-8")
    named = {name.removesuffix("_total") for rule in rules for name in re.findall(r"\bvaluation_\w+", rule["expr"])}
    assert [name for name in named if name not in code] == []

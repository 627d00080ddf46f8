"""The dashboard that Grafana is given: it has the structure that Grafana reads, and asks for nothing that the service does not tell."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.metrics import Metrics

ROOT = Path(__file__).parents[2]
GRAFANA = ROOT / "delivery" / "grafana"
DASHBOARD: dict[str, Any] = json.loads((GRAFANA / "valuation.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
DRAWN = [panel for panel in PANELS if panel["type"] != "row"]
QUERIES = [(panel["title"], target["expr"]) for panel in DRAWN for target in panel["targets"]]
QUERIES += [("annotation", one["expr"]) for one in DASHBOARD["annotations"]["list"]]
OTHERS = {"up"}
"""What Prometheus itself tells of a target."""


def told() -> tuple[set[str], dict[str, set[str]]]:
    """Names of all series, and the labels of each family of metrics, whether or not anything was counted yet."""
    registry = Metrics()._own
    names = {sample.name for family in registry.collect() for sample in family.samples}
    labels: dict[str, set[str]] = {}
    for collector, series in registry._collector_to_names.items():
        for name in series:
            names.add(name)
            labels[name] = {*getattr(collector, "_labelnames", ()), "job", "instance", *(("le",) if name.endswith("_bucket") else ())}
    return names, labels


NAMES, LABELS = told()


def test_it_has_the_structure_that_grafana_reads() -> None:
    assert DASHBOARD["schemaVersion"] >= 39
    assert (DASHBOARD["uid"], DASHBOARD["title"]) == ("valuation", "Valuation service")
    assert "id" not in DASHBOARD  # of a database: a file has none
    for panel in PANELS:
        assert {"id", "type", "title", "gridPos"} <= panel.keys()
        assert set(panel["gridPos"]) == {"h", "w", "x", "y"}
    for panel in DRAWN:
        assert panel["type"] in {"stat", "timeseries", "table", "heatmap"}
        assert panel["targets"]
        assert [target["refId"] for target in panel["targets"]] == [chr(65 + at) for at in range(len(panel["targets"]))]


def test_every_panel_has_a_number_and_a_place_of_its_own() -> None:
    numbers = [panel["id"] for panel in PANELS]
    assert len(set(numbers)) == len(numbers)
    for panel in PANELS:
        place = panel["gridPos"]
        assert place["x"] >= 0 and place["x"] + place["w"] <= 24
    for one, other in combinations([panel["gridPos"] for panel in PANELS], 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below, (one, other)


@pytest.mark.parametrize(("title", "query"), QUERIES)
def test_every_query_asks_for_what_the_service_tells(title: str, query: str) -> None:
    asked = set(re.findall(r"\b((?:valuation|process)_\w+|up)(?=[{\[ )])", query))
    assert asked, title
    assert asked - NAMES - OTHERS == set(), title
    for name, selected in re.findall(r"\b(valuation_\w+)\{([^}]*)\}", query):
        assert set(re.findall(r"(\w+)=", selected)) <= LABELS[name], title
    grouped = {label.strip() for found in re.findall(r"by \(([^)]*)\)", query) for label in found.split(",")}
    assert grouped <= {"instance"}.union(*(LABELS.get(name, set()) for name in asked)), title


@pytest.mark.parametrize(("title", "query"), QUERIES)
def test_every_query_is_closed(title: str, query: str) -> None:
    for opening, closing in ("()", "[]", "{}"):
        assert query.count(opening) == query.count(closing), title
    assert query.count('"') % 2 == 0


def test_its_figures_come_from_the_source_that_is_provisioned() -> None:
    (source,) = yaml.safe_load((GRAFANA / "provisioning/datasources/prometheus.yml").read_text("utf-8"))["datasources"]
    used = {(panel["datasource"]["type"], panel["datasource"]["uid"]) for panel in DRAWN}
    used |= {(one["datasource"]["type"], one["datasource"]["uid"]) for one in [*DASHBOARD["templating"]["list"], *DASHBOARD["annotations"]["list"]]}
    assert used == {(source["type"], source["uid"])}


def test_every_variable_that_a_query_uses_is_there() -> None:
    known = {one["name"] for one in DASHBOARD["templating"]["list"]} | {"__rate_interval"}
    assert {name for _, query in QUERIES for name in re.findall(r"\$(\w+)", query)} <= known


@pytest.mark.parametrize(
    "name",
    [
        "valuation_requests_total",
        "valuation_request_duration_seconds_bucket",
        "valuation_queue_rows",
        "valuation_batch_rows_sum",
        "valuation_rejected_total",
        "valuation_prediction_interval_width_ratio_bucket",
        "valuation_model_info",
        "valuation_shadow_difference_ln_bucket",
        "valuation_audit_records_total",
    ],
)
def test_what_an_operator_looks_for_is_on_it(name: str) -> None:
    assert any(name in query for _, query in QUERIES)


def test_alerts_ask_for_what_the_service_tells() -> None:
    rules = [rule for group in yaml.safe_load((ROOT / "delivery/alerts.yml").read_text("utf-8"))["groups"] for rule in group["rules"]]
    for rule in rules:
        asked = set(re.findall(r"\b(valuation_\w+|up)(?=[{\[ )])", rule["expr"]))
        assert asked and asked - NAMES - OTHERS == set(), rule["alert"]


def test_a_challenger_beside_the_champion_wakes_nobody() -> None:
    assert 'valuation_model_info{alias="champion"}' in (ROOT / "delivery/alerts.yml").read_text("utf-8")

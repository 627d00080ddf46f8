from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from models.load import BundleError, load_bundle, read_pointer
from models.scorer import Scorer
from training.champion_folder import ChampionError, champion_pointer
from training.latency import measure_latency
from training.progress import Progress
from training.promotion import Promotion
from training.promotion_criteria import Criteria
from training.registry import ledger
from training.registry.connection import RegistryError
from training.registry.ledger import Ledger
from training.registry.logged_run import find_run
from training.registry.versions import CHAMPION, PREVIOUS, holder
from training.runs.run_record import RunRecord
from training.stages import promote
from valuation.field_error import FieldError
from valuation.price import QUANTILE_NAMES

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LENIENT = Criteria(least_contracts=100, coverage_low=0.5, coverage_high=1.0, slope_low=0.2, slope_high=2.0, decile_bias=1.0, answered=0.5, latency=1e6)
"""The tiny run learns in seconds and is no good; what is compared here is one such run with another."""
Asked = Callable[..., Promotion]


@pytest.fixture
def asked(runs: Path, tmp_path: Path) -> Asked:
    """A promotion of a bundle; its record stands in the folder of runs."""

    def made(bundle: Path, criteria: Criteria = LENIENT) -> Promotion:
        ledger, manifest = Ledger.of(runs), load_bundle(bundle).manifest
        if ledger.store.of_version(manifest.version) is None:
            ledger.store.begin(RunRecord(id="", created=NOW, name=manifest.name, out=bundle, version=manifest.version))
        return Promotion(bundle, tmp_path / "champion", None, criteria, ledger, NOW, Progress(Console(file=StringIO())))

    return made


def outcome(promotion: Promotion) -> str:
    record = promotion.ledger.store.of_version(load_bundle(promotion.bundle).manifest.version)
    assert record is not None
    return record.type


def current(promotion: Promotion) -> str | None:
    pointer = champion_pointer(promotion.champion)
    return None if pointer is None else pointer.current


def test_the_first_one_and_then_an_equal_one_become_champion(asked: Asked, another: Callable[..., Path]) -> None:
    first, second = asked(another("a", name="market")), asked(another("bb", name="market"))
    for promotion in (first, second):
        promote.run(promotion)
        assert promotion.verdict is not None and promotion.verdict.passed and outcome(promotion) == "final"
    versions = [load_bundle(one.bundle).manifest.version for one in (second, first)]
    assert list(read_pointer(second.champion).versions) == versions
    Scorer(load_bundle(second.champion)).self_test()
    aliases = [holder(second.ledger.connection, "market", alias) for alias in (CHAMPION, PREVIOUS)]
    assert [one.bundle for one in aliases if one is not None] == versions and len(second.aliases) == 2


def noisy(columns: dict[str, Any]) -> None:
    noise = np.random.default_rng(1).normal(0, 0.5, len(columns["truth"]))
    for name in QUANTILE_NAMES:
        columns[name] = columns[name] + noise


def narrow(columns: dict[str, Any]) -> None:
    middle = columns["p50"].copy()
    for name in QUANTILE_NAMES:
        columns[name] = middle + 0.1 * (columns[name] - middle)


@pytest.mark.parametrize(("spoilt", "named"), [(noisy, "pinball"), (narrow, "coverage of the 90 % interval")])
def test_a_worse_one_is_rejected_and_the_old_champion_stays(
    asked: Asked, another: Callable[..., Path], spoilt: Callable[[dict[str, Any]], None], named: str
) -> None:
    first = asked(another("a"))
    promote.run(first)
    second = asked(another("bb", predictions=spoilt))
    promote.run(second)
    assert second.verdict is not None and named in {check.criterion for check in second.verdict.checks if check.outcome == "failed"}
    assert second.pointer is None and outcome(second) == "rejected"
    assert current(second) == load_bundle(first.bundle).manifest.version
    record = second.ledger.store.of_version(load_bundle(second.bundle).manifest.version)
    assert record is not None and named in record.note
    assert {path.name for path in second.champion.iterdir() if path.is_dir()} == {current(second)}


def test_a_damaged_bundle_is_refused_before_anything_is_judged_or_written(asked: Asked, another: Callable[..., Path]) -> None:
    first = asked(another("a"))
    promote.run(first)
    second = asked(another("bb"))
    graph = second.bundle / "graph.onnx"
    version = load_bundle(second.bundle).manifest.version
    graph.write_bytes(graph.read_bytes()[:-1])
    with pytest.raises(BundleError, match="truncated"):
        promote.run(second)
    assert current(second) == load_bundle(first.bundle).manifest.version
    assert find_run(second.ledger.connection, version) is None


def test_one_of_another_kind_is_refused_and_not_called_rejected(asked: Asked, another: Callable[..., Path], tiny_bundle: Path) -> None:
    first = asked(another("a"))
    promote.run(first)
    price = load_bundle(tiny_bundle).manifest.price
    assert price is not None
    second = asked(another("bb", price=price.model_copy(update={"concept": "auction_price"})))
    with pytest.raises(FieldError, match="auction_price"):
        promote.run(second)
    assert outcome(second) == "candidate" and current(second) == load_bundle(first.bundle).manifest.version


def test_the_champion_itself_is_not_judged_again_but_its_aliases_are_put_right(asked: Asked, another: Callable[..., Path]) -> None:
    first = asked(another("a", name="market"))
    promote.run(first)
    first.ledger.connection.client.delete_registered_model_alias("market", CHAMPION)
    again = asked(first.bundle)
    promote.run(again)
    assert again.verdict is None and again.pointer is not None
    assert holder(again.ledger.connection, "market", CHAMPION) is not None


def test_where_another_became_champion_meanwhile_nothing_is_published(asked: Asked, another: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = asked(another("a")), asked(another("bb")), asked(another("ccc"))
    promote.run(first)
    measured = measure_latency

    def meanwhile(*given: Any) -> Any:
        monkeypatch.setattr(promote, "measure_latency", measured)
        promote.run(third)
        return measured(*given)

    monkeypatch.setattr(promote, "measure_latency", meanwhile)
    with pytest.raises(ChampionError, match="was not judged against it"):
        promote.run(second)
    assert current(second) == load_bundle(third.bundle).manifest.version and outcome(second) == "candidate"


def test_mlflow_out_of_reach_holds_no_champion_up_and_the_same_command_puts_it_right(
    asked: Asked, another: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = asked(another("a", name="market")), asked(another("bb"), replace(LENIENT, least_contracts=100_000))

    def out_of_reach(*_: Any) -> Any:
        raise RegistryError("MLFLOW_TRACKING_URI", "http://tracking", "MLflow: no answer", "Correct it.")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "find_run", out_of_reach)
        with pytest.raises(RegistryError, match=r"is rejected: failed on .*Run the same command again"):
            promote.run(second)
        assert current(second) is None and outcome(second) == "rejected"
        with pytest.raises(RegistryError, match=r"is the champion, but not in MLflow.*Run the same command again"):
            promote.run(first)
        assert current(first) == load_bundle(first.bundle).manifest.version and outcome(first) == "final"
    again = asked(first.bundle)
    promote.run(again)
    run = find_run(again.ledger.connection, load_bundle(first.bundle).manifest.version)
    assert run is not None and again.ledger.connection.client.get_run(run.id).data.tags["type"] == "final"
    assert holder(again.ledger.connection, "market", CHAMPION) is not None


def test_it_declares_what_it_reads_and_makes() -> None:
    import inspect
    import re

    source = inspect.getsource(promote)
    known = {field.name for field in fields(Promotion)}
    named = set(re.findall(r"context\.(\w+)", source)) - {"progress"}
    assert named <= known and named == {*promote.INPUTS, *promote.OUTPUTS}

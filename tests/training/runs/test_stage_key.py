from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from training.context import Context
from training.parameters import Parameters
from training.runs import stage_key
from training.runs.stage import Stage
from training.runs.stage_key import declared, stage_keys

Asked = Callable[[], Context]


def changed(asked: Asked, stages: tuple[Stage, ...], **changes: Any) -> set[str]:
    """Names of the stages whose key differs where the run is asked for differently."""
    before = stage_keys(asked(), stages)
    after = stage_keys(replace(asked(), **changes), stages)
    return {name for name in before if before[name] != after[name]}


def test_the_same_run_has_the_same_keys_in_another_place_and_to_another_place(asked: Asked, stages: tuple[Stage, ...], tmp_path: Path) -> None:
    assert not changed(asked, stages, out=tmp_path / "elsewhere")
    keys = stage_keys(asked(), stages)
    assert list(keys) == ["read", "learn", "mend", "tell"] and len(set(keys.values())) == 4


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"price": {"rounds": 7}}, {"learn", "mend", "tell"}),
        ({"maturity": {"rate": 0.5}}, {"mend", "tell"}),
        ({"price": {"leaves": 7}}, set()),
        ({"seed": 7}, set()),
    ],
)
def test_a_parameter_changes_the_stages_that_declare_it_and_those_behind_them(
    asked: Asked, stages: tuple[Stage, ...], given: dict[str, Any], expected: set[str]
) -> None:
    assert changed(asked, stages, parameters=Parameters().updated(given)) == expected


@pytest.mark.parametrize("file", ["m.toml", "t.csv"])
def test_one_byte_of_a_file_changes_every_stage_that_follows_from_it(asked: Asked, stages: tuple[Stage, ...], tmp_path: Path, file: str) -> None:
    before = stage_keys(asked(), stages)
    context = asked()
    (tmp_path / file).write_bytes((tmp_path / file).read_bytes().replace(b"t", b"T", 1))
    after = stage_keys(context, stages)
    assert all(before[name] != after[name] for name in before)


def test_a_stage_that_reads_the_name_has_another_key_under_another_name(asked: Asked, stages: tuple[Stage, ...]) -> None:
    assert not changed(asked, stages, name="other")
    named = (*stages[:3], replace(stages[3], inputs=("name", "heads")))
    assert changed(asked, named, name="other") == {"tell"}


def test_the_encoder_folder_counts_by_its_contents(asked: Asked, stages: tuple[Stage, ...], tmp_path: Path) -> None:
    chosen = (replace(stages[0], inputs=("encoder_choice",)),)
    keys = []
    for at, text in enumerate(("a", "a", "b")):
        folder = tmp_path / f"encoder{at}"
        (folder / "1_Pooling").mkdir(parents=True)
        (folder / "1_Pooling" / "config.json").write_text(text, "utf-8")
        keys.append(stage_keys(replace(asked(), encoder_choice=str(folder)), chosen)["read"])
    assert keys[0] == keys[1] != keys[2]
    assert stage_keys(replace(asked(), encoder_choice="nowhere"), chosen) != stage_keys(asked(), chosen)


def test_a_stage_with_other_code_has_another_key_and_so_has_what_follows(asked: Asked, stages: tuple[Stage, ...]) -> None:
    before = stage_keys(asked(), stages)
    after = stage_keys(asked(), (stages[0], replace(stages[1], module="training.runs.stage"), *stages[2:]))
    assert {name for name in before if before[name] != after[name]} == {"learn", "mend", "tell"}


def test_a_library_and_a_variable_of_the_environment_count(asked: Asked, stages: tuple[Stage, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    dated = (replace(stages[0], environment=("SOURCE_DATE_EPOCH",)), *stages[1:])
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = stage_keys(asked(), dated)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert all(stage_keys(asked(), dated)[name] != key for name, key in before.items())
    plain = stage_keys(asked(), stages)
    monkeypatch.setattr(stage_key, "_version", lambda library: "99")
    assert all(stage_keys(asked(), stages)[name] != key for name, key in plain.items())


def test_a_group_declares_all_of_its_parameters() -> None:
    found = declared(Parameters(), ("seed", "maturity", "price.rounds"))
    assert list(found) == ["seed", "price.rounds", *(f"maturity.{name}" for name in vars(Parameters().maturity))]

"""The locks: what `make lock` writes, and that what stands in requirements/ is that."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tools import lock

ROOT = Path(__file__).parent.parent
LOCKS = {extra: (ROOT / "requirements" / f"{extra}.txt").read_text("utf-8") for extra in lock.EXTRAS}


def test_a_build_tag_is_dropped() -> None:
    assert lock.versions("torch==2.13.0+cpu\nrich==15.0.0\n") == {"torch": "2.13.0", "rich": "15.0.0"}


@pytest.mark.parametrize("line", ["torch @ file:///wheels/torch.whl", "-e git+https://example.org/x#egg=x", "rich>=15"])
def test_what_is_not_a_released_version_is_refused(line: str) -> None:
    with pytest.raises(SystemExit, match="not a released version"):
        lock.versions(line)


def test_a_lock_includes_the_one_before_it() -> None:
    assert lock.lock_text("training", "service", {"b": "2", "A": "1"}).splitlines()[1:] == ["-r service.txt", "A==1", "b==2"]


@pytest.mark.parametrize("extra", lock.EXTRAS)
def test_a_lock_holds_names_and_exact_versions_only(extra: str) -> None:
    lines = [line for line in LOCKS[extra].splitlines() if not line.startswith(("#", "-r "))]
    assert lines and all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][^\s+@]*", line) for line in lines)


def test_no_package_is_locked_twice() -> None:
    names = [_normal(line.split("==")[0]) for text in LOCKS.values() for line in text.splitlines() if "==" in line]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("extra", lock.EXTRAS)
def test_every_requirement_of_an_extra_is_locked_in_it_or_before_it(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    upto = lock.EXTRAS[: lock.EXTRAS.index(extra) + 1]
    locked = {_normal(line.split("==")[0]) for name in upto for line in LOCKS[name].splitlines()}
    asked = {_normal(re.split(r"[\s\[<>=!~;]", line)[0]) for line in lock.direct_requirements(project, extra)}
    assert asked <= locked, "run `make lock`"


def test_the_service_lock_holds_nothing_that_only_training_needs() -> None:
    locked = {_normal(line.split("==")[0]) for line in LOCKS["service"].splitlines()}
    assert not locked & {"torch", "lightgbm", "scikit-learn", "scipy", "sentence-transformers", "transformers", "pandas", "mlflow", "matplotlib", "onnx"}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

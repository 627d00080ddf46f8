"""MLflow's server, between the framework's calls."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from tests.bench.peers.conftest import Echo, module


class PythonModel:
    pass


class Table:
    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        assert orient == "records"
        return [{"title": "a"}, {"title": "b"}]


def test_the_rows_of_a_call_become_achievements_and_its_arguments_bear_mlflows_names(server_of: Callable[..., Any], echo: Echo) -> None:
    model, pyfunc = module("mlflow.pyfunc.model", PythonModel=PythonModel), module("mlflow.pyfunc")
    server = server_of("mlflow", **{"mlflow": module("mlflow", pyfunc=pyfunc), "mlflow.pyfunc": pyfunc, "mlflow.pyfunc.model": model})
    made = server.Valuations()
    made._model = echo
    assert [one["price"] for one in made.predict(None, Table())] == ["a", "b"] and echo.batches == [2]
    assert list(inspect.signature(made.load_context).parameters) == ["context"]
    assert list(inspect.signature(made.predict).parameters) == ["context", "model_input", "params"]

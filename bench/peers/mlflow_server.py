"""`python -m bench.peers.mlflow_server`: a saved MLflow model behind `mlflow models serve`, one worker. It batches no calls of different callers."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from mlflow import pyfunc
from mlflow.pyfunc.model import PythonModel

from bench.hot.plain import Plain
from bench.hot.servers import HOST
from bench.peers.asked import asked


class Valuations(PythonModel):
    """MLflow looks at the names of the arguments, so they are its own."""

    def load_context(self, context: Any) -> None:
        """In the worker's process."""
        self._model = Plain(Path(context.artifacts["bundle"]))

    def predict(self, context: Any, model_input: Any, params: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The achievements of one call, a row of a table each."""
        return self._model.answers(model_input.to_dict("records"), date.today())


def main() -> None:
    """Saves the model and becomes `mlflow models serve`."""
    told = asked(__doc__)
    model = Path(tempfile.mkdtemp()) / "model"
    pyfunc.save_model(str(model), python_model=Valuations(), artifacts={"bundle": str(told.bundle)}, pip_requirements=[])
    command = ["-m", "mlflow", "models", "serve", "-m", str(model), "-h", HOST, "-p", str(told.port), "-w", "1", "--env-manager", "local"]
    os.execv(sys.executable, [sys.executable, *command])


if __name__ == "__main__":
    main()

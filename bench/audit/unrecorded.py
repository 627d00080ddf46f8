"""`python -m bench.audit.unrecorded`: the service, all the same but that nothing is recorded. For measuring beside the real one, and for nothing else."""

from __future__ import annotations

import sys
from functools import partial

from fastapi import FastAPI

import service.__main__ as command
from service import app
from service.audit.audit import Audit
from service.audit.draft import Draft


async def _unrecorded(self: Audit, draft: Draft, timeout: float | None = None) -> None:
    """Forgets a draft at once."""


def from_environment() -> FastAPI:
    """The application of a worker process."""
    Audit.record = _unrecorded  # type: ignore[method-assign]
    return app.from_environment()


def main() -> int:
    """As `python -m service`."""
    Audit.record = _unrecorded  # type: ignore[method-assign]
    command.serve = partial(command.serve, worker_app="bench.audit.unrecorded:from_environment")
    return command.main()


if __name__ == "__main__":
    sys.exit(main())

"""Writes the finished run into MLflow, and makes a candidate's bundle a version of its registered model with the alias `challenger`."""

from __future__ import annotations

from models.load import load_bundle
from training.context import Context
from training.registry.connection import Connection
from training.registry.logged_run import log_run
from training.registry.versions import register_version

INPUTS = ("evaluation", "parity")
PARAMETERS: tuple[str, ...] = ()
OUTPUTS: tuple[str, ...] = ()


def run(context: Context) -> None:
    """Run and version; nothing where no record of the run is kept, and no version of a mere test."""
    if context.run is None or context.runs is None:
        return
    with context.progress.stage("register") as steps:
        bundle, connection = load_bundle(context.out), Connection.to(context.runs)
        logged = log_run(connection, context.run, bundle, context.evaluation.metrics() | context.parity.metrics())
        if context.run.type == "test":
            return steps.note("a test: recorded, not a version of the model")
        version = register_version(connection, logged, bundle)
        steps.note(f"{version.name} version {version.number}, challenger")

"""Versions of registered models, and the aliases that say which of them answers: `champion`, `challenger`, `previous`.

A registered model has the bundle's name, a version of it is one bundle, known by the tag `bundle_version`. The champion folder is the truth; aliases follow
it, and are put right by the next promotion where something kept them from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.load import Bundle
from training.registry.connection import Connection, plain_errors
from training.registry.logged_run import BUNDLE, VERSION, LoggedRun

CHAMPION, CHALLENGER, PREVIOUS = "champion", "challenger", "previous"


@dataclass(frozen=True)
class ModelVersion:
    """`number` of the registered model `name`; `bundle` is the bundle's version."""

    name: str
    number: str
    bundle: str


def register_version(connection: Connection, run: LoggedRun, bundle: Bundle) -> ModelVersion:
    """The version of that bundle, made unless there is one, with the alias `challenger`."""
    version = find_version(connection, bundle.manifest.version)
    with plain_errors(connection.uri):
        client = connection.client
        if version is None:
            name = model_name(bundle.manifest.name)
            if not client.search_registered_models(f"name = '{name}'"):
                client.create_registered_model(name)
            made = client.create_model_version(
                name, source=f"{run.files}/{BUNDLE}", run_id=run.id, tags={VERSION: bundle.manifest.version}, await_creation_for=None
            )
            version = ModelVersion(name, str(made.version), bundle.manifest.version)
        client.set_registered_model_alias(version.name, CHALLENGER, version.number)
        return version


def find_version(connection: Connection, bundle: str) -> ModelVersion | None:
    """The version that is that bundle; None where none was registered."""
    with plain_errors(connection.uri):
        found = connection.client.search_model_versions(f"tags.{VERSION} = '{bundle}'")
        return ModelVersion(found[0].name, str(found[0].version), bundle) if found else None


def holder(connection: Connection, name: str, alias: str) -> ModelVersion | None:
    """The version of a registered model that has an alias."""
    with plain_errors(connection.uri):
        models = connection.client.search_registered_models(f"name = '{name}'")
        number = models[0].aliases.get(alias) if models else None
        if number is None:
            return None
        return ModelVersion(name, str(number), connection.client.get_model_version(name, str(number)).tags.get(VERSION, ""))


def move_aliases(connection: Connection, champion: str, previous: str | None, left: str | None = None) -> list[str]:
    """Gives `champion` and `previous` to those bundles (by version) and takes them from all others; a promoted challenger is none any more.

    `left`: a bundle that just lost the championship to an earlier one. Returns a line for each alias, for whoever watches.
    """
    known = {bundle: find_version(connection, bundle) for bundle in dict.fromkeys((champion, previous, left)) if bundle is not None}
    wanted = {CHAMPION: known[champion], PREVIOUS: known.get(previous or "")}
    told = []
    with plain_errors(connection.uri):
        client = connection.client
        for name in dict.fromkeys(version.name for version in known.values() if version is not None):
            held = client.search_registered_models(f"name = '{name}'")[0].aliases
            for alias, version in wanted.items():
                if alias in held and (version is None or version.name != name):
                    client.delete_registered_model_alias(name, alias)
            promoted = wanted[CHAMPION]
            if promoted is not None and promoted.name == name and str(held.get(CHALLENGER)) == promoted.number:
                client.delete_registered_model_alias(name, CHALLENGER)
        for alias, version in wanted.items():
            if version is not None:
                client.set_registered_model_alias(version.name, alias, version.number)
                told.append(f"{alias}: {version.name} version {version.number} (bundle {version.bundle})")
    return told


def drop_challenger(connection: Connection, bundle: str) -> None:
    """Takes the alias `challenger` from that bundle, where it has it."""
    version = find_version(connection, bundle)
    if version is not None and holder(connection, version.name, CHALLENGER) == version:
        with plain_errors(connection.uri):
            connection.client.delete_registered_model_alias(version.name, CHALLENGER)


def model_name(bundle: str) -> str:
    """The name of a registered model: MLflow takes no slash, colon or quote in it."""
    return re.sub(r"[/:'\"]", "-", bundle)

"""One promotion: what it was asked for, and what the stage `promote` has found and done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from models.champion import Pointer
from models.load import BundleError, load_bundle
from models.scorer import Scorer
from models.tables.contract_table import ContractTable
from training.champion_folder import champion_pointer
from training.progress import Progress
from training.promotion_criteria import Criteria
from training.promotion_gate import CommonSet, Verdict
from training.promotion_set import labelled_set, stored_set
from training.registry.ledger import Ledger
from valuation.field_error import FieldError


@dataclass
class Promotion:
    """`bundle` and `champion` are folders, `labelled` the contracts to judge on (the stored predictions where None), `now` in UTC, `by` who publishes.

    `verdict` is None where the bundle was the champion already, `pointer` where it was rejected; `aliases` are those of MLflow, a line each.
    """

    bundle: Path
    champion: Path
    labelled: ContractTable | None
    criteria: Criteria
    ledger: Ledger
    now: datetime
    progress: Progress
    by: str | None = None
    verdict: Verdict | None = field(init=False)
    pointer: Pointer | None = field(init=False)
    aliases: list[str] = field(init=False)


def challenger_scorer(bundle: Path, ledger: Ledger) -> Scorer:
    """The bundle, verified and self-tested; FieldError where only tests have made it."""
    scorer = tested(bundle)
    version = scorer.bundle.manifest.version
    record = ledger.store.of_version(version)
    if record is not None and record.type == "test":
        raise FieldError("BUNDLE", bundle, f"its run {record.id} is a test", "Train it as a candidate: make train … TYPE=candidate.")
    return scorer


def champion_scorer(champion: Path) -> Scorer | None:
    """The champion of that folder, None at a first promotion; BundleError where it cannot be used any more."""
    if champion_pointer(champion) is None:
        return None
    try:
        return tested(champion)
    except BundleError as error:
        raise BundleError(error.file, f"{error.reason}. Go back to the version before it with `make rollback`, or empty {champion}") from None


def tested(folder: Path) -> Scorer:
    """A scorer that has answered its golden rows."""
    scorer = Scorer(load_bundle(folder))
    scorer.self_test()
    return scorer


def common_set(challenger: Scorer, champion: Scorer | None, labelled: ContractTable | None, ledger: Ledger) -> CommonSet:
    """The contracts to compare on; FieldError where neither labelled ones nor stored predictions of both are there."""
    if labelled is not None:
        return labelled_set(challenger, champion, labelled)
    own = ledger.predictions(challenger.bundle)
    other = None if champion is None else ledger.predictions(champion.bundle)
    if own is None or (champion is not None and other is None):
        missing = challenger if own is None or champion is None else champion
        manifest = missing.bundle.manifest
        told = "has no stored out-of-time predictions, neither beside it nor in MLflow"
        raise FieldError("bundle", f"{manifest.name} {manifest.version}", told, "Give contracts later than all that either has learned from: SOURCE= DATA=.")
    return stored_set(own, other)

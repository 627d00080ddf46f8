"""What a stage module declares of itself, in one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from valuation.field_error import FieldError

if TYPE_CHECKING:
    from training.context import Context


@dataclass(frozen=True)
class Stage:
    """`inputs` and `outputs` are attributes of the context, `parameters` names or groups of `Parameters`, `environment` variables that change the outcome.

    `restored` is what is left to do outside of `work` when the outputs were taken from an earlier run (the export puts its bundle in place). A stage
    without outputs, such as one that registers a bundle elsewhere, is run every time.
    """

    name: str
    module: str
    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    outputs: tuple[str, ...]
    run: Callable[[Context], None]
    environment: tuple[str, ...] = ()
    restored: Callable[[Context], None] = lambda _: None

    @classmethod
    def of(cls, module: ModuleType) -> Stage:
        """The stage of a module in `stages/`; `ENVIRONMENT` and `restored` may be left out there."""
        name = module.__name__
        optional = {key: getattr(module, word) for key, word in (("environment", "ENVIRONMENT"), ("restored", "restored")) if hasattr(module, word)}
        return cls(name.rpartition(".")[2], name, module.INPUTS, module.PARAMETERS, module.OUTPUTS, module.run, **optional)


def before(stages: Sequence[Stage], name: str) -> tuple[tuple[Stage, ...], Stage]:
    """The stages that come before the named one, and that one; FieldError for an unknown name."""
    names = [stage.name for stage in stages]
    if name not in names:
        raise FieldError("STAGE", name, "no such stage", f"Name one of {', '.join(names)}.")
    at = names.index(name)
    return tuple(stages[:at]), stages[at]

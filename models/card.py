"""The model card of a bundle: who may use it for what, what it learned from, how good it was, where it refuses. Written from the manifest alone."""

from __future__ import annotations

from models.manifest import HeadInfo, Manifest

SECTIONS = ("Intended use", "What the number is", "Data", "Accuracy on unseen contracts", "Other heads", "Refusals and limits", "Identity")
"""Headings that every card has."""


def card(manifest: Manifest) -> str:
    """Markdown; one section per entry of `SECTIONS`."""
    bodies = (_use(manifest), _number(manifest), _data(manifest), _accuracy(manifest), _heads(manifest), _limits(manifest), _identity(manifest))
    title = f"# Model card: {manifest.name}" + (" (SIMULATED)" if manifest.simulated else "")
    return "\n\n".join([title, *(f"## {heading}\n\n{body}" for heading, body in zip(SECTIONS, bodies, strict=True))]) + "\n"


def _use(manifest: Manifest) -> str:
    simulated = "**Learned from simulated contracts: for demonstration and tests, never for a real decision.** " if manifest.simulated else ""
    return (
        f"{simulated}A statistical price reference (统计价格参考) for people who appraise, list or register technology achievements. "
        "Not an appraisal report (资产评估报告); a person confirms."
    )


def _number(manifest: Manifest) -> str:
    price = manifest.price
    if price is None:
        return "This bundle has no price head."
    return (
        f"`{price.concept}` ({price.concept_zh}, {price.concept_en}) in {price.currency}, relative to contracts of {price.first} to {price.last}. "
        "Other kinds of amount are not comparable."
    )


def _data(manifest: Manifest) -> str:
    rows = [f"| {info.source} | {info.rows:,} | {info.first} | {info.last} | `{info.sha256[:12]}` |" for info in manifest.data]
    return "\n".join(["| source | rows | first | last | sha256 |", "|---|---|---|---|---|", *rows])


def _accuracy(manifest: Manifest) -> str:
    figures = {name: value for name, value in manifest.metrics.items() if name.startswith("price.")}
    if not figures or manifest.price is None:
        return "No price head, so no price figures."
    rows = [f"| {name.removeprefix('price.')} | {'–' if value is None else f'{value:.3f}'} |" for name, value in figures.items()]
    note = f"Interval set on {manifest.price.calibrated_on}. RMSE and widths are in ln(price)."
    return "\n".join([note, "", "| figure | value |", "|---|---|", *rows])


def _heads(manifest: Manifest) -> str:
    infos: dict[str, HeadInfo] = {"maturity": manifest.maturity} if manifest.maturity is not None else {}
    infos |= {f"score {name}": info for name, info in manifest.scores.items()}
    infos |= {f"signal {name}": info for name, info in manifest.signals.items()}
    if not infos:
        return "None."
    rows = [f"| {name} | {info.rows:,} | {', '.join(info.sources)} | {info.meaning} |" for name, info in infos.items()]
    figures = [f"- `{name}`: {value:.3f}" for name, value in manifest.metrics.items() if not name.startswith("price.") and value is not None]
    return "\n".join(["| head | labelled rows | sources | meaning |", "|---|---|---|---|", *rows, "", "On projects held out:", "", *figures])


def _limits(manifest: Manifest) -> str:
    limits = manifest.limits
    familiar = (
        f"- Texts whose cosine to the nearest of the corpus's centroids is below {limits.familiarity:.3f} are refused as out of distribution,\n"
        "  and so are texts"
        if limits.familiarity > -1
        else "- The corpus is too small to tell an unfamiliar text by its meaning. Refused as out of distribution are texts"
    )
    return "\n".join(
        [
            f"- Valuation dates outside {limits.first_year:g} to {limits.last_year:g} are refused.",
            f"{familiar} with more than {limits.unknown_tokens:.0%} of their tokens unknown.",
            "- Nothing to read (no text, none of the attributes) is refused.",
        ]
    )


def _identity(manifest: Manifest) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in manifest.versions.items())
    return f"Schema `{manifest.schema_hash[:12]}`, seed {manifest.seed}, exported {manifest.created}. Built with {versions}."

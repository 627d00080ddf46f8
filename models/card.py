"""The model card of a bundle: who may use it for what, what it learned from, how good it was, where it is weak and where it refuses.

Written from the manifest alone.
"""

from __future__ import annotations

from models.manifest import HeadInfo, Manifest

SECTIONS = (
    "Intended use",
    "Not for",
    "What the number is",
    "Data",
    "Accuracy on unseen contracts",
    "Known weak spots",
    "Other heads",
    "Refusals and limits",
    "Identity",
)
"""Headings that every card has."""
COVERAGE, LEVEL, WORSE = (0.80, 0.97), (0.90, 1.10), 1.5
"""A segment is weak where its 90 % interval covers less or more, its median ratio lies outside, or its RMSE is that many times the whole's."""
OTHERS = ("maturity", "score", "signal", "value")
"""How the metrics of the other heads begin."""


def card(manifest: Manifest) -> str:
    """Markdown; one section per entry of `SECTIONS`."""
    bodies = (
        _use(manifest),
        _not_for(manifest),
        _number(manifest),
        _data(manifest),
        _accuracy(manifest),
        _weak(manifest),
        _heads(manifest),
        _limits(manifest),
        _identity(manifest),
    )
    title = f"# Model card: {manifest.name}" + (" (SIMULATED)" if manifest.simulated else "")
    return "\n\n".join([title, *(f"## {heading}\n\n{body}" for heading, body in zip(SECTIONS, bodies, strict=True))]) + "\n"


def _use(manifest: Manifest) -> str:
    simulated = "**Learned from simulated contracts: for demonstration and tests, never for a real decision.** " if manifest.simulated else ""
    languages = f" Texts in {', '.join(manifest.languages)}; a text in another language is a guess." if manifest.languages else ""
    return (
        f"{simulated}A statistical price reference (统计价格参考) for people who appraise, list or register technology achievements: a range to start from, "
        f"beside their own comparison and judgement. Not an appraisal report (资产评估报告); a person confirms.{languages}"
    )


def _not_for(manifest: Manifest) -> str:
    lines = [
        "- An appraisal that the law asks for, or a figure in a contract that no person has examined.",
        "- Fixing a price by itself: it learned what was paid, and would repeat every habit of that market.",
        "- Judging people, firms or regions: an attribute's effect says what went with a price, not what caused it.",
    ]
    if manifest.price is not None:
        lines.append("- Other kinds of amount (a yearly fee, a royalty rate, equity), other currencies, or other markets than those of the sources below.")
    return "\n".join(lines)


def _number(manifest: Manifest) -> str:
    price = manifest.price
    if price is None:
        return "This bundle has no price head."
    return (
        f"`{price.concept}` ({price.concept_zh}, {price.concept_en}) in {price.currency}, relative to contracts of {price.first} to {price.last}. "
        "Other kinds of amount are not comparable."
    )


def _data(manifest: Manifest) -> str:
    rows = [f"| {info.source} | {info.rows:,} | {info.first} | {info.last} | {info.licence or 'not stated'} | `{info.sha256[:12]}` |" for info in manifest.data]
    return "\n".join(["| source | rows | first | last | licence | sha256 |", "|---|---|---|---|---|---|", *rows])


def _accuracy(manifest: Manifest) -> str:
    figures = {name: value for name, value in manifest.metrics.items() if name.startswith("price.")}
    if not figures or manifest.price is None:
        return "No price head, so no price figures."
    rows = [f"| {name.removeprefix('price.')} | {'–' if value is None else f'{value:,.3f}'.removesuffix('.000')} |" for name, value in figures.items()]
    note = f"Interval set on {manifest.price.calibrated_on}. RMSE and widths are in ln(price)."
    return "\n".join([note, "", "| figure | value |", "|---|---|", *rows])


def _weak(manifest: Manifest) -> str:
    """Segments of 300 contracts and more, for only those stand in the metrics."""
    segments = sorted({name.rsplit("/", 1)[0] for name in manifest.metrics if name.startswith("segment/")})
    if not segments:
        return "No segment was large enough to be judged by itself: whether an answer holds for a narrow field is not known."
    lines = []
    for segment in segments:
        faults = _faults(manifest.metrics, segment)
        if faults:
            _, attribute, value = segment.split("/", 2)
            lines.append(f"- {attribute} = {value}: {', '.join(faults)}")
    rest = f"{len(segments) - len(lines)} of {len(segments)} segments of 300 contracts and more show no such weakness; smaller ones were not judged."
    return "\n".join([*lines, "", rest] if lines else [rest])


def _faults(metrics: dict[str, float | None], segment: str) -> list[str]:
    cover, ratio, rmse = (metrics.get(f"{segment}/{name}") for name in ("cover90", "median_ratio", "rmse"))
    whole = metrics.get("price.rmse")
    found = []
    if cover is not None and not COVERAGE[0] <= cover <= COVERAGE[1]:
        found.append(f"its 90 % interval covers {cover:.0%}")
    if ratio is not None and not LEVEL[0] <= ratio <= LEVEL[1]:
        found.append(f"predictions lie {abs(ratio - 1):.0%} {'above' if ratio > 1 else 'below'} its prices in the middle")
    if rmse is not None and whole is not None and rmse > WORSE * whole:
        found.append(f"its RMSE is {rmse:.2f} against {whole:.2f} over all")
    return found


def _heads(manifest: Manifest) -> str:
    infos: dict[str, HeadInfo] = {"maturity": manifest.maturity} if manifest.maturity is not None else {}
    infos |= {f"score {name}": info for name, info in manifest.scores.items()}
    infos |= {f"signal {name}": info for name, info in manifest.signals.items()}
    if not infos:
        return "None."
    rows = [f"| {name} | {info.rows:,} | {', '.join(info.sources)} | {info.meaning} |" for name, info in infos.items()]
    figures = [f"- `{name}`: {value:.3f}" for name, value in manifest.metrics.items() if name.startswith(OTHERS) and value is not None]
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

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.card import SECTIONS, card
from models.load import load_bundle
from models.manifest import Manifest


@pytest.fixture
def manifest(tiny_bundle: Path) -> Manifest:
    return load_bundle(tiny_bundle).manifest


def section(text: str, heading: str) -> str:
    return re.split(r"^## ", text.split(f"## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_section_is_there_once_in_order_and_says_something(manifest: Manifest) -> None:
    text = card(manifest)
    assert tuple(re.findall(r"^## (.*)$", text, re.MULTILINE)) == SECTIONS
    assert all(section(text, heading).strip() for heading in SECTIONS)


def test_the_card_in_the_bundle_is_the_one_of_its_manifest(tiny_bundle: Path, manifest: Manifest) -> None:
    assert (tiny_bundle / "card.md").read_text("utf-8") == card(manifest)


def test_every_price_figure_of_the_manifest_appears(manifest: Manifest) -> None:
    text = section(card(manifest), "Accuracy on unseen contracts")
    figures = {name.removeprefix("price."): value for name, value in manifest.metrics.items() if name.startswith("price.")}
    assert len(figures) >= 8
    for name, value in figures.items():
        assert value is not None and f"| {name} | {value:,.3f}".removesuffix(".000") + " |" in text
    assert manifest.price is not None and manifest.price.calibrated_on in text


def test_a_figure_without_meaning_is_a_dash(manifest: Manifest) -> None:
    assert "| bias | – |" in card(manifest.model_copy(update={"metrics": {"price.bias": None}}))


def test_simulated_is_said_in_title_and_use(manifest: Manifest) -> None:
    text = card(manifest)
    assert text.startswith("# Model card: tiny (SIMULATED)\n") and "simulated contracts" in section(text, "Intended use")
    real = card(manifest.model_copy(update={"simulated": False}))
    assert "simulated" not in real.lower()


def test_the_number_says_which_kind_of_amount_it_is(manifest: Manifest) -> None:
    text = section(card(manifest), "What the number is")
    assert "registered_contract_amount" in text and "合同成交总金额" in text and "CNY" in text and "2015-" in text and "2023-" in text


def test_every_source_and_every_head_is_listed(manifest: Manifest) -> None:
    text = card(manifest)
    for source in manifest.data:
        row = f"| {source.source} | {source.rows:,} | {source.first} | {source.last} | not stated | `{source.sha256[:12]}` |"
        assert row in section(text, "Data")
    for name, info in {**manifest.scores, **manifest.signals}.items():
        kind = "score" if info.meaning == manifest.scores["economic"].meaning else "signal"
        assert f"| {kind} {name} | {info.rows:,} | tiny-panel | {info.meaning} |" in section(text, "Other heads")
    assert "| maturity |" in section(text, "Other heads") and "maturity.log_loss" in section(text, "Other heads")


def test_the_limits_are_those_of_the_manifest(manifest: Manifest) -> None:
    judged = manifest.model_copy(update={"limits": manifest.limits.model_copy(update={"familiarity": 0.287})})
    text = section(card(judged), "Refusals and limits")
    assert "2013 to 2034" in text and "0.287" in text and "50%" in text


def test_a_corpus_too_small_to_judge_texts_by_is_said_to_be(manifest: Manifest) -> None:
    off = manifest.model_copy(update={"limits": manifest.limits.model_copy(update={"familiarity": -1.0})})
    text = section(card(off), "Refusals and limits")
    assert "too small to tell an unfamiliar text" in text and "-1.0" not in text


def test_a_bundle_without_heads_says_so(manifest: Manifest) -> None:
    text = card(manifest.model_copy(update={"price": None, "maturity": None, "scores": {}, "signals": {}, "metrics": {}}))
    assert "no price head" in section(text, "What the number is") and "no price figures" in section(text, "Accuracy on unseen contracts")
    assert section(text, "Other heads").strip() == "None."


def test_the_licence_of_the_data_is_named(manifest: Manifest) -> None:
    data = manifest.data[0].model_copy(update={"licence": "CC BY 4.0"})
    assert "| CC BY 4.0 |" in section(card(manifest.model_copy(update={"data": (data,)})), "Data")


def test_languages_and_what_it_is_not_for_are_said(manifest: Manifest) -> None:
    text = card(manifest)
    assert "Texts in zh, en;" in section(text, "Intended use")
    assert "Other kinds of amount" in section(text, "Not for")
    assert "Other kinds of amount" not in section(card(manifest.model_copy(update={"price": None})), "Not for")


def test_weak_segments_are_named_with_their_faults_and_sound_ones_counted(manifest: Manifest) -> None:
    sound = {"cover90": 0.9, "median_ratio": 1.02, "rmse": 0.5}
    faulty: dict[str, dict[str, float | None]] = {
        "covered": {"cover90": 0.7},
        "level": {"median_ratio": 0.8},
        "noisy/one": {"rmse": 0.9},
        "sound": {},
        "nothing": dict.fromkeys(sound),
    }
    metrics = {f"segment/kind/{value}/{name}": figure for value, faults in faulty.items() for name, figure in {**sound, **faults}.items()}
    text = section(card(manifest.model_copy(update={"metrics": {"price.rmse": 0.5, **metrics}})), "Known weak spots")
    assert "- kind = covered: its 90 % interval covers 70%" in text
    assert "- kind = level: predictions lie 20% below its prices in the middle" in text
    assert "- kind = noisy/one: its RMSE is 0.90 against 0.50 over all" in text
    assert "kind = sound" not in text and "kind = nothing" not in text and "2 of 5 segments" in text


def test_segments_too_small_to_judge_are_no_praise(manifest: Manifest) -> None:
    bare = {name: value for name, value in manifest.metrics.items() if not name.startswith("segment/")}
    assert "is not known" in section(card(manifest.model_copy(update={"metrics": bare})), "Known weak spots")


def test_figures_of_the_other_heads_are_not_mixed_with_those_of_the_price(manifest: Manifest) -> None:
    metrics = {**manifest.metrics, "ratio.prd": 1.2, "listing.rmse": 0.7, "segment/kind/a/rmse": 0.4}
    text = section(card(manifest.model_copy(update={"metrics": metrics})), "Other heads")
    assert "maturity.log_loss" in text and "ratio.prd" not in text and "listing.rmse" not in text and "segment/" not in text

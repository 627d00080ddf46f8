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
        assert f"| {name} | {value:.3f} |" in text
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
        assert f"| {source.source} | {source.rows:,} |" in section(text, "Data") and source.sha256[:12] in text
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

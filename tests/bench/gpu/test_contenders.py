from __future__ import annotations

from pathlib import Path

import pytest

from bench.gpu.contenders import Contender, static, transformers
from bench.gpu.feeds import feeds_of, reference_columns
from models.graph_run import Shapes
from models.load import load_bundle
from models.session import CPU, CUDA, ProviderMissing
from valuation.field_error import FieldError


def test_a_static_bundle_is_run_fused_and_split(reference: Path) -> None:
    fused, split = static(load_bundle(reference), CUDA)
    assert (fused.encoder, fused.provider) == (None, CPU)
    assert (split.provider, split.padded) == (CUDA, True)


def test_split_and_padded_the_static_encoder_gives_the_bits_of_the_fused_graph(reference: Path) -> None:
    bundle = load_bundle(reference)
    fused, split = (one.opened(Shapes((1, 4), (64,))) for one in static(bundle, CPU))
    for feed in feeds_of(bundle, reference_columns(20), 6):
        exact, found = fused.run(feed), split.run(feed)
        assert all((exact[name] == found[name]).all() for name in exact)


def test_a_device_that_is_not_there_is_said_so(reference: Path) -> None:
    bundle = load_bundle(reference)
    with pytest.raises(ProviderMissing, match="no TensorrtExecutionProvider"):
        Contender("gpu", bundle, bundle.layout.encoder, "TensorrtExecutionProvider", True).opened(Shapes())


def test_a_bundle_without_a_transformer_in_float32_is_refused(reference: Path, tmp_path: Path) -> None:
    with pytest.raises(FieldError, match="static encoder"):
        transformers(load_bundle(reference), [], CUDA, tmp_path)

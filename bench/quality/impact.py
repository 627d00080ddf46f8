"""Texts of impact → which value dominates, on whole groups withheld by hash: this pipeline beside a TF-IDF logistic regression in the same run."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline

from bench.quality.bootstrap import Difference, difference, drawn_means
from bench.quality.digests import content_digest, pipeline_code
from bench.quality.pipeline import train_then_score
from bench.quality.splits import write_rows
from bench.quality.targets import Target
from models.tables.mapping import Mapping
from models.tables.read import read_table

WITHHELD = 0.3
FEWER = 0.9
"""Errors allowed for each of the logistic regression's."""
STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
"""The tuned regression's C, chosen by three-fold cross-validation on the texts that teach."""


@dataclass(frozen=True)
class Partition:
    """One way of withholding: n texts asked, and the errors of the pipeline, of the regression with its library's defaults and of the tuned one."""

    salt: int
    n: int
    pipeline: int
    default: int
    tuned: int


@dataclass(frozen=True)
class ImpactComparison:
    """All partitions; the differences are the pipeline's share of errors minus that of either regression, over all of them."""

    partitions: tuple[Partition, ...]
    to_default: Difference
    to_tuned: Difference
    targets: tuple[Target, ...]


def compare_impact(data: Path, source: Path, salts: Sequence[int], store: Path, told: Callable[[str], None], params: Path | None = None) -> ImpactComparison:
    """One partition a salt; FieldError where table and mapping do not fit."""
    table = read_table(data, Mapping.load(source))
    labels = np.asarray(table.dominant, dtype=np.str_)
    texts = np.asarray(table.columns.text, dtype=object)
    found: list[Partition] = []
    wrong: list[NDArray[np.float64]] = []
    groups: list[NDArray[np.int64]] = []
    numbers = np.unique(table.projects, return_inverse=True)[1]
    for salt in salts:
        told(f"impact, partition {salt}")
        asked = withheld(table.projects, salt)
        with tempfile.TemporaryDirectory(prefix="bench-quality-") as scratch:
            work = Path(scratch)
            write_rows(data, table.rows[~asked] - 1, work / "taught.parquet")
            write_rows(data, table.rows[asked] - 1, work / "asked.parquet")
            own = _pipeline(source, work, store, params)
        answers = (own, default_regression(texts[~asked], labels[~asked], texts[asked]), tuned_regression(texts[~asked], labels[~asked], texts[asked]))
        wrong.append(np.column_stack([each != labels[asked] for each in answers]).astype(np.float64))
        groups.append(numbers[asked])
        found.append(Partition(salt, int(asked.sum()), *wrong[-1].sum(axis=0).astype(int).tolist()))
    losses = np.concatenate(wrong)
    drawn, means = drawn_means(losses, np.concatenate(groups), seed=0), losses.mean(axis=0)
    to_default, to_tuned = (difference(float(means[0] - means[at]), drawn[:, 0] - drawn[:, at]) for at in (1, 2))
    return ImpactComparison(tuple(found), to_default, to_tuned, impact_targets(found))


def withheld(groups: Sequence[str], salt: int, share: float = WITHHELD) -> NDArray[np.bool_]:
    """Whole groups by the hash of their name, (n,); the same on every machine."""
    return np.asarray([int.from_bytes(hashlib.sha256(f"{salt}:{group}".encode()).digest()[:8]) < share * 2**64 for group in groups])


def default_regression(taught: NDArray[np.object_], labels: NDArray[np.str_], asked: NDArray[np.object_]) -> NDArray[np.str_]:
    """Labels for the texts asked, by TF-IDF and logistic regression as scikit-learn ships them."""
    model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=2_000)).fit(taught, labels)
    return np.asarray(model.predict(asked), dtype=np.str_)


def tuned_regression(taught: NDArray[np.object_], labels: NDArray[np.str_], asked: NDArray[np.object_]) -> NDArray[np.str_]:
    """The same with pairs of words, dampened counts and the C that predicts best."""
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = make_pipeline(words, LogisticRegression(max_iter=2_000))
    search = GridSearchCV(model, {"logisticregression__C": STRENGTHS}, scoring="accuracy", cv=3).fit(taught, labels)
    return np.asarray(search.predict(asked), dtype=np.str_)


def impact_targets(found: Sequence[Partition]) -> tuple[Target, ...]:
    """Against the regression as it comes, and against the tuned one."""
    own, texts = sum(one.pipeline for one in found), sum(one.n for one in found)
    rivals = {"TF-IDF logistic regression": sum(one.default for one in found), "the same, tuned": sum(one.tuned for one in found)}
    return tuple(
        Target(f"dominant value of impact texts: at least 10 % fewer errors than {name}", _told(own, errors, texts), own <= FEWER * errors)
        for name, errors in rivals.items()
    )


def _told(own: int, errors: int, texts: int) -> str:
    return f"{own} against {errors} errors in {texts:,} texts: {own / max(errors, 1) - 1:+.1%}"


def _pipeline(source: Path, work: Path, store: Path, params: Path | None) -> NDArray[np.str_]:
    settings = [] if params is None else [params]
    digest = content_digest([*pipeline_code(), source, work / "taught.parquet", work / "asked.parquet", *settings])
    kept = store / f"impact-{digest[:24]}.npz"
    if not kept.is_file():
        predictions, _ = train_then_score(source, work / "taught.parquet", work / "asked.parquet", work, params)
        labels = np.asarray([each or "" for each in pq.read_table(predictions)["value_dominant"].to_pylist()], dtype=np.str_)
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, labels=labels)
    with np.load(kept, allow_pickle=False) as found:
        return np.asarray(found["labels"], dtype=np.str_)

"""Chinese grants: title, category and institution → the grade given when the project closed, beside letters and institution in the same run.

Graded projects alone are judged, the newest fifth of them by start year (equal years in the order of the file), learned from the rest; projects without a
grade that start no later teach too, as far as a model can learn from them. The figure is the AUC of 优 or better: the chance that a project graded so
is ranked above one that is not.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy import sparse
from scipy.stats import rankdata
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.preprocessing import OneHotEncoder

from bench.quality.bootstrap import DRAWS, Difference, difference
from bench.quality.digests import content_digest, pipeline_code
from bench.quality.pipeline import train_then_score
from bench.quality.splits import write_rows
from bench.quality.targets import Target
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping as Source
from models.tables.read import read_table
from valuation.five_values import VALUES

GOOD = 85.0
"""Points of 优 in the mapping file."""
NEWEST = 0.2
SEEDS = (20261122, 1, 2)
QUICK = "[price]\nrounds = 10\nquantile_rounds = 10\norigins = 1\n"
"""Less work for the price head, of which the head for grades reads nothing: its answers are the same to the bit."""
INSTITUTION = "institution"
STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
"""The regressions' C, chosen by five-fold cross-validation of the AUC on the projects that teach."""
LETTERS, INSTITUTION_ALONE, BOTH = "letters of the title", "the institution alone", "letters and institution"

Array = NDArray[np.float64]
OwnScores = Callable[[Path, Path, Path, Path, Path], Array]
"""Mapping file, tables that teach and are asked, parameters, scratch folder → a score for every row asked."""


@dataclass(frozen=True)
class GradeAuc:
    """One rival, the pipeline of the first seed beside it: `gap` is the pipeline's AUC minus the rival's, above 0 the pipeline is better."""

    name: str
    auc: float
    gap: Difference


@dataclass(frozen=True)
class GradeComparison:
    """`taught` and `n` graded projects, a share `good` of the latter 优 or better; the pipeline's AUC by seed; the rivals'; the target."""

    taught: int
    n: int
    good: float
    pipeline: dict[int, float]
    rivals: tuple[GradeAuc, ...]
    targets: tuple[Target, ...]


def compare_grades(
    data: Path, source: Path, store: Path, told: Callable[[str], None], params: Path | None = None, own: OwnScores | None = None
) -> GradeComparison:
    """The pipeline once a seed (once in all with `params` of one's own) and every rival; FieldError where table and mapping do not fit. `own` stands in for
    the pipeline in tests.
    """
    table = read_table(data, Source.load(source))
    taught, asked = newest_fifth(table)
    grades = table.scores[:, VALUES.index("scientific")]
    good = grades >= GOOD
    found: dict[int, Array] = {}
    with tempfile.TemporaryDirectory(prefix="bench-quality-") as scratch:
        work = Path(scratch)
        write_rows(data, table.rows[taught] - 1, work / "taught.parquet")
        write_rows(data, table.rows[asked] - 1, work / "asked.parquet")
        for seed in SEEDS if params is None else SEEDS[:1]:
            told(f"grades, this pipeline, seed {seed}")
            chosen = params
            if chosen is None:
                chosen = work / f"{seed}.toml"
                chosen.write_text(f"seed = {seed}\n{QUICK}", encoding="utf-8")
            found[seed] = (own or _stored(store))(source, work / "taught.parquet", work / "asked.parquet", chosen, work)
    told("grades, rivals")
    graded = taught[np.isfinite(grades[taught])]
    answers = rival_scores(table.take(graded), good[graded], table.take(asked))
    pipeline = {seed: auc(good[asked], score) for seed, score in found.items()}
    first = next(iter(found.values()))
    rivals = tuple(GradeAuc(name, auc(good[asked], score), auc_gap(good[asked], first, score)) for name, score in answers.items())
    return GradeComparison(len(graded), len(asked), float(good[asked].mean()), pipeline, rivals, (grade_target(pipeline, rivals),))


def newest_fifth(table: ContractTable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Indices of what teaches and of what is asked."""
    graded = np.flatnonzero(np.isfinite(table.scores[:, VALUES.index("scientific")]))
    order = graded[np.argsort(table.columns.dates[graded], kind="stable")]
    cut = int(len(order) * (1 - NEWEST))
    older, newest = order[:cut], order[cut:]
    ungraded = np.setdiff1d(np.flatnonzero(table.columns.dates <= table.columns.dates[older].max()), graded)
    return np.sort(np.concatenate([older, ungraded])), newest


def rival_scores(taught: ContractTable, good: NDArray[np.bool_], asked: ContractTable) -> dict[str, Array]:
    """Logistic regressions on the letters of the title (runs of one to three), on which institution it is, and on both."""
    words = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    names = OneHotEncoder(handle_unknown="ignore")
    letters = words.fit_transform(taught.columns.text), words.transform(asked.columns.text)
    institutions = names.fit_transform(_institutions(taught)), names.transform(_institutions(asked))
    both = tuple(sparse.csr_matrix(sparse.hstack(parts)) for parts in zip(letters, institutions, strict=True))
    return {name: _regression(past, good, later) for name, (past, later) in {LETTERS: letters, INSTITUTION_ALONE: institutions, BOTH: both}.items()}


def auc(good: NDArray[np.bool_], score: Array) -> float:
    """Chance that one of the good (n,) scores above one of the others, ties counting half (Mann & Whitney 1947)."""
    above = int(good.sum())
    return float((rankdata(score)[good].sum() - above * (above + 1) / 2) / (above * (len(good) - above)))


def auc_gap(good: NDArray[np.bool_], one: Array, other: Array, seed: int = 0, draws: int = DRAWS) -> Difference:
    """AUC of `one` minus that of `other` over n projects, with the interval of a bootstrap that draws projects."""
    generator = np.random.default_rng(seed)
    gaps: list[float] = []
    while len(gaps) < draws:
        drawn = generator.integers(0, len(good), len(good))
        if 0 < good[drawn].sum() < len(good):
            gaps.append(auc(good[drawn], one[drawn]) - auc(good[drawn], other[drawn]))
    return difference(auc(good, one) - auc(good, other), np.asarray(gaps))


def grade_target(pipeline: Mapping[int, float], rivals: Sequence[GradeAuc]) -> Target:
    """Every seed above letters and institution together."""
    rival = next(one for one in rivals if one.name == BOTH)
    told = " ".join(f"{auc:.3f}" for auc in pipeline.values())
    gap = rival.gap
    found = f"{told} against {rival.auc:.3f}, difference {gap.value:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]"
    return Target("grade of grants: AUC of 优 or better above letters and institution", found, min(pipeline.values()) > rival.auc)


def _institutions(table: ContractTable) -> NDArray[np.object_]:
    return np.asarray(table.columns.categories[INSTITUTION], dtype=object).reshape(-1, 1)


def _regression(past: sparse.csr_matrix, good: NDArray[np.bool_], later: sparse.csr_matrix) -> Array:
    search = GridSearchCV(LogisticRegression(max_iter=2_000), {"C": STRENGTHS}, scoring="roc_auc", cv=5).fit(past, good)
    return np.asarray(search.decision_function(later), dtype=np.float64)


def _stored(store: Path) -> OwnScores:
    def scores(source: Path, taught: Path, asked: Path, params: Path, work: Path) -> Array:
        kept = store / f"grades-{content_digest([*pipeline_code(), source, taught, asked, params])[:24]}.npz"
        if not kept.is_file():
            predictions, _ = train_then_score(source, taught, asked, work, params)
            found = pq.read_table(predictions)["value_scientific"].to_numpy(zero_copy_only=False).astype(np.float64)
            kept.parent.mkdir(parents=True, exist_ok=True)
            np.savez(kept, scores=np.where(np.isfinite(found), found, np.nanmedian(found)))  # who is not answered stands in the middle
        with np.load(kept, allow_pickle=False) as read:
            return np.asarray(read["scores"], dtype=np.float64)

    return scores

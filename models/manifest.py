"""The manifest of a bundle: what it is, what it learned from, and the digest of every file.

`version` is the first 12 hex digits of `digest`, a hash over the files' hashes and the facts below; nothing in a bundle can
change without it. Dates are those of contracts, not of training, except `created`.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from models.layout import MANIFEST
from models.terms import TermsShares
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.features import FeatureSchema

FORMAT = 1
UNSTATED = "unstated"
"""The code of the list `tax_basis` for amounts whose source does not say whether they hold VAT."""


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileInfo(_Facts):
    """Digest and size in bytes of one file of the bundle."""

    sha256: str
    size: int


class DataInfo(_Facts):
    """One source that the bundle learned from: its name, rows used, the digest of the table and the span of its dates."""

    source: str
    description: str = ""
    licence: str = ""
    rows: int
    sha256: str
    first: date | None
    last: date | None


class HeadInfo(_Facts):
    """One learned head: from which sources, on how many labelled rows, and in what sense its answer is to be read."""

    sources: tuple[str, ...]
    rows: int
    meaning: str


class PriceHead(HeadInfo):
    """The price head: which kind of amount, in which currency; never several of them in one bundle."""

    concept: str
    concept_zh: str
    concept_en: str
    currency: str
    tax_basis: str = UNSTATED
    first: date
    last: date
    calibrated_on: str = Field(description="which rows set the width of the interval")

    @property
    def concept_label(self) -> Bilingual:
        """What the concept is called."""
        return Bilingual(zh=self.concept_zh, en=self.concept_en)

    @field_validator("tax_basis")
    @classmethod
    def _known(cls, code: str) -> str:
        """A bundle whose code nobody can read is refused when it is loaded, not when it answers."""
        if code not in LISTS["tax_basis"].entries:
            raise ValueError(f"{code!r} is no code of the list tax_basis")
        return code


class EncoderInfo(_Facts):
    """How text becomes a vector. A transformer is run row by row on the CPU, so that batching cannot change it; `precision` is that of its products."""

    kind: Literal["static", "transformer"]
    name: str
    dimensions: int
    max_tokens: int
    token_inputs: tuple[str, ...]
    precision: Literal["float32", "int8"] = "float32"


class Limits(_Facts):
    """Where the bundle refuses to answer.

    `first_year`, `last_year`: decimal years of the valuation date. `familiarity`: least cosine of a text to the nearest of the training
    centroids; `unknown_tokens`: greatest share of tokens outside the vocabulary; `level_deviation`: greatest standard deviation of ln(price level).
    """

    first_year: float
    last_year: float
    familiarity: float
    unknown_tokens: float
    level_deviation: float | None = None


class AttributeInfo(_Facts):
    """An attribute the bundle reads, for whoever has to fill it in."""

    name: str
    kind: Literal["category", "number"]
    known_at: Literal["listing", "deal"] = "listing"
    examples: tuple[str, ...] = ()
    label_zh: str = ""
    label_en: str = ""

    @property
    def label(self) -> Bilingual:
        """What the attribute is called; its name where the source gives no label."""
        return Bilingual(zh=self.label_zh or self.name, en=self.label_en or self.name)


class Manifest(_Facts):
    """Identity and provenance of a bundle."""

    format: int = FORMAT
    name: str
    version: str = ""
    digest: str = ""
    created: str | None = None
    trained_by: str | None = None
    simulated: bool
    languages: tuple[str, ...] = ()
    price: PriceHead | None = None
    maturity: HeadInfo | None = None
    scores: dict[str, HeadInfo] = {}
    signals: dict[str, HeadInfo] = {}
    encoder: EncoderInfo
    features: FeatureSchema
    schema_hash: str
    attributes: tuple[AttributeInfo, ...] = ()
    limits: Limits
    terms: TermsShares | None = None
    data: tuple[DataInfo, ...]
    seed: int
    versions: dict[str, str] = {}
    parameters: dict[str, float | int | str | bool] = {}
    metrics: dict[str, float | None] = {}
    files: dict[str, FileInfo] = {}

    def sealed(self, folder: Path) -> Manifest:
        """This manifest with the digest of every file that lies in the folder, and the version that follows from all of it."""
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
        files = {name: FileInfo(sha256=sha256_of(folder / name), size=(folder / name).stat().st_size) for name in names}
        whole = Manifest.model_validate(self.model_dump())  # every field set, for all of them will stand in the file
        draft = whole.model_copy(update={"files": files, "version": "", "digest": ""})
        digest = draft.computed_digest()
        return draft.model_copy(update={"digest": digest, "version": digest[:12]})

    def computed_digest(self) -> str:
        """sha256 over the manifest itself, less `version` and `digest`. Of what stands in the file alone: a field that is new in the code does not make
        a bundle of yesterday look altered.
        """
        facts = self.model_dump(mode="json", exclude={"version", "digest"}, exclude_unset=True)
        return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Writes the manifest into its bundle; the last file to be written."""
        (folder / MANIFEST).write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")


def sha256_of(path: Path) -> str:
    """Digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

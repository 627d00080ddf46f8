"""A small scorer that gives every text its own price, can be held, and breaks where it is told to."""

from __future__ import annotations

import os
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import make_url
from starlette.testclient import TestClient

from models.layout import Layout
from models.load import Bundle
from models.manifest import AttributeInfo, DataInfo, EncoderInfo, HeadInfo, Limits, Manifest, PriceHead
from models.predictions import Predictions
from service.app import create_app
from service.settings import Settings, variable
from service.store.database import Database
from service.store.migrate import migrate
from tests.service.postgres import PostgresServer
from valuation.features import Columns, FeatureSchema
from valuation.refusal import Refusal

SCHEMA = FeatureSchema(categories=("contract_type", "phase"), numbers=("team", "years_to_market"))


def manifest(**changes: object) -> Manifest:
    """A bundle that learned price, maturity, two scores and two signals."""
    head = HeadInfo(sources=("s",), rows=100, meaning="m")
    facts = {
        "name": "fake",
        "version": "0123456789ab",
        "digest": "0123456789ab" + "0" * 52,
        "simulated": True,
        "languages": ("zh", "en"),
        "price": PriceHead(
            sources=("s",),
            rows=100,
            meaning="m",
            concept="registered_contract_amount",
            concept_zh="合同成交总金额",
            concept_en="registered contract total",
            currency="CNY",
            first=date(2018, 1, 1),
            last=date(2025, 12, 31),
            calibrated_on="the last slice",
        ),
        "maturity": head,
        "scores": {"scientific": head, "economic": head},
        "signals": {"technical": head, "social": head},
        "encoder": EncoderInfo(kind="static", name="static", dimensions=2, max_tokens=256, token_inputs=()),
        "features": SCHEMA,
        "schema_hash": "h",
        "attributes": (AttributeInfo(name="phase", kind="category", examples=("I", "II")),),
        "limits": Limits(first_year=2010, last_year=2030, familiarity=0.1, unknown_tokens=0.5),
        "data": (DataInfo(source="s", rows=100, sha256="d", first=date(2018, 1, 1), last=date(2025, 12, 31)),),
        "seed": 1,
    }
    return Manifest.model_validate({**facts, **changes})


def ln_price(text: str) -> float:
    """The price of a text: told apart from any other's, between e^5 and e^15."""
    return 5.0 + (zlib.crc32(text.encode()) % 1_000_003) / 100_000


class FakeScorer:
    """Raises on a text with "poison", refuses one with "foreign", gives NaN for one with "nan"; `gate` holds it, `broken` fails it for good."""

    def __init__(self, described: Manifest) -> None:
        self.bundle = Bundle(Layout(Path("fake")), described)
        self.schema = described.features
        self.in_flight = 1
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Event()
        self.broken = False
        self.batches: list[list[str]] = []

    def score(self, columns: Columns) -> Predictions:
        self.batches.append(list(columns.text))
        self.started.set()
        self.gate.wait(10)
        if self.broken or any("poison" in text for text in columns.text):
            raise ValueError("a row broke the graph")
        return self._predictions(columns)

    def self_test(self) -> None:
        if self.broken:
            raise RuntimeError("golden answers differ")

    def _predictions(self, columns: Columns) -> Predictions:
        described = self.bundle.manifest
        point = np.array([float("nan") if "nan" in text else ln_price(text) for text in columns.text])
        exceedance = np.clip(np.linspace(0.95, 0.05, 8)[None, :] - 0.02 * (point[:, None] % 1), 0, 1)
        return Predictions(
            price_point=point if described.price else None,
            price=point[:, None] + np.array([-1.6, -1.2, -0.6, 0.0, 0.6, 1.2, 1.6]) if described.price else None,
            maturity=exceedance if described.maturity else None,
            scores={name: np.column_stack([point, point + 10, point + 20]) for name in described.scores},
            signals={name: np.full(len(columns), 0.2 + 0.1 * at) for at, name in enumerate(described.signals)},
            embedding=np.zeros((len(columns), 2), dtype=np.float32),
            refusals=[Refusal.OUT_OF_DISTRIBUTION if "foreign" in text else None for text in columns.text],
        )

    @property
    def rows_seen(self) -> list[str]:
        """Every text that reached the scorer, in order."""
        return [text for batch in self.batches for text in batch]


@pytest.fixture
def scorer() -> FakeScorer:
    return FakeScorer(manifest())


@pytest.fixture
def make_scorer() -> Callable[..., FakeScorer]:
    """A scorer of a bundle that differs in some facts."""
    return lambda **changes: FakeScorer(manifest(**changes))


@pytest.fixture
def price_of() -> Callable[[str], float]:
    """ln(price) that the scorer gives a text as the model reads it (lower case)."""
    return ln_price


@pytest.fixture
def rows() -> Callable[..., Columns]:
    """Columns with the given texts and nothing else."""

    def build(*texts: str) -> Columns:
        n = len(texts)
        return Columns(
            text=list(texts),
            titles=np.zeros(n, dtype=np.int64),
            dates=np.full(n, "2026-11-22", dtype="datetime64[D]"),
            categories={name: [""] * n for name in SCHEMA.categories},
            numbers={name: np.full(n, np.nan) for name in SCHEMA.numbers},
        )

    return build


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, kept: Path) -> Settings:
    """The defaults, whatever the environment of the tests says, but for a folder of the test's own with an empty database in it."""
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    return Settings(data=kept)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with all tables and no rows; copied, never written to."""
    path = tmp_path_factory.mktemp("database") / "valuation.db"
    storage = Database(f"sqlite:///{path}")
    migrate(storage)
    storage.close()
    return path


@pytest.fixture(scope="session")
def keep(empty_file: Path) -> Callable[[Path], Path]:
    """Makes a data folder (VALUATION_DATA) with an empty SQLite database in a folder, as a service finds it that has been started before."""

    def make(parent: Path) -> Path:
        folder = parent / "kept"
        folder.mkdir(mode=0o700)
        shutil.copy(empty_file, folder / "valuation.db")
        return folder

    return make


@pytest.fixture
def kept(keep: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return keep(tmp_path)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL: that of TEST_DATABASE_URL, or one that is started here."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    server = PostgresServer()
    yield server.url
    server.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without any table, on SQLite and on PostgreSQL (there: a schema of its own)."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('tmp_path') / 'test.db'}"
        return
    url = make_url(request.getfixturevalue("postgres_url"))
    schema, server = f"test_{uuid4().hex}", Database(url.render_as_string(hide_password=False))
    with server.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield url.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    server.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with all tables and no rows, on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def open_client(settings: Settings) -> Iterator[Callable[..., TestClient]]:
    """Starts the application on a scorer; settings may be changed by name."""
    clients: list[TestClient] = []

    def start(scorer: FakeScorer, **changes: object) -> TestClient:
        app = create_app(settings.model_copy(update=changes), scorer, clock=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC))
        client = TestClient(app, raise_server_exceptions=False)
        client.__enter__()
        clients.append(client)
        return client

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(scorer: FakeScorer, open_client: Callable[..., TestClient]) -> TestClient:
    """The application with default settings on the plain scorer."""
    return open_client(scorer)

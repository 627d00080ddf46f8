"""All settings of the service, read once from the environment (`VALUATION_…`) and passed down. The table in `docs/service.md` lists them."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.providers import Providers
from service.identity.this_machine import is_trustworthy
from service.location import Location
from service.logs.log_format import LogFormat
from valuation.audience import Audience

PREFIX = "VALUATION_"


class Settings(BaseSettings):
    """What an operator may choose. Rows are achievements; times are seconds; sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", populate_by_name=True)

    bundle: Location = Field(
        default=Path("models/demo"), description="folder of the model bundle to serve, or a champion folder; the latter may be a URL (`s3://bucket/champion`)"
    )
    watch: float = Field(
        default=5.0, ge=0, le=3_600, description="seconds between two looks whether the champion folder points to another bundle; 0 never looks"
    )
    challenger: Location | None = Field(default=None, description="bundle or champion folder that scores some calls too, and answers none")
    shadow: float = Field(default=0.05, ge=0, le=1, description="share of the calls that the challenger scores, after they have been answered")
    data: Path = Field(default=Path("var"), description="folder of what the service keeps: secrets, and the SQLite database; only its owner may enter")
    database_url: str | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        repr=False,  # it may hold a password
        description="the database: `postgresql://user:password@host:5432/name`, or `sqlite:///path`; unset: `valuation.db` in `VALUATION_DATA`",
    )
    audit_key_file: Path | None = Field(
        default=None, description="file of the keys that seal inputs and sign checkpoints; unset: `audit.key` in `VALUATION_DATA`, written at the first start"
    )
    audit_checkpoint: float = Field(default=10.0, gt=0, description="seconds between two signed checkpoints of the audit, while anything is recorded")
    retention_days: int = Field(default=5_479, ge=0, le=365_250, description="days after which the inputs of recorded valuations are erased; 0 keeps them")
    host: Annotated[str, Field(min_length=1)] = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65_535, description="port to listen on; 0 takes a free one and prints it")
    workers: int = Field(default=1, ge=1, le=64, description="processes, each with the whole model and one scoring thread")
    providers: Providers = Field(default="auto", description="where a transformer's encoder runs: `auto` takes a GPU if there is one, `cuda` warns without one")
    max_items: int = Field(default=1_024, ge=1, le=1_024, description="achievements in one call; more is a 413")
    max_body: int = Field(default=16 * 2**20, ge=1_024, description="bytes of one request body; more is a 413")
    scoring_threads: int = Field(default=1, ge=1, le=64, description="threads of one process that score, each a batch of its own")
    max_batch: int = Field(default=256, ge=1, le=65_536, description="rows that are scored in one run of the graph; a larger call is cut")
    max_queue: int = Field(default=8_192, ge=1, description="rows of interactive calls that may wait to be scored; beyond it a call is a 429")
    sweep_chunk: int = Field(default=128, ge=1, description="rows of a sweep that are scored in one run: an interactive call waits for one such run at most")
    max_sweep_queue: int = Field(default=65_536, ge=1, description="rows of sweeps that may wait to be scored; beyond it a sweep is a 429")
    max_sweeps: int = Field(default=4, ge=1, le=1_024, description="Arrow and NDJSON sweeps that are answered at a time; one more is a 429")
    max_sweep_rows: int = Field(default=1_000_000, ge=1, description="achievements in one Arrow or NDJSON sweep; more ends it with a 413")
    max_sweep_body: int = Field(default=2 * 2**30, ge=1_024, description="bytes of one sweep's body, kept on disk until they are read; more is a 413")
    max_sweep_message: int = Field(default=64 * 2**20, ge=1_024, description="bytes of one Arrow message, unpacked; more is a 413")
    sweep_idle: float = Field(
        default=60.0, gt=0, description="seconds in which the client of a sweep neither sends nor takes a byte; then it is ended with a 408"
    )
    deadline: float = Field(default=10.0, gt=0, le=600, description="seconds from the end of the body to the scored answer; later is a 504")
    drain: float = Field(default=10.0, ge=0, le=600, description="seconds that accepted calls have to finish after a stop signal")
    stalled_after: float = Field(default=60.0, gt=0, description="seconds of one run of the graph after which `/ready` and `/live` answer 503")
    self_test: float = Field(default=30.0, gt=0, description="seconds for which `/ready` believes the last self-test of the model; it is not run more often")
    access_log: bool = Field(default=True, description="whether each request leaves a line on stderr")
    log_format: LogFormat = Field(default="auto", description="`json`, `console` (for a person) or `auto`: for a person where stderr is a terminal")
    telemetry: bool = Field(default=False, description="whether traces and durations go to the OpenTelemetry collector of the `OTEL_…` variables")
    quota: int = Field(
        default=0, ge=0, le=1_000_000_000, description="achievements a minute that a caller may have valued, unless their key says otherwise; 0 counts none"
    )
    quota_storage: str = Field(
        default="memory://",
        pattern=r"^(memory|rediss?)://",
        repr=False,  # it may hold a password
        description="where quotas are counted: `memory://` in each process alone, `redis://host:port` for all of them",
    )
    idempotency_keep: float = Field(
        default=86_400.0, gt=0, le=31_536_000, description="seconds for which the answer to a call with an `Idempotency-Key` is kept"
    )

    keys_refresh: float = Field(
        default=5.0, gt=0, le=300, description="seconds between two readings of the API keys: so long one that another process revokes is still taken"
    )
    oidc_issuer: str | None = Field(
        default=None, max_length=150, description="OpenID Connect issuer whose tokens are taken, as its discovery document names it"
    )
    oidc_audience: str | None = Field(default=None, min_length=1, description="`aud` that a token must have; needed with an issuer")
    oidc_scope_claim: str = Field(default="scope", min_length=1, description="claim of the scopes, a text or a list; dots lead into objects")
    oidc_scope_prefix: str = Field(default="", description="what stands before a scope's name in that claim")
    oidc_view_claim: str = Field(default="valuation_audience", min_length=1, description="claim that says for whom answers are made")
    oidc_view: Audience = Field(default="public", description="for whom they are where the claim is absent")
    oidc_owner_claim: str | None = Field(default=None, description="claim of the organisation, whose members share what is stored; unset: everybody their own")

    @property
    def storage(self) -> str:
        """The URL of the database."""
        return self.database_url or f"sqlite:///{self.data / 'valuation.db'}"

    @property
    def audit_keys(self) -> Path:
        """The file of the audit's keys."""
        return self.audit_key_file or self.data / "audit.key"

    @model_validator(mode="after")
    def _a_call_fits(self) -> Self:
        """A call is admitted in one piece, so it must fit into the queue."""
        if self.max_queue < self.max_items:
            raise ValueError(f"{variable('max_queue')}={self.max_queue} is below {variable('max_items')}={self.max_items}; raise the one or lower the other")
        return self

    @model_validator(mode="after")
    def _an_issuer_can_be_trusted(self) -> Self:
        """A token is for somebody, and what says who signed it must not be changed on its way."""
        if self.oidc_issuer is not None and not is_trustworthy(self.oidc_issuer):
            raise ValueError(f"{variable('oidc_issuer')}={self.oidc_issuer!r} does not begin with https://; http:// is for this machine alone")
        if self.oidc_issuer is not None and self.oidc_audience is None:
            raise ValueError(f"{variable('oidc_issuer')} is set without {variable('oidc_audience')}; set it to what tokens for this service name as `aud`")
        return self


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "DATABASE_URL" if name.upper() == "DATABASE_URL" else f"{PREFIX}{name}".upper()


def setting_errors(error: ValidationError) -> list[str]:
    """One sentence per wrong setting, naming the variable to change."""
    sentences = []
    for entry in error.errors(include_url=False):
        message = entry["msg"].removeprefix("Value error, ")
        names = [variable(str(part)) for part in entry["loc"]]
        sentences.append(f"{names[0]}={entry['input']!r}: {message}. Correct the variable or unset it." if names else f"{message}.")
    return sentences


def unknown_variables(environment: dict[str, str]) -> list[str]:
    """One sentence per `VALUATION_…` variable that no setting reads: most likely a typing error."""
    known = [variable(name) for name in Settings.model_fields]
    sentences = []
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1)
            sentences.append(f"{name} is no setting of this service" + (f"; did you mean {near[0]}?" if near else "."))
    return sentences

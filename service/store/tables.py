"""The tables of the service, as SQLAlchemy Core knows them. A change here needs a migration (`service/store/migrations/`); a test compares the two."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

from service.store.moment import Moment

metadata = MetaData()

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(16), primary_key=True),  # the prefix that is shown
    Column("digest", LargeBinary(32), nullable=False),  # of the secret
    Column("name", String(200), nullable=False),
    Column("owner", String(200), nullable=False),  # the organisation; who has the same one shares what was stored
    Column("scopes", String(200), nullable=False),  # parted by spaces
    Column("audience", String(16), nullable=False),
    Column("quota", Integer),  # valuations a minute; null: the service's own
    Column("created", Moment, nullable=False),
    Column("expires", Moment),
    Column("revoked", Moment),
    Column("last_used", Moment),
    Column("rotated_to", String(16)),
)

audit_chains = Table(
    "audit_chains",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("worker", String(200), nullable=False),  # host and process
    Column("key", String(16), nullable=False),  # the name of that which ties its records
    Column("started", Moment, nullable=False),
    Column("seq", BigInteger, nullable=False),  # of its last record
    Column("hash", LargeBinary(32), nullable=False),  # of its last record
    Column("signed", BigInteger, nullable=False),  # of the last record that a checkpoint covers
)

audit_records = Table(
    "audit_records",
    metadata,
    Column("chain", String(32), ForeignKey("audit_chains.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),  # 1, 2, 3 … in a chain
    Column("id", String(64), nullable=False, unique=True),  # what callers know it by
    Column("kind", String(32), nullable=False),
    Column("subject", String(400), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("about", String(100)),  # what an act is about: a valuation, a key, a bundle
    Column("body", LargeBinary, nullable=False),  # canonical JSON: who, when, what, the digests of input and output
    Column("hash", LargeBinary(32), nullable=False),  # sha256 of the hash before and the body
    Column("input", LargeBinary),  # sealed; null once erased
    Column("output", LargeBinary),
    Column("erased", Moment),
    Index("audit_records_about", "about", sqlite_where=text("about IS NOT NULL"), postgresql_where=text("about IS NOT NULL")),
    Index("audit_records_at", "at"),
)

audit_checkpoints = Table(
    "audit_checkpoints",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),  # canonical JSON: number, time, the hash before, the heads of all chains
    Column("hash", LargeBinary(32), nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    Column("signed_by", String(16), nullable=False),
)

audit_listings = Table(
    "audit_listings",
    metadata,
    Column("record", String(64), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("owner", String(200), nullable=False),
    Column("listing_id", String(200), nullable=False),
    Column("version", Integer),
    Column("state", String(100)),
    Column("at", Moment, nullable=False),
    Index("audit_listings_of", "owner", "listing_id"),
)

publications = Table(
    "publications",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("listing_id", String(200), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("record", String(64), nullable=False),
    Column("item", Integer, nullable=False),
    Column("inside", LargeBinary, nullable=False),  # the valuation as JSON, as shown to whoever asked
    Column("outside", LargeBinary, nullable=False),  # the same as the public may see it
    Column("at", Moment, nullable=False),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", String(200), nullable=False),
    Column("listing_id", String(200), nullable=False),
    Column("version", Integer),
    Column("outcome", String(16), nullable=False),  # sold, unsold, withdrawn
    Column("amount", Text),  # decimal digits, in units of the currency
    Column("currency", String(3)),
    Column("happened_on", String(10), nullable=False),
    Column("state", String(100)),  # of the listing, as given
    Column("subject", String(400), nullable=False),
    Column("at", Moment, nullable=False),
    Index("outcomes_of", "owner", "listing_id"),
)

idempotency = Table(
    "idempotency",
    metadata,
    Column("subject", String(400), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", LargeBinary(32), nullable=False),  # of method, path and body
    Column("started", Moment, nullable=False),
    Column("status", Integer),  # null while it is in flight
    Column("answer", LargeBinary),  # sealed
)

shadow_scores = Table(
    "shadow_scores",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("champion", String(64), nullable=False),
    Column("challenger", String(64), nullable=False),
    Column("rows", Integer, nullable=False),
    Column("compared", Integer, nullable=False),  # rows that both priced
    Column("mean_difference", Text),  # of ln price, challenger less champion
    Column("largest_difference", Text),
    Column("refusals_changed", Integer, nullable=False),
)

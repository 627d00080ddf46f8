"""One rival on one split, in a process of its own so that its time and memory are its own: `python -m bench.quality.fit_peer`."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from cyclopts import App

from bench.quality.contracts import read_contracts
from bench.quality.peer import QuantilePeer
from bench.quality.rolling import conformal, residuals
from bench.quality.roster import rival
from valuation.price import QUANTILES

app = App(name="fit_peer", help=__doc__)


@app.default
def fit_peer(key: str, source: Path, taught: Path, asked: Path, out: Path) -> None:
    """Fits, predicts and conformalises; writes mean, quantiles, raw quantiles and the seconds of the one fit to an .npz file."""
    chosen = rival(key).load()
    past, later = read_contracts(taught, source), read_contracts(asked, source)
    started = time.monotonic()
    fitted = chosen.fit(past)
    seconds = time.monotonic() - started
    mean = fitted.predict(later)
    shows = isinstance(chosen, QuantilePeer) and chosen.raw
    raw = chosen.fit_quantiles(past).predict(later) if isinstance(chosen, QuantilePeer) and shows else np.empty((0, len(QUANTILES)))
    np.savez(out, mean=mean, quantiles=conformal(mean, residuals(chosen, past)), raw=raw, fit=seconds)


if __name__ == "__main__":
    app()

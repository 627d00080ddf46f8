"""Amounts in text: sentences that tell a price, and a probe that tries to read prices off texts alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import Ridge

SENTENCES = (
    "合同总价款{wan:.2f}万元。",
    "本合同成交金额为人民币{yuan:.0f}元整。",
    "技术交易额:{wan:.1f}万元人民币",
    "总经费约{wan:.0f}万",
    "转让价格为¥{yuan:,.0f}",
    "许可费共计{yi:.4f}亿元",
    "a $ {millions:.3f} million contract",
    "total contract value: ${yuan:,.2f}",
    "the award amount is USD {thousands:.1f}k",
    "funded with {yuan:,.0f} dollars",
    "for € {millions:.2f} m in total",
    "price: CNY {yuan:.0f}",
)
"""How contracts tell their price; `yuan` is the amount in units of the currency."""


def sentence(kind: int, amount: float) -> str:
    """One of the sentences with that amount."""
    return SENTENCES[kind % len(SENTENCES)].format(yuan=amount, wan=amount / 1e4, yi=amount / 1e8, millions=amount / 1e6, thousands=amount / 1e3)


def probe_skill(texts: Sequence[str], log_price: NDArray[np.float64]) -> float:
    """Share of the variance of ln(price) that a ridge on character n-grams reads off texts (n) it has not seen; every other row is held out.

    At most 0 where the texts say nothing of the price (a guess of the mean scores 0).
    """
    rows = HashingVectorizer(analyzer="char", ngram_range=(1, 3), n_features=2**12, alternate_sign=False, norm=None).transform(texts)
    taught, asked = np.arange(0, len(texts), 2), np.arange(1, len(texts), 2)
    model = Ridge(alpha=10.0, solver="sparse_cg").fit(rows[taught], log_price[taught])
    errors = log_price[asked] - model.predict(rows[asked])
    return 1 - float((errors**2).sum() / ((log_price[asked] - log_price[taught].mean()) ** 2).sum())

"""What pricing advice is asked with: what the seller intends, and what a mode needs to know beside the price. All optional, and never an input to the price.

Amounts are in units of their currency, rates are fractions (0.05 is 5 %), sales are without VAT.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.money import Money
from valuation.pricing_modes.mode import Mode, mode_of
from valuation.record import Record


class AdviceRequest(Record):
    """The wish for advice. An empty one asks for the modes that the achievement itself points to."""

    modes: tuple[Annotated[Mode, BeforeValidator(mode_of)], ...] = Field(
        default=(), max_length=5, description="agreement, listing, auction, equity, licence; those the achievement points to where empty"
    )
    intended_price: Money | None = Field(default=None, description="拟交易价格: what the publicity sheet says")
    start_price: Money | None = Field(default=None, description="起拍价, once decided")
    previous_list_price: Money | None = Field(default=None, description="上次挂牌价, where it was listed before and did not sell")
    appraised_value: Money | None = Field(default=None, description="评估值 of this right, where an appraisal was made")
    central_enterprise: bool | None = Field(default=None, description="whether the seller is a central state-owned enterprise or its subsidiary (中央企业)")
    state_established: bool | None = Field(default=None, description="whether an institute or university was established by the state; taken as yes")

    pre_money_value: Money | None = Field(default=None, description="投前估值: what the company is worth before the contribution")
    new_company: bool = Field(default=False, description="true where the company is founded with this contribution and has no value before it")
    cash_contribution: Money | None = Field(default=None, description="money that others put in at the same time")
    registered_capital: Money | None = Field(default=None, description="注册资本: before the contribution, or as founded for a new company")
    team_share: float | None = Field(default=None, ge=0, le=1, description="fraction of the shares or income that goes to the team")

    annual_sales: Money | None = Field(default=None, description="expected sales of the licensed product in its first full year, without VAT")
    sales_growth: float | None = Field(default=None, gt=-1, le=1, description="yearly growth of those sales")
    royalty_decay: float | None = Field(default=None, ge=0, lt=1, description="share of the sales subject to royalty that falls away each year")
    operating_margin: float | None = Field(default=None, ge=0.001, le=1, description="operating profit as a fraction of those sales")
    years_to_sales: float | None = Field(default=None, ge=0, le=50, description="from the valuation date to the first sale")
    term_years: float | None = Field(default=None, gt=0, le=100, description="term of the licence from the valuation date")
    discount_rate: float | None = Field(default=None, ge=0, le=1, description="yearly, before tax")
    entry_fee: Money | None = Field(default=None, description="入门费, where it is decided")
    exclusivity: str | None = Field(default=None, description="ordinary, sole or exclusive")
    open_licence: bool | None = Field(default=None, description="whether a patent open licence (专利开放许可) is meant")

    @field_validator("new_company")
    @classmethod
    def _has_no_value_yet(cls, new_company: bool, info: ValidationInfo) -> bool:
        """What is only being founded has no value before."""
        if new_company and info.data.get("pre_money_value") is not None:
            raise FieldError("new_company", new_company, say("advice.wrong.new_company"), say("advice.fix.new_company"))
        return new_company

"""作价入股: which share the technology buys at a given pre-money value. share = V/(V_pre + V + cash), as an interval of V.

V is the price, with its interval. Where an appraised value is given, that is what is contributed, and its shares stand beside those of the price.
An appraised contribution is no cash price: it has a price concept of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.note import Note
from valuation.pricing_modes.answer import AdvisedAmount, Interval, Missing, ModeAdvice, PublicitySheet
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.concept_fit import concept_limits
from valuation.pricing_modes.publicity import publicity_sheet
from valuation.pricing_modes.rulebook import rule_notes

CONTRIBUTION = "equity_contribution"

TEAM_SHARE = 0.5
"""The least fraction for the team where nothing else is agreed (促进科技成果转化法 art. 45, K)."""


class CapitalSplit(AnswerPart):
    """How a contribution is booked, in units of the currency: the two add up to it."""

    contribution: float
    registered_capital: float = Field(description="计入注册资本")
    capital_reserve: float = Field(description="计入资本公积")
    currency: str


class EquityAdvice(ModeAdvice):
    """Shares are fractions of the company after the contribution."""

    price_concept: str = CONTRIBUTION
    price_concept_label: Bilingual
    contribution_low: AdvisedAmount | None = None
    contribution: AdvisedAmount | None = Field(default=None, description="the appraised value where given, else the median")
    contribution_high: AdvisedAmount | None = None
    share: Interval | None = Field(default=None, description="at the lower end, median and upper end of the price")
    share_at_appraisal: float | None = Field(default=None, description="what `contribution` buys where it is the appraised value")
    team_share: float = Field(description="fraction of these shares that goes to the team")
    team: Interval | None = Field(default=None, description="the team's fraction of the company, in `share`")
    holder: Interval | None = Field(default=None, description="what is left of it to the holder of the right")
    team_at_appraisal: float | None = None
    holder_at_appraisal: float | None = None
    split: CapitalSplit | None = Field(default=None, description="of `contribution`; null without registered capital, or where it would fall below par")
    publicity: PublicitySheet | None = None


@dataclass(frozen=True)
class Company:
    """The company before the contribution, and what others put in with it; amounts in one currency, `value` 0 for a new company."""

    value: float
    cash: float

    def share(self, contribution: float) -> float:
        """Fraction of the company that a contribution buys."""
        return contribution / (self.value + contribution + self.cash)


def advise_equity(case: AdviceCase) -> EquityAdvice:
    """Advice for a contribution in kind. Raises AmountOutOfRange."""
    request, settings, levels, company = case.request, case.settings, case.levels, _company(case)
    appraised = case.known("appraised_value")
    low = None if levels is None else levels.down(settings.low_quantile)
    median = None if levels is None else levels.nearest(0.5)
    high = None if levels is None else levels.up(settings.high_quantile)
    contributed = median if appraised is None else AdvisedAmount.appraised(appraised)
    share = None
    if company is not None and low is not None and median is not None and high is not None:
        share = Interval(low=company.share(low.amount), median=company.share(median.amount), high=company.share(high.amount))
    team_share = TEAM_SHARE if request.team_share is None else request.team_share
    at_appraisal = None if appraised is None or company is None else company.share(appraised.amount)
    sheet, missing = publicity_sheet(case, "equity")
    split, split_notes = _split(case, company, contributed)
    return EquityAdvice(
        rules=rule_notes(case, "equity"),
        limits=concept_limits(case.facts, "equity"),
        notes=(*_notes(case), *split_notes),
        missing=(*missing, *_missing(case, company)),
        price_concept_label=LISTS["price_concept"].bilingual(CONTRIBUTION),
        contribution_low=low,
        contribution=contributed,
        contribution_high=high,
        share=share,
        share_at_appraisal=at_appraisal,
        team_share=team_share,
        team=_part(share, team_share),
        holder=_part(share, 1 - team_share),
        team_at_appraisal=None if at_appraisal is None else at_appraisal * team_share,
        holder_at_appraisal=None if at_appraisal is None else at_appraisal * (1 - team_share),
        split=split,
        publicity=sheet,
    )


def _company(case: AdviceCase) -> Company | None:
    """None where the pre-money value is not known: it is asked for, not assumed."""
    value, cash = case.known("pre_money_value"), case.known("cash_contribution")
    if "cash_contribution" in case.foreign or (value is None and not case.request.new_company):
        return None
    return Company(0.0 if value is None else value.amount, 0.0 if cash is None else cash.amount)


def _split(case: AdviceCase, company: Company | None, contributed: AdvisedAmount | None) -> tuple[CapitalSplit | None, tuple[Note, ...]]:
    """What the contribution adds to the registered capital keeps the shares as they are reckoned; the rest is capital reserve."""
    registered = case.known("registered_capital")
    if company is None or contributed is None or registered is None:
        return None, ()
    amount = contributed.amount
    # An existing company issues at pre-money value ÷ registered capital; a new one divides the capital it is founded with.
    part = amount * (registered.amount / company.value) if company.value > 0 else company.share(amount) * registered.amount
    if part > amount:
        return None, (Note.said("advice.note.below_par"),)
    split = CapitalSplit(contribution=amount, registered_capital=part, capital_reserve=amount - part, currency=case.facts.currency)
    return split, (Note.said("advice.note.capital_split"),)


def _part(share: Interval | None, fraction: float) -> Interval | None:
    return None if share is None else Interval(low=share.low * fraction, median=share.median * fraction, high=share.high * fraction)


def _notes(case: AdviceCase) -> tuple[Note, ...]:
    notes = [Note.said("advice.note.contribution_is_not_cash")]
    if case.known("appraised_value") is not None:
        notes.append(Note.said("advice.note.appraisal_is_contributed"))
    if case.request.cash_contribution is None:
        notes.append(Note.said("advice.note.no_cash_beside"))
    if case.request.team_share is None:
        notes.append(Note.said("advice.note.team_share_default"))
    return tuple(notes)


def _missing(case: AdviceCase, company: Company | None) -> tuple[Missing, ...]:
    fields = []
    if case.known("pre_money_value") is None and not case.request.new_company:
        fields.append("pre_money_value")
    if "cash_contribution" in case.foreign:
        fields.append("cash_contribution")
    if case.known("registered_capital") is None:
        fields.append("registered_capital")
    if case.known("appraised_value") is None:
        fields.append("appraised_value")
    return tuple(Missing.of(field) for field in fields)

"""What is said of the maturity evidence gate and the hints of a text."""

from __future__ import annotations

from valuation.maturity_gate.checklist import ALL_ITEMS
from valuation.maturity_gate.commercial import STEPS
from valuation.maturity_gate.independence import WANTED

_GATE = {
    "maturity_gate.basis": (
        "本平台自拟的成熟度证据门({version}版), 不是任何标准的文本; 等级由证据支持, 须由人确认。",
        "The platform's own maturity evidence gate ({version}), not the text of any standard; a level is what evidence bears out, and a person confirms it.",
    ),
    "maturity_gate.below_level_1": ("未达1级", "below level 1"),
    "maturity_gate.confirmed_above_evidence": (
        "{by}确认的{confirmed}级高于证据所支持的等级({supported}): 两者并列, 不合并; 请补充证据或说明理由。",
        "{by} confirmed level {confirmed}, above what the evidence bears out ({supported}): both stand side by side; supply the proofs or say why.",
    ),
    "maturity_gate.confirmed_later": (
        "{by}的确认日期{on}晚于基准日{valuation_date}: 仅并列显示, 不说明基准日的成熟度。",
        "{by} confirmed it on {on}, after the valuation date {valuation_date}: it is shown beside, and says nothing of the maturity on that date.",
    ),
    "maturity_gate.steps_out_of_order": (
        "第{steps}步有证明, 但其前一步尚未成立, 暂不计入。",
        "There is proof of step {steps}, but a step or level before it does not stand: it does not count yet.",
    ),
    "maturity_gate.unsure_mapping": (
        "该行业的法定环节与成熟度等级的对应因机构而异, 标为存疑(unsure)的项目请专家核对。",
        "How this sector's statutory stages map to levels varies between agencies; an expert should check the items marked unsure.",
    ),
    "maturity_gate.review": (
        "由专人复核同一级的多项不适用, 并记录姓名、日期和理由",
        "a person's review of the several items of one level that do not apply, with name, date and reason",
    ),
    "maturity_gate.review_example": ("复核意见表", "review sheet"),
}

_WHY = {
    "maturity_gate.why.missing": ("未提供", "not provided"),
    "maturity_gate.why.disputed": ("存疑: {reason}", "disputed: {reason}"),
    "maturity_gate.why.not_accepted": (
        "{document}截至基准日{valuation_date}尚未由人核验接受",
        "{document} has not been checked and accepted by a person by the valuation date {valuation_date}",
    ),
    "maturity_gate.why.superseded_version": (
        "{document}对应版本{version}, 现版本为{current}: 须为同一技术状态的证明",
        "{document} proves version {version}, the design is now {current}: a proof must be of the same version",
    ),
    "maturity_gate.why.too_late": (
        "{document}的日期{on}晚于基准日{valuation_date}",
        "{document} is dated {on}, after the valuation date {valuation_date}",
    ),
    "maturity_gate.why.later_not_accepted": ("所指的后级项目{item}本身尚未成立", "the later item that should stand for it, {item}, is not met itself"),
    "maturity_gate.why.not_independent": (
        "{level}级的证明均来自卖方或其关联方, 或独立程度不足",
        "the proofs of level {level} all come from the seller or its related parties, or are not independent enough",
    ),
    "maturity_gate.why.not_reviewed": (
        "{level}级有两项以上不适用, 须在基准日前复核",
        "two or more items of level {level} do not apply: it needs a review by the valuation date",
    ),
    "maturity_gate.why.share_not_reached": ("所达比例{reached}低于约定比例{share}", "{reached} reached, below the set share of {share}"),
}

_INPUT = {
    "maturity_gate.input.half_accepted": ("接受人与接受日期只给出其一", "only one of the accepting person and the day of acceptance is given"),
    "maturity_gate.input.give_both": ("请同时给出accepted_by和accepted_on, 或都略去。", "Give accepted_by and accepted_on, or neither."),
    "maturity_gate.input.accepted_early": ("接受日期早于文件日期{on}", "accepted before the date of the document, {on}"),
    "maturity_gate.input.check_dates": ("请核对两个日期。", "Check the two dates."),
    "maturity_gate.input.nameless": ("外部证明没有出具方", "a proof from outside names no issuer"),
    "maturity_gate.input.name_issuer": ("请填写出具方issuer, 或将source改为own。", "Name the issuer, or set source to own."),
    "maturity_gate.input.no_reason": ("不适用而未说明理由", "not applicable, without a reason"),
    "maturity_gate.input.give_reason": ("请写明不适用的理由, 或改为missing。", "Say why it does not apply, or set the state to missing."),
    "maturity_gate.input.no_proof": ("标为有, 却没有证明", "present, without a proof"),
    "maturity_gate.input.give_proof": (
        "请至少给出一份证明(文号、日期、版本), 或改为missing。",
        "Give at least one proof (document, date, version), or set the state to missing.",
    ),
    "maturity_gate.input.proofs_of_nothing": ("状态为{state}, 却附有证明", "the state is {state}, yet there are proofs"),
    "maturity_gate.input.set_present": ("请改为present或disputed, 或去掉证明。", "Set the state to present or disputed, or leave the proofs out."),
    "maturity_gate.input.cannot_supersede": (
        "不适用或存疑的项目不能由后级项目代替",
        "an item that does not apply or is disputed cannot be superseded",
    ),
    "maturity_gate.input.leave_superseded": ("请略去superseded_by, 或更正状态。", "Leave superseded_by out, or correct the state."),
    "maturity_gate.input.no_doors": ("该行业在{track}轨没有专门项目", "the sector has no items of its own in the track {track}"),
    "maturity_gate.input.use_general": ("请用general, 或更正track。", "Use general, or correct the track."),
    "maturity_gate.input.item_twice": ("该项目出现两次", "the item stands twice"),
    "maturity_gate.input.join_items": ("请将其证明合并到一项。", "Join its proofs in one entry."),
    "maturity_gate.input.unknown_item": ("不在该要素的清单中", "not in this element's checklist"),
    "maturity_gate.input.use_checklist": ("请用清单中的编号: {codes}", "Use a code of the checklist: {codes}"),
    "maturity_gate.input.other_kind": ("不是{item}的同类后级项目", "not a later item of the same kind as {item}"),
    "maturity_gate.input.supersede_with": ("可用的编号: {codes}", "Possible codes: {codes}"),
    "maturity_gate.input.no_ratio": ("第12步须有利润与投入之比", "step 12 needs the ratio of profit to investment"),
    "maturity_gate.input.give_ratio": ("请给出profit_to_investment, 例如0.2。", "Give profit_to_investment, as 0.2."),
    "maturity_gate.input.stands_twice": ("同一名称或步骤出现两次", "the same name or step stands twice"),
    "maturity_gate.input.keep_one": ("请合并或改名。", "Join the two, or rename one."),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_GATE,
    **_WHY,
    **_INPUT,
    **{f"maturity_gate.item.{item.code}": item.what for item in ALL_ITEMS.values()},
    **{f"maturity_gate.example.{item.code}": item.document for item in ALL_ITEMS.values()},
    **{f"maturity_gate.step.{step.number}": step.what for step in STEPS.values()},
    **{f"maturity_gate.step_example.{step.number}": step.document for step in STEPS.values()},
    **{f"maturity_gate.independence.{level}": what for level, (what, _) in WANTED.items()},
    **{f"maturity_gate.independence_example.{level}": document for level, (_, document) in WANTED.items()},
}

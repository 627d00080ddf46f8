"""What is said of the five values by evidence: why an indicator or a value has no score, what is refused, how the answer is to be read.

Names and anchors of the indicators stand beside them in `valuation/value_evidence`.
"""

from __future__ import annotations

_PERSON = ("评价对象是成果而非人", "the result is evaluated, not the person")

TEXTS: dict[str, tuple[str, str]] = {
    "value_scores.own_proposal": (
        "指标、锚定描述、权重与形态均为本系统自拟的建议方案, 不是任何标准的文本, 也不构成按标准作出的评价结论。",
        "Indicators, anchors, weights and shapes are this system's own proposal: not the text of any standard, and no conclusion of an evaluation under one.",
    ),
    "value_scores.comparable": (
        "得分只可与同一成果类别、同一技术领域、同一版本的得分对照; 不跨类别、跨领域排名。",
        "Compare a score only with those of the same class, field and versions; nothing is ranked across classes or fields.",
    ),
    "value_scores.total_note": (
        "默认不给总分; 此总分仅因请求而给出, 随权重而变(见各权重增减50%的结果), 不得用于跨类别、跨领域排名。",
        (
            "No total is given by default. This one was asked for, depends on the weights (see the totals with each weight 50 % lower and higher), and must "
            "not rank across classes or fields."
        ),
    ),
    "value_scores.shape_five_values": ("五元价值形态(自拟方案)", "five values (our own proposal)"),
    "value_scores.shape_four_plus_one": ("4+1形态(自拟方案)", "4+1 shape (our own proposal)"),
    "value_scores.estimate_beside": (
        "模型对专家评分的估计, 仅供对照, 在得分中的权重为零。",
        "A model's estimate of what experts would score: for comparison, with weight 0 in the score.",
    ),
    "value_scores.signal_beside": (
        "文本倾向: 文本归入该价值类别的概率, 不是价值的高低, 在得分中的权重为零。",
        "Text signal: the probability that the text is mainly about this value, not a degree of value; weight 0 in the score.",
    ),
    "value_scores.price_beside": (
        "模型的价格中位数, 仅与经济价值并列显示; 得分不读取价格, 价格模型也不读取得分。",
        "The model's median price, shown beside the economic value: no score reads it, and the price model reads no score.",
    ),
    "value_scores.evidence_grade_a": ("法定或认可机构的第三方证据", "accredited third party or official record"),
    "value_scores.evidence_grade_b": ("用户或独立同行的证据", "user or independent peer"),
    "value_scores.evidence_grade_c": ("内部测试", "internal test"),
    "value_scores.evidence_grade_d": ("自述", "own statement"),
    # Why a value, or all of them, has no score.
    "value_scores.class_missing": (
        "未给出成果类别(基础研究、应用研究、技术开发和产业化), 无法确定适用的指标, 不评分。",
        "No class of achievement (basic, applied, development) was given, so it is unknown which indicators count: nothing is scored.",
    ),
    "value_scores.evidence_insufficient": (
        "证据覆盖率为{coverage}%, 低于{least}%, 不评分。",
        "Evidence covers {coverage} % of the weight, below {least} %: no score.",
    ),
    "value_scores.integrity_veto": (
        "诚信记录(CB4)经两人核查不通过: 一票否决, 各项价值均不评分。",
        "The integrity record (CB4) fails by the finding of two persons: a veto, no value is scored.",
    ),
    # Why an indicator has none.
    "value_scores.other_class": ("该指标不适用于此类成果。", "The indicator is not one of this class of achievement."),
    "value_scores.no_evidence_id": ("没有证据号, 不计分。", "No evidence id, no score."),
    "value_scores.no_evidence_grade": ("没有证据等级(A-D), 不计分。", "No evidence grade (A-D), no score."),
    "value_scores.no_checker": ("没有核验人, 不计分。", "Nobody is named who checked it: no score."),
    "value_scores.no_date": ("没有证据日期, 不计分。", "The evidence has no date: no score."),
    "value_scores.later_evidence": ("证据日期晚于基准日, 不计分。", "The evidence is later than the valuation date: no score."),
    "value_scores.later_publication": ("作品的发表日期晚于基准日, 不计分。", "A work is published later than the valuation date: no score."),
    "value_scores.no_value": ("没有数值, 也没有锚定档或专家等级。", "There is no value, and neither an anchor nor experts' grades."),
    "value_scores.no_unit": ("数值没有单位, 不计分。", "A value has no unit: no score."),
    "value_scores.no_source": (
        "没有注明来源(对标、市场研究或文件条目), 不计分。",
        "No source is named (benchmark, market study or clause of a document): no score.",
    ),
    "value_scores.value_incomplete": ("尚缺: {lacking}。", "Still lacking: {lacking}."),
    "value_scores.too_few_experts": ("需{needed}名专家评定, 现有{given}名。", "It takes {needed} experts, and {given} graded it."),
    "value_scores.third_person_needed": (
        "两名专家的等级({low}与{high})相差超过一级, 须第三名专家评定。",
        "The two experts' grades ({low} and {high}) are more than one apart: a third person must grade it.",
    ),
    "value_scores.entries_disagree": ("所填状态与两名专家的评定不一致, 请核对。", "The state given and the finding of the experts disagree: check them."),
    "value_scores.publication_undated": ("被引作品没有发表日期, 不计引用。", "A cited work has no date of publication: citations do not count."),
    "value_scores.citations_too_early": (
        "代表作发表未满{years}年, 引用尚不计入。",
        "A representative work is not yet {years} years old: citations do not count yet.",
    ),
    "value_scores.differs_from_gate": (
        "所填成熟度高于成熟度证据门所支持的等级({level}), 不计分。",
        "The record stands above the level that the maturity evidence gate bears out ({level}): no score.",
    ),
    "value_scores.own_deal_unsaid": (
        "未说明数值是否含本次交易(`from_this_contract`), 不计分。",
        "It is not said whether the value holds this deal (`from_this_contract`): no score.",
    ),
    # What is refused, and what to do.
    "value_scores.forbidden": ("不得作为评价依据: {reason}", "never a basis of evaluation: {reason}"),
    "value_scores.leave_forbidden_out": (
        "请略去, 以成果本身的证据(测试、应用、同行评议)代之; 成果所获奖项可放入`prizes`, 仅作显示。",
        "Leave it out and give evidence of the result itself (tests, use, peers' grades); a prize of the result may stand in `prizes`, for display only.",
    ),
    "value_scores.forbidden_titles": (f"职称、头衔属于人; {_PERSON[0]}", f"titles belong to persons; {_PERSON[1]}"),
    "value_scores.forbidden_degrees": (f"学历、学位属于人; {_PERSON[0]}", f"degrees belong to persons; {_PERSON[1]}"),
    "value_scores.forbidden_honours": (f"荣誉、称号属于人; {_PERSON[0]}", f"honours belong to persons; {_PERSON[1]}"),
    "value_scores.forbidden_awards": ("奖项重复计算已有的评价", "a prize would count an earlier evaluation a second time"),
    "value_scores.forbidden_posts": (f"职务属于人; {_PERSON[0]}", f"posts belong to persons; {_PERSON[1]}"),
    "value_scores.forbidden_projects": ("项目数量是投入而不是成果", "numbers of projects and grants are inputs, not results"),
    "value_scores.forbidden_impact_factor": ("影响因子与分区评价的是期刊", "impact factors and quartiles evaluate the journal"),
    "value_scores.forbidden_counts": (
        "单纯的论文、专利或引用数量不说明其内容; 请用代表作和权利状态",
        "plain counts of papers, patents or citations say nothing of their content; use representative works and the state of the rights",
    ),
    "value_scores.unknown_code": ("没有这个指标", "there is no such indicator"),
    "value_scores.use_code": ("请用指标代码, 如{near}; 见docs/values.md。", "Use the code of an indicator, such as {near}; see docs/values.md."),
    "value_scores.wrong_unit": ("{code}不以此单位计量", "{code} is not counted in this unit"),
    "value_scores.use_unit": ("请用: {units}。", "Use one of: {units}."),
    "value_scores.wrong_part": ("{code}没有这个分项", "{code} has no such part"),
    "value_scores.part_unsaid": ("有两个分项以{unit}计量, 不知是哪一个", "two of its parts are counted in {unit}, and it is not said which this is"),
    "value_scores.use_part": ("请在`part`中注明: {parts}。", "Say which in `part`: {parts}."),
    "value_scores.number_expected": ("{code}的数值应为数", "the value of {code} is a number"),
    "value_scores.give_number": ("请给出不带单位的数, 单位另写在`unit`中。", "Give a number without unit; the unit stands in `unit`."),
    "value_scores.wrong_state": ("{code}没有这个状态", "{code} has no such state"),
    "value_scores.use_state": ("请用其中之一: {states}。", "Use one of: {states}."),
    "value_scores.out_of_range": ("数值超出可能的范围", "no such value is possible"),
    "value_scores.use_range": ("请给出{range}。", "Give {range}."),
    "value_scores.at_least": ("不小于{low}的{number}(换算后须为有限数)", "{number} of at least {low} (finite when converted)"),
    "value_scores.between": ("{low}至{high}之间的{number}", "{number} from {low} to {high}"),
    "value_scores.number": ("数", "a number"),
    "value_scores.whole_number": ("整数", "a whole number"),
    "value_scores.truth_value": ("true与false不是数值", "true and false are not numbers"),
    "value_scores.same_expert": ("同一专家评了两次", "one expert graded twice"),
    "value_scores.one_grade_each": ("每名专家只保留一个等级。", "Keep one grade of each expert."),
    "value_scores.not_gradable": ("{code}依数值或文件核定, 不由专家打等级", "{code} follows from a value or document, not from experts' grades"),
    "value_scores.give_value": ("请给出数值与单位, 或由评估人选定`anchor`。", "Give the value with its unit, or the appraiser's `anchor`."),
    "value_scores.anchor_beside_grades": ("已有专家等级时不另给锚定档", "experts' grades already set the anchor"),
    "value_scores.one_of_them": ("请只保留其中之一。", "Keep one of the two."),
    "value_scores.veto_grade": ("{code}只有通过与不通过", "{code} passes or fails"),
    "value_scores.pass_or_fail": ("通过记5, 不通过记1。", "Give 5 for a pass and 1 for a failure."),
    "value_scores.too_many_measures": ("该指标最多{most}个数值(代表作不超过5项)", "the indicator holds at most {most} measures (five representative works)"),
    "value_scores.fewer_measures": ("请只保留代表性的。", "Keep the representative ones."),
    "value_scores.own_deal": (
        "{code}不得由本次交易的金额、挂牌价或模型价格计算: 循环论证",
        "{code} must not be computed from this deal's own amount, its asking price or the model's: a circle",
    ),
    "value_scores.without_own_deal": ("请扣除本次交易后重新计算。", "Compute it again without this deal."),
    "value_scores.two_records": ("一项指标有两条记录", "an indicator has two records"),
    "value_scores.one_record": ("每项指标只保留一条; 多个数值放入`further`。", "Keep one record per indicator; further values stand in its `further`."),
}

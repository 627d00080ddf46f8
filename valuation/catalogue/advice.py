"""What is said of pricing advice: notes, limits, missing facts, and the rules with their scope and source.

`advice.rule.<code>` says a rule, `advice.scope.<code>` whom it binds, `advice.source.<…>` where it stands written; certainty stands with the rule.
"""

from __future__ import annotations

_INSTITUTE_SCOPE = (
    "国家设立的研究开发机构、高等院校; 未说明时, 科研机构和高等院校视为国家设立",
    "research institutes and universities established by the state; where not said, institutes and universities are taken to be",
)
_OPEN_LICENCE_SCOPE = ("仅限专利开放许可; 对其他许可仅供参考", "patent open licences only; for other licences it is information")
_CENTRAL_SCOPE = ("中央企业及其子企业(以请求中的说明为准)", "central state-owned enterprises and their subsidiaries, as the request says")

_RULES: dict[str, tuple[str, str]] = {
    "advice.rule.publicity": (
        "协议定价的, 应在本单位公示科技成果名称和拟交易价格, 不少于15日, 并明确、公开异议处理程序; 公示内容仅此两项。",
        (
            "Where the price is agreed, the name of the result and the intended price are displayed inside the unit for at least 15 days, with a published "
            "procedure for objections. The sheet holds these two and nothing else."
        ),
    ),
    "advice.scope.publicity": (
        "国家设立的研究开发机构、高等院校, 以协议定价转让、许可或作价投资时; 未说明时, 科研机构和高等院校视为国家设立",
        (
            "research institutes and universities established by the state that transfer, license or contribute at an agreed price; where not said, "
            "institutes and universities are taken to be"
        ),
    ),
    "advice.rule.team_reward": (
        "从转让或许可净收入、作价投资的股份或出资比例中, 提取不低于50%奖励完成和转化该成果的人员。",
        "At least 50 % of the net income of a transfer or licence, or of the shares of a contribution, rewards those who made and transferred the result.",
    ),
    "advice.scope.team_reward": _INSTITUTE_SCOPE,
    "advice.rule.institute_appraisal": (
        "转让、许可或作价投资给国有全资企业的, 可以不评估; 给其他单位的, 由本单位自主决定是否评估。作价入股时公司法的评估要求仍然适用。",
        (
            "Towards a wholly state-owned enterprise no asset appraisal is needed; towards others the unit decides whether to make one. For a "
            "contribution in kind the company law asks for one all the same."
        ),
    ),
    "advice.scope.institute_appraisal": _INSTITUTE_SCOPE,
    "advice.rule.central_appraisal": (
        "转让、作价出资知识产权和科技成果, 应以评估或估值结果作为定价参考依据。",
        "The transfer or contribution of intellectual property and results is priced with an appraisal or a valuation (评估或估值) as its reference.",
    ),
    "advice.scope.central_appraisal": _CENTRAL_SCOPE,
    "advice.rule.central_cost_floor": (
        "经咨询3家及以上专业机构仍确难评估或估值的, 履行决策程序后, 挂牌或拍卖底价可参照账面价值、历史投入成本等合理确定。",
        (
            "Where three or more professional institutions were asked and none could value it, the floor of a listing or auction may, once decided "
            "internally, follow book value or historical cost."
        ),
    ),
    "advice.scope.central_cost_floor": _CENTRAL_SCOPE,
    "advice.rule.central_licence_guide": (
        "许可可采用销售额或利润提成、入门费加提成等方式; 入门费和提成率可参照专利开放许可使用费估算指引。",
        "A licence may be paid by royalty on sales or profit, with or without entry fee; entry fee and rate may refer to the guide for patent open licences.",
    ),
    "advice.scope.central_licence_guide": _CENTRAL_SCOPE,
    "advice.rule.relisting_below_90": (
        "重新挂牌时, 新的转让底价低于评估结果90%的, 须经转让行为批准单位书面同意。",
        "When listed again below 90 % of the appraisal, the unit that approved the transfer must consent in writing.",
    ),
    "advice.scope.relisting_below_90": (
        "国有企业未征集到受让方后重新挂牌(请给出上次挂牌价和评估值); 该规定针对产权转让, 资产转让参照执行",
        (
            "state-owned enterprises that list again after finding no buyer (give the previous list price and the appraised value); written for "
            "transfers of ownership interests, followed for assets"
        ),
    ),
    "advice.rule.reserve_from_appraisal": (
        "拍卖依法应当评估的国有资产, 保留价根据评估结果确定。",
        "Where state assets that must be appraised are auctioned, the reserve is set by that appraisal.",
    ),
    "advice.scope.reserve_from_appraisal": (
        "依法应当评估的国有资产; 科研机构和高等院校一般自主决定是否评估",
        "state assets that must be appraised by law; institutes and universities ordinarily decide for themselves whether to appraise",
    ),
    "advice.rule.reserve_secret": (
        "委托人有权确定保留价, 并要求拍卖人保密。",
        "The seller may set a reserve and require the auctioneer to keep it secret.",
    ),
    "advice.scope.reserve_secret": ("委托拍卖的任何卖方", "every seller at an auction"),
    "advice.rule.contribution_appraisal": (
        "以知识产权等非货币财产出资, 应当评估作价, 不得高估或低估; 须另行出具资产评估报告。",
        "Intellectual property contributed to a company must be appraised, neither above nor below its value: the full path of an appraisal report.",
    ),
    "advice.scope.contribution_appraisal": ("以非货币财产出资的任何股东", "every shareholder who contributes in kind"),
    "advice.rule.open_licence_fee": (
        "以固定费用支付的, 一般不高于2000万元。",
        "A fixed fee is generally not above 20 million yuan.",
    ),
    "advice.scope.open_licence_fee": _OPEN_LICENCE_SCOPE,
    "advice.rule.open_licence_sales": (
        "以提成支付的, 一般不高于净销售额的20%。",
        "A royalty is generally not above 20 % of net sales.",
    ),
    "advice.scope.open_licence_sales": _OPEN_LICENCE_SCOPE,
    "advice.rule.open_licence_profit": (
        "以提成支付的, 一般不高于利润额的40%。",
        "A royalty is generally not above 40 % of profit.",
    ),
    "advice.scope.open_licence_profit": _OPEN_LICENCE_SCOPE,
    "advice.rule.open_licence_ordinary": (
        "开放许可期间只可给予普通许可, 不得给予独占或排他许可。",
        "While an open licence stands only ordinary licences may be given, no exclusive or sole ones.",
    ),
    "advice.scope.open_licence_ordinary": _OPEN_LICENCE_SCOPE,
}

_SOURCES: dict[str, tuple[str, str]] = {
    "advice.source.publicity": (
        "促进科技成果转化法(2015)第18条; 国发〔2016〕16号",
        "Law on promoting the transformation of results (促进科技成果转化法, 2015), art. 18; State Council notice (国发〔2016〕16号)",
    ),
    "advice.source.conversion_law_45": (
        "促进科技成果转化法(2015)第45条",
        "Law on promoting the transformation of results (促进科技成果转化法, 2015), art. 45",
    ),
    "advice.source.decree_100": ("财政部令第100号(2019)", "Ministry of Finance decree 100, 2019 (财政部令第100号)"),
    "advice.source.notice_8": ("国资发产权规〔2024〕8号", "notice of the state assets commission, 2024 (国资发产权规〔2024〕8号)"),
    "advice.source.decree_32": (
        "企业国有资产交易监督管理办法(国务院国资委、财政部令第32号)",
        "Measures for trading state assets of enterprises, decree 32 (企业国有资产交易监督管理办法)",
    ),
    "advice.source.auction_law_28": ("拍卖法第28条", "Auction law (拍卖法), art. 28"),
    "advice.source.company_law_48": ("公司法(2023)第48条", "Company law (公司法, 2023), art. 48"),
    "advice.source.open_licence_guide": (
        "专利开放许可使用费估算指引(试行)(国知办发运字〔2022〕56号)",
        "CNIPA guide to fees of patent open licences, trial (国知办发运字〔2022〕56号)",
    ),
    "advice.source.patent_law_51": ("专利法(2020)第51条", "Patent law (专利法, 2020), art. 51"),
    "advice.source.royalty_survey": ("许可费率行业调查(按净销售额), ipcg", "survey of royalty rates on net sales by industry, ipcg"),
    "advice.source.royalty_china": ("国内沿用联合国工发组织区间的惯例(二手来源)", "Chinese practice after UNIDO's ranges, from a secondary source"),
    "advice.source.royalty_distribution": (
        "技术许可费率分布(Parr): 约20%的许可不高于2%, 约72%不高于6%",
        "distribution of technology royalty rates (Parr): about 20 % of licences at or below 2 %, about 72 % at or below 6 %",
    ),
}

_BANDS: dict[str, tuple[str, str]] = {
    "advice.band.software": ("软件", "software"),
    "advice.band.pharmaceuticals": ("制药与生物技术", "pharmaceuticals and biotechnology"),
    "advice.band.medical_devices": ("医疗器械", "medical devices"),
    "advice.band.electronics": ("电子", "electronics"),
    "advice.band.materials": ("化工与材料", "chemicals and materials"),
    "advice.band.industrial": ("汽车与工业制造", "automotive and industrial"),
    "advice.band.semiconductors": ("半导体", "semiconductors"),
    "advice.band.machinery_cn": ("机械(国内惯例)", "machinery, Chinese practice"),
    "advice.band.pharmaceuticals_cn": ("制药(国内惯例)", "pharmaceuticals, Chinese practice"),
    "advice.band.electrical_cn": ("电器(国内惯例)", "electrical goods, Chinese practice"),
    "advice.band.general": ("各行业通用", "all industries"),
}

_LIMITS: dict[str, tuple[str, str]] = {
    "advice.limit.funding": (
        "估计的是“{concept}”, 即投入研发的经费, 不是成果的成交价; 用于{mode}仅可作数量级参考。",
        "What is estimated is a {concept}: money put into research, not what a result sells for. In this mode ({mode}) it is an order of magnitude.",
    ),
    "advice.limit.service_amount": (
        "估计的是开发、咨询或服务合同的“{concept}”, 主要是研发劳务与服务, 不是权利的价格; 用于{mode}须另行论证。",
        (
            "What is estimated is the {concept} of a contract for development, consulting or service, mostly labour and services, not the price of a right. "
            "For this mode ({mode}) it needs other support."
        ),
    ),
    "advice.limit.mixed_contracts": (
        "未给出合同类别, “{concept}”混合了各类合同, 其中多为研发劳务与服务; 用于{mode}请按转让或许可合同重新估计。",
        (
            "No contract type was given, so the {concept} mixes contracts of every type, most of them labour and services. For this mode ({mode}) estimate "
            "again as a transfer or a licence."
        ),
    ),
    "advice.limit.cash_for_contribution": (
        "“{concept}”是现金交易的价格, 以其代替{mode}的评估作价; 二者不是同一类金额。",
        "A {concept} is a cash price; for this mode ({mode}) it stands in for an appraised contribution, which is another kind of amount.",
    ),
    "advice.limit.contribution_for_cash": (
        "“{concept}”是评估作价, 不是现金价格, 不能直接作为{mode}的价格。",
        "An {concept} is appraised and no cash price; it cannot simply be the price in this mode ({mode}).",
    ),
    "advice.limit.transfer_for_licence": (
        "估计的是“{concept}”, 不是许可费; {mode}的金额按自有系数从中折算。",
        "What is estimated is a {concept}, not a licence fee; the amounts of this mode ({mode}) are scaled from it by factors of our own.",
    ),
    "advice.limit.licence_fee_for_price": (
        "估计的是许可费性质的“{concept}”, 不是权利转让的价格; 用于{mode}时应说明出售的是许可。",
        "What is estimated is a {concept} for a licence, not the price of the right; in this mode ({mode}) say that a licence is what is sold.",
    ),
}

_NOTES: dict[str, tuple[str, str]] = {
    "advice.note.no_price": (
        "模型未给出价格, 故只列规则与所需资料, 不建议任何金额。",
        "The model gives no price; rules and missing facts are listed, and no amount is proposed from it.",
    ),
    "advice.note.other_currency": (
        "以下金额的币种不是{currency}, 不作换算, 未予采用: {fields}。",
        "These amounts are not in {currency}; nothing is converted and they were left out: {fields}.",
    ),
    "advice.note.amount_out_of_range": (
        "{mode}: 金额超出可表示的范围, 未给出建议; 请核对单位。",
        "{mode}: the amounts are beyond any that money is counted in, so there is no advice; check the units.",
    ),
    "advice.note.intended_below_floor": ("拟交易价格低于谈判底线。", "The intended price lies below the negotiation floor."),
    "advice.note.intended_above_range": ("拟交易价格高于建议区间。", "The intended price lies above the range."),
    "advice.note.no_list_to_deal_discount": (
        "挂牌价到成交价的折扣尚无数据, 未作任何假设; 未给出挂牌价时, 建议的挂牌价是价格分布中所示的分位数。",
        (
            "How far deals end below their list price is not known from data, and no discount is assumed. The suggested list price is the quantile of the "
            "price distribution that stands beside it."
        ),
    ),
    "advice.note.asking_below_floor": ("挂牌价低于底价。", "The asking price lies below the floor."),
    "advice.note.asking_above_suggested": ("挂牌价高于建议的挂牌价。", "The asking price lies above the suggested list price."),
    "advice.note.reserve_awaits_appraisal": (
        "保留价须根据评估结果确定; 未给出评估值, 故不建议保留价和起拍价。",
        "The reserve follows the appraisal, and none was given: neither reserve nor start is proposed.",
    ),
    "advice.note.reserve_from_appraisal": ("保留价取自所给评估值。", "The reserve is the appraised value that was given."),
    "advice.note.start_and_reserve_differ_in_basis": (
        "保留价取自评估值, 起拍价取自估计的价格分布, 二者依据不同; 相差悬殊时请核对评估值与估计所用的资料。",
        (
            "The reserve is the appraised value and the start is from the estimated distribution: they rest on different bases. Where they lie far apart, "
            "check the appraisal and what the estimate was made from."
        ),
    ),
    "advice.note.start_above_reserve": ("起拍价高于保留价, 保留价不起作用。", "The start price lies above the reserve, which then has no effect."),
    "advice.note.contribution_is_not_cash": (
        "作价入股金额是评估作价, 不是现金价格, 另列价格口径; 股权比例 = 作价 ÷ (投前估值 + 作价 + 现金出资)。",
        ("An appraised contribution is no cash price and has a price concept of its own. Share = contribution ÷ (pre-money value + contribution + cash)."),
    ),
    "advice.note.appraisal_is_contributed": (
        "作价及其拆分取自所给评估值, 相应的股权比例另列; 按估计价格区间算出的比例仅供对照。",
        (
            "The contribution and its split are the appraised value that was given, whose shares are listed by themselves; the shares at the estimated "
            "price are for comparison."
        ),
    ),
    "advice.note.no_cash_beside": ("未给出同期现金出资, 按无现金出资计算。", "No cash contribution was given; none is reckoned with."),
    "advice.note.team_share_default": (
        "未给出团队比例, 按法定下限50%列示(无规定或约定时)。",
        "No team share was given; 50 % is shown, the least that the law gives where nothing else is agreed.",
    ),
    "advice.note.capital_split": (
        "计入注册资本的部分使各方比例与所列股权比例一致, 其余计入资本公积。",
        "What goes into registered capital keeps the shares as shown; the rest is capital reserve.",
    ),
    "advice.note.below_par": (
        "按此作价, 计入注册资本的部分将超过作价本身(低于面值发行), 故不作拆分; 请核对投前估值与注册资本。",
        (
            "At this value the part for registered capital would exceed the contribution itself (an issue below par), so it is not split; check pre-money "
            "value and registered capital."
        ),
    ),
    "advice.note.ladder_imposed": (
        "普通许可 ≤ 排他许可 ≤ 独占许可 ≤ 转让的次序按自有系数强制给出, 不是由合同数据得出。",
        "The order ordinary ≤ sole ≤ exclusive ≤ transfer is imposed by factors of our own; it was not found in contracts.",
    ),
    "advice.note.estimated_right_assumed": (
        "未说明价格对应的权利: 许可合同按普通许可、其他按转让处理。",
        "It was not said which right the price is for: an ordinary licence is taken for licence contracts, a transfer for others.",
    ),
    "advice.note.asked_for_a_transfer": ("所问为权利转让, 不是许可。", "A transfer of the right was asked for, not a licence."),
    "advice.note.present_value_convention": (
        "现值: 自基准日起按自然年计, 首年为余下部分, 各期折现到期中; 税前; 销售额不含增值税。",
        "Present values run by calendar year from the valuation date, the first a stub, each discounted from its middle; before tax, sales without VAT.",
    ),
    "advice.note.growth_neutral": ("未给出销售增长率, 按不增长计算。", "No growth of sales was given; none is reckoned with."),
    "advice.note.decay_neutral": ("未给出提成衰减率, 按不衰减计算。", "No decay was given; none is reckoned with."),
    "advice.note.sales_at_once": (
        "未给出距首次销售的时间, 按基准日起即有销售计算。",
        "No time to the first sale was given; sales begin at the valuation date.",
    ),
    "advice.note.discount_rate_default": (
        "未给出折现率, 采用自有默认值; 惯常范围: 成熟期10-15%, 成长期20-30%, 早期30-50%。",
        "No discount rate was given; our own default is used. Usual ranges: 10-15 % mature, 20-30 % growing, 30-50 % early.",
    ),
    "advice.note.terms_default": ("未给出许可期限, 列出几种期限。", "No term was given; several are shown."),
    "advice.note.royalty_above_fixed_fee": (
        "按区间内的有些费率, 仅提成的现值已高于固定费, 故没有与之等值的入门费; 请核对预计销售额与固定费。",
        (
            "At some rates of the bands the royalty alone is worth more than the fixed fee, and no entry fee makes them equal; look again at the expected "
            "sales and the fixed fee."
        ),
    ),
    "advice.note.entry_fee_above_fixed_fee": (
        "所给入门费高于固定费的中位数, 没有与之等值的提成。",
        "The entry fee given is above the median fixed fee: no royalty makes the two equal.",
    ),
    "advice.note.royalty_above_sales": (
        "仅以提成支付所需的费率超过销售额本身, 预计销售额不足以支撑该固定费。",
        "A royalty alone would exceed the sales themselves: expected sales do not bear this fixed fee.",
    ),
    "advice.note.no_sales_in_term": ("有的期限内尚无销售, 未列出其等值方案。", "In some terms there are no sales yet; they have no equivalents."),
}

_MISSING: dict[str, tuple[str, str]] = {
    "advice.missing.title": ("请给出成果名称: 公示须写明。", "Give the title: the publicity sheet names the result."),
    "advice.missing.intended_price": (
        "请给出拟交易价格: 公示须写明, 且由卖方决定, 不以估计值代替。",
        "Give the intended price: the publicity sheet states it, the seller decides it, and no estimate takes its place.",
    ),
    "advice.missing.appraised_value": ("请给出评估值: 相关规定以评估结果为准。", "Give the appraised value: the rules here follow the appraisal."),
    "advice.missing.pre_money_value": (
        "请给出投前估值(新设公司请注明): 股权比例取决于它, 不作假设。",
        "Give the pre-money value, or say that the company is new: the share depends on it, and none is assumed.",
    ),
    "advice.missing.cash_contribution": (
        "请以估计价的币种给出现金出资: 股权比例取决于它。",
        "Give the cash contribution in the currency of the estimate: the share depends on it.",
    ),
    "advice.missing.registered_capital": (
        "请给出注册资本: 用于拆分注册资本与资本公积。",
        "Give the registered capital: it splits the contribution into registered capital and capital reserve.",
    ),
    "advice.missing.annual_sales": (
        "请给出预计年销售额(不含增值税): 入门费与提成的等值方案取决于它。",
        "Give the expected annual sales without VAT: what entry fee and royalty equal the fixed fee depends on them.",
    ),
    "advice.missing.operating_margin": (
        "请给出营业利润率: 用于把销售额提成换算为利润提成。",
        "Give the operating margin: it turns a royalty on sales into one on profit.",
    ),
}

TEXTS: dict[str, tuple[str, str]] = {
    **_RULES,
    **_SOURCES,
    **_BANDS,
    **_LIMITS,
    **_NOTES,
    **_MISSING,
    "advice.wrong.new_company": ("新设公司没有投前估值", "a new company has no pre-money value"),
    "advice.fix.new_company": (
        "请只给出`pre_money_value`或`new_company`之一。",
        "Give either `pre_money_value` or `new_company`, not both.",
    ),
}

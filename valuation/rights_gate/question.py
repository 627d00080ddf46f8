"""What is asked where a fact is missing that a stop would turn on, and what is asked besides.

`only_when` keeps a question from those whom it does not concern (human genetic resources outside biomedicine): elsewhere the fact is presumed harmless, which
is our own presumption [A]. `also_when` asks even where no stop waits for the answer. A text that nobody classed is asked about always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from valuation.certainty import Certainty
from valuation.rights_gate.facts import BINDING, CONVEYS, REGISTERED, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Test, When, compiled

_UNITS = ("research", "public_body", "association", "state_firm", "private_firm", "military")


@dataclass(frozen=True, eq=False)
class Question:
    """The question after one fact."""

    fact: str
    zh: str
    en: str
    source: tuple[Citation, ...]
    certainty: Certainty
    only_when: When = field(default_factory=dict)
    also_when: When = field(default_factory=dict)
    gate: tuple[Test, ...] = field(init=False, repr=False)
    own: tuple[Test, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gate", compiled(self.only_when))
        object.__setattr__(self, "own", compiled(self.also_when))


_ALL: tuple[Question, ...] = (
    Question(
        fact="act",
        zh="是转让, 还是独占、排他或普通许可?",
        en="Is the right to be transferred, or licensed exclusively, solely or non-exclusively?",
        source=(Citation("civil_code", "862-863"), Citation("technology_contracts", "25")),
        certainty="V",
        also_when={"act": ("conveyance",)},
    ),
    Question(
        fact="field",
        zh="属于哪个技术领域?",
        en="To which field of technology does it belong?",
        source=(Citation("own_practice"),),
        certainty="A",
    ),
    Question(
        fact="rights",
        zh="成果包含哪些权利(专利、软件著作权、技术秘密……)? 请逐项给出类型和编号。",
        en="Which rights does the achievement consist of (patents, software copyright, know-how …)? Give the kind and number of each.",
        source=(Citation("civil_code", "845, 862"),),
        certainty="V",
    ),
    Question(
        fact="seller",
        zh="出让方是何种主体(高校院所、国有企业、民营企业、自然人、境外主体……)?",
        en="What is the seller (university or institute, state-owned firm, private firm, person, party abroad …)?",
        source=(Citation("transfer_law", "18"), Citation("state_assets_law", "47")),
        certainty="V",
        also_when={"seller": (UNSTATED, "firm", "public")},
    ),
    Question(
        fact="buyer",
        zh="受让方是谁, 是否在境外或为外国人、外商投资企业? 尚无买方的, 是否接受这类受让方?",
        en="Who is the buyer: abroad, a foreign person, or foreign-invested? With no buyer yet, are such buyers admitted?",
        source=(Citation("technology_trade", "2, 28-30"), Citation("export_control_law", "2")),
        certainty="V",
    ),
    Question(
        fact="equity",
        zh="是否作价入股?",
        en="Is the right paid for in shares?",
        source=(Citation("company_law", "48"), Citation("registration_rules", "13")),
        certainty="V",
    ),
    Question(
        fact="pricing",
        zh="以何种方式定价: 协议、挂牌、拍卖?",
        en="How is the price found: agreement, listing, auction?",
        source=(Citation("transfer_law", "18"),),
        certainty="V",
    ),
    Question(
        fact="authority",
        zh="出让方是否为全部权利的权利人, 或已取得权利人书面授权?",
        en="Does the seller own every right, or hold the owners' written authorisation?",
        source=(Citation("civil_code", "862, 870"),),
        certainty="V",
    ),
    Question(
        fact="service_invention",
        zh="该成果是否职务成果, 单位与完成人之间的归属是否已明确?",
        en="Was it made in the course of employment, and is its title settled between the unit and those who made it?",
        source=(Citation("patent_law", "6"), Citation("civil_code", "847-848")),
        certainty="V",
        only_when={"seller": ("person", *_UNITS)},
    ),
    Question(
        fact="export_control",
        zh="该技术是否列入《中国禁止出口限制出口技术目录》?",
        en="Does the catalogue of prohibited and restricted exports list the technology?",
        source=(Citation("technology_trade", "28-30"), Citation("export_catalogue")),
        certainty="V",
    ),
    Question(
        fact="import_control",
        zh="该技术是否列入禁止进口限制进口技术目录?",
        en="Does the catalogue of prohibited and restricted imports list the technology?",
        source=(Citation("technology_trade", "8-10"),),
        certainty="V",
    ),
    Question(
        fact="controlled_item",
        zh="是否属于出口管制清单内的两用物项、军品或核物项(含技术资料)?",
        en="Is it on an export control list (dual-use, military, nuclear), technical data included?",
        source=(Citation("export_control_law", "2, 12"),),
        certainty="V",
    ),
    Question(
        fact="export_licence",
        zh="出口许可是否已取得, 有无被拒?",
        en="Has the export licence been granted, or refused?",
        source=(Citation("technology_trade", "30-35"), Citation("export_control_law", "12-13")),
        certainty="V",
    ),
    Question(
        fact="secrecy",
        zh="是否涉及国家秘密或单位内部事项, 是否作过保密审查?",
        en="Does it touch state secrets or matters internal to the unit, and was it reviewed for that?",
        source=(Citation("secrets_law", "13, 25, 35"), Citation("patent_law", "4")),
        certainty="V",
    ),
    Question(
        fact="secrecy_approval",
        zh="原定密机关、单位是否已批准本次交易?",
        en="Did the body that classified it approve this deal?",
        source=(Citation("secrets_law", "21, 37"),),
        certainty="V",
    ),
    Question(
        fact="defence",
        zh="是否国防专利或国防科研成果?",
        en="Is it a defence patent or a result of defence research?",
        source=(Citation("defence_patents", "2, 7-8, 24"),),
        certainty="V",
        only_when={"field": ("aerospace", "nuclear")},
        also_when={"seller": ("military",), "defence": (UNSTATED,)},
    ),
    Question(
        fact="defence_approval",
        zh="国防专利的转让或对外许可是否已获批准?",
        en="Was the transfer, or the licence abroad, of the defence patent approved?",
        source=(Citation("defence_patents", "7, 24"),),
        certainty="V",
    ),
    Question(
        fact="human_genetic_resources",
        zh="是否利用了我国人类遗传资源, 对外提供是否已经批准或备案?",
        en="Were human genetic resources of China used, and is providing them to the foreign side approved or filed?",
        source=(Citation("genetic_rules", "7, 22, 27-28"),),
        certainty="V",
        only_when={"field": ("biomedicine",)},
    ),
    Question(
        fact="genetic_resources",
        zh="是否依赖动植物、微生物遗传资源完成, 来源是否合法?",
        en="Does it rest on genetic resources of plants, animals or microorganisms, and were they lawfully obtained?",
        source=(Citation("patent_law", "5, 26"),),
        certainty="V",
        only_when={"field": ("biomedicine", "agriculture")},
    ),
    Question(
        fact="project_conditions",
        zh="财政资助项目对成果转化有无附加条件, 是否已满足?",
        en="Does the publicly funded project attach conditions to its results, and are they met?",
        source=(Citation("progress_law", "32"),),
        certainty="V",
        only_when={"public_funding": ("national", "local")},
    ),
    Question(
        fact="public_funding",
        zh="成果是否由财政资助的科技计划项目形成?",
        en="Does it come from a publicly funded science and technology project?",
        source=(Citation("progress_law", "32, 34"),),
        certainty="V",
    ),
    Question(
        fact="funder_approval",
        zh="项目管理机构是否批准向境外转让或独占许可?",
        en="Did the project's managing agency approve the transfer or exclusive licence abroad?",
        source=(Citation("progress_law", "34"),),
        certainty="V",
    ),
    Question(
        fact="related_parties",
        zh="交易双方或其人员之间是否有关联关系, 是否已披露并经批准?",
        en="Are the parties or their people related, and if so, was that disclosed and approved?",
        source=(Citation("state_assets_law", "43-46"),),
        certainty="V",
        also_when={"seller": ("research", "public_body", "state_firm"), "act": CONVEYS, "related_parties": (UNSTATED,)},
    ),
    Question(
        fact="permits",
        zh="产品上市是否需要注册、登记、审定等许可? 请列出各项及其状态; 不需要的请给空列表。",
        en="Does the product need permits before it is marketed (registration, approval)? List each with its state, or give an empty list.",
        source=(Citation("technology_contracts", "8"),),
        certainty="V",
        also_when={"field": ("biomedicine", "agriculture"), "permits": (UNSTATED,)},
    ),
    Question(
        fact="ethics",
        zh="是否需要并已通过科技伦理审查?",
        en="Does it need an ethics review, and has it passed?",
        source=(Citation("progress_law", "103"), Citation("ethics_review")),
        certainty="V",
        also_when={"field": ("biomedicine",), "ethics": (UNSTATED,)},
    ),
    Question(
        fact="data",
        zh="随技术提供的数据是否含个人信息或重要数据?",
        en="Do personal or important data pass with the technology?",
        source=(Citation("data_law", "31"), Citation("personal_data", "38")),
        certainty="K",
        only_when={"field": ("electronic_information", "biomedicine", "transport")},
    ),
    Question(
        fact="data_export",
        zh="数据出境的安全评估、标准合同或认证是否已完成?",
        en="Is the security assessment, standard contract or certification for the data's export done?",
        source=(Citation("personal_data", "38"), Citation("data_flows")),
        certainty="K",
    ),
    Question(
        fact="kind",
        zh="该项权利属于哪一类(发明、实用新型、外观设计、软件著作权、技术秘密……)?",
        en="Of which kind is the right (invention, utility model, design, software copyright, know-how …)?",
        source=(Citation("civil_code", "863, 876"),),
        certainty="V",
        also_when={"act": CONVEYS, "kind": (UNSTATED,)},
    ),
    Question(
        fact="status",
        zh="该项权利在登记簿上的法律状态是什么(申请中、授权有效、终止、无效)?",
        en="What is the right's status in the register (pending, in force, lapsed, invalid)?",
        source=(Citation("patent_law", "39-40, 44, 47"),),
        certainty="V",
        only_when={"kind": REGISTERED},
    ),
    Question(
        fact="term",
        zh="该项权利还剩多少年保护期?",
        en="How many years of protection are left?",
        source=(Citation("patent_law", "42"),),
        certainty="V",
    ),
    Question(
        fact="owners",
        zh="权利人是谁, 是否共有?",
        en="Who owns the right, and is it co-owned?",
        source=(Citation("patent_law", "14"),),
        certainty="V",
    ),
    Question(
        fact="co_owner_consent",
        zh="全体共有人是否同意?",
        en="Do all co-owners agree?",
        source=(Citation("patent_law", "14"),),
        certainty="V",
    ),
    Question(
        fact="pledged",
        zh="该项权利是否出质?",
        en="Is the right pledged?",
        source=(Citation("civil_code", "444"),),
        certainty="V",
    ),
    Question(
        fact="pledgee_consent",
        zh="质权人是否同意转让或许可?",
        en="Does the pledgee agree to the transfer or licence?",
        source=(Citation("civil_code", "444"),),
        certainty="V",
    ),
    Question(
        fact="frozen",
        zh="该项权利是否被保全、查封或冻结?",
        en="Is the right under court preservation, seizure or freezing?",
        source=(Citation("court_preservation"), Citation("patent_rules", "104-106")),
        certainty="K",
    ),
    Question(
        fact="disputed",
        zh="该项权利有无权属纠纷?",
        en="Is the title to the right disputed?",
        source=(Citation("civil_code", "850, 870"),),
        certainty="V",
    ),
    Question(
        fact="licensed",
        zh="此前是否已许可他人, 方式如何(普通、排他、独占、开放许可)?",
        en="Has it been licensed before, and how (non-exclusive, sole, exclusive, open licence)?",
        source=(Citation("technology_contracts", "24-25"), Citation("patent_law", "50-51")),
        certainty="V",
        also_when={"act": BINDING, "licensed": (UNSTATED,)},
    ),
    Question(
        fact="licence_overlap",
        zh="在先的独占或排他许可在地域、领域、期限上是否与本次交易重叠?",
        en="Does the earlier exclusive or sole licence overlap with this deal in territory, field and time?",
        source=(Citation("technology_contracts", "25, 28"),),
        certainty="V",
    ),
)

QUESTIONS: Mapping[str, Question] = {question.fact: question for question in _ALL}
"""Fact → its question; a fact that no stop turns on needs none."""

"""Human genetic resources, and those of plants, animals and microorganisms.

"Foreign side" (外方单位) in the regulations includes organisations in China that foreigners set up or control.
"""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_FOREIGN = ("abroad", "foreign_invested")

RULES = (
    Rule(
        code="human_resources_to_foreign_side",
        severity="stop",
        when={"buyer": _FOREIGN, "human_genetic_resources": ("unapproved",)},
        source=(Citation("genetic_rules", "7, 22, 27-28"),),
        certainty="V",
        zh="利用我国人类遗传资源而未经批准或备案的, 不得向外方提供。",
        en="With human genetic resources of China and neither approval nor filing, nothing of them may go to the foreign side.",
    ),
    Rule(
        code="human_resources_filing",
        severity="condition",
        when={"buyer": _FOREIGN, "human_genetic_resources": ("approved",)},
        source=(Citation("genetic_rules", "24, 27-28"),),
        certainty="V",
        zh="向外方提供信息须备案并提交备份, 可能影响国家安全的须通过安全审查; 合作成果的专利由双方共有。",
        en="Information given to the foreign side is filed with a backup, and reviewed where security may be affected; patents of the cooperation are shared.",
    ),
    Rule(
        code="human_resources_lawful",
        severity="condition",
        when={"human_genetic_resources": ("approved", "unapproved")},
        source=(Citation("genetic_rules", "9-12"),),
        certainty="V",
        zh="须核实采集、保藏合法并经伦理审查和知情同意; 人类遗传资源本身不得买卖。",
        en="Check that collection and storage were lawful, with ethics review and informed consent; the resources themselves may not be sold.",
    ),
    Rule(
        code="genetic_resources_unlawful",
        severity="stop",
        when={"act": CONVEYS, "genetic_resources": ("unlawful",)},
        source=(Citation("patent_law", "5, 45"), Citation("patent_rules", "69")),
        certainty="V",
        zh="依赖违法获取的遗传资源完成的发明不授予专利权, 已授权的可被宣告无效。",
        en="An invention that rests on unlawfully obtained genetic resources gets no patent, and one granted may be invalidated.",
    ),
    Rule(
        code="genetic_origin",
        severity="condition",
        when={"act": CONVEYS, "genetic_resources": ("lawful",)},
        source=(Citation("patent_law", "26"), Citation("patent_rules", "29")),
        certainty="V",
        zh="专利申请须说明遗传资源的直接来源和原始来源。",
        en="The patent application must state the direct and the original source of the resources.",
    ),
    Rule(
        code="germplasm_abroad",
        severity="condition",
        when={"buyer": ("abroad",), "genetic_resources": ("lawful", "unlawful")},
        source=(Citation("seed_law", "11"), Citation("progress_law", "106"), Citation("variety_rules", "27")),
        certainty="K",
        zh="向境外提供种质资源等遗传资源须经批准。",
        en="Germplasm and other genetic resources go abroad only with approval.",
    ),
    Rule(
        code="human_resources_approval",
        severity="document",
        when={"human_genetic_resources": ("approved", "unapproved")},
        source=(Citation("genetic_rules", "11, 22, 27-28"),),
        certainty="V",
        zh="人类遗传资源采集、国际合作、对外提供的批准或备案文件",
        en="Approvals or filings for collecting, cooperating on and providing human genetic resources",
        issuer="health",
    ),
    Rule(
        code="origin_disclosure",
        severity="document",
        when={"act": CONVEYS, "genetic_resources": ("lawful",)},
        source=(Citation("patent_law", "26"), Citation("patent_rules", "29")),
        certainty="V",
        zh="遗传资源来源披露登记表及合法取得的证明",
        en="Form disclosing the source of the genetic resources, and proof that they were lawfully obtained",
        issuer="seller",
    ),
)

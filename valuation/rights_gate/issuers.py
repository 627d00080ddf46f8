"""Who issues a document."""

from __future__ import annotations

from collections.abc import Mapping

ISSUERS: Mapping[str, tuple[str, str]] = {
    "agriculture": ("农业农村或林业草原主管部门", "agriculture or forestry authority"),
    "appraiser": (
        "资产评估机构; 国有资产的核准或备案由国资监管机构、主管部门或财政部门出具",
        "licensed appraiser; for state assets, filing by the supervising body",
    ),
    "co_owners": ("全体共有人", "all co-owners"),
    "commerce": ("省级商务主管部门", "provincial commerce authority"),
    "copyright": ("中国版权保护中心", "Copyright Protection Centre of China"),
    "defence": ("国防专利机构; 国防科技工业、军队主管部门", "defence patent office; defence industry and military authorities"),
    "drug": ("药品监督管理部门", "drug and device authority"),
    "end_user": ("最终用户或其所在国家、地区的政府机构", "the end user, or the government of its country"),
    "ethics": ("单位的科技伦理(审查)委员会", "the unit's ethics committee"),
    "funder": ("项目管理机构", "the project's managing agency"),
    "health": ("国家卫生健康委员会", "National Health Commission"),
    "makers": ("成果完成人", "those who made it"),
    "owner_body": ("履行出资人职责的机构或企业有权机构", "the body that acts for the state as owner, or the firm's competent organ"),
    "parties": ("交易双方", "the parties"),
    "patents": ("国家知识产权局", "China National Intellectual Property Administration"),
    "permit_authority": ("该许可的主管部门", "the authority of that permit"),
    "pledgee": ("质权人; 解除登记由登记机构出具", "the pledgee; a release by the register"),
    "registration": ("技术合同认定登记机构", "registration office for technology contracts"),
    "secrecy": ("单位保密机构; 原定密机关、单位; 保密行政管理部门", "the unit's secrecy office; the classifying body; the secrecy authority"),
    "seller": ("出让方", "the seller"),
    "unit": ("出让方单位", "the seller's unit"),
}
"""Key → (zh, en)."""

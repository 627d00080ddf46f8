"""What is never an input to a value, refused by its name in Chinese and English (rule R5, after 国办发〔2021〕26号 and its provincial restatements).

Titles, degrees, honours, awards, posts, numbers of projects, impact factors, plain counts of papers or patents. Names are compared whole, after NFKC, without
case, spaces, punctuation and brackets, with words of persons before them and of counting behind. A prize of the *result* may be displayed, never scored.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

LONGEST_NAME = 200

FORBIDDEN: dict[str, tuple[str, ...]] = {
    "titles": (
        *("职称", "技术职称", "专业技术职务", "专业技术资格", "专业技术职称", "头衔", "学术头衔", "教授", "研究员", "高级工程师"),
        *("title", "academic title", "professional title", "job title", "academic rank", "professional rank", "professor", "professorship"),
    ),
    "degrees": (
        *("学历", "学位", "学历学位", "文化程度", "教育程度", "博士", "硕士", "博士学位", "院校层次"),
        *("degree", "academic degree", "education", "education level", "educational background", "diploma", "doctorate", "phd", "alma mater"),
    ),
    "honours": (
        *("荣誉", "荣誉称号", "称号", "人才称号", "人才计划", "人才帽子", "帽子", "院士", "杰青", "优青", "长江学者", "万人计划", "千人计划", "学会会士"),
        *("honour", "honor", "honorary title", "talent programme", "talent program", "talent title", "academician", "academy membership", "fellowship"),
    ),
    "awards": (
        *("获奖", "奖项", "奖励", "得奖", "获奖等级", "获奖情况", "科技奖励", "科技奖", "科技进步奖", "自然科学奖", "技术发明奖", "国家奖", "省部级奖"),
        *("award", "prize", "medal", "award won", "prize won", "science award", "science prize", "award level", "prize level"),
    ),
    "posts": (
        *("职务", "行政职务", "行政级别", "职级", "任职", "任职情况", "社会兼职", "学术兼职", "领导职务"),
        *("post", "administrative post", "administrative rank", "position", "position held", "office held", "post held", "leadership position"),
    ),
    "projects": (
        *("项目数", "项目数量", "课题数", "课题数量", "承担项目数", "主持项目数", "立项数", "基金数量", "项目经费", "项目级别"),
        *("project", "project count", "grant count", "grant", "project led", "project hosted", "project undertaken", "funded project"),
    ),
    "impact_factor": (
        *("影响因子", "期刊影响因子", "期刊分区", "中科院分区", "JCR分区", "期刊级别", "期刊等级", "h指数", "顶刊"),
        *(
            "impact factor",
            "journal impact factor",
            "jif",
            "journal quartile",
            "jcr quartile",
            "journal rank",
            "journal level",
            "citescore",
            "h index",
            "hindex",
        ),
    ),
    "counts": (
        *("论文", "论文数", "论文数量", "论文篇数", "发文量", "发文数", "SCI论文", "SCI论文数", "高被引论文数", "专著数", "被引频次", "总被引", "被引次数"),
        *("专利", "专利数", "专利数量", "专利件数", "发明专利数", "授权专利数", "专利申请量", "专利授权量", "软件著作权数", "软著数量"),
        *("paper", "paper count", "publication", "publication count", "article count", "sci paper", "citation", "citation count", "total citation"),
        *("patent", "patent count", "patent number", "patent granted", "granted patent", "invention patent", "patent application"),
    ),
}
"""Group → names; the catalogue says of each group why."""

_OF_WHOM = (
    *(
        "完成人",
        "第一完成人",
        "主要完成人",
        "负责人",
        "项目负责人",
        "发明人",
        "作者",
        "第一作者",
        "通讯作者",
        "团队",
        "团队成员",
        "个人",
        "本人",
        "人员",
        "主要",
    ),
    *("最高", "国家级", "省级", "省部级", "累计", "发表", "承担", "主持", "代表作"),
    *("number of", "no of", "count of", "total", "team", "author", "applicant", "inventor", "person", "personal", "highest", "principal", "investigator"),
    *("leader", "lead", "first", "of", "the", "their", "s", "n", "num", "mean", "max", "average", "science", "academic", "national", "provincial"),
)
_HOW_MUCH = (
    *("数", "数量", "个数", "人数", "次数", "总数", "级别", "等级", "情况", "名称", "层次", "得分", "评分", "分值", "占比", "比例"),
    *("count", "number", "level", "grade", "score", "points", "total", "held", "won", "list", "value", "rank", "of", "the", "team", "author", "applicant"),
    *("inventor", "person", "leader", "published", "granted", "received", "led", "hosted", "undertaken"),
)


def refuse_forbidden(name: str, field: str) -> None:
    """Raise FieldError for `field` where its name, or the name that it holds, is one that must not inform a value."""
    group = forbidden(name)
    if group is not None:
        raise FieldError(field, name, say("value_scores.forbidden", reason=reason_of(group)), say("value_scores.leave_forbidden_out"))


def forbidden(name: str) -> str | None:
    """The group that forbids a name, or None."""
    return _forbidden(name[:LONGEST_NAME])


def names_a_document(text: str) -> bool:
    """Whether a text is no more than the kind of a document. As a source that is meagre, but no count: "论文" as the place where a benchmark was read."""
    return _DOCUMENT.fullmatch(_spaced(text[:LONGEST_NAME])) is not None


def reason_of(group: str) -> Bilingual:
    """Why the names of a group are forbidden."""
    return say(f"value_scores.forbidden_{group}")


@lru_cache(maxsize=1024)
def _forbidden(name: str) -> str | None:
    spaced = _spaced(name)
    return next((group for group, pattern in _PATTERNS.items() if pattern.fullmatch(spaced)), None)


def _spaced(name: str) -> str:
    """Words in lower case with one space between, none between Chinese characters: `Impact_Factor`, `impactFactor` → `impact factor`."""
    text = unicodedata.normalize("NFKC", name)
    text = re.sub(r"[(\[{【〔][^)\]}】〕]*[)\]}】〕]?", " ", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text).casefold()
    text = re.sub(r"[\W_]+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ?") for word in sorted(words, key=len, reverse=True))


_DOCUMENT = re.compile(r"(sci|发表的?|授权)?(论文|专利|发明专利)|(the )?(sci |granted |invention )?(papers?|patents?|publications?|articles?)")
# At most four words around a name: enough for every spelling, and no name costs more than a look.
_PATTERNS = {
    group: re.compile(
        rf"(?:(?:{_any_of(_OF_WHOM)})[ 的]?){{0,4}}(?:{_any_of(tuple(_inner.casefold() for _inner in names))})s?(?: ?(?:{_any_of(_HOW_MUCH)})s?){{0,4}}"
    )
    for group, names in FORBIDDEN.items()
}

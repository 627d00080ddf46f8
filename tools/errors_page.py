"""The tables and examples of `docs/errors.md`, as `service/problems.py` and the catalogue have them: `python -m tools.errors_page` writes them anew."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

from service.problems import PROBLEM_TYPES, Problem, ProblemType, problem_body
from service.wrong_input import WrongInput
from valuation.bilingual import Bilingual, Language

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "errors.md"
HEADINGS = {
    "en": ("Code", "Status", "Retry", "Title", "When", "What to do"),
    "zh": ("代码", "状态", "可否重试", "标题", "何时", "如何处理"),
}
RETRY = {"en": ("yes", "no"), "zh": ("可", "否")}


def types_table(language: Language) -> str:
    """Every kind of problem, one a row."""
    headings = HEADINGS[language]
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(_row(kind, language)) + " |" for kind in PROBLEM_TYPES.values()]
    return "\n".join(lines)


def examples() -> str:
    """A body of every kind, in English; the fourth in Chinese as well."""
    blocks = [f"`{code}`\n\n```json\n{_example(kind, 'en')}\n```" for code, kind in PROBLEM_TYPES.items()]
    blocks.append(f"`invalid_input`, `?lang=zh`\n\n```json\n{_example(PROBLEM_TYPES['invalid_input'], 'zh')}\n```")
    return "\n\n".join(blocks)


def refreshed(page: str) -> str:
    """The page with what stands between its marks replaced."""
    parts = {"types": types_table("en"), "types-zh": types_table("zh"), "examples": examples()}
    for name, made in parts.items():
        marked = rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)"
        page, count = re.subn(marked, _between(made), page, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"{PAGE.name} has {count} places for {name}")
    return page


def _between(made: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found[1]}{made}{found[2]}"


def _row(kind: ProblemType, language: Language) -> tuple[str, ...]:
    retry = RETRY[language][0 if kind.retryable else 1]
    texts = (kind.title, kind.when, kind.remedy)
    return (f"`{kind.code}`", str(kind.status), retry, *(text.in_language(language) for text in texts))


def _example(kind: ProblemType, language: Language) -> str:
    if kind.code == "invalid_input":
        problem = Problem.of_input(WrongInput.of("no_achievements", ("achievements",), most=1_024))
    else:
        problem = Problem(kind.code, _detail(kind))
    body = problem_body(problem, language) | {"request_id": "5f1c0f6c2a3e4b7d"}
    return json.dumps(body, ensure_ascii=False, indent=1)


def _detail(kind: ProblemType) -> Bilingual:
    """What its members say in general; a real one says it of the request."""
    en, zh = kind.when.en, kind.when.zh
    return Bilingual(zh=f"{zh}。", en=f"{en[:1].upper()}{en[1:]}.")


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)} tells of {len(PROBLEM_TYPES)} kinds of problem\n")

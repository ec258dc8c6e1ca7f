"""The checker beside plain word lists on the same real rows: a table for the README.

    python tools/baselines.py [--lang zh|en|all]

A list marks every place where one of its words stands, as the usual tools for sellers do. `statute` holds the
words that arts. 9 and 17 of the Advertising Law name; `circulated` the words that lists of "forbidden words"
passed around among sellers have in common. Both are typed here for comparison and are no advice.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checker import check  # noqa: E402
from tools.evaluate import EVAL, grave, rows, spans  # noqa: E402

STATUTE = ["国家级", "最高级", "最佳", "疾病", "治疗", "疗效", "医疗", "药品", "药物", "医疗器械", "best"]
CIRCULATED = [
    "最",
    "第一",
    "唯一",
    "首个",
    "首选",
    "首家",
    "独家",
    "顶级",
    "顶尖",
    "国家级",
    "世界级",
    "全球级",
    "宇宙级",
    "极品",
    "极佳",
    "极致",
    "绝佳",
    "绝对",
    "终极",
    "王牌",
    "冠军",
    "之王",
    "领袖",
    "领导品牌",
    "领先",
    "销量冠军",
    "全网",
    "全国",
    "独一无二",
    "绝无仅有",
    "史无前例",
    "前无古人",
    "万能",
    "100%",
    "百分百",
    "永久",
    "永不",
    "完美",
    "免检",
    "驰名商标",
    "国宴",
    "特供",
    "专供",
    "国家领导人",
    "央视",
    "权威",
    "特效",
    "祖传",
    "秘方",
    "根治",
    "治愈",
    "治疗",
    "疗效",
    "药效",
    "消炎",
    "杀菌",
    "抗菌",
    "排毒",
    "减肥",
    "瘦身",
    "丰胸",
    "生发",
    "祛斑",
    "祛痘",
    "美白",
    "抗衰",
    "抗癌",
    "防癌",
    "补肾",
    "壮阳",
    "降血压",
    "降血糖",
    "降血脂",
    "增强免疫力",
    "无副作用",
    "无毒",
    "安全",
    "保证",
    "包治",
    "立即见效",
    "一次见效",
    "无效退款",
    "零风险",
    "稳赚",
    "保本",
    "升值",
    "抢购",
    "秒杀",
    "特价",
    "清仓",
    "原价",
    "最低价",
    "点击领取",
    "最后一天",
    "仅限今日",
    "best",
    "first",
    "top",
    "number",
    "one",
    "no.1",
    "cure",
    "treat",
    "guaranteed",
    "safe",
    "only",
    "perfect",
    "ultimate",
    "leading",
    "miracle",
]

Marker = Callable[[str], list[tuple[int, int]]]


def word_list(words: list[str]) -> Marker:
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    return lambda text: [match.span() for match in pattern.finditer(text)]


def ours(text: str) -> list[tuple[int, int]]:
    return [(found.start, found.end) for found in grave(check(text))]


def measure(mark: Marker, lang: str) -> tuple[float, float]:
    """(recall on rows whose breach shows in the text, share of lawful rows marked)."""
    wanted: Callable[[dict[str, Any]], bool] = lambda row: lang in ("all", row["lang"])  # noqa: E731
    bad = [row for row in rows("penalised.jsonl") if row["detectable_from_text"] and wanted(row)]
    fine = [row for row in rows("lawful.jsonl") if wanted(row)]
    found = sum(
        any(s < high and low < e for s, e in mark(row["text"]) for low, high in spans(row)) for row in bad
    )
    alarms = sum(bool(mark(row["text"])) for row in fine)
    return found / len(bad), alarms / len(fine)


MARKERS: dict[str, Marker] = {
    "Words named in arts. 9 and 17": word_list(STATUTE),
    "Circulated list of forbidden words": word_list(CIRCULATED),
    "Honest Ads (Remove and Prove)": ours,
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lang", choices=("zh", "en", "all"), default="all")
    options = parser.parse_args()
    if not EVAL.exists():
        print("No evaluation rows beside the checkout: nothing measured.")
        return 0
    print("| | found | lawful copy marked |\n|---|---|---|")
    for name, mark in MARKERS.items():
        recall, alarms = measure(mark, options.lang)
        print(f"| {name} | {recall:.1%} | {alarms:.1%} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

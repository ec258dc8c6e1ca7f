"""A wording to be put in place keeps, softens or narrows what stands there: it adds no fact of its own.

A checker that tells a seller to write "low in sugar" or “手工” writes the next false advertisement. A fact may
come as a blank to fill, in brackets, or where the words found say the same.
"""

from __future__ import annotations

import re

import pytest

from checker import check, own_engine
from checker.model import LANGS, Rewrite, Rule
from checker.text import fold

RULES = list(own_engine().book.rules.values())
NAMES = [rule.id for rule in RULES]

# What is in the goods, how and where they were made, who tested or approved them, what a buyer gets besides.
FACTS = {
    "zh": (
        "低糖|无糖|零糖|低脂|零脂|高蛋白|零添加|无添加|不添加|不含|无毒|纯天然|天然|野生|有机(?!会)|进口|原产|产地直供|手工|古法|传统工艺|"
        "非遗|自有|自产|自主|厂家直销|原厂|检测|检验|质检|认证|认定|备案|注册|获奖|专利|附.*证书|执行标准|国家标准|医生|专家|"
        "正品|官方|授权|旗舰|环保|可降解|可回收|再生|节能|包邮|包退|免费|终身"
    ),
    "en": (
        "sugar-free|low in|low-fat|high in|no added|free from|non-toxic|natural|wild|organic|imported|handmade|hand-made|made by hand|"
        "handcrafted|traditional|in-house|our own|tested|certified|with a certificate|accredited|approved|licensed|patented|award|"
        "genuine|official|authorised|recycled|recyclable|biodegradable|compostable|sustainable|energy-saving|free delivery|lifetime|"
        "by doctors|by experts"
    ),
}
MADE = re.compile(r"\{([^{}]*)\}")  # a part built from the words found: see checker/wording.py
BLANK = re.compile(r"（[^（）]*填[^（）]+）|\[fill in: [^\[\]]+\]")

# What the law tells the seller to print beside such goods.
NOTICE = re.compile(r"（请[^（）]+）|\(for use under [^()]+\)")


def new(wording: str) -> str:
    """What `wording` holds beside the words found: of `{old>new}` the new part where the old one does not hold it."""

    def news(part: re.Match[str]) -> str:
        pairs = [pair.partition(">") for pair in part[1].split("|")]
        return " ".join(late for early, _, late in pairs if late not in early)

    return MADE.sub(news, wording)


def says(fact: str, words: str, lang: str) -> bool:
    """Do `words` hold `fact`: as letters in Chinese, as a whole word in English?"""
    return bool(re.search(fact if lang == "zh" else rf"(?<!\w){fact}(?!\w)", words.lower()))


def added(rewrite: Rewrite) -> list[str]:
    """The wordings of `rewrite` that add a fact, each with the word that does."""
    out = []
    for lang in LANGS:
        for wording in rewrite.zh if lang == "zh" else rewrite.en:
            if BLANK.search(wording) or NOTICE.search(wording):
                continue
            out += [
                f"{wording!r} adds {fact!r}"
                for fact in FACTS[lang].split("|")
                if says(fact, new(wording), lang)
                and not (rewrite.only_for and all(says(fact, word, lang) for word in rewrite.only_for))
            ]
    return out


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_no_wording_adds_a_fact(rule: Rule) -> None:
    assert [fault for rewrite in rule.rewrites for fault in added(rewrite)] == []


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_tables_are_read(rule: Rule) -> None:
    """`for` is compared with folded words, and what is put into Chinese is Chinese."""
    for rewrite in rule.rewrites:
        assert [word for word in rewrite.only_for if fold(word).text != word] == []
        for bare in map(new, rewrite.zh):
            assert not bare.strip() or re.search(r"[\u4e00-\u9fff]", bare), f"{bare!r} is not Chinese"


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_a_blank_that_stays_empty_is_seen(rule: Rule) -> None:
    """AC404 knows every blank by its form, so that copy with one in it does not look finished."""
    for rewrite in rule.rewrites:
        for wording in (*rewrite.zh, *rewrite.en):
            square = re.findall(r"\[[^\]]*\]", MADE.sub("", wording))
            assert all(BLANK.fullmatch(one) or one == "[Advertisement]" for one in square), wording
            for blank in BLANK.findall(wording):
                found = check(f"{new(wording)} ".replace("{match}", "")).findings
                assert any(one.rule == "AC404" and one.match == blank for one in found), wording


@pytest.mark.parametrize(
    ("rewrite", "faults"),
    [
        (Rewrite(zh=("低糖配方",)), 1),
        (Rewrite(en=("an organic tea",)), 1),
        (Rewrite(zh=("手工制作",), only_for=("纯手工", "百分百")), 1),
        (Rewrite(zh=("手工制作",), only_for=("纯手工", "全手工")), 0),
        (Rewrite(zh=("{最安全>有机}",)), 1),
        (Rewrite(zh=("{纯手工>用心}制作", "{独家专利>专利}", "{match}"), en=("{organic >}tea",)), 0),
        (Rewrite(zh=("由（填检测机构）检测",), en=("tested [fill in: by whom, when]",)), 0),
        (Rewrite(zh=("滋味醇厚", ""), en=("downtown", "")), 0),
    ],
)
def test_the_check_can_fail(rewrite: Rewrite, faults: int) -> None:
    assert len(added(rewrite)) == faults

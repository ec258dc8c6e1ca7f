"""find → spare → settle → sort, on a small book of its own and on all cards."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from re import _compiler  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import checker
from checker import check, load, own_engine, web
from checker.engine import compile_book, run
from checker.kinds import WordError

CARD = {
    "name": "x",
    "topic": "t",
    "level": "banned",
    "laws": ["adlaw-9-3"],
    "title": {"en": "T", "zh": "题"},
    "why": {"en": "W", "zh": "因"},
}
CATEGORIES = {
    "category": [
        {"id": "general", "title": {"en": "G", "zh": "一般"}},
        {"id": "device", "title": {"en": "D", "zh": "器械"}, "zh": ["械注准"]},
    ]
}


def small(*cards: dict, words: dict | None = None, exemptions: tuple[dict, ...] = ()) -> Callable:  # type: ignore[type-arg]
    raw: dict = {"rules/categories.toml": CATEGORIES}  # type: ignore[type-arg]
    if words:
        raw["rules/words/w.toml"] = words
    if exemptions:
        raw["rules/exemptions/e.toml"] = {"exemption": list(exemptions)}
    for number, card in enumerate(cards, 1):
        raw[f"rules/t/ac00{number}.toml"] = CARD | {"id": f"AC00{number}"} | card
    made = compile_book(load.build(raw))
    return lambda text, category="general": run(made, text, category)


def matches(result) -> list[str]:  # type: ignore[no-untyped-def]
    return [found.match for found in result.findings]


def terms(*zh: str, en: tuple[str, ...] = ()) -> list[dict]:  # type: ignore[type-arg]
    return [{"kind": "terms", "zh": list(zh), "en": list(en)}]


def spare(relation: str, *zh: str, en: tuple[str, ...] = ()) -> dict:  # type: ignore[type-arg]
    reason = {"en": "R", "zh": "因"}
    return {"id": "e", "relation": relation, "law": "", "zh": list(zh), "en": list(en), "reason": reason}


def test_terms_of_one_rule_that_overlap_are_one_finding() -> None:
    find = small({"find": terms("第一", "第一品牌", "品牌之王")})
    assert matches(find("我们是第一品牌之王")) == ["第一品牌之王"]
    assert matches(find("第一，品牌之王")) == ["第一", "品牌之王"]
    find = small({"find": terms("抗癌")}, {"find": terms("癌症")})
    assert matches(find("抗癌症")) == ["抗癌"]


def test_settle_prefers_graver_then_longer() -> None:
    find = small({"level": "caution", "find": terms("全网第一名")}, {"find": terms("第一")})
    assert matches(find("全网第一名")) == ["第一"]
    find = small({"find": terms("第一")}, {"find": terms("全网第一")})
    assert [f.rule for f in find("全网第一").findings] == ["AC002"]


def test_latin_terms_need_word_edges() -> None:
    find = small({"find": terms(en=("cure",))})
    assert matches(find("a cure, secure, cures, 强cure力")) == ["cure", "cure"]


def test_pattern_stays_in_its_sentence() -> None:
    find = small({"find": [{"kind": "pattern", "anchor": ["血糖"], "zh": ["降.{0,9}血糖"]}]})
    assert matches(find("降低您的血糖")) == ["降低您的血糖"]
    assert matches(find("降价。测血糖")) == []


def test_gap_macro_does_not_cross_commas() -> None:
    find = small({"find": [{"kind": "pattern", "anchor": ["血糖"], "zh": ["降{..6}血糖"]}]})
    assert matches(find("降您的血糖，降价，血糖仪")) == ["降您的血糖"]


def test_near_any_order_and_distance() -> None:
    find = small({"find": [{"kind": "near", "a": ["治"], "b": ["癌"], "within": 3}]})
    assert matches(find("治各种癌")) == ["治各种癌"]
    assert matches(find("癌可治")) == ["癌可治"]
    assert matches(find("治了一二三四癌")) == []


def test_word_lists_multiply_out_and_nest() -> None:
    words = {"cure": {"zh": ["治", "{heal}"], "en": []}, "heal": {"zh": ["愈"], "en": []}}
    find = small({"find": terms("{cure}癌")}, words=words)
    assert matches(find("治癌 愈癌")) == ["治癌", "愈癌"]


def test_hit_group_narrows_the_finding() -> None:
    find = small({"find": [{"kind": "pattern", "anchor": ["疗效"], "zh": ["疗效(?P<hit>显著)"]}]})
    assert matches(find("疗效显著")) == ["显著"]


@pytest.mark.parametrize(
    "text", ["不开刀,不打针,三天好", "不开刀，不打针；三天好", "三天好、不开刀，不打针 。"]
)
def test_a_finding_neither_begins_nor_ends_with_a_mark(text: str) -> None:
    find = small({"find": [{"kind": "pattern", "anchor": ["不开刀"], "zh": ["[、]?(?:不..[,; 。]*){2}"]}]})
    assert matches(find(text)) == ["不开刀" + text[text.index("不开刀") + 3] + "不打针"]


@pytest.mark.parametrize(
    ("relation", "words", "spared", "kept"),
    [
        ("covers", "最佳食用期", "最佳食用期", "最佳口感，食用期长"),
        ("before", "不是", "不是最佳", "是不是，最佳"),
        ("after", "食用", "最佳食用", "最佳的食用"),
        ("sentence", "来源", "最佳，来源某报", "最佳。来源某报"),
        ("text", "来源", "最佳。来源某报", "最佳。某报"),
    ],
)
def test_relations(relation: str, words: str, spared: str, kept: str) -> None:
    find = small({"find": terms("最佳"), "exempt": ["e"]}, exemptions=(spare(relation, words),))
    assert matches(find(spared)) == []
    assert [s.exemption for s in find(spared).spared] == ["e"]
    assert matches(find(kept)) == ["最佳"]


def test_an_exemption_does_not_act_on_neighbours() -> None:
    find = small(
        {"find": terms("最佳", "顶级"), "exempt": ["e"]}, exemptions=(spare("covers", "最佳食用期"),)
    )
    assert matches(find("顶级最佳食用期")) == ["顶级"]


def test_categories_switch_rules_and_levels() -> None:
    find = small(
        {"find": terms("治疗"), "never": ["device"]},
        {"find": terms("疗效"), "only": ["device"]},
        {"find": terms("最佳"), "level_for": {"device": "caution"}},
    )
    assert matches(find("治疗疗效")) == ["治疗"]
    assert matches(find("治疗疗效", "device")) == ["疗效"]
    assert find("最佳", "device").findings[0].level == "caution"
    inferred = find("粤械注准2024 治疗疗效")
    assert matches(inferred) == ["疗效"]
    assert [i.category for i in inferred.inferred] == ["device"]


def test_unknown_words_name_the_card() -> None:
    with pytest.raises(WordError, match=r"ac001\.toml.*\{nowhere\}"):
        small({"find": terms("{nowhere}")})
    with pytest.raises(WordError, match=r"ac001\.toml.*exemption"):
        small({"find": terms("x"), "exempt": ["nothing"]})


def test_a_broken_pattern_names_the_card() -> None:
    find = small({"find": [{"kind": "pattern", "anchor": ["血糖"], "zh": ["降(血糖"]}]})
    with pytest.raises(WordError, match=r"ac001\.toml: not a valid pattern"):
        find("降血糖")


DISGUISES = {
    "plain": "本店最佳茶叶",
    "star": "本店最*佳茶叶",
    "dot": "本店最.佳茶叶",
    "space": "本店最 佳茶叶",
    "zero width": "本店最\u200b佳茶叶",
    "look-alike": "本店蕞佳茶叶",
    "pinyin": "本店zui佳茶叶",
    "emoji between": "本店最🌟佳茶叶",
    "homophone": "本店醉佳茶叶",
    "English, full width": "ＴＨＥ ＢＥＳＴ tea",
    "English, spaced": "the b e s t tea",
    "English, starred": "the b*e*s*t tea",
    "English, digits": "the b3st tea",
    "English, Cyrillic": "the bеst tea",
    "English, bold": "the 𝗯𝗲𝘀𝘁 tea",
}


@pytest.mark.parametrize("name", DISGUISES)
@pytest.mark.parametrize("front", ["", "😀", "⑩№ "])
def test_disguise_is_seen_through_and_said(name: str, front: str) -> None:
    find = small({"find": terms("最佳", en=("the best",))})
    found = find(front + DISGUISES[name]).findings
    assert len(found) == 1
    assert found[0].disguised == (name != "plain")
    assert (front + DISGUISES[name])[found[0].start : found[0].end] == found[0].match


def test_a_run_set_apart_is_read_whole() -> None:
    find = small({"find": [{"kind": "pattern", "anchor": ["脚气"], "zh": ["去{..2}脚气"]}]})
    assert matches(find("本品去*脚*气的喷雾")) == ["去*脚*气"]
    assert matches(find("长*宽*高，去看医生")) == []


@pytest.mark.parametrize("text", ["养生 发财树", "补水 面膜", "最近 佳人", "a b c", "www.best.com.cn 的茶"])
def test_ordinary_gaps_are_not_bridged(text: str) -> None:
    find = small({"find": terms("生发", "最佳", "水面", en=("the best",))})
    assert matches(find(text)) == []


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "最佳",
                "第一",
                "国家级",
                "治疗",
                "100%",
                "😀",
                "best",
                "No.1",
                "。",
                "，",
                "\n",
                " ",
                "*",
                "\u200b",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=30,
).map("".join)


@given(PIECES)
@settings(deadline=None)
def test_any_text_gives_sound_spans(text: str) -> None:
    result = check(text)
    last = 0
    for found in result.findings:
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.match
        last = found.end
    for kept in result.spared:
        assert text[kept.start : kept.end] == kept.match


@given(PIECES)
@settings(deadline=None)
def test_the_page_counts_in_utf16(text: str) -> None:
    answer = json.loads(web.handle(json.dumps({"op": "check", "text": text, "lang": "zh"})))
    units = text.encode("utf-16-le", "surrogatepass")
    for found in answer["result"]["findings"]:
        assert units[2 * found["start"] : 2 * found["end"]].decode("utf-16-le") == found["match"]


@given(st.text(max_size=200))
@settings(deadline=None)
def test_anchors_lose_nothing(text: str) -> None:
    """Run in sentences around anchors, patterns find no more than over the whole text."""
    result = check(text)
    assert all(found.rule in own_engine().book.rules for found in result.findings)


def test_growth_is_linear() -> None:
    """Ten times the text takes about ten times as long: in processor time, on hostile text."""
    for piece in (
        "最" * 50,
        "第一 ",
        "a.b.c.d.",
        "治疗",
        "best of ",
        "1" * 40,
        "不是最好的",
        "（最",
        "100%保证",
    ):
        small_text, large_text = piece * (1_000 // len(piece)), piece * (10_000 // len(piece))
        quick = min(_seconds(small_text) for _ in range(3))
        slow = _seconds(large_text)
        assert slow < 50 * max(quick, 0.005), piece  # quadratic would be 100


def _seconds(text: str) -> float:
    began = time.process_time()
    check(text)
    return time.process_time() - began


def test_unknown_category() -> None:
    with pytest.raises(checker.UnknownCategory):
        check("x", "moonlight")


def test_once_warm_no_text_waits_for_an_expression_to_be_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page starts from a warm engine; what is compiled later, the first reader waits for."""
    engine = own_engine()
    engine.warm()
    compiled: list[str] = []
    real = _compiler.compile

    def noting(source: Any, flags: int = 0) -> Any:
        compiled.append(str(source))
        return real(source, flags)

    monkeypatch.setattr(_compiler, "compile", noting)
    re.purge()
    for rule in engine.rules:
        for example in rule.examples:
            check(example.text, example.category)
    assert compiled == []

"""The case library: whole in both languages, sourced, in our own words, and no wording offered that the checker finds."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from pathlib import Path

import pytest

import checker
from checker import caseparts, cases
from checker.cases import Case

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
CASES = cases.library()
HOME = [case for case in CASES if not case.abroad]
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OVERLAP = 20

each = pytest.mark.parametrize("case", CASES, ids=lambda case: f"cases/{case.file}.toml:{case.id}")


def told(case: Case) -> list[str]:
    """All that is said of a case in our words."""
    return [text for said in (case.what, case.note, case.instead) for text in said.values()]


def squeezed(text: str) -> str:
    """Text without spaces and punctuation, one width, one case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def borrowed(text: str, rows: list[str]) -> str:
    """The first run of OVERLAP characters that `text` shares with a row; "" when there is none."""
    own = squeezed(text)
    runs = (own[at : at + OVERLAP] for at in range(len(own) - OVERLAP + 1))
    return next((run for run in runs if any(run in row for row in rows)), "")


@each
def test_a_case_is_whole(case: Case) -> None:
    assert cases.faults(case) == []
    assert all(CHINESE.search(said["zh"]) for said in (case.authority, case.what))
    for said in (case.authority, case.what, case.note, case.instead, case.abroad):
        if said:
            assert not HALF_WIDTH.search(said["zh"]), said["zh"]
            assert not CHINESE.search(said["en"]), said["en"]


@each
def test_laws_topics_and_goods_exist(case: Case) -> None:
    book = checker.own_engine().book
    assert set(case.laws) <= set(book.articles)
    assert set(case.topics) <= set(book.topics)
    assert case.goods in book.categories


@each
def test_the_wording_offered_is_fine(case: Case) -> None:
    if case.instead:
        for text in case.instead.values():
            found = checker.check(text, case.goods).findings
            assert [f"{f.rule} {f.match}" for f in found if f.level != "caution"] == []


@each
def test_a_case_that_the_words_do_not_show_says_so(case: Case) -> None:
    _, rules = caseparts.quoted(case)
    shown = caseparts.entry(checker.own_engine().book, case, "en", "")
    said = [caseparts.WORDS[key]["en"] for key in ("facts", "unseen")]
    assert bool(rules and not case.facts) != any(sentence in shown for sentence in said)


def test_there_are_enough() -> None:
    assert len(HOME) >= 120
    # entries that share a decision say so; the decisions alone are enough too
    assert (
        sum(not re.search(r"[同并]一|一并|并案|并罚|合并", case.note.get("zh", "")) for case in HOME) >= 120
    )


def test_the_sentences_are_ours() -> None:
    if not EVAL.is_dir():
        return
    rows = [
        squeezed(json.loads(line)["text"])
        for name in ("penalised.jsonl", "lawful.jsonl")
        for line in (EVAL / name).read_text(encoding="utf-8").splitlines()
    ]
    assert borrowed("x" + rows[0] + "x", rows)
    taken = [(case.id, run) for case in CASES for text in told(case) if (run := borrowed(text, rows))]
    assert taken == []
    for case in CASES:
        assert not [word for word in case.words if len(squeezed(word)) >= OVERLAP and squeezed(word) in rows]


WHOLE = CASES[0]
BREAKS = {
    "a language": {"what": {"en": "x"}},
    "an empty language": {"what": {"en": "x", "zh": ""}},
    "no way to say it": {"drop": False, "instead": {}},
    "two ways": {"drop": True, "instead": {"en": "x", "zh": "字"}},
    "no words": {"words": ()},
    "long words": {"words": ("长" * 41,)},
    "result": {"result": "hanged"},
    "unnamed and named": {"laws": ("adlaw-4",), "unnamed": "adlaw"},
    "unknown unnamed": {"laws": (), "unnamed": "civil"},
    "no topic": {"topics": ()},
    "tag": {"tags": ("boats",)},
    "host": {"source": "https://reprints.example.com/1"},
    "look-alike host": {"source": "https://notgov.cn/1"},
    "scheme": {"source": "javascript://gov.cn/1"},
    "year": {"year": 1066},
    "foreign at home": {"abroad": {"en": "x", "zh": "字"}},
}


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS.keys())
def test_each_fault_is_seen(change: dict[str, object]) -> None:
    assert cases.faults(WHOLE) == []
    assert cases.faults(dataclasses.replace(WHOLE, **change))  # type: ignore[arg-type]


def test_an_unknown_field_stops_the_build() -> None:
    text = (ROOT / "cases" / "food.toml").read_text(encoding="utf-8").replace("drop = true", "drpo = true", 1)
    with pytest.raises(cases.CaseError, match=r"cases/food\.toml: C\d+"):
        cases.read("food", text)


def test_outcomes_are_said_in_both_languages() -> None:
    fined = dataclasses.replace(WHOLE, result="fined", fine=1_468_750, gains=False)
    assert caseparts.outcome(fined, "zh") == "罚款146.875万元"
    assert caseparts.outcome(fined, "en") == "fined 1,468,750 yuan"
    assert (fined.kind, dataclasses.replace(fined, fine=9_999).kind) == ("fine-4", "fine-0")
    assert {case.kind for case in CASES} <= set(caseparts.KINDS)


def test_articles_lead_to_their_cases() -> None:
    assert (
        {case.id for case in cases.under("adlaw-9")} > {case.id for case in cases.under("adlaw-9-3")} > set()
    )
    assert not [case for case in cases.under("adlaw-1") if "adlaw-1" not in case.laws]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_filter_finds_every_case(lang: str) -> None:
    options = caseparts.choices(checker.own_engine().book, CASES, lang)
    for case in CASES:
        for name, values in cases.facets(case).items():
            assert set(values) <= {value for value, _ in options[name]}, (case.id, name)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("topic", sorted(checker.own_engine().book.topics))
def test_a_topic_page_draws_its_cases_from_the_library(topic: str, lang: str) -> None:
    """A case typed into a page would be told twice, and the two would drift apart."""
    page = (ROOT / "docs" / lang / "rules" / f"{topic}.md").read_text(encoding="utf-8")
    section = page.partition("{#cases}\n")[2].partition("\n## ")[0]
    assert section.strip()
    assert "\n|" not in section
    assert (f"\n{{cases:topic={topic}}}\n" in section) == bool(cases.about("topic", topic))
    known = {case.id.lower(): case for case in CASES}
    for name in re.findall(r"\(\.\./cases\.md#(\w+)\)", section):
        assert topic in known[name].topics


@pytest.mark.parametrize(("given", "folded"), [(3, 0), (7, 0), (8, 3), (20, 15)])
def test_a_fold_is_worth_opening(given: int, folded: int) -> None:
    drawn = caseparts.related(HOME[:given], "en", "")
    assert drawn.count("<li>") == given
    assert drawn.partition("<details")[2].count("<li>") == folded

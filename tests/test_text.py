"""Folding keeps the way back to the original, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import own_engine
from checker.scan import words_of
from checker.text import HIDING, LONGER, TYPOGRAPHY, edit, fold

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from("最佳第一国家级治疗 *.·-_/best1️⃣蕞國家，。!\u200b\ufe0f😀№⑩①ＡＢ"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("ＢＥＳＴ", "best"),
        ("國家級", "国家级"),
        ("第①", "第1"),
        ("第1️⃣", "第1"),
        ("Ｎ０．１", "n0．1"),
        ("最\u200b佳", "最佳"),
        ("蕞佳", "最佳"),
        ("№1", "no1"),
        ("⑩倍", "10倍"),
        ("bеst", "best"),
        ("𝐛𝐞𝐬𝐭", "best"),
        ("著名乾坤", "著名乾坤"),
        ("，。！？：", "，。！？："),
    ],
)
def test_fold(given_text: str, folded: str) -> None:
    assert fold(given_text).text == folded


@given(ODD)
@settings(deadline=None)
def test_every_position_maps_back(text: str) -> None:
    plain = fold(text)
    folded = own_engine().disguise.reveal(plain, words_of(plain.text))
    size = len(folded.text)
    spans = [folded.span(i, i + 1) for i in range(size)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    if size:
        whole = folded.span(0, size)
        assert 0 <= whole[0] < whole[1] <= len(text)


@given(ODD)
@settings(deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_tables_fold_to_folded_characters() -> None:
    for table in (HIDING, LONGER, TYPOGRAPHY):
        for key, value in table.items():
            assert fold(value).text == value, (key, value)


def test_edit_composes_with_an_earlier_map() -> None:
    folded = fold("⑩a*b")  # "10a*b": two positions behind one character
    joined = edit(folded, [(3, 4, "")])
    assert joined.text == "10ab"
    assert joined.span(0, 2) == (0, 1)
    assert joined.span(2, 4) == (1, 4)
    assert joined.disguised(2, 4)
    assert not joined.disguised(3, 4)


@pytest.mark.parametrize("text", ["最佳", "BEST", "Best ’s", "國家級產品質量優良"])
def test_innocent_forms_are_no_disguise(text: str) -> None:
    folded = fold(text)
    assert not folded.disguised(0, len(folded.text))


@pytest.mark.parametrize("text", ["蕞佳", "國家级品质真的好用", "ＢＥＳＴ", "最\u200b佳", "𝐛est"])
def test_hidden_forms_are_disguise(text: str) -> None:
    folded = fold(text)
    assert folded.disguised(0, len(folded.text))

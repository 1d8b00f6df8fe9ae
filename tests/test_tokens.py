"""Lexical tokens: scripts apart, numbers whole, inflections gone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.tokens import stem, tokens

TABLE = [
    # Latin words end where kana or kanji begin
    ("KDDIはIoT", ["kddi", "は", "iot"]),
    ("AIとGPU", ["ai", "と", "gpu"]),
    ("KDDIへ", ["kddi", "へ"]),
    ("NTT法", ["ntt", "法"]),
    # width and case are folded
    ("ＫＤＤＩ", ["kddi"]),
    ("ｿﾆｰ", ["ソニ", "ニー", "ソニー"]),
    ("Société", ["societ"]),
    # numbers keep their digits, lose separators, and end where the unit begins
    ("1,234.5円", ["1234p5", "円"]),
    ("102.4億円", ["102p4", "億円", "億", "円"]),
    ("2024年", ["2024", "年"]),
    ("0.339%", ["0p339"]),
    # kanji: bigrams, single characters, and the whole run from three on
    ("東京", ["東京", "東", "京"]),
    ("経済省", ["経済", "済省", "経", "済", "省", "経済省"]),
    ("円", ["円"]),
    # kana: bigrams, and the whole katakana run from three on
    ("ロム", ["ロム"]),
    ("ローム", ["ロー", "ーム", "ローム"]),
    ("さくら", ["さく", "くら"]),
    # English
    ("Sakura's companies", ["sakura", "company"]),
    ("data-centre", ["data", "centr"]),
    ("", []),
    ("。、…!?", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("company", "companies", "company's"),
        ("subsidy", "subsidies"),
        ("price", "priced", "pricing"),
        ("raise", "raised", "raising"),
        ("yen", "yen's"),
        ("award", "awards", "awarded", "awarding"),
    ],
)
def test_inflections_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["bus", "yes", "red", "sing", "gas", "used"])
def test_short_words_stay(word: str) -> None:
    assert stem(word) == word


@given(st.text())
def test_tokens_survive_a_splitter_at_spaces(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not re.search(r"\s", token)


@given(st.text(alphabet="億円さくらABCxyz123.,’' -"))
def test_a_space_around_the_text_changes_nothing(text: str) -> None:
    assert tokens(f" {text} ") == tokens(text)

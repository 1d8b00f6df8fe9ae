"""Names across scripts: which kana spell which English word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.names import (
    Sounds,
    hiragana,
    kana_skeleton,
    romanise,
    skeleton,
    sound_alike,
    spelled_in,
)

ALIKE = [
    ("amazon", "アマゾン"), ("biden", "バイデン"), ("boeing", "ボーイング"), ("denso", "デンソー"),
    ("google", "グーグル"), ("hitachi", "ヒタチ"), ("infosys", "インフォシス"),
    ("intel", "インテル"),
    ("kioxia", "キオクシア"), ("london", "ロンドン"), ("micron", "マイクロン"),
    ("microsoft", "マイクロソフト"), ("nissan", "ニッサン"), ("nvidia", "エヌビディア"),
    ("oracle", "オラクル"), ("paris", "パリ"), ("rapidus", "ラピダス"), ("renesas", "ルネサス"),
    ("rohm", "ローム"), ("sakura", "さくら"), ("samsung", "サムスン"), ("siemens", "シーメンス"),
    ("ravensby", "レイヴンズビー"), ("james", "ジェームズ"), ("keyence", "キーエンス"),
    ("softbank", "ソフトバンク"), ("tesla", "テスラ"), ("toyota", "トヨタ"), ("trump", "トランプ"),
]  # fmt: skip
UNLIKE = [
    ("apple", "アマゾン"), ("google", "アップル"), ("honda", "ホテル"), ("intel", "インド"),
    ("kddi", "キオクシア"), ("micron", "マイクロソフト"), ("nvidia", "ノキア"),
    ("oracle", "アマゾン"),
    ("rapidus", "ラオス"), ("sakura", "サムスン"), ("tesla", "トヨタ"), ("toyota", "トヨペット"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "kana"), ALIKE)
def test_sound_alike(word: str, kana: str) -> None:
    assert 0.7 < sound_alike(word, kana) <= 1.0


@pytest.mark.parametrize(("word", "kana"), UNLIKE)
def test_sound_different(word: str, kana: str) -> None:
    assert sound_alike(word, kana) == 0.0
    assert spelled_in(word, kana) == 0.0


@pytest.mark.parametrize(
    ("word", "kana"),
    [
        ("softbank", "ソフトバンクグループ"),
        ("toyota", "ネッツトヨタ"),
        ("amazon", "アマゾンジャパン"),
    ],
)
def test_a_word_is_found_at_either_end_of_a_longer_run(word: str, kana: str) -> None:
    assert sound_alike(word, kana) < spelled_in(word, kana) <= 1.0


@pytest.mark.parametrize(
    ("kana", "roman"),
    [
        ("さくら", "sakura"), ("サクラ", "sakura"), ("ソフトバンク", "sofutobanku"),
        ("シャープ", "shapu"), ("ジョン", "jon"), ("チェコ", "cheko"), ("ティム", "timu"),
        ("ファン", "fan"), ("ッ", ""), ("東", ""), ("", ""),
    ],
)  # fmt: skip
def test_romanise(kana: str, roman: str) -> None:
    assert romanise(kana) == roman


@pytest.mark.parametrize(
    ("word", "kana"), [("", "サクラ"), ("sakura", ""), ("ab", "アブ"), ("sakura", "東京")]
)
def test_nothing_is_like_nothing(word: str, kana: str) -> None:
    assert spelled_in(word, kana) == 0.0


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_scores_between_0_and_1(word: str, kana: str) -> None:
    assert 0.0 <= spelled_in(word, kana) <= 1.0


KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロワンー"


@given(st.text(alphabet=KANA, min_size=3, max_size=8))
def test_every_run_is_spelled_by_its_own_romanisation(kana: str) -> None:
    roman = romanise(kana)
    assert len(roman) < 3 or sound_alike(roman, kana) == 1.0


WORDS = ["hollis", "creek", "horses", "softbank", "group", "meters", "manhattan", "main", "rick"]
RUNS = [
    "マテラッツィ",
    "ジダン",
    "エボラ",
    "ソフトバンク",
    "ソフトバンクグループ",
    "ボール",
    "ビール",
]


@pytest.mark.parametrize(
    ("kana", "words"),
    [
        ("ホリスクリーク", ["hollis", "creek", "rick"]),
        ("ソフトバンクグループ", ["softbank", "group"]),
        ("マンハッタン", ["manhattan"]),
        ("ガガガ", []),
    ],
)
def test_the_words_that_a_run_spells(kana: str, words: list[str]) -> None:
    assert sorted(Sounds(WORDS).of(kana)) == sorted(words)


@pytest.mark.parametrize(
    ("word", "runs"),
    [
        ("materazzi", ["マテラッツィ"]),
        ("zidane", ["ジダン"]),
        ("ebola", ["エボラ"]),
        ("softbank", ["ソフトバンク"]),
        ("honda", []),
    ],
)
def test_the_runs_that_spell_a_word(word: str, runs: list[str]) -> None:
    assert Sounds(RUNS).spelling(word) == runs


@given(
    st.text(alphabet=KANA + "ハヒフヘホガザダバパァィェォャュョッツジシチ", min_size=1, max_size=9)
)
def test_the_skeleton_of_kana_is_that_of_their_romanisation(kana: str) -> None:
    assert kana_skeleton(kana) == skeleton(romanise(kana))


@pytest.mark.parametrize(
    ("word", "kana"),
    [
        ("hayabusa", "はやぶさ"), ("sakura", "さくら"), ("shinkansen", "しんかんせん"),
        ("chikyu", "ちきゅ"), ("softbank", ""), ("", ""),
    ],
)  # fmt: skip
def test_romanised_words_in_hiragana(word: str, kana: str) -> None:
    assert hiragana(word) == kana

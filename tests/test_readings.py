"""Romanised names that kanji read."""

from __future__ import annotations

import pytest

from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon
from assistant.text.readings import read_as, romans, spellings, splits


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(Settings.from_env().cache)


@pytest.mark.parametrize(
    ("kana", "some"),
    [
        ("かわ", {"kawa", "gawa"}),
        ("コウ", {"kou", "ko", "gou", "go"}),
        ("たか.い", {"taka", "takai"}),
        ("-ほん", {"hon", "bon", "pon"}),
        ("ショウ", {"shou", "sho", "jou", "jo"}),
    ],
)
def test_readings_inside_a_name(kana: str, some: set[str]) -> None:
    assert some <= romans(kana)


@pytest.mark.parametrize(
    ("word", "text", "read"),
    [
        ("tamanagawa", "岐阜県玉名川市は", "玉名川"),
        ("takas", "高瀬町の", "高瀬"),  # a stem
        ("sekiyu", "旭石油が", "石油"),
        ("hinatakai", "社会福祉法人ひなた会", "ひなた会"),
        ("nikko", "日光で", "日光"),
        ("sonpo", "新日和損保", "損保"),
    ],
)
def test_names_that_characters_read(lexicon: Lexicon, word: str, text: str, read: str) -> None:
    assert read_as(word, text, lexicon.readings) == read


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("toyota", "富士通の利益は最大"),
        ("rapidus", "次世代半導体"),
        ("takase", "高"),  # one character
        ("sakura", "さくらインターネット"),  # no kanji
        ("no", "野尾"),  # too short to tell
    ],
)
def test_others_are_not_read(lexicon: Lexicon, word: str, text: str) -> None:
    assert read_as(word, text, lexicon.readings) == ""


def test_a_word_is_cut_into_syllables() -> None:
    assert splits("takase") == (("taka", "se"), ("ta", "kase"), ("ta", "ka", "se"))
    assert splits("bank") == ()


def test_spellings_are_runs_whose_pairs_are_known(lexicon: Lexicon) -> None:
    known = {"玉名", "名川", "多摩", "川辺"}
    assert spellings("tamanagawa", lexicon.characters, known) == ["玉名川"]
    assert spellings("tamanagawa", lexicon.characters, set()) == []

"""The reader: spans at their characters, scores of given spans, passages that do not answer."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from assistant.models.packaged import packaged_model
from assistant.models.reader import CHECKSUM, TOKENS, WEIGHTS, Reader, Reading, mean
from assistant.settings import Settings

TITLE = "生活電池、二つの工場"
TEXT = (
    "生活電池は3日、熊本工場に120億円、福島工場に45億円を投じると発表した。"
    "熊本工場は2027年4月に稼働する。社長の森田晴子氏が会見した。"
)
ENGLISH = (
    "Marlow Foods said on Tuesday it would invest £40m in its Leeds bakery and £15m in a depot "
    "at Hull. Chief executive Ann Price said the bakery would open in May 2027."
)


@pytest.fixture(scope="module")
def reader(corpus_index: Path) -> Reader:
    settings = Settings.from_env(index=corpus_index)
    return Reader(packaged_model(settings.cache), settings.threads)


@pytest.mark.parametrize(("question", "title", "text", "answer"), [
    ("生活電池は熊本工場にいくら投資する?", TITLE, TEXT, "120億円"),
    ("生活電池は福島工場にいくら投資する?", TITLE, TEXT, "45億円"),
    ("熊本工場はいつ稼働する?", TITLE, TEXT, "2027年4月"),
    ("生活電池の社長は誰?", TITLE, TEXT, "森田晴子"),
    ("Who is the chief executive of Marlow Foods?", "", ENGLISH, "Ann Price"),
    ("How much will Marlow Foods invest in Leeds?", "", ENGLISH, "£40m"),
    ("マーロウ・フーズの社長は誰?", "", ENGLISH, "Ann Price"),
    ("When will the Kumamoto plant start operating?", TITLE, TEXT, "2027年4月"),
])  # fmt: skip
def test_the_answer_is_found_at_its_characters(
    reader: Reader, question: str, title: str, text: str, answer: str
) -> None:
    _, start, end = reader.read([(question, title, text)])[0].best(1)[0]
    assert answer in text[start:end] and len(text[start:end]) <= len(answer) + 3


def test_of_two_figures_the_one_asked_for_scores_higher(reader: Reader) -> None:
    reading = reader.read([("熊本工場への投資額は?", TITLE, TEXT)])[0]
    asked, other = TEXT.index("120億円"), TEXT.index("45億円")
    assert reading.score(asked, asked + 5) > reading.score(other, other + 4) + 1


def test_a_passage_that_does_not_answer_is_less_relevant(reader: Reader) -> None:
    asked, weather = "生活電池の社長は誰?", "九州北部は明日も雨が続き、気温は平年を下回る見込みだ。"
    told, untold = reader.read([(asked, TITLE, TEXT), (asked, "天気", weather)])
    assert told.relevance > 0 > untold.relevance


@pytest.mark.parametrize("text", ["", " ", "\ud800壊れた文字", "1" * 5000, "a\0b"])
def test_any_text_can_be_read(reader: Reader, text: str) -> None:
    reading = reader.read([("いくら?\ud800", "", text), ("いくら?", TITLE, TEXT)])[0]
    assert all(0 <= start <= end <= len(text) for _, start, end in reading.best(3))
    assert np.isfinite(reading.first).all() and len(reading.first) <= TOKENS


def test_two_wordings_of_a_question_are_read_as_one(reader: Reader) -> None:
    one, other = reader.read([(q, TITLE, TEXT) for q in ("熊本工場の投資額は?", "熊本 investment")])
    at, both = TEXT.index("120億円"), mean([one, other])
    assert both.score(at, at + 5) == pytest.approx(
        (one.score(at, at + 5) + other.score(at, at + 5)) / 2, abs=1e-4
    )
    assert mean([one]) is one


def test_a_reading_does_not_depend_on_what_else_is_read(reader: Reader) -> None:
    asked = ("生活電池の社長は誰?", TITLE, TEXT)
    (alone,) = reader.read([asked])
    _, beside = reader.read([("いくら?", "", "長い文。" * 90), asked])
    assert np.array_equal(alone.first, beside.first)


def test_no_passage_is_no_reading(reader: Reader) -> None:
    assert reader.read([]) == []


def test_what_was_not_read_has_the_lowest_score() -> None:
    empty = np.zeros(0, dtype=np.float32)
    places = np.zeros(0, dtype=np.int32)
    reading = Reading(places, places, empty, empty)
    assert reading.score(0, 4) == reading.relevance == -20.0
    assert reading.best(2) == []


def test_the_weights_are_the_recorded_ones() -> None:
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == CHECKSUM
    assert WEIGHTS.stat().st_size < 30_000_000

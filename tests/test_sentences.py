"""Sentence spans: exact, in order, and whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.sentences import sentences

TABLE = [
    ("plain ja", "首相は会見した。予算は3.5億円だ。", ["首相は会見した。", "予算は3.5億円だ。"]),
    ("plain en", "It rose 3.5%. Shares fell.", ["It rose 3.5%.", "Shares fell."]),
    ("mixed", "価格は3.5億円だ。Next one.", ["価格は3.5億円だ。", "Next one."]),
    ("line break", "見出し\n本文", ["見出し", "本文"]),
    ("empty lines", "a\n\n \n b", ["a", "b"]),
    ("question marks", "本当か?そうだ!終わり。", ["本当か?そうだ!終わり。"]),
    ("wide question marks", "本当か？そうだ！終わり。", ["本当か？", "そうだ！", "終わり。"]),
    ("run of stops", "え。。次。", ["え。。", "次。"]),
    ("stop in quote", "「買う。売る。」と言った。次だ。", ["「買う。売る。」と言った。", "次だ。"]),
    ("stop in nested quote", "「『買う。』と。」と言う。次。",
     ["「『買う。』と。」と言う。", "次。"]),
    ("quote by quote", "「買う。」「売る。」", ["「買う。」", "「売る。」"]),
    ("quote on its line", "「買う。」\n次", ["「買う。」", "次"]),
    ("stop in brackets", "計画(注。記)を出す。次。", ["計画(注。記)を出す。", "次。"]),
    ("stop in wide brackets", "計画（注。記）を出す。", ["計画（注。記）を出す。"]),
    ("stray closer", "買う」と言った。次。", ["買う」と言った。", "次。"]),
    ("opener left open", "(買う\n次の行。終わり。", ["(買う", "次の行。", "終わり。"]),
    ("title", "Mr. Smith paid $3.5 million. He left.",
     ["Mr. Smith paid $3.5 million.", "He left."]),
    ("company", "Toyota Co. said so. Hitachi Corp. rose.",
     ["Toyota Co. said so.", "Hitachi Corp. rose."]),
    ("initials", "J. R. Smith of the U.S. Navy spoke. He left.",
     ["J. R. Smith of the U.S. Navy spoke.", "He left."]),
    ("time of day", "It opens at 5 p.m. Tokyo time. No. 5 came.",
     ["It opens at 5 p.m. Tokyo time.", "No. 5 came."]),
    ("month", "On Sept. 5 it fell. On Oct. 6 it rose.",
     ["On Sept. 5 it fell.", "On Oct. 6 it rose."]),
    ("web address", "See example.com for 1.2 more. Done.",
     ["See example.com for 1.2 more.", "Done."]),
    ("before a figure", "It fell. 3.5 million left. $4 million stays.",
     ["It fell.", "3.5 million left.", "$4 million stays."]),
    ("outer space", "  買う。 \t売る。 ", ["買う。", "売る。"]),
    ("only space", " \n\t ", []),
    ("empty", "", []),
    ("a closing quotation mark stays", 'He said "Stop." Then he left.',
     ['He said "Stop."', "Then he left."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE])
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


SKIPPED = [
    ("at the front", "メニュー。本文。", [(0, 5)], ["本文。"]),
    ("at the end", "本文。会員登録。", [(3, 8)], ["本文。"]),
    ("inside ends a sentence", "前半は広告後半だ。", [(3, 5)], ["前半は", "後半だ。"]),
    ("unsorted and overlapping", "甲。乙。丙。丁。", [(4, 6), (2, 5)], ["甲。", "丁。"]),
    ("all", "本文。", [(0, 3)], []),
    ("past the end", "本文。", [(2, 99)], ["本文"]),
]


@pytest.mark.parametrize(
    ("text", "skip", "expected"), [r[1:] for r in SKIPPED], ids=[r[0] for r in SKIPPED]
)
def test_skip(text: str, skip: list[tuple[int, int]], expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, skip)] == expected


def test_an_unclosed_bracket_does_not_swallow_the_article() -> None:
    text = "「" + "株価は上がった。" * 200
    assert len(sentences(text)) > 100


TEXTS = st.text(alphabet="あ億円A.b 1。！？!?\n「」『』()（）\"'[]、", max_size=80)
RANGES = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=4)


@given(TEXTS | st.text(max_size=60), RANGES)
def test_spans_are_ordered_disjoint_and_leave_nothing_out(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    skip = [(start, start + length) for start, length in ranges]
    outside = {
        at
        for at, char in enumerate(text)
        if not char.isspace() and not any(start <= at < end for start, end in skip)
    }
    spans = sentences(text, skip)
    covered: set[int] = set()
    before = 0
    for start, end in spans:
        assert before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered |= set(range(start, end))
        before = end
    assert outside <= covered
    assert not any(start <= at < end for at in covered for start, end in skip)

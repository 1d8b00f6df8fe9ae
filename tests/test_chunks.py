"""Passages: whole sentences, stable ids, no furniture."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Article
from assistant.text.chunks import chunk
from assistant.text.sentences import sentences

JA = "".join(f"第{n}社は最大{n}億円の助成を受けると発表した。" for n in range(1, 101))
EN = " ".join(f"Company {n} will get up to {n} billion yen in state aid." for n in range(1, 101))
BOTH = pytest.mark.parametrize(("lang", "text"), [("ja", JA), ("en", EN)])


def article(text: str, lang: str = "ja", **facts: object) -> Article:
    return Article(id="a", title="見出し", text=text, lang=lang, **facts)  # type: ignore[arg-type]


@BOTH
def test_passages_begin_and_end_at_sentences(lang: str, text: str) -> None:
    spans = sentences(text)
    chunks = chunk(article(text, lang))
    assert len(chunks) > 3
    assert {c.start for c in chunks} <= {start for start, _ in spans}
    assert {c.end for c in chunks} <= {end for _, end in spans}


@BOTH
def test_passages_hold_every_sentence_once(lang: str, text: str) -> None:
    chunks = chunk(article(text, lang))
    for start, end in sentences(text):
        assert sum(c.start <= start and end <= c.end for c in chunks) == 1
    assert chunks == sorted(chunks, key=lambda c: c.start)


@BOTH
def test_passages_are_of_a_size_that_the_embedder_reads(lang: str, text: str) -> None:
    assert all(c.end - c.start <= 1000 for c in chunk(article(text, lang)))


def test_ids_are_stable_and_distinct() -> None:
    first, again = chunk(article(JA)), chunk(article(JA))
    assert first == again
    assert len({c.id for c in first}) == len(first)
    assert {c.article_id for c in first} == {"a"}


@pytest.mark.parametrize(
    "changed",
    [{"id": "b"}, {"title": "別の見出し"}, {"text": JA.replace("億", "万", 1)}],
    ids=["article", "title", "text"],
)
def test_ids_change_with_what_is_embedded(changed: dict[str, str]) -> None:
    assert chunk(replace(article(JA), **changed))[0].id != chunk(article(JA))[0].id


def test_a_change_at_the_end_keeps_the_ids_before_it() -> None:
    before, after = chunk(article(JA)), chunk(article(JA + "追記した。"))
    assert before[:-1] == after[: len(before) - 1]


def test_furniture_is_in_no_passage() -> None:
    text = "本文の一。本文の二。会員登録はこちら。本文の三。本文の四。"
    start = text.index("会員")
    skip = ((start, text.index("本文の三")),)
    chunks = chunk(article(text, skip=skip))
    passages = [text[c.start : c.end] for c in chunks]
    assert passages == ["本文の一。本文の二。", "本文の三。本文の四。"]


@pytest.mark.parametrize("text", ["", " \n ", "広告"])
def test_an_article_without_text_has_no_passage(text: str) -> None:
    assert chunk(article(text, skip=((0, len(text)),))) == []


def test_a_sentence_without_end_is_cut() -> None:
    chunks = chunk(article("億" * 20_000))
    assert len(chunks) > 1
    assert chunks[0].start == 0
    assert chunks[-1].end == 20_000
    assert all(a.end == b.start for a, b in pairwise(chunks))


PIECES = st.sampled_from(["短い文。", "少し長い文を書く。\n", "広告の行\n", JA[:300]])


@given(st.lists(PIECES, max_size=12), st.data())
def test_passages_never_meet_furniture(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    ends = st.integers(0, len(text))
    skip = tuple(
        (min(pair), max(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends), max_size=3))
    )
    chunks = chunk(article(text, skip=skip))
    for one in chunks:
        assert 0 <= one.start < one.end <= len(text)
        for start, end in skip:
            assert start == end or one.end <= start or end <= one.start
    assert all(a.end <= b.start for a, b in pairwise(chunks))

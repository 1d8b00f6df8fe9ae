"""Lexical search from postings in memory, with FTS5's own ``bm25()`` as the oracle."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from store_samples import FACTS, add_sample, sample_article, sample_chunks, unit_vectors

from assistant.schema import Article, Filter
from assistant.store import Index, lexical
from assistant.text.chunks import chunk
from assistant.text.tokens import tokens

WORDS = ["助成", "工場", "売上高", "KDDI", "billion", "102.4", "λόγος", "さくら", "の", "令和"]
QUESTIONS = [
    "KDDIの助成はいくら?",
    "λόγος billion",
    "さくらの工場の売上高、令和",
    "102.4",
    "第3社",
    "ガガガ",
    "",
]


def prose(seed: int, sentences: int) -> Article:
    """An article of words in a random order, the later of them in few articles."""
    pick = random.Random(seed)
    known = WORDS[: 3 + seed % len(WORDS)]
    text = "".join(
        "".join(pick.choices(known, k=pick.choice([2, 9, 150]))) + f"{n}。"
        for n in range(sentences)
    )
    lang = "ja" if seed % 3 else "en"
    return Article(id=f"p{seed}", title=pick.choice(WORDS), text=text, lang=lang)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Index.open(tmp_path, write=True, **FACTS) as index:
        for seed in range(12):
            article = prose(seed, sentences=4)
            chunks = sample_chunks(article)
            index.add(article, chunks, [], unit_vectors(article.id, len(chunks)), article.id)
        index.remove("p7")
        add_sample(index, sample_article("p1"))  # in place of another
    return tmp_path


def by_fts5(
    folder: Path, words: Sequence[str], k: int, lang: str | None
) -> list[tuple[str, float]]:
    any_of = " OR ".join(f'"{word}"' for word in dict.fromkeys(words))
    sql = (
        "SELECT c.id, -bm25(lexical) AS score FROM lexical "
        "JOIN chunks c ON c.number = lexical.rowid JOIN articles a ON a.number = c.article "
        "WHERE lexical MATCH ? AND (? IS NULL OR a.lang = ?) ORDER BY score DESC, c.number LIMIT ?"
    )
    connection = sqlite3.connect(folder / "record.sqlite3")
    try:
        found = connection.execute(sql, (any_of, lang, lang, k)).fetchall() if any_of else []
    finally:
        connection.close()
    return found


@pytest.mark.parametrize("lang", [None, "ja", "en"])
@pytest.mark.parametrize("k", [1, 5, 99])
@pytest.mark.parametrize("kept", [0, 2_000_000])
def test_scores_are_those_of_fts5(
    folder: Path, lang: str | None, k: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexical, "_KEPT", kept)
    with Index.open(folder) as index:
        for question in QUESTIONS * 2:
            words = tokens(question)
            found = index.lexical(words, k, Filter(lang=lang))  # type: ignore[arg-type]
            assert found == by_fts5(folder, words, k, lang)


def test_frequencies_are_of_chunks(folder: Path) -> None:
    with Index.open(folder) as index:
        found = index.document_frequency(["助成", "λόγος", "ガガガ"])
        for word, count in found.items():
            assert count == len(by_fts5(folder, [word], 10**6, None))


def test_what_another_process_adds_is_found(folder: Path) -> None:
    with Index.open(folder) as reader, Index.open(folder, write=True) as writer:
        assert reader.lexical(tokens("後発"), 5) == []
        add_sample(writer, sample_article("new", title="後発の記事"))
        found = reader.lexical(tokens("後発"), 50)
        assert {id for id, _ in found} == {chunk.id for chunk in reader.chunks_of("new")}
        writer.remove("new")
        assert reader.lexical(tokens("後発"), 5) == []


def test_a_group_stands_where_any_of_its_wordings_stands_whole(folder: Path) -> None:
    with Index.open(folder) as index:
        either = {chunk for chunk, _ in index.lexical(["工場", "billion"], 99)}
        both = {c for c, _ in index.lexical(["工場"], 99)} & {
            c for c, _ in index.lexical(["billion"], 99)
        }
        assert {c for c, _ in index.lexical_any([[("工場",), ("billion",)]], 99)} == either
        assert {c for c, _ in index.lexical_any([[("工場", "billion")]], 99)} == both
        assert both < either
        assert index.lexical_any([[("ガガガ",)], []], 5) == []


def test_a_word_of_many_wordings_is_as_common_as_they_are_together(folder: Path) -> None:
    with Index.open(folder) as index:
        alone = dict(index.lexical_any([[("102p4",)]], 99))
        among = dict(index.lexical_any([[("102p4",), ("工場",), ("助成",)]], 99))
        assert alone
        assert all(among[chunk] < score for chunk, score in alone.items())


def test_the_words_of_the_articles_by_sound(folder: Path) -> None:
    with Index.open(folder) as index:
        assert index.latin_words().of("ビリオン") == ["billion"]
    with Index.open(folder, write=True, **FACTS) as index:
        new = Article(id="new", title="ホンダ", text="ホンダの工場。", lang="ja")
        index.add(new, chunk(new), [], unit_vectors("new", 1), "new")
        assert index.katakana_words().spelling("honda") == ["ホンダ"]

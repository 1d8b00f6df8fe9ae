"""The record, its lexical and dense search, and the Chroma collection derived from it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from store_samples import (
    DIMENSION,
    FACTS,
    add_sample,
    sample_article,
    sample_chunks,
    sample_figures,
    sample_index,
    unit_vectors,
)

from assistant.errors import UsageError
from assistant.schema import Article, Figure, Filter, PartialDate
from assistant.store import Index
from assistant.store.rows import decode_value, encode_value
from assistant.text.tokens import tokens


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index", write=True, **FACTS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Decimal("10240000000"), "n:10240000000"),
        (Decimal("1.50"), "n:1.50"),
        (Decimal("-0.1"), "n:-0.1"),
        (Decimal("1E+20"), "n:1E+20"),
        (Fraction(1, 3), "f:1/3"),
        (Fraction(4), "f:4"),
        (PartialDate(2024), "d:2024"),
        (PartialDate(2024, 2), "d:2024-02"),
        (PartialDate(2024, 2, 29), "d:2024-02-29"),
        (PartialDate(None, 11, 6), "d:--11-06"),
        (PartialDate(None, None, 19), "d:---19"),
    ],
)
def test_values_are_stored_exactly(value: Any, stored: str) -> None:
    assert encode_value(value) == stored
    read = decode_value(stored)
    assert (type(read), str(read)) == (type(value), str(value))


@pytest.mark.parametrize("text", ["", "10", "x:10", "n"])
def test_other_values_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a stored value"):
        decode_value(text)


def test_an_article_comes_back_whole(index: Index) -> None:
    article = Article(
        id="kddi",
        url="https://example.org/kddi",
        title="KDDIに助成　\u2028最大102.4億円",
        text="KDDIは、\r最大約102.4億円。\n𠮷野家は1/3。\n会員登録はこちら",
        lang="ja",
        publisher="ＥＳＧ Journal",
        published="2024-04",
        published_source="inferred",
        skip=((23, 31),),
    )
    figures = [
        Figure("kddi", "text", 9, 16, "102.4億円", Decimal("10240000000"), "JPY", "money",
               value_hi=Decimal("10240000000.00"), qualifiers=("max", "approx"),
               modality="planned", subject="KDDI", measure="助成", counterparty="経済産業省",
               period="2024", as_of="2024-04-19", as_of_source="written", face_of=3),
        Figure("kddi", "title", 2, 5, "1/3", Fraction(1, 3), "ratio", "fraction"),
        Figure("kddi", "text", 1, 3, "4月", PartialDate(None, 4), "date", "date"),
    ]  # fmt: skip
    index.add(article, [], figures, np.empty((0, DIMENSION), np.float32), "hash")
    assert index.article("kddi") == article
    assert index.articles() == [article]
    assert index.figures() == figures
    assert repr(index.figures(["kddi"])) == repr(figures)  # Decimal("1.0") equals Decimal("1")
    assert index.content_hash("kddi") == "hash"


def test_what_is_not_there(index: Index) -> None:
    assert index.article("no") is None
    assert index.content_hash("no") is None
    assert index.chunks(["no"]) == {}
    assert index.chunks_of("no") == []
    assert index.figures(["no"]) == index.figures([]) == index.figures() == []
    assert index.dense(unit_vectors("q", 1)[0], 5) == []
    assert index.lexical(["助成"], 5) == index.lexical([], 5) == []
    assert index.document_frequency(["助成"]) == {"助成": 0}
    assert not index.remove("no")
    assert index.size == (0, 0, 0)


def test_replacing_and_removing_leave_nothing_behind(index: Index) -> None:
    for name in ("a", "b"):
        add_sample(index, sample_article(name, sentences=5))
    add_sample(index, sample_article("a", sentences=2))
    assert index.size == (2, 7, 7)
    assert index.chunks_of("a") == sample_chunks(sample_article("a", sentences=2))
    assert index.figures(["a"]) == sample_figures(sample_article("a", sentences=2))
    assert index.document_frequency(["助成", "4", "a"]) == {"助成": 7, "4": 1, "a": 2}
    assert index.remove("b")
    assert index.size == (1, 2, 2)
    assert index.document_frequency(["助成", "b"]) == {"助成": 2, "b": 0}
    assert {id for id, _ in index.dense(unit_vectors("b", 1)[0], 9)} == {
        chunk.id for chunk in index.chunks_of("a")
    }


def test_vectors_must_fit_the_chunks(index: Index) -> None:
    article = sample_article("a", sentences=2)
    chunks = sample_chunks(article)
    infinite = np.full((2, DIMENSION), np.inf, np.float32)
    for vectors in (unit_vectors("a", 3), np.ones((2, 3), np.float32), infinite):
        with pytest.raises(ValueError, match="vectors of a"):
            index.add(article, chunks, [], vectors, "hash")
    assert index.size == (0, 0, 0)


def test_a_failed_addition_changes_nothing(index: Index) -> None:
    add_sample(index, sample_article("a"))
    article = sample_article("a", sentences=3)
    twice = [sample_chunks(article)[0]] * 2  # one id twice: the second cannot be stored
    with pytest.raises(Exception, match="UNIQUE"):
        index.add(article, twice, [], unit_vectors("a", 2), "hash")
    assert index.size == (1, 5, 5)
    assert index.content_hash("a") == "hash of a"


def test_changes_made_together(index: Index) -> None:
    article = sample_article("c")
    with pytest.raises(RuntimeError), index.together():
        add_sample(index, sample_article("a"))
        raise RuntimeError
    assert index.size == (0, 0, 0)
    with index.together():
        add_sample(index, sample_article("a"))
        assert index.lexical(tokens("助成"), 99) != []
        with pytest.raises(Exception, match="UNIQUE"):
            index.add(article, sample_chunks(article)[:1] * 2, [], unit_vectors("a", 2), "hash")
        add_sample(index, sample_article("b"))
    assert [article.id for article in index.articles()] == ["a", "b"]
    assert len(index.lexical(tokens("助成"), 99)) == 10
    assert index.sync()
    _agrees(index)


QUESTIONS = [
    ("さくらインターネット", ["さくらインターネットに501億円。"]),
    ("how much did KDDI receive?", ["KDDI will receive 10.24 billion yen."]),
    ("kddi's subsidies", ["KDDI will receive 10.24 billion yen."]),
    ("102.4", ["助成は102.4億円。"]),
    ("1,024", ["1024台を置く。"]),
    ("ガガガ", []),
]


@pytest.mark.parametrize(("question", "best"), QUESTIONS)
def test_lexical_search(index: Index, question: str, best: list[str]) -> None:
    for text in ("さくらインターネットに501億円。", "KDDI will receive 10.24 billion yen.",
                 "助成は102.4億円。", "1024台を置く。", "ハハハ、カカカ。"):  # fmt: skip
        article = sample_article(text, sentences=0)
        article = Article(id=text, title="", text=text, lang="ja")
        chunk = sample_chunks(Article(id=text, title="", text=text.rstrip(".。") + "。", lang="ja"))
        index.add(article, chunk, [], unit_vectors(text, 1), text)
    found = index.lexical(tokens(question), 5)
    assert [index.chunks([id])[id].article_id for id, _ in found][: len(best) or None] == best
    assert all(score > 0 for _, score in found)


def test_titles_count_in_lexical_search(index: Index) -> None:
    add_sample(index, sample_article("a", title="さくらインターネットの決算"))
    add_sample(index, sample_article("b"))
    found = index.lexical(tokens("さくらインターネット"), 9)
    assert {id for id, _ in found} == {chunk.id for chunk in index.chunks_of("a")}


@pytest.mark.parametrize("text", ['"', "NEAR(a b)", "a AND b", "title:a", "*", "a\0b", "-a ^b"])
def test_tokens_are_taken_literally(index: Index, text: str) -> None:
    add_sample(index, sample_article("a"))
    assert index.lexical([text], 5) == []
    assert index.document_frequency([text]) == {text: 0}


@pytest.mark.parametrize(
    ("filter", "articles"),
    [
        (Filter(), {"day", "month", "year", "undated"}),
        (Filter(since="2024-04-19"), {"day", "month", "year"}),
        (Filter(since="2024-04-20"), {"month", "year"}),
        (Filter(since="2024-05"), {"year"}),
        (Filter(since="2025"), set()),
        (Filter(until="2024-04-19"), {"day", "month", "year"}),
        (Filter(until="2024-04-18"), {"month", "year"}),
        (Filter(until="2024-04"), {"day", "month", "year"}),
        (Filter(until="2024"), {"day", "month", "year"}),
        (Filter(until="2023"), set()),
        (Filter(since="2024-04-01", until="2024-04-30"), {"day", "month", "year"}),
        (Filter(publisher="ESG journal"), {"day"}),
        (Filter(publisher=" ＥＳＧ　Journal "), {"day"}),
        (Filter(publisher="ESG"), set()),
        (Filter(since="2024-04-20", publisher="試験新聞"), {"month", "year"}),
    ],
)
def test_filters(index: Index, filter: Filter, articles: set[str]) -> None:
    for name, date, publisher in (
        ("day", "2024-04-19", "ESG Journal"),
        ("month", "2024-04", "試験新聞"),
        ("year", "2024", "試験新聞"),
        ("undated", None, None),
    ):
        add_sample(index, sample_article(name, published=date, publisher=publisher))
    query = unit_vectors("q", 1)[0]
    for found in (
        index.dense(query, 99, filter),
        index.dense(query, 99, filter, prefer="chroma"),
        index.lexical(tokens("助成"), 99, filter),
    ):
        chunks = index.chunks(id for id, _ in found)
        assert {chunk.article_id for chunk in chunks.values()} == articles
        assert len(found) == 5 * len(articles)


def test_dense_search_is_by_cosine(index: Index) -> None:
    add_sample(index, sample_article("a", sentences=50))
    vectors = unit_vectors("a", 50)
    chunks = index.chunks_of("a")
    query = unit_vectors("q", 1)[0]
    order = np.argsort(-(vectors @ query), kind="stable")
    for k in (0, 1, 7, 50, 60):
        found = index.dense(query, k)
        assert [id for id, _ in found] == [chunks[i].id for i in order[:k]]
        assert np.allclose([cosine for _, cosine in found], (vectors @ query)[order[:k]])


def test_cosines_are_those_of_a_search(index: Index) -> None:
    add_sample(index, sample_article("n", sentences=9))
    vector = unit_vectors("question", 1)[0]
    found = dict(index.dense(vector, 100))
    assert index.cosines(vector, [*found, "absent"]) == found


def test_a_reader_sees_what_another_commits(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index", articles=1)
    query = unit_vectors("a7", 1)[0]
    with Index.open(folder) as reader, Index.open(folder, write=True) as writer:
        assert reader.dense(query, 1)[0][1] < 0.99
        add_sample(writer, sample_article("a7"))
        assert reader.dense(query, 1)[0][1] > 0.99
        assert reader.lexical(tokens("a7"), 1)


def test_rebuild_restores_what_is_derived(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    with Index.open(folder, write=True) as index:
        before = index.lexical(tokens("第3社"), 9), index.dense(unit_vectors("q", 1)[0], 9)
        with index._record.transaction() as connection:
            connection.execute("DELETE FROM lexical")
        assert index.lexical(tokens("第3社"), 9) == []
        index.rebuild()
        after = index.lexical(tokens("第3社"), 9), index.dense(unit_vectors("q", 1)[0], 9)
        assert (after, index.status().chroma) == (before, "in step")


def test_status(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    with Index.open(folder) as index:
        status = index.status()
    assert (status.articles, status.chunks, status.figures) == (3, 15, 15)
    assert (status.embedder, status.dimension, status.chunker) == tuple(FACTS.values())
    assert status.chroma == "in step"
    assert status.bytes > 10_000


def test_chroma_follows_additions_and_removals(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index", articles=30)
    with Index.open(folder, write=True) as index:
        add_sample(index, sample_article("a3", sentences=2))
        index.remove("a4")
        add_sample(index, sample_article("new"))
        assert index.status().chroma == "behind the record"
    with Index.open(folder) as index:
        assert index.status().chroma == "in step"
        held = set(index.collection().get(include=[])["ids"])
        assert held == {c.id for a in index.articles() for c in index.chunks_of(a.id)}
        _agrees(index)


def test_a_block_that_fails_is_caught_up_later(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    with pytest.raises(KeyboardInterrupt), Index.open(folder, write=True) as index:
        add_sample(index, sample_article("kept"))
        raise KeyboardInterrupt
    with Index.open(folder) as index:
        assert index.status().chroma == "behind the record"
        assert index.article("kept") is not None
        _agrees(index)
        assert index.status().chroma == "in step"


def test_llamaindex_reads_the_collection(tmp_path: Path) -> None:
    from llama_index.core.vector_stores.types import VectorStoreQuery

    from assistant.store.llamaindex import IndexVectorStore

    query = unit_vectors("q", 1)[0]
    with Index.open(sample_index(tmp_path / "index")) as index:
        store = IndexVectorStore(index)
        found = store.query(
            VectorStoreQuery(query_embedding=[float(x) for x in query], similarity_top_k=4)
        )
        expected = index.dense(query, 4)
        assert found.ids == [id for id, _ in expected]
        assert np.allclose(found.similarities or [], [cosine for _, cosine in expected], atol=1e-5)
        for node in found.nodes or []:
            chunk = index.chunks([node.node_id])[node.node_id]
            text = sample_article(chunk.article_id).text[chunk.start : chunk.end]
            assert (node.get_content(), node.metadata["article_id"]) == (text, chunk.article_id)
        with pytest.raises(UsageError, match="assistant ingest"):
            store.add([])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "chroma"), "run", "--host", "127.0.0.1",
        "--port", str(port), "--path", str(tmp_path_factory.mktemp("server")),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
        process.kill()


def test_a_chroma_server_serves_as_well(server: str, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    for names in (("a", "b"), ("c",)):
        with Index.open(folder, write=True, chroma_url=server, **FACTS) as index:
            for name in names:
                add_sample(index, sample_article(name))
    with Index.open(folder, chroma_url=server) as index, Index.open(folder, chroma_url=server) as b:
        assert index.status().chroma == "in step"
        assert index.collection().count() == b.collection().count() == 15
        _agrees(index)
    with Index.open(folder) as local:
        assert local.status().chroma == "not built yet"
    with Index.open(folder, write=True, chroma_url=server) as index:
        index.rebuild()
        _agrees(index)


def test_without_its_server_an_index_still_answers(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound and not listening: refuses
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with Index.open(tmp_path / "index", write=True, chroma_url=url, **FACTS) as index:
            add_sample(index, sample_article("a"))
        with Index.open(tmp_path / "index", chroma_url=url) as index:
            _agrees(index)
            assert not index.sync()
            assert index.status().chroma.startswith("to be rebuilt (")


def _agrees(index: Index) -> None:
    for query in unit_vectors("queries", 5):
        assert index.dense(query, 5, prefer="chroma") == index.dense(query, 5, prefer="exact")


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"no Chroma server on port {port}")


@pytest.mark.parametrize(("pragma", "value"), [("synchronous", 2), ("journal_mode", "wal")])
def test_what_is_committed_is_on_the_disk(index: Index, pragma: str, value: object) -> None:
    row = index._record.one(f"PRAGMA {pragma}")
    assert row is not None and row[0] == value

"""The assistant over an index of its own: ingest, remove, ledger, status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant import loaded
from assistant.core import Assistant, IngestProgress, content_hash, passage_text
from assistant.errors import IndexMissing
from assistant.models.embedder import Embedder, load_embedder
from assistant.schema import Article, Chunk
from assistant.settings import Settings

TEXT = (
    "{name}は2024年4月19日、国から最大約{amount}億円の助成を受けると発表した。"
    "工場は北海道に建てる。"
)


def record(name: str, amount: int = 12, **facts: str) -> str:
    text = TEXT.format(name=name, amount=amount)
    return json.dumps({"id": name, "title": f"{name}の発表", "text": text, **facts})


def write(folder: Path, *lines: str) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    """The real embedder, loaded once for all tests here."""
    return load_embedder(Settings.from_env())


@pytest.fixture
def assistant(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Assistant]:
    monkeypatch.setattr(loaded, "load_embedder", lambda *_, **__: embedder)
    index = tmp_path / "index"
    with Assistant.open(index, Settings.from_env(index=index)) as opened:
        yield opened


def test_ingest_counts_what_it_adds(assistant: Assistant, tmp_path: Path) -> None:
    report = assistant.ingest([write(tmp_path, record("甲社"), record("乙社"))])
    assert (report.added, report.updated, report.unchanged) == (2, 0, 0)
    assert report.rejected == ()
    assert report.figures == len(assistant.figures()) >= 4
    assert report.chunks >= 2
    assert report.seconds > 0


def test_a_second_ingest_skips_replaces_and_adds(assistant: Assistant, tmp_path: Path) -> None:
    assistant.ingest([write(tmp_path, record("甲社", 12), record("乙社", 34))])
    again = assistant.ingest([write(tmp_path, record("甲社", 12), record("乙社", 34))])
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert (again.figures, again.chunks) == (0, 0)
    changed = assistant.ingest(
        [write(tmp_path, record("甲社", 12), record("乙社", 56), record("丙社"))]
    )
    assert (changed.added, changed.updated, changed.unchanged) == (1, 1, 1)
    values = {figure.value for figure in assistant.figures(["乙社"])}
    assert Decimal(5_600_000_000) in values
    assert Decimal(3_400_000_000) not in values


@pytest.mark.parametrize("facts", [{"publisher": "新聞"}, {"url": "https://example.com/a"}])
def test_a_change_beside_the_text_is_a_change(
    assistant: Assistant, tmp_path: Path, facts: dict[str, str]
) -> None:
    assistant.ingest([write(tmp_path, record("甲社"))])
    assert assistant.ingest([write(tmp_path, record("甲社", **facts))]).updated == 1
    stored = assistant.article("甲社")
    assert stored is not None
    assert [getattr(stored, name) for name in facts] == list(facts.values())


def test_one_bad_file_never_stops_the_rest(assistant: Assistant, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_text("{not json", "utf-8")
    (folder / "b.json").write_bytes(b"\xff\xfe\x00\xd8")
    (folder / "c.txt").write_text("", "utf-8")
    (folder / "d.jsonl").write_text(f"{record('甲社')}\n[1]\n{record('乙社')}\n", "utf-8")
    report = assistant.ingest([folder])
    assert report.added == 2
    named = " ".join(one.source for one in report.rejected)
    assert all(name in named for name in ("a.json", "b.json", "c.txt", "d.jsonl"))
    assert all(one.reason for one in report.rejected)


def test_published_and_publisher_may_be_given(assistant: Assistant, tmp_path: Path) -> None:
    path = write(tmp_path, record("甲社"))
    assistant.ingest([path], published="2024-04-20", publisher="新聞")
    stored = assistant.article("甲社")
    assert stored is not None
    assert (stored.publisher, stored.published) == ("新聞", "2024-04-20")
    assert stored.published_source == "given"


def test_progress_tells_every_phase(assistant: Assistant, tmp_path: Path) -> None:
    told: list[IngestProgress] = []
    assistant.ingest([write(tmp_path, record("甲社"))], progress=told.append)
    assert [one.phase for one in told][:1] == ["reading"]
    assert "embedding" in {one.phase for one in told}
    assert all(0 <= one.done <= one.total == 1 for one in told)


def test_remove(assistant: Assistant, tmp_path: Path) -> None:
    assistant.ingest([write(tmp_path, record("甲社"), record("乙社"))])
    assert assistant.remove("甲社")
    assert not assistant.remove("甲社")
    assert assistant.article("甲社") is None
    assert {figure.article_id for figure in assistant.figures()} == {"乙社"}
    assert assistant.status().articles == 1
    assert assistant.ask("甲社はいくら助成される?").status == "refused"


def test_figures_and_status_hold_what_was_ingested(assistant: Assistant, tmp_path: Path) -> None:
    report = assistant.ingest([write(tmp_path, record("甲社", 12), record("乙社", 34))])
    status = assistant.status()
    assert (status.articles, status.chunks, status.figures) == (2, report.chunks, report.figures)
    for figure in assistant.figures():
        article = assistant.article(figure.article_id)
        assert article is not None
        source = article.title if figure.field == "title" else article.text
        assert source[figure.start : figure.end] == figure.surface
    (aid,) = [f for f in assistant.figures(["甲社"]) if f.unit == "JPY"]
    assert (aid.value, set(aid.qualifiers)) == (Decimal(1_200_000_000), {"approx", "max"})


def test_an_ingest_is_there_for_the_next_process(assistant: Assistant, tmp_path: Path) -> None:
    assistant.ingest([write(tmp_path, record("甲社"))])
    assistant.close()
    with Assistant.open(assistant.settings.index) as other:
        assert other.article("甲社") is not None
        assert other.ask("甲社はいくら助成される?").figures[0].value == Decimal(1_200_000_000)


def test_asking_without_an_index_says_so(assistant: Assistant) -> None:
    with pytest.raises(IndexMissing, match="ingest"):
        assistant.ask("KDDIはいくら助成される?")


def test_an_ingest_of_nothing_adds_nothing(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = assistant.ingest([tmp_path / "empty"])
    assert (report.added, report.updated, report.unchanged) == (0, 0, 0)


ARTICLE = Article("a", "見出し", "本文。続き。", "ja")


@pytest.mark.parametrize(
    ("title", "start", "end", "text"),
    [
        ("見出し", 0, 3, "見出し\n本文。"),
        ("見出し", 3, 6, "見出し\n続き。"),
        ("本文", 0, 6, "本文。続き。"),
        ("", 0, 3, "本文。"),
    ],
)
def test_a_passage_is_embedded_under_its_headline(
    title: str, start: int, end: int, text: str
) -> None:
    article = Article("a", title, ARTICLE.text, "ja")
    assert passage_text(article, Chunk("c", "a", start, end)) == text


def test_the_content_hash_is_of_the_whole_article() -> None:
    others = [
        Article("a", "見出し", "本文。続き。 ", "ja"),
        Article("a", "別の見出し", "本文。続き。", "ja"),
        Article("a", "見出し", "本文。続き。", "ja", publisher="新聞"),
        Article("a", "見出し", "本文。続き。", "ja", skip=((0, 1),)),
    ]
    assert content_hash(ARTICLE) == content_hash(Article("a", "見出し", "本文。続き。", "ja"))
    assert len({content_hash(one) for one in [ARTICLE, *others]}) == 5

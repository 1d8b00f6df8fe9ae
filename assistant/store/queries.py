"""Reading the record: articles, chunks, figures, and lexical search."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.schema import Article, Chunk, Figure, Filter
from assistant.store.record import Record
from assistant.store.rows import (
    first_day,
    last_day,
    publisher_key,
    read_article,
    read_chunk,
    read_figure,
)

_CHUNKS = (
    'SELECT c.id, a.id AS article_id, c.start, c."end" '
    "FROM chunks c JOIN articles a ON a.number = c.article "
)


def conditions(filter: Filter) -> tuple[str, list[object]]:
    """``filter`` as SQL on ``articles a``, with its values; empty when it lets all through.

    A date that is known to the month only passes when any day of it would; an
    article without a date fails any question about dates.
    """
    parts: list[tuple[str, object]] = []
    if filter.since is not None:
        parts.append(("a.published_to >= ?", first_day(filter.since)))
    if filter.until is not None:
        parts.append(("a.published_from <= ?", last_day(filter.until)))
    if filter.publisher is not None:
        parts.append(("a.publisher_key = ?", publisher_key(filter.publisher)))
    if filter.lang is not None:
        parts.append(("a.lang = ?", filter.lang))
    return " AND ".join(sql for sql, _ in parts), [value for _, value in parts]


def article(record: Record, article_id: str) -> Article | None:
    """The article of that id."""
    row = record.one("SELECT * FROM articles WHERE id = ?", (article_id,))
    return None if row is None else read_article(row)


def articles(record: Record) -> list[Article]:
    """Every article, in the order of their coming."""
    return [read_article(row) for row in record.all("SELECT * FROM articles ORDER BY number")]


def content_hash(record: Record, article_id: str) -> str | None:
    """The hash that came with the article when it was added."""
    row = record.one("SELECT content_hash FROM articles WHERE id = ?", (article_id,))
    return None if row is None else str(row[0])


def chunks(record: Record, ids: Iterable[str]) -> dict[str, Chunk]:
    """The chunks of these ids; those that are not there are left out."""
    rows = record.all(_CHUNKS + "WHERE c.id IN (SELECT value FROM json_each(?))", (_json(ids),))
    return {row["id"]: read_chunk(row) for row in rows}


def vectors(record: Record, ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """The vectors of the chunks of these ids; those that are not there are left out."""
    sql = (
        "SELECT c.id, v.vector FROM chunks c JOIN vectors v ON v.chunk = c.number "
        "WHERE c.id IN (SELECT value FROM json_each(?))"
    )
    rows = record.all(sql, (_json(ids),))
    return {row[0]: np.frombuffer(row[1], dtype="<f4").astype(np.float32) for row in rows}


def chunks_of(record: Record, article_id: str) -> list[Chunk]:
    """The chunks of an article, in reading order."""
    rows = record.all(_CHUNKS + "WHERE a.id = ? ORDER BY c.start", (article_id,))
    return [read_chunk(row) for row in rows]


def figures(record: Record, article_ids: Iterable[str] | None) -> list[Figure]:
    """The figures of these articles, or of all, in the order in which they were added."""
    sql = "SELECT a.id AS article_id, f.* FROM figures f JOIN articles a ON a.number = f.article "
    values: list[object] = []
    if article_ids is not None:
        sql += "WHERE a.id IN (SELECT value FROM json_each(?)) "
        values.append(_json(article_ids))
    rows = record.all(sql + "ORDER BY f.article, f.position", values)
    return [read_figure(row) for row in rows]


def allowed(record: Record, filter: Filter) -> list[int] | None:
    """The chunk numbers that pass ``filter``; ``None`` when all do."""
    where, values = conditions(filter)
    if not where:
        return None
    sql = "SELECT c.number FROM chunks c JOIN articles a ON a.number = c.article WHERE "
    return [row[0] for row in record.all(sql + where, values)]


def chunk_ids(record: Record, numbers: Iterable[int]) -> dict[int, str]:
    """Chunk numbers to ids."""
    sql = "SELECT number, id FROM chunks WHERE number IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1] for row in record.all(sql, (_json(numbers),))}


def chunk_numbers(record: Record, ids: Iterable[str]) -> list[int]:
    """Chunk ids to numbers; those that are not there are left out."""
    sql = "SELECT number FROM chunks WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in record.all(sql, (_json(ids),))]


def lexical(
    record: Record, tokens: Sequence[str], k: int, filter: Filter
) -> list[tuple[str, float]]:
    """The ``k`` best chunks that hold any of ``tokens``, with BM25, higher is better.

    BM25 is FTS5's (k1 1.2, b 0.75) over title and text of each chunk.
    """
    if not tokens or k < 1:
        return []
    where, values = conditions(filter)
    sql = (
        "SELECT c.id, -bm25(lexical) AS score FROM lexical "
        "JOIN chunks c ON c.number = lexical.rowid "
        + ("JOIN articles a ON a.number = c.article " if where else "")
        + "WHERE lexical MATCH ? "
        + (f"AND {where} " if where else "")
        + "ORDER BY score DESC, c.number LIMIT ?"
    )
    rows = record.all(sql, [match_any(tokens), *values, k])
    return [(row["id"], float(row["score"])) for row in rows]


def match_any(tokens: Iterable[str]) -> str:
    """The FTS5 expression for any of ``tokens``, each taken literally."""
    quoted = (token.replace("\0", " ").replace('"', '""') for token in dict.fromkeys(tokens))
    return " OR ".join(f'"{token}"' for token in quoted)


def document_frequency(record: Record, tokens: Iterable[str]) -> dict[str, int]:
    """In how many chunks, titles included, each of ``tokens`` occurs."""
    wanted = list(dict.fromkeys(tokens))
    sql = "SELECT term, doc FROM lexical_terms WHERE term = ?"
    found = {token: record.one(sql, (token.lower(),)) for token in wanted}
    return {token: 0 if row is None else int(row["doc"]) for token, row in found.items()}


def counts(record: Record) -> tuple[int, int, int]:
    """How many articles, chunks and figures there are."""
    row = record.one(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM chunks), "
        "(SELECT count(*) FROM figures)"
    )
    return (0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]))


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values))

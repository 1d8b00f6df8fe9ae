"""Reading the record: articles, chunks, figures, and where tokens stand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

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
_FIGURES = 5000  # of one measure that are looked at
# Every instance of a token; of this connection, for the record has no need of it.
_PLACES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.lexical_places "
    "USING fts5vocab ('main', 'lexical', 'instance')"
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


def figures_of(record: Record, measures: Iterable[str], filter: Filter) -> list[Figure]:
    """The figures bound to a subject and to one of these measures, the last added first."""
    where, values = conditions(filter)
    sql = (
        "SELECT a.id AS article_id, f.* FROM figures f JOIN articles a ON a.number = f.article "
        "WHERE f.subject IS NOT NULL AND f.measure IN (SELECT value FROM json_each(?)) "
        f"{f'AND {where} ' if where else ''}ORDER BY f.article DESC, f.position LIMIT {_FIGURES}"
    )
    return [read_figure(row) for row in record.all(sql, [_json(measures), *values])]


def allowed(record: Record, filter: Filter) -> NDArray[np.int64] | None:
    """The chunk numbers that pass ``filter``; ``None`` when it lets all through."""
    where, values = conditions(filter)
    if not where:
        return None
    sql = "SELECT c.number FROM chunks c JOIN articles a ON a.number = c.article WHERE "
    return _numbers(record.all(sql + where, values))


def numbered(record: Record) -> tuple[NDArray[np.int64], list[str]]:
    """The numbers of all chunks, in order, and their ids."""
    rows = record.all("SELECT number, id FROM chunks ORDER BY number")
    return _numbers(rows), [row[1] for row in rows]


def chunk_numbers(record: Record, ids: Iterable[str]) -> NDArray[np.int64]:
    """Chunk ids to numbers; those that are not there are left out."""
    sql = "SELECT number FROM chunks WHERE id IN (SELECT value FROM json_each(?))"
    return _numbers(record.all(sql, (_json(ids),)))


def places(record: Record, token: str) -> NDArray[np.int64]:
    """The number of a chunk for every time that it, its title included, holds ``token``."""
    record.all(_PLACES)
    sql = "SELECT group_concat(doc) FROM temp.lexical_places WHERE term = ?"
    row = record.one(sql, (token.lower().replace("ς", "σ"),))  # as FTS5 folds them
    text = row[0] if row else None
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.empty(0, dtype=np.int64)


def known_tokens(record: Record, tokens: Iterable[str]) -> set[str]:
    """Those of the tokens that the full-text index holds."""
    sql = (
        "SELECT value FROM json_each(?) "
        "WHERE EXISTS (SELECT 1 FROM lexical_terms WHERE term = json_each.value)"
    )
    return {row[0] for row in record.all(sql, (_json(tokens),))}


def words_between(record: Record, first: str, after: str) -> list[str]:
    """The tokens from ``first`` on and before ``after``, in order."""
    sql = "SELECT term FROM lexical_terms WHERE term >= ? AND term < ?"
    return [row[0] for row in record.all(sql, (first, after))]


def lengths(record: Record) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The numbers of all chunks, in order, and how many tokens each has with its title.

    FTS5 keeps two varints a chunk: seven bits a byte, the highest first, the last below 128.
    """
    rows = record.all("SELECT id, sz FROM lexical_docsize ORDER BY id")
    data = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint8).astype(np.int64)
    last = np.flatnonzero(data < 128)
    at = np.arange(len(data))
    which = np.searchsorted(last, at)
    parts = (data & 127) << 7 * (last[which] - at)
    sizes = np.bincount(which, parts, minlength=len(last)).astype(np.int64)
    return _numbers(rows), sizes.reshape(len(rows), 2).sum(axis=1)


def counts(record: Record) -> tuple[int, int, int]:
    """How many articles, chunks and figures there are."""
    row = record.one(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM chunks), "
        "(SELECT count(*) FROM figures)"
    )
    return (0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]))


def _numbers(rows: list[sqlite3.Row]) -> NDArray[np.int64]:
    return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values))

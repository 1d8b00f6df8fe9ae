"""Changing the record: one article, one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.schema import Article, Chunk, Figure
from assistant.store.record import Record
from assistant.store.rows import ARTICLE_COLUMNS, FIGURE_COLUMNS, article_row, figure_row

Tokens = Callable[[str], list[str]]

_ADD_ARTICLE = (
    f"INSERT INTO articles ({', '.join(ARTICLE_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(ARTICLE_COLUMNS))})"
)
_ADD_FIGURE = f"INSERT INTO figures VALUES (?, ?, {', '.join('?' * len(FIGURE_COLUMNS))})"
_ADD_CHUNK = (
    'INSERT INTO chunks (id, article, start, "end", generation) VALUES (?, ?, ?, ?, '
    "(SELECT value FROM meta WHERE key = 'generation'))"
)
_ADD_LEXICAL = "INSERT INTO lexical (rowid, title, text) VALUES (?, ?, ?)"
_REMOVE = (
    "DELETE FROM lexical WHERE rowid IN (SELECT number FROM chunks WHERE article = ?)",
    "DELETE FROM vectors WHERE chunk IN (SELECT number FROM chunks WHERE article = ?)",
    "DELETE FROM chunks WHERE article = ?",
    "DELETE FROM figures WHERE article = ?",
    "DELETE FROM articles WHERE number = ?",
)


def add(
    record: Record,
    article: Article,
    chunks: Sequence[Chunk],
    figures: Sequence[Figure],
    vectors: NDArray[np.float32],
    content_hash: str,
    tokens: Tokens,
) -> None:
    """Add an article with all that belongs to it, in place of the one of its id."""
    title = " ".join(tokens(article.title))
    texts = [" ".join(tokens(article.text[chunk.start : chunk.end])) for chunk in chunks]
    with record.transaction() as connection:
        _remove(connection, article.id)
        number = connection.execute(_ADD_ARTICLE, article_row(article, content_hash)).lastrowid
        for chunk, text, vector in zip(chunks, texts, vectors, strict=True):
            row = (chunk.id, number, chunk.start, chunk.end)
            chunk_number = connection.execute(_ADD_CHUNK, row).lastrowid
            blob = np.ascontiguousarray(vector, dtype="<f4").tobytes()
            connection.execute("INSERT INTO vectors VALUES (?, ?)", (chunk_number, blob))
            connection.execute(_ADD_LEXICAL, (chunk_number, title, text))
        rows = ((number, at, *figure_row(figure)) for at, figure in enumerate(figures))
        connection.executemany(_ADD_FIGURE, rows)


def remove(record: Record, article_id: str) -> bool:
    """Remove an article with all that belongs to it; whether it was there."""
    if record.one("SELECT 1 FROM articles WHERE id = ?", (article_id,)) is None:
        return False
    with record.transaction() as connection:
        return _remove(connection, article_id)


def reindex(record: Record, tokens: Tokens) -> None:
    """Make the lexical index anew from titles and texts."""
    rows = record.all(
        'SELECT c.number, a.title, substr(a.text, c.start + 1, c."end" - c.start) '
        "FROM chunks c JOIN articles a ON a.number = c.article"
    )
    with record.transaction() as connection:
        connection.execute("DELETE FROM lexical")
        connection.executemany(
            _ADD_LEXICAL,
            (
                (number, " ".join(tokens(title)), " ".join(tokens(text)))
                for number, title, text in rows
            ),
        )


def _remove(connection: sqlite3.Connection, article_id: str) -> bool:
    row = connection.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        return False
    for statement in _REMOVE:
        connection.execute(statement, (row[0],))
    return True

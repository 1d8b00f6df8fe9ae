"""Records as rows of the record and back, exactly: no number passes through a float."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from assistant.schema import Article, Chunk, Figure, PartialDate, Value
from assistant.text.fold import fold

_TAGS: dict[type, str] = {Decimal: "n", Fraction: "f", PartialDate: "d"}
_READERS: dict[str, Callable[[str], Value]] = {
    "n": Decimal,
    "f": Fraction,
    "d": PartialDate.parse,
}

ARTICLE_COLUMNS = (
    "id", "url", "title", "text", "lang", "publisher", "published", "published_source",
    "skip", "content_hash", "publisher_key", "published_from", "published_to",
)  # fmt: skip
FIGURE_COLUMNS = (
    "field", "start", "end", "surface", "value", "unit", "kind", "value_hi", "qualifiers",
    "modality", "subject", "measure", "counterparty", "period", "as_of", "as_of_source", "face_of",
)  # fmt: skip


def encode_value(value: Value | None) -> str | None:
    """``n:10240000000``, ``f:1/3``, ``d:2024-02``: the type, then the value exactly."""
    return None if value is None else f"{_TAGS[type(value)]}:{value}"


def decode_value(text: str) -> Value:
    """Read what ``encode_value`` wrote. Raises ``ValueError`` on anything else."""
    tag, colon, value = text.partition(":")
    if tag not in _READERS or not colon:
        raise ValueError(f"not a stored value: {text!r}")
    return _READERS[tag](value)


def publisher_key(name: str) -> str:
    """The form in which publishers are compared: width, case and spacing folded."""
    return " ".join(fold(name).casefold().split())


def first_day(date: str) -> str:
    """The first day of a date given to the year, month or day."""
    return date + "-01-01"[len(date) - 4 :] if len(date) in (4, 7) else date


def last_day(date: str) -> str:
    """A day no earlier than the last of a date given to the year, month or day."""
    return date + "-12-31"[len(date) - 4 :] if len(date) in (4, 7) else date


def article_row(article: Article, content_hash: str) -> tuple[object, ...]:
    """The values of ``ARTICLE_COLUMNS``."""
    published = article.published
    return (
        article.id,
        article.url,
        article.title,
        article.text,
        article.lang,
        article.publisher,
        published,
        article.published_source,
        json.dumps(article.skip),
        content_hash,
        None if article.publisher is None else publisher_key(article.publisher),
        None if published is None else first_day(published),
        None if published is None else last_day(published),
    )


def read_article(row: sqlite3.Row) -> Article:
    """An article from its row."""
    return Article(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        text=row["text"],
        lang=row["lang"],
        publisher=row["publisher"],
        published=row["published"],
        published_source=row["published_source"],
        skip=tuple((start, end) for start, end in json.loads(row["skip"])),
    )


def figure_row(figure: Figure) -> tuple[object, ...]:
    """The values of ``FIGURE_COLUMNS``."""
    stored = {
        "value": encode_value(figure.value),
        "value_hi": encode_value(figure.value_hi),
        "qualifiers": json.dumps(figure.qualifiers),
    }
    return tuple(stored.get(name, getattr(figure, name)) for name in FIGURE_COLUMNS)


def read_figure(row: sqlite3.Row) -> Figure:
    """A figure from its row, with ``article_id`` beside ``FIGURE_COLUMNS``."""
    fields = {name: row[name] for name in ("article_id", *FIGURE_COLUMNS)}
    fields["value"] = decode_value(row["value"])
    fields["value_hi"] = None if row["value_hi"] is None else decode_value(row["value_hi"])
    fields["qualifiers"] = tuple(json.loads(row["qualifiers"]))
    return Figure(**fields)


def read_chunk(row: sqlite3.Row) -> Chunk:
    """A chunk from its row."""
    return Chunk(row["id"], row["article_id"], row["start"], row["end"])

"""The record: one SQLite file that holds everything an index knows.

Articles, chunks, figures, vectors, fingerprints and the full-text index change
together in one transaction. WAL, so that readers go on while one process
writes; ``synchronous=FULL``, so that what is committed survives a power cut.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.errors import (
    AssistantError,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexUnwritable,
)
from assistant.store.rows import ARTICLE_COLUMNS, FIGURE_COLUMNS

FILE = "record.sqlite3"
FORMAT = "2"
# Nothing but space and control characters separates: our tokens stay whole.
_FTS = "tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'\""
_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, {", ".join(ARTICLE_COLUMNS)}, UNIQUE (id));
CREATE TABLE chunks (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles (number), start INTEGER, "end" INTEGER,
    generation INTEGER NOT NULL);
CREATE INDEX chunks_of_article ON chunks (article);
CREATE TABLE vectors (chunk INTEGER PRIMARY KEY REFERENCES chunks (number), vector BLOB NOT NULL);
CREATE TABLE figures (
    article INTEGER NOT NULL REFERENCES articles (number), position INTEGER NOT NULL,
    {", ".join(f'"{name}"' for name in FIGURE_COLUMNS)},
    PRIMARY KEY (article, position)) WITHOUT ROWID;
CREATE VIRTUAL TABLE lexical USING fts5 (title, text, {_FTS});
CREATE VIRTUAL TABLE lexical_terms USING fts5vocab (lexical, row);
"""
# By the clock, so that a record restored from a copy never meets a generation again.
_NEXT_GENERATION = (
    "UPDATE meta SET value = max(CAST(value AS INTEGER) + 1, ?) WHERE key = 'generation'"
)
_FULL_OR_READ_ONLY = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
}  # fmt: skip
_NOT_READABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def translated(error: sqlite3.Error, folder: Path) -> AssistantError:
    """The error for the user that an SQLite error means."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return IndexLocked(f"{folder}: another process is writing to this index; try again")
    if code in _FULL_OR_READ_ONLY:
        return IndexUnwritable(
            f"{folder}: cannot be written ({error}). What was acknowledged is kept and can still "
            "be asked; free some space or make the folder writable, then run the command again"
        )
    if code in _NOT_READABLE or isinstance(error, sqlite3.DatabaseError):
        return IndexDamaged(
            f"{folder / FILE}: the record cannot be read ({error}). Restore it from a copy, or "
            f"delete {folder} and run: assistant ingest PATH --index {folder}"
        )
    return IndexDamaged(f"{folder / FILE}: {error}")


class Record:
    """A connection to the record, for reading or for writing too.

    Usable from several threads; one transaction at a time.
    """

    def __init__(self, folder: Path, *, write: bool) -> None:
        self.folder = folder
        self._lock = threading.RLock()
        try:
            self._connection = _writer(folder) if write else _reader(folder)
        except sqlite3.Error as error:
            raise translated(error, folder) from error

    def close(self) -> None:
        """Close the connection; the last one folds the log into the file."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._connection.close()

    def all(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of a query. Raises ``IndexDamaged``."""
        with self._lock:
            try:
                rows: list[sqlite3.Row] = self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                raise translated(error, self.folder) from error
        return rows

    def one(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row of a query, if there is one. Raises ``IndexDamaged``."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: durable when the block ends, undone when it raises.

        Within another it is a part of that one, and undone alone.
        """
        with self._lock:
            if self._connection.in_transaction:
                with self._part():
                    yield self._connection
                return
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.execute(_NEXT_GENERATION, (time.time_ns(),))
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException as error:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise translated(error, self.folder) from error
                raise

    @contextlib.contextmanager
    def _part(self) -> Iterator[None]:
        self._connection.execute("SAVEPOINT part")
        try:
            self._connection.execute(_NEXT_GENERATION, (time.time_ns(),))
            yield
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # undone whole already: the disk is full
                self._connection.execute("ROLLBACK TO part")
                self._connection.execute("RELEASE part")
            raise
        self._connection.execute("RELEASE part")

    def meta(self) -> dict[str, str]:
        """Everything the record says of itself."""
        return {row["key"]: row["value"] for row in self.all("SELECT key, value FROM meta")}

    @property
    def generation(self) -> int:
        """A number that grows with every change, by whichever process."""
        row = self.one("SELECT value FROM meta WHERE key = 'generation'")
        return int(row["value"]) if row else 0

    def whole(self) -> bool:
        """Whether SQLite's own check finds nothing amiss; reads the whole file."""
        try:
            row = self.one("PRAGMA quick_check(1)")
        except IndexDamaged:
            return False
        return row is not None and row[0] == "ok"


def create(folder: Path, facts: dict[str, str]) -> None:
    """Make an empty record in ``folder`` unless there is one. Needs the write lock.

    ``facts`` go into ``meta``. A creation that was killed leaves an empty file,
    which is then taken up again. Raises ``IndexUnwritable``, ``IndexDamaged``.
    """
    try:
        connection = _connect(folder, "rwc")
        try:
            connection.execute("PRAGMA page_size = 8192")
            connection.execute("PRAGMA journal_mode = WAL")
            if not _has_schema(connection):
                given = {"format": FORMAT, "generation": "0", "id": uuid.uuid4().hex, **facts}
                _apply(connection, given.items())
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise translated(error, folder) from error


def make_folder(folder: Path) -> None:
    """Make the folder of an index. Raises ``IndexUnwritable``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IndexUnwritable(
            f"{folder}: cannot be made ({error.strerror}); name another folder with --index"
        ) from error


def exists(folder: Path) -> bool:
    """Whether ``folder`` holds a record, be it empty or damaged."""
    return (folder / FILE).is_file()


def _apply(connection: sqlite3.Connection, facts: Iterable[tuple[str, str]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA.split(";\n"):
        connection.execute(statement)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", facts)
    connection.execute("COMMIT")


def _has_schema(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    return found is not None


def _connect(folder: Path, mode: str) -> sqlite3.Connection:
    uri = f"{(folder / FILE).resolve().as_uri()}?{'immutable=1' if mode == 'immutable' else ''}"
    uri += "" if mode == "immutable" else f"mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=10.0, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    return connection


def _writer(folder: Path) -> sqlite3.Connection:
    connection = _connect(folder, "rw")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    _require_schema(connection, folder)
    return connection


def _reader(folder: Path) -> sqlite3.Connection:
    """Read only; where not even the log may be opened, the file as it stands."""
    if not exists(folder):
        raise _missing(folder)
    connection = _connect(folder, "ro")
    try:
        _require_schema(connection, folder)
    except sqlite3.OperationalError:
        connection.close()
        log = folder / f"{FILE}-wal"
        if log.exists() and log.stat().st_size:
            raise
        connection = _connect(folder, "immutable")
        _require_schema(connection, folder)
    return connection


def _require_schema(connection: sqlite3.Connection, folder: Path) -> None:
    if not _has_schema(connection):
        connection.close()
        raise _missing(folder)


def _missing(folder: Path) -> IndexMissing:
    return IndexMissing(
        f"{folder}: no index here. Make one: assistant ingest PATH --index {folder}"
    )

"""Keeps a Chroma collection in step with the record, and never trusts it further.

A state file says which slot serves, which generation of the record it mirrors,
and whether a change to it was begun and not ended (``dirty``). A dirty, damaged
or missing collection is filled anew, from the record's vectors, in another slot.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.store.chroma import ChromaFailure, Folder, Passages, Server, Target, chroma_failures
from assistant.store.lock import ProcessLock
from assistant.store.record import Record

_STATE = "chroma.json"
_LOCK = "chroma.lock"
_FOLDER = "chroma"
_SAMPLE = 16  # passages looked up and searched for when a collection is opened
_SELF = 0.999  # the least cosine of a vector with itself as Chroma finds it
_BATCH = 5000  # passages read from the record at a time
_ROWS = (
    "SELECT c.id, v.vector, a.id AS article_id, a.title, a.publisher, a.published, "
    'c.start, c."end" '
    "FROM chunks c JOIN vectors v ON v.chunk = c.number JOIN articles a ON a.number = c.article "
    "WHERE c.id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class MirrorState:
    """What the state file says of one target; ``slot`` 0 is none yet."""

    slot: int = 0
    generation: int = -1
    dirty: bool = False
    digest: dict[str, str] = field(default_factory=dict)


class Mirror:
    """The collection that mirrors a record, in the index's folder or on a server."""

    def __init__(self, record: Record, dimension: int, url: str | None) -> None:
        folder = record.folder
        self._record = record
        self._dimension = dimension
        self._path = folder / _STATE
        self._lock = ProcessLock(folder / _LOCK)
        self._target: Target = (
            Folder(folder / _FOLDER) if url is None else Server(url, record.meta()["id"])
        )
        self._open: Passages | None = None
        self.failure: str | None = None  # why it could not be used last

    @property
    def state(self) -> MirrorState:
        """What the state file says of this target."""
        try:
            return MirrorState(**self._states()[self._target.name])
        except (KeyError, TypeError):
            return MirrorState()

    def describe(self) -> str:
        """For the user, in a few words; imports and opens nothing."""
        state = self.state
        if state.slot == 0:
            words = "not built yet"
        elif state.dirty:
            words = "to be rebuilt"
        else:
            words = "in step" if self.in_step() else "behind the record"
        return words if self.failure is None else f"{words} ({self.failure})"

    def in_step(self) -> bool:
        """Whether the state file says that the collection mirrors the record as it is."""
        state = self.state
        fresh = state.generation == self._record.generation
        return state.slot > 0 and not state.dirty and fresh

    def close(self) -> None:
        """Close the collection and let another process own it."""
        self._drop()
        self._lock.release()

    def untouched(self) -> bool:
        """Whether the collection's files are as they were left; opens nothing."""
        state = self.state
        with contextlib.suppress(OSError):
            return state.digest == self._target.digest(state.slot)
        return False

    def nearest(self, vector: NDArray[np.float32], k: int, *, mend: bool) -> list[str]:
        """The ids of about the ``k`` nearest passages.

        ``mend`` fills a damaged collection anew, which takes about a second for
        some thousand passages. Raises ``ChromaFailure``.
        """
        passages = self.passages() if mend else self._serving()
        try:
            return passages.nearest(vector[None, :], k)[0]
        except ChromaFailure:
            self._drop()
            raise

    def passages(self) -> Passages:
        """The collection, brought in step first. Raises ``ChromaFailure``."""
        if self.in_step():
            with contextlib.suppress(ChromaFailure):
                return self._serving()
        self.sync()
        return self._serving()

    def sync(self, *, anew: bool = False, patience: float = 0.0) -> None:
        """Bring the collection in step with the record, or fill it ``anew``.

        Raises ``ChromaFailure`` when another process owns it, for longer than
        ``patience`` seconds, or when it cannot be written.
        """
        try:
            self._own(patience)
            state = self.state
            ahead = state.generation > self._record.generation  # the record is an older copy
            if anew or ahead or state.slot == 0 or state.dirty:
                self._rebuild()
                return
            try:
                self._catch_up(self._serving())
            except ChromaFailure:
                self._rebuild()
        except (ChromaFailure, OSError) as error:
            self.failure = str(error)
            raise ChromaFailure(self.failure) from error

    def _own(self, patience: float = 0.0) -> None:
        with chroma_failures():
            self._lock.acquire(patience)

    def _serving(self) -> Passages:
        """The open collection of the current slot, checked when it was opened."""
        if self._open is None:
            if not self._target.shared:
                self._own()
            state = self.state
            if state.dirty or not self.untouched():
                raise ChromaFailure("its files are not as they were left")
            passages = self._target.open(state.slot, create=False)
            try:
                self._check(passages, state.generation)
            except BaseException:
                passages.close()
                raise
            self._open = passages
        return self._open

    def _check(self, passages: Passages, generation: int) -> None:
        """Count, look up and search for a sample of what a generation held.

        Raises ``ChromaFailure``. A count alone proves nothing: Chroma keeps it apart
        from the search index.
        """
        count = self._count()
        if generation == self._record.generation and passages.count() != count:
            raise ChromaFailure(f"{passages.count()} passages, but the record has {count}")
        ids, vectors = self._sample(generation)
        if not ids:
            return
        held = passages.vectors(ids)
        if held.keys() != set(ids):
            raise ChromaFailure("passages of the record are missing")
        if not np.allclose(np.stack([held[i] for i in ids]), vectors, atol=1e-4):
            raise ChromaFailure("vectors differ from the record's")
        nearest = [found[0] if found else "" for found in passages.nearest(vectors, 1)]
        held = passages.vectors(sorted(set(nearest)))
        for passage, vector in zip(nearest, vectors, strict=True):
            if passage not in held or float(held[passage] @ vector) < _SELF:
                raise ChromaFailure("a search misses the very vector it was given")

    def _sample(self, generation: int) -> tuple[list[str], NDArray[np.float32]]:
        sql = "SELECT id FROM chunks WHERE generation <= ? ORDER BY number"
        ids = [row[0] for row in self._record.all(sql, (generation,))]
        spread = np.random.default_rng(len(ids))
        some = spread.choice(len(ids), min(_SAMPLE, len(ids)), replace=False)
        return self._read([ids[i] for i in some])[:2]

    def _drop(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _rebuild(self) -> None:
        self._drop()
        generation, slot = self._record.generation, self.state.slot + 1
        self._write_state(MirrorState(slot=slot, dirty=True))
        passages = self._target.open(slot, create=True)
        try:
            self._fill(passages, [row[0] for row in self._record.all("SELECT id FROM chunks")])
            self._check(passages, generation)
        except BaseException:
            passages.close()
            raise
        self._open = passages
        self._settle(slot, generation)
        self._target.drop_others(slot)

    def _catch_up(self, passages: Passages) -> None:
        state, generation = self.state, self._record.generation
        if state.generation == generation:
            return
        self._write_state(MirrorState(slot=state.slot, dirty=True))
        written = {row[0]: row[1] for row in self._record.all("SELECT id, generation FROM chunks")}
        held = passages.ids()
        passages.delete([id for id in held if id not in written])
        fresh = [id for id, at in written.items() if at > state.generation or id not in held]
        self._fill(passages, fresh)
        self._check(passages, generation)
        self._settle(state.slot, generation)

    def _settle(self, slot: int, generation: int) -> None:
        digest = self._target.digest(slot)
        self._write_state(MirrorState(slot=slot, generation=generation, digest=digest))
        self.failure = None

    def _fill(self, passages: Passages, ids: list[str]) -> None:
        for at in range(0, len(ids), _BATCH):
            passages.put(*self._read(ids[at : at + _BATCH]))

    def _read(
        self, ids: Sequence[str]
    ) -> tuple[list[str], NDArray[np.float32], list[dict[str, str | int]]]:
        found = {row["id"]: row for row in self._record.all(_ROWS, (json.dumps(ids),))}
        rows = [found[id] for id in ids if id in found]
        names = ("article_id", "title", "publisher", "published", "start", "end")
        vectors = np.frombuffer(b"".join(row["vector"] for row in rows), dtype="<f4")
        return (
            [row["id"] for row in rows],
            vectors.reshape(len(rows), self._dimension).astype(np.float32),
            [{name: row[name] for name in names if row[name] is not None} for row in rows],
        )

    def _count(self) -> int:
        row = self._record.one("SELECT count(*) FROM chunks")
        return 0 if row is None else int(row[0])

    def _states(self) -> dict[str, dict[str, Any]]:
        try:
            states = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return states if isinstance(states, dict) else {}

    def _write_state(self, state: MirrorState) -> None:
        """Replace the state file whole, and on the disk before anything else happens."""
        states = {**self._states(), self._target.name: asdict(state)}
        work = self._path.with_suffix(".new")
        with work.open("w", encoding="utf-8") as file:
            json.dump(states, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        work.replace(self._path)

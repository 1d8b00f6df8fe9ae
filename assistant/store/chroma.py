"""The only file that touches chromadb: collections in a folder or on a server.

A collection lives in a numbered slot, a folder of its own or a collection name of
its own, so that a new one is filled beside the old and then takes its place.
Vectors come from us: an embedding function, which a stored collection could name
and which could run code, is never used.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

Client = Any  # of chromadb, imported late; its own type lacks close()

_NAME = "passages"
_REACH = 3.0  # seconds to reach a server
_ANSWER = 60.0  # seconds for a server to answer
# Of the 30 nearest among 3,000 sentences of news, Chroma's default ef_search of 100 finds
# 99.2%, 200 finds 99.9%.
_HNSW: Any = {"hnsw": {"space": "cosine", "ef_search": 200}}


class ChromaFailure(Exception):
    """Chroma did not do what was asked; the record can, so nobody need see this."""


@contextlib.contextmanager
def chroma_failures() -> Iterator[None]:
    """Turn whatever Chroma raises into ``ChromaFailure``, its panics included."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, ChromaFailure):
        raise
    except BaseException as error:  # a panic of its engine is no Exception
        raise ChromaFailure(f"{type(error).__name__}: {error}") from error


class Target(Protocol):
    """Where collections are kept: a folder of ours, or a server."""

    @property
    def name(self) -> str:
        """What the target is called in the state file and to the user."""

    @property
    def shared(self) -> bool:
        """Whether several processes may use it at once."""

    def open(self, slot: int, *, create: bool) -> Passages:
        """The collection of a slot; ``create`` makes it, empty, in place of any other."""

    def drop_others(self, slot: int) -> None:
        """Delete the collections of all other slots."""

    def digest(self, slot: int) -> dict[str, str]:
        """Checksums of the files of a slot that only change when it is written."""


class Passages:
    """One collection of passage vectors, with its client."""

    def __init__(self, client: Client, name: str, *, create: bool) -> None:
        self._client = client
        if create:
            self.collection: Any = client.create_collection(
                name, embedding_function=None, configuration=_HNSW
            )
        else:
            self.collection = client.get_collection(name, embedding_function=None)
        self._batch = min(client.get_max_batch_size(), 5000)

    def close(self) -> None:
        """Release the client's files, threads and connections."""
        _close(self._client)

    def count(self) -> int:
        """How many passages it says it holds."""
        with chroma_failures():
            return int(self.collection.count())

    def ids(self) -> set[str]:
        """The ids of all its passages."""
        with chroma_failures():
            return set(self.collection.get(include=[])["ids"])

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors of these passages."""
        with chroma_failures():
            found = self.collection.get(ids=list(ids), include=["embeddings"])
            rows = np.asarray(found["embeddings"], dtype=np.float32)
            return dict(zip(found["ids"], rows, strict=True))

    def nearest(self, vectors: NDArray[np.float32], k: int) -> list[list[str]]:
        """For each row of ``vectors`` the ids of the ``k`` nearest passages, best first."""
        with chroma_failures():
            found = self.collection.query(query_embeddings=vectors, n_results=k, include=[])
            return [list(ids) for ids in found["ids"]]

    def put(
        self,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        metadatas: Sequence[dict[str, str | int]],
    ) -> None:
        """Add passages or overwrite those of the same id."""
        with chroma_failures():
            for at in range(0, len(ids), self._batch):
                rows = slice(at, at + self._batch)
                self.collection.upsert(
                    ids=list(ids[rows]), embeddings=vectors[rows], metadatas=list(metadatas[rows])
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete passages."""
        with chroma_failures():
            for at in range(0, len(ids), self._batch):
                self.collection.delete(ids=list(ids[at : at + self._batch]))


class Folder:
    """Collections in numbered folders below ``path``; one process at a time."""

    name = "local"
    shared = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, slot: int, *, create: bool) -> Passages:
        """The collection of a slot. Raises ``ChromaFailure``."""
        with chroma_failures():
            import chromadb

            folder = self._path / str(slot)
            if create:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
            elif not folder.is_dir():
                raise ChromaFailure(f"{folder} is missing")
            client = chromadb.PersistentClient(path=str(folder.resolve()))
            return _passages(client, _NAME, create=create)

    def drop_others(self, slot: int) -> None:
        """Delete the folders of all other slots."""
        for folder in self._path.glob("*"):
            if folder.name != str(slot):
                shutil.rmtree(folder, ignore_errors=True)

    def digest(self, slot: int) -> dict[str, str]:
        """SHA-256 of the HNSW files: over damaged ones Chroma answers wrongly or crashes."""
        folder = self._path / str(slot)
        found: dict[str, str] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("chroma.sqlite3"):
                with path.open("rb") as file:
                    checksum = hashlib.file_digest(file, "sha256").hexdigest()
                found[str(path.relative_to(folder))] = checksum
        return found


class Server:
    """Collections on a Chroma server, named after the index they belong to."""

    shared = True

    def __init__(self, url: str, index_id: str) -> None:
        self.name = url
        self._index_id = index_id

    def open(self, slot: int, *, create: bool) -> Passages:
        """The collection of a slot. Raises ``ChromaFailure``."""
        with chroma_failures():
            client = self._client()
            name = self._collection(slot)
            if create and name in self._names(client):
                client.delete_collection(name)
            return _passages(client, name, create=create)

    def drop_others(self, slot: int) -> None:
        """Delete this index's other collections."""
        with chroma_failures():
            client = self._client()
            for name in self._names(client):
                if name.startswith(self._collection("")) and name != self._collection(slot):
                    client.delete_collection(name)
            _close(client)

    def digest(self, slot: int) -> dict[str, str]:
        """Nothing: a server keeps its own files."""
        return {}

    def _client(self) -> Client:
        url = urlsplit(self.name)
        ssl = url.scheme == "https"
        host, port = url.hostname or "localhost", url.port or (443 if ssl else 8000)
        socket.create_connection((host, port), timeout=_REACH).close()  # before a slow import
        import chromadb

        client = chromadb.HttpClient(host=host, port=port, ssl=ssl)
        for session in _sessions(client):
            session.timeout = _ANSWER
        return client

    def _collection(self, slot: int | str) -> str:
        return f"{_NAME}-{self._index_id}-{slot}"

    @staticmethod
    def _names(client: Client) -> list[str]:
        return [collection.name for collection in client.list_collections(limit=100_000)]


def _passages(client: Client, name: str, *, create: bool) -> Passages:
    try:
        return Passages(client, name, create=create)
    except BaseException:
        _close(client)
        raise


def _close(client: Client) -> None:
    with contextlib.suppress(Exception):
        client.close()
        for session in _sessions(client):
            session.close()


def _sessions(client: Client) -> list[Any]:
    """The HTTP sessions of a client: it sets no time limit and does not close them."""
    holders = (client, getattr(client, "_admin_client", None))
    servers = (getattr(holder, "_server", None) for holder in holders)
    sessions = (getattr(server, "_session", None) for server in servers)
    return [session for session in sessions if session is not None]

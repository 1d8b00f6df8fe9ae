"""The store: the record in SQLite, and the indexes derived from it."""

from assistant.store.index import Index, IndexStatus

__all__ = ["Index", "IndexStatus"]

"""Files and folders in, articles and rejections out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from assistant.errors import InputError, UsageError
from assistant.ingest.articles import article_of
from assistant.ingest.dates import iso
from assistant.ingest.files import read_file
from assistant.ingest.found import Found
from assistant.ingest.sources import discover
from assistant.ingest.web import Extractor
from assistant.schema import Article, Rejected

Progress = Callable[[Path], None]


def read(
    paths: Iterable[Path | str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    progress: Progress | None = None,
) -> Iterator[Article | Rejected]:
    """Articles of files and folders, and what could not be read, one bad input at a time.

    ``published`` and ``publisher`` go before what the files state. ``progress``
    is called with each file of ``discover(paths)`` when it is done. The same
    article twice is given once; another article of the same id is rejected.
    Raises ``UsageError`` for a ``published`` that is no date.
    """
    date = None
    if published is not None:
        date = iso(published)
        if date is None:
            raise UsageError(f"--published {published!r} is no date; write it like 2024-04-19")
    return _unique(_all(discover(paths), date, publisher, progress))


def _all(
    files: Iterable[Path], published: str | None, publisher: str | None, progress: Progress | None
) -> Iterator[tuple[str, Article | Rejected]]:
    with Extractor() as extractor:
        for path in files:
            for found in _candidates(path, extractor):
                yield found.source, _article(found, published, publisher)
            if progress is not None:
                progress(path)


def _candidates(path: Path, extractor: Extractor) -> Iterator[Found | Rejected]:
    source = str(path)
    try:
        yield from read_file(path, extractor)
    except InputError as error:
        yield Rejected(source, str(error))
    except OSError as error:
        yield Rejected(source, _refusal(error))
    except (ValueError, RecursionError, MemoryError) as error:
        # Such as a NUL in the name of the file. One file must not stop the others.
        yield Rejected(source, f"cannot be read ({type(error).__name__}: {error}); check the file")


def _refusal(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, PermissionError):
        return "must not be read by this user; change its permissions (chmod +r)"
    return f"cannot be read ({error.strerror or os.strerror(error.errno or 0)}); check the path"


def _article(
    found: Found | Rejected, published: str | None, publisher: str | None
) -> Article | Rejected:
    if isinstance(found, Rejected):
        return found
    try:
        return article_of(found, published, publisher)
    except InputError as error:
        return Rejected(found.source, str(error))


def _unique(items: Iterable[tuple[str, Article | Rejected]]) -> Iterator[Article | Rejected]:
    sources: dict[str, tuple[bytes, str]] = {}
    for source, item in items:
        if isinstance(item, Rejected):
            yield item
            continue
        digest = hashlib.sha256(repr((item.title, item.text)).encode()).digest()
        known = sources.setdefault(item.id, (digest, source))
        if known == (digest, source) and known[1] is source:
            yield item
        elif known[0] != digest:
            yield Rejected(
                source,
                f"has the id {item.id!r} that {known[1]} has already, with another text; "
                "give one of them another id",
            )

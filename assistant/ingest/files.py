"""What each kind of file holds, as candidates for articles."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import InputError
from assistant.ingest import front_matter
from assistant.ingest.decode import decode, decode_page
from assistant.ingest.found import Found
from assistant.ingest.headline import headline_of
from assistant.ingest.records import json_lines, json_records
from assistant.ingest.sources import SUFFIXES
from assistant.ingest.web import Extractor
from assistant.schema import Rejected

FILE_LIMIT = 10_000_000  # bytes of a file that is read as a whole
LINES_LIMIT = 1_000_000_000  # bytes of a .jsonl file, which is read line by line
_HEADING = re.compile(r"^(?:#{1,3}[ \t]+(\S.*?)[ \t]*#*|(\S.*)\n(?:=+|-{3,}))[ \t]*$", re.MULTILINE)
_WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path, extractor: Extractor) -> Iterator[Found | Rejected]:
    """Candidates of one file. Raises ``InputError`` or ``OSError`` for the file as a whole."""
    suffix = path.suffix.lower()
    size = _size(path)
    if suffix not in SUFFIXES:
        kinds = " ".join(SUFFIXES)
        raise InputError(f"is of a kind that is not read; save its text as one of {kinds}")
    if size == 0:
        raise InputError("is empty; put an article in it or remove it")
    if suffix == ".jsonl":
        yield from _json_lines(path, size)
        return
    data = _read(path, size, FILE_LIMIT)
    if suffix == ".json":
        yield from json_records(_not_blank(decode(data)), path)
    elif suffix == ".md":
        yield _markdown(_not_blank(decode(data)), path)
    elif suffix == ".txt":
        yield Found(str(path), "page", _not_blank(decode(data)), _path_key(path), path.stem)
    else:
        yield _web(_not_blank(decode_page(data)), path, extractor)


def _size(path: Path) -> int:
    """Bytes of a regular file; anything else (folder, device, pipe) is refused unopened."""
    if path.is_symlink() and not path.exists():
        raise InputError("is a link to a file that does not exist; mend or remove the link")
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        os.listdir(path)  # says so if it must not be read
        raise InputError(f"is a folder without articles; put {' '.join(SUFFIXES)} files in it")
    if not stat.S_ISREG(status.st_mode):
        raise InputError("is not a regular file; save its content to one")
    return status.st_size


def _read(path: Path, size: int, limit: int) -> bytes:
    if size <= limit:
        with open(path, "rb") as stream:
            data = stream.read(limit + 1)
        size = len(data)
    if size > limit:
        raise InputError(
            f"has {size / 1e6:.1f} MB, more than the {limit // 10**6} MB read of one file; "
            "split it, or write one JSON record a line to a .jsonl file"
        )
    return data


def _json_lines(path: Path, size: int) -> Iterator[Found | Rejected]:
    if size > LINES_LIMIT:
        raise InputError(f"is over {LINES_LIMIT // 10**6} MB; split it")
    with open(path, "rb") as stream:
        if stream.read(2) in _WIDE_ENCODINGS:
            raise InputError("is UTF-16; save it as UTF-8 and ingest it again")
        stream.seek(0)
        yield from json_lines(stream, path)


def _markdown(text: str, path: Path) -> Found:
    fields, body = front_matter.split(text)
    if not body.strip():
        raise InputError("has front matter but no text below it; add the article's text")
    given = {name: _single(fields, name) for name in ("id", "title", "url", "published",
                                                      "publisher", "lang")}  # fmt: skip
    heading = _HEADING.search(body)
    if given["title"] is None and heading is not None:
        given["title"] = (heading.group(1) or heading.group(2)).strip()
    kind = "record" if fields or heading else "page"
    return Found(str(path), kind, body, _path_key(path), path.stem, **given)  # type: ignore[arg-type]


def _single(fields: front_matter.FrontMatter, name: str) -> str | None:
    value = fields.get(name)
    if isinstance(value, list):
        raise InputError(f"has a list in front matter field {name!r}; write one value")
    return value or None


def _web(html: str, path: Path, extractor: Extractor) -> Found:
    page = extractor.extract(html)
    url = page.url if page.url and page.url.startswith(("http://", "https://")) else None
    return Found(
        str(path),
        "web",
        _from_title(page.text, page.title) if page.whole else page.text,
        _path_key(path),
        path.stem,
        title=page.title,
        url=url,
        published=page.published,
        publisher=page.publisher,
    )


def _from_title(text: str, title: str | None) -> str:
    """All that a page shows, from the last line that repeats its title on."""
    at = f"\n{text}".rfind(f"\n{title}\n") if title else -1
    if at < 0:
        headline = headline_of(text)
        at = headline.start if headline else 0
    return text[at:]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise InputError("holds nothing but blank space; put an article in it or remove it")
    return text


def _path_key(path: Path) -> str:
    return path.resolve().as_posix()

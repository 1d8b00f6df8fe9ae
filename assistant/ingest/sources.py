"""Which files a list of paths stands for."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = (".txt", ".md", ".html", ".htm", ".json", ".jsonl")

_RECORD = "record.sqlite3"  # what makes a folder an index, of which nothing is an article


@dataclass(frozen=True, slots=True)
class Sources:
    """``files`` to read, in order, and how many files of folders were ``skipped``."""

    files: tuple[Path, ...]
    skipped: int


def discover(paths: Iterable[Path | str]) -> list[Path]:
    """The files that ``read`` will read, so that progress can be shown.

    Paths that name no readable file (missing, empty folder, unknown suffix) stay
    in the list: ``read`` says what is wrong with them.
    """
    return list(survey(paths).files)


def survey(paths: Iterable[Path | str]) -> Sources:
    """Walk folders in sorted order.

    Hidden files, other suffixes, linked folders and indexes inside a folder are
    counted in ``skipped``; a file named by the caller is never skipped. A file reached
    twice is listed once.
    """
    files: dict[Path, Path] = {}
    skipped = 0
    for path in map(Path, paths):
        found, passed = _walk(path) if _is_dir(path) else ([path], 0)
        skipped += passed
        for file in found or [path]:
            files.setdefault(_identity(file), file)
    return Sources(tuple(files.values()), skipped)


def _walk(folder: Path) -> tuple[list[Path], int]:
    found: list[Path] = []
    skipped = 0

    def unreadable(error: OSError) -> None:
        found.append(Path(error.filename or folder))

    for where, folders, names in os.walk(folder, onerror=unreadable):
        below = [name for name in folders if not _passed_over(Path(where, name))]
        skipped += len(folders) - len(below)
        folders[:] = sorted(below)
        for name in sorted(names):
            if name.startswith(".") or not name.lower().endswith(SUFFIXES):
                skipped += 1
            else:
                found.append(Path(where, name))
    return sorted(found), skipped


def _passed_over(folder: Path) -> bool:
    is_index = (folder / _RECORD).exists()
    return folder.name.startswith(".") or folder.is_symlink() or is_index


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path

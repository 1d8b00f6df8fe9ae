"""Locks between processes, held by the operating system: a killed owner frees them."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from pathlib import Path

from assistant.errors import IndexLocked, IndexUnwritable

_PAUSE = 0.05  # seconds between two tries


class ProcessLock:
    """An exclusive lock on a file, which names its owner for whoever comes next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def acquire(self, patience: float) -> None:
        """Take the lock, waiting up to ``patience`` seconds.

        Raises ``IndexLocked`` naming the owner, ``IndexUnwritable``.
        """
        deadline = time.monotonic() + patience
        while not self.try_acquire():
            if time.monotonic() >= deadline:
                owner = self.owner()
                raise IndexLocked(
                    f"{self.path.parent}: process {owner or 'unknown'} is writing to this index. "
                    "Wait until it has finished, or stop it, then run the command again"
                )
            time.sleep(_PAUSE)

    def try_acquire(self) -> bool:
        """Take the lock if nobody has it. Raises ``IndexUnwritable``."""
        if self._file is not None:
            return True
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise IndexUnwritable(
                f"{self.path.parent}: cannot be written ({error.strerror}). It can still be "
                "asked; make it writable, or name another folder with --index"
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(file)
            if error.errno in (errno.EAGAIN, errno.EACCES):
                return False
            raise
        self._file = file
        self._sign()
        return True

    def release(self) -> None:
        """Give the lock up."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def owner(self) -> int | None:
        """The process that took the lock last, as it signed."""
        try:
            return int(self.path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def _sign(self) -> None:
        assert self._file is not None
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, str(os.getpid()).encode("ascii"), 0)
        except OSError:  # a full disk: the lock holds without a name
            return

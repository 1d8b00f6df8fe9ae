"""The errors a user can meet.

AssistantError
├── InputError          an input file or field cannot be read
├── IndexMissing        no index at the given folder
├── IndexMismatch       the index was built by another model or chunker
├── IndexLocked         another process owns the index
├── IndexUnwritable     read-only folder, disk full
├── IndexDamaged        the record cannot be read
├── ModelError          a model cannot be found, unpacked or loaded
└── UsageError          a wrong argument or setting

Each message names the file, folder or field and ends with what to do next.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error meant for the user; ``exit_code`` is the CLI's."""

    exit_code = 1


class UsageError(AssistantError):
    """A wrong argument or setting."""

    exit_code = 2


class InputError(AssistantError):
    """An input file, record or field cannot be read."""

    exit_code = 3


class IndexMissing(AssistantError):
    """No index at the given folder."""

    exit_code = 4


class IndexMismatch(AssistantError):
    """The index was built by another embedding model or chunker."""

    exit_code = 5


class IndexLocked(AssistantError):
    """Another process owns the index."""

    exit_code = 6


class IndexUnwritable(AssistantError):
    """The index folder is read-only or its disk is full."""

    exit_code = 7


class IndexDamaged(AssistantError):
    """The record cannot be read."""

    exit_code = 8


class ModelError(AssistantError):
    """A model cannot be found, unpacked or loaded."""

    exit_code = 9

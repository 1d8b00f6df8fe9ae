"""What a reader finds in a file, before it is checked and becomes an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate article.

    ``source`` names the file (and line) for messages. ``kind`` says how far the
    text is trusted: a ``page`` was saved from a browser and may begin with
    menus, a ``web`` text was extracted from HTML, a ``record`` was prepared by
    a person or program. ``key`` is what an id is derived from when none is given.
    """

    source: str
    kind: Literal["page", "web", "record"]
    text: str
    key: str
    stem: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    lang: str | None = None

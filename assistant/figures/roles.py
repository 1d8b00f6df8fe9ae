"""What a sentence says of a figure, and what earlier sentences leave behind."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.figures.sources import Sources


@dataclass(frozen=True, slots=True)
class Roles:
    """What one figure is bound to, each ``None`` where the text does not say.

    ``weak`` marks a subject that is a description (建物), for want of a name: it gives
    way to whoever the text is about.
    """

    subject: str | None = None
    measure: str | None = None
    counterparty: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Who is spoken of, the measure of a list, the text before and round it, and its sources."""

    topic: str | None = None
    unsaid: str | None = None  # whom a sentence without a subject is about
    measure: str | None = None
    before: str = ""
    text: str = ""
    sources: Sources = field(default_factory=Sources)

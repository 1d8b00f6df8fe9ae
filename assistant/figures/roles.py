"""What a sentence says of a figure, and what earlier sentences leave behind."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.figures.sources import Sources

# Measures of companies: unsaid, they are those of whoever the article is about.
_OF_BODIES = """
    revenue profit operating_profit ordinary_profit business_profit net_profit gross_profit
    loss operating_loss
    ordinary_loss net_loss special_loss dividend buyback share_price market_cap assets debt capital
    headcount job_cuts jobs stores capacity production sales_volume investment acquisition_price
    sale_price fundraising cost users footfall bond
"""
OF_BODIES = frozenset(_OF_BODIES.split())


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
    unsaid: str | None = None  # whom a sentence without a subject is about, in its paragraph
    about: str | None = None  # where the paragraph names nobody: whom the article is about
    measure: str | None = None
    before: str = ""
    text: str = ""
    sources: Sources = field(default_factory=Sources)

    def owner(self, measure: str | None) -> str | None:
        """Whose a figure is of which nobody says: across paragraphs, what only a body has."""
        return self.unsaid or (self.about if measure in OF_BODIES else None)

    @property
    def spoken_of(self) -> str | None:
        """Whom a pronoun stands for."""
        return self.unsaid or self.about

"""What a unit is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: its name in the record, its kind, and what one of it is worth."""

    name: str
    kind: str
    factor: Decimal = Decimal(1)


def table(kind: str, rows: str, factor: str = "1") -> dict[str, Unit]:
    """Rows ``name: spelling, spelling`` to spelling -> unit."""
    units = {}
    for row in rows.strip().splitlines():
        name, _, spellings = row.strip().partition(": ")
        for spelling in spellings.split(","):
            units[spelling.strip()] = Unit(name, kind, Decimal(factor))
    return units

"""Numbers of a list that leave out their currency: "190m francs, 120m and 78m"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.scan import Mention

_SCALED = re.compile(r"(?:\d ?(?:million|billion|trillion|bn|tn|m)|[万億兆])$", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d,\d{3}$")
_ENDS = re.compile(r"[。\n！？!?]|[.;](?=\s|$)")
# What may stand behind a number that counts nothing named there.
_OPEN_BEHIND = re.compile(
    r"\s*(?:[,;:.)）、。」]|$)|[とや・]"
    r"| (?:and|or|from|to|for|in|by|at|on|of|while|but|with|after|against|versus|compared|last|this"
    r"|each|apiece|respectively|more|less|a (?:year|month|week|day)|the (?:year|month|previous))\b",
    re.IGNORECASE,
)
_REACH = 160  # characters to the number that names the currency
_COUNTED = frozenset({"count", "measure", "duration", "age"})


def with_currency(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` of ``text``, those of money that do not say so with the currency of their list.

    It is that of the amount before in the same sentence (English, Japanese) or of the
    one behind (Japanese), unless something else is counted between. Only a number with
    a scale word or a thousands separator takes it. Surfaces stay as they are printed.
    """
    found = list(mentions)
    for at, mention in enumerate(found):
        if mention.kind != "number" or mention.unit or not _is_bare(text, mention):
            continue
        named = _named(text, found, at, -1) or (
            _named(text, found, at, 1) if mention.surface[-1] in "万億兆" else None
        )
        if named is not None:
            found[at] = replace(mention, unit=named.unit.partition("/")[0], kind="money")
    return found


def _is_bare(text: str, mention: Mention) -> bool:
    listed = _THOUSANDS.search(mention.surface) and text[mention.end : mention.end + 1].isascii()
    amount = _SCALED.search(mention.surface) or listed
    return bool(amount and _OPEN_BEHIND.match(text, mention.end))


def _named(text: str, mentions: Sequence[Mention], at: int, step: int) -> Mention | None:
    """The nearest amount of money of the same sentence in one direction."""
    here = mentions[at]
    index = at + step
    while 0 <= index < len(mentions):
        other = mentions[index]
        low, high = sorted((here, other), key=lambda m: m.start)
        if high.start - low.end > _REACH or _ENDS.search(text, low.end, high.start):
            return None
        if other.kind == "money":
            return other
        if other.kind in _COUNTED:
            return None
        index += step
    return None

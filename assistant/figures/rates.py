"""What a quantity is per: 「1kWhあたり3.5円」「年間300億円」, "$98 a share", 18円/kWh."""

from __future__ import annotations

import re

from assistant.figures import qualifiers
from assistant.figures.units import RATE_NAMES, Unit

PER = re.compile(r"(?:1|一)?(?:当たり|あたり|当り|辺り|につき)の?(?:平均)?")
_SPEEDS = {"時速": "h", "秒速": "s", "風速": "s", "分速": "min"}
_LENGTHS = frozenset(("m", "km", "mi", "ft"))
_SHORT = {"second": "s", "minute": "min", "hour": "h"}
_BEFORE = {
    "年間": "year", "月間": "month", "週間": "week", "年額": "year", "月額": "month", "日額": "day",
    "年商": "year", "時給": "hour", "日給": "day", "月給": "month", "年収": "year", "年俸": "year",
    "月収": "month", "毎年": "year", "毎月": "month", "毎日": "day", "毎秒": "second",
    "毎時": "hour", "毎分": "minute", "日量": "day", "年産": "year", "月産": "month",
    "日産": "day", "1日": "day", "一日": "day", "年": "year", "月": "month",
}  # fmt: skip
_GAP = re.compile(r"(?:平均で|平均|で|に)$")
_AFTER = re.compile(
    r"(?: per | an? )(?P<word>(?:kilo|mega)watt[- ]hour|[a-z]+)"
    r"(?![a-z]| (?:earlier|ago|before|later|prior|on year))"
    r"|[ ]?/(?P<slash>[a-z]+(?![a-z])|[年月日人株社台])"
    r"|(?P<annual> annually| yearly| per annum)"
    r"|\((?P<note>年間|年額|月額|日額)\)"
)
# Units that "a" or "per" may name beside the common ones.
_GOODS = frozenset(("barrel", "ton", "tonne", "kwh", "kilogram", "gallon", "mwh", "ounce", "pound"))
_NOT_AHEAD = re.compile(r"[\d数何一-龥カヵかヶケ]")  # the 月 of 11カ月で283件


def unit_name(unit: Unit) -> str:
    """The name of a unit below the line: JPY/person."""
    name = unit.name.removeprefix("count:")
    return {"people": "person", "株": "share"}.get(name, name)


def before(lower: str, unit: Unit, outer: int) -> tuple[str, int] | None:
    """The rate word that ends where the amount with its qualifiers starts: ``(per, start)``."""
    gap = _GAP.search(lower[max(0, outer - 4) : outer])
    edge = outer - (len(gap.group()) if gap else 0)
    word = lower[max(0, edge - 2) : edge]
    if word in _SPEEDS:
        return (_SPEEDS[word], edge - 2) if unit.name in _LENGTHS else None
    if word not in _BEFORE:
        word = word[-1:]
    start = edge - len(word)
    ahead = lower[max(0, start - 1) : start]
    if word not in _BEFORE or ahead.isdigit() or ahead in ("数", "何"):
        return None
    bounded = bool(qualifiers.before(lower, start)[0])  # 最大月4万枚
    if len(word) == 1 and not bounded and (not ahead or _NOT_AHEAD.match(ahead)):
        return None
    per = _BEFORE[word]
    return (_SHORT.get(per, per) if unit.name in _LENGTHS else per), start


def after(folded: str, lower: str, end: int) -> tuple[str, int] | None:
    """The rate words behind the amount: ``(per, end)``."""
    match = _AFTER.match(lower, end)
    if match is None:
        return None
    if match["annual"]:
        return "year", match.end()
    if match["note"]:
        return _BEFORE[match["note"]], end
    word = match["word"] or match["slash"]
    if word in RATE_NAMES:
        return RATE_NAMES[word], match.end()
    if match["slash"] or word in _GOODS:
        return folded[match.end() - len(word) : match.end()], match.end()
    return None

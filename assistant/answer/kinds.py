"""Whether a figure is of the kind and unit that a question wants."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.answer import words
from assistant.figures import measures
from assistant.figures.currencies import NAMELESS
from assistant.schema import Figure, Question
from assistant.text.fold import fold
from assistant.text.tokens import stem

# The family of figures that a kind of answer is of, where the question words leave no other.
_OF_KIND: dict[str, measures.Family] = {"people": "people", "count": "count", "duration": "time"}
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
# What a physical measure is counted in; measures without a line here take any unit.
_DIMENSIONS = {
    "length": r"k?m|cm|mm|mi|nm|ft|yd|in", "height": r"k?m|cm|mm|ft|in", "depth": r"k?m|cm|mm|ft",
    "weight": r"t|k?g|mg|lb", "area": r"k?m2|ha|acre|坪", "power": r"[kMGT]?W|[kMGT]?Wh|V?A",
    "speed": r".+/(?:[hs]|second|hour)|mph|kn|kt|kmh", "rainfall": r"mm|cm",
    "temperature": r"℃|°C|°F|K|degC|deg",
    "pressure": r"h?Pa", "emissions": r"t|k?g|Mt", "radiation": r"[mμu]?Sv.*|Bq.*",
}  # fmt: skip
# Currencies that no word without a country, as kroner or pesos, stands for.
_OWN_NAME = frozenset({"JPY", "USD", "EUR", "GBP", "CNY", "KRW", "TWD", "HKD", "AUD", "CAD", "INR"})
_PER_SHARE = re.compile(r"[1一]株|\b(?:per|a|each) share\b", re.IGNORECASE)
_OPEN = 0.2  # of another kind than the one that the measure suggests
_A_YEAR = re.compile(
    r"\bper (?:year|annum)\b|\ba year\b(?! (?:earlier|ago|before|on|to))|\bannually\b"
    r"|(?<![\d数])年間|毎年|[1一]年あたり"
)
_PART = re.compile(
    r"\b(?:share|portion|part) of\b|\bhow much of\b|\w share\b|\brate (?:per|for|to)\b",
    re.IGNORECASE,
)
_A_SHARE = 100_000  # more is no price of one share, nor its dividend
_NOT_PER = 0.25  # of an amount that is not of one share, or of a year, where that is asked for
# "How long is the tunnel?" may be answered in metres, "how long did it take" may not.
_LENGTH = re.compile(r"\bhow long (?:is|was|are|were|will .{1,40} be)\b", re.IGNORECASE)


# A moment that is asked for is in no fiscal year.
_MOMENT = re.compile(
    r"\bwhen (?:was|were|did) (?!.*\bfiscal\b).*\b(?:announc|report|approv|decid|sign|t[eo]ld?\b"
    r"|publish|certif)|(?:発表|公表|報道|報じ|承認|決定|決め|表明|認定|合意|署名|締結)[^、。]{0,12}(?:いつ|何月|何日)",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"年度|月期|fy|fiscal", re.IGNORECASE)


def fits(question: Question, figure: Figure) -> float:
    """How well the figure's kind and unit are what the question wants: 0 not at all, 1 exactly.

    A wish that only the measure tells ("What premium is it paying?") may be for its rate or
    its number as well.
    """
    fit = _fit(question, figure)
    per = figure.unit.partition("/")[2]
    if per and per != "year" and _A_YEAR.search(question.text):
        fit = min(fit, _NOT_PER)
    is_open = len(question.wants) > 1 or bool(_PART.search(question.text))
    return max(fit, _OPEN) if is_open and figure.unit not in {"date", ""} else fit


def asked_about(question: Question) -> tuple[str, ...]:
    """The measures of a question that its answer can be of: for how many people, no wage."""
    family = _OF_KIND.get(question.wants[0] if question.wants else "")
    if family is None:
        return question.measures
    known = (measures.MEASURES.get(m) for m in question.measures)
    return tuple(m.id for m in known if m and family in m.families)


def _fit(question: Question, figure: Figure) -> float:
    wants = question.wants[0] if question.wants else "quantity"
    unit, base = figure.unit, figure.unit.partition("/")[0]
    if wants == "date" or unit == "date":
        if unit == "date" and _FISCAL.search(figure.surface) and _MOMENT.search(question.text):
            return 0.0
        loose = 0.1 if wants == "quantity" and not question.measures else 0.0
        return 1.0 if wants == unit else loose if unit == "date" else 0.0
    asked = question.units[0] if question.units else ""
    family = measures.family_of(unit)
    bare = base in {"", "count"}
    if wants == "age":
        return 1.0 if base == "year" else 0.5 * bare
    if wants == "duration":
        if family == "physical" and not asked and re.fullmatch(_DIMENSIONS["length"], base):
            return 0.6 if _LENGTH.search(question.text) else 0.0
        return float(base in _TIME_UNITS and (not asked or base == asked))
    if wants == "money":
        shared = asked == NAMELESS and base not in _OWN_NAME  # kroner, of whichever country
        fit = float(family == "money" and (not asked or base == asked or shared))
        if base == "percent" and _HOW_MUCH_OF.search(question.text):
            return 0.6
        small = isinstance(figure.value, Decimal) and figure.value < _A_SHARE
        told = unit.endswith(("/share", "/株")) or small
        alone = _PER_SHARE.search(question.text) and not told
        return min(fit, _NOT_PER) if alone else fit
    if wants == "people":
        if base in _PEOPLE:
            return 1.0
        if base in _BODIES and _CUSTOMERS.search(question.text):
            return 0.6
        # Japanese counts people by 人 and 名; English by any noun (60,000 shoppers).
        noun = base.removeprefix("count:")
        by_noun = noun != base and noun.isascii() and stem(noun.lower()) not in _COUNTERS
        return 0.5 if bare or by_noun else 0.0
    if wants in {"percent", "point", "times"}:
        if wants == "times":
            return float(base in {"times", "count:回", "count:度"})
        if family == "money" and _SHARE_OF.search(question.text):
            return 0.6
        return {"percent": 1.0, "ratio": 0.9, "point": 0.7, "times": 0.6, "": 0.4}.get(base, 0.0)
    if wants == "measure":
        if asked:
            return 1.0 if base in question.units else 0.4 if family == "physical" else 0.3 * bare
        dimensions = [_DIMENSIONS[m] for m in question.measures if m in _DIMENSIONS]
        if family == "physical" and dimensions:
            return 1.0 if any(re.fullmatch(d, unit) for d in dimensions) else 0.3
        return 1.0 if family == "physical" else 0.5 if family == "time" else 0.3 * bare
    if wants == "count":
        return _same_counter(asked, question.lang, unit)
    return _any_quantity(question, figure)


_MADE = frozenset({"production", "sales_volume"})  # which tonnes tell as well as numbers
_VOLUME = re.compile(r"量(?![販子])|トン|\b(?:volumes?|tonnes?|tons?|tonnage)\b", re.IGNORECASE)
_PEOPLE = frozenset({"people", "count:人", "count:名", "count:人分", "count:persons"})

# "Nagoya's share of the bill" is an amount as well as a rate; a bonus is told in months of pay.
_SHARE_OF = re.compile(
    r"\b(?:share|slice|part|portion) of\b.*\b(?:bill|costs?|grants?|money|spending|funds?|funding"
    r"|subsid(?:y|ies)|aid|budget|fines?|investment|burden|outlay|payment|package)\b",
    re.IGNORECASE,
)
_HOW_MUCH_OF = re.compile(r"\bhow much of\b|\bportion\b|\bpart of\b", re.IGNORECASE)
_BONUS = re.compile(r"賞与|一時金|ボーナス|\bbonus", re.IGNORECASE)
_BODIES = frozenset({"count:社", "count:団体", "count:カ国", "count:companies", "count:firms"})
_CUSTOMERS = re.compile(
    r"顧客|取引先|会員|加盟|\b(?:customers?|clients?|members?|users?)\b", re.IGNORECASE
)


def _any_quantity(question: Question, figure: Figure) -> float:
    """An unspecific wish takes what its measures can be amounts of, first of all money."""
    asked = [m for m in question.measures if m not in measures.GENERIC]
    unit, base = figure.unit, figure.unit.partition("/")[0]
    family = measures.family_of(unit)
    if base == "month" and _BONUS.search(question.text):
        return 0.9
    if family == "time" and not asked:
        return 0.2
    change = {"increase", "decrease"} & set(figure.qualifiers)
    if words.MOVED.search(fold(question.text).lower()):
        own = any(family in measures.MEASURES[m].families for m in asked)
        return 1.0 if change or family == "percent" or own else 0.2 if asked else 0.7
    if family == "percent" and not re.search(r"率|割合|%|％|percent|rate|share", question.text):
        return 0.2 if change else 0.4
    if not asked:
        return 0.8
    dimensions = [_DIMENSIONS[m] for m in asked if m in _DIMENSIONS]
    if family == "physical" and dimensions:
        return 1.0 if any(re.fullmatch(d, unit) for d in dimensions) else 0.2
    of_volume = _VOLUME.search(question.text) or words.VOLUME.search(question.text.lower())
    if family == "physical" and (of_volume or _MADE & set(asked)):
        return 1.0
    counted = family == "count" and unit.partition(":")[2].isascii() and unit != "count"
    if counted and any("people" in measures.MEASURES[m].families for m in asked):
        return 0.8  # 600,000 deaths
    if any(family in measures.MEASURES[m].families for m in asked):
        return 1.0
    return 0.3 if unit in {"", "count"} else 0.15


# Japanese counters of what English counts by a noun.
_COUNTERS = {
    "apartment": "戸", "branche": "店 支店", "building": "棟", "buse": "台", "car": "台",
    "city": "市", "company": "社", "country": "カ国 か国", "firm": "社",
    "flight": "便", "game": "試合", "home": "戸 軒 棟", "hospital": "病院 カ所 施設",
    "house": "戸 軒 棟", "household": "世帯 戸", "item": "品目 点", "location": "カ所 か所 箇所",
    "matche": "試合", "municipality": "市町村 自治体", "nation": "カ国 か国", "outlet": "店 店舗",
    "patent": "件", "place": "カ所 か所 箇所", "plane": "機", "project": "件 事業",
    "reactor": "基", "room": "室", "satellite": "基 機", "school": "校", "seat": "席 議席",
    "share": "株", "ship": "隻", "shop": "店 店舗", "site": "カ所 か所 箇所", "specy": "種",
    "store": "店 店舗", "time": "回", "truck": "台", "turbine": "基", "university": "大学 校",
    "vehicle": "台", "vessel": "隻", "vote": "票",
}  # fmt: skip


def _same_counter(asked: str, lang: str, unit: str) -> float:
    counter = asked.partition(":")[2]
    if counter == "points" and unit == "point":
        return 1.0
    found = unit.partition("/")[0].partition(":")[2]
    family = measures.family_of(unit)
    if not counter:
        return {"count": 1.0, "people": 0.9, "physical": 0.5}.get(family or "", 0.0)
    known = _COUNTERS.get(stem(counter), "").split()
    if known and family == "people":
        return 0.0
    if known and found and not found.isascii():
        return 1.0 if found in known else 0.3
    if found and stem(found.lower()) == stem(counter):
        return 1.0
    if found and (found.startswith(counter) or counter.startswith(found)):
        return 0.9
    if lang == "en":
        return 0.6 if family in {"count", "people"} else 0.4 if family == "physical" else 0.0
    if not found or re.search(r"[A-Za-z]|つ|か所|カ所|個", found) or len(found) > 1:
        return 0.5 if family in {"count", "people"} else 0.0
    return 0.3 if family == "people" else 0.0

"""Numbers of a list that leave out what they count: "190m francs, 120m and 78m"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.figures.scan import Mention

_SCALED = re.compile(r"(?:\d ?(?:million|billion|trillion|bn|tn|m)|[万億兆])$", re.IGNORECASE)
_M = re.compile(r"[$€£¥]?[\d.]+m(?![a-z])")
_NAME_AND = re.compile(r"[A-Z][A-Za-z]+ \($")
_FELL = re.compile(
    r", (?:[a-z]+ )?(?:fell|rose|grew|dropped|climbed|slipped|jumped|shrank) (?:to|by)\b"
)
_THOUSANDS = re.compile(r"\d,\d{3}$")
_ENDS = re.compile(r"[。\n！？!?]|[.;](?=\s|$)")
# What may stand behind a number that counts nothing named there.
_OPEN_BEHIND = re.compile(
    r"\s*(?:[,;:.)）、。」]|$)|[とや・]| \([\d.,]+ (?:m|b|tr)illion\)"
    r"| (?:and|or|from|to|for|in|by|at|on|of|while|but|with|after|against|versus|compared|last|this"
    r"|each|apiece|respectively|more|less|a (?:year|month|week|day)|the (?:year|month|previous))\b",
    re.IGNORECASE,
)
# Nor behind an amount: "of which 18 billion would be new", "3.5 billion a fortnight ago".
_NO_NOUN_BEHIND = re.compile(
    r" (?:is|are|was|were|be|been|will|would|had|has|have|can|could|may|might|did|does|goes?|went"
    r"|comes?|came|because|since|when|where|which|who|whom|that|if|as|before|until|through|over"
    r"|under|per|annually|yearly|overall|in all|altogether|already|instead|back|ago|earlier"
    r"|later|then|now|so|today|yesterday|between|during|among|into|across|without|within|despite|they|it|he|she|we"
    r"|a fortnight|a (?:quarter|decade) (?:ago|earlier)|its|their|his|her)\b"
)
# What only money does: "was fined 9 million", "its cost has reached 54 million".
_OF_MONEY = re.compile(
    r"\b(?:cost(?:s|ing)?|fin(?:es?|ed)|penalt(?:y|ies)|pa(?:y|ys|id)|rais(?:e|es|ed|ing)|worth"
    r"|revenues?|profits?|loss(?:es)?|budget\w*|spen(?:d|ds|t|ding)|invest\w*|grants?|subsid\w+"
    r"|fund\w*|award\w*|prices?|priced|valued?|valuation|fees?|debts?|bonds?|loans?|lent|turnover"
    r"|earn\w*|income|dividends?|capital|deals?|damages?|compensation|tax\w*|dut(?:y|ies)|rents?"
    r"|wages?|salar\w+|bonus\w*|donated|owe[sd]?|borrow\w*|financ\w+|cash|savings|contribut\w+"
    r"|money|settle\w*|ransom|bids?|insur\w+|takings|write-?(?:down|off)s?|impairment|buyback"
    r"|prize|scholarships?|stipend|bail|bill|surplus|deficit|proceeds)\b",
    re.IGNORECASE,
)
# What only numbers of people and things do: "admissions slipped to 780 million".
_OF_NUMBERS = re.compile(
    r"\b(?:numbers?|passengers?|admissions?|users?|customers?|subscribers?|members?|ridership|readers"
    r"|viewers|audiences?|visit(?:s|ors)?|people|children|population|households|jobs|copies|units"
    r"|downloads?|doses|tickets?|shares|votes?|voters|attendance|accounts|parcels|vehicles|tonn?e?s"
    r"|barrels|emissions|output|volumes?|capacity|parameters?|make|vaccinat\w+|protect|reach(?:es)?"
    r"|avoid|traffic|arrivals?|orders|marriages|births|deaths|patients|sold|ship(?:s|ped)|carr(?:y|ies|ied)|hit)\b",
    re.IGNORECASE,
)
_NUMBERED_BEFORE = re.compile(  # "revenue of 10 billion pounds and passengers 93 million"
    r"(?<!to )(?<!from )(?<!on )(?<!of )(?<!by )\b(?:passengers|admissions|users|customers"
    r"|subscribers|members|visitors|visits|downloads|doses"
    r"|tickets|copies|units|vehicles|parcels|guests|shares)(?: numbers?)?"
    r"(?: (?:were|was|of|from|to|at|reached|totall?ed|rose|fell|grew|climbed|about|some|nearly"
    r"|around|more|less|than|over|[\d.,]+|[mb]illion))* $"
)
# What is surely paid, or earned.
_PAID = re.compile(
    r"\b(?:costs?|costing|fin(?:es?|ed)|penalt(?:y|ies)|pa(?:y|ys|id)|raised?|revenues?|profits?"
    r"|los(?:s|ses|t)|spen(?:d|ds|t|ding)|invest(?:s|ed)?|grants?|subsid(?:y|ies)|owe[sd]?|turnover"
    r"|earn(?:s|ed)|dividends?|damages|compensation|(?:put|set) aside|write-?down)\b",
    re.IGNORECASE,
)
# What an amount of something else does as well: «listeners fell to 40 million».
_MOVES = re.compile(
    r"\b(?:r[io]se|risen|rises|f[ae]ll|falls|fallen|gr[eo]w|grown|grows|climb\w*|drop\w*|slip\w*"
    r"|shr[aiu]nk|swell\w*|doubled|tripled|topp?(?:s|ed)|pass(?:es|ed)?|exceed\w*|number\w*|jump\w*"
    r"|surg\w*|reach\w*|stagnat\w*|home to|help)\b(?: \w+){0,4} $"
    r"|\bha(?:s|ve|d)(?: (?:about|some|only|around|nearly|over))? $"
)
_ANAPHOR = re.compile(
    r"\W*(?:(?:in|by|for|last|this|a) [^,;.]{1,30}?,? )?(?:it|that|this|they)\b", re.IGNORECASE
)
_BULLET = re.compile(r"\s*[-–—•*▪■・]\s*\S")
_REST = re.compile(r"[^.;,\n]{0,60}")
_BACK, _NEAR = 500, 40  # characters and numbers back to an amount that names the currency
# "214 runners, of whom 17"; "6.82 million passengers, against 6.43 million".
_PART_BEFORE = re.compile(r"\b(?:of (?:whom|them|which)|including) (?:some |about |around )?$")
_OTHER_BEFORE = re.compile(
    r"\b(?:against|versus|compared (?:with|to)|(?:up|down)? ?from"
    r"|(?:down|rose|fell|rising|falling|grew|climbed|dropped) to"
    r"|(?:take|taking|took) on|hir(?:es?|ing)|recruit(?:ing)?|add(?:ing)?)"
    r" (?:some |about |around |just |another |a further )?$"
)
# "4,860 children: 2,100 in Kenya, 1,640 in Burkina Faso and 1,120 in Mozambique".
_LISTED_BEFORE = re.compile(r"(?:[:,]|\band) (?:some |about |around )?$")
_PLACED_BEHIND = re.compile(r" (?:in|from|at|by|on) (?:the )?[A-Z]")
_OF_THE = re.compile(r" of (?:the |its |their |all )?")  # "five of the seven members"
_DOES_BEHIND = re.compile(r" (?:were|was|are|is|had|have|has|will|would|did|died|live)\b")
# "43 still missing"; "the number of people killed rose to 87".
_VICTIMS = re.compile(
    r" (?:still |were |was |are |others? |more )*(?:missing|dead|injured|wounded|killed|hurt"
    r"|homeless|unaccounted for|hospitali[sz]ed|displaced|evacuated|arrested)\b"
)
_TOLL = re.compile(
    r"\b(?:number of (?:people|dead|deaths|victims|casualties|patients)|(?:death )?toll)\b[^.;:\d]*"
    r"\b(?:rose|risen|rises|climbed|stood|stands|reached|grew|was|is|put) (?:to |at )?$"
)
# "38,214 runners started and 37,390 finished".
_STARTED = re.compile(r" [a-z]+ed,? and (?:about |around |some )?")
_FINISHED = re.compile(r" [a-z]+ed\b")
_REACH = 160  # characters to the number that names the unit
_COUNTED = frozenset({"count", "measure", "duration", "age"})
_PASSED = frozenset({"date", "age", "duration", "percent", "name", "ordinal"})


def with_units(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` of ``text``, those that leave out their unit with that of their list.

    Of money it is that of the amount before in the same sentence (English, Japanese)
    or of the one behind (Japanese), unless something else is counted between; in English
    also that of an amount before, in a clause about money or that goes on about the same.
    Only a number with a scale word or a thousands separator takes it. Of counted people and
    things it is that of the number before in the same sentence (English), for a part
    of it, what it is compared with, and its share by places. Surfaces stay as printed.
    """
    found = list(mentions)
    for at, mention in enumerate(found):
        if mention.kind == "measure" and mention.unit == "m":
            found[at] = mention = _in_millions(text, found, at)
        if mention.kind != "number" or mention.unit:
            continue
        named = _currency(text, found, at) or _counted(text, found, at)
        if named is None and _are_people(text, mention):
            found[at] = replace(mention, unit="people", kind="count")
        elif named is not None:
            found[at] = replace(mention, unit=named.unit.partition("/")[0], kind=named.kind)
    return found


def _in_millions(text: str, mentions: Sequence[Mention], at: int) -> Mention:
    """ "57m" beside "52m free allowances" are no metres, but as many millions."""
    here = mentions[at]
    if not _M.fullmatch(here.surface) or not isinstance(here.value, Decimal):
        return here
    for other in mentions[max(0, at - 4) : at + 4]:
        low, high = sorted((here, other), key=lambda m: m.start)
        apart = high.start - low.end > _REACH or _ENDS.search(text, low.end, high.start)
        if not apart and other.kind in {"count", "money"} and _M.match(other.surface):
            break
    else:
        return here
    return replace(here, value=here.value * 1_000_000, unit="", kind="number")


def _are_people(text: str, mention: Mention) -> bool:
    """ "43 still missing", "the number of people killed rose to 87"."""
    if not isinstance(mention.value, Decimal) or mention.value % 1 or mention.value < 1:
        return False
    if _VICTIMS.match(text, mention.end):
        return True
    before = text[max(0, mention.start - _REACH) : mention.start]
    return bool(_TOLL.search(before) and _OPEN_BEHIND.match(text, mention.end))


def _currency(text: str, mentions: Sequence[Mention], at: int) -> Mention | None:
    mention = mentions[at]
    if not _is_amount(text, mention) or _NUMBERED_BEFORE.search(
        text, max(0, mention.start - _REACH), mention.start
    ):
        return None
    if mention.surface[-1] in "万億兆":
        return _money(text, mentions, at, -1) or _money(text, mentions, at, 1)
    return _money(text, mentions, at, -1) or _money_before(text, mentions, at)


def _money_before(text: str, mentions: Sequence[Mention], at: int) -> Mention | None:
    """The amount before whose currency goes without saying, of the only one there.

    Its own clause has to speak of money ("Van Horrick, which joined late, was fined 47 million"),
    of nothing else where the amount stands in another paragraph, or goes on about the amount.
    """
    here = mentions[at]
    if not _SCALED.search(here.surface):
        return None
    reach = max(0, here.start - _BACK)
    paragraph = max(reach, text.rfind("\n", reach, here.start) + 1)
    clause = max((m.end() for m in _ENDS.finditer(text, paragraph, here.start)), default=paragraph)
    before = [m for m in mentions[max(0, at - _NEAR) : at] if m.start >= reach]
    numbers = [m for m in before if m.kind == "money" or m.kind in _COUNTED - _PASSED]
    counted = [m.end for m in numbers if m.start >= clause and m.kind != "money"]
    clause = max(counted, default=clause)
    amounts = [m for m in numbers if m.kind == "money"]
    beside = [m for m in amounts if m.start >= paragraph]
    if beside and not _OF_MONEY.search(text, clause, here.start):
        since = [m for m in before if m.start > beside[-1].start]
        if not _goes_on(text, since, clause, here):
            return None
    if not beside and (listed := _listed(text, amounts, here)):
        return listed
    if not beside and not _is_paid(text, clause, here):
        return None
    told = beside or amounts
    return told[-1] if len({m.unit for m in told if m.unit}) == 1 else None


def _goes_on(text: str, since: Sequence[Mention], clause: int, here: Mention) -> bool:
    """Whether nothing but the amount before is told of: «in 2025 it was 17.8 trillion»."""
    if any(m.kind in {"number", "measure"} or m.kind in _COUNTED - _PASSED for m in since):
        return False
    said = text[clause : here.start]
    if _OF_NUMBERS.search(said + _rest(text, here.end)):
        return False
    return bool(_ANAPHOR.match(said)) or not _MOVES.search(said)


def _is_paid(text: str, clause: int, here: Mention) -> bool:
    """Whether a clause tells of nothing but money: «Dunlevy Brothers pays 22.6 million»."""
    said = text[clause : here.start]
    return bool(_PAID.search(said)) and not _OF_NUMBERS.search(said + _rest(text, here.end))


def _listed(text: str, amounts: Sequence[Mention], here: Mention) -> Mention | None:
    """The amount that names the currency for the next lines of a list: «- Fees: 163 million»."""
    if not amounts:
        return None
    above = text.rfind("\n", 0, amounts[-1].start) + 1
    first = next(m for m in amounts if m.start >= above)
    *lines, line = (text[above : here.start] + _rest(text, here.end)).split("\n")
    if not all(map(_BULLET.match, (*lines, line))) or _OF_NUMBERS.search(line):
        return None
    listed = {m.unit for m in amounts if m.start >= above}
    return first if _OF_MONEY.search(line) and len(listed) == 1 else None


def _rest(text: str, at: int) -> str:
    """What follows in the same clause."""
    found = _REST.match(text, at)
    return found.group() if found else ""


def _is_amount(text: str, mention: Mention) -> bool:
    listed = _THOUSANDS.search(mention.surface) and text[mention.end : mention.end + 1].isascii()
    scaled = _SCALED.search(mention.surface)
    if (scaled or listed) and _OPEN_BEHIND.match(text, mention.end):
        return True
    english = scaled and mention.surface.isascii()
    return bool(english and _NO_NOUN_BEHIND.match(text, mention.end))


def _money(text: str, mentions: Sequence[Mention], at: int, step: int) -> Mention | None:
    """The nearest amount of money of the same sentence in one direction."""
    here = mentions[at]
    index = at + step
    while 0 <= index < len(mentions):
        other = mentions[index]
        low, high = sorted((here, other), key=lambda m: m.start)
        if high.start - low.end > _REACH or _ENDS.search(text, low.end, high.start):
            return None
        if (
            other.kind == "money"
            and _THOUSANDS.search(here.surface)
            and _FELL.search(text, low.end, high.start)
        ):  # «pay 8,200 marks, fell to 9,700»
            return None
        if other.kind == "money":
            before = other.outer[0] or other.start
            is_converted = step < 0 and index > 0 and text[before - 1 : before] in {"(", "\uff08"}
            return mentions[index - 1] if is_converted and mentions[index - 1].unit else other
        if other.kind in _COUNTED and not _over_time(text, other, here):
            return None
        index += step
    return None


def _over_time(text: str, other: Mention, here: Mention) -> bool:
    """Whether a duration stands between two amounts: «102 million in the half-year, and 34»."""
    if other.kind not in _PASSED or here.start < other.end or here.surface[-1] in "万億兆":
        return False
    said = text[other.end : here.start] + _rest(text, here.end)
    counts = _OF_NUMBERS.search(said) or _MOVES.search(text, other.end, here.start)
    return _SCALED.search(here.surface) is not None and counts is None


def _counted(text: str, mentions: Sequence[Mention], at: int) -> Mention | None:
    """The number of people or things beside, of which this is a part, or another to compare."""
    here = mentions[at]
    if not isinstance(here.value, Decimal):
        return None
    before = _count_before(mentions, at)
    if here.value % 1 and (before is None or before.kind != "measure"):
        return None
    if at + 1 < len(mentions) and _is_count(behind := mentions[at + 1]):
        gap = text[here.end : behind.outer[0] or behind.start]
        if _OF_THE.fullmatch(gap):
            return behind
    if text[here.end : here.end + 1] == ")" and _NAME_AND.search(
        text[max(0, here.start - 40) : here.start]
    ):
        return _measured_before(text, mentions, at)
    gap = text[before.end : here.outer[0] or here.start] if before else ""
    if before is None or _ENDS.search(gap):
        return None
    alone = _OPEN_BEHIND.match(text, here.end)
    if before.kind == "measure":  # "28.4m tonnes, against 25.6m a year earlier"
        return before if alone and _OTHER_BEFORE.search(gap) else None
    if _PART_BEFORE.search(gap):
        return before if alone or _DOES_BEHIND.match(text, here.end) else None
    listed = _LISTED_BEFORE.search(gap) and (
        _PLACED_BEHIND.match(text, here.end) or _does_too(gap, text, here.end)
    )
    return before if listed or (alone and _OTHER_BEFORE.search(gap)) else None


def _does_too(gap: str, text: str, end: int) -> bool:
    """ "38,214 runners started and 37,390 finished": the same did something else."""
    return bool(_STARTED.fullmatch(gap) and _FINISHED.match(text, end))


def _count_before(mentions: Sequence[Mention], at: int) -> Mention | None:
    """The nearest number before within reach, dates and the like aside, if it counts something."""
    for index in range(at - 1, -1, -1):
        other = mentions[index]
        if mentions[at].start - other.end > _REACH:
            return None
        if other.kind not in _PASSED:
            return other if _is_count(other) or _is_measured(other) else None
    return None


def _measured_before(text: str, mentions: Sequence[Mention], at: int) -> Mention | None:
    """What the sentence counts by before «South Korea (0.55 million) and Japan (0.41 million)»."""
    here = mentions[at]
    for other in reversed(mentions[:at]):
        if here.start - other.end > _REACH or _ENDS.search(text, other.end, here.start):
            return None
        if other.kind == "measure" or _is_count(other):
            return other if _SCALED.search(here.surface) else None
        if other.kind not in _PASSED - {"percent"}:
            return None
    return None


def _is_count(mention: Mention) -> bool:
    return mention.kind == "count" and "/" not in mention.unit


def _is_measured(mention: Mention) -> bool:
    return mention.kind == "measure" and "/" not in mention.unit

"""The unit behind a numeral: one of the table, else the noun that the numeral counts."""

from __future__ import annotations

import re

from assistant.figures import names, numerals
from assistant.figures.numerals import Numeral, words
from assistant.figures.units import PEOPLE_EN, Unit, continued, unit_at

BARE = Unit("", "number")

Found = tuple[Unit, int]

_OF_A = re.compile(r" (?:of )?an? ")
_MORE = re.compile(r"-(?:plus|odd)(?= )")
_OCCASIONS = re.compile(
    r"times (?:already|running|in a row|this|in|since|during|last|before|between|on|at|a|per|major"
    r"|when|while|world)\b"
)
_CONSECUTIVE = re.compile(r" (?:consecutive|straight|different|separate|successive) times(?![a-z])")
_WORKING = re.compile(
    r" (?:working|business|consecutive|straight|successive|calendar|trading|full|more|additional"
    r"|extra|whole|school|long|short) "
)
_GAP = re.compile(r" {1,3}|-")
_NOUN_JA = re.compile(
    r"(?P<of>の(?=[一-龥ァ-ヴ]{2}|[州国県市町村島駅店社家校区党寺橋港城賞]))?(?P<noun>[一-龥々]{1,4}|[ァ-ヴー]{2,12})"
)
_NOT_COUNTER = re.compile(
    r"[以超未前後程余近台強弱全増減高安中内外上下側対等目分付差に]|連続|同時|時点|曜"
)
# Names that stand behind a number of the row before: 「445/160東北:621/109関東」
_REGIONS = frozenset(words("東北 関東 信越 北陸 東海 近畿 中国 四国 九州 沖縄 計 合計 総計"))
_VERB_ENDING = re.compile(r"[りるけめっえくきぎげせちてねべみれわ]")
_PEOPLE = "|".join(sorted(PEOPLE_EN, key=len, reverse=True))
_NOUN_EN = re.compile(
    r"[ -](?:(?:[a-z]{2,}(?>(?:-[a-z]+)*))[ -])??(?:([a-z]{2,}(?:[^s\W\d]s|ies|xes|ches|sses))|"
    rf"(?:[a-z]{{2,}} )??({_PEOPLE}))(?![a-z'])"
)
_HYPHENED = re.compile(r"-([a-z]{3,})(?![a-z'])")
_NOT_HYPHENED = frozenset(
    ("odd", "plus", "way", "something", "style", "based", "sided", "fold", "old", "and", "the",
     "per", "half", "hour", "mid", "to", "or")
)  # fmt: skip
_NO_ADJECTIVE = frozenset(
    words(
        "and or in of to for on at by from with the was is are were has have had will would "
        "per as than a an its his her their this that these those who which said says but "
        "after before since until into over under between against about not also"
    )
)
_NO_NOUN = frozenset(words("was is has this its his as us does says plus versus vs times always"))


def unit_behind(folded: str, lower: str, numeral: Numeral) -> Found | None:
    """The unit that follows ``numeral`` and where it ends; None when nothing is counted."""
    position = numeral.end
    match = _GAP.match(lower, position)
    gap = match.end() - position if match else 0
    found = unit_at(lower, position) or _of(lower, numeral)
    if found is None and gap:
        found = unit_at(lower, position + gap)
    if found and not names.unit_fits(folded, lower, numeral, found):
        found = None
    if found and found[0].name == "deg":
        return names.degrees_or_times(lower, numeral, found)
    if found and _OCCASIONS.match(lower, found[1] - 5):
        return Unit("count:times", "count"), found[1]
    if found and found[0].name == "count:連続":  # 「4連続四球」
        return _noun_ja(lower, found[1], numeral) or found
    if found or (
        numeral.style == "kanji" and not (numeral.hi and lower.startswith("の", position))
    ):
        return found
    if not gap:
        return _noun_ja(lower, position, numeral)
    if adjective := _WORKING.match(lower, position):
        timed = unit_at(lower, adjective.end())
        if timed and timed[0].kind == "duration" and not _is_year(numeral):
            return timed
    if occasions := _CONSECUTIVE.match(lower, position):
        return Unit("count:times", "count"), occasions.end()
    if more := _MORE.match(lower, position):  # "40-plus countries"
        return _noun_en(folded, lower, more.end())
    if lower.startswith(" of ", position):
        return _noun_en(folded, lower, position + 3) if numeral.hi is not None else None
    return _noun_en(folded, lower, position) if numeral.value != 1 else None


def _is_year(numeral: Numeral) -> bool:
    """ "the 2024 school year" is a year, "six school years" a stretch."""
    return numeral.end - numeral.start == 4 and 1900 <= (numeral.value or 0) <= 2100


def _of(lower: str, numeral: Numeral) -> Found | None:
    """ "tens of billions of yen", "half an hour"."""
    position = numeral.end
    if lower.startswith(" of ", position):
        found = unit_at(lower, position + 4)
        if found and found[0].kind in ("money", "measure"):
            return found
    if numeral.style == "fraction" and (match := _OF_A.match(lower, position)):
        found = unit_at(lower, match.end())
        return found if found and found[0].kind in ("measure", "duration") else None
    return None


def _noun_ja(lower: str, position: int, numeral: Numeral) -> Found | None:
    """「5大学」「17の企業」: the run of kanji or katakana behind the digits, cut at a suffix."""
    match = _NOUN_JA.match(lower, position)
    if match is None or numeral.quantum < 1:  # 「マグニチュード7.5の地震」 counts no earthquakes
        return None
    word = match["noun"]
    for index, char in enumerate(word):
        if _NOT_COUNTER.match(word, index) and (index or char not in "台高"):
            word = word[:index]
            break
    end = match.start("noun") + len(word)
    if len(word) > 1 and _VERB_ENDING.match(lower, end):  # 「12桁切り下げ」
        word, end = word[:-1], end - 1
    year = 1900 <= (numeral.value or 0) <= 2100 and numeral.hi is None
    loose = match["of"] and (year or (numeral.value or 0) < 3)
    if (
        not word
        or word in _REGIONS
        or loose
        or numeral.scale >= 10**8
        or continued(lower, end - 1, end)
    ):
        return None
    return Unit(f"count:{word}", "count"), end


def _noun_en(folded: str, lower: str, position: int) -> Found | None:
    """ "2,500 firms", "40,000 new jobs", "19-nation": the noun behind the numeral."""
    hyphened = _HYPHENED.match(lower, position)
    if hyphened and hyphened[1] not in _NOT_HYPHENED:
        return Unit(f"count:{hyphened[1]}", "count"), hyphened.end()
    match = _NOUN_EN.match(lower, position)
    if match is None:
        return None
    noun = match[1] or match[2]
    words = match.group()[1:].split()[:-1]
    if (
        noun.endswith(("us", "is"))
        or noun in _NO_NOUN
        or any(w in _NO_ADJECTIVE or w in numerals.WORDS for w in words)
    ):
        return None
    named = noun.endswith("ans") and folded[match.end() - len(noun)].isupper()  # Syrians
    if noun in PEOPLE_EN or named:
        return Unit("people", "count"), match.end()
    return Unit(f"count:{noun}", "count"), match.end()

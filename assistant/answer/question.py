"""What a question asks for: language, kind of answer, names, measures, period, operation."""

from __future__ import annotations

import re

from assistant.answer import words
from assistant.answer.terms import terms
from assistant.figures import dates, measures
from assistant.figures.currencies import MONEY_EN, MONEY_JA
from assistant.schema import Lang, Question
from assistant.text.fold import fold
from assistant.text.lexicon import Lexicon

_CURRENCIES = MONEY_EN | MONEY_JA
_NAME_BEFORE = re.compile(  # a capitalised word that no question opens with
    r"(?<![\w-])(?!(?:How|What|Which|When|Who|Much|Many|The|Did|Does|Net|Gross|Total)\b)"
    r"([A-Z][\w&.'-]*) $"
)
_SHORT_YEAR = re.compile(
    r"'?(?:1[6-9]|2\d)年(?!の(?:歴史|節目|計画|期間|契約|刑|懲役)|間|目|ぶり|連続|かけ|以)"
)

# What a figure comes after, whose date is not the figure's: after China's April 2025 curbs.
_EVENT_BEFORE = re.compile(
    r"\b(?:after|following|since|despite)(?: [\w-]+['’]s?| the| its| their)+ $"
)
_EVENT_OF = re.compile(r"の[^、。0-9]{1,10}(?:の後|後の|以後|以降|を受け)")
_IS_SO_MUCH = re.compile(r"[はが]いくら(?:だった|でした|です|か|だ|と)*[??]?$")
_THE_WHO = re.compile(
    r"\bWHO\b(?! (?:is|was|are|were|[a-z]+s)\b)"
)  # the World Health Organization asks nothing


def analyse(text: str, *, lexicon: Lexicon | None = None) -> Question:
    """Read a question in either language.

    ``wants`` holds the kind of answer (money, people, percent, point, times,
    count, duration, date, quantity, who, where, what), the likeliest first, a second
    where the wording leaves open whether words or a figure are wanted; ``units`` the units that
    the wording insists on, ``entities`` the names, ``measures`` ids of the
    measure table, ``period`` the dates that it is limited to ("last year" is read
    article by article, in ``timing``).
    """
    folded = fold(text).strip()
    lang = language(folded)
    said, unit = _wanted(folded, lang)
    ids = _measures(folded, lang)
    open_kind = said in {"what", "quantity", ""} or (said == "count" and "count" not in unit)
    if said == "money" and not unit and _IS_SO_MUCH.search(folded) and _is_no_money(ids):
        said, open_kind = "quantity", True
    lowered = folded.lower()
    if not open_kind:
        wanted = said
    elif words.MOVED.search(lowered) or words.VOLUME.search(lowered):
        wanted = "quantity" if said in {"", "what"} else said
    else:
        wanted = _from_measures(folded, lang, said, ids)
    times = [
        when
        for when in dates.resolve(folded)
        if when.date.year and _is_period(folded, when.start, when.end)
    ]
    period = [end for when in times for end in (when.date, when.hi) if end is not None]
    names = tuple(term.text for term in terms(folded, lang, lexicon) if term.name)
    return Question(
        text=text,
        lang=lang,
        wants=_wants(wanted, said),
        units=tuple(unit.split()),
        entities=names,
        measures=ids,
        period=tuple(dict.fromkeys(period)),
        operation=_operation(folded, len(times)),
        scope="all" if words.ALL.search(folded.lower()) else "one",
    )


def _is_no_money(ids: tuple[str, ...]) -> bool:
    """Whether all measures named are of other things than money: 金利はいくら."""
    families = [measures.MEASURES[m].families for m in ids if m not in measures.GENERIC]
    return bool(families) and not any("money" in one for one in families)


def _is_period(text: str, start: int, end: int) -> bool:
    """Whether a date of the question limits it.

    Not where it tells of something before (the price "after China's April 2025 curbs"), and
    "23年" may be a year or a number of years.
    """
    if _EVENT_BEFORE.search(text, 0, start) or _EVENT_OF.match(text, end):
        return False
    if not re.fullmatch(r"'?\d{1,2}年", text[start:end]):
        return True
    return bool(_SHORT_YEAR.match(text, start))


def _wants(wanted: str, said: str) -> tuple[str, ...]:
    """The kind that is likeliest; and words or a figure as well where nothing tells which."""
    if said == "words":
        return ("what",)
    if said == "counted":
        return ("count", "quantity")
    if wanted == "what":
        return ("what", "quantity")
    return (wanted, "what") if said in {"what", ""} else (wanted,)


def _measures(text: str, lang: Lang) -> tuple[str, ...]:
    """Ids of the measures named, the one in focus first: the last in Japanese, else the first."""
    found = [hit.id for hit in measures.find(text) if not _in_name(text, hit.start)]
    if lang == "ja":
        found.reverse()
    said = [m for m in found if m not in measures.GENERIC]
    return tuple(dict.fromkeys([*said, *found]))


def _in_name(text: str, at: int) -> bool:
    """Whether a word at ``at`` is the end of a name: Setouchi Power, but not Net Profit alone."""
    name = _NAME_BEFORE.search(text[:at])
    return bool(name and text[at].isupper() and not measures.find(name[1]))


def language(text: str) -> Lang:
    """``en`` when names alone are in kana or kanji: "How much did 東雲電機 (Shinonome) make?"."""
    outside = re.sub(r"\([^()]*\)", " ", text)
    japanese = re.findall(r"[\u3041-\u30fe\u3400-\u9fff]+", outside)
    english = re.findall(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])", outside)
    if not japanese:
        return "en" if english or not re.search(r"[\u3041-\u30fe\u3400-\u9fff]", text) else "ja"
    return "en" if len(english) > 2 * len(japanese) else "ja"


def _wanted(text: str, lang: Lang) -> tuple[str, str]:
    lowered = (text if text == text.upper() else _THE_WHO.sub("it", text)).lower()
    for pattern, wants, unit in words.JA if lang == "ja" else words.EN:
        match = re.search(pattern, lowered)
        if not match:
            continue
        if wants == "duration":
            unit = next((u for u, p in words.SPANS.items() if re.search(p, match.group())), "")
        if wants == "measure":
            unit = words.MEASURE_UNITS.get(match.groupdict().get("measure") or "", "")
        counter = match.groupdict().get("counter")
        if wants == "count" and counter in _CURRENCIES:
            return "money", _CURRENCIES[counter].name
        if wants == "count" and counter:
            unit = f"count:{counter}"
        if wants == "money" and lang == "en" and not unit:
            unit = next((code for word, code in words.EN_UNIT_IN if f"in {word}" in lowered), "")
        return wants, unit
    return "", ""


def _from_measures(text: str, lang: Lang, wanted: str, ids: tuple[str, ...]) -> str:
    """What a question without a question word of quantity is after, by its measure."""
    families = {f for m in ids if m not in measures.GENERIC for f in measures.MEASURES[m].families}
    if wanted == "what":
        if lang == "ja" and not re.search(r"何は|は何|なに", text):
            return wanted
        if not families and lang == "en" and words.MONEY_VERB.search(text.lower()):
            return "money"
    if wanted == "count":  # 金利はいくつ
        return "percent" if families == {"percent"} and "数" not in text else "count"
    if not families:
        return wanted or "quantity"
    if wanted == "what" and "money" in families:
        return "money"
    return words.FAMILY_WANTS[families.pop()] if len(families) == 1 else "quantity"


def _operation(text: str, times: int) -> str | None:
    """What must be calculated; "in all" over several ``times``, of which a range is one."""
    lowered = text.lower()
    for pattern, operation in words.CALCULATION:
        if re.search(pattern, lowered):
            return operation
    return "sum" if words.SUM.search(lowered) and times > 1 else None

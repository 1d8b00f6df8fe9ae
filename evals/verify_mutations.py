"""Wrong changes of a true draft: each knows by itself what it made untrue.

A change touches the words of the sentence, the figure's record, or both. The
mutator reads no number: it swaps digits, words and names as they are printed, and
takes neighbours (owners, measures, times) from the same article's other figures.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.figures import measures
from assistant.schema import Draft, Evidence, Figure, Lang, PartialDate, Sentence

Class = Literal["value", "unit", "scale", "qualifier", "entity", "measure", "period"]
SLIPS: tuple[Class, ...] = ("value", "unit", "scale", "qualifier")
BINDINGS: tuple[Class, ...] = ("entity", "measure", "period")


@dataclass(frozen=True)
class Case:
    """A true draft in its parts: the sentence is ``head + said + when``."""

    id: str
    lang: Lang
    draft: Draft
    figure: Figure
    others: tuple[Figure, ...]  # of the same article
    head: str
    said: str
    when: str
    strangers: tuple[str, ...] = ()  # owners that the article does not name


@dataclass(frozen=True)
class Mutant:
    """An untrue draft; ``words`` or ``record`` is what must not be shown as an answer."""

    case: Case
    kind: Class
    name: str
    draft: Draft
    words: str | None = None
    record: Figure | None = None


# -- words ----------------------------------------------------------------------------------------

_SCALES = (
    ("千", "百"), ("百万", "百億"), ("万", "億"), ("億", "兆"), ("兆", "億"),
    ("億", "万"), ("million", "billion"), ("billion", "million"), ("trillion", "billion"),
    ("billion", "trillion"), ("thousand", "million"),
)  # fmt: skip
_UNITS = (
    ("米ドル", "円"), ("円", "ドル"), ("ドル", "円"), ("ユーロ", "円"), ("yen", "dollars"),
    ("dollars", "yen"), ("dollar", "yen"), ("euros", "dollars"), ("¥", "$"), ("$", "€"), ("€", "¥"),
    ("percentage points", "percent"), ("percentage point", "percent"), ("percent", "points"),
    ("ポイント", "%"), ("%", "ポイント"), ("パーセント", "ポイント"), ("人", "社"), ("名", "社"),
    ("社", "人"), ("か所", "人"), ("件", "社"), ("台", "人"), ("people", "companies"),
    ("companies", "people"), ("年間", "か月"), ("カ月", "年間"), ("か月", "年間"),
    ("years", "months"), ("months", "years"), ("year", "month"), ("MW", "GW"), ("kW", "MW"),
    ("GW", "MW"), ("メガワット", "ギガワット"), ("キロワット", "メガワット"), ("時間", "分"),
    ("megawatts", "gigawatts"), ("トン", "キログラム"), ("tons", "kilograms"),
    ("平方メートル", "ヘクタール"), ("square meters", "hectares"), ("人", "世帯"), ("倍", "%"),
    ("hours", "minutes"), ("days", "weeks"), ("日間", "週間"), ("歳", "年間"),
)  # fmt: skip
_BEFORE = {
    "max": ("最大で", "最大", "上限", "最高", "up to", "at most", "as much as"),
    "min": ("少なくとも", "最低", "at least"),
    "approx": ("約", "およそ", "ほぼ", "about", "approximately", "roughly", "around", "nearly",
               "almost"),
    "over": ("more than", "over"),
    "under": ("less than", "fewer than", "under"),
    "total": ("合計", "総額", "計", "延べ", "a total of"),
    "cumulative": ("累計", "累積", "a cumulative"),
    "each": ("各", "それぞれ"),
}  # fmt: skip
_AFTER = {
    "min": ("以上",), "max": ("以下", "以内"), "over": ("超", "余り", "強"),
    "under": ("未満", "弱"),
    "approx": ("程度", "前後", "ほど", "近く"), "increase": ("増",), "decrease": ("減",),
    "each": ("ずつ", " each"),
}  # fmt: skip
_ADDED: dict[Lang, tuple[tuple[str, str], ...]] = {
    "ja": (("max", "最大"), ("min", "少なくとも"), ("approx", "約")),
    "en": (("max", "up to "), ("min", "at least "), ("approx", "about ")),
}
_WAYS = (("増", "減"), ("減", "増"), ("increase", "decrease"), ("decrease", "increase"))
_OPPOSITE = {"max": "min", "min": "max", "approx": "max", "over": "under", "under": "over"}
_LATIN = re.compile(r"[A-Za-z$¥€]")


def mutants(case: Case, chance: random.Random) -> Iterator[Mutant]:
    """Every kind of change that applies to the case, one of each."""
    for kind, name, make in _MAKERS:
        made = make(case, chance)
        if made is not None:
            yield replace(made, kind=kind, name=name)


def _mutant(
    case: Case,
    *,
    head: str | None = None,
    said: str | None = None,
    when: str | None = None,
    record: Figure | None = None,
) -> Mutant | None:
    """The draft with other words, another record or both; ``None`` when nothing changed."""
    parts = (head, said, when)
    own = (case.head, case.said, case.when)
    text = "".join(mine if new is None else new for mine, new in zip(own, parts, strict=True))
    changed = text != "".join(own)
    if not changed and record is None:
        return None
    (first, *rest) = case.draft.sentences
    proof = first.evidence[0]
    evidence = replace(proof, figure=record) if record is not None else proof
    span = case.draft.answer_span
    if said is not None and span and span in case.said:
        span = said if case.said == span else span
    sentence = Sentence(text, (evidence, *first.evidence[1:]))
    draft = replace(case.draft, sentences=(sentence, *rest), answer_span=span)
    return Mutant(case, "value", "", draft, text if changed else None, record)


def _digit(case: Case, chance: random.Random) -> Mutant | None:
    places = [m.start() for m in re.finditer(r"[0-9]", case.said)]
    if not places:
        return None
    at = chance.choice(places)
    digit = chance.choice([d for d in "123456789" if d != case.said[at]])
    return _mutant(case, said=case.said[:at] + digit + case.said[at + 1 :])


def _digit_lost(case: Case, chance: random.Random) -> Mutant | None:
    places = [m.start() for m in re.finditer(r"[1-9](?=[\d.])|(?<=[\d.])[1-9]", case.said)]
    if not places:
        return None
    at = chance.choice(places)
    return _mutant(case, said=case.said[:at].removesuffix(".") + case.said[at + 1 :])


def _point_moved(case: Case, chance: random.Random) -> Mutant | None:
    match = re.search(r"(\d)\.(\d)", case.said)
    if match is None:
        return None
    joined = case.said[: match.start()] + match[1] + match[2] + case.said[match.end() :]
    return _mutant(case, said=joined)


def _record_value(case: Case, chance: random.Random) -> Mutant | None:
    """The record says ten times as much, or another day; the words stay."""
    value = case.figure.value
    if isinstance(value, PartialDate):
        moved = PartialDate((value.year or 0) + 1)
        if value.month is not None:
            moved = replace(value, month=value.month % 12 + 1)
        return _mutant(case, record=replace(case.figure, value=moved))
    if value == 0:
        return None
    factor = chance.choice([10, 1000])
    return _mutant(case, record=replace(case.figure, value=value * factor))


def _both_value(case: Case, chance: random.Random) -> Mutant | None:
    """Words and record agree on a wrong value."""
    if not isinstance(case.figure.value, Decimal) or not case.figure.value:
        return None
    changed = _digit(case, chance)
    if changed is None:
        return None
    record = replace(case.figure, value=case.figure.value + 1)
    return _mutant(case, said=changed.draft.sentences[0].text[len(case.head) :][
        : len(case.said)], record=record)  # fmt: skip


def _neighbour_value(case: Case, chance: random.Random) -> Mutant | None:
    """The number of another figure of the same unit under this one's head."""
    near = [
        o for o in case.others
        if o.unit == case.figure.unit and o.unit != "date" and o.value != case.figure.value
        and o.subject != case.figure.subject and o.face_of is None
    ]  # fmt: skip
    if not near or case.figure.surface not in case.said or not case.head:
        return None
    other = chance.choice(near)
    return _mutant(case, said=case.said.replace(case.figure.surface, other.surface))


def _sign(case: Case, chance: random.Random) -> Mutant | None:
    figure = case.figure
    if figure.unit == "date" or isinstance(figure.value, PartialDate):
        return None
    for one, other in _WAYS:
        if one in case.said and one + "加" not in case.said:
            return _mutant(case, said=case.said.replace(one, other))
    match = re.search(r"[-−▲△]", case.said)
    if match and figure.value < 0:
        return _mutant(case, said=case.said[: match.start()] + case.said[match.end() :])
    first = re.search(r"[$¥€]?\d", case.said)
    if first is None or figure.unit == "people" or figure.unit.startswith("count"):
        return None
    return _mutant(case, said=f"{case.said[: first.start()]}-{case.said[first.start() :]}")


def _range_end(case: Case, chance: random.Random) -> Mutant | None:
    if case.figure.value_hi is None:
        return None
    cut = re.sub(r"^(.*?\d[^\d〜~\-–]*?)(?:〜|~|-|–| to |から)\d.*$", r"\1", case.said)
    if cut == case.said:
        return _mutant(case, record=replace(case.figure, value_hi=None))
    return _mutant(case, said=cut)


def _range_made(case: Case, chance: random.Random) -> Mutant | None:
    if case.figure.value_hi is not None or not isinstance(case.figure.value, Decimal):
        return None
    return _mutant(case, record=replace(case.figure, value_hi=case.figure.value * 2))


def _swapped(pairs: tuple[tuple[str, str], ...]) -> Callable[[Case, random.Random], Mutant | None]:
    def make(case: Case, chance: random.Random) -> Mutant | None:
        if case.figure.unit == "date":
            return None
        fitting = [
            pair
            for pair in pairs
            if _beside_number(pair[0], case.said)
            and (pair[0] not in {"%", "円", "人"} or _fits(pair[0], case))
        ]
        if not fitting:
            return None
        one, other = chance.choice(fitting)
        at = case.said.rfind(one)
        return _mutant(case, said=case.said[:at] + other + case.said[at + len(one) :])

    return make


def _beside_number(word: str, said: str) -> bool:
    word = re.escape(word)
    behind = rf"[\d一二三四五六七八九十百千兆億万]\s*[兆億万千]*{word}|\d\s?(?:\w+ )*{word}"
    return re.search(rf"{behind}|{word}\s*\d", said) is not None


def _fits(word: str, case: Case) -> bool:
    unit = case.figure.unit
    return {"%": "percent" in unit, "円": "JPY" in unit, "人": unit == "people"}[word]


def _record_unit(case: Case, chance: random.Random) -> Mutant | None:
    turned = {"JPY": "USD", "USD": "JPY", "percent": "point", "point": "percent",
              "people": "count:社", "year": "month"}  # fmt: skip
    unit = turned.get(case.figure.unit)
    return _mutant(case, record=replace(case.figure, unit=unit)) if unit else None


# -- qualifiers -----------------------------------------------------------------------------------


def _printed_marks(said: str) -> list[tuple[str, int, int]]:
    """Qualifier words right before or behind a number, by their letters alone."""
    found = []
    for mark, words in _BEFORE.items():
        for word in words:
            for m in re.finditer(re.escape(word) + r"(?=[ \d$¥€約最延])", said):
                if not any(m.start() < e and s < m.end() for _, s, e in found):
                    found.append((mark, m.start(), m.end()))
    for mark, words in _AFTER.items():
        for word in words:
            for m in re.finditer(
                r"(?<=[\d円ドル%人年月日間台件社トル倍ト])" + re.escape(word) + r"(?=$|[ ((])", said
            ):
                found.append((mark, m.start(), m.end()))
    return found


def _mark_dropped(case: Case, chance: random.Random) -> Mutant | None:
    marks = _printed_marks(case.said)
    if case.figure.kind == "duration":  # "over 10 years" is a stretch of time, no bound
        marks = [mark for mark in marks if mark[0] != "over"]
    if not marks or case.figure.unit == "date":
        return None
    _, start, end = chance.choice(marks)
    rest = case.said[end:].lstrip() if start == 0 else case.said[end:]
    return _mutant(case, said=re.sub(r"\s{2,}", " ", case.said[:start] + rest))


def _mark_turned(case: Case, chance: random.Random) -> Mutant | None:
    marks = [m for m in _printed_marks(case.said) if m[0] in _OPPOSITE and m[1] >= 0]
    before = [m for m in marks if case.said[m[1] : m[2]] in _BEFORE.get(m[0], ())]
    if not before or case.figure.unit == "date":
        return None
    mark, start, end = chance.choice(before)
    lang: Lang = "en" if _LATIN.match(case.said[start]) else "ja"
    words = [w for w in _BEFORE[_OPPOSITE[mark]] if bool(_LATIN.match(w)) == (lang == "en")]
    if not words or _OPPOSITE[mark] in case.figure.qualifiers:
        return None
    return _mutant(case, said=case.said[:start] + words[0] + case.said[end:])


def _mark_added(case: Case, chance: random.Random) -> Mutant | None:
    first = re.search(r"[$¥€]?\d", case.said)
    if case.figure.unit == "date" or first is None or case.figure.qualifiers:
        return None
    lang: Lang = "ja" if re.search(r"[ぁ-んァ-ン一-鿿]", case.said) else "en"
    _, word = chance.choice(_ADDED[lang])
    return _mutant(case, said=case.said[: first.start()] + word + case.said[first.start() :])


def _record_mark(case: Case, chance: random.Random) -> Mutant | None:
    """The record loses a qualifier, or gets one."""
    marks = case.figure.qualifiers
    changed = marks[1:] if marks else (chance.choice(["max", "min", "approx"]),)
    return _mutant(case, record=replace(case.figure, qualifiers=changed))


# -- whose, what, when ----------------------------------------------------------------------------


def _other_owner(case: Case, chance: random.Random, names: list[str]) -> str | None:
    own = (case.figure.subject or "").lower()
    others = sorted({
        n for n in names
        if n and n.lower() not in own and own not in n.lower() and not set(own) <= set(n.lower())
    })  # fmt: skip
    return chance.choice(others) if others else None


def _entity(where: str, both: bool) -> Callable[[Case, random.Random], Mutant | None]:
    def make(case: Case, chance: random.Random) -> Mutant | None:
        subject = case.figure.subject
        if not subject or not case.head.startswith(subject):
            return None
        near = [o.subject for o in case.others if o.subject and o.value != case.figure.value]
        far = [name for name in case.strangers if name.isascii() == subject.isascii()]
        name = _other_owner(case, chance, near if where == "near" else far)
        if name is None:
            return None
        head = name + case.head[len(subject) :]
        record = replace(case.figure, subject=name) if both else None
        return _mutant(case, head=head, record=record)

    return make


def _neighbour_evidence(case: Case, chance: random.Random) -> Mutant | None:
    """The head of one owner over the figure of another, evidence and all."""
    subject = case.figure.subject
    near = [
        o for o in case.others
        if o.subject and o.unit == case.figure.unit and o.field == case.figure.field
        and o.value != case.figure.value and _other_owner(case, chance, [o.subject])
    ]  # fmt: skip
    if not subject or not near or not case.head.startswith(subject):
        return None
    other = chance.choice(near)
    (first, *rest) = case.draft.sentences
    at = first.evidence[0]
    moved = Evidence(
        at.article_id, at.field, min(at.start, other.start), max(at.end, other.end),
        replace(other, subject=subject), "answer",
    )  # fmt: skip
    text = f"{case.head}{other.surface}"
    draft = replace(
        case.draft, sentences=(Sentence(text, (moved,)), *rest), answer_span=other.surface
    )
    return Mutant(case, "entity", "", draft, text, None)


_USUAL = {
    "revenue", "operating_profit", "investment", "subsidy", "loan", "budget", "debt", "headcount",
    "deaths", "injured", "interest_rate", "growth_rate", "stake",
}  # fmt: skip


def _measure(both: bool) -> Callable[[Case, random.Random], Mutant | None]:
    def make(case: Case, chance: random.Random) -> Mutant | None:
        own = case.figure.measure
        noun = _noun(own, case.lang)
        if own is None or not noun or noun not in case.head:
            return None
        family = measures.family_of(case.figure.unit)
        near = {o.measure for o in case.others if o.measure}
        fitting = sorted(
            m for m in near | _USUAL
            if m in measures.MEASURES and m not in measures.GENERIC
            and family in measures.MEASURES[m].families and not measures.related(own, m)
            and _noun(m, case.lang) != noun
        )  # fmt: skip
        if not fitting:
            return None
        other = chance.choice(fitting)
        at = case.head.rfind(noun)
        head = case.head[:at] + _noun(other, case.lang) + case.head[at + len(noun) :]
        record = replace(case.figure, measure=other) if both else None
        return _mutant(case, head=head, record=record)

    return make


def _noun(measure: str | None, lang: Lang) -> str:
    known = measures.MEASURES.get(measure or "")
    if known is None or measure in measures.GENERIC:
        return ""
    words = known.ja if lang == "ja" else known.en
    return words[0].replace("~", "").rstrip("+") if words else ""


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


def _other_time(words: str, lang: Lang, chance: random.Random) -> str | None:
    """Another year or month in the words of a date."""
    years = list(re.finditer(r"(?:19|20)\d\d", words))
    months = list(re.finditer(r"\d{1,2}(?=月)|" + "|".join(_MONTHS), words))
    if months and (not years or chance.random() < 0.5):
        m = chance.choice(months)
        number = int(m[0]) if m[0].isdigit() else _MONTHS.index(m[0]) + 1
        new = str(number % 12 + 1) if m[0].isdigit() else _MONTHS[number % 12]
    elif years:
        m = chance.choice(years)
        new = str(int(m[0]) + chance.choice([-1, 1]))
    else:
        return None
    return words[: m.start()] + new + words[m.end() :]


def _date(case: Case, chance: random.Random) -> Mutant | None:
    """Another month or year in an answer that is a date."""
    if case.figure.unit != "date":
        return None
    words = _other_time(case.said, case.lang, chance)
    return _mutant(case, said=words) if words else None


def _period(both: bool) -> Callable[[Case, random.Random], Mutant | None]:
    def make(case: Case, chance: random.Random) -> Mutant | None:
        words = _other_time(case.when, case.lang, chance) if case.figure.unit != "date" else None
        if words is None:
            return None
        record = None
        if both and case.figure.period:
            record = replace(case.figure, period="1999-01")
        return _mutant(case, when=words, record=record)

    return make


def _other_period(case: Case, chance: random.Random) -> Mutant | None:
    """The time of another figure of the article."""
    own = case.figure
    times = sorted({
        o.period for o in case.others
        if o.period and own.period and own.period[:4] != o.period[:4] and o.period[:4].isdigit()
    })  # fmt: skip
    if own.unit == "date" or not times or not re.search(r"(?:19|20)\d\d", case.when):
        return None
    year = chance.choice(times)[:4]
    return _mutant(case, when=re.sub(r"(?:19|20)\d\d", year, case.when))


_Maker = Callable[[Case, random.Random], Mutant | None]
_MAKERS: tuple[tuple[Class, str, _Maker], ...] = (
    ("value", "digit changed", _digit),
    ("value", "digit lost", _digit_lost),
    ("value", "decimal point lost", _point_moved),
    ("value", "record changed", _record_value),
    ("value", "words and record changed", _both_value),
    ("value", "neighbour's number", _neighbour_value),
    ("value", "sign", _sign),
    ("value", "range end dropped", _range_end),
    ("value", "range made up in the record", _range_made),
    ("value", "date's month or year", _date),
    ("scale", "scale word", _swapped(_SCALES)),
    ("unit", "unit word", _swapped(_UNITS)),
    ("unit", "record's unit", _record_unit),
    ("qualifier", "dropped", _mark_dropped),
    ("qualifier", "turned", _mark_turned),
    ("qualifier", "added", _mark_added),
    ("qualifier", "record's qualifiers", _record_mark),
    ("entity", "neighbour named", _entity("near", False)),
    ("entity", "neighbour named, record too", _entity("near", True)),
    ("entity", "stranger named", _entity("far", False)),
    ("entity", "neighbour's figure and quote", _neighbour_evidence),
    ("measure", "other measure", _measure(False)),
    ("measure", "other measure, record too", _measure(True)),
    ("period", "month or year", _period(False)),
    ("period", "month or year, record too", _period(True)),
    ("period", "time of another figure", _other_period),
)

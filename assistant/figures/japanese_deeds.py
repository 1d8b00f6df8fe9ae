"""Owners told by the verb of a Japanese clause: who gives, gets and does."""

from __future__ import annotations

import re

from assistant.figures.clauses import Sentence, Span
from assistant.figures.frames import (
    GIVING_JA,
    IMPOSED,
    IMPOSING_JA,
    PLACED,
    RECEIVED,
    RECEIVING_JA,
    is_giver,
)
from assistant.figures.measures import family_of, find
from assistant.figures.owners import SUBJECT, entity, first, lead, without_measure
from assistant.figures.phrases import (
    Phrase,
    is_common,
    is_proper,
    is_reporter,
    kind_of,
    name_of,
    phrases,
)
from assistant.figures.roles import Roles
from assistant.figures.topics import RETOLD

QUALIFIER = re.compile(
    r"(?:約|およそ|ほぼ|最大|最低|最高|最多|少なくとも|計|合計|総額|総計|累計|"
    r"合わせて|あわせて|わずか|さらに|平均|延べ|のべ|推定|"
    r"それぞれ|各|年間|上限|下限|最長|最短|最速|最安|最大で|日本円で|[:：、\s+\-▲△]|"
    r"(?<=[計額数])で約|同)+$"
)
_ACTOR = frozenset(["が", "は", "も"])
_GOAL = frozenset([
    "に", "には", "にも", "に対し", "に対して", "に対しては", "に対する", "へ", "への", "向けに",
    "について",
])  # fmt: skip
_PLACE = frozenset(["で", "では", "には", "に", "でも"])
_ISSUED = re.compile(r"発表|公表|まとめ|開示|認められ|受け|得た|決まった")
_RESULTS = frozenset(
    [f"{of}{what}" for of in ("", "operating_", "ordinary_", "net_") for what in ("profit", "loss")]
    + ["revenue", "gross_profit"]
)
PLACE_NAME = re.compile(
    r"(?:[都道府県市区町村国州郡島山川湾店局駅港校院館場署園署内域圏部]|地方|"
    r"地区|全体|各地|付近|周辺|[ァ-ヺー]{3,}|[A-Z]{2,})$"
)
_QUOTED = re.compile(
    r"^(?:前後|程度|規模|余り|超|近く|以上|ほど|強|弱|」|「|の大台|を超える|"
    r"を下回る|に(?:達|の)?ぼ?る?)*と(?:報じ|伝え|換算|四捨五入|紹介|記し|"
    r"書[いく]|推計|試算|見積)"
)
_TALLIED = re.compile(
    r"(?:死亡|負傷|感染|死者|犠牲|不明|避難|達した|確認|上った|"
    r"なった)[^。]{0,12}と(?:の)?(?:発表|報告|明らか|まとめ|確認)"
)


def by_frame(sentence: Sentence, span: Span, measure: str | None, args: list[Phrase]) -> Roles:
    after = sentence.plain[span.end :]
    if measure in RECEIVED:
        return _received(sentence, span, after, args)
    if measure in IMPOSED and IMPOSING_JA.search(after):
        payer = _payer(sentence, span, args)
        if payer:
            return Roles(payer, None, first(args, SUBJECT))
    return _acting(sentence, span, args)


def _payer(sentence: Sentence, span: Span, args: list[Phrase]) -> str | None:
    """On whom a fine is laid: a name, or whatever stands right before the figure."""
    beside = (
        name_of(phrase.text)
        for phrase in args
        if phrase.particle in _GOAL and next_to(sentence, phrase, span)
    )
    return first(args, _GOAL) or next(beside, None)


def _acting(sentence: Sentence, span: Span, args: list[Phrase]) -> Roles:
    """The nearest name that is subject or topic, or the place that people are counted in."""
    placed = family_of(span.figure.unit) in PLACED
    common: str | None = None
    headed: int | None = None
    for at, phrase in enumerate(args):
        results = any(hit.id in _RESULTS for hit in find(phrase.text))
        if phrase.particle == "は" and (results or kind_of(phrase.text) in {"time", "generic"}):
            issuer = _issuer(sentence, phrase, args[at + 1 :])
            if issuer and not (results and is_giver(issuer, japanese=True)):
                return Roles(issuer)
        if phrase.particle in _ACTOR and find(phrase.text) and not without_measure(phrase.text):
            headed = phrase.start
        own_figure = headed is not None and any(
            phrase.end <= other.start < headed for other in sentence.quantities
        )
        if phrase.particle == "が" and own_figure:
            continue
        name = entity(phrase)
        if name is None or is_reporter(phrase.text) or is_reporter(name):
            continue
        if phrase.text.startswith(f"{name}への"):
            continue  # where it goes
        if phrase.particle not in SUBJECT and not (
            placed
            and phrase.particle in _PLACE
            and next_to(sentence, phrase, span)
            and _is_place(name, phrase.particle)
        ):
            continue
        if _quotes(sentence, span, phrase):
            continue
        if _owns(phrase, name):
            return Roles(name)
        where = phrase.particle == "では" and family_of(span.figure.unit) in {"money", "physical"}
        if _paired(sentence, phrase, span) and not name[-1].isdigit():
            return Roles(name)
        if is_proper(name) and not (where and PLACE_NAME.search(name)):
            return Roles(name)
        common = common or name
    return Roles(common, weak=common is not None)


def _owns(phrase: Phrase, name: str) -> bool:
    """Whether the phrase is an owner and a measure: 「関東ロジの売上高は」."""
    if phrase.particle not in _ACTOR or not phrase.text.startswith(f"{name}の"):
        return False
    return bool(find(phrase.text[len(name) :])) and not is_common(name)


def _paired(sentence: Sentence, phrase: Phrase, span: Span) -> bool:
    """Whether the phrase is an item of a list: 「アイスが1103億円、乳製品が1528億円」."""
    if phrase.particle not in {"が", "は", "も", "に"} or not beside(sentence, phrase.end, span):
        return False
    found = phrases(sentence.plain, sentence.masked)
    return any(
        item.particle == phrase.particle and beside(sentence, item.end, other)
        for other in sentence.quantities
        if other.index != span.index and other.figure.unit == span.figure.unit
        for item in found
        if 0 < other.start - item.end < 12
    )


def beside(sentence: Sentence, end: int, span: Span) -> bool:
    """Whether only a particle and qualifiers stand between a phrase and a figure."""
    between = sentence.masked[end : span.start]
    return 0 < len(between) < 12 and not QUALIFIER.sub("", between[1:])


def _issuer(sentence: Sentence, topic: Phrase, earlier: list[Phrase]) -> str | None:
    """Whose the results are: 「A社が12日発表した4〜9月期の連結決算は」 gives A社."""
    for phrase in earlier:
        if phrase.particle == "(が)":
            between = sentence.masked[phrase.end + 1 : topic.start]
            name = entity(phrase)
            told = _ISSUED.search(between)
            return name if told and "、" not in between and name and not is_reporter(name) else None
    return None


def _quotes(sentence: Sentence, span: Span, phrase: Phrase) -> bool:
    """Whether the nearest subject only reports the figure: 「B誌は50億円と報じた」."""
    after = sentence.plain[span.end :]
    if _QUOTED.match(after):
        return True
    if (
        family_of(span.figure.unit) == "people"
        and phrase.particle == "は"
        and _TALLIED.search(after)
    ):
        return True
    return phrase.particle == "は" and RETOLD.search(after) is not None


def _is_place(name: str, particle: str) -> bool:
    return particle != "で" or PLACE_NAME.search(name) is not None


def next_to(sentence: Sentence, phrase: Phrase, span: Span) -> bool:
    """Whether hardly more than a comma and qualifiers stand between phrase and figure."""
    between = sentence.masked[phrase.end + len(phrase.particle) : span.start]
    between = QUALIFIER.sub("", between)
    return len(between) <= 20 and "、" not in between.strip("、")


def handed(sentence: Sentence, span: Span, measure: str | None, args: list[Phrase]) -> Roles | None:
    """Money to someone without a verb that says so: 「経産省、A社に最大50億円を追加」."""
    if (
        measure not in {None, "amount", "change"}
        or not args
        or args[0].particle not in {"に", "へ"}
    ):
        return None
    name = entity(args[0])
    if not name or not is_proper(name) or not next_to(sentence, args[0], span):
        return None
    headline = sentence.field == "title" and sentence.masked.startswith(args[0].text)
    if not args[0].text.endswith(name) and not headline:
        return None  # 「保育所の整備に」: a purpose
    giver = lead(sentence, span) or first(args, _ACTOR)
    if giver is None and sentence.field == "title":
        return Roles(name)
    if giver is None or not is_giver(giver, japanese=True):
        return None
    return Roles(name, "subsidy", giver)


def _received(sentence: Sentence, span: Span, after: str, args: list[Phrase]) -> Roles:
    giving = GIVING_JA.search(after) is not None and not RECEIVING_JA.search(after)
    giver: str | None = None
    headline = lead(sentence, span)
    if headline and not is_giver(headline, japanese=True):
        return Roles(headline, None, first(args, frozenset(["が"])))
    right = [
        phrase
        for phrase in phrases(sentence.plain, sentence.masked)
        if phrase.start >= span.end and phrase.particle in _GOAL
    ]
    for phrase in args:
        if phrase.particle in _GOAL:
            kind = kind_of(phrase.text)
            if kind == "group":
                return Roles(None, None, giver or first(args, _ACTOR))
            name = _owner_of(sentence, phrase, args) or entity(phrase)
            named = name and (is_proper(name) or _paired(sentence, phrase, span))
            if name and named and not is_reporter(name):
                actor = giver or first(args, _ACTOR)
                return Roles(name, None, actor if actor != name else None)
        elif phrase.particle in SUBJECT:
            name = entity(phrase)
            if name is None or is_reporter(name):
                continue
            if phrase.particle == "では":
                continue
            if is_giver(name, japanese=True) or giving:
                giver = giver or name
                continue
            return Roles(name, None, None)
    for phrase in right:
        name = entity(phrase)
        if (
            name
            and is_proper(name)
            and kind_of(phrase.text) == "entity"
            and phrase.start - span.end < 20
        ):
            return Roles(name, None, giver)
    return Roles(None, None, giver)


def _owner_of(sentence: Sentence, goal: Phrase, args: list[Phrase]) -> str | None:
    """Whose the goal is: 「A社が建てる工場に」 gives A社."""
    for phrase in args:
        if phrase.particle in {"が", "(が)"} and phrase.end < goal.start:
            between = sentence.masked[phrase.end + 1 : goal.start]
            if "、" not in between and re.search(r"[るたうくすむぐつぶぬ]$", between):
                name = entity(phrase)
                return name if name and not is_giver(name, japanese=True) else None
            return None
    return None

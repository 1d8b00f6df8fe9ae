"""Which participant of a measure is its subject: verb-role frames as tables.

The subject of a subsidy is who receives it, of a fine who pays it, of an investment
who makes it. The other participant is the counterparty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.figures.clauses import HEADLINE_GAP, MASK, Sentence, Span
from assistant.figures.measures import GENERIC, MEASURES, MeasureHit, compatible, family_of, related

# Measures whose subject is the one to whom the money goes.
RECEIVED = frozenset(
    {"subsidy", "subsidy_rate", "provision", "loan", "prize", "insurance", "pension", "receipt"}
)
# Measures whose subject is the one on whom a payment is laid.
IMPOSED = frozenset({"fine", "compensation", "tax"})
# Measures of a place or a people: no company or person that was spoken of owns them.
_OF_PLACES = """
    turnout electorate population deaths injured missing casualties infected evacuees approval_rate
    inflation gdp rainfall temperature pressure magnitude unemployment_rate votes seats refugees
    homes arrests visitors viewership
"""
OF_PLACES = frozenset(_OF_PLACES.split())
# Measures that are named by what they measure (日経平均株価).
SELF_NAMED = frozenset({"index_level"})
# People and things counted at a place: the place may be the subject.
PLACED = frozenset({"people", "physical", "count", "percent"})

_GIVER_JA = re.compile(
    r"(?:省|庁|府|相|政府|内閣|当局|委員会|機構|財団|基金|銀行|連合|EU|国連|国|"
    r"県|都|道|市|町|村|自治体|政権|局|協会|振興会|"
    r"[都道府県市区町村]議会|NEDO|JST|日銀|公庫)$"
)
_GIVER_EN = re.compile(
    r"\b(?:ministry|government|department|agency|council|commission|foundation|fund|bank|authority|"
    r"administration|METI|MEXT|NEDO|EU|union|congress|parliament|treasury|office|state|city|"
    r"prefecture|judge|court|regulator|tokyo|washington|brussels|beijing)s?\b",
    re.IGNORECASE,
)
RECEIVING_JA = re.compile(r"受け|受給|獲得|得[るたて]|認定|採択|選ば|選定|交付が決|され|もら|活用")
GIVING_JA = re.compile(
    r"(?:を|の|で)?(?:緊急|追加|無償|資金)?(?:助成|補助|支援|交付|給付|支給|融資|"
    r"寄付|寄贈|拠出|提供|貸し?付け?)"
    r"(?:を)?(?:する|した|し[、て]|すると|したと|しており|金を出|を行|を決|を表明|を発表|へ$|$)"
)
IMPOSING_JA = re.compile(r"命じ|命令|科[しすさ]|課[しすさ]|請求|求め|納付|支払うよう|言い渡")

# A loss beside a named profit line is a loss of that line.
_MERGED = {
    ("operating_profit", "loss"): "operating_loss",
    ("ordinary_profit", "loss"): "ordinary_loss",
    ("net_profit", "loss"): "net_loss",
    ("operating_profit", "profit"): "operating_profit",
    ("ordinary_profit", "profit"): "ordinary_profit",
    ("net_profit", "profit"): "net_profit",
}

_BRIDGE_JA = re.compile(
    r"(?:約|およそ|ほぼ|最大|最低|最高|少なくとも|計|合計|総額|総計|累計|"
    r"合わせて|あわせて|わずか|さらに|平均|延べ|のべ|推定|"
    r"それぞれ|各|年間|月間|前年(?:同期|同月|度)?(?:比|より|から)?|前期比|同|年|"
    r"(?:は|が|も|で|として|では)、?|を|の|に|[:：\s(「]|"
    r"\d{1,2}位の|上限|当初|現在|[一-鿿]{0,3}過去最[高低多少大]の|日本円で|つき|"
    r"あたり|当たり|[+\-±▲△]|マイナス|プラス|額|数|者|金|率|高|価格)*"
)
_AFTER_JA = re.compile(
    r"\s*(?:前後|程度|規模|相当|以上|以下|余り?|超|弱|強|ほど|近く|分|\)|」|台|"
    r"もの|とも|ずつ|ちょうど)*"
    r"(?:を対象に(?:した)?|の|を|で|に|が|は|も|と)?(?:AI|新規|緊急|追加|経済|資金|大型|無償|政府)?"
)
_BRIDGE_EN = re.compile(
    r"\s*(?:(?:of|at|was|were|is|are|to|by|for|up|about|around|some|nearly|"
    r"almost|roughly|over|more|"
    r"less|than|least|as|much|many|a|an|the|in|total|totals?|totall?ed|"
    r"totall?ing|worth|stood|only|just|"
    r"approximately|estimated|average|between|under|from|that|reached|hit|came|will|be|"
    r"rose|fell|grew|increased|decreased|climbed|dropped|jumped|down|record|slid|slipped|edged|"
    r"eased|narrowed|widened|quickened|slowed|soared|tumbled|swelled|shrank|sank|advanced|gained|"
    r"dipped|ticked|steady|higher|lower|sharply|slightly)\b|"
    r"[\s:,$€£¥(|]|\d+(?:\.\d+)?\s*(?:%|per\s?cent|percent))*",
    re.IGNORECASE,
)
_AFTER_EN = re.compile(
    r"\s*(?:(?:rise|increase|fall|drop|decline|jump|surge|gain|growth|decrease)\s+in\s+)?"
    r"(?:(?:quarterly|half-year|full-year|group|core|consolidated|its|their|in|"
    r"of|as|worth|a|an|the|annual|new|government|state|federal|cash|"
    r"total|were|was|have|"
    r"been|has|had|being|people|more|additional|full|time|direct|long|term|low|"
    r"interest)\b|[\s\-])*",
    re.IGNORECASE,
)
_CHANGE_JA = re.compile(
    r"(?:ポイント)?\s*(?:の|を|も|に|まで|以上|程度|近く)?(?:増|減|上昇|低下|"
    r"下落|拡大|縮小|上回|下回|伸び|高|安|アップ|ダウン|上が|下が|引き|カット|"
    r"削減)"
)
_CHANGE_EN = re.compile(
    r"\b(?:rose|rise|risen|fell|fall|fallen|up|down|grew|grow|grown|increas\w+|"
    r"decreas\w+|declin\w+|dropp?\w*|"
    r"jump\w*|surg\w+|climb\w*|gain\w*|shr[aiu]nk|plung\w+|slump\w*|higher|lower|"
    r"more|less|growth|cut|slid|slid\w+|slipp?\w*|edged|eased|quickened|slowed|soared|tumbled|"
    r"swelled|sank|dipped|ticked|narrowed|widened|doubled|halved)\b"
)


def is_giver(name: str, japanese: bool) -> bool:
    """Whether a name is of a body that hands out money rather than receives it."""
    return (_GIVER_JA if japanese else _GIVER_EN).search(name) is not None


def governing(sentence: Sentence, span: Span) -> MeasureHit | None:
    """The measure word that ``span`` is an amount of, or ``None``.

    Each word that goes with the unit is given a cost: small when only qualifiers and
    particles stand between, growing with distance and with other figures between.
    """
    japanese = sentence.is_japanese
    ranked = sorted(
        (_cost(sentence, span, hit, japanese), hit.start, hit)
        for hit in _candidates(sentence, span, japanese)
    )
    if not ranked:
        return None
    cost, _, best = ranked[0]
    named = not japanese and span.figure.unit.startswith("count:")
    if cost > (4 if named else 30):  # «seven distributors»: the noun itself is the measure
        return None
    for other_cost, _, hit in ranked[1:]:
        merged = _MERGED.get((hit.id, best.id)) or _MERGED.get((best.id, hit.id))
        if merged and other_cost < (16 if hit.id not in {"loss", "profit"} else 2):
            return MeasureHit(merged, best.start, best.end)
        if hit.id != best.id and _special(hit.id, best.id) and other_cost < 12:
            return hit
    return best


def _special(narrow: str, wide: str) -> bool:
    measure = MEASURES[narrow]
    return measure.parent == wide and related(wide, narrow)


def _candidates(sentence: Sentence, span: Span, japanese: bool) -> Iterable[MeasureHit]:
    visible = sentence.depth0(span)
    changing = _changes(sentence, span, japanese)
    for hit in sentence.hits:
        if visible and sentence.masked[hit.start] == MASK:
            continue
        if hit.start < span.end and span.start < hit.end and hit.end != span.end:
            continue
        if japanese and _COMPOUND.match(sentence.plain, hit.start):
            continue
        if japanese and _counts_another(sentence, span, hit):
            continue
        if not japanese and (_in_name(sentence.plain, hit) or _far_right(sentence, span, hit)):
            continue
        if not japanese and _elsewhere(sentence, span, hit):
            continue
        if compatible(hit.id, span.figure.unit) or changing:
            yield hit


def _counts_another(sentence: Sentence, span: Span, hit: MeasureHit) -> bool:
    """Whether the word is what another figure counts: the 拠点 of 「4拠点で年11万枚」."""
    return any(
        other.index != span.index and other.start <= hit.start < other.end
        for other in sentence.quantities
    )


# 製造業, 投資家, 上位: words that only hold a measure's.
_COMPOUND = re.compile(
    r"(?:製造|販売|生産|輸出|輸入|投資|融資|保険|売却|受注|発注|貸付|出資|借入|取引|契約|給与|"
    r"建設|量産|出荷)"
    r"[業者家社店先元国側益]|(?<=[上下首優単地部])位"
)
_NEXT_CLAUSE = re.compile(
    r"[,;:]|\. |\b(?:and|but|by|while|which|who|that|because|when|where|although|after|before|as|"
    r"to|if|than|from|amid|due|since|until)\b"
)
# «payments company», «the plant's workers»: the word describes who it is
_OF_A_BODY = re.compile(
    r"'s\b|s' |[ -](?:compan(?:y|ies)|firms?|groups?|makers?|providers?|operators?|producers?|"
    r"suppliers?|builders?|developers?|giants?|start-?ups?|ministry|agency)\b",
    re.IGNORECASE,
)
_RAISING = re.compile(r"rais\w+$", re.IGNORECASE)


def _far_right(sentence: Sentence, span: Span, hit: MeasureHit) -> bool:
    """Whether an English word behind the figure belongs to another clause or figure."""
    if hit.start < span.end:
        return False
    between = sentence.plain[span.end : hit.start]
    if any(span.end <= other.start < hit.start for other in sentence.quantities):
        return True
    return len(between) > 60 or _NEXT_CLAUSE.search(between) is not None


def _elsewhere(sentence: Sentence, span: Span, hit: MeasureHit) -> bool:
    """Words that name a measure only in one place: «raise $5», not «raise it to $5»."""
    word = sentence.plain[hit.start : hit.end].lower()
    if _OF_A_BODY.match(sentence.plain, hit.end):
        return True
    if any(
        other.start <= hit.start < other.end
        and family_of(other.figure.unit) in {"percent", "money", "times", "physical"}
        for other in sentence.quantities
    ):
        return True  # «6 basis points»
    if _RAISING.match(word):
        gap = sentence.plain[hit.end : span.start] if hit.end <= span.start else ""
        return not gap or _BRIDGE_EN.fullmatch(gap) is None or gap.rstrip().endswith((" to", " by"))
    if word in {"shares", "share", "stock", "stocks"} and hit.id == "share_price":
        return hit.start >= span.end
    return False


def _in_name(plain: str, hit: MeasureHit) -> bool:
    """Whether an English measure word is part of a name: «Taiwan Semiconductor Manufacturing»."""
    if not plain[hit.start].isupper() or hit.start == 0:
        return False
    before = plain[: hit.start].rstrip(" &").rpartition(" ")[2]
    after = plain[hit.end :].lstrip()
    return before[:1].isupper() and (not plain[: hit.start].count(" ") < 2 or after[:1].isupper())


def _changes(sentence: Sentence, span: Span, japanese: bool) -> bool:
    """Whether a percentage is a rate of change, which any measure can have."""
    if family_of(span.figure.unit) not in {"percent", "times"}:
        return False
    if japanese:
        compared = sentence.plain[: span.start].endswith("比")
        return compared or _CHANGE_JA.match(sentence.plain, span.end) is not None
    near = sentence.plain[max(0, span.start - 40) : span.end + 12]
    return _CHANGE_EN.search(near) is not None


def _is_taken(sentence: Sentence, span: Span, hit: MeasureHit, left: bool, japanese: bool) -> bool:
    """Whether the word belongs to another figure that it touches (「4人死亡、19人が負傷」)."""
    for other in sentence.quantities:
        if other.index == span.index or not compatible(hit.id, other.figure.unit):
            continue
        if left and other.end <= hit.start and other.end > hit.start - 6:
            gap = sentence.plain[other.end : hit.start]
            if (_AFTER_JA if japanese else _AFTER_EN).fullmatch(gap):
                return True
        if not left and other.start >= hit.end and other.start < hit.end + 16:
            gap = sentence.plain[hit.end : other.start]
            if (_BRIDGE_JA if japanese else _BRIDGE_EN).fullmatch(gap):
                return True
    return False


_OF_A_NOUN = re.compile(r"(?:する|した|している|していた)(?=[\u3400-\u9fffァ-ヺA-Za-z])")


def _cost(sentence: Sentence, span: Span, hit: MeasureHit, japanese: bool) -> float:
    left = hit.start < span.start
    gap = (hit.end, span.start) if left else (min(span.end, hit.start), hit.start)
    bridge, after = (_BRIDGE_JA, _AFTER_JA) if japanese else (_BRIDGE_EN, _AFTER_EN)
    pattern = bridge if left else after
    between = sentence.plain[gap[0] : gap[1]]
    cost = 8.0 if hit.id in GENERIC else 0.0
    if not japanese and not left and hit.id == "contract":
        cost += 6.0  # «buy it for $4 in an all-stock deal»
    family = family_of(span.figure.unit)
    if left and family == "percent" and between == "の":
        cost += 6.0  # 「費用の3分の1」: the word before is what the share is taken of
    if left and between.startswith("を含"):
        cost += 6.0
    if not left and japanese and re.match(r"[額高]?(?:は|が|も)", sentence.plain[hit.end :]):
        cost += 8.0  # the head of the next clause
    if left and japanese and re.search(r"により|によって|ため、", between):
        cost += 6.0  # a cause, not what is counted
    if left and japanese and _OF_A_NOUN.match(between):
        cost += 6.0  # 「出資するA社が3億円」: the verb says who A is
    if _is_taken(sentence, span, hit, left, japanese):
        cost += 30.0 if japanese and HEADLINE_GAP.search(between) else 5.0
    if pattern.fullmatch(between):
        return cost + (0.0 if left else 0.5)
    crossed = sum(
        1
        for other in sentence.quantities
        if gap[0] <= other.start < gap[1] and family_of(other.figure.unit) == family
    )
    scale = 4 if japanese else 9
    cost += 2 + len(between) / scale + 1.5 * crossed + between.count("、")
    if not japanese:
        cost += 1.5 * between.count(",") + 3 * between.count(";")
    return cost

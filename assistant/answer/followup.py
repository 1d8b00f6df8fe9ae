"""A follow-up question completed from the ones before it: "and Sakura?", 「営業利益は?」.

By rules over entity, measure and period, as in early work on elliptical questions
to databases (Carbonell 1983, doi:10.3115/981311.981344): what the new question
says takes the place of what the last one said, the rest is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.slots import replaced, with_period, without
from assistant.answer.turn import LEAD, QUESTION_WORD, WANTED_NOUN, WHETHER, Turn, content, turn
from assistant.text.fold import fold
from assistant.text.lexicon import Lexicon

_TURNS = 20  # back to which a question may refer
_BEFORE = re.compile(
    r"(?:その)?前の?[年期](?:度|同期)?|[昨去]年度?|一年前|1年前"
    r"|\b(?:(?:the )?same (?:months?|quarter|period|time|week) (?:(?:of |in )?(?:the )?)?)?"
    r"(?:the |a )?(?:year before(?: that)?|previous (?:fiscal )?year|year (?:earlier|ago)"
    r"|prior year|last year)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"翌[年期]度?|次の年度?|来期"
    r"|\b(?:the )?(?:next|following) (?:fiscal )?year\b|\bthe year after\b",
    re.IGNORECASE,
)
_AT_TIME = {  # a time told without a date
    "en": re.compile(
        r"(?:(?:at|as of|by|in|until|up to|for|from|since) )?"
        r"(?:today|now|currently|at present|right now|the moment|originally|initially"
        r"|at first|in the beginning|eventually|in the end|so far|to date"
        r"|before(?: that| then| this| it)?|after(?: that| then| this)?|(?:the )?(?:last|next) time"
        r"|(?:this|the (?:same|current)) (?:(?:fiscal )?year|season|time|month|quarter|term)"
        r"|(?:the |a |one )?(?:(?:previous|last|next) )?(?:season|month|quarter|week|round|term)"
        r"(?: (?:before|after|earlier|later|ago))?)",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"通期|これまで|今まで|従来|元々|もともと|当初|最初|現在|現状|今|いま|今回|今[年期](?:度)?|前回|次回"
        r"|以前|その[前後]|前の?[月四]半?期?|先月|翌月|上半期|下半期|上期|下期|最終的"
    ),
}  # fmt: skip
_GOVERNS = re.compile(r" (?:in|on|at|for|by|from|since|until|as of|during)?$")  # a period
_IT_WAS = re.compile(r"^(?:how much|what) (?:is|was|were) (?:it|that)$", re.IGNORECASE)
_RANGE = re.compile(r"から|\b(?:to|and)\b|[-–~〜]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CURRENCY = re.compile(
    r"(?:in )?(yen|dollars|euros)"
    r"|(円|ドル|ユーロ)(?:で|建て|換算)?(?:に(?:直|換算)すと|に(?:換算)?すると|だと)?",
    re.IGNORECASE,
)
_HOW_COUNTED = re.compile(
    r"(?:in |the )?(total|all|altogether|together|combined"
    r"|(?:the |all (?:the )?)?(?:two|three|four|five|six|seven|both)(?: of them)?"
    r"(?: together| combined)?)"
    r"|(?:(?:これまで|今まで|以前|前回|過去|それ)(?:の(?:分|もの)?)?[もをと]?)?"
    r"(累計|合計|総額|最大|全部|全体|それぞれに?|(?:合わせ|あわせ|足し|含め)(?:ると|て)"
    r"|[\d一]?[\u3400-\u9fff\u30a1-\u30fc]{1,4}(?:あたり|当たり))(?:で|だと)?"
    r"(?:いくら|何円)?",
    re.IGNORECASE,
)
_BARE = {
    "en": re.compile(
        r"(?:(?:on|in|over|for|by|at|since|until|from|to|during) )?"
        r"(?:when|where|who|why|(?:which|what|how (?:many|long|much|far|big|large))(?: [a-z]+)?)",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?:いつ|どこ|誰|だれ|いくら|何[\u3400-\u9fff]{1,2}|何[a-zA-Z\u30a1-\u30fc]{1,8}|どのくらい|どれくらい|どれだけ)"
        r"(?:で|に|から|まで|の)*(?:こと)?"
    ),
}
_ASKED_FIRST = re.compile(
    r"^(?:(?:on|in|over|for|by|at|since|until|from|to|during) )?"
    r"(?:when|where|who|why|what|which|how (?:many|long|much|far|big|large))\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(  # what is asked for, up to the verb: "how many MW |will"
    rf"{_ASKED_FIRST.pattern}(?:(?: (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can"
    r"|could|should)\b)[\w%$-]+){0,4}(?= (?:is|are|was|were|do|does|did|has|have|had|will|would"
    r"|can|could|should)\b))?",
    re.IGNORECASE,
)
_OWN = re.compile(  # another payer, another plant
    r"(?:国|政府|県|市|民間)の|(?!その|この|同)[^\sのはがを、]{1,12}の"
    r"(?:拠点|工場|施設|データセンター|計画|事業)(?=[のはへに])"
)
_NUMBERED = re.compile(r"第?(\d+)([- ]?[a-zA-Z]+|[\u3400-\u9fff\u30a1-\u30fc]{1,4})")
_OF_THAT = re.compile(r" of (?:that|this|it)\b", re.IGNORECASE)
_IF = re.compile(r"(?:[るすくつうむぶぐ]と|れば|たら|だけだと)[、??]*$")  # 端数まで含めると
_HEAD = re.compile(r"(?:の|、|る|た|で|に|が|^)([\u3400-\u9fff\u30a1-\u30fc]+)(は)(?=[^は]*$)")
_HAPPENED = re.compile(r"(?:が|を)[\u3400-\u9fff]{2,4}(?:した|された|する|される)のは")
_ADVERBS = re.compile("最初|当初|現在|将来|最終的")
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth)\b", re.IGNORECASE)
_ITS = re.compile(r"(?:its|their|the) ([a-z][a-z -]+)", re.IGNORECASE)
_WHAT_IS = re.compile(r"^(what(?:'s| is| was| were| are) the )(.+?)(?= (?:on|of|for|in|at) )", re.I)
_MONTH = re.compile(r"月|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_LED = re.compile(r"^(?:では|じゃあ?|それでは)|^(?:so|and|then)\b", re.IGNORECASE)
_WORDS = frozenset({"date", "who", "where", "what"})  # kinds of answers that are no amount
_KANJI = re.compile(r"[\u3400-\u9fff]+")
_PARTICLE = re.compile("[はがをにもへで]")
_PERSON = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)


def standalone(question: str, history: Sequence[str], lexicon: Lexicon | None = None) -> str:
    """``question`` with what it leaves out taken from ``history``, the earlier ones in order.

    A question that names its subject and what is asked of it stays as it is.
    """
    if not question.strip():
        return question
    before: list[Turn] = []
    for asked in (*history[-_TURNS:], question):
        if asked.strip():
            last = _completed(before, asked.strip(), lexicon)
            before.append(last)
    return question if last.text == fold(question).strip() else last.text


def _completed(before: Sequence[Turn], asked: str, lexicon: Lexicon | None) -> Turn:
    """A question with what it leaves out taken from the whole ones before it."""
    new = turn(asked, lexicon)
    if not before:
        return new
    last = before[-1]
    for rule in _RULES:
        whole = rule(before, new)
        if whole is not None:
            return replace(turn(whole, lexicon), about=last.about)
    if not new.asks:
        return turn(replaced(last, new), lexicon)
    if new.is_whole:
        return turn(_at_that_time(last, new), lexicon)
    about = "" if new.names else last.subject
    return replace(turn(_carried(last, new), lexicon), about=about)


def _other_year(before: Sequence[Turn], new: Turn) -> str | None:
    """「前年は?」, "and the year before?": the last question with its year moved."""
    last = before[-1]
    step = -1 if _BEFORE.search(new.text) else 1 if _AFTER.search(new.text) else 0
    rest = _AFTER.sub("", _BEFORE.sub("", new.text)).replace("'s", "")
    month = re.fullmatch(r"(\d{1,2}月)(?:に?は|に|末|時点)?[??]?", rest)
    if step and month and (years := _YEAR.findall(last.words(last.periods))):
        return with_period(last, new, f"{int(years[-1]) + step}年{month[1]}")
    if not step or new.names or _IT_WAS.sub("", content(rest, new.lang)):
        return None
    if not any(_YEAR.search(last.text[a:b]) for a, b in last.periods):
        return f"{new.text.rstrip('?')} {last.text}"
    text = last.text
    for start, end in sorted(last.periods, reverse=True):
        if len(years := _YEAR.findall(text[start:end])) > 1 or _RANGE.search(text[start:end]):
            moved = f"{int(years[0]) + step}{'年' if last.lang == 'ja' else ''}"
        else:
            moved = _YEAR.sub(lambda year: str(int(year.group()) + step), text[start:end])
        text = text[:start] + moved + text[end:]
    return text


def _other_time(before: Sequence[Turn], new: Turn) -> str | None:
    """ "And originally?", 「通期では?」: the last question at a time told without a date."""
    last, said = before[-1], re.sub(r"(?:まで)?で?$", "", new.content)
    told = next((one for one in (new.content, said) if _AT_TIME[new.lang].fullmatch(one)), None)
    if told is None or new.names or last.lang != new.lang:
        return None
    if last.lang == "ja":
        return with_period(last, new, told)
    text = last.text
    for start, end in sorted(last.periods, reverse=True):
        text = _GOVERNS.sub("", text[:start].rstrip()) + text[end:]
    return f"{text.rstrip('? ')} {told}?"


def _in_currency(before: Sequence[Turn], new: Turn) -> str | None:
    """ "And in yen?", 「円では?」: the last question for an amount, in that currency."""
    match = _CURRENCY.fullmatch(_beside_period(new))
    if match is None:
        return None
    last = next((one for one in reversed(before) if "money" in one.wants), before[-1])
    text = with_period(last, new)
    if match[2]:
        return f"{match[2]}でいくら? {text}"
    return f"{text.rstrip('? ')} in {match[1].lower()}?"


def _counted(before: Sequence[Turn], new: Turn) -> str | None:
    """「累計では?」, "in total?": the last question for an amount, so counted."""
    match = _HOW_COUNTED.fullmatch(_beside_period(new))
    if match is None:
        return None
    last = _last_amount(before)
    text = with_period(last, new)
    if match[1]:
        return f"{text.rstrip('? ')} in total?"
    at = QUESTION_WORD.search(text)
    if at is None and last.measures:
        at = re.search(re.escape(last.words(last.measures[-1:])), text)
    start = at.start() if at else 0
    counted = "累計" if match[2][-1] in "てと" else match[2]
    joint = "で" if QUESTION_WORD.search(text) else "の"
    if counted.startswith("それぞれ") or counted.endswith("り"):
        joint = ""
    return text[:start] + counted + joint + text[start:]


def _beside_period(new: Turn) -> str:
    """What a turn says beside its period."""
    rest = content(without(new, new.periods), new.lang)
    return re.sub(r"^(?:の|(?:from|in|by|until|since|for)?[ ,]+)", "", rest)


def _last_amount(before: Sequence[Turn]) -> Turn:
    return next((one for one in reversed(before) if not _WORDS & {*one.wants}), before[-1])


def _other_word(before: Sequence[Turn], new: Turn) -> str | None:
    """ "On which day?", 「何年間で?」: the last question with another question word."""
    last, asked = before[-1], new.content or new.text.rstrip("?")
    if last.lang != new.lang or not _BARE[new.lang].fullmatch(asked):
        return None
    if new.lang == "en":
        rest = (_AUXILIARY if " " in asked else _ASKED_FIRST).sub("", last.text, count=1).strip()
        return f"{asked[:1].upper()}{asked[1:]} {rest}"
    old = QUESTION_WORD.search(last.text)
    if old is None:
        return f"{last.text.rstrip('?')}{asked}?"
    return f"{last.text[: old.start()]}{asked}{last.text[old.end() :]}"


def _other_number(before: Sequence[Turn], new: Turn) -> str | None:
    """ "And the 5-year bond?" after one of 10 years: the last question with that number."""
    last, said = before[-1], _NUMBERED.search(new.content)
    if new.periods or said is None or QUESTION_WORD.search(new.text):
        return None
    rest = f"{new.content[: said.start()]} {new.content[said.end() :]}"
    words = re.findall(r"[^\W\d_]{3,}|[\u3400-\u9fff]+", rest.lower())
    words = [word for word in words if word not in {"the", "for", "and"}]
    for old in _NUMBERED.finditer(last.text):
        like = old[2] == said[2] and old[1] != said[1]
        if like and all(word in last.text.lower() for word in words):
            return last.text[: old.start(1)] + said[1] + last.text[old.end(1) :]
    return None


def _other_measure(before: Sequence[Turn], new: Turn) -> str | None:
    """「純利益は?」: the last question about another measure, where it ends with its own."""
    last, said = before[-1], new.content
    if not (last.lang == new.lang == "ja" and new.asks) or new.names or new.periods:
        return None
    if len(last.measures) != 1 or QUESTION_WORD.search(f"{last.text} {new.text}"):
        return None
    ((start, end),) = last.measures
    if not last.text[:start].endswith("の") or _OWN.match(said):
        return None
    return last.text[:start] + re.sub(r"^(?:その|同社の|この)", "", said) + last.text[end:]


def _other_noun(before: Sequence[Turn], new: Turn) -> str | None:
    """「延べ床は?」, "its coupon?": what the last question asks of its subject, put otherwise."""
    last, said = before[-1], new.content
    if new.names or new.periods or last.lang != new.lang or QUESTION_WORD.search(new.text):
        return None
    if new.lang == "en":
        one = re.sub(r"^(?:and )?(?:the )?|(?: one)?[ ?.]+$", "", new.text, flags=re.IGNORECASE)
        number, old = _ORDINAL.fullmatch(one), _ORDINAL.search(last.text)
        if number and old:
            return last.text[: old.start()] + number.group() + last.text[old.end() :]
        noun, what = _ITS.fullmatch(said), _WHAT_IS.match(last.text)
        return what[1] + noun[1] + last.text[what.end() :] if noun and what else None
    if _IF.search(new.text) and not WANTED_NOUN.search(said):
        return f"{said}、{last.text}"
    if not new.is_word and _KANJI.fullmatch(said):  # 志生堂 is a name
        return None
    if new.asks or not re.fullmatch(r"[\u3400-\u9fff\u30a1-\u30fc]+(?:べ[\u3400-\u9fff]+)?", said):
        return None
    if _ADVERBS.fullmatch(said):
        return _ADVERBS.sub(said, last.text, count=1) if _ADVERBS.search(last.text) else None
    if _HAPPENED.search(last.text):
        return _HAPPENED.sub(f"の{said}は", last.text, count=1)
    head = _HEAD.search(last.text)
    taken = (*last.names, *last.measures)
    if head is None or any(start < head.end(1) and head.start(1) < end for start, end in taken):
        return None
    return last.text[: head.start(1)] + said + last.text[head.end(1) :]


_RULES = (
    _other_year, _other_time, _in_currency, _counted, _other_word, _other_number, _other_measure,
    _other_noun,
)  # fmt: skip


def _at_that_time(last: Turn, new: Turn) -> str:
    """「ではトヨタはいくらもらえる?」 asks of the time that the conversation is about.

    The month of one event is none of another measure's.
    """
    period = last.words(last.periods)
    if new.is_measured and _MONTH.search(period):
        return new.text
    if not period or new.periods or not _LED.match(new.text) or "date" in new.wants:
        return new.text
    rest = LEAD[new.lang].sub("", new.text, count=1)
    return f"{period}の{rest}" if new.lang == "ja" else f"{rest.rstrip('? ')} in {period}?"


def _carried(last: Turn, new: Turn) -> str:
    """The new question with the last one's subject and, unless it has them, period and measure."""
    text, points = new.text, new.points
    if new.lang == "en" and _PERSON.search(text):  # whom only the last question describes
        rest = _ASKED_FIRST.sub("", last.text, count=1).strip(" ?")
        return f"{text.rstrip('? ')}: {rest}?"
    if new.lang == "ja" and not QUESTION_WORD.search(text) and not WHETHER.search(text):
        text = f"{new.content}は?"  # also from 土地の広さも知りたい
        points = replace(new, text=text).points
    entity = bool(points and re.search(r"company|firm|group|bank|同|会社|企業", points.group()))
    named = new.names and not points  # "How many GPUs will it have?" names no other
    names = "" if named else last.who if entity else last.subject
    other = bool(new.units) and not set(new.units) & set(last.units)  # counts something else
    that = new.lang == "ja" and points and points["what"]  # それは投資額の何分の1?
    topic = "" if (new.is_measured and not that) or other else last.measure
    when = bool(re.search(r"\bwhen\b|いつ|何年|何月", text, re.IGNORECASE))
    period = "" if new.periods or when else last.words(last.periods)
    if new.lang == "ja" and names and not points and _OWN.match(text):
        names, period = last.who, ""
    if points and {"who", "where"} & {*new.wants}:
        topic = period = ""
    if points and _OF_THAT.search(text):
        text, points = _OF_THAT.sub("", text, count=1), None
    if new.lang == "ja":
        parts = (period, names, topic) if points else (names, period, topic)
        return _carried_ja(text, points, "の".join(filter(None, parts)))
    about = f"{names} {topic}".strip()
    if points and names:
        at = "at " if points.group().lower() == "there" else ""
        whose = "'s" if points["whose"] else ""
        text = text[: points.start()] + at + names + whose + text[points.end() :]
        about = topic
    asked = LEAD["en"].sub("", text, count=1).rstrip("? ")
    more = (about and f" for {about}", period and f" in {period}")
    return f"{asked}{more[0]}{more[1]}?"


def _carried_ja(text: str, points: re.Match[str] | None, about: str) -> str:
    if not about:
        return text
    if points:
        joint = "の" if points["whose"] and not _PARTICLE.match(text, points.end()) else ""
        return text[: points.start()] + about + joint + text[points.end() :]
    rest = LEAD["ja"].sub("", text, count=1)
    return about + ("は" if QUESTION_WORD.match(rest) else "の") + rest

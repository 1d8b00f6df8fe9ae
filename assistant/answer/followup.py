"""A follow-up question completed from the ones before it: "and Sakura?", 「営業利益は?」.

By rules over entity, measure and period, as in early work on elliptical questions
to databases (Carbonell 1983, doi:10.3115/981311.981344): what the new question
says takes the place of what the last one said, the rest is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.empty_words import EN_EMPTY
from assistant.answer.question import analyse, language
from assistant.answer.terms import terms
from assistant.figures import dates, measures
from assistant.schema import Lang
from assistant.text.fold import fold
from assistant.text.lexicon import Lexicon

Span = tuple[int, int]

_LEAD = {
    "en": re.compile(
        r"^(?:(?:ok(?:ay)?|so|and|but|then|also|now|or)\b[, ]*)*"
        r"(?:(?:what|how) (?:about|of)\b|the same for\b|same for\b)?[, ]*",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(?:それでは|それなら|では|じゃあ?|で|あと|ちなみに|なら|一方)?[、,\s]*"
        r"(?:同じく|同様に)?"
    ),
}  # fmt: skip
_TAIL = {
    "en": re.compile(r"(?:,? (?:then|too|instead|please|as well))*[?!. ]*$", re.IGNORECASE),
    "ja": re.compile(
        r"(?:の(?:場合|方|ほう|分))?(?:について)?(?:[はもだ]|って|なら|では|だと)?(?:どう(?:です)?か?"
        r"|いかがですか|教えて|いくら|何)?(?:ですか|でしょうか|なの|か)?[??!。 ]*$"
    ),
}
_POINTS = {
    "en": re.compile(
        r"\b(?P<whose>its|their|his|her|the (?:company|firm|group|bank)['’]s)\b"
        r"|\b(?P<who>it|they|them|he|she|the (?:company|firm|group|bank)|that (?:company|firm))\b"
        r"|\b(?P<what>that|this|those|these|there)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?P<whose>(?:同社|同行|同省|同市|そこ|彼|彼女|その(?:会社|企業|うち)?|この(?:会社|企業)?)の?)"
        r"|(?P<what>(?:それ|これ|あれ|そっち|そちら|あちら|こっち)(?=の?[はがをにもっ、]))"
    ),
}  # fmt: skip
_BEFORE = re.compile(
    r"(?:その)?前[年期](?:度|同期)?|昨年度?|一年前|1年前"
    r"|\b(?:the |a )?(?:year before|previous (?:fiscal )?year|year earlier|prior year|last year)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"翌[年期]度?|次の年度?|来期"
    r"|\b(?:the )?(?:next|following) (?:fiscal )?year\b|\bthe year after\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASKED = re.compile(
    r"いくら|いつ|どこ|誰|だれ|何[^\s]|どのくらい|どれくらい|なぜ|どうして"
    r"|(?:さ|数|額|率|量|費|面積|計画|期間|価格|値段|時期|内訳|理由|場所|名前|雇用|定員|予定)"
    r"(?:[はも]|の(?:方|ほう)は)?[??]?$"
    r"|\b(?:how (?:much|many|long|old|big|far|large|high)|when|where|who|why|which"
    r"|what (?:is|was|were|are|will|did|does))\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"(?:in )?(yen|dollars|euros)|(円|ドル|ユーロ)(?:で|建て|換算)?", re.IGNORECASE
)
_TURNS = 8  # back to which a question may refer
_WHOLE = {"en": 5, "ja": 16}  # content words, characters: so long a turn leaves nothing out
_WORD = re.compile(r"[\w&.'-]*[^\W\d_][\w&.'-]*")
_SMALL = frozenset([
    "in", "for", "of", "the", "a", "an", "on", "at", "by", "to", "from", "during", "and", "or",
    "fiscal", "year", "years", "fy", "quarter", "first", "second", "third", "fourth", "half",
    "calendar", "full", "same", "period", "as", "well",
])  # fmt: skip


@dataclass(frozen=True)
class _Parts:
    """A question's parts as spans of its folded text."""

    text: str
    lang: Lang
    names: tuple[Span, ...]
    others: tuple[Span, ...]
    periods: tuple[Span, ...]
    measures: tuple[Span, ...]
    asks: bool  # says what kind of answer it wants

    @property
    def size(self) -> int:
        """Its content words in English, its characters in Japanese."""
        if self.lang == "ja":
            return len(self.text)
        return sum(word.lower() not in EN_EMPTY for word in _WORD.findall(self.text))

    @property
    def topic(self) -> tuple[Span, ...]:
        """Its names, or where there are none what it begins with: 水素の価格差支援."""
        return self.names or self.others[:1]

    def words(self, spans: Sequence[Span]) -> str:
        joint = " " if self.lang == "en" else "の"
        return joint.join(self.text[start:end] for start, end in sorted(spans))


def standalone(question: str, history: Sequence[str], lexicon: Lexicon | None = None) -> str:
    """``question`` with what it leaves out taken from ``history``, the earlier ones in order.

    A question that names its subject and what is asked of it stays as it is.
    """
    whole = ""
    for asked in (*history[-_TURNS:], question):
        if asked.strip():
            whole = _completed(whole, asked, lexicon) if whole else asked
    return whole if question.strip() else question


def _completed(before: str, question: str, lexicon: Lexicon | None) -> str:
    """``question`` with what it leaves out taken from the whole one before it."""
    last, new = _parts(before, lexicon), _parts(question, lexicon)
    shifted = _other_year(last, new)
    if shifted is not None:
        return shifted
    if not new.asks:
        return _in_currency(last, new) or _replaced(last, new) or question
    points = _POINTS[new.lang].search(new.text)
    if not points and (new.names or new.size >= _WHOLE[new.lang]):
        return question
    return _carried(last, new, points)


def _parts(question: str, lexicon: Lexicon | None) -> _Parts:
    text = fold(question).strip()
    lang = language(text)
    names: list[Span] = []
    others: list[Span] = []
    for term in terms(text, lang, lexicon):
        at = text.lower().find(term.text.lower())
        if at >= 0 and not _POINTS[lang].fullmatch(term.text):
            (names if term.name else others).append((at, at + len(term.text)))
    periods = [(when.start, when.end) for when in dates.resolve(text) if when.date.year is not None]
    found = [(hit.start, hit.end) for hit in measures.find(text)]
    found = [span for span in found if not any(_meet(span, name) for name in names)]
    asks = bool(_ASKED.search(text)) or any(
        id not in measures.GENERIC for id in analyse(text, lexicon=lexicon).measures
    )
    periods = _with_mark(text, periods)
    return _Parts(text, lang, tuple(names), tuple(others), tuple(periods), tuple(found), asks)


def _with_mark(text: str, spans: Sequence[Span]) -> list[Span]:
    """Periods with the word that makes a fiscal year of them."""
    found = []
    for start, end in spans:
        mark = re.search(r"(?:\bfiscal (?:year )?|\bFY ?)$", text[:start], re.IGNORECASE)
        found.append((mark.start() if mark else start, end))
    return found


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _other_year(last: _Parts, new: _Parts) -> str | None:
    """「前年は?」, "and the year before?": the last question with its year moved."""
    step = -1 if _BEFORE.search(new.text) else 1 if _AFTER.search(new.text) else 0
    rest = _AFTER.sub("", _BEFORE.sub("", new.text))
    if not step or new.asks or new.names or _content(rest, new.lang):
        return None
    if not any(_YEAR.search(last.text[a:b]) for a, b in last.periods):
        return f"{new.text.rstrip('?')} {last.text}"
    text = last.text
    for start, end in sorted(last.periods, reverse=True):
        moved = _YEAR.sub(lambda year: str(int(year.group()) + step), text[start:end])
        text = text[:start] + moved + text[end:]
    return text


def _content(text: str, lang: Lang) -> str:
    """What is left of a turn without the words around it."""
    bare = _LEAD[lang].sub("", text, count=1)
    bare = _TAIL[lang].sub("", bare, count=1).strip(" 、,")
    if lang == "en":
        return bare if any(w.lower() not in _SMALL for w in _WORD.findall(bare)) else ""
    return bare.removesuffix("の")


def _in_currency(last: _Parts, new: _Parts) -> str:
    """ "And in yen?", 「円では?」: the last question in that currency."""
    match = _CURRENCY.fullmatch(_content(new.text, new.lang))
    if match is None:
        return ""
    if match[2]:
        return f"{match[2]}でいくら? {last.text}"
    return f"{last.text.rstrip('? ')} in {match[1].lower()}?"


def _replaced(last: _Parts, new: _Parts) -> str:
    """The last question about what the new turn names: another subject, another period."""
    masked = new.text
    for start, end in new.periods:
        masked = masked[:start] + " " * (end - start) + masked[end:]
    subject = _content(masked, new.lang)
    subject = re.sub(r"^(?:for|in|of|at|by|の)\s+|^の|\s+(?:for|in|of|at|by)$", "", subject).strip()
    text = last.text
    if new.periods:
        text = _with_period(last, new)
    if subject:
        old = last.text[slice(*last.topic[0])] if last.topic else ""
        if old and old in text:
            text = text.replace(old, subject, 1)
        else:
            text = (
                f"{subject}の{text}" if last.lang == "ja" else f"{text.rstrip('? ')} for {subject}?"
            )
    return text


def _with_period(last: _Parts, new: _Parts) -> str:
    period = new.words(new.periods)
    if last.periods:
        start, end = last.periods[0][0], last.periods[-1][1]
        return last.text[:start] + period + last.text[end:]
    if last.lang == "ja":
        return f"{period}の{last.text}" if last.lang == new.lang else f"{last.text} {period}"
    return f"{last.text.rstrip('? ')} in {period}?"


def _carried(last: _Parts, new: _Parts, points: re.Match[str] | None) -> str:
    """The new question with the last one's subject and, unless it has them, period and measure."""
    names = "" if new.names else last.words(last.topic)
    measured = any(id not in measures.GENERIC for id in analyse(new.text).measures)
    topic = "" if measured else last.words(last.measures)
    when = bool(re.search(r"\bwhen\b|いつ|何年|何月", new.text, re.IGNORECASE))
    period = "" if new.periods or when else last.words(last.periods)
    text = new.text
    if points and names:
        put = names
        if new.lang == "en" and points["whose"]:
            put = f"{names}'s"
        elif points.group().endswith("の"):
            put = f"{names}の"
        text = text[: points.start()] + put + text[points.end() :]
        names = ""
    more = [part for part in (names, period, topic) if part]
    if not more:
        return text
    if new.lang == "ja":
        return "の".join([*more, _LEAD["ja"].sub("", text, count=1)])
    return f"{_LEAD['en'].sub('', text, count=1).rstrip('? ')}: {' '.join(more)}?"

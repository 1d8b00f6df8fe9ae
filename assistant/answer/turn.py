"""A question of a conversation taken apart: names, periods, measures, what it points back to."""

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
from assistant.text.tokens import stem

Span = tuple[int, int]

LEAD = {
    "en": re.compile(
        r"^(?:(?:ok(?:ay)?|so|and|but|then|also|now|or|oh|no(?!\.? ?\d)|wait|sorry|actually"
        r"|i meant?)\b[, ]*)*"
        r"(?:(?:what|how) (?:about|of)\b|(?:the )?same (?:question |thing )?(?:for|with)\b)?[, ]*"
        r"(?:(?:only|just)\b(?! (?:when|where|who|how|what)\b)[, ]*)?",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"^(?:(?:あ|えっと|すみません|いえ|いや|ごめんなさい|失礼)[、,。\s]*)*"
        r"(?:それでは|それなら|では|じゃあ?|で|あと|ちなみに|なら|一方)?[、,\s]*"
        r"(?:同じく|同様に|同じ[年月時]期?の)?"
    ),
}  # fmt: skip
TAIL = {
    "en": re.compile(
        r"(?:,? (?:then|too|instead|please|pls|as well|only|alone|though|there|i mean"
        r"|(?:over|in|for|during) (?:the same|that) (?:months?|period|year|quarter|time)))*"
        r"[?!. ]*$",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?:の(?:場合|方|ほう|分))?(?:について)?(?:だけ|のみ)?"
        r"(?:[はもだを]|って|なら|では|だと|に(?:すると|したら|限(?:ると|れば|って(?:は|も)?))"
        r"|(?:だけ)?(?:を|で)?見(?:ると|れば)|で(?:言う|いう)と)?"
        r"(?:どう(?:です)?か?"
        r"|いかがですか|(?:教えて|知りた|聞きた)(?:ください|ほしい|い)?(?:です)?|お願いします|(?<![合大部計]で)いくら|何)?"
        r"(?:だった|でした)?(?:ですか?|でしょうか|なの|の|か)?[??!。 ]*$"
    ),
}
_POINTS = {
    "en": re.compile(
        r"\b(?P<whose>its|their|his|her|the (?:company|firm|group|bank)['’]s)\b"
        r"|\b(?P<who>it|they|them|he|she|the (?:company|firm|group|bank)|that (?:company|firm))\b"
        r"|\b(?P<what>that|this|those|these|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )there)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?<![どあ])(?P<whose>(?:同社|同行|同省|同市|そこ|彼|彼女|その(?:会社|企業|うち)?|この(?:会社|企業)?)の?)"
        r"|(?P<what>(?:それ|これ|あれ|そっち|そちら|あちら|こっち)(?=の?[はがをにもっ、]))"
    ),
}  # fmt: skip
QUESTION_WORD = re.compile(
    r"いくら|いくつ|なんで|いつ|どこ|誰|だれ|何[^\sのがはをに??]*|どのくらい|どれくらい|どれだけ|なぜ|どうして"
    r"|\b(?:how (?:much|many|long|old|big|far|large|high)|when|where|who|why|which"
    r"|what(?! (?:about|of)\b))\b",
    re.IGNORECASE,
)
WANTED_NOUN = re.compile(
    r"(?:^|\b(?:the|its|their|total|and) )(?:value|volume|price|deadline|date|capacity|size|share"
    r"|ratio|percentage|amount|number|target|goal|reason|location|name|length|area|fee|margin)s?$"
    r"|(?:さ|数|額|率|量|費|価|益|日|日付|面積|計画|期間|価格|値段|時期|内訳|理由|場所|名前|雇用|定員"
    r"|予定|出力|能力|規模|割合|シェア)$",
    re.IGNORECASE,
)
_WHOLE = {"en": 5, "ja": 30}  # content words, characters: so long a turn leaves nothing out
WHETHER = re.compile(  # asks whether, and names nothing in place of anything
    r"^(?:and |but |so )?(?:did|does|do|is|are|was|were|will|would|has|have|had|can|could|should)\b"
    r"|\b(?:isn|aren|wasn|weren|didn|doesn|won)['’]t (?:it|they|he|she|that)\b"
    r"|(?:ある|ない|なかった|多い|少ない|大きい|小さい|高い|低い|できる|された|している?)(?:の|ん?です)?か?[??]?$",
    re.IGNORECASE,
)
_TURNED = re.compile(r"^([^はの??]+)は[??]([^??]+の)$")  # 出資比率は?新会社の
_WORD = re.compile(r"[\w&.'-]*[^\W\d_][\w&.'-]*")
_SMALL = frozenset([
    "in", "for", "of", "the", "a", "an", "on", "at", "by", "to", "from", "during", "and", "or",
    "fiscal", "year", "years", "fy", "quarter", "first", "second", "third", "fourth", "half",
    "calendar", "full", "same", "period", "as", "well", "one", "ones",
])  # fmt: skip
_AND = re.compile(r"(?:と|や|・|、|及び|および| and | & |, )")
_CHAIN = re.compile(r"(?:の(?:[\u3400-\u9fff]し?い)?|と|や|・|、|及び|および)?")
_PREPOSITION = re.compile(r"\b(?:in|on|for|to|of|at|from|with) ")
_RANGE = re.compile(r" ?(?:to|through|until|and|から|と|[-–~〜]) ?")
_BOUND = re.compile(r"まで|から|以降|以前|時点|末")
_VERB = re.compile(r"[a-z]+(?:ed|ing)")  # no name, though no dictionary has it
# Who tells it, which is not whom it is about: "did CNBC give", "Mynavi reports", NHKによると.
_TELLS = {
    "en": re.compile(
        r"(?: (?:give|say|report|quote|print|put|write|cite|mention|count|name|recall|tell)s?\b"
        r"| (?:gave|said|reported|quoted|printed|wrote|cited|mentioned|recalled|told)\b)"
    ),
    "ja": re.compile(r"によ(?:ると|れば)|[はが].*(?:伝え|報じ|書い|記し|紹介し|としてい|換算)"),
}  # fmt: skip
_JOINED = re.compile(r"'s |,? ?(?:and|of|in|for|off|at|the|on| )*", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """A question's parts as spans of its folded text.

    ``wants`` and ``units`` are those of the answer, ``asks`` whether it says that it asks;
    ``is_measured`` whether it names a measure that says more than its unit, ``is_word`` whether
    all that it says is a word of the dictionary; ``about`` is the subject that it has taken over
    from the questions before.
    """

    text: str
    lang: Lang
    wants: tuple[str, ...]
    units: tuple[str, ...]
    names: tuple[Span, ...]
    others: tuple[Span, ...]
    periods: tuple[Span, ...]
    measures: tuple[Span, ...]
    asks: bool
    is_measured: bool
    is_word: bool
    about: str = ""

    @property
    def points(self) -> re.Match[str] | None:
        """Its pronoun, in the group ``whose``, ``who`` or ``what``; none for a name before it."""
        found = _POINTS[self.lang].search(self.text)
        named = found is not None and any(end <= found.start() for _, end in self.names)
        return None if named and self.lang == "en" else found

    @property
    def is_whole(self) -> bool:
        """Whether it asks, and names whom or says enough to be understood alone."""
        if not self.asks or self.points:
            return False
        return bool(self.names) or self._size >= _WHOLE[self.lang]

    @property
    def _size(self) -> int:
        """Its content words in English, its characters in Japanese."""
        if self.lang == "ja":
            return len(self.text)
        return sum(word.lower() not in EN_EMPTY for word in _WORD.findall(self.text))

    @property
    def topic(self) -> tuple[Span, ...]:
        """Its names, or where there are none what it begins with: 水素の価格差支援."""
        return self.names or self.others[:1]

    @property
    def subject(self) -> str:
        """What it is about: what it has taken over, else its names and what の and と join to them.

        An English question is about its names and what its last preposition governs; without a
        name about all that it says.
        """
        if self.about:
            return self.about
        if self.lang == "en":
            if not self.names and self.others:
                return self.text[min(self.others)[0] :].rstrip("?. ")
            last = max((m.end() for m in _PREPOSITION.finditer(self.text)), default=len(self.text))
            return self._phrase([*self.names, *(s for s in self.others if s[0] >= last)])
        if not self.topic:
            return ""
        start, end = self._subject_span
        rest = [self.text[a:b] for a, b in sorted(self.names) if a >= end]
        return "の".join([self.text[start:end], *rest])

    @property
    def _subject_span(self) -> Span:
        return self._joined(min(self.topic), _CHAIN, {*self.names, *self.others})

    @property
    def measure(self) -> str:
        """The measures that its subject does not hold."""
        start, end = self._subject_span if self.lang == "ja" and self.topic else (0, 0)
        return self.words([span for span in self.measures if not start <= span[0] < end])

    @property
    def who(self) -> str:
        """The company or person that it is about, with those joined to it."""
        if not self.names:
            return self.subject
        return self.text[slice(*self.named_together(min(self.names)))]

    def named_together(self, name: Span) -> Span:
        """A name with those that "and" or と join to it."""
        return self._joined(name, _AND, {*self.names, *self.others})

    def _joined(self, first: Span, joint: re.Pattern[str], parts: set[Span]) -> Span:
        start, end = first
        while joined := joint.match(self.text, end):
            after = next((b for a, b in parts if a == joined.end() and b > a), None)
            if after is None or any(after == begin for begin, _ in self.measures):
                break  # a part of the measure: 共同投資額
            end = after
        return start, end

    @property
    def content(self) -> str:
        """What it says beside the words around it; its periods count."""
        return content(self.text, self.lang)

    def _phrase(self, spans: Sequence[Span]) -> str:
        """English parts in their order, with the small words that join them."""
        said, at = "", 0
        for start, end in sorted(spans):
            gap = self.text[at:start] if said else ""
            said += (gap if not said or _JOINED.fullmatch(gap) else " ") + self.text[start:end]
            at = end
        return said

    def words(self, spans: Sequence[Span]) -> str:
        """The parts in their order, joined."""
        joint = " " if self.lang == "en" else "の"
        return joint.join(self.text[start:end] for start, end in sorted(spans))


def turn(question: str, lexicon: Lexicon | None) -> Turn:
    """Take a question apart."""
    text = _TURNED.sub(r"\2\1は?", fold(question).strip())
    lang = language(text)
    periods = [(when.start, when.end) for when in dates.resolve(text) if when.date.year is not None]
    names: list[Span] = []
    others: list[Span] = []
    for term in terms(text, lang, lexicon):
        words = map(re.escape, re.split(r"[\s-]+", term.text))
        at = re.search(r"[\s-]+".join(words), text, re.IGNORECASE)
        if at and not _POINTS[lang].fullmatch(term.text) and not _meets(at.span(), periods):
            if term.name and _TELLS[lang].match(text, at.end()):
                continue
            named = term.name and not _VERB.fullmatch(at.group())
            (names if named else others).append(at.span())
    found = [(hit.start, hit.end) for hit in measures.find(text)]
    asked = analyse(text, lexicon=lexicon)
    said = content(text, lang)
    told = tuple(span for span in found if not _meets(span, names))  # not of 東奥電力
    measured = any(id not in measures.GENERIC for id in asked.measures) and bool(told or not found)
    return Turn(
        text=text,
        lang=lang,
        wants=asked.wants,
        units=asked.units,
        names=tuple(names),
        others=tuple(others),
        periods=_marked(text, periods),
        measures=told,
        asks=measured
        or bool(QUESTION_WORD.search(said) or WANTED_NOUN.search(said) or WHETHER.search(text)),
        is_measured=measured,
        is_word=_is_word(said, lang, lexicon),
    )


def _is_word(said: str, lang: Lang, lexicon: Lexicon | None) -> bool:
    """Whether a turn says, or in English ends with, a word of the dictionary that is no name."""
    if lexicon is None:
        return True
    if lang == "ja":
        return any(not entry.name for entry in lexicon.glosses(said))
    last = said.rpartition(" ")[2]
    return last.islower() and any(not entry.name for entry in lexicon.translations((stem(last),)))


def _marked(text: str, periods: Sequence[Span]) -> tuple[Span, ...]:
    """The periods with what makes a fiscal year, a range or a bound of them: 2022年まで."""
    found: list[Span] = []
    for start, end in sorted(periods):
        mark = re.search(r"(?:\bfiscal (?:year )?|\bFY ?)$", text[:start], re.IGNORECASE)
        start = mark.start() if mark else start
        if found and _RANGE.fullmatch(text[found[-1][1] : start]):
            start = found.pop()[0]
        found.append((start, end))
    return tuple((a, (m.end() if (m := _BOUND.match(text, b)) else b)) for a, b in found)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def content(text: str, lang: Lang) -> str:
    """What is left of a turn without the words around it."""
    bare = LEAD[lang].sub("", text, count=1)
    bare = TAIL[lang].sub("", bare, count=1).strip(" 、,")
    if lang == "en":
        return bare if any(w.lower() not in _SMALL for w in _WORD.findall(bare)) else ""
    return bare.removesuffix("の")

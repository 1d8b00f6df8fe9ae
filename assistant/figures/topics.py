"""Whom a Japanese sentence leaves for the sentences after it to be about."""

from __future__ import annotations

import re

from assistant.figures.clauses import Sentence
from assistant.figures.frames import is_giver
from assistant.figures.owners import entity, item_of
from assistant.figures.phrases import is_common, is_proper, is_reporter, name_of, phrases
from assistant.figures.sources import Sources

_ANNOUNCES = re.compile(r"発表|決定|決め|明らかにし|表明|計画|方針|始め|設立|開始")
_SPOKE = re.compile(
    r"(?:語っ|述べ|話し|話す|コメント|指摘し|強調し|訴え|非難し|反論し)[^、。]{0,6}。?$"
)
_NAMELIKE = re.compile(
    r"[A-Z]{2,}|[A-Z][a-z]+|[ァ-ヺー]{3,}|(?:社|省|庁|県|市|都|道|府|国|区|町|村|"
    r"州|大学|大|銀行|研究所|機構|組合|協会|連合|連盟|党|氏|さん|"
    r"容疑者|被告|首相|大統領|電力|製薬|自動車|工業|商事|電機|製鉄|重工|生命|"
    r"保険|証券|物産|不動産|建設|鉄道|航空|通信|財団|法人|委員会|"
    r"米|英|仏|独|中|日本|政府|会長|社長|選手|監督|議員)$|^[ぁ-ゞ]{2,8}$"
)
_NO_BODY = re.compile(r"^[同両当各]|地元|自社|ライバル|企業$|メーカー|出身")
_HEAD = re.compile(
    r"(?P<body>.{2,30}?)の[^のはが、。]{1,12}(?:社長|会長|頭取|CEO|CFO|最高経営責任者|最高財務責任者|副社長|専務|常務)"
)
_UNFIT = re.compile(r"[「」『』を]|向け|[でにへと]$|(?:部門|事業部?|本部|男性|女性|分野)$")
_NEAR = 2_000  # characters before and after in which a name is told again
_QUOTED_BY = re.compile(r"と(?:換算|四捨五入|した。|する。|して(?:いる|おり))")
RETOLD = re.compile(
    r"と(?:報じ|伝え|紹介し|説明し|説明す|述べ|書い|記し|分析し|予測し|試算し|推計し|指摘し|まとめ|"
    r"み[るて]|省い)[^、。]{0,8}(?:。|$)"
)


def topic_of(
    sentence: Sentence, previous: str | None, title: str, sources: Sources, body: str
) -> str | None:
    """Who the sentence is about, for sentences after it that do not say."""
    if _SPOKE.search(sentence.masked):
        return previous
    item = item_of(sentence)
    if item:
        return item
    found = phrases(sentence.plain, sentence.masked)
    for particles in (("は", "では"), ("が",)):
        if particles == ("が",) and previous is not None and not _ANNOUNCES.search(sentence.masked):
            return previous
        for phrase in found:
            if phrase.particle in particles:
                spoken_for = _whose(phrase.text)
                if spoken_for and spoken_for not in sources and not RETOLD.search(sentence.masked):
                    return spoken_for
                name = entity(phrase)
                if name and re.match(r"同[社氏市県行省庁]|両[社氏]", name):
                    return previous
                if name in sources or phrase.text.startswith(f"{name}への"):
                    continue
                if name and len(name) > 1 and not is_reporter(phrase.text) and is_proper(name):
                    if not _is_topic(name, sentence, title, body):
                        continue
                    if previous and is_giver(name, japanese=True) and not is_giver(previous, True):
                        return previous
                    return name
    return previous


def _whose(text: str) -> str | None:
    """Whose head a phrase names: 「台湾積体電路製造(TSMC)の魏哲家会長」 gives 台湾積体電路製造."""
    match = _HEAD.fullmatch(text)
    if match is None:
        return None
    name = name_of(match["body"])
    known = match["body"] != name or _NAMELIKE.search(name)  # with an acronym in brackets
    return name if known and is_proper(name) and not _NO_BODY.search(name) else None


def _is_topic(name: str, sentence: Sentence, title: str, body: str) -> bool:
    """Whether a name may stand for what later sentences leave out."""
    if len(name) > 30 or _UNFIT.search(name):
        return False
    if RETOLD.search(sentence.masked) or _QUOTED_BY.search(sentence.masked):
        return False
    if _NAMELIKE.search(name) is not None or name in title:
        return True
    near = body[max(0, sentence.start - _NEAR) : sentence.start + _NEAR]
    return not is_common(name) and len(re.findall(rf"{re.escape(name)}[はがも(]", near)) > 1

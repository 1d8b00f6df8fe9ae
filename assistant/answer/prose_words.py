"""Words that no sentence of a model may have, and words that any may: data of ``prose``."""

from __future__ import annotations

import re

from assistant.text.tokens import stem

# Links and what a page could take for a tag, a list or emphasis.
MARKUP = re.compile(
    r"[\[\]{}<>|*_`#@\\^~]|https?|www\.|://|\b[a-z\d-]+\.(?:com|net|org|io|jp|dev|info|biz)\b", re.I
)
# Signs of numbers anywhere, but for the hyphen within a word.
SIGNS = re.compile(r"[▲△−±×÷/%$€£¥+=~〜]|(?<![^\W\d_])-|-(?![^\W\d_])")
COUNTS = {
    "en": re.compile(
        r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
        r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?|millions?"
        r"|billions?|trillions?|hal(?:f|ves?|ved)|doubl\w*|tripl\w*|twice|thrice|once|first|second"
        r"|third|fourth|quarter\w*|couple|pair|both|several|few|many|percent\w*|points?|times"
        r"|yen|dollars?|euros?|pounds?|francs?|yuan|won|cents?|[a-z]?bn|tn|mn|usd|jpy|eur|gbp|cny"
        r"|about|around|approximately|roughly|nearly|almost|up|over|under|above|below|more|less"
        r"|fewer|most|least|maximum|max|minimum|min|limit|cap\w*|ceiling|total\w*|combined"
        r"|cumulative\w*|each|every|per|only|just|exactly|precisely|between|range\w*|apiece"
        r"|yearly|annual\w*|monthly|weekly|daily|hourly|an? (?:year|quarter|month|week|day|hour"
        r"|share|head|person|unit|piece|ton(?:ne)?|kilo\w*|time))\b",
        re.I,
    ),
    "ja": re.compile(
        r"[億兆憶%¥$€£]|円|ドル|ユーロ|ポンド|人民元|ウォン|フラン|パーセント|ポイント|倍|半分"
        r"|最大|最低|最小|最高|上限|下限|約|およそ|おおよそ|ほぼ|程度|前後|合計|累計|総額|総計|通算"
        r"|計(?![画算])|各|それぞれ|毎|年間|月間|[当あ]たり|ごと|ずつ|以上|以下|未満|超|越え|のみ|だけ|わずか|ちょうど|数[十百千万]"
        r"|[〇一二三四五六七八九十百千万](?:社|人|件|年|[かヶカ]月|日|割|分の|名|本|台|点|つ|箇所|か所|か国)"
    ),
}
TURNS = {
    "en": re.compile(
        r"\b(?:not|no|never|none|nor|neither|without|\w+n['’]t|cannot|den(?:y|ie[ds])|refus\w*"
        r"|reject\w*|cancel\w*|withdr[ae]w\w*|fail\w*|false\w*|wrong\w*|instead|unlike|except"
        r"|minus|negative|rather)\b",
        re.I,
    ),
    "ja": re.compile(
        r"な(?:い|かっ|く|し)|ません|せん|ずに|否定|拒否|撤回|中止|取り?消|断念|却下|失敗|誤り|ではなく"
        r"|以外|除[きくい]|マイナス"
    ),
}
UP = {
    "en": re.compile(r"\b(?:ris|ros|increas|gain|gr[eo]w|climb|jump|surg|higher|expan)\w*", re.I),
    "ja": re.compile(r"増|上昇|上が|伸び|拡大|急騰|上回"),
}
DOWN = {
    "en": re.compile(
        r"\b(?:f[ae]ll|declin|decreas|dr[oe]p|reduc|lower|shr[aiu]nk|cut|slid|plung|loss|los[te])\w*",
        re.I,
    ),
    "ja": re.compile(r"減|低下|下が|下落|縮小|急落|下回|損失|赤字"),
}
# Words that any sentence may have: those that only join others, and those of reports and grants.
_JOINING = """
a an the of to in on at for from by with and as is are was were be been being has have had will
would can could may do does did its their it this that which who whose what when where how much
while also into under according say said give given go goes going come came get got
set put stand stood
"""
_REPORTING = """
article report news passage amount figure sum value receive received obtain obtained grant granted
subsidy aid support provide provided award awarded pay paid announce announced company firm
answer decision decided project amounting amounted worth
"""
_JA = """
記事 報道 発表 金額 額 数値 会社 企業 同社 助成 補助 支援 受 得 決 答 事業 計画 対象 内容
場合 示 述 伝 書 記 今回 時期 年 月 日
"""
JOINING = frozenset(map(stem, _JOINING.split()))
NEUTRAL = {
    "en": JOINING | frozenset(map(stem, _REPORTING.split())),
    "ja": frozenset(_JA.split()),
}

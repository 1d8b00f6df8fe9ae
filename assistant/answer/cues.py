"""Words that single out one of several figures of a kind, in question and clause alike."""

from __future__ import annotations

import re

CUES = {
    name: re.compile(pattern)
    for name, pattern in {
        "prior": r"前年|前の[年期]|前期|昨年|前回|前月|[1-9一二三]年前|同(?=[\d約△])|従来|修正前|変更前|当初|year[- ]earlier|year before|"
        r"previous|prior|last year|a year ago|year-ago|compared with|formerly",
        "forecast": r"見込|見通|予想|予測|通期|想定|forecast|expect|project|outlook|guidance|estimate",
        "target": r"目標|目指|target|\bgoals?\b|\baims?\b|aiming",
        "plan": r"計画|予定|方針|\bplans?\b|planned|planning|pledge|\bwill\b|upcoming",
        "total": r"合計|総額|総計|全体|全部|累計|総(?=事業|投資)|\btotal|combined|\bin all\b|overall|altogether|cumulative",
        "average": r"平均|average|\bmean\b|median|typical",
        "peak": r"過去最|最高|最大|最多|ピーク|(?:一番|最も)多(?:い|かった)(?:とき|時)|一時(?=[、は約\d])|at worst|\bpeak|\brecord|maximum|highest|most\b",
        "low": r"最低|最小|最少|minimum|lowest|least\b",
        "part": r"うち|内訳|このうち|including|of which|of them|of those",
        "remaining": r"残[りる]|remaining|still|left\b",
        "rise": r"増[加え]|増(?=[。、)益収])|上昇|伸び|拡大|\bris[ei]|\brose\b|\bgrew|grow|increas|jump|\bgain|\bup\b(?! to\b)|climb|surg",
        "fall": r"減[少っ]|減(?=[。、)益収])|下落|低下|縮小|\bfall|\bfell|drop|declin|decreas|\bdown\b|shr[aiu]nk|slump|plung",
        "half": r"上半期|下半期|上期|下期|中間|半期|first half|second half|half-year|interim",
        "quarter": r"四半期|[〜-]\d+月期|quarter|\bq[1-4]\b",
        "per": r"当たり|あたり|時給|月額|年額|毎月|\bper\b|\bapiece|\beach\b|\ba (?:month|year|share|day|kilo)",
        "start": r"開始|着工|開業|始[まめ]|発足|稼働|start|begin|began|open|launch|commenc",
        "end": r"終了|完成|完了|までに|期限|満了|締め?切|\bend|\bclos(?:es?|ing)\b|complet|finish|deadline|expire|\bby\b",
        "announce": r"発表|公表|announc|unveil|said on|report",
        "agree": r"合意|契約|締結|agree|sign",
        "second": r"第[2二]|2番目|second\b",
        "first": r"第[1一]|初|first\b",
        "minus": r"赤字|損失|\bloss|deficit",
    }.items()
}  # fmt: skip
ENDS = frozenset({"start", "end"})
# Cues that a clause may hold without speaking against its figure.
SILENT = frozenset(
    {"plan", "end", "start", "announce", "agree", "rise", "fall", "first", "peak", "part"}
)

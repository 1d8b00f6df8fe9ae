"""Japanese noun phrases and the particles that say what they do, by script runs alone.

No dictionary of words: a phrase is a run of kanji, katakana, Latin letters and digits,
joined by の, と, や and the like, and it ends where a particle stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.figures.clauses import MASK
from assistant.figures.kana_names import ADVERBS, is_grammar

Kind = Literal["entity", "group", "measure", "time", "generic"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTENT = rf"[一-鿿々〆ヶァ-ヺーA-Za-zＡ-Ｚ0-9・&.'+/%\-〜!@#=〇①-⑳()「」『』\[\]〈〉《》{MASK}]"
_PARTICLE = re.compile(
    rf"(?:(?<={_CONTENT})|(?<=など))"
    r"(によりますと|によれば|によると|に対しては|に対して|に対し|に対する|については|について|"
    r"に関して|によって|により(?!ます)|に関する|においては|において|における|"
    r"にとって|のうち|向けに|"
    r"では|には|にも|とは|とも|からは|から|まで|への|へ|が|は|も|を|に|で|と)"
    r"(?![ゃゅょっぁ-ぉ])"
)
# A particle letter that is the start of a longer word or of a verb ending.
_NOT_PARTICLE = re.compile(
    r"で(?:あ|き|す|し(?!ょ)|な)|は(?:じ|ず|ら|る)|も(?:の|と|ら|う)|が(?:る|っ|り|ち)|"
    r"に(?:よ|つ|お|も?かか|あた|基|伴|続|向|比|応|加)|と(?:い|し|な|き|こ|ど|も|"
    r"共|並|見|述|発|話|説|伝|報)|を(?:め|通|含|除)"
)
_LONGEST_PHRASE = 80
_OKURIGANA = frozenset("りみけちえめれせげべび")  # 通り魔, 取り組み
_INSIDE = re.compile(r"[一-鿿].[一-鿿]")
_SPACED = re.compile(r"[A-Za-z.] [A-Za-z]")  # inside a Latin name
_JOIN = _words(
    """
    の と や および ならびに または など による への との での からの などの における に対する
    をめぐる に関する つの
    """
)
_LEADING_PARTICLE = re.compile(
    r"(?:では|には|とは|からは|から|まで|など|が|は|も|を|に|で|と|の|へ)"
)
_BODY = re.compile(r"(?:ホールディングス|HD|FG|フィナンシャル|フーズ|製作所|電機|製薬|商事)")

_TIME = re.compile(
    r"(?!日本)(?:(?:西暦|平成|令和|昭和)?\d{1,4}年度?(?:\d{1,2}月)?(?:期|末|"
    r"初め)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?(?:期|末)?|"
    r"\d{1,2}日|\d{1,2}[〜\-]\d{1,2}月期?|(?:今後|過去|この|約)?\d+(?:年|か月|"
    r"カ月|ヶ月|日|週|時)間|\d{1,2}時(?:\d{1,2}分)?|今|本|昨|前|翌|来|同|今年|"
    r"昨年|去年|来年|前年|翌年|同年|本年|一昨年|"
    r"今年度|昨年度|来年度|前年度|今期|前期|来期|当期|通期|上期|下期|上半期|"
    r"下半期|前半|後半|四半期|年度|年間|月間|"
    r"同日|同月|今月|先月|来月|前月|今週|先週|来週|今日|昨日|明日|当日|翌日|前日|"
    r"この日|午前|午後|夕方|未明|深夜|早朝|夜|朝|昼|"
    r"現在|時点|末|頃|ごろ|[上中下]旬|初旬|半ば|春|夏|秋|冬|当時|当初|最終的|"
    r"一時|将来|今後|年|月|日|期|連結決算|連結|単独|同期|同|決算)+$"
)
_GENERIC = _words(
    """
    前期比 前年度比 前年同月比 前月比 従来予想 当初予想 会社予想 市場予想 見通し 買付
    最後 最初 史上最低記録 最多記録 普通 書類上 事実上 通常 実際 全線復旧 期間中 開催期間中
    選挙 投票 会長選
    発表後 その後 直後 運営 経営
    提携 解消 認定 説明 追加 中止 延期 撤退 決定 合意 買収 統合 合併 参入 進出 強化 拡大 縮小
    導入 採用 選定 公表 公開 開始 終了 完成 操業
    再開 停止 破綻 倒産 上場 廃止 移転 設立 創業 新設 増設 支援
    追加支援 補助 助成 用地
    合計 総額 計 累計 平均 総計 内訳 前年 前年同期 前年同月 前年同期比 前年比 前期 前回 今回
    結果 見込み 予定 ため こと もの 際 段階 中 間 上 下 以上 以下 背景 理由 対象 具体的 一方
    他 他方 場合 全体 全国 国内 海外 日本国内 一部 大半 半数 残り 過去最高 最高 最大 最低 最多
    最少 過去最大 過去最多 過半数 日々 毎日 毎年 毎月 世界 同様 約 半年 限り 程度 前後 規模 形
    方針 見通し 見方 可能性 方向 計画 目標 目的 予想 発表 調査 調べ 同調査 影響 原因 通り 以降
    以前 以来 以内 以外 期間 会見 記者会見 報道 発表文 声明 記事 取材 話 実質 名目 金額 額 数
    数字 人数 多数 複数 双方 両者 両方 半分 新た 初めて 初 史上初 うち 現地 必要 資金 総数
    応札 累積 建設 上限 下限 外国 従来 売電 加重平均 表面 時価 入札 開発 整備 申請 応募 制度
    事業 着工 新規 初回 開所 建物 受電 空冷 認知 時期 円換算 換算 本紙 過去 過去分 民間 官民
    企業 会社 工場 施設 設備 拠点 製品 商品 技術 研究 研究開発 量産 増産 計算機 枠 額面 稼働
    式 残高 差額 利回り 金利 期待 需要 供給 市場 業界 世界全体 個人 男女 地元 住民 関係者
    担当者 専門家 消費者 投資家 株主 大企業 中小企業 前者 後者 最終 最新 当局 現場 被害 事故
    事件 災害 地震 台風 大会 試合 会場 会議 取引 売買 契約 基準 条件 水準 範囲 理論 効果 能力
    役割 電池 最長 最短 最速 二つ 三つ 四つ 一つ 今度 手取り 残高 未満 初年度 次年度 完成後 償還
    発行後
    そもそも 最悪 直径 半径 上記 下記 不明 後部 前部 前後部 実に 数分後 数日後 数年後 直前 途中
    インターネット上 ネット上 紙面上 四球 現役 通算 連続 累積 単独 同時 当日 翌日 事件当時 時間
    現在 唯一 摂氏 華氏 最大瞬間 原則 中間 期末 期初 最大瞬間風速 前の期 死去 悪化 改善 墜落 衝突
    脱線 発生 爆発 炎上 沈没 受賞 当選 優勝 勝利 敗北 引退 就任 辞任 退任 発売 発効 施行 可決 否決
    成立 締結 調印 開幕 閉幕 開業 閉店 廃業 休刊 休止 運休 遅延 検査 捜査 起訴 判決 逃走 盗難 暴動
    抗議 戦闘 攻撃 占領 停戦 避難 救助 搭乗 治療 入院 手術 離職 転職 失業 退職 増益 減益 増収 減収
    連敗 連勝 通算 計上 勝ち 負け 通期 下方修正 上方修正 修正
    高度 標高 水深 北緯 南緯 東経 西経 南東 南西 北東 北西 公称 上位 下位 カテゴリ カテゴリー 圧倒的
    貸付限度額 限度額 上限額 下限額 一覧表 見通し額 概算 目安 単純計算 計算上 試算 推定
    """
)
_GROUP = re.compile(
    r"^(?:計|合計|上記|主要|大手|国内|など)*(?:[\d,.]+|両|各|全|複数の?)(?:社|者|"
    r"団体|件|大学|行|局|省|カ国|か国|ヶ国|ヵ国|国|自治体|企業|校|人|名|組|"
    r"事業者?|案件|プロジェクト|グループ|都道府県|市町村|町|市|村|チーム)"
)
_AFTERWARDS = re.compile(
    r"[\d数](?:年|カ月|か月|日|週間|時間)(?:後|前|以内|以上)$|(?:当時|期間中|時点|容疑|直後|直前)$"
)
_SEVERAL = re.compile(r"など(?:計|の)?[\d数]+(?:社|者|団体|行|件|人|校|カ国|か国|自治体|地点)$")
_COMPARED = re.compile(
    r"(?:一時)?(?:前日|前週|前月|前の期|前期|前年|前年度|前年同月|前年同期|前回|従来|計画)比"
    r"|(?:通期|今期|来期|前期|従来|当初|業績|会社|市場|年間|利益|売上)+(?:予想|見通し|計画|目標)"
)
_DESCRIPTOR = re.compile(
    r"^.*(?:大手|最大手|中堅|(?<!株式)会社|企業|メーカー|事業者|傘下|子会社|親会社|社長|会長|"
    r"首相|大統領|相|長官|知事|市長|代表|幹部|総裁|理事長|監督|選手|容疑者|被告|議員|ベンチャー|"
    r"スタートアップ|新興|運営|製造|販売|専業|同業|\d位(?:\([^()]*\))?)(?:の|・|で|(?=[A-Zァ-ヺ]))(?=.)"
)
_EMPTY_HEAD = re.compile(
    r"(?:の)?(?:共同申請|共同提案|申請|提案|計画|場合|ほう|方|陣営|側|連合|案件|"
    r"各社|ケース|など|両社|両氏|双方|自身|全体|2社|3社)+$"
)
_REPORTER = re.compile(
    r"(?:県警|府警|道警|警視庁|警察署?|地検|特捜部|捜査本部|消防庁?|気象庁|"
    r"海上保安部|国税局|税務署|新聞|通信|ニュース|放送|テレビ|NHK|CNN|BBC|"
    r"ロイター|AFP|ANN|FNN|共同|時事|報道各社|タイムズ|各紙|調べ|発表|記事|換算|"
    r"報道|集計|試算|見出し|英文|和文|"
    r"サイト|本紙|紙面|誌|番組|資料|媒体|ブログ|レポート|報告書|ブルームバーグ|News|Times)$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase ``[start, end)`` and the particle after it."""

    start: int
    end: int
    text: str
    particle: str


def phrases(plain: str, masked: str) -> list[Phrase]:
    """Every noun phrase with its particle, left to right; offsets are those of ``plain``."""
    found = []
    for match in _PARTICLE.finditer(masked):
        at = match.start()
        if _NOT_PARTICLE.match(masked, at) and len(match.group()) == 1:
            continue
        start = phrase_start(masked, at)
        if plain[start:at] == "他" and plain.endswith("その", 0, start):
            start -= 2
        if start < at:
            found.append(Phrase(start, at, plain[start:at], match.group()))
    return found


def phrase_start(masked: str, end: int) -> int:
    """Where the noun phrase that ends at ``end`` begins (``end`` itself when there is none)."""
    at = end
    while at > max(0, end - _LONGEST_PHRASE):
        if re.match(_CONTENT, masked[at - 1]):
            at -= 1
            continue
        if _SPACED.match(masked, at - 2):
            at -= 1
            continue
        run = _hiragana_run(masked, at)
        if not run:
            return at
        before = at - len(run)
        if at < end and run in _OKURIGANA and _INSIDE.match(masked, before - 1):
            at = before
            continue
        follows_content = before > 0 and re.match(_CONTENT, masked[before - 1]) is not None
        if follows_content and (run in _JOIN or (at == end and run == "など")):
            at = before
            continue
        body = _BODY.fullmatch(masked, at, end) is not None
        return at - _name_length(run, follows_content, at == end, body)
    return at


def _hiragana_run(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < 12 and "ぁ" <= text[start - 1] <= "ゞ":
        start -= 1
    return text[start:end]


def _name_length(run: str, follows_content: bool, alone: bool, body: bool) -> int:
    """How much of a run of hiragana before a phrase belongs to its name (さくら銀行, はやぶさ).

    ``body``: the phrase is what no name consists of, ホールディングス.
    """
    name = run
    if follows_content:
        match = _LEADING_PARTICLE.match(run)
        if match is None:
            return 0
        name = run[match.end() :]
        if name.endswith("る"):  # 部品を手が|ける: a verb before a name
            return 0
    if body and len(name) > 1 and name not in ADVERBS:
        return len(name)
    if len(name) < 2 or is_grammar(name):
        return 0
    return 0 if alone and follows_content else len(name)


def kind_of(text: str) -> Kind:
    """What a phrase without a measure word stands for."""
    if _SEVERAL.search(text):
        return "group"
    head = text.rpartition("の")[2] or text
    bare = re.sub(r"[()「」『』].*?[()「」『』]", "", text) or text
    if _TIME.match(bare) or _TIME.match(head) or _AFTERWARDS.search(head):
        return "time"
    if _GROUP.match(head) or _GROUP.match(text):
        return "group"
    if (
        head in _GENERIC
        or _COMPARED.fullmatch(head)
        or _COMPARED.fullmatch(text)
        or _EMPTY_HEAD.fullmatch(head)
        or re.fullmatch(r"[約計各]?[\d,.〜\-]+[兆億万千\d,.]*\S{0,4}", head)
    ):
        return "generic" if _EMPTY_HEAD.sub("", text) in {"", text} else "entity"
    return "entity"


_COMMON_TAIL = re.compile(
    r"(?:第\d+[期回弾次]|前の.*|大型.*|新たな.*|.*(?:データセンター|センター|"
    r"クラウド|モデル|システム|サービス|プログラム|プロジェクト|エネルギー|"
    r"コスト|"
    r"関連|分野|時期|初回|新規|建物|工事|容量|規模|以外|以上|以下|部分|段階|基盤|"
    r"計画|事業|制度|施設|設備|拠点|区間|期間|換算|用途|向け|内|半導体|会社|(?:太陽|燃料|固体|車載|次世代|イオン|リチウム|蓄|乾|用|型|向け)電池|"
    r"債券|債|株式|市場|産業|製品|年限|開始|終了|育成|開発|研究|教育|販売|生産|調達|整備|対策|"
    r"効果|影響|負担|実績|収入|支出|収支|期待|需要|供給|能力|見込み|引き上げ|引き下げ|値上げ|"
    r"発行|公募|応募|募集|財源|部材|土地|用地|条文|距離|件数|出力|重量|(?<![食薬])品|器|(?<!製)材|"
    r"線|式典|価|料|枠|型|案|条件|性能|内訳|構成比|利回り|人材|資源|機能|技術|額|率|費))$"
)
# Latin letters that name a kind of thing, not a body.
_THING = re.compile(
    r"(?:生成|国産|最先端|次世代|先端)?(?:AI|GPU|CPU|EV|HV|PHV|IT|ICT|IoT|DX|GX|LNG|HBM|DRAM|NAND|"
    r"CO2|SNS|PC|TV|LED|LLM|5G|6G|3D|DVD|CD|PCR|ATM|M&A|TOB|IPO|GDP|CPI|ETF|REIT)"
    r"[一-鿿ァ-ヺー]*"
)
_PROPER = re.compile(
    r"[A-Z]{2,}|[A-Z][a-z]+|[ァ-ヺー]{3,}|(?:社|省|庁|県|市|都|道|府|国|区|町|村|"
    r"州|大学|大|銀行|研究所|機構|組合|協会|連合|連盟|党|氏|さん|"
    r"容疑者|被告|首相|大統領|電力|製薬|自動車|工業|商事|電機|製鉄|重工|生命|"
    r"保険|証券|物産|不動産|建設|鉄道|航空|通信|新聞|財団|法人|委員会|"
    r"米|英|仏|独|中|日本|政府|会長|社長|選手|監督|議員)$"
)


def is_proper(name: str) -> bool:
    """Whether a phrase names someone or something rather than describing it (建物, 初回)."""
    head = name.rpartition("の")[2]
    if head in _GENERIC or _COMMON_TAIL.fullmatch(head) or _COMMON_TAIL.fullmatch(name):
        return False
    if _THING.fullmatch(head):
        return False
    return (
        bool(_PROPER.search(name)) or re.fullmatch(r"[一-鿿]{2,8}|[ぁ-ゞ]{2,8}", name) is not None
    )


def is_common(name: str) -> bool:
    """Whether a phrase is a kind of thing, an act or a stretch of time: 工場, 第2期, 増産."""
    head = name.rpartition("の")[2]
    return (
        head in _GENERIC
        or _COMMON_TAIL.fullmatch(head) is not None
        or _THING.fullmatch(head) is not None
        or kind_of(name) != "entity"
    )


def is_reporter(text: str) -> bool:
    """Whether a phrase names who reports rather than who acts (読売新聞によると)."""
    return _REPORTER.search(text) is not None


def name_of(text: str) -> str:
    """A phrase without descriptions, dates, quotation marks and trailing brackets.

    「ソフトウェア大手の日本X(東京)」 gives 「日本X」, 「AとBの共同申請」 「AとB」.
    """
    name = text.strip("・、 ")
    name = re.sub(r"(?:\([^()]*\)|\[[^\[\]]*\])+$", "", name)
    name = re.sub(
        r"\([^()]*\)(?=(?:氏|さん|師|容疑者|被告|選手|投手|監督|議員|社長|会長|首相)$)", "", name
    )
    name = _EMPTY_HEAD.sub("", name) or name
    shorter = _DESCRIPTOR.sub("", name)
    if (
        shorter != name
        and not re.match(r"^(?:氏|さん|側)$", shorter)
        and kind_of(shorter) == "entity"
    ):
        name = shorter
    name = re.sub(
        r"^(?:(?:西暦|平成|令和|"
        r"昭和)?\d{1,4}年度?(?:\d{1,2}月期?)?(?:\d{1,2}日)?|"
        r"\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|今回|今年|昨年|"
        r"同日)の?(?=[^\d年月日])",
        "",
        name,
    )
    name = re.sub(r"^[\d.]+[%割]の(?=.{2})", "", name)  # 30%の丸栄商事
    name = re.sub(r"(?:からの?|による|への?|での|との|などの?)$", "", name)
    name = re.sub(r"(?<=[^\d第])\d{1,2}月(?:期)?$", "", name)
    match = re.fullmatch(r"[「『]([^「」『』]*)[」』]", name)
    return (match.group(1) if match else name).strip("・、 の")

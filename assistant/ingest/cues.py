"""Words and phrases by which page furniture gives itself away, in both languages.

A cue alone marks a short line. In whole sentences only phrases that address the
reader count: an article may report on members, cookies or rankings.
"""

from __future__ import annotations

import re
from typing import Literal

Cue = Literal["label", "list", "offer", "hint", "comments", "menu", "end"]

# Whole lines, after bullets, arrows, counts and brackets are taken off.
LABELS = """
watch(?: now| live| the video)?|play video|videos?\\W+\\d+:\\d+|now playing|動画を見る|再生する
|order reprints|today's paper|site (?:index|information|map)|(?:記事|ニュース)?一覧(?:を見る|へ)
|コメント\\s*\\d+件?|share (?:full|this) .{0,20}|skip (?:ad|past|the).{0,20}|広告|pr|\\[pr\\]|ad
|ads|sponsored|sponsored content|promoted|提供|スポンサーリンク|advertisement|advertising
|シェア(?:する)?|共有(?:する)?|ツイート|ポスト(?:する)?|いいね!?|はてなブックマーク|はてブ
|line(?:で送る)?|noteで書く|ブックマーク|facebook|twitter|x|linkedin|whatsapp|reddit|instagram
|youtube|pinterest|pocket|email|e-?mail|print|印刷(?:する)?|保存(?:する)?|share|tweet|save
|copy link|リンクをコピー|urlをコピー|コピー|コピーしました|copied|like|follow(?: us)?
|フォロー(?:する)?|(?:この)?記事を(?:シェア|共有|保存|印刷)(?:する)?|share (?:this|on|via
|with)\\b.{0,30}|listen(?: to (?:this )?article)?.{0,12}|(?:\\d+
|[一二三])\\s*(?:min(?:ute)?s?)[ -]read|読了時間.{0,10}|この記事は約?\\d+分で読めます。?
|音声で聞く|記事を聴く|続きを読む|もっと見る|すべて(?:見る|表示)|全文を読む|read more|see more
|show more|view all|load more|continue reading|learn more|さらに詳しく|詳しく見る
|skip (?:to )?(?:main )?(?:content|navigation)|(?:本文|コンテンツ|メインコンテンツ)(?:へ
|に)(?:スキップ|移動)(?:する)?|skip navigation|jump to content|toggle (?:navigation|menu)
|open menu|close(?: menu)?|閉じる|メニュー(?:を開く|を閉じる)?|menu|search|検索(?:する)?
|サイト内検索|文字サイズ.{0,12}|font size.{0,12}|dark mode|ダークモード|ログイン(?:する)?
|ログアウト|マイページ|会員登録(?:する)?|新規登録|無料登録|log ?in|log ?out|sign ?in|sign ?up
|sign out|register(?: now| today)?|subscribe(?: now| today)?|my account|account
|accept(?: all)?(?: cookies)?|reject all|manage (?:cookies|preferences)|同意する|同意しない
|拒否する|すべて許可|cookieの設定|top|トップへ戻る|ページの先頭へ|ページトップ(?:へ)?
|back to top|戻る|次へ|前へ|next|previous|next article|previous article|次の記事|前の記事
|(?:author|profile) (?:image|photo|picture)|写真を拡大|画像を拡大|拡大する|click to enlarge
|photo gallery|編集|ソースを編集|\\[編集\\]|\\[edit\\]|edit|お気に入り(?:に追加|から削除)?
|マイニュースに追加|あとで読む|クリップ(?:する)?|または|or
"""

MENU = """
company|products|services|solutions|investors|newsroom|customers|企業|製品|サービス|ir|ホーム
|home|トップ|topページ|トップページ|ニュース(?:一覧)?|新着(?:記事|ニュース)?|速報|最新ニュース
|latest(?: news)?|news|world|business|politics|sports?|opinion|culture|tech(?:nology)?|science
|health|lifestyle|weather|video|videos|podcasts?|markets|economy|entertainment|政治|経済|国際
|社会|スポーツ|エンタメ|文化|科学|地域|天気|動画|写真|オピニオン|社説|コラム|連載|特集|ビジネス
|テクノロジー|マーケット|暮らし|くらし|ライフ|健康|教育|about(?: us)?|contact(?: us)?|careers
|jobs|newsletters?|advertise(?: with us)?|terms(?: of (?:use|service))?|terms (?:&
|and) conditions|privacy(?: policy)?|cookie policy|cookies|sitemap|site map
|help(?: cent(?:er|re))?|faq|faqs|rss|press|accessibility|subscriptions?|support|archives?
|corrections|do not sell my (?:personal )?info(?:rmation)?|会社概要|運営会社|会社情報|企業情報
|お問い合わせ|お問合せ|問い合わせ|採用情報|採用|利用規約|ご利用規約|プライバシーポリシー
|個人情報(?:保護方針|の取り扱い|について)?|特定商取引法に基づく表記|サイトマップ
|広告掲載(?:について)?|ヘルプ|よくある質問|メルマガ(?:登録)?|メールマガジン|サイトポリシー
|クッキーポリシー|著作権(?:について)?|リンクについて|免責(?:事項)?|著作権・免責事項|初めての方へ
|会員登録のご案内|プレミアム会員登録のご案内|番組表|english|日本語|アプリ|紙面ビューアー
|購読(?:案内|のご案内|申し込み)?|ログイン|会員メニュー|メインページ|コミュニティ・?ポータル
|最近の更新|おまかせ表示|ヘルプ|リンク元|関連ページの更新状況|特別ページ|この版への固定リンク
|ページ情報|印刷用バージョン|main page|random article|recent changes|what links here
|permanent link|cite this page|printable version|talk|ノート|閲覧|履歴表示|view history
|view source|read
"""

LIST_HEADINGS = """
(?:この|他の|ほかの)?(?:記事|ニュース|話題)をもっと(?:読む|見る)|read more (?:on|about|from
|in)\\b.{0,30}|(?:see|read) (?:all |our )?(?:coverage|updates)\\b.{0,30}
|こんな記事も読まれています|次に読みたい.{0,6}|お知らせ(?:一覧)?|(?:月別|過去の?)?アーカイブ
|最近の(?:記事|投稿|コメント)|(?:執筆者|著者|筆者|ライター)(?:紹介|プロフィール)?
|この記事を書いた(?:人|記者)|(?:about|meet) the (?:author|writer|reporter)s?
|(?:monthly )?archives?|recent (?:posts|comments)|関連(?:記事|ニュース|リンク|キーワード
|トピックス?|タグ|コンテンツ|銘柄)(?:一覧)?|(?:この|本)記事の(?:タグ|キーワード|関連.{0,6})
|(?:記事|アクセス|人気(?:記事)?|週間|月間|総合|ニュース|閲覧)?ランキング|よく読まれ(?:ている
|た)(?:記事|ニュース)?|人気(?:の)?(?:記事|ニュース|キーワード)|おすすめ(?:の)?(?:記事|ニュース
|情報|商品)?|こちらもおすすめ|あわせて読みたい|合わせて読みたい|(?:最新|新着|注目)(?:の)?(?:記事
|ニュース)(?:一覧)?|注目(?:の)?(?:記事|キーワード|ワード|トピックス?)|編集部(?:の)?おすすめ
|(?:この|著者の|同じ)?(?:カテゴリー?|ジャンル|筆者)の(?:他の|最新)?記事|(?:他|ほか)の記事
|バックナンバー|(?:ニュース|記事)一覧|タグ(?:一覧)?|キーワード|カテゴリー?|pick ?up|ピックアップ
|特集一覧|イベント・?セミナー|他の言語版|目次
|related(?: (?:articles?|stor(?:y|ies)|news|topics?|content|coverage|posts?|links?|reading|tags)
)?|most (?:read|popular|viewed|shared|commented)|trending(?: now)?|popular(?: now| stories
| articles)?|recommended(?: for you| stories| reading)?|more (?:from|on|in|stories|news
|like this|top stories)\\b.{0,40}|you (?:may|might) (?:also )?(?:like|be interested in).{0,10}
|read (?:next|also)|also read|up next|what to read next|editor'?s'? picks?|latest (?:news
|stories|headlines)|top stories|tags?|topics?|keywords|categories|filed under|in other news
|around the web|from our partners|don'?t miss|in other languages|explore more(?: on.{0,30})?
|further reading on this site|newsletters
"""

COMMENTS = """
(?:コメント|みんなのコメント|読者のコメント|ご意見)(?:一覧|欄|を(?:書く|投稿(?:する)?|見る))?
|(?:view |show |leave a |post a |join the )?(?:comments?|conversation|discussion)(?: section)?
|\\d+ comments?|leave a reply
"""

# A line that opens with its label: 「関連記事:」, "Tags: AI, chips".
LABELLED = re.compile(
    r"^\W*(?:関連(?:記事|ニュース|リンク)?|あわせて読みたい|合わせて読みたい|タグ|カテゴリー?"
    r"|キーワード|関連キーワード"
    r"|related(?: (?:articles?|stor(?:y|ies)|news))?|read (?:also|more|next)|also read"
    r"|see also|tags?|filed under|topics|categories|more on this"
    r"|sponsored by|advertisement)\s*[】\])]?\s*[::|>»】][^\n]{0,160}$",
    re.IGNORECASE,
)

# Phrases that speak to the reader about the site, also in whole sentences.
_ADDRESS = (
    r"(?:無料|有料|会員|購読|ログイン|登録)[^。\n]{0,20}(?:いただ|頂[けくき]|ください|下さい"
    r"|はこちら)",
    r"(?:この|本)(?:記事|コンテンツ)は[^。\n]{0,14}(?:会員|有料|無料登録|購読)"
    r"[^。\n]{0,14}(?:限定|専用|記事です|のみ|向け|ご覧|お読み)",
    r"(?:ここから先|続き(?:を(?:読む|お読み)|は))[^。\n]{0,24}(?:会員|有料|登録|ログイン|購読"
    r"|こちら)",
    r"残り\s*[\d,]+\s*(?:文字|字)|会員の方はこちら|有料会員(?:プラン|になる)|無料会員になる",
    r"(?:詳細|詳しく|お申し?込み|登録|購読|お問い合わせ|ダウンロード|ご購入)は[、]?こちら",
    r"を?(?:クリック|タップ)(?:して)?(?:ください|下さい|[!。]?$)|フォローし(?:よう"
    r"|て(?:ください|最新))|この記事(?:が|は)(?:気に入|役に立|参考にな)",
    r"(?:当|本)(?:サイト|ウェブサイト|webサイト)(?:は|では|の|で)"
    r"[^。\n]{0,40}(?:cookie|クッキー|広告|プロモーション|同意|アフィリエイト)",
    r"お気に入り(?:に追加|から削除)し|編集部が厳選|javascriptを有効|メール(?:アドレス"
    r"|マガジン)を?ご",
    r"\bsubscribe (?:now|today|to (?:our|read|continue|get|unlock|receive)|for (?:just|only))",
    r"\b(?:already|not yet) a (?:subscriber|member)\b|\byou(?:'ve| have) (?:\w+ )?(?:read|\d+"
    r"|reached)\b"
    r"[^.\n]{0,40}articles?\b",
    r"\b(?:sign|log) ?(?:up|in) (?:here|now|today|to (?:continue|read|get|our|receive|your|access"
    r"|save|comment)|for (?:our|free|the|a free))",
    r"\b(?:create|register for) (?:a |your )free (?:account|trial)|\bstart your (?:free )?\w+",
    r"^get (?:the|our|unlimited|full) [^.\n]{0,60}|\byour inbox\b|\bto continue reading\b",
    r"\bdownload (?:the|our) app\b|\bfollow us (?:on|at)\b|\bclick here\b",
    r"\b(?:we|this (?:site|website)|our (?:site|website))\b[^.\n]{0,60}\bcookies?\b",
    r"\bby (?:continuing|clicking|using|signing up|subscribing)\b[^.\n]{0,50}"
    r"\byou (?:agree|accept|consent)|\bour (?:terms of (?:use|service)|privacy policy)\b",
    r"^(?:reach|contact|e-?mail|write to|follow) [^\n]{0,60}(?:@|\bon (?:twitter|x)\b)",
    r"^a version of this (?:article|story)\b|^this (?:article|story|piece) (?:appeared"
    r"|was (?:originally|first) published)\b",
    r"\benable javascript\b|\bturn off your ad ?blocker\b"
    r"|\bsupport (?:our|independent) journalism\b",
)

# Words of offers that the news also writes about: no evidence against a full sentence.
_HINTS = (
    r"(?:無料|有料)(?:会員|プラン|登録|購読)[^。\n]{0,10}(?:募集|案内|比較|について)"
    r"|プランを(?:比較|選ぶ|見る)",
    r"(?:月額|年額)\s?[\d,]+円\s?[(]税込",
    r"(?:最新|新着)?(?:情報|ニュース|記事|話題)を(?:毎[日朝週])?お届け|^join (?:us\b|\d)",
    r"会員限定|有料会員(?:限定|に登録)|無料会員登録|無料(?:登録|体験|トライアル)|初月無料"
    r"|読み放題",
    r"キャンペーン[^。\n]{0,12}(?:実施中|開催中|中[!]?$)|プレゼント[!。]?$|ログインする"
    r"|会員登録する",
    r"通知を受け取る|(?:メルマガ|メールマガジン)[^。\n]{0,6}(?:登録|配信|購読)|専門メディア"
    r"|アプリを(?:ダウンロード|インストール)",
    r"(?:cookie|クッキー)[^。\n]{0,30}(?:同意|使用し|利用し)|お気に入り(?:に追加|から削除)",
    r"\b(?:members?|subscribers?)[- ]only\b",
    r"\bexclusive(?:ly)? (?:for|to) (?:subscribers|members)\b",
    r"[.?] subscribe[.!]?$|\bfree trial\b|\bunlimited (?:digital )?access\b"
    r"|\bcancel (?:at )?any ?time\b|\bdonate\b",
    r"\bbecome a (?:member|subscriber|supporter)\b|\bremaining articles?\b",
    r"\bnewsletters?\b|\byour (?:privacy|email address|browser)\b|\bcookie settings\b",
)

_END = (
    r"^\W*(?:copyright\b|©|\(c\)\s*(?:\d{4}|[A-Z]))|©\s*\d{4}",
    r"\ball (?:rights|content)\b[^\n]{0,20}reserved\b",
    r"無断(?:転載|複製|引用|使用)[^。\n]{0,24}(?:禁|断り|遠慮|しないで)|無断(?:転載"
    r"|複製)(?:不可)?$",
    r"(?:記事|写真|画像)[^。\n]{0,20}(?:転載|複製)を?(?:禁|お断り)",
    r"著作権は[^。\n]{0,30}(?:帰属し(?:ます|て)|にあります)|^(?:運営|発行)(?:会社)?[::]",
    r"\bpowered by \w+$|クリエイティブ・?コモンズ[^。\n]{0,40}ライセンス|\blicen[sc]ed under\b",
    r"\b(?:may|must) not be (?:reproduced|republished|redistributed|rewritten)\b",
    r"(?:^\W*|このページの)最終更新[^。\n]{0,40}版|\bthis page was last (?:edited|modified)",
)

# Notes that stay in the body whatever surrounds them.
REFERENCE = re.compile(
    r"^\W{0,2}(?:参考(?:文献|資料|サイト|ページ|url)?|参照(?:ページ|元|文献)?|出典|引用元"
    r"|情報源|脚注|注釈|外部リンク|references?|sources?|notes?)(?:\W|$)",
    re.IGNORECASE,
)

CONTACT = re.compile(
    r"^\W*(?:(?:本件|本リリース|この件|当件|報道関係者|取材|記事)[^。\n]{0,30}(?:お?問い?合わ?"
    r"せ|連絡)先?[^。\n]{0,16}|お?問い?合わ?せ先?[^。\n]{0,10}"
    r"|(?:media|press|investor(?: relations)?|news(?: media)?) (?:contacts?|enquir(?:y|ies)|in"
    r"quir(?:y|ies))\W*[^\n]{0,40}|(?:for (?:further|more) information|contacts?)\W*)$",
    re.IGNORECASE,
)


# Links in a row: numbered by a text browser, or set apart by bars and arrows.
_NUMBERED = re.compile(r"^\W*(?:\[\d+\]\s?[^\[\]\n]{1,30}\s*)+$")
_LINK_NUMBER = re.compile(r"^\W*\[\d+\]")
_BARS = re.compile(r"\s*[|｜›»>•·\t]\s*|\s{2,}")
_LIMIT = 400  # characters of a line that can be furniture


_MORE = re.compile(r"[・/&と](?:コラム|特集|話題|記事|情報|ニュース|動画|リンク|ページ)$")


def _whole(table: str) -> re.Pattern[str]:
    return re.compile(f"(?:{table.replace(chr(10), '')})", re.IGNORECASE)


_TRIM = re.compile(
    r"^[\s•・*\-–—>»▶▼▲■□◆◇●○★☆←→|/\[\]()()【】<>≪≫《》+#]+"
    r"|[\s:>»▶▼▲→|/\[\]()()【】<>≪≫《》…]+$"
)
_COUNT = re.compile(r"[\s(]*\d[\d,.]*[kKm万件]*\)?$")
_MENU = _whole(MENU)
_OFFER = re.compile("|".join(_ADDRESS), re.IGNORECASE)
_FOOTER = re.compile("|".join(_END), re.IGNORECASE)
_HINT = re.compile("|".join(_HINTS), re.IGNORECASE)
_TABLES: tuple[tuple[Cue, re.Pattern[str]], ...] = (
    ("label", _whole(LABELS)),
    ("list", _whole(LIST_HEADINGS)),
    ("comments", _whole(COMMENTS)),
    ("menu", _MENU),
)


def cue_of(line: str) -> Cue | None:
    """What furniture a line opens or is, judged by its words alone; ``line`` is folded."""
    if len(line) > _LIMIT:
        return None
    bare = _TRIM.sub("", _LINK_NUMBER.sub("", line))
    if not bare or REFERENCE.match(line):
        return None
    if len(bare) <= 60:  # labels are short
        for name in (bare, _COUNT.sub("", bare), _MORE.sub("", bare)):
            for cue, table in _TABLES:
                if name and table.fullmatch(name):
                    return cue
    if LABELLED.match(line) or _is_link_row(line):
        return "label"
    if len(line) <= 200 and _FOOTER.search(line):
        return "end"
    if CONTACT.match(line):
        return "end"
    if _OFFER.search(line):
        return "offer"
    return "hint" if _HINT.search(line) else None


def _is_link_row(line: str) -> bool:
    if _NUMBERED.match(line):
        return True
    parts = [part for part in _BARS.split(line) if part]
    if len(parts) < 3 or max(map(len, parts)) > 24:
        return False
    known = sum(any(table.fullmatch(part) for _, table in _TABLES) for part in parts)
    return 2 * known >= len(parts)

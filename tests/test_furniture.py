"""Saved pages line by line: what the article keeps and what counts as furniture.

In the pages below ``^`` marks a line that comes before the headline and is dropped,
``~`` a line of furniture after it; every other line must stay.
"""

from pathlib import Path

import pytest

from assistant.ingest import read
from assistant.schema import Article

PAGES = {
    "newspaper_ja": """
^ 本文へスキップ
^ 北浜新聞デジタル
^ ログイン
^ 会員登録
^
^ トップ
^ 政治
^ 経済
^ 国際
^ スポーツ
^
^ 【6月30日まで】春の購読キャンペーン実施中。初月無料でお試しいただけます。
^
港湾機構、無人クレーン12基を発注 総額84億円

2024年5月21日 11時30分
~ シェア
~ ツイート
~ 印刷

北浜港湾機構は21日、コンテナ埠頭に無人クレーン12基を導入すると発表した。総額は84億円で、三隅重工が受注した。

1基あたりの処理能力は1時間に40個で、いまの機種より25%高い。機構は2026年度までに全基を動かす。

~ 広告

導入により夜間の作業員を現在の320人から180人に減らせる。機構の片瀬理事長は「人手不足への備えだ」と話した。

~ 関連記事
~ ・北浜港、貨物量が3年ぶり増加
~ ・三隅重工、造船事業を15億円で売却

~ アクセスランキング
~ 1 市バス運賃、10月から230円に
~ 2 高校野球、決勝は1点差
~ 3 水道料金8%値上げへ 市議会が可決

~ この記事は会員限定です。残り812文字
~ 無料会員に登録すると月3本まで記事をお読みいただけます。
~ すでに会員の方はこちら

~ 会社概要
~ 利用規約
~ プライバシーポリシー
~ 記事・写真の無断転載を禁じます。
~ © 2024 北浜新聞社
""",
    "newspaper_en": """
^ Skip to main content
^ We use cookies to give you the best experience. By continuing to use this site you agree to our privacy policy.
^ Accept all
^ The Harrow Courier
^ Subscribe
^ Sign in
^ Home
^ World
^ Business
^ Sport
^
Dockyard wins £310 million ferry order and will hire 450

By Maud Ellery | May 21, 2024 | 4 min read
~ Share
~ Save

HARROW — The Calder dockyard has won a £310 million order for three ferries, its largest since 2009, the company said on Tuesday.

The first ship is due in 2027. Calder will hire 450 workers, about a third of them apprentices.

~ Advertisement

Shares in the company rose 6.4% to 218 pence. Rival Brandt Marine had bid £295 million, according to two people familiar with the tender.

~ Sign up for our free newsletter and get the day's top stories delivered to your inbox.

The transport ministry pays 60% of the price. The islands' council covers the rest over 12 years.

~ Related stories
~ Ferry fares to rise 4% in autumn
~ Brandt Marine cuts 120 jobs

~ Most read
~ 1. Storm leaves 9,000 homes without power
~ 2. Council tax to rise by £84

~ Already a subscriber? Log in
~ Get unlimited digital access for just £1 a week. Cancel anytime.
~ About us
~ Contact
~ Terms of use
~ Privacy policy
~ © 2024 Harrow Courier Ltd. All rights reserved.
""",
    "release_ja": """
^ 2024年7月8日
^ 瑞穂電装株式会社
^
車載電池の新ライン、来春稼働へ 投資額は約146億円

 瑞穂電装株式会社(本社:浜松市、社長:野々垣 悟)は、浜松第二工場に車載電池の生産ラインを新設します。投資額は約146億円、生産能力は年3.2ギガワット時です。

■ 新ラインの概要
・所在地:浜松市北区
・投資額:約146億円
・延床面積:21,500平方メートル
・新規雇用:240人
・稼働時期:2025年4月

 当社は2030年度に電池事業の売上高を900億円とする計画です。

■ 会社概要
・設立:1962年
・資本金:48億円
・従業員数:3,870人

~ 【本件に関するお問い合わせ先】
~ 瑞穂電装株式会社 広報部
~ 電話:053-000-1234
~ メール:pr@example.jp
""",
    "release_en": """
Orrin Foods to buy two bakeries for $72.5 million

PORTLAND, July 8, 2024 -- Orrin Foods Inc. said today it will buy two bakeries from Sable Group for $72.5 million in cash. The deal adds about $40 million in annual sales.

Highlights:
- Purchase price: $72.5 million
- Employees joining Orrin: 610
- Expected cost savings: $3 million a year by 2026

"These bakeries double our output in the west," said chief executive Dana Whitlock. The purchase should close in the third quarter.

About Orrin Foods
Orrin Foods makes bread and pastry in nine plants and employs 4,200 people. Its sales were $1.1 billion in 2023.

~ Media contact:
~ Lee Abara, press@example.com, +1 503 000 1212
""",
    "wiki_ja": """
^ 本文に移動
^ メインページ
^ コミュニティ・ポータル
^ 最近の更新
^ おまかせ表示
^ ヘルプ
^ 検索
^
東浜風力発電所、運転を開始 国内最大の出力

出典: フリーニュース『みなと通信』

【2024年3月14日】

14日、東浜沖の風力発電所が営業運転を始めた。出力は合計48万キロワットで、国内で最も大きい。

風車は32基で、総事業費は約2,600億円。発電した電気は北部電力が20年間買い取る。

出典
北部電力『東浜風力発電所の営業運転開始について』。2024年3月14日。
県庁『洋上風力の状況(第7報)』。2024年3月1日。

~ カテゴリ: エネルギー | 2024年3月14日
~ このページの最終更新は 2024年3月20日 (水) 10:12 (UTC) の版です。
~ プライバシーポリシー
~ 免責事項
""",
    "plain_ja": """
市立図書館、来館者が過去最多の42万人に

市は9日、2023年度の市立図書館の来館者が42万1,300人だったと発表した。前の年度より18%多い。

貸出冊数は96万冊。電子書籍の貸し出しは2.4倍に増えた。
""",
    "plain_en": """
Library visits reach record 421,300

The city said on Tuesday that visits to its libraries reached 421,300 in the year to March, up 18% on the year before.

Loans came to 960,000. Lending of electronic books rose 2.4 times.
""",
    "wrapped_en": """
Rail operator orders 24 battery trains

The regional rail operator has ordered 24 battery trains for 189 million
euros, it said on Friday. The first six will run on the lake line from
December 2025.

Each train has 180 seats and a range of 110 kilometres. The operator now
burns 4.1 million litres of diesel a year on the line.
""",
    "body_lists_ja": """
製薬3社の4〜6月期、そろって増益

製薬大手3社の2024年4〜6月期決算が31日、出そろった。円安が利益を押し上げた。

各社の純利益
・青葉製薬 412億円(12%増)
・久遠ファーマ 287億円(4%増)
・関東化学薬品 96億円(2.1倍)

通期の予想
会社	売上高	純利益
青葉製薬	9,800億円	1,450億円
久遠ファーマ	6,120億円	880億円
関東化学薬品	2,040億円	260億円
""",
    "body_about_subscriptions_ja": """
動画配信の「ミルカ」、有料会員が500万人に 月額料金は1,100円へ

動画配信のミルカは12日、有料会員が500万人を超えたと発表した。無料会員は1,800万人いる。

同社は10月に月額料金を990円から1,100円に上げる。会員登録の手続きを簡単にし、キャンペーンの費用を3割減らす。

アプリのランキングでは3位だった。広告収入は64億円で、クッキーを使わない配信が4割を占める。
""",
    "body_about_cookies_en": """
Regulator fines ad firm €14 million over cookie banners

The data regulator fined Admeer €14 million on Monday for cookie banners that hid the reject button. Some 31 million users were affected.

Subscribers to its paid service, about 220,000 people, saw no banners. The company said its newsletter business was not touched by the ruling.

Admeer must change the banners within 90 days or pay €50,000 a day.
""",
    "teasers_ja": """
鉄鋼の共栄、インド工場に530億円を投資

鉄鋼大手の共栄は17日、インド南部に圧延工場を建てると発表した。投資額は530億円で、2027年の稼働を目指す。

年産能力は80万トン。現地の自動車向けに鋼板を供給し、従業員は約900人を見込む。

~ あわせて読みたい

~ 人手不足に悩む町工場、ロボットで救えるか
~ 町工場のロボット導入が進んでいる。補助金の上限は750万円で、申請は昨年の1.5倍に達した。

~ 海運大手、運賃下落で減益
~ 海運大手3社の減益幅は平均22%となった。運賃の下落が響いたためで、通期の予想は据え置いた。
""",
    "related_inside_en": """
Chipmaker Tessel to build $3.4 billion plant in Ohio

Tessel Devices will build a $3.4 billion chip plant near Dayton, the company said on Wednesday, creating 1,900 jobs by 2028.

~ Read more: Inside the race for cheaper chips

The state offers tax credits of $240 million over ten years. Tessel will make chips for cars and power grids at the plant.

~ Recommended
~ Why chip prices fell for a fourth month
~ The small town that said no to a data centre

Tessel shares closed 2.2% higher at $81.40. The company spent $610 million on chip research last year, 9% more than in 2022.
""",
    "comments_en": """
Bus fares to rise to $2.75

Fares on city buses will rise by 25 cents to $2.75 on 1 September, the transit board decided on Thursday by 7 votes to 2.

The increase brings in about $18 million a year. The board last raised fares in 2019.

~ Comments (2)
~ rider88
~ The buses on my route come every 40 minutes, so why pay 25 cents more for these fares?
~ Jo P.
~ I would pay $3 if the board kept the night buses running on the main route.
""",
    "reference_lines_ja": """
化粧品の花筏、容器の再生材比率を70%に

化粧品の花筏は5日、2030年までに容器の再生材の比率を70%に高めると発表した。いまは22%にとどまる。

【参考】【飲料】清流ビバレッジ、再生ペットボトルを50%に(2023年11月20日)

同社は容器の軽量化も進め、樹脂の使用量を年1,200トン減らす。

【参照ページ】容器包装に関する方針の改定について 【参照ページ】Packaging Policy 2030

~ タグ
~ 化粧品 循環経済

~ 「緑と企業」は、企業の環境経営を伝える専門メディアです。
~ ・上場企業の8割が購読
~ ・年間1,500本の記事を掲載
~ 無料で会員登録する
""",
}  # fmt: skip


def _read(tmp_path: Path, page: str) -> Article:
    file = tmp_path / "page.txt"
    file.write_text(page, encoding="utf-8")
    (article,) = read([file])
    assert isinstance(article, Article), article
    return article


def _split(marked: str) -> tuple[str, list[str], list[str], list[str]]:
    """The page without marks, and its dropped, furniture and kept lines."""
    lines = marked.strip("\n").split("\n")
    groups: dict[str, list[str]] = {"^": [], "~": [], "": []}
    for line in lines:
        mark = line[:1] if line[:1] in "^~" else ""
        text = line[len(mark) :].strip() if mark else line.strip()
        if text:
            groups[mark].append(text)
    page = "\n".join(line[2:] if line[:1] in ("^", "~") else line for line in lines)
    return page, groups["^"], groups["~"], groups[""]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("name", PAGES)
def test_page(tmp_path: Path, name: str) -> None:
    page, _, furniture, kept = _split(PAGES[name])
    article = _read(tmp_path, page)
    skipped = [line for start, end in article.skip for line in _lines(article.text[start:end])]
    rest = article.text
    for start, end in reversed(article.skip):
        rest = rest[:start] + rest[end:]
    assert _lines(rest) == kept
    assert skipped == furniture
    assert article.title == kept[0]
    assert article.text in page and article.text.startswith(article.title)

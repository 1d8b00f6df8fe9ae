"""All words of the page, in English and in Japanese."""

from __future__ import annotations

from typing import Any

import gradio

from assistant.schema import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("News figures", "ニュースの数値"),
    "tagline": ("Every number checked against its quote", "すべての数値を引用と照合"),
    # Questions
    "tab_ask": ("Ask", "質問"),
    "welcome": ("Ask about a figure in the articles", "記事の数値について質問できます"),
    "welcome_more": (
        "Each answer comes with the exact quote it rests on. What the articles do not prove is "
        "refused, with the reason.",
        "答えには根拠となる引用がつきます。記事で確かめられないことには、理由を示してお答えしません。",
    ),
    "question": ("Your question", "質問"),
    "question_hint": ("How much did … receive?", "…はいくら助成される?"),
    "send": ("Ask", "質問する"),
    "new_chat": ("New conversation", "新しい会話"),
    "scope": ("Answer only from some articles", "対象の記事を絞る"),
    "publisher": ("Publisher", "発行元"),
    "any": ("All", "すべて"),
    "since": ("Published from", "発行日(から)"),
    "until": ("Published until", "発行日(まで)"),
    "date_hint": ("2024, 2024-04 or 2024-04-19", "2024、2024-04、2024-04-19 など"),
    "understood": ("Understood as: {text}", "次の質問として理解しました: {text}"),
    "stage_waiting": ("Waiting for a turn…", "順番を待っています…"),
    "stage_analyse": ("Reading the question…", "質問を読んでいます…"),
    "stage_retrieve": ("Searching the articles…", "記事を探しています…"),
    "stage_read": ("Reading the passages…", "該当箇所を読んでいます…"),
    "stage_write": ("Wording the answer…", "回答を文にしています…"),
    "stage_verify": ("Checking every number against its quote…", "数値を引用と照合しています…"),
    "busy": (
        "Busy: many questions are waiting. Please try again in a moment.",
        "混み合っています。少し待ってからもう一度お試しください。",
    ),
    "defect": (
        "Something went wrong here; the terminal of `assistant ui` says what.",
        "内部でエラーが起きました。詳しくは `assistant ui` の端末に表示されています。",
    ),
    # Answers
    "refused": ("No answer", "回答できません"),
    "nearest": ("Nearest passages", "近い箇所"),
    "found": ("Figures found there", "見つかった数値"),
    "also": ("Also stated", "ほかの記述"),
    "sources": ("Sources (open one to see it in its article)", "出典(選ぶと記事を開きます)"),
    "worded": ("Worded by {writer}", "文: {writer}"),
    "inferred": ("date inferred", "時期は推定"),
    "no_period": ("no date stated", "時期の記載なし"),
    "reads": ("that is {text}", "すなわち {text}"),
    "open_source": ("Open source {n}: {title}", "出典{n}を開く: {title}"),
    "confidence": (
        "Estimated chance of being right: {percent}% ({level})", "正しい見込み: {percent}%({level})",
    ),
    "level_high": ("high", "高い"),
    "level_fair": ("fair", "ふつう"),
    "level_low": ("low: compare the quote", "低い・引用をご確認ください"),
    "check_supported": (
        "Checked: the quote states this number, unit and qualifier",
        "照合済み: 数値・単位・限定語が引用にあります",
    ),
    "check_computed": ("Computed from the figures shown", "示した数値からの計算"),
    "check_restated": (
        "Taken from the question, not evidence", "質問にあった数値(根拠ではありません)",
    ),
    "check_unsupported": ("Not confirmed by a quote", "引用で確認できません"),
    "check_words": ("Checked: the answer is in the words of the quote", "照合済み: 引用にある言葉です"),
    # The article beside
    "close": ("Close", "閉じる"),
    "original": ("Original page", "元のページ"),
    "date_inferred": ("{date} (inferred)", "{date}(推定)"),
    "gone": ("This article is no longer here.", "この記事はもうありません。"),
    "remove": ("Remove this article", "この記事を削除"),
    "remove_sure": ("Remove it? Press again", "削除しますか? もう一度押す"),
    # Figures
    "tab_figures": ("Figures", "数値"),
    "search": ("Search", "検索"),
    "search_figures": ("Subject, headline…", "主体、数値、見出し…"),
    "subject": ("Subject", "主体"),
    "measure": ("Measure", "項目"),
    "order": ("Order", "並べ方"),
    "as_read": ("As read", "記事の順"),
    "order_largest": ("Largest first", "大きい順"),
    "order_latest": ("Latest first", "新しい順"),
    "order_subject": ("By subject", "主体の順"),
    "order_measure": ("By measure", "項目の順"),
    "order_article": ("By article", "記事名の順"),
    "export": ("Download CSV", "CSVを保存"),
    "value": ("Figure", "数値"),
    "qualifiers": ("Qualifier", "限定"),
    "q_max": ("up to", "最大"),
    "q_min": ("at least", "以上"),
    "q_approx": ("about", "約"),
    "q_over": ("more than", "超"),
    "q_under": ("less than", "未満"),
    "q_total": ("in total", "合計"),
    "q_cumulative": ("cumulative", "累計"),
    "q_each": ("each", "各"),
    "q_increase": ("increase", "増"),
    "q_decrease": ("decrease", "減"),
    "q_vague": ("vague", "おおまか"),
    "period": ("Period", "時期"),
    "article": ("Article", "記事"),
    "count_figures": ("{n} figures; {shown} shown", "{n}件の数値({shown}件を表示)"),
    "chart_largest": ("{measure}: the largest stated for each", "{measure}: それぞれの最大の記述"),
    "chart_time": ("{subject}, {measure}: over time", "{subject}の{measure}: 時期の順"),
    "chart_note": (
        "Each bar is one figure of one article; nothing is added up. Choose a bar or a row to read "
        "its article, a subject to see it over time.",
        "棒はそれぞれ一つの記事の一つの数値で、合計ではありません。棒か行を選ぶと記事を、主体を選ぶと時期の"
        "順に示します。",
    ),
    # Articles
    "tab_articles": ("Articles", "記事"),
    "search_articles": ("Headline, publisher…", "見出し、発行元…"),
    "headline": ("Headline", "見出し"),
    "published": ("Published", "発行日"),
    "language": ("Language", "言語"),
    "count": ("Figures", "数値"),
    "articles_note": ("Choose a row to read the article.", "行を選ぶと記事を読めます。"),
    "add": ("Add articles", "記事を追加"),
    "add_files": (
        "Files (.txt .md .html .json .jsonl, up to 20 of 2 MB each)",
        "ファイル(.txt .md .html .json .jsonl、20件まで、各2 MBまで)",
    ),
    "add_text": ("Or paste the text", "または本文を貼り付け"),
    "field_text": ("Text of the article", "本文"),
    "field_url": ("Address (https://…), if known", "URL(わかれば)"),
    "field_published": ("Publication date, if known", "発行日(わかれば)"),
    "field_publisher": ("Publisher, if known", "発行元(わかれば)"),
    "store": ("Add this article", "この記事を追加"),
    "report": ("What was done", "結果"),
    "adding": ("Adding {n} of {total}: {name}", "追加中 {n}/{total}: {name}"),
    "added": ("{name}: added, {figures} figures", "{name}: 追加しました(数値{figures}件)"),
    "updated": ("{name}: replaced, {figures} figures", "{name}: 置き換えました(数値{figures}件)"),
    "unchanged": ("{name}: was here already", "{name}: すでにあります"),
    "rejected": ("{name}: not added. {reason}", "{name}: 追加できません({reason})"),
    "too_many": ("At most {n} files at a time.", "一度に{n}件までです。"),
    "removed": ("Removed: {title}", "削除しました: {title}"),
    "pasted": ("Pasted text", "貼り付けた本文"),
}  # fmt: skip

# The same for labels and buttons, which the browser words in its own language.
t = gradio.I18n(
    en={key: english for key, (english, _) in _WORDS.items()},
    ja={key: japanese for key, (_, japanese) in _WORDS.items()},
)


def say(lang: Lang, key: str, **filled: object) -> str:
    """The words of a key in a language, ``{names}`` filled in."""
    return _WORDS[key][lang == "ja"].format(**filled)


def lang_of(request: Any) -> Lang:
    """The language that the browser of a request likes best of ours; English if none."""
    header = request.headers.get("accept-language") or ""
    tags = (part.strip()[:2].lower() for part in header.split(","))
    return "ja" if next((tag for tag in tags if tag in {"ja", "en"}), "en") == "ja" else "en"

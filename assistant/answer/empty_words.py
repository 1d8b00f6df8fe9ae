"""Words of a question that matter little or that news leaves unsaid: data of ``terms``."""

from __future__ import annotations

# Words of a question that say nothing about which figure is meant.
JA_EMPTY = frozenset([
    "額", "金額", "総額", "合計", "合計額", "数", "量", "率", "比率", "割合", "会社", "企業",
    "場合", "今回", "全体", "前年", "昨年", "今年", "来年", "去年", "年度", "昨年度", "今年度",
    "前年度", "年間", "時点", "時期", "期間", "金", "円", "円建", "最大", "最高", "結果",
    "発表", "予定", "予想", "見込", "見通", "計画", "人数", "件数", "誰", "何", "何年", "何人",
    "記事", "数字", "程度", "規模", "年", "月", "日", "人", "社", "件", "具体的", "日付",
    "日時", "日", "理由", "名前", "名称", "名", "場所", "受", "得", "使", "行", "出", "上",
    "下", "中", "内", "間", "前", "後", "分", "今", "現在", "当時",
])  # fmt: skip
EN_EMPTY = frozenset([
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "from", "by", "with", "and", "or",
    "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "has", "have",
    "had", "will", "would", "can", "could", "shall", "should", "may", "might", "must", "it",
    "its", "their", "his", "her", "this", "that", "these", "those", "there", "what", "which",
    "who", "whom", "whose", "when", "where", "why", "how", "much", "many", "long", "far",
    "more", "less", "than", "as", "about", "per", "into", "over", "under", "between",
    "during", "after", "before", "since", "until", "up", "down", "out", "each", "any", "all",
    "some", "amount", "number", "total", "figure", "value", "sum", "size", "exactly", "say",
    "said", "says", "according", "article", "get", "gets", "got", "getting", "receive",
    "receives", "received", "give", "gives", "given", "giving", "make", "made", "us", "we",
    "i", "you", "they", "he", "she", "me", "my", "our", "your", "please", "tell", "old",
    "new", "big", "large", "high", "low", "so", "if", "then", "not", "no", "year", "years",
    "name", "names", "month", "months", "day", "days", "quarter", "half", "fiscal", "last", "next",
    "previous",
    "time", "date", "people", "person", "money", "company", "companies", "firm", "firms",
    "come", "came", "go", "going", "take", "took", "set", "put", "one", "usd", "jpy", "yen",
    "dollar", "dollars", "euro", "euros", "mw", "gw", "kw", "kwh", "gwh", "mwh", "nm", "km",
    "bp", "bps", "m2", "percent", "percentage", "billion", "million", "trillion", "thousand",
    "bn", "tn", "most", "least", "goes", "willing", "fy", "ceiling", "upper", "end", "lower",
    "maximum", "minimum", "target", "expected", "planned", "announced", "reported", "worth",
    "just", "only", "also", "still", "both", "together",
    # Forms and abbreviations that no dictionary glosses: in lower case they look like names.
    "went", "grew", "drew", "shrank", "sank", "flew", "knew", "threw", "wrote", "sought",
    "taught", "lent", "began", "begun", "chose", "ate", "eaten", "gave", "ran", "sang", "sat",
    "slept", "stood", "swore", "tore", "wore", "woke", "avg", "yr", "yrs", "univ", "thurs",
    "tue", "tues", "wed", "incl", "est", "gov", "govt", "dept", "intl", "qtr", "qtrs", "hrs",
    "owe", "owes", "owed", "owing", "pct", "ppl", "info", "isnt", "didnt", "doesnt", "gonna",
    "wanna", "kinda", "pls", "plz", "yoy", "qoq", "ltd", "inc", "plc",
])  # fmt: skip
# Names that the news of a country leaves unsaid, or says in many ways.
EVERYWHERE = frozenset([
    "japan", "japanese", "tokyo", "government", "meti", "state", "nikkei", "日本", "国内",
    "政府", "国", "東京", "経産省", "経済産業省", "海外", "世界",
])  # fmt: skip
# Capitals that name no one thing.
COMMON_CAPITALS = frozenset([
    "ai", "gpu", "gpus", "cpu", "ev", "lng", "llm", "it", "iot", "esg", "ipo", "ebitda", "ebit",
    "co", "eps", "etf", "reit", "ii", "iii", "iv",
])  # fmt: skip
# Common words that stand in no dictionary of ours.
UNLISTED = frozenset([
    "capex", "opex", "pretax", "fab", "fabs", "pharma", "tranche", "ridership", "kilo", "kilos",
    "pref", "became", "schoolchildren", "meant", "sought", "owed", "spent",
])  # fmt: skip

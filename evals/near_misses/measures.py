"""What figures measure: the words that tell it, and measures that the corpus does not give."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.schema import Lang
from evals.near_misses.names import plain

# Beginnings of words in either language. Wide on purpose: a question is dropped as soon as
# the corpus might answer it.
CONCEPTS: dict[str, tuple[str, ...]] = {
    "aid": ("補助", "助成", "支援", "交付", "subsid", "grant", "aid", "support", "fund", "award"),
    "investment": (
        "投資", "投じ", "事業費", "費用", "総額", "出資", "invest", "spend", "cost", "outlay",
        "capital", "stake", "equity", "budget", "予算", "worth", "price", "loan", "融資",
    ),
    "people": ("雇用", "従業員", "人", "employ", "job", "staff", "people", "worker", "train"),
    "power": ("電力", "出力", "メガワット", "mw", "受電", "power", "capacity", "megawatt", "容量"),
    "area": ("面積", "平方", "敷地", "area", "square", "plot", "floor"),
    "result": ("損失", "減損", "利益", "収益", "loss", "impairment", "profit", "return", "yield"),
    "output": ("生産", "月産", "量産", "枚", "output", "wafer", "production", "produce"),
    "start": ("開業", "稼働", "開始", "運転", "open", "start", "operation", "begin", "launch"),
    "founding": ("設立", "発足", "found", "set up", "establish", "creat"),
    "announcement": (
        "発表", "決定", "決め", "公表", "表明", "認定", "announc", "decid", "decision", "certif",
        "unveil", "say", "said",
    ),
    "share": ("割合", "比率", "率", "分の", "share", "percent", "ratio", "third", "half", "rate"),
    "qubits": ("量子ビット", "qubit"),
}  # fmt: skip


def concepts(text: str) -> frozenset[str]:
    """The concepts that a text has a word of."""
    folded = plain(text)
    return frozenset(name for name, words in CONCEPTS.items() if any(w in folded for w in words))


@dataclass(frozen=True, slots=True)
class Absent:
    """A measure that news gives elsewhere: how it is asked for, and the words that tell it."""

    name: str
    ask: dict[Lang, str]
    words: tuple[str, ...]


def _absent(name: str, ja: str, en: str, words: str) -> Absent:
    return Absent(name, {"ja": ja, "en": en}, tuple(words.split("|")))


# ``{year}`` is a year that a row about the company gives.
ABSENT = (
    _absent("net profit", "{name}の{year}年の純利益はいくら?",
            "What was {name}'s net profit in {year}?", "純利益|net profit|net income|黒字"),
    _absent("revenue", "{name}の{year}年の売上高はいくら?",
            "What was {name}'s revenue in {year}?", "売上|revenue|net sales|turnover"),
    _absent("research", "{name}は{year}年に研究開発費をいくら使った?",
            "How much did {name} spend on research and development in {year}?",
            "研究開発費|research and development|r&d"),
    _absent("dividend", "{name}の{year}年の1株あたり配当は何円?",
            "What dividend per share did {name} pay for {year}?", "配当|dividend"),
    _absent("market value", "{name}の時価総額は{year}年にいくらだった?",
            "What was the market capitalisation of {name} in {year}?",
            "時価総額|market cap|market value"),
    _absent("debt", "{name}の{year}年の有利子負債はいくら?",
            "How large was the interest-bearing debt of {name} in {year}?", "負債|debt"),
    _absent("share price", "{name}の株価は{year}年末に何円?",
            "What was {name}'s share price at the end of {year}?", "株価|share price|stock price"),
    _absent("salary", "{name}の{year}年の平均年収はいくら?",
            "What was the average salary at {name} in {year}?", "年収|給与|salary|salaries|wage"),
    _absent("patents", "{name}は{year}年に何件の特許を取った?",
            "How many patents was {name} granted in {year}?", "特許|patent"),
    _absent("emissions", "{name}の{year}年のCO2排出量は何トン?",
            "How many tonnes of CO2 did {name} emit in {year}?", "排出量|emit|emission"),
    _absent("tax", "{name}は{year}年に法人税をいくら納めた?",
            "How much corporate tax did {name} pay in {year}?", "法人税|corporate tax|taxes"),
    _absent("advertising", "{name}の{year}年の広告宣伝費は?",
            "How much did {name} spend on advertising in {year}?", "広告|advertis"),
    _absent("water", "{name}は{year}年に水を何トン使った?",
            "How many tonnes of water did {name} use in {year}?", "水を|用水|water"),
    _absent("exports", "{name}の{year}年の輸出額はいくら?",
            "How much did {name} export in {year}?", "輸出|export"),
    _absent("layoffs", "{name}は{year}年に何人を削減した?",
            "How many jobs did {name} cut in {year}?", "人員削減|削減した|layoff|job cut|lay off"),
    _absent("fine", "{name}が{year}年に払った制裁金はいくら?",
            "How large was the fine that {name} paid in {year}?", "制裁金|罰金|課徴金|fine |fined"),
)  # fmt: skip

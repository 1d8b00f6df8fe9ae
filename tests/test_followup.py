"""Follow-up questions completed by rules."""

from __future__ import annotations

import pytest

from assistant.answer.followup import standalone
from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon

KDDI, PROFIT = "how much did KDDI receive?", "What was Toyota's operating profit in fiscal 2024?"
補助, 利益 = "KDDIはいくら助成される?", "KDDIの2023年度の営業利益は?"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon(Settings.from_env().cache)


@pytest.mark.parametrize(
    ("history", "turn", "whole"),
    [
        # another subject
        ([KDDI], "and Sakura Internet?", "how much did Sakura Internet receive?"),
        ([補助], "じゃあソフトバンクは?", "ソフトバンクはいくら助成される?"),
        (["How much did Sorex invest in its GPU park?"], "How many GPUs will it have?",
         "How many GPUs will Sorex GPU park have?"),
        ([補助], "海外の拠点はどこの国?", "KDDIの海外の拠点はどこの国?"),
        # another period
        ([KDDI], "and in 2023?", "how much did KDDI receive in 2023?"),
        ([利益], "2024年度は?", "KDDIの2024年度の営業利益は?"),
        ([利益], "前年は?", "KDDIの2022年度の営業利益は?"),
        ([PROFIT], "the year before?", "What was Toyota's operating profit in fiscal 2023?"),
        # another measure, another kind of answer
        ([利益], "純利益は?", "KDDIの2023年度の純利益は?"),
        ([PROFIT], "and its net profit?", "Toyota's net profit in fiscal 2024?"),
        ([補助], "いつ決まった?", "KDDIの助成はいつ決まった?"),
        (["マイクロソフトは日本にいくら投資する?"], "同社は何人に研修する?",
         "マイクロソフトは何人に研修する?"),
        # another question word
        ([KDDI], "On which day?", "On which day did KDDI receive?"),
        (["オラクルは日本にいくら投資する?"], "何年間で?", "オラクルは日本に何年間で投資する?"),
        # another circumstance; a question of its own kind
        (["How much does Sekisui Chemical pay for the old building?"], "And for the first line?",
         "How much does Sekisui Chemical pay for the first line?"),
        (["What does TSMC's second fab cost?"], "and after the move?",
         "What does TSMC's second fab cost after the move?"),
        (["How much does Sekisui Chemical invest?"], "What portion does the ministry cover?",
         "What portion does the ministry cover for Sekisui Chemical?"),
        # another number, another count
        (["What was the yield of the 10-year bond?"], "and the 5-year bond?",
         "What was the yield of the 5-year bond?"),
        (["ラピダスへの支援はいくら?", "それはいつ決まった?"], "累計では?",
         "ラピダスへの支援は累計でいくら?"),
        ([KDDI, "when?"], "and in dollars?", "how much did KDDI receive in dollars?"),
        # two companies, one thing; what counts something else lets the measure go
        (["How much do Rohm and Toshiba invest?"], "and Denso and Fuji Electric?",
         "How much do Denso and Fuji Electric invest?"),
        (["三菱商事の減損はいくら?"], "何海域から撤退した?", "三菱商事は何海域から撤退した?"),
        # the subject stays while what is asked of it changes
        (["ソフトバンクの苫小牧データセンターへの補助は?", "敷地の広さは?"], "将来は何MWになる?",
         "ソフトバンクの苫小牧データセンターの将来は何MWになる?"),
        # a range is one period; a currency takes its period along
        (["ソフトバンクが2024年から2025年に投じる額は?"], "前の年はいくらだった?",
         "ソフトバンクが2023年に投じる額は?"),
        ([PROFIT], "and from 2011 to 2022, in dollars?",
         "What was Toyota's operating profit in 2011 to 2022 in dollars?"),
        # a question word with its noun; a name and a place, each in its place
        (["How many MW will JERA's group build off Aomori?"], "how many turbines?",
         "How many turbines will JERA's group build off Aomori?"),
        (["How many MW will JERA's group build off Aomori?"], "and Marubeni's off Yamagata?",
         "How many MW will Marubeni's group build off Yamagata?"),
        # who tells it is not whom it is about; another plant lets the first one go
        (["How much does AWS invest in Japan?"], "Which figure did CNBC give?",
         "Which figure did CNBC give for AWS Japan invest?"),
        (["ソフトバンクのAI計算設備への投資額は?"], "堺の拠点の取得額は?",
         "ソフトバンクの堺の拠点の取得額は?"),
        # something else about the same subject, not another subject
        (["ミナトが3月の契約で取得する堺工場の土地はどれくらいの広さですか?"], "延べ床は?",
         "ミナトが3月の契約で取得する堺工場の延べ床はどれくらいの広さですか?"),
        (["三国商事が撤退した洋上風力のうち、由利の出力は?"], "銚子は",
         "三国商事が撤退した洋上風力のうち、銚子の出力は?"),
        (["新法が成立したのはいつですか?"], "施行は?", "新法の施行はいつですか?"),
        (["ミナトの堺工場は最初何メガワットで始まる?"], "将来は?",
         "ミナトの堺工場は将来何メガワットで始まる?"),
        (["What was the yield on Japan's 10-year bond?"], "its coupon?",
         "What was the coupon on Japan's 10-year bond?"),
        (["When was the first step of the NTT law enacted?"], "the second?",
         "When was the second step of the NTT law enacted?"),
        # a condition; a month of the next year; a correction; of the same time
        ([補助], "端数まで含めると?", "端数まで含めると、KDDIはいくら助成される?"),
        (["KDDIへの支援は2024年の時点でいくら?"], "翌年3月には?",
         "KDDIへの支援は2025年3月の時点でいくら?"),
        ([補助], "あ、すみませんGMOのほうです", "GMOはいくら助成される?"),
        ([KDDI], "same question for Oracle", "how much did Oracle receive?"),
        ([利益], "では富士通の売上高はいくら?", "2023年度の富士通の売上高はいくら?"),
        (["KDDIは2023年にいくら助成される?"], "同じ年のGMOは?", "GMOは2023年にいくら助成される?"),
        # a time without a date
        (["What will the average bill be at Wessing Water in 2030?"], "and today?",
         "What will the average bill be at Wessing Water today?"),
        (["ソニーの2025年4〜6月期の純利益は?"], "通期だといくら?", "ソニーの通期の純利益は?"),
        (["How big was Baltavia's loss in 2025?"], "a year ago?",
         "How big was Baltavia's loss in 2024?"),
        # a part of what is asked about, not another in its place
        (["How many people did Sanwa hire in 2025?"], "women only",
         "How many people did Sanwa hire in 2025 for women?"),
        (["スバルの2026年の輸出台数は?"], "国内は?", "スバルの国内の2026年の輸出台数は?"),
        # a country in a country's place, one that acts in the place of one that acts
        (["How much hydrogen aid did Brussels approve for Spain?"], "Italy",
         "How much hydrogen aid did Brussels approve for Italy?"),
        (["How many Chinese visited Vietnam in 2025?"], "Koreans there",
         "How many Koreans visited Vietnam in 2025?"),
        (["相馬県で保守党が選挙に使った費用は?"], "新民主党は?",
         "相馬県で新民主党が選挙に使った費用は?"),
        # another's own; a company whose name holds a measure
        (["What was Sanwa's profit?"], "Kanto Rinkai's?", "What was Kanto Rinkai's profit?"),
        (["志村空港の第1期の投資額は?"], "2期は?", "志村空港の第2期の投資額は?"),
        (["南都電力が洋上風力に投じる金額は?"], "東奥電力は", "東奥電力が洋上風力に投じる金額は?"),
        (["How much did the university spend in 2024?"], "the five together?",
         "How much did the university spend in 2024 in total?"),
        (["When will the first phase of Higo's plant start?"], "second one?",
         "When will the second phase of Higo's plant start?"),
        # who is named before the pronoun; what is turned round; per unit
        (["How much will Nakanishi ship in November 2025?"], "And Sawa, how many did it ship?",
         "And Sawa, how many did it ship?"),
        (["積水は新会社にいくら出す?"], "出資比率は?新会社の", "積水の新会社の出資比率は?"),
        (["IBMは東大とシカゴ大に合計いくら投じる?"], "1校あたり",
         "IBMは東大とシカゴ大に合計1校あたりいくら投じる?"),
        # a number is no "no"
        (["How many people work at Kioxia Kitakami?"], "No. 2 fab?",
         "How many people work at No. 2 fab?"),
        (["How much did Oracle receive?"], "no, KDDI", "How much did KDDI receive?"),
        # two turns back
        ([KDDI, "and Sakura Internet?"], "in 2023?",
         "how much did Sakura Internet receive in 2023?"),
    ],
)  # fmt: skip
def test_what_a_follow_up_leaves_out(
    history: list[str], turn: str, whole: str, lexicon: Lexicon
) -> None:
    assert standalone(turn, history, lexicon) == whole


@pytest.mark.parametrize("turn", ["How much did METI grant Rapidus?", "ラピダスへの補助はいくら?"])
@pytest.mark.parametrize("history", [[], [""], [KDDI], [利益, 補助]])
def test_a_whole_question_stays(turn: str, history: list[str], lexicon: Lexicon) -> None:
    assert standalone(turn, history, lexicon) == turn

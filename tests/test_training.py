"""What the reader is trained on, and how the weights of the ranking are fitted."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
import torch

from assistant.answer.followup import standalone
from assistant.models.reader import Reader, Reading
from assistant.settings import Settings
from assistant.text.lexicon import load_lexicon
from evals import bench_reader, fit_sounds
from evals import reader_data as data
from evals.fit_ranker import Case, first_right, fit, unseen
from evals.reader_data import Example, Labelled, Passage
from evals.reader_missed import lost, missed
from evals.reader_reword import reworded

TEXT = "一つ目の文だ。" * 30 + "KDDIは102.4億円を受け取る。" + "最後の文だ。" * 60
START = TEXT.index("102.4億円")
LONG = Labelled("KDDIの助成額", Passage("助成", TEXT, "ja", "a"), (START, START + 7))
OTHER = Passage("別の助成", "さくらは501億円を受け取る。", "ja", "b")


def said(example: Example) -> str | None:
    return None if example.answer is None else example.text[slice(*example.answer)]


def test_a_window_holds_the_answer_wherever_it_lies() -> None:
    rng = random.Random(1)
    windows = [data.window(rng, LONG) for _ in range(40)]
    assert {said(example) for example in windows} == {"102.4億円"}
    assert {len(example.text) for example in windows} == {380}
    assert len({example.answer for example in windows}) > 10


def test_a_share_meets_a_passage_that_does_not_answer() -> None:
    stream = data.answered(random.Random(1), [LONG], 0.3, {"a": [OTHER]})
    drawn = [said(example) for example in itertools.islice(stream, 300)]
    assert 0.2 < drawn.count(None) / 300 < 0.4
    assert set(drawn) == {None, "102.4億円"}


def test_a_passage_that_states_the_answer_too_is_no_counterexample() -> None:
    same = Passage("同じ助成", "102.4億円だ。", "ja", "c")
    stream = data.answered(random.Random(1), [LONG], 1.0, {"a": [same]})
    for example in itertools.islice(stream, 50):
        assert example.answer is not None or "102.4億円" not in example.text


def test_questions_shortened_to_noun_phrases() -> None:
    asked = Example("KDDIの助成額はいくらですか?", "", "x", None)
    short = data.shortened(itertools.repeat(asked), random.Random(1), 1.0)
    assert {example.question for example in itertools.islice(short, 40)} == {
        "KDDIの助成額",
        "KDDI 助成額",
    }


def test_a_question_in_the_other_language_is_also_asked_in_the_words_of_the_article() -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    city = Passage("給食", "玉名川市は給食費に3億円を充てる。", "ja", "d")
    english = Labelled("How much will Tamanagawa spend?", city, (9, 12))
    ministry = Passage("Aid", "The Ministry of Finance pays 3 billion yen.", "en", "c")
    japanese = Labelled("財務省はいくら払う?", ministry, None)
    asked = reworded([LONG, english, japanese], lexicon, random.Random(1))
    assert asked[0].also == ()
    assert "How much will 玉名川 spend?" in asked[1].also
    assert "Ministry of Financeはいくら払う?" in asked[2].also
    drawn = {data.window(random.Random(n), asked[1]).question for n in range(40)}
    assert drawn == {english.question, *asked[1].also}


def test_our_questions_point_into_their_articles(tmp_path: Path) -> None:
    texts = data.articles(sorted(data.TRAINING.glob("*.jsonl")))
    asked = data.news(texts, sorted(data.TRAINING.glob("*.tsv")))
    assert len(texts) > 90
    assert len(asked) > 1000
    for item in asked:
        if item.answer is not None:
            words = item.passage.text[slice(*item.answer)]
            assert words
            assert words == words.strip()


def test_what_was_missed_is_asked_again() -> None:
    texts = data.articles(sorted(data.TRAINING.glob("*.jsonl")))
    again = missed(texts)
    assert len(again) > 1000
    assert {item.passage.group.partition("-")[0] for item in again} == {"desk", "story"}


@pytest.mark.parametrize(
    ("first", "last", "answer", "expected"),
    [
        ([9.0, -9.0], [-9.0, 9.0], (0, 4), 0.0),
        ([9.0, -9.0], [-9.0, 9.0], None, 9.0),
        ([-9.0, -9.0], [-9.0, -9.0], None, 0.0),
        ([9.0, -9.0], [-9.0, 9.0], (7, 9), None),
    ],
)
def test_what_an_example_loses(
    first: list[float], last: list[float], answer: tuple[int, int] | None, expected: float | None
) -> None:
    spans = np.array([0, 2], np.int32), np.array([2, 4], np.int32)
    reading = Reading(*spans, np.array(first, np.float32), np.array(last, np.float32))
    reader = cast(Reader, SimpleNamespace(read=lambda passages: [reading]))
    loss = lost(reader, data.Example("q", "", "abcd", answer))
    assert loss == (None if expected is None else pytest.approx(expected, abs=0.01))


def test_a_set_is_read_with_its_offsets(tmp_path: Path) -> None:
    doc = {"id": "d-1", "title": "T_t", "text": "KDDIは4年で進める。", "lang": "ja"}
    asked = {
        "id": "q", "question": "何年?", "answers": ["4年"], "answerable": True,
        "gold_doc_ids": ["d-1"],
    }  # fmt: skip
    absent = asked | {"answers": ["5年"]}
    (tmp_path / "docs.jsonl").write_text(json.dumps(doc), "utf-8")
    lines = "\n".join(map(json.dumps, [asked, absent, asked | {"answerable": False}]))
    (tmp_path / "qa.jsonl").write_text(lines, "utf-8")
    (only,) = data.squad(tmp_path)
    assert (only.passage.title, only.answer) == ("T t", (5, 7))


# -- the ranking ----------------------------------------------------------------------------------


def cases(fixed: float, count: int = 60) -> list[Case]:
    """Three figures a question: the right one has the second feature, a wrong one the first.

    Another wrong one has both, and ``fixed`` speaks against it.
    """
    features = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    right = torch.tensor([False, True, False])
    against = torch.tensor([0.0, 0.0, fixed])
    answered = [Case(str(n), features, against, right) for n in range(count)]
    silent = torch.tensor([False, False, False])
    return [*answered, *(Case(f"n{n}", features * 0, against, silent) for n in range(count // 3))]


def test_the_weights_put_the_right_figure_first() -> None:
    data = cases(fixed=-20.0)
    weights, none = fit(data, 2)
    assert weights[1] > weights[0]
    assert weights[1] > none > 0
    assert all(first_right(data, weights))
    assert unseen(data, 2) == pytest.approx(1.0)


def test_what_is_not_fitted_counts_in_the_ranking() -> None:
    weights = torch.tensor([0.1, 1.0])
    assert all(first_right(cases(fixed=-20.0), weights))
    assert not any(first_right(cases(fixed=0.0), weights))


# -- how the reader is measured -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "answer", "exact", "share"),
    [
        ("KDDI", "KDDI", True, 1.0),
        ("KDDI ", "「kddi」", True, 1.0),
        ("KDDIと", "KDDI", False, 8 / 9),
        ("さくら", "KDDI", False, 0.0),
        ("", "KDDI", False, 0.0),
        ("12", "12", True, 1.0),
    ],
)
def test_exact_match_and_character_f1(said: str, answer: str, exact: bool, share: float) -> None:
    assert bench_reader.is_exact(said, ["別の答え", answer]) is exact
    assert bench_reader.overlap(said, answer) == pytest.approx(share)


def test_questions_are_drawn_by_a_fixed_seed() -> None:
    rows = [{"id": n} for n in range(50)]
    assert bench_reader.drawn(rows, 5) == bench_reader.drawn(rows, 5)
    assert len(bench_reader.drawn(rows, 5)) == 5
    assert bench_reader.drawn(rows, 0) == bench_reader.drawn(rows, 99) == rows


def test_letters_and_kana_that_go_together_are_found() -> None:
    pairs = [("kaka", "カカ"), ("saka", "サカ"), ("kasa", "カサ"), ("sasa", "ササ")]
    counts = fit_sounds.fitted(pairs)
    assert sum(counts.values()) == pytest.approx(8)  # every kana is spelled once
    assert counts["ka", "カ"] == pytest.approx(4, abs=0.1)
    assert counts["sa", "サ"] == pytest.approx(4, abs=0.1)


def test_a_follow_up_stands_behind_the_question_before_it() -> None:
    found = data.followups(("talk",))
    assert len(found) > 1000
    (asked,) = (item for item in found if item.question.endswith("campus? opening when?"))
    assert asked.question.startswith("How much will Helix Cloud put into its Kameoka campus?")


def test_a_follow_up_comes_also_as_the_rules_complete_it() -> None:
    lexicon = load_lexicon(Settings.from_env().cache)
    behind = data.followups(("talk-en-1",))
    both = data.followups(("talk-en-1",), lexicon)
    assert len(both) == 2 * len(behind)
    before = "How much will Helix Cloud put into its Inzai campus?"
    whole = standalone("and Kameoka?", [before], lexicon)
    assert whole in {item.question for item in both} - {item.question for item in behind}

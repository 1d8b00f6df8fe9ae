"""The gate over the corpus: true drafts of the fact table pass, every change of them does not."""

from __future__ import annotations

import pytest

from assistant.schema import Lang
from evals.running import CORPUS
from evals.verify_bench import Score, Writer, fact_cases, load_articles, score
from evals.verify_mutations import BINDINGS, SLIPS

_PART = 12  # every twelfth case of a language


@pytest.fixture(scope="module")
def scores() -> dict[Lang, Score]:
    writer = Writer(load_articles([CORPUS]))
    cases = list(fact_cases(writer))
    chosen = [case for lang in ("ja", "en") for case in cases if case.lang == lang]
    return score(chosen[::_PART], writer.articles)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_true_answers_are_kept(scores: dict[Lang, Score], lang: Lang) -> None:
    found = scores[lang]
    assert found.true > 25
    assert [case.id for case in found.rejected][1:] == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_changed_answers_are_dropped(scores: dict[Lang, Score], lang: Lang) -> None:
    found = scores[lang]
    slips, bindings = found.of(SLIPS), found.of(BINDINGS)
    assert slips[1] > 150
    assert bindings[1] > 50
    assert slips[0] >= 0.995 * slips[1]
    assert bindings[0] >= 0.97 * bindings[1]

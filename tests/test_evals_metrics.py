"""Each metric judges what it may judge and nothing else; intervals and tests are as published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evals import diff, record
from evals.metrics import METRICS, calibration, latency, paired
from evals.metrics.interval import share, wilson
from evals.metrics.period import stretch
from evals.record import RecordError, Result, Run
from evals.scoring import Told

TOLD = Told("10240000000", "JPY", ("max", "approx"), "2024-04", "2024-04-24")
RIGHT = Result(
    key="f1/en-all", row="f1", digest="d", pair="en-all", kind="money", question="how much?",
    wants="figure", expected="10240000000 JPY max  (a1)", accepted=(("10240000000", "JPY"),),
    qualifiers=("max", "total"), period="2024-04", sources=("a1", "a2"), verdict="right",
    answer="10240000000 JPY max approx", article="a1", quote="最大約102.4億円", figure=TOLD,
    faults=(), confidence=0.8, milliseconds=100.0,
)  # fmt: skip
REFUSED = replace(
    RIGHT, verdict="refused", answer="no", article=None, quote=None, figure=None, confidence=0.1
)
DUE = replace(REFUSED, verdict="right", wants="refusal", accepted=(), qualifiers=(), sources=())
ANSWERED = replace(DUE, verdict="wrong", figure=TOLD, quote="最大約102.4億円", confidence=0.6)
APRIL = (("2024-04", "date"),)
WORDS = replace(RIGHT, wants="words", accepted=(), figure=None, qualifiers=())


def wrong(**told: str) -> Result:
    """A wrong answer with a figure that differs from the right one in some fields."""
    return replace(RIGHT, verdict="wrong", figure=replace(TOLD, **told))


def metric(name: str) -> object:
    return next(metric for metric in METRICS if metric.name == name)


# metric, result, what it says of it
JUDGED: list[tuple[str, Result, bool | None]] = [
    ("right", RIGHT, True),
    ("right", REFUSED, False),
    ("right", DUE, True),
    ("wrong answer", wrong(value="1"), True),
    ("wrong answer", ANSWERED, True),
    ("wrong answer", REFUSED, False),
    ("exact value", RIGHT, True),
    ("exact value", wrong(value="10250000000"), False),
    ("exact value", wrong(unit="USD"), True),
    ("exact value", wrong(value="10240000000-20000000000"), False),
    ("exact value", replace(wrong(value="450000", unit="kW"), accepted=(("450", "MW"),)), True),
    ("exact value", replace(wrong(value="2024-04-24", unit="date"), accepted=APRIL), True),
    ("exact value", replace(wrong(value="2024", unit="date"), accepted=APRIL), False),
    ("exact value", wrong(value="2024-04", unit="date"), False),
    ("exact value", REFUSED, None),
    ("exact value", WORDS, None),
    ("exact value", ANSWERED, None),
    ("unit", RIGHT, True),
    ("unit", wrong(unit="USD"), False),
    ("unit", replace(wrong(unit="kW"), accepted=(("450", "MW"),)), True),
    ("unit", REFUSED, None),
    ("qualifier", RIGHT, True),
    ("qualifier", replace(RIGHT, faults=("qualifier",)), False),
    ("qualifier", replace(RIGHT, qualifiers=("total",)), None),
    ("qualifier", replace(RIGHT, article="a2"), None),
    ("qualifier", wrong(value="1"), None),
    ("period", RIGHT, True),
    ("period", wrong(period="2023", as_of="2023-05-01"), False),
    ("period", wrong(period="FY2025", as_of="2024-04-24"), True),
    ("period", replace(RIGHT, period="10 years"), None),
    ("period", replace(RIGHT, figure=replace(TOLD, period=None, as_of=None)), None),
    ("citation", RIGHT, True),
    ("citation", replace(RIGHT, faults=("citation",)), False),
    ("citation", wrong(value="1"), None),
    ("citation", DUE, None),
    ("exact quote", replace(RIGHT, faults=("quote",)), False),
    ("exact quote", ANSWERED, True),
    ("exact quote", REFUSED, None),
    ("refusal precision", REFUSED, False),
    ("refusal precision", DUE, True),
    ("refusal precision", RIGHT, None),
    ("refusal recall", DUE, True),
    ("refusal recall", ANSWERED, False),
    ("refusal recall", REFUSED, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "result", "said"), JUDGED)
def test_what_a_metric_says(name: str, result: Result, said: bool | None) -> None:
    chosen = metric(name)
    assert chosen.hit(result) is said
    measured = chosen.measure([result])
    assert (measured is None) == (said is None)
    assert measured is None or measured.value == said


def test_nothing_is_measured_of_nothing() -> None:
    assert [metric.measure([]) for metric in METRICS] == [None] * len(METRICS)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02-14", ("2024-02-14", "2024-02-14")),
        ("FY2023", ("2023-01-01", "2024-03-31")),
        ("2023/2027", ("2023-01-01", "2027-12-31")),
        ("/FY2027", ("0000-00-00", "2028-03-31")),
        ("from 2023-04", ("2023-04-01", "9999-99-99")),
        ("10 years", None),
        ("2023/soon", None),
        ("/", None),
        ("", None),
        (None, None),
    ],
)
def test_a_period_in_days(text: str | None, days: tuple[str, str] | None) -> None:
    assert stretch(text) == days


def test_independent_cases_have_wilson_s_interval() -> None:
    found = share((str(n), n < 90) for n in range(100))
    assert (round(found.value, 3), found.n) == (0.9, 100)
    low, high = wilson(90, 100)
    assert found.low == pytest.approx(low, abs=0.002)
    assert found.high == pytest.approx(high, abs=0.002)


def test_questions_that_go_together_widen_the_interval() -> None:
    apart = share((str(n), n % 2 == 0) for n in range(100))
    together = share((str(n // 10), n < 50) for n in range(100))
    assert apart.value == together.value == 0.5
    assert together.high - together.low > 2 * (apart.high - apart.low)
    assert share(("one", True) for _ in range(50)).low < 0.3  # one row proves little


def test_calibration_error_of_known_confidences() -> None:
    results = [
        replace(RIGHT, row=str(n), confidence=0.9, verdict="right" if n < 70 else "wrong")
        for n in range(100)
    ]
    found = calibration.measure([*results, REFUSED, replace(RIGHT, confidence=None)])
    assert found.value == pytest.approx(0.2)
    assert 0.08 < found.low < 0.15 < 0.25 < found.high < 0.33
    assert found.n == 100
    (bin,) = calibration.bins(results)
    assert (bin.confidence, bin.right.value) == (pytest.approx(0.9), 0.7)


def test_latency_is_an_order_statistic() -> None:
    results = [replace(RIGHT, milliseconds=float(n)) for n in range(1, 101)]
    median, slowest = latency.median(results), latency.slowest(results)
    assert (median.value, slowest.value) == (50.0, 95.0)
    assert median.low < 45 < 55 < median.high
    assert slowest.high == 100.0
    assert latency.median([replace(RIGHT, milliseconds=0.0)]) is None


@pytest.mark.parametrize(
    ("more", "fewer", "p", "noise"),
    [(0, 0, 1.0, True), (5, 5, 1.0, True), (5, 1, 0.21875, True), (10, 0, 0.00195, False)],
)
def test_the_sign_test(more: int, fewer: int, p: float, noise: bool) -> None:
    """With a question a row it is McNemar's exact test: twice the binomial tail at 1/2."""
    cases = [(f"m{n}", False, True) for n in range(more)]
    cases += [(f"f{n}", True, False) for n in range(fewer)] + [("same", True, True)]
    change = paired.paired(cases)
    assert (change.more, change.fewer, change.is_noise) == (more, fewer, noise)
    assert change.p == pytest.approx(p, abs=1e-4)


def test_six_questions_of_one_row_are_one_change() -> None:
    assert paired.paired(("f1", False, True) for _ in range(6)).is_noise


# -- the record, and two of them ----------------------------------------------------------------


def run(*results: Result, date: str = "2024-04-24T09:00+00:00") -> Run:
    return Run(date, "e5@1", "618072db", "c1", ("facts.csv",), 2, results)


def many(count: int, result: Result, start: int = 0) -> list[Result]:
    return [replace(result, row=f"r{n}", key=f"r{n}/en") for n in range(start, start + count)]


def test_a_record_survives_its_file(tmp_path: Path) -> None:
    file, made = tmp_path / "run.json", run(RIGHT, REFUSED, DUE, ANSWERED, WORDS)
    record.save(made, file)
    assert record.load(file) == made
    assert len(file.read_text("utf-8").splitlines()) == len(made.results) + 3


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"results": [{"key": "k"}]}'])
def test_what_is_no_record_is_named(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(RecordError, match=r"run\.json.*--json"):
        record.load(file)
    assert diff.main([str(file), str(file)]) == 2


BAD = replace(RIGHT, verdict="wrong", answer="11 JPY", article="a9")
DIFFS = [
    ("nothing", many(20, RIGHT), many(20, RIGHT), 0, "0 rows up, 0 down, p 1: within the noise"),
    ("noise", many(20, RIGHT), [*many(2, BAD), *many(18, RIGHT, 2)], 0,
     "0 rows up, 2 down, p 0.5: within the noise"),
    ("worse", many(20, RIGHT), [*many(9, BAD), *many(11, RIGHT, 9)], 1,
     "0 rows up, 9 down, p 0.0039: more than noise"),
    ("better", [*many(9, BAD), *many(11, RIGHT, 9)], many(20, RIGHT), 0,
     "9 rows up, 0 down, p 0.0039: more than noise"),
]  # fmt: skip


@pytest.mark.parametrize(("_", "old", "new", "code", "said"), DIFFS, ids=[d[0] for d in DIFFS])
def test_two_runs(
    _: str, old: list[Result], new: list[Result], code: int, said: str,
    tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    files = [tmp_path / "old.json", tmp_path / "new.json"]
    record.save(run(*old), files[0])
    record.save(run(*new, date="2024-05-01T09:00+00:00"), files[1])
    assert diff.main([str(file) for file in files]) == code
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.startswith("| right "))
    assert said in row
    assert "date: 2024-04-24T09:00+00:00, now 2024-05-01T09:00+00:00" in out
    assert out.count("    was ") == sum(
        a.verdict != b.verdict for a, b in zip(old, new, strict=True)
    )


def test_a_changed_row_is_not_compared() -> None:
    old, new = run(*many(3, RIGHT)), run(*many(2, RIGHT), *many(1, replace(BAD, digest="new"), 2))
    assert len(diff.common(old, new)) == 2

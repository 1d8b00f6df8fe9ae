"""The gate: outcomes against the accepted baseline; what was right must not turn wrong.

A question that was right and is now wrong, or now loses a qualifier, its citation
or its quote, fails by itself. A question that is now refused fails only together
with others: when the share of right answers of its group falls below the 95%
interval of the baseline's share, or the share of wrong ones rises above its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.groups import groups, rates
from evals.metrics.interval import wilson
from evals.metrics.paired import paired
from evals.record import Run
from evals.running import Asked
from evals.scoring import Outcome

BASELINE = Path(__file__).parent / "baseline.json"
_SHOWN = 120  # characters of an answer that are kept


class BaselineError(Exception):
    """The baseline cannot be read or may not be written; says what to do."""


@dataclass(frozen=True, slots=True)
class Known:
    """A question's outcome in the baseline; ``digest`` tells whether its row is still the same."""

    digest: str
    verdict: str
    answer: str
    article: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The accepted outcomes, and what they were made with; ``history`` has each reason."""

    embedder: str
    chunker: str
    questions: dict[str, Known]
    history: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found: ``failures`` close it, ``notes`` do not."""

    failures: list[str]
    notes: list[str]

    @property
    def exit_code(self) -> int:
        """0 when nothing got worse, else 1."""
        return 1 if self.failures else 0


def compare(baseline: Baseline, asked: Sequence[Asked], outcomes: Mapping[str, Outcome]) -> Verdict:
    """Hold the outcomes of a run, whole or sampled, against the same questions' baseline."""
    known = [one for one in asked if _is_known(one, baseline)]
    failures = [
        f"{one.key}: {one.text}\n"
        f"    was {_before(baseline.questions[one.key])}\n"
        f"    now {outcomes[one.key].verdict}: {outcomes[one.key].answer}"
        f"  ({outcomes[one.key].article or 'no article'}){_why(new)}"
        for one in known
        if (new := _worse(baseline.questions[one.key], outcomes[one.key])) is not None
    ]
    failures += _fallen(baseline, known, outcomes)
    return Verdict(failures, _notes(baseline, asked, known, outcomes))


def _is_known(one: Asked, baseline: Baseline) -> bool:
    known = baseline.questions.get(one.key)
    return known is not None and known.digest == one.digest


def _worse(known: Known, outcome: Outcome) -> tuple[str, ...] | None:
    """The new faults of a question that was right; nothing when it did not turn wrong."""
    new = tuple(fault for fault in outcome.faults if fault not in known.faults)
    if known.verdict == "right" and (outcome.verdict == "wrong" or new):
        return new
    return new if "quote" in new else None


def _before(known: Known) -> str:
    return f"{known.verdict}: {known.answer}  ({known.article or 'no article'})"


def _why(new: tuple[str, ...]) -> str:
    return f"\n    new fault: {', '.join(new)}" if new else ""


def _fallen(
    baseline: Baseline, known: Sequence[Asked], outcomes: Mapping[str, Outcome]
) -> list[str]:
    """Groups whose share of right answers, or of wrong ones, left the baseline's interval."""
    failures = []
    for name, keys in groups(known).items():
        now = rates(outcomes[key] for key in keys)
        before = [baseline.questions[key].verdict for key in keys]
        right, wrong = before.count("right"), before.count("wrong")
        low, high = wilson(right, len(keys))[0], wilson(wrong, len(keys))[1]
        if now.right < low * len(keys):
            failures.append(
                f"{name}: {now.right} of {len(keys)} right; were {right}, at least {100 * low:.1f}%"
            )
        if now.wrong > high * len(keys):
            failures.append(
                f"{name}: {now.wrong} of {len(keys)} wrong; were {wrong}, at most {100 * high:.1f}%"
            )
    return failures


def _notes(
    baseline: Baseline,
    asked: Sequence[Asked],
    known: Sequence[Asked],
    outcomes: Mapping[str, Outcome],
) -> list[str]:
    verdicts = [(baseline.questions[one.key].verdict, outcomes[one.key].verdict) for one in known]
    better = sum(now == "right" != before for before, now in verdicts)
    refused = sum(before == "right" and now == "refused" for before, now in verdicts)
    notes = [f"{better} newly right, {refused} right before and refused now"]
    for name in ("right", "wrong"):
        change = paired(
            (one.row.id, before == name, now == name)
            for one, (before, now) in zip(known, verdicts, strict=True)
        )
        notes.append(f"{name}: {change}")
    if len(known) < len(asked):
        notes.append(f"{len(asked) - len(known)} questions are not in the baseline")
    if better:
        notes.append('to keep what got better: python -m evals --accept "REASON"')
    return notes


# -- the file -----------------------------------------------------------------------------------


def load(path: Path = BASELINE) -> Baseline:
    """The baseline of a file. Raises ``BaselineError``."""
    try:
        record = json.loads(path.read_text("utf-8"))
        questions = {
            key: Known(digest, verdict, answer, article, tuple(faults))
            for key, (digest, verdict, answer, article, faults) in record["questions"].items()
        }
        return Baseline(record["embedder"], record["chunker"], questions, tuple(record["history"]))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise BaselineError(
            f"{path}: no baseline can be read ({type(error).__name__}: {error}). "
            'Accept one: python -m evals --accept "REASON"'
        ) from None


def accepted(
    before: Baseline | None,
    reason: str,
    asked: Sequence[Asked],
    outcomes: Mapping[str, Outcome],
    run: Run,
) -> Baseline:
    """The baseline that a run makes.

    Raises ``BaselineError`` without a reason: a baseline never changes silently.
    """
    if not reason.strip():
        raise BaselineError('a new baseline needs a reason: python -m evals --accept "REASON"')
    questions = {
        one.key: Known(
            one.digest,
            outcomes[one.key].verdict,
            outcomes[one.key].answer[:_SHOWN],
            outcomes[one.key].article,
            outcomes[one.key].faults,
        )
        for one in asked
    }
    shares = {
        name: asdict(rates(outcomes[key] for key in keys)) for name, keys in groups(asked).items()
    }
    entry = {"date": run.date[:10], "reason": reason.strip(), "embedder": run.embedder,
             "chunker": run.chunker, "rates": shares}  # fmt: skip
    history = (*(before.history if before else ()), entry)
    return Baseline(run.embedder, run.chunker, questions, history)


def save(baseline: Baseline, path: Path = BASELINE) -> None:
    """Write a baseline, one question a line, so that a change reads as what changed."""
    lines = [
        f"  {_json(key)}: {_json([k.digest, k.verdict, k.answer, k.article, list(k.faults)])}"
        for key, k in sorted(baseline.questions.items())
    ]
    history = [f"  {_json(entry)}" for entry in baseline.history]
    text = (
        f'{{\n"embedder": {_json(baseline.embedder)},\n"chunker": {_json(baseline.chunker)},\n'
        '"history": [\n' + ",\n".join(history) + '\n],\n"questions": {\n' + ",\n".join(lines)
        + "\n}\n}\n"
    )  # fmt: skip
    path.write_text(text, "utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

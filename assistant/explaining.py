"""How an answer came about, as JSON and as text: ``assistant ask --explain``.

The text of articles and of a model is cleaned as everywhere: no control characters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from assistant.answer.explain import Explanation
from assistant.answer.read import WEIGHTS, Candidate
from assistant.render import clean, line, value_text
from assistant.schema import Article, Hit

_HITS, _CANDIDATES, _REASONS = 10, 8, 4
_LONG = 100  # characters of a passage

Articles = Callable[[str], Article | None]


def to_json(explained: Explanation, article: Articles) -> dict[str, Any]:
    """The question as read, the best hits and candidates with their scores, the exchanges."""
    asked = explained.question
    question = asked and {
        "text": asked.text,
        "lang": asked.lang,
        "wants": list(asked.wants),
        "units": list(asked.units),
        "entities": list(asked.entities),
        "measures": list(asked.measures),
        "period": [str(date) for date in asked.period],
        "operation": asked.operation,
        "scope": asked.scope,
    }
    return {
        "question": question,
        "hits": [_hit(hit, article) for hit in explained.hits[:_HITS]],
        "candidates": [_candidate(one) for one in explained.candidates[:_CANDIDATES]],
        "exchanges": [
            {
                "purpose": one.purpose,
                "system": one.system,
                "user": one.user,
                "raw": one.raw,
                "seconds": round(one.seconds, 3),
                "failure": one.failure,
                "checks": [{"sentence": v.raw, "rejected": v.why} for v in one.verdicts],
            }
            for one in explained.exchanges
        ],
    }


def _hit(hit: Hit, article: Articles) -> dict[str, Any]:
    stored = article(hit.chunk.article_id)
    text = stored.text[hit.chunk.start : hit.chunk.end] if stored else ""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 3),
        "why": {name: round(score, 3) for name, score in hit.why.items()},
        "article_id": hit.chunk.article_id,
        "passage": line(text),
    }


def _candidate(one: Candidate) -> dict[str, Any]:
    figure = one.figure
    weighed = {name: WEIGHTS.get(name, 0.0) * value for name, value in one.parts.items()}
    parts = sorted(weighed.items(), key=lambda part: -abs(part[1]))
    return {
        "value": value_text(figure.value),
        "unit": figure.unit,
        "surface": figure.surface,
        "subject": figure.subject,
        "measure": figure.measure,
        "period": figure.period,
        "article_id": figure.article_id,
        "score": round(one.score, 2),
        "probability": round(one.probability, 3),
        "objection": one.objection,
        "why": {name: round(value, 2) for name, value in parts if round(value, 2)},
    }


def to_text(steps: dict[str, Any]) -> str:
    """The same for a terminal."""
    return "\n".join(clean(text) for text in _lines(steps))


def _lines(steps: dict[str, Any]) -> Iterator[str]:
    yield "question"
    for name, value in (steps["question"] or {}).items():
        shown = ", ".join(value) if isinstance(value, list) else value
        if shown:
            yield f"  {name:10}{line(str(shown))}"
    yield "hits"
    for hit in steps["hits"]:
        why = _why(hit["why"])
        yield f"  {hit['rank']:2} {hit['score']:.3f} ({why})  {hit['article_id']}"
        yield f"       {hit['passage'][:_LONG]}"
    yield "candidates"
    for one in steps["candidates"]:
        said = " · ".join(filter(None, (one["subject"], one["measure"], one["period"])))
        objection = f", objection: {one['objection']}" if one["objection"] else ""
        yield f"  {one['probability']:.3f} {line(one['surface'])} ({line(said)}){objection}"
        yield f"       {_why(dict(list(one['why'].items())[:_REASONS]))}  {one['article_id']}"
    for one in steps["exchanges"]:
        yield from _exchange(one)


def _exchange(one: dict[str, Any]) -> Iterator[str]:
    yield f"language model: {one['purpose']} ({one['seconds']} s)"
    for name in ("system", "user", "raw"):
        yield f"  {name}"
        yield from (f"    {line(text)}" for text in one[name].splitlines())
    if one["failure"]:
        yield f"  failed: it {one['failure']}"
    for check in one["checks"]:
        verdict = f"not shown: it {check['rejected']}" if check["rejected"] else "shown"
        yield f"  {verdict}: {line(check['sentence'])}"


def _why(parts: dict[str, float]) -> str:
    return ", ".join(f"{name} {value}" for name, value in parts.items())

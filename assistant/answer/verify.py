"""Checking a draft against what it cites; the only place that makes an ``Answer``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer.claims import holds, restates
from assistant.answer.proof import Proof, prove, quoted, source
from assistant.figures.compare import compare
from assistant.schema import Answer, Article, Check, Citation, Draft, Figure, Question, Sentence

_UNVERIFIED = {
    "ja": "回答案の数値を記事で確認できなかったため、回答しません。",
    "en": "The drafted answer's figures could not be confirmed in the articles.",
}


def verify(
    question: Question,
    draft: Draft,
    articles: Mapping[str, Article],
    timings: Mapping[str, float] | None = None,
) -> Answer:
    """Make the answer of a draft: what the articles do not hold is dropped.

    Nothing of the draft is trusted. Quotes are cut from the stored article by
    offset; every figure, of the answer or of its context, must read in the quote
    as it is claimed (value, range, unit, sign, qualifiers, resolved date), and
    its owner, measure and period are taken from the article. A sentence is kept
    when all it says of numbers, owners, measures and dates follows from what it
    cites. Without a sentence left, or with a short answer that the quote does
    not print, the answer is a refusal that keeps the citations.
    """
    kept = [
        checked
        for sentence in draft.sentences
        if (checked := _checked(question, draft, sentence, articles)) is not None
    ]
    span = _span(draft, kept)
    answered = draft.status == "answered" and bool(kept) and (not draft.answer_span or bool(span))
    if answered and not any(p.evidence.role == "answer" for c in kept for p in c.proofs):
        answered = not any(e.role == "answer" for s in draft.sentences for e in s.evidence)
    sources = [c.proofs for c in kept] if answered else _sources(draft.sentences, articles)
    citations = _cited(proof for proofs in sources for proof in proofs)
    shown = _checks(kept, citations, answered)
    reason = _reason(question, draft, kept, answered)
    text = "\n".join(c.marked(citations) for c in kept)
    return Answer(
        question=question.text,
        lang=question.lang,
        status="answered" if answered else "refused",
        reason=reason,
        text=text if text and answered == (draft.status == "answered") else reason or "",
        answer_span=span if answered else None,
        figures=tuple(check.figure for check in shown),
        citations=tuple(citations.values()),
        checks=tuple(shown),
        confidence=draft.confidence if answered else 0.0,
        writer=draft.writer,
        raw=draft.raw,
        note=draft.note,
        timings=dict(timings or {}),
    )


_Place = tuple[str, str, int, int]


@dataclass(frozen=True)
class _Checked:
    """A sentence that holds, with what proves it."""

    text: str
    proofs: tuple[Proof, ...]

    def marked(self, citations: Mapping[_Place, Citation]) -> str:
        """The sentence with the numbers of its citations."""
        numbers = dict.fromkeys(citations[_place(proof)].n for proof in self.proofs)
        return f"{self.text} {''.join(f'[{n}]' for n in numbers)}".strip()


def _checked(
    question: Question, draft: Draft, sentence: Sentence, articles: Mapping[str, Article]
) -> _Checked | None:
    """The sentence with its proofs; ``None`` when any of it does not hold."""
    found = [prove(evidence, articles) for evidence in sentence.evidence]
    proofs = [proof for proof in found if proof is not None]
    if draft.status == "refused":
        fits = restates(sentence.text, proofs, question)
        return _Checked(sentence.text, tuple(proofs)) if fits else None
    if not proofs or len(proofs) < len(found) or not sentence.text.strip():
        return None
    proofs = _agreeing(proofs)
    if not holds(sentence.text, proofs, question.lang):
        return None
    return _Checked(sentence.text, tuple(proofs))


def _agreeing(proofs: Sequence[Proof]) -> list[Proof]:
    """Without further figures of other articles that contradict what the sentence answers."""
    answers = [p.figure for p in proofs if p.figure and p.evidence.role == "answer"]
    return [
        proof
        for proof in proofs
        if proof.evidence.role == "answer"
        or proof.figure is None
        or not answers
        or any(
            proof.figure.article_id == answer.article_id
            or compare(answer, proof.figure) != "contradicts"
            for answer in answers
        )
    ]


# -- the short answer ------------------------------------------------------------------------------


def _span(draft: Draft, kept: Sequence[_Checked]) -> str | None:
    """The short answer in the article's words; ``None`` when no quote prints it.

    For a figure it must cover the figure of an answer, and takes in the
    qualifiers printed beside it; otherwise it must stand in a quote.
    """
    if not draft.answer_span:
        return None
    answers = [p for c in kept for p in c.proofs if p.evidence.role == "answer"]
    for proof in answers:
        figure = proof.figure
        if figure is not None:
            found = _around(draft.answer_span, proof, figure)
            if found is not None:
                return found
        elif draft.answer_span in proof.quote:
            return draft.answer_span
    return None


def _around(span: str, proof: Proof, figure: Figure) -> str | None:
    text = source(proof.article, proof.evidence)
    start, end = proof.printed(figure)
    printed = text[start:end]
    if span == " ".join(printed.split()):
        return printed
    first = max(proof.evidence.start, figure.start - len(span))
    for at in range(first, figure.start + 1):
        if text.startswith(span, at) and at + len(span) >= figure.end:
            return text[min(at, start) : max(at + len(span), end)]
    return None


# -- what is shown ---------------------------------------------------------------------------------


def _reason(
    question: Question, draft: Draft, kept: Sequence[_Checked], answered: bool
) -> str | None:
    if draft.status == "answered" and not answered:
        return _UNVERIFIED[question.lang]
    proofs = [proof for checked in kept for proof in checked.proofs]
    if draft.reason and not restates(draft.reason, proofs, question):
        return None if answered else _UNVERIFIED[question.lang]
    return draft.reason


def _checks(
    kept: Sequence[_Checked], citations: Mapping[_Place, Citation], answered: bool
) -> list[Check]:
    """The figures shown, those of the answer first; of a refusal all are context."""
    found = [
        Check(proof.figure, "supported", citations[_place(proof)].n, proof.evidence.role)
        for checked in kept
        for proof in checked.proofs
        if proof.figure is not None and _place(proof) in citations
    ]
    if not answered:
        found = [replace(check, role="context") for check in found]
    return [*(c for c in found if c.role == "answer"), *(c for c in found if c.role != "answer")]


def _sources(
    sentences: Sequence[Sentence], articles: Mapping[str, Article]
) -> list[tuple[Proof, ...]]:
    """The passages that a refusal shows: every quote of the draft that is one."""
    found = [[quoted(e, articles) for e in sentence.evidence] for sentence in sentences]
    return [tuple(proof for proof in proofs if proof is not None) for proofs in found]


def _cited(proofs: Iterable[Proof]) -> dict[_Place, Citation]:
    """One citation for each place quoted, numbered as they come."""
    cited: dict[_Place, Citation] = {}
    for proof in proofs:
        place, article = _place(proof), proof.article
        if place not in cited:
            cited[place] = Citation(
                n=len(cited) + 1,
                article_id=article.id,
                title=article.title,
                publisher=article.publisher,
                published=article.published,
                url=article.url,
                field=proof.evidence.field,
                start=proof.evidence.start,
                end=proof.evidence.end,
                quote=proof.quote,
            )
    return cited


def _place(proof: Proof) -> _Place:
    at = proof.evidence
    return at.article_id, at.field, at.start, at.end

"""What a sentence claims: each number with its owner, measure and time, held against proofs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answer.labels import bare, plain, same_name
from assistant.answer.proof import Proof, places, stands
from assistant.figures import measures, qualifiers
from assistant.figures.audit import audit
from assistant.figures.compare import both_counts, same_currency
from assistant.figures.extract import extract
from assistant.figures.scan import FIGURES, Mention, scan
from assistant.figures.stored import moments
from assistant.schema import Article, Figure, Lang, PartialDate, Question
from assistant.text.fold import fold

# Qualifiers that change what a figure claims; an answer that drops or adds one is wrong.
BINDING = frozenset({"max", "min", "approx", "over", "under", "each", "total", "cumulative"})
WAYS = frozenset({"increase", "decrease"})
_HEAD = re.compile(r"^([^\n]{1,120}?)(?:[::](?=\s)|[::](?![\d/]))")
_AS_OF = (re.compile(r"as of (?:the )?$", re.I), re.compile(r"^\s?時点"))
_NOTES = re.compile(r"年は推定|推定|時点|\b(?:year inferred|inferred|as of)\b")
_MORE = re.compile(r"\b(more than|in excess of|longer than) $")
_WAY = re.compile(
    r" (?:(?P<up>increase|rise|gain|growth|higher)|decrease|decline|drop|fall|reduction|lower)\b"
)
_SIGNS = frozenset("-−－▲△")
_AFTER_NAME = frozenset("の,:、")
_TO = re.compile(r" to (?:fiscal )?|〜|年?度?〜")
_IN_BRACKET = re.compile(r"[((][^()()]*$")


def holds(text: str, proofs: Sequence[Proof], lang: Lang) -> bool:
    """Whether all that ``text`` says of numbers stands in the proofs it cites.

    Each number must be a figure of the evidence (or one that the quote binds to
    the same owner): same value, range, unit and sign, the same qualifiers. The
    owner, the measure and the dates that the sentence names must be those that
    the article binds to that figure; where the article binds none, none may be
    named.
    """
    claim = _Claim(text, tuple(proofs), lang)
    return claim.numbers_hold() and claim.ranges_hold() and claim.rest_holds()


def restates(text: str, proofs: Sequence[Proof], question: Question) -> bool:
    """Whether a refusal's words hold no number but those of the question and of its proofs."""
    asked = scan(question.text)
    said = [question.text, *(proof.quote for proof in proofs)]
    return all(
        any(is_said(mention, f, proof) for proof in proofs for f in proof.quoted)
        or any(m.value == mention.value and m.unit == mention.unit for m in asked)
        or stands(mention.surface, said)
        for mention in scan(text)
    )


def is_said(mention: Mention, figure: Figure, proof: Proof | None = None) -> bool:
    """Whether a number of a sentence says a figure: nothing lost, nothing added, nothing turned.

    The way a figure goes must be said with it where the article prints it beside the
    number (「3.5%減」); "fell 3.5%" says it by a verb, which stands in the quote.
    """
    if not same_unit(mention.unit, figure.unit) or mention.value != figure.value:
        return False
    if not same_currency(mention, figure):
        return False
    if mention.value_hi != figure.value_hi:
        return False
    if isinstance(figure.value, PartialDate):
        return True
    said, kept = set(mention.qualifiers), set(figure.qualifiers)
    beside = proof.marks(figure) if proof is not None else kept
    needed = BINDING & (kept | beside)
    return needed <= said <= kept | beside | {"vague"} and WAYS & kept & beside <= said


def same_unit(said: str, printed: str) -> bool:
    """The same unit, or the same counter in the other language or left out."""
    if said == printed:
        return True
    name, _, per = said.partition("/")
    other, _, per_other = printed.partition("/")
    return per == per_other and both_counts(name, other)


@dataclass
class _Claim:
    """One sentence of a draft, read."""

    text: str
    proofs: tuple[Proof, ...]
    lang: Lang

    def __post_init__(self) -> None:
        self.figures = [p.figure for p in self.proofs if p.figure is not None]
        answers = [p.figure for p in self.proofs if p.figure and p.evidence.role == "answer"]
        self.primary = answers or self.figures[:1]
        self.quantities = [f for f in self.primary if f.unit != "date"]
        self.dates = [f for f in self.figures if f.unit == "date"]
        found = [mention for mention in scan(self.text) if not self._in_a_name(mention)]
        self.mentions = [self._as_in_evidence(m) for m in _spans(self.text, found)]

    # -- what the proofs offer ------------------------------------------------------------------

    @cached_property
    def sources(self) -> list[str]:
        return [part for p in self.proofs for part in (p.article.title, p.article.text)]

    @cached_property
    def quotes(self) -> list[str]:
        return [p.quote for p in self.proofs]

    @cached_property
    def names(self) -> list[str]:
        """Owners and publishers that may be written with the numbers in their names."""
        found = [p.article.publisher for p in self.proofs]
        for figure in self.figures:
            found += [n for n in (figure.subject, figure.counterparty) if n]
        return [n for n in dict.fromkeys(found) if n and (len(n) > 1) and self._known(n)]

    def _known(self, name: str) -> bool:
        publishers = [p.article.publisher or "" for p in self.proofs]
        return stands(name, self.sources) or name in publishers

    @cached_property
    def rivals(self) -> set[str]:
        """Owners of other figures in the articles."""
        return {f.subject for p in self.proofs for f in p.ledger if f.subject}

    def _in_a_name(self, mention: Mention) -> bool:
        periods = [f.period for f in self.figures if f.period and not f.period[0].isdecimal()]
        ranges = [f.period for f in self.figures if f.period and "/" in f.period]
        return any(
            start <= mention.start < end
            and (mention.end <= end or self.text[end] in _AFTER_NAME)  # 「スコープ3の市場占有率」
            for name in (*self.names, *periods, *ranges)
            for start, end in places(name, self.text)
        )

    # -- the checks -----------------------------------------------------------------------------

    def numbers_hold(self) -> bool:
        for mention in self.mentions:
            if mention.kind not in FIGURES:
                where = self.sources if mention.kind == "name" else self.quotes
                alone = self._has_bare_count and fold(mention.surface).isdecimal()
                if not (
                    self._is_bare_count(mention) or (not alone and stands(mention.surface, where))
                ):
                    return False
            elif self._is_bare_year(mention):
                continue
            elif mention.unit == "date":
                if not self._date_holds(mention):
                    return False
            elif not any(self._binds(mention, f) for f in self._candidates(mention)):
                return False
        return all(stands(self.text[s:e], self.quotes) for s, e in audit(self.text).unaccounted)

    @property
    def _has_bare_count(self) -> bool:
        return any(f.unit == "" for f in self.figures)

    def _as_in_evidence(self, mention: Mention) -> Mention:
        """What the evidence reads in the very same characters: 「10日」 a duration, (42) an age."""
        for figure in self.figures:
            if fold(mention.surface) == fold(figure.surface) and figure.unit != "date":
                return replace(
                    mention, value=figure.value, value_hi=figure.value_hi, unit=figure.unit,
                    kind=figure.kind,
                )  # fmt: skip
        return mention

    def _is_bare_count(self, mention: Mention) -> bool:
        """Whether digits alone, "(4)", are a count of the evidence."""
        digits = fold(mention.surface).isdecimal()
        return digits and any(f.unit == "" and f.value == mention.value for f in self.figures)

    def _is_bare_year(self, mention: Mention) -> bool:
        """Whether four digits alone are a year of the evidence."""
        return mention.unit == "" and any(
            fold(mention.surface) in {str(f.value), str(f.value_hi)} for f in self.dates
        )

    def ranges_hold(self) -> bool:
        """A range of dates is said whole or not at all."""
        said = {end for m in self.mentions for end in (m.value, m.value_hi)}
        return all(
            {f.value, f.value_hi} <= said or not {f.value, f.value_hi} & said
            for f in self.dates
            if f.value_hi is not None
        )

    def rest_holds(self) -> bool:
        """Names, measures and dates of a sentence whose figure's number is not read in it."""
        if any(m.kind in FIGURES and m.unit != "date" for m in self.mentions) and not self.dates:
            return True
        if self.quantities:
            return any(self._binds(None, f) for f in self.quantities)
        return not self.dates or self._dated_owner_holds()

    def _candidates(self, mention: Mention) -> Iterator[Figure]:
        """The figures a number may stand for: of the evidence, or its owner's in the quote."""
        if not self.figures:
            beside = [f for p in self.proofs for f in p.quoted]
        else:
            owners = {f.subject for f in self.primary if f.subject}
            starts = {(f.article_id, f.field, f.start) for f in self.figures}
            faces = {(f.article_id, f.field, f.face_of) for f in self.figures}
            beside = [
                f
                for p in self.proofs
                for f in p.quoted
                if (self.head is None and f.subject in owners)
                or (f.article_id, f.field, f.start) in faces
                or (f.article_id, f.field, f.face_of) in starts
            ]
        return (f for f in (*self.figures, *beside) if self._says(mention, f))

    def _says(self, mention: Mention, figure: Figure) -> bool:
        proof = next(p for p in self.proofs if p.article.id == figure.article_id)
        if self._is_bounded(mention, figure) or self._is_turned(mention, figure):
            return False
        return is_said(self._as_printed(mention, figure, proof), figure, proof)

    def _as_printed(self, mention: Mention, figure: Figure, proof: Proof) -> Mention:
        """The mention with what stands beside it: a rate, a bound on time, the way it goes."""
        lower = fold(self.text).lower()
        is_time = measures.family_of(figure.unit) == "time"
        marks, end = set(mention.qualifiers), mention.end
        base, _, per = figure.unit.partition("/")
        unit = mention.unit
        for start, stop in places(figure.surface, self.text):
            if start <= mention.start and mention.end <= stop:
                unit = figure.unit if unit == base else unit
                marks |= qualifiers.before(lower, start)[0] - ({"over"} if is_time else set())
                if lower[max(0, start - 1)] in _SIGNS and (
                    lower[start - 1] != fold(proof.before(figure))
                ):
                    return replace(mention, unit="turned")
        if per and unit == base and lower.startswith(f"/{per.lower()}", end):
            unit, end = figure.unit, end + 1 + len(per)
            marks |= qualifiers.after(lower, end)[0]
        way = _WAY.match(lower, end)
        if way:
            marks.add("increase" if way["up"] else "decrease")
        if is_time and "over" in figure.qualifiers:
            marks |= {"over"} if _MORE.search(lower[: mention.start]) else set()
        return replace(mention, unit=unit, qualifiers=tuple(sorted(marks)))

    def _is_turned(self, mention: Mention, figure: Figure) -> bool:
        """Whether a range got a sign, or an age became a duration."""
        kinds = {mention.kind, figure.kind}
        if kinds == {"age", "duration"} and not mention.surface.isascii():
            return True
        if mention.value_hi is None or self.text[max(0, mention.start - 1)] not in _SIGNS:
            return False
        return not any(
            stands(f"{self.text[mention.start - 1]}{figure.surface}", [quote])
            for quote in self.quotes
        )

    def _is_bounded(self, mention: Mention, figure: Figure) -> bool:
        """Whether a stretch of time gets a bound: "over 10 years" has none, "more than" has."""
        match = _MORE.search(fold(self.text[: mention.start]).lower())
        if (
            match is None
            or "over" in figure.qualifiers
            or measures.family_of(figure.unit) != "time"
        ):
            return False
        return not stands(f"{match[1]} {figure.surface}", self.sources)

    def _binds(self, mention: Mention | None, figure: Figure) -> bool:
        if self.is_verbatim or not self.figures:
            return True
        return (
            self._owner_holds(mention, figure)
            and self._measure_holds(mention, figure)
            and all(self._time_holds(d, figure) for d in self.mentions if d.unit == "date")
        )

    @cached_property
    def is_verbatim(self) -> bool:
        """Whether the sentence is the article's own words."""
        return stands(self.text.strip().rstrip("。."), self.quotes)

    @cached_property
    def rest(self) -> str:
        """The sentence with numbers, their qualifiers and notes on their dates blanked."""
        chars = list(self.text)
        for mention in self.mentions:
            for start, end in (mention.outer, (mention.start, mention.end)):
                chars[start:end] = "\ue000" * (end - start)
        return _NOTES.sub(lambda match: "\ue000" * len(match.group()), "".join(chars))

    # -- whose ----------------------------------------------------------------------------------

    @cached_property
    def head(self) -> str | None:
        """The label before a colon: 「KDDIの助成金額」, "KDDI, subsidy"."""
        last = max((m.start for m in self.mentions if m.kind in FIGURES), default=len(self.text))
        match = _HEAD.match(self.text)
        return match[1] if match and match.end(1) <= last else None

    def _owner_holds(self, mention: Mention | None, figure: Figure) -> bool:
        if self.head is not None:
            return self._labelled(self.head, figure)
        own = [n for n in (figure.subject, figure.counterparty) if n]
        read = self._read(mention)
        if read is not None and read.subject and stands(read.subject, [self.rest]):
            if not any(same_name(read.subject, name) for name in own):
                return False
        elif self._several and mention is not None:
            return False
        body = _without(self.rest, own)
        others = [r for r in self.rivals if not any(same_name(r, n) for n in own)]
        if not any(stands(other, [body]) for other in others):
            return True
        return body != self.rest and (read is not None and read.subject is not None)

    @cached_property
    def _several(self) -> bool:
        return len({f.subject for f in self.figures if f.subject and f.unit != "date"}) > 1 and (
            len({m.value for m in self.mentions if m.kind in FIGURES and m.unit != "date"}) > 1
        )

    def _labelled(self, head: str, figure: Figure) -> bool:
        """Whether a label names the figure's owner, or only its measure."""
        owner = figure.subject
        rest = head
        if any(plain(head) == plain(r) for r in self.rivals - {owner or ""}) and not (
            owner and same_name(head, owner)
        ):
            return False  # the name of another, though it reads like a measure
        if owner and (found := next(iter(places(owner, head)), None)):
            rest = head[: found[0]] + head[found[1] :]
            return not bare(rest)
        name = bare(head)
        return not name or bool(owner and same_name(name, owner, self.rivals))

    def _dated_owner_holds(self) -> bool:
        """A date has no owner of its own: a label before it must stand in the quote."""
        name = bare(self.head) if self.head is not None else ""
        return not name or stands(name, self.quotes)

    def _read(self, mention: Mention | None) -> Figure | None:
        """The number as the binder reads it in the sentence itself."""
        if mention is None:
            return None
        return next((f for f in self._bound if f.start == mention.start), None)

    @cached_property
    def _bound(self) -> list[Figure]:
        return extract(Article("draft", "", self.text, self.lang))

    # -- of what --------------------------------------------------------------------------------

    def _measure_holds(self, mention: Mention | None, figure: Figure) -> bool:
        where = self.head if self.head is not None else self.rest
        masked = _without(where, [n for n in (figure.subject, figure.counterparty) if n])
        hits = [
            hit.id
            for hit in measures.find(masked)
            if hit.id not in measures.GENERIC
            and (self.head is not None or measures.compatible(hit.id, figure.unit))
        ]
        if self.head is not None:
            return all(self._may_be(hit, figure) for hit in hits)
        read = self._read(mention)
        if read is not None and read.measure and not self._may_be(read.measure, figure):
            return False
        return not hits or any(self._may_be(hit, figure) for hit in hits)

    def _may_be(self, measure: str, figure: Figure) -> bool:
        if measure not in measures.MEASURES or measure in measures.GENERIC:
            return True
        if measure == "duration" and self.head is None:
            return True  # any time is one
        if figure.measure is not None:
            return _is_of(measure, figure.measure)
        if any(f.measure == measure for p in self.proofs for f in p.ledger):
            return False  # another figure is that
        return any(hit.id == measure for text in self.sources for hit in measures.find(text))

    # -- when -----------------------------------------------------------------------------------

    def _date_holds(self, mention: Mention) -> bool:
        """A date must be a date of the evidence, or the time of one of its figures."""
        if any(self._says_date(mention, f) for f in self.dates):
            return True
        if not self.figures:
            beside = [f for p in self.proofs for f in p.quoted if f.unit == "date"]
            return any(self._says_date(mention, f) for f in beside)
        if self.is_verbatim and stands(mention.surface, self.quotes):
            return True
        return any(self._time_holds(mention, f) for f in self.figures if f.unit != "date")

    def _says_date(self, mention: Mention, figure: Figure) -> bool:
        ends = {figure.value, figure.value_hi} - {None}
        said = {mention.value, mention.value_hi} - {None}
        return said <= ends or fold(mention.surface) == fold(figure.surface)

    def _time_holds(self, mention: Mention, figure: Figure) -> bool:
        """Whether a date is the period of a figure, no finer than known, or marked as its as-of."""
        if any(self._says_date(mention, f) for f in self.dates):
            return True
        said = [d for d in (mention.value, mention.value_hi) if isinstance(d, PartialDate)]
        dated = moments(figure.as_of)
        before, after = self.text[: mention.start], self.text[mention.end :]
        if _AS_OF[0].search(before) or _AS_OF[1].match(after):
            return _covers(said, dated)
        if figure.period and _covers(said, moments(figure.period)):
            return True
        free = figure.period is None or not _IN_BRACKET.search(before)
        return free and figure.as_of_source == "written" and _covers(said, dated)


def _spans(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, two dates with "to" between as one stretch of time."""
    held: Mention | None = None
    for mention in found:
        if held is not None and _is_span(text, held, mention):
            held = replace(held, end=mention.end, value_hi=mention.value,
                           surface=text[held.start : mention.end])  # fmt: skip
            continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _is_span(text: str, first: Mention, last: Mention) -> bool:
    dates = first.unit == last.unit == "date" and first.value_hi is None is last.value_hi
    return dates and _TO.fullmatch(text, first.end, last.start) is not None


def _without(text: str, names: Sequence[str]) -> str:
    """``text`` with each of the names blanked, one character for one character."""
    chars = list(text)
    for name in names:
        for start, end in places(name, text):
            chars[start:end] = "\ue000" * (end - start)
    return "".join(chars)


def _is_of(said: str, measure: str | None) -> bool:
    """Whether a measure said is the one known, or a more general name for it."""
    while measure is not None:
        if said == measure:
            return True
        known = measures.MEASURES.get(measure)
        measure = known.parent if known else None
    return False


def _covers(said: Sequence[PartialDate], known: Sequence[PartialDate]) -> bool:
    """Whether each known moment lies in one that is said, and each said one holds a known one."""
    return (
        bool(known)
        and all(any(s.contains(k) for s in said) for k in known)
        and all(any(s.contains(k) for k in known) for s in said)
    )

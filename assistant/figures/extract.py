"""Figures of an article: scanned, dated, joined to their second faces, and bound."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Literal

from assistant.figures import columns, elided
from assistant.figures.dates import Resolver
from assistant.figures.moments import DateMention
from assistant.figures.scan import FIGURES, Mention, scan
from assistant.schema import Article, Field, Figure, PartialDate

_FUTURE = re.compile(
    r"予定|まで|計画|目指|開始する|見込|見通し|方針|から(?:実施|開始|適用)|will |by |until "
    r"|expected"
)
_PLANS, _VERB_ENDS = ("計画", "方針"), "るうくすつぶむぬぐ"
_PAST = re.compile(r"[っいしれけせげめべえねりきちみ]た(?:という|とい?う?)?$|[んい]だ$|だった$")
_BALANCE_JA = re.compile(r"末(?:時点)?の[^、。\n]{1,16}(?:から|に比べ|より)")
_BREAK_EN = re.compile(r"[.!?;\n] |\n|, (?:and|but|while) ")
_PAST_EN = re.compile(  # of what is done, not of what was said or agreed
    r"\b(?:stood|totall?ed|fell|rose|grew|dropped|climbed|slumped|sold|bought|acquired|paid"
    r"|completed|finished|opened|launched|laid off|won|lost|collected|recorded|posted|reached|hit"
    r"|peaked|began|started|issued|raised|received|shipped|delivered|produced|died|resigned|left)\b"
)
_AHEAD_EN = re.compile(
    r"\b(?:will|would|to be|is to|are to|was to|were to|due|plans?|planned|expect(?:s|ed)|scheduled"
    r"|by|until|through|from|effective|starting|forecasts?|aims?|set for|next|before|after)\b"
)
_COMING_EN = re.compile(
    r"\b(?:will|is to|are to|is due|are due|plans? to|aims? to|intends? to|expects? to|scheduled"
    r"|(?:takes?|into|in) (?:effect|force)|effective|starts?|begins?|opens?|launch(?:es)?"
    r"|set for)\b"
)
# A sentence that ends in a plain verb, and tells of nothing that was done.
_PLAIN_JA = re.compile(r"(?:[うくすつぶむぬぐ]|(?<![てでい])る)$")
_DONE_JA = re.compile(r"[っいしれけせげめべえねりきちみ]た(?!め)|[んい]だ")
# What a day that the same words lead up to is to come by.
_SURELY_COMING = re.compile(
    r"\b(?:will|(?:is|are) (?:due|scheduled|set|to)|deadline|cut-?off|expir(?:y|es)|closing date"
    r"|due date|long-?stop date|maturity)\b"
    r"(?!.*\b(?:was|were|had|announced|approved|signed|said)\b)"
    r"[^,;()]{0,60} (?:on|by|is|until|from)(?: [A-Z][a-z]+day,?)? $"
)
_REST = 120  # characters of a sentence behind a date
_CLAUSE_END = re.compile(r"[、。\n]|[,.](?= |$)")
_SENTENCE_END = re.compile(r"[。\n！？!?]|\.(?= |$)")


def extract(article: Article) -> list[Figure]:
    """All figures of title and text outside ``article.skip``, in order, dates resolved.

    The title is left out when the text begins with it, so that a headline counts once.
    """
    from assistant.figures.bind import bind  # half of the import time; scanning does without

    fields: list[tuple[Field, str]] = [("text", article.text)]
    if not _opens_with_title(article):
        fields.insert(0, ("title", article.title))
    scanned = [(field, text, _mentions(article, field, text)) for field, text in fields]
    reference = _reference(article, scanned)
    resolver = Resolver(reference)
    figures: list[Figure] = []
    for field, text, mentions in scanned:
        figures += _figures(article.id, field, text, mentions, resolver)
    return bind(article, figures)


def _opens_with_title(article: Article) -> bool:
    """Whether the text, after furniture and white space, begins with the title."""
    position, title = 0, article.title.strip()
    for start, end in sorted(article.skip):
        if article.text[position:start].strip():
            break
        position = max(position, end)
    opening = article.text[position : position + len(title) + 1000].lstrip()
    return bool(title) and opening.startswith(title)


def _mentions(article: Article, field: Field, text: str) -> list[Mention]:
    mentions = elided.with_units(text, columns.with_units(text, scan(text)))
    if field == "title" or not article.skip:
        return mentions
    skip = sorted(article.skip)
    starts = [start for start, _ in skip]

    def outside(mention: Mention) -> bool:
        index = bisect_right(starts, mention.end - 1) - 1
        return index < 0 or skip[index][1] <= mention.start

    return [mention for mention in mentions if outside(mention)]


def _reference(
    article: Article, scanned: list[tuple[Field, str, list[Mention]]]
) -> PartialDate | None:
    """The day of publication; else the latest past day the article itself names in full.

    Without any, two months after the latest quarter or half that is over: then news tells of it.
    A month with its year tells nothing: news names the year where it is not its own.
    """
    if article.published:
        try:
            return PartialDate.parse(article.published[:10])
        except ValueError:
            pass
    full, spans = [], []
    for _, text, mentions in scanned:
        for mention in mentions:
            when = mention.when
            if when is None or when.kind != "date" or _to_come(text, mention.end):
                continue
            if when.date.year and when.date.day and not when.fiscal:
                full.append(when.date)
            elif when.date.year and when.hi is not None and when.hi.month:
                spans.append(when.hi if when.hi.year else replace(when.hi, year=when.date.year))
    latest = max(full or spans, key=lambda d: (d.year or 0, d.month or 0, d.day or 0), default=None)
    if full or latest is None:
        return latest
    months = 12 * (latest.year or 0) + (latest.month or 0) + 1
    return PartialDate(months // 12, months % 12 + 1)


def _to_come(text: str, end: int) -> bool:
    """Whether the clause says so; 「5月まで...元気だった」 and 「5月に計画を断念した」 do not."""
    stop = _CLAUSE_END.search(text, end, end + 30)
    found = _FUTURE.search(text, end, stop.start() if stop else end + 30)
    if found is None:
        return False
    of_verb = found.group() not in _PLANS or text[found.start() - 1] in _VERB_ENDS
    if found.group() != "まで" and of_verb:
        return True
    close = _SENTENCE_END.search(text, end, end + 80)
    return not (close and _PAST.search(text, max(end, close.start() - 4), close.start()))


def _is_over(text: str, start: int, end: int) -> bool:
    """Whether the words around a date tell of what was: «laid off in May», 「3月末の5円から」."""
    if _BALANCE_JA.match(text, end):
        return True
    clause = _BREAK_EN.split(text[max(0, start - 200) : start])[-1]
    return _PAST_EN.search(clause) is not None and _AHEAD_EN.search(clause) is None


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of what is to come: 「2月から引き上げる。」, «takes effect on»."""
    close = _SENTENCE_END.search(text, end, end + _REST)
    if close and text[close.start()] == "。":
        rest = text[end : close.start()]
        return _PLAIN_JA.search(rest) is not None and _DONE_JA.search(rest) is None
    clause = _BREAK_EN.split(text[max(0, start - 200) : start])[-1]
    return _COMING_EN.search(clause) is not None and not clause.endswith("since ")


def _figures(
    article_id: str, field: Field, text: str, mentions: list[Mention], resolver: Resolver
) -> list[Figure]:
    figures: list[Figure] = []
    last_end, previous = 0, None
    for mention in mentions:
        if mention.kind not in FIGURES:
            continue
        figure = _figure(article_id, field, mention)
        if mention.kind == "date":
            inherit = last_end > 0 and not _SENTENCE_END.search(text, last_end, mention.start)
            figure = _dated(figure, mention.when, text, resolver, inherit)
            last_end = mention.end
        elif previous is not None and _is_face(text, previous, mention):
            figure = replace(figure, face_of=previous.start)
        figures.append(figure)
        previous = mention
    return figures


def _figure(article_id: str, field: Field, mention: Mention) -> Figure:
    return Figure(
        article_id, field, mention.start, mention.end, mention.surface, mention.value, mention.unit,
        mention.kind, mention.value_hi, mention.qualifiers, mention.modality,
    )  # fmt: skip


def _dated(
    figure: Figure, when: DateMention | None, text: str, resolver: Resolver, inherit: bool
) -> Figure:
    if when is None:
        if isinstance(figure.value, PartialDate):
            return replace(figure, as_of=str(figure.value), as_of_source="written")
        return figure
    future = _to_come(text, figure.end)
    past = not future and _is_over(text, figure.start, figure.end)
    ahead = not past and _is_ahead(text, figure.start, figure.end)
    surely = _SURELY_COMING.search(text, max(0, figure.start - _REST), figure.start) is not None
    found = resolver.one(when, inherit, future=future, past=past, ahead=ahead, surely=surely)
    source: Literal["written", "inferred", "unknown"] = found.source
    return replace(figure, value=found.date, value_hi=found.hi, as_of=str(found.date),
                   as_of_source=source)  # fmt: skip


def _is_face(text: str, first: Mention, second: Mention) -> bool:
    """「29億米ドル(約4,400億円)」: money in brackets right behind money of another currency."""
    if first.kind != "money" or second.kind != "money" or first.unit == second.unit:
        return False
    between = text[first.end : second.outer[0]]
    return bool(
        re.fullmatch(
            r"[^()（）。\n]{0,4}\s?[(（]\s?(?:日本円で|日本円換算で|円換算で|US|or )?", between
        )
    )

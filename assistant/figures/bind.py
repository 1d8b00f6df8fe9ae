"""Binding: whose figure it is, of what, for which period, as stated when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.figures import periods, tables
from assistant.figures.clauses import Sentence, Span, read
from assistant.figures.distribute import distribute
from assistant.figures.frames import IMPOSED, RECEIVED, is_giver
from assistant.figures.measures import family_of
from assistant.figures.phrases import kind_of
from assistant.figures.roles import Context, Roles
from assistant.figures.scope import Scope, advance, as_of
from assistant.figures.sources import Sources, sources_of
from assistant.schema import Article, Field, Figure, PartialDate
from assistant.text.fold import fold

_OF_COST = re.compile(r"費|助成|補助|負担|\b(?:costs?|subsid\w+|grants?)\b", re.I)
_CONTINUED = re.compile(
    r"(?:また|さらに|このほか|そのほか|ほかに?|他に?|一方|うち|そのうち|このうち|"
    r"なお|同様に|次いで|続いて|加えて|男性|女性|男子|女子|内訳|"
    r"(?:都道府県|国・地域|地域|部門|国|業種|年齢|年代|男女|事業|製品|品目|産業)別)"
    r"|(?:and|also|another|meanwhile|separately|followed|of (?:those|this|that)|"
    r"[A-Z]\w+ (?:was|had|came|got))\b",
    re.I,
)
_BEGINNING = re.compile(r"[ァ-ヺー]{3,}|[ぁ-ん]{2,}|[一-鿿]{2}|(?!The\b)[A-Z][\w&]{3,}|[A-Z]{2,}")
_GREW = re.compile(r"[%割倍](?:の?[増減](?:[収益]|加|少)?)?の約?$")  # 「丸紅は28%増の3055億円」
_RESULTS = frozenset(
    {"revenue", "operating_profit", "ordinary_profit", "net_profit", "profit", "gross_profit"}
    | {"budget", "export", "import", "sales_volume", "production", "wage", "donation"}
)
_PLACE = re.compile("首位|トップ|最下位|最多|最大手?|[1-9１-９]\\d?位")
_ORDERED = re.compile(r"\b(?:ordered|told|forced|required|have) to pay\b")
_SOURCE_LINE = re.compile(
    r"^(?:【参[考照]|『[^』]*』。|[^。、『「]{0,40}『[^『』]*』。?$|\*?\s*(?:source|sources|参考|出典|関連記事)\s*[:：])",
    re.I,
)


_Reader = Callable[[Sentence, Span, Context], Roles]
_Topic = Callable[[Sentence, "str | None", str, Sources, str], "str | None"]


@dataclass(slots=True)
class _State:
    """What the reading of one field carries from sentence to sentence."""

    scope: Scope
    text: str
    sources: Sources
    title: str = ""
    topic: str | None = None
    topic_at: int = -1  # the paragraph that the topic was last named in
    giver: str | None = None  # the public body that a paragraph of its own is about
    giver_at: int = -1
    main: str | None = None  # whom the article as a whole is about, by its title
    measure: str | None = None
    last: dict[str, str] = field(default_factory=dict)
    headline: str | None = None  # the measure of the title's money
    money: str | None = None  # that of the money told of last
    money_at: int = -1  # the paragraph that told of it
    received: str | None = None
    owners: list[tuple[str, str]] = field(default_factory=list)  # of the sentence before
    header: tables.Header | None = None
    note: tables.Note | None = None


def bind(article: Article, figures: Sequence[Figure]) -> list[Figure]:
    """``figures`` with subject, measure, counterparty, period and as_of where the text says.

    Dates and names stay as they are. Roles come from frames of particles and verbs, not
    from a parser: subjects are in the article's own words, measures ids of ``measures``,
    and ``None`` means that the text does not say or the rules cannot tell.
    """
    bound = list(figures)
    published = _published(article)
    title_topic: str | None = None
    title_money: str | None = None
    fields: tuple[Field, ...] = ("title", "text")
    sources = sources_of(fold(f"{article.title}\n{article.text}"), article.lang == "ja")
    for name in fields:
        text = article.part(name)
        skip = article.skip if name == "text" else ()
        chosen = [(index, item) for index, item in enumerate(figures) if item.field == name]
        scope = Scope(published)
        state = _State(scope, text, sources, article.title, title_topic, headline=title_money)
        for sentence in read(text, skip, chosen, name):
            _bind_sentence(sentence, state, bound)
        if name == "title":
            title_topic, title_money = state.topic, state.money
    return _faces(bound)


def _published(article: Article) -> PartialDate | None:
    try:
        return PartialDate.parse(article.published[:10]) if article.published else None
    except ValueError:
        return None


def _bind_sentence(sentence: Sentence, state: _State, bound: list[Figure]) -> None:
    if tables.is_rule(sentence):
        return
    read_roles, topic_of = _reader(sentence.is_japanese)
    header = tables.header_of(sentence)
    if header is not None:
        state.header = header
    elif not sentence.quantities and "|" not in sentence.plain:
        state.header = None
    state.note = tables.note_of(sentence, state.note)
    quoted = _SOURCE_LINE.match(sentence.plain) is not None
    noted = state.note is not None and not tables.is_noted(sentence)  # this is the note itself
    scope = state.scope if quoted or noted else advance(state.scope, sentence)
    before = state.text[max(0, sentence.start - 600) : sentence.start]
    told = state.topic_at == sentence.paragraph
    unsaid = state.giver if state.giver_at == sentence.paragraph else None
    context = Context(
        topic=None if quoted else state.topic,
        unsaid=None if quoted else state.topic if told else unsaid,
        about=None if quoted else state.main or state.topic,
        measure=state.measure,
        before=before,
        text=state.text,
        sources=state.sources,
    )
    shares = distribute(sentence, state.owners)
    found = [_roles(sentence, span, context, state, read_roles) for span in sentence.quantities]
    found = _of_ranked(found)
    found, dated = _joined(sentence, found, bound)
    for span, roles in zip(sentence.quantities, _shared(sentence, found, state), strict=True):
        if span.index in shares:
            roles = replace(roles, subject=shares[span.index])
        period = tables.period(sentence, span, state.header)
        if state.note and state.note.is_timed and not sentence.depth0(span):
            period = state.note.inside or periods.year_before(scope)
        bound[span.index] = _with(bound[span.index], roles, sentence, span, scope, period)
    dated()
    told_of = (bound[span.index] for span in sentence.quantities)
    state.owners = [(figure.unit, figure.subject) for figure in told_of if figure.subject]
    if not quoted:
        state.scope = scope
        topic = _received_by(sentence, bound) or topic_of(
            sentence, state.topic, state.title, state.sources, state.text
        )
        if topic and (topic != state.topic or topic in sentence.plain):
            state.topic, state.topic_at = topic, sentence.paragraph
        elif not told:
            _note_giver(sentence, state, topic_of)
        if topic and state.main is None and _is_headlined(topic, state.title):
            state.main = None if is_giver(topic, sentence.is_japanese) else topic
        _remember(sentence, state)


def _reader(japanese: bool) -> tuple[_Reader, _Topic]:
    """How a sentence is read in its language; loaded when the first such sentence comes."""
    if japanese:
        from assistant.figures.japanese import roles
        from assistant.figures.topics import topic_of

        return roles, topic_of
    from assistant.figures import english

    return english.roles, english.topic_of


def _joined(
    sentence: Sentence, found: list[Roles], bound: list[Figure]
) -> tuple[list[Roles], Callable[[], None]]:
    """Roles along the chains of an English sentence, and what then dates the chained figures."""
    if sentence.is_japanese or len(sentence.quantities) < 2:
        return found, lambda: None
    from assistant.figures import chains

    chain = chains.links(sentence)
    return chains.joined(sentence, found, chain), lambda: chains.dated(sentence, bound, chain)


def _of_ranked(found: list[Roles]) -> list[Roles]:
    """「首位は浦和の113億円で、前年度の103億円から」: a place among others is who holds it."""
    out: list[Roles] = []
    for roles in found:
        if roles.subject and _PLACE.fullmatch(roles.subject):
            roles = replace(roles, subject=out[-1].subject if out else None)
        out.append(roles)
    return out


def _roles(
    sentence: Sentence, span: Span, context: Context, state: _State, read_roles: _Reader
) -> Roles:
    if state.note and tables.is_noted(sentence):
        return Roles(*tables.noted(sentence, span, state.note))
    row = tables.row(sentence, span, state.header, state.measure)
    if row is not None:
        subject, measure = row
        return Roles(subject or context.owner(measure), measure, None)
    return read_roles(sentence, span, replace(context, measure=None))


def _note_giver(sentence: Sentence, state: _State, topic_of: _Topic) -> None:
    """A public body that opens a paragraph is whom that one is about, and no other."""
    name = topic_of(sentence, None, state.title, state.sources, state.text)
    if name and is_giver(name, sentence.is_japanese):
        state.giver, state.giver_at = name, sentence.paragraph


def _is_headlined(name: str, title: str) -> bool:
    """Whether a headline states a name, or what it begins with: トヨタ for トヨタ自動車."""
    short = _BEGINNING.match(name)
    return name in title or (short is not None and short.group() in title)


def _received_by(sentence: Sentence, bound: list[Figure]) -> str | None:
    """The receiver of an award is what follows is about, rather than the ministry."""
    for span in sentence.quantities:
        figure = bound[span.index]
        if figure.measure in RECEIVED | IMPOSED and figure.subject and figure.counterparty:
            return figure.subject if kind_of(figure.subject) == "entity" else None
    return None


def _shared(sentence: Sentence, found: list[Roles], state: _State) -> list[Roles]:
    """Fill the measure a list says once: at its first item, its last, or the sentence before."""
    units = [span.figure.unit for span in sentence.quantities]
    out = [_specific(roles) for roles in found]
    order = [*range(1, len(out)), *range(len(out) - 2, -1, -1)]
    for at in order:
        beside = at - 1 if at in order[: len(out) - 1] and order.index(at) == at - 1 else at + 1
        if out[at].measure is None and 0 <= beside < len(out) and units[at] == units[beside]:
            out[at] = replace(out[at], measure=out[beside].measure)
    continued = _CONTINUED.match(sentence.plain) is not None
    for at, unit in enumerate(units):
        last = (
            state.last.get(unit or "people")
            or state.last.get(unit)
            or state.last.get(family_of(unit) or "")
        )
        if out[at].measure is None and last and continued:
            out[at] = replace(out[at], measure=last)
        if out[at].measure in {None, "receipt"} and family_of(unit) == "money":
            about = state.received
            if out[at].measure is None:
                about = _money_of(sentence, state, continued)
                grew = _GREW.search(sentence.plain, 0, sentence.quantities[at].start)
                if grew and out[at].subject and sentence.paragraph != state.money_at:
                    about = next((m for m in (about, state.headline) if m in _RESULTS), None)
            out[at] = replace(out[at], measure=about or out[at].measure)
        ordered = _ORDERED.search(sentence.plain, 0, sentence.quantities[at].start)
        if (
            out[at].measure == "cost"
            and ordered
            and (told := state.money or state.headline) in IMPOSED
        ):
            out[at] = replace(out[at], measure=told)
        if out[at].measure is None and found[at].measure == "change" and _is_rate(unit):
            out[at] = replace(out[at], measure="change")
        if out[at].measure in {"receipt", "provision"} and _from_a_giver(out[at]):
            out[at] = replace(out[at], measure="subsidy")
        if out[at].measure == "subsidy" and family_of(unit) == "percent":
            rate = "subsidy_rate" if _OF_COST.search(sentence.plain) else None
            out[at] = replace(out[at], measure=rate)
        if sentence.quantities[at].figure.kind == "age":
            out[at] = replace(out[at], measure="age")
        elif out[at].measure == "age" and family_of(unit) == "time":
            out[at] = replace(out[at], measure="duration")
        if out[at].measure is None and family_of(unit) == "time":
            out[at] = replace(out[at], measure="duration")
        if family_of(unit) == "money" and out[at].measure not in {None, "receipt"}:
            state.money_at = sentence.paragraph if found[at].measure else state.money_at
            state.money = out[at].measure
            state.received = state.money if state.money in RECEIVED else state.received
    state.last = {}
    for unit, roles in zip(units, out, strict=True):
        if roles.measure:
            state.last[unit] = state.last[family_of(unit) or ""] = roles.measure
    return out


def _money_of(sentence: Sentence, state: _State, continued: bool) -> str | None:
    """The measure of money that a sentence leaves unsaid; rather nothing than a guess.

    In Japanese that of its paragraph or of the one before, else of the headline alone.
    """
    if state.money is None:
        return state.headline if continued or sentence.is_japanese else None
    near = sentence.is_japanese and sentence.paragraph - state.money_at <= 1
    return state.money if near or continued else None


def _is_rate(unit: str) -> bool:
    return family_of(unit) in {"percent", "times"} and unit != "ratio"


def _from_a_giver(roles: Roles) -> bool:
    """Whether what is received comes from a public body: an award, whatever the verb."""
    name = roles.counterparty or ""
    return is_giver(name, japanese=True) or is_giver(name, japanese=False)


def _specific(roles: Roles) -> Roles:
    """Words such as total or rise say nothing of what is counted."""
    return replace(roles, measure=None) if roles.measure in {"amount", "change"} else roles


def _with(
    figure: Figure,
    roles: Roles,
    sentence: Sentence,
    span: Span,
    scope: Scope,
    period: str | None,
) -> Figure:
    date, source = as_of(scope)
    return replace(
        figure,
        subject=roles.subject,
        measure=roles.measure,
        counterparty=roles.counterparty,
        period=period or periods.period(sentence, span, roles.measure, scope),
        as_of=date,
        as_of_source=source,
    )


def _remember(sentence: Sentence, state: _State) -> None:
    """The measure a heading or an introducing sentence leaves for the list under it."""
    if sentence.quantities:
        return
    hits = sentence.hits
    if hits and (len(sentence.plain) < 60 or sentence.plain.rstrip().endswith((":", "。"))):
        state.measure = hits[-1].id
    elif len(sentence.plain) > 60:
        state.measure = None


def _faces(figures: list[Figure]) -> list[Figure]:
    """Give the other currency of an amount what its first face is bound to."""
    by_start = {(figure.field, figure.start): figure for figure in figures}
    out = []
    for figure in figures:
        face = by_start.get((figure.field, figure.face_of)) if figure.face_of is not None else None
        if face is not None:
            figure = replace(
                figure,
                subject=face.subject,
                measure=face.measure,
                counterparty=face.counterparty,
                period=face.period,
            )
        out.append(figure)
    return out

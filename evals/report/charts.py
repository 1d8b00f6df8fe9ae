"""The charts of a report as inline SVG; colours are classes, so that a page has its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evals.metrics import RIGHT, WRONG
from evals.metrics.calibration import Bin
from evals.record import Result

_SIZE, _LEFT, _BOTTOM = 300, 44, 40  # of the calibration plot, in its own units
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A group's bar with the words beside it."""

    name: str
    svg: Markup
    words: str


def bar(name: str, results: Sequence[Result]) -> Bar:
    """Right, refused and wrong as parts of a whole; ``results`` are not empty."""
    right, wrong = RIGHT.measure(results), WRONG.measure(results)
    assert right is not None and wrong is not None
    shares = {"right": right.value, "refused": 1 - right.value - wrong.value, "wrong": wrong.value}
    parts, at = [], 0.0
    for part, share in shares.items():
        parts.append(
            Markup('<rect class="{}" x="{:.2f}" y="0" width="{:.2f}" height="10"/>').format(
                part, 100 * at, 100 * share
            )
        )
        at += share
    label = ", ".join(f"{100 * share:.0f}% {part}" for part, share in shares.items())
    svg = Markup(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg>'
    ).format(label, Markup("").join(parts))
    value, low, high = map(RIGHT.shown, (right.value, right.low, right.high))
    words = f"{value}% right ({low}-{high}), {WRONG.shown(wrong.value)}% wrong, n {right.n}"
    return Bar(name, svg, words)


def calibration_plot(bins: Sequence[Bin]) -> Markup:
    """Share right against confidence, with 95% intervals; on the diagonal they are equal."""
    side = _SIZE + _LEFT + 12
    marks = Markup("").join([*map(_tick, _TICKS), *map(_mark, bins)])
    return Markup(
        '<svg class="plot" viewBox="0 0 {w} {h}" role="img"'
        ' aria-label="share of right answers against confidence">'
        '<line class="ideal" x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}"/>{marks}'
        '<text x="{middle}" y="{low}" text-anchor="middle">confidence</text>'
        '<text transform="translate(12 {height}) rotate(-90)" text-anchor="middle">'
        "share right</text></svg>"
    ).format(
        w=side, h=_SIZE + _BOTTOM + 10, x0=_x(0), y0=_y(0), x1=_x(1), y1=_y(1), marks=marks,
        middle=_x(0.5), low=_SIZE + _BOTTOM + 4, height=_y(0.5),
    )  # fmt: skip


def _x(share: float) -> float:
    return round(_LEFT + _SIZE * share, 1)


def _y(share: float) -> float:
    return round(10 + _SIZE * (1 - share), 1)


def _tick(at: float) -> Markup:
    return Markup(
        '<line class="grid" x1="{x}" y1="{top}" x2="{x}" y2="{base}"/>'
        '<line class="grid" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
        '<text x="{x}" y="{below}" text-anchor="middle">{label}</text>'
        '<text x="{beside}" y="{y}" dy="4" text-anchor="end">{label}</text>'
    ).format(
        x=_x(at), y=_y(at), top=_y(1), base=_y(0), left=_x(0), right=_x(1),
        below=_y(0) + 16, beside=_LEFT - 6, label=f"{at:g}",
    )  # fmt: skip


def _mark(bin: Bin) -> Markup:
    """A point as large as its share of answers is, with its interval."""
    radius = min(9.0, 3 + bin.right.n**0.5 / 4)
    words = (
        f"confidence {bin.confidence:.2f}: {bin.right.value:.2f} right "
        f"({bin.right.low:.2f}-{bin.right.high:.2f}), n {bin.right.n}"
    )
    return Markup(
        '<g><title>{words}</title><line class="whisker" x1="{x}" y1="{high}" x2="{x}" y2="{low}"/>'
        '<circle class="point" cx="{x}" cy="{y}" r="{radius}"/></g>'
    ).format(
        words=words, x=_x(bin.confidence), y=_y(bin.right.value), low=_y(bin.right.low),
        high=_y(bin.right.high), radius=f"{radius:.1f}",
    )  # fmt: skip

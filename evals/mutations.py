"""Try the gate: ten wrong changes, one at a time, each to be caught by the gate alone.

    python -m evals.mutations [--fresh] [--only NAME ...]

Each change is made in a copy of the repository. First the unchanged copy must pass. ``--fresh``
holds the changes against a baseline of the unchanged copy instead of the accepted one. One line
a change, exit code 1 when one is not caught. Takes one to two minutes a change.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import Settings

_ROOT = Path(__file__).parent.parent
_COPIED = ("assistant", "evals", "corpus")
_WORSE = 1  # the exit code of a closed gate


@dataclass(frozen=True, slots=True)
class Mutation:
    """A wrong change: the one match of ``pattern`` in ``file`` becomes ``wrong``."""

    name: str
    file: str
    pattern: str
    wrong: str


MUTATIONS = (
    Mutation("scale: 億 is ten million", "figures/numerals.py", r'"億": 10\*\*8', '"億": 10**7'),
    Mutation(
        "qualifier: 約 and about are dropped", "figures/extract.py", r"mention\.qualifiers,",
        'tuple(name for name in mention.qualifiers if name != "approx"),',
    ),
    Mutation(
        "year: a date without one gets the year before", "figures/dates.py",
        r"(?m)^    return base\.year \+ \(1 if gap < \(-7 if ahead else -10\) else 0\)$",
        "    return base.year - 1",
    ),
    Mutation(
        "unit: percent and point swapped", "figures/extract.py", r"mention\.value, mention\.unit,",
        'mention.value, {"percent": "point", "point": "percent"}.get(mention.unit, mention.unit),',
    ),
    Mutation(
        "tokeniser: Japanese in single characters", "text/tokens.py",
        r"found\.extend\(run\[i : i \+ 2\] for i in range\(len\(run\) - 1\)\)", "pass",
    ),
    Mutation(
        "refusal: the threshold is 0", "answer/choose.py",
        r"(?m)^THRESHOLD = [\d.]+", "THRESHOLD = 0.0",
    ),
    Mutation(
        "citation: offsets one too far", "answer/verify.py",
        r"start=proof\.evidence\.start,", "start=proof.evidence.start + 1,",
    ),
    Mutation(
        "binding: each figure has the next one's subject", "figures/bind.py",
        r"return _faces\(bound\)",
        "return _faces([replace(a, subject=b.subject) for a, b in zip(bound, bound[1:])]"
        " + bound[-1:])",
    ),
    Mutation(
        "period: the one asked about is ignored", "answer/features.py",
        r'"period": when,', '"period": 1.0,',
    ),
    Mutation(
        "faces: the amount in brackets counts as the first", "figures/extract.py",
        r"figure = replace\(figure, face_of=previous\.start\)",
        "figures[-1] = replace(figures[-1], face_of=figure.start)",
    ),
)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run the changes; 0 when each was caught, 1 when one was not, 2 when none can be tried."""
    parser = argparse.ArgumentParser(prog="python -m evals.mutations", description="Try the gate.")
    parser.add_argument("--fresh", action="store_true", help="baseline of the unchanged copy")
    parser.add_argument("--only", nargs="+", default=[], help="names that begin so", metavar="NAME")
    given = parser.parse_args(argv)
    chosen = [m for m in MUTATIONS if not given.only or m.name.startswith(tuple(given.only))]
    with tempfile.TemporaryDirectory(prefix="mutations-") as made:
        place = Path(made)
        cache = _cache(place / "cache")
        if not _unchanged_passes(place, cache, fresh=given.fresh):
            return 2
        caught = [_is_caught(mutation, place, cache) for mutation in chosen]
    _say(f"{sum(caught)} of {len(caught)} caught")
    return 0 if all(caught) else 1


def _cache(folder: Path) -> Path:
    """A cache that shares the user's models and keeps its own indexes."""
    folder.mkdir()
    for entry in Settings.from_env().cache.iterdir():
        if entry.name != "evals":
            (folder / entry.name).symlink_to(entry.resolve())
    return folder


def _unchanged_passes(place: Path, cache: Path, *, fresh: bool) -> bool:
    """Whether the gate is open for the copy as it is; ``fresh`` accepts a baseline there first."""
    copy = place / "original"
    for name in _COPIED:
        shutil.copytree(_ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    if fresh and _evaluate(copy, cache, "--accept", "to try the gate").returncode:
        _say("the unchanged copy cannot be evaluated")
        return False
    run = _evaluate(copy, cache)
    _say("unchanged: " + ("passes" if run.returncode == 0 else f"fails\n{_end(run)}"))
    return run.returncode == 0


def _is_caught(mutation: Mutation, place: Path, cache: Path) -> bool:
    begun = time.perf_counter()
    copy = place / "changed"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(place / "original", copy)
    source = copy / "assistant" / mutation.file
    text, count = re.subn(mutation.pattern, mutation.wrong, source.read_text("utf-8"))
    if count != 1:
        _say(f"DOES NOT APPLY  {mutation.name}: {count} matches in {mutation.file}")
        return False
    source.write_text(text, "utf-8")
    run = _evaluate(copy, cache)
    worse = [line for line in run.stdout.splitlines() if line.startswith("WORSE")]
    caught = run.returncode == _WORSE and bool(worse)
    mark = "caught    " if caught else f"NOT CAUGHT (exit {run.returncode})"
    _say(f"{mark}  {mutation.name}: {len(worse)} worse, {time.perf_counter() - begun:.0f} s")
    _say(f"    {worse[0]}" if worse else _end(run))
    return caught


def _evaluate(copy: Path, cache: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evals", *options],
        cwd=copy, env=os.environ | {"ASSISTANT_CACHE": str(cache)}, capture_output=True, text=True,
    )  # fmt: skip


def _end(run: subprocess.CompletedProcess[str]) -> str:
    return (run.stdout + run.stderr).strip()[-600:]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

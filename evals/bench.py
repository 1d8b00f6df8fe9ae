"""Measure retrieval, reader and speed; tables go to ``build/bench.md`` and ``build/bench.json``.

    python -m evals.bench DATA [--only retrieval|reader|speed] [--count N]

DATA holds the sets: a folder each, with ``docs.jsonl`` and ``qa.jsonl``. What was embedded or
answered in an earlier run is used again, so that a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.models.embedder import load_embedder
from assistant.settings import Settings
from evals import bench_reader, bench_retrieval, bench_speed
from evals.report.text import markdown

PARTS = ("retrieval", "reader", "speed")
_BUILD = Path(__file__).parent.parent / "build"


def main(argv: list[str] | None = None) -> int:
    """Run the benchmarks; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench", description="Measure retrieval and speed on data sets."
    )
    parser.add_argument("data", type=Path, help="folder of the data sets")
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument(
        "--count", type=int, default=400, metavar="N",
        help="questions of each set for the reader, 0 for all (400)",
    )  # fmt: skip
    given = parser.parse_args(argv)
    for name in (*bench_retrieval.SETS, bench_reader.ABSTAIN_SET, bench_speed.NEWS):
        if not (given.data / name / "docs.jsonl").is_file():
            parser.error(f"{given.data / name}/docs.jsonl is not there: make bench DATA=FOLDER")
    settings = Settings.from_env()
    parts = [given.only] if given.only else PARTS
    try:
        for part in parts:
            _keep(part, _measure(part, given.data, settings, given.count))
    except AssistantError as error:
        _tell(f"bench: {error}")
        return error.exit_code
    sys.stdout.write((_BUILD / "bench.md").read_text("utf-8"))
    return 0


def _measure(part: str, data: Path, settings: Settings, count: int) -> list[dict[str, Any]]:
    cache = _BUILD / "bench"
    if part == "retrieval":
        embedder = load_embedder(settings)
        rows = bench_retrieval.measure(data, cache, settings, embedder, _tell)
        return [row.record() for row in rows]
    if part == "reader":
        return bench_reader.measure(data, cache, settings, count, _tell)
    return bench_speed.measure(data, cache, settings, _tell)


def _keep(part: str, rows: list[dict[str, Any]]) -> None:
    """Put a part's rows beside those of the other part, and write both tables anew."""
    file = _BUILD / "bench.json"
    kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
    kept[part] = {"date": time.strftime("%Y-%m-%d", time.gmtime()), "rows": rows}
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    lines: list[str] = []
    for name, entry in sorted(kept.items()):
        head = list(entry["rows"][0])
        cells = [head, ["---"] * len(head), *([_cell(row[key]) for key in head]
                                              for row in entry["rows"])]  # fmt: skip
        lines += [f"## {name.capitalize()} ({entry['date']})", "", *markdown(cells), ""]
    (_BUILD / "bench.md").write_text("\n".join(lines), "utf-8")


def _cell(value: object) -> str:
    return " - ".join(map(str, value)) if isinstance(value, list) else str(value)


_BEGUN = time.perf_counter()


def _tell(text: str) -> None:
    sys.stderr.write(f"[{time.perf_counter() - _BEGUN:6.0f} s] {text}\n")


if __name__ == "__main__":
    sys.exit(main())

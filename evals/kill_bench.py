"""Kill ingests with SIGKILL at random moments, and see that nothing acknowledged is lost.

    python evals/kill_bench.py FOLDER [ARTICLES ...] [--kills 30] [--seed 0]

With ARTICLES the victim is ``assistant ingest ARTICLES --index FOLDER``, and what a reader beside
it has seen counts as acknowledged. Without, the victim adds, replaces and removes made-up articles
with random vectors as fast as it can, lets Chroma catch up, and acknowledges each change on its
standard output. After every kill the index is opened as the next command would open it, and each
acknowledged article must be there whole and be found by its words, by its vectors, and through
Chroma. FOLDER must not exist. One JSON line a kill, and one in the end; exit code 1 after a loss.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from assistant.errors import IndexMissing
from assistant.schema import Article, Chunk
from assistant.store import Index
from assistant.text.tokens import tokens

_DIMENSION = 384
_FACTS = {"embedder_fingerprint": "random@1", "chunker_fingerprint": "line"}
_LINES = 8


def main() -> int:
    """Run the bench, or with ``--victim`` be its victim."""
    parser = argparse.ArgumentParser(description="Kill ingests at random and look for losses.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--victim", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.victim is not None:
        _be_victim(given.folder, given.victim)
        return 0
    if given.folder.exists():
        parser.error(f"{given.folder} exists")
    return _bench(given.folder, given.articles, given.kills, random.Random(given.seed))


def _bench(folder: Path, articles: list[Path], kills: int, chance: random.Random) -> int:
    acknowledged: dict[str, int] = {}  # article id to the round of its text; -1 where unknown
    losses: list[str] = []
    slowest = {"first_answer": 0.0, "chroma_mended": 0.0}
    longest = _life(folder.with_name(folder.name + "-timing"), articles)
    for round_ in range(kills):
        life = chance.uniform(0.02, longest)
        finished = _kill(folder, articles, round_, life, acknowledged)
        seconds: dict[str, float] = {}
        found, state = _inspect(folder, acknowledged, seconds)
        slowest = {name: max(slowest[name], seconds.get(name, 0.0)) for name in slowest}
        losses += found
        _say(kill=round_, after=round(life, 2), finished=finished, lost=found, chroma=state,
             acknowledged=len(acknowledged), **seconds)  # fmt: skip
        if articles and finished:  # nothing is left to ingest: start over
            shutil.rmtree(folder)
            acknowledged.clear()
    _say(kills=kills, acknowledged=len(acknowledged), lost=len(losses), slowest=slowest)
    return 1 if losses else 0


def _command(folder: Path, articles: list[Path], round_: int) -> list[str]:
    if articles:
        return [sys.executable, "-m", "assistant", "ingest", *map(str, articles),
                "--index", str(folder)]  # fmt: skip
    return [sys.executable, __file__, str(folder), "--victim", str(round_)]


def _life(folder: Path, articles: list[Path]) -> float:
    """How long an undisturbed victim lives, in seconds."""
    begun = time.perf_counter()
    subprocess.run(_command(folder, articles, 0), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _kill(
    folder: Path, articles: list[Path], round_: int, life: float, acknowledged: dict[str, int]
) -> bool:
    """Let a victim live for a while; note what it, or a reader beside it, acknowledges.

    Whether it had finished before it was to be killed.
    """
    log = folder.with_name(f"{folder.name}-acknowledged.txt")
    with log.open("w") as out:
        victim = subprocess.Popen(_command(folder, articles, round_), stdout=out)
        deadline = time.perf_counter() + life
        while time.perf_counter() < deadline and victim.poll() is None:
            time.sleep(0.02 if articles else max(0.0, deadline - time.perf_counter()))
            if articles:
                acknowledged.update(dict.fromkeys(_ids(folder), -1))
        finished = victim.poll() is not None
        victim.kill()
        victim.wait()
    if not articles:
        for line in log.read_text().split("\n")[:-1]:
            verb, name, text = line.split()
            acknowledged[name] = int(text) if verb == "add" else -2
    return finished


def _ids(folder: Path) -> list[str]:
    try:
        with Index.open(folder) as index:
            return [article.id for article in index.articles()]
    except IndexMissing:
        return []


def _inspect(
    folder: Path, acknowledged: dict[str, int], seconds: dict[str, float]
) -> tuple[list[str], str]:
    """What is wrong, article by article, and how Chroma was found; fills in ``seconds``."""
    begun = time.perf_counter()
    try:
        index = Index.open(folder)
    except IndexMissing:
        return ([f"{name}: no index" for name in acknowledged], "no index")
    with index:
        query = np.eye(1, index.dimension, dtype=np.float32)[0]
        index.dense(query, 10)
        seconds["first_answer"] = round(time.perf_counter() - begun, 3)
        state, begun = index.status().chroma, time.perf_counter()
        index.dense(query, 10, prefer="chroma")
        seconds["chroma_mended"] = round(time.perf_counter() - begun, 3)
        wrong = [] if index.check() else ["SQLite finds the record damaged"]
        for name, text in acknowledged.items():
            wrong += [f"{name}: {what}" for what in _faults(index, name, text)]
        held = {chunk.id for article in index.articles() for chunk in index.chunks_of(article.id)}
        vectors = np.random.default_rng(1).normal(size=(5, index.dimension)).astype(np.float32)
        for vector in vectors / np.linalg.norm(vectors, axis=1, keepdims=True):
            found = {id for id, _ in index.dense(vector, 10, prefer="chroma")}
            if not found <= held or len(found) != min(10, len(held)):
                wrong.append("Chroma finds what is not there, or too little")
        if held and index.status().chroma != "in step":
            wrong.append(f"Chroma is {index.status().chroma}")
    return wrong, state


def _faults(index: Index, name: str, text: int) -> list[str]:
    article, faults = index.article(name), []
    if text == -2:  # removed, and perhaps added again without an acknowledgement
        return []
    if article is None:
        return ["gone"] if text == -1 or not _pending(name) else []
    chunks = index.chunks_of(name)
    if text >= 0 and not article.text.endswith("\n"):
        faults.append("cut")
    if text >= 0 and len(chunks) != _LINES:
        faults.append(f"{len(chunks)} chunks")
    words = tokens(article.title)
    if chunks and not all(index.document_frequency(words).values()):
        faults.append("not found by its words")
    if text >= 0 and int(article.title.split()[1]) < text:
        faults.append("an older text")
    if text >= 0:
        vector = _vectors(article)[0]
        if vector is not None and index.dense(vector, 1)[0][1] < 0.999:
            faults.append("not found by its vector")
    return faults


def _pending(name: str) -> bool:
    """Whether a removal without an acknowledgement may have taken this article."""
    return int(name.rsplit("-", 1)[1]) % 5 == 4


def _be_victim(folder: Path, round_: int) -> None:
    with Index.open(folder, write=True, dimension=_DIMENSION, **_FACTS) as index:
        for n in range(150):
            name = f"article-{(round_ * 37 + n) % 1000}"
            if n % 5 == 4 and _pending(name) and index.remove(name):
                _tell("remove", name, round_)
                continue
            article = _article(name, round_)
            index.add(article, _chunks(article), [], _vectors(article), f"{name} {round_}")
            _tell("add", name, round_)


def _article(name: str, round_: int) -> Article:
    lines = "".join(f"{name} 第{line}行、第{round_}版\n" for line in range(_LINES))
    return Article(id=name, title=f"{name} {round_}", text=lines, lang="ja")


def _chunks(article: Article) -> list[Chunk]:
    length = len(article.text) // _LINES
    ids = (f"{article.title}:{line}" for line in range(_LINES))
    return [Chunk(id, article.id, n * length, (n + 1) * length) for n, id in enumerate(ids)]


def _vectors(article: Article) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    seed = sum(ord(char) * 31**n for n, char in enumerate(article.title)) % 2**32
    vectors = np.random.default_rng(seed).normal(size=(_LINES, _DIMENSION)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def _tell(verb: str, name: str, round_: int) -> None:
    os.write(1, f"{verb} {name} {round_}\n".encode())


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

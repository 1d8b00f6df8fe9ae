"""What happens to an index when things go wrong around it."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from store_samples import (
    FACTS,
    add_sample,
    sample_article,
    sample_chunks,
    sample_index,
    unit_vectors,
)

from assistant.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    IndexUnwritable,
)
from assistant.store import Index
from assistant.store.record import FILE

_PRELUDE = """
import resource, signal, sys, time
from pathlib import Path
from store_samples import *
from assistant.errors import AssistantError
folder = Path(sys.argv[1])
def say(*words): print(*words, flush=True)
"""


@contextmanager
def child(folder: Path, script: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """Another process that runs ``script`` on the index of ``folder``."""
    places = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    with subprocess.Popen(
        [sys.executable, "-c", _PRELUDE + script, str(folder)],
        env={**os.environ, "PYTHONPATH": places},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def agrees(index: Index) -> None:
    for query in unit_vectors("queries", 3):
        assert index.dense(query, 3, prefer="chroma") == index.dense(query, 3, prefer="exact")


ENDLESS = """
with Index.open(folder, write=True, **FACTS) as index:
    for n in range(10**6):
        add_sample(index, sample_article(f"k{n}"))
        say(f"k{n}")
"""


@pytest.mark.parametrize("acknowledged", [1, 2, 40])
def test_killed_while_adding(tmp_path: Path, acknowledged: int) -> None:
    folder = tmp_path / "index"
    with child(folder, ENDLESS) as (process, lines):
        names = [lines.readline().strip() for _ in range(acknowledged)]
        process.send_signal(signal.SIGKILL)
        names += [line.strip() for line in lines if line.endswith("\n")]
    with Index.open(folder) as index:
        for name in names:
            article = sample_article(name)
            assert index.article(name) == article
            assert index.chunks_of(name) == sample_chunks(article)
            nearest = index.dense(unit_vectors(name, 5)[4], 1)
            assert (nearest[0][0], round(nearest[0][1], 5)) == (sample_chunks(article)[4].id, 1.0)
        assert index.size[1] == index.size[2] == 5 * index.size[0]
    with Index.open(folder, write=True) as index:
        add_sample(index, sample_article("next"))
    with Index.open(folder) as index:
        assert index.status().chroma == "in step"
        agrees(index)


def test_killed_while_chroma_catches_up(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    script = """
import assistant.store.mirror as mirror
with Index.open(folder, write=True, **FACTS) as index:
    add_sample(index, sample_article("k", 50))
    mirror.Mirror._settle = lambda *_: (say("written"), time.sleep(600))
"""
    with child(folder, script) as (process, lines):
        assert lines.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
    with Index.open(folder) as index:
        assert index.status().chroma == "to be rebuilt"
        assert index.dense(unit_vectors("k", 50)[49], 1)[0][1] == pytest.approx(1)
        agrees(index)
        assert index.status().chroma == "in step"


HOLD_WRITE = """
with Index.open(folder, write=True, **FACTS) as index:
    say("open"); sys.stdin.readline(); time.sleep(600)
"""
HOLD_CHROMA = """
with Index.open(folder) as index:
    index.collection(); say("open"); time.sleep(600)
"""


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    with child(folder, HOLD_WRITE) as (process, lines):
        assert lines.readline() == "open\n"
        with pytest.raises(IndexLocked, match=f"process {process.pid} is writing"):
            Index.open(folder, write=True, patience=0.1, **FACTS)
        with Index.open(folder) as reader:
            assert reader.size == (3, 15, 15)
            agrees(reader)
        process.kill()
        with Index.open(folder, write=True, patience=5, **FACTS) as writer:
            add_sample(writer, sample_article("after"))


def test_a_process_beside_the_owner_of_chroma_searches_exactly(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    with child(folder, HOLD_CHROMA) as (process, lines):
        assert lines.readline() == "open\n"
        with Index.open(folder) as index:
            agrees(index)
            with pytest.raises(IndexLocked, match=str(process.pid)):
                index.collection()
        with Index.open(folder, write=True) as index:
            add_sample(index, sample_article("beside"))
            assert not index.sync(patience=0.1)
            assert f"process {process.pid}" in index.status().chroma
            agrees(index)
            process.kill()
            process.wait()
            assert index.sync()
            agrees(index)


def test_two_writers_take_turns(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    script = """
for n in range(10):
    with Index.open(folder, write=True, patience=60, **FACTS) as index:
        add_sample(index, sample_article(f"{sys.argv[0]}{time.time_ns()}"))
"""
    with child(folder, script) as (first, _), child(folder, script) as (second, _):
        assert (first.wait(60), second.wait(60)) == (0, 0)
    with Index.open(folder) as index:
        assert index.size == (20, 100, 100)
        assert index.status().chroma == "in step"
        agrees(index)


def _hnsw(folder: Path, name: str) -> Path:
    return next((folder / "chroma").glob(f"*/*/{name}"))


def _overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def _set_state(folder: Path, **fields: object) -> None:
    states = json.loads((folder / "chroma.json").read_text())
    states["local"].update(fields)
    (folder / "chroma.json").write_text(json.dumps(states))


def _behind_our_back(folder: Path, sql: str) -> None:
    import sqlite3

    path = next((folder / "chroma").glob("*/chroma.sqlite3"))
    connection = sqlite3.connect(path)
    connection.execute(sql)
    connection.commit()
    connection.close()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "folder gone": lambda f: shutil.rmtree(f / "chroma"),
    "folder emptied": lambda f: [shutil.rmtree(p) for p in (f / "chroma" / "1").glob("*-*")],
    "vectors overwritten": lambda f: _overwrite(_hnsw(f, "data_level0.bin"), 900, b"\x55" * 9000),
    "vectors cut": lambda f: os.truncate(_hnsw(f, "data_level0.bin"), 5000),
    "header overwritten": lambda f: _overwrite(_hnsw(f, "header.bin"), 0, b"\xff" * 100),
    "links gone": lambda f: _hnsw(f, "link_lists.bin").unlink(),
    "ids overwritten": lambda f: _overwrite(_hnsw(f, "index_metadata.pickle"), 50, b"\0" * 500),
    "database overwritten": lambda f: _overwrite(
        f / "chroma" / "1" / "chroma.sqlite3", 0, b"\x55" * 9000
    ),
    "database cut": lambda f: os.truncate(f / "chroma" / "1" / "chroma.sqlite3", 20_000),
    "collection gone": lambda f: _behind_our_back(f, "DELETE FROM collections"),
    "passages gone": lambda f: _behind_our_back(f, "DELETE FROM embeddings WHERE id > 20"),
    "state gone": lambda f: (f / "chroma.json").unlink(),
    "state garbled": lambda f: (f / "chroma.json").write_text('{"local": [1]}'),
    "state of another shape": lambda f: _set_state(f, unknown=1),
    "state cut": lambda f: os.truncate(f / "chroma.json", 20),
    "write begun and not ended": lambda f: _set_state(f, dirty=True),
    "slot that is not there": lambda f: _set_state(f, slot=7),
    "generation of the future": lambda f: _set_state(f, generation=10**6),
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of 1,200 chunks: from 1,000 on Chroma keeps HNSW files."""
    return sample_index(tmp_path_factory.mktemp("large") / "index", articles=12, sentences=100)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_collection_is_made_anew(large: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    shutil.copytree(large, folder)
    DAMAGE[damage](folder)
    with Index.open(folder) as index:
        query = unit_vectors("a7", 100)[42]
        for prefer in ("auto", "exact", "chroma"):
            best = index.dense(query, 1, prefer=prefer)[0]  # type: ignore[arg-type]
            assert (best[0], round(best[1], 5)) == (index.chunks_of("a7")[42].id, 1.0)
        assert index.status().chroma == "in step"
        agrees(index)


@pytest.mark.parametrize("damage", ["vectors overwritten", "folder gone", "state gone"])
def test_the_next_ingest_mends_a_damaged_collection(
    large: Path, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "index"
    shutil.copytree(large, folder)
    DAMAGE[damage](folder)
    with Index.open(folder, write=True, **FACTS):
        pass
    with Index.open(folder) as index:
        assert index.status().chroma == "in step"
        assert index.collection().count() == 1200


FOREIGN = [
    ({"embedder_fingerprint": "other@2/int8"}, False, "sample@1/float32, not other@2/int8"),
    ({"dimension": 384}, False, "16, not 384"),
    ({"chunker_fingerprint": "paragraph"}, True, "sentence, not paragraph"),
]


@pytest.mark.parametrize(("facts", "write", "message"), FOREIGN)
def test_an_index_of_another_model(
    tmp_path: Path, facts: dict[str, object], write: bool, message: str
) -> None:
    folder = sample_index(tmp_path / "index")
    for writing in {write, True}:
        with pytest.raises(IndexMismatch, match=message) as caught:
            Index.open(folder, write=writing, **{**FACTS, **facts})
        assert f"assistant ingest PATH --index {folder}-new" in str(caught.value)
    with Index.open(folder, write=True, **FACTS) as index:  # the lock was given back
        assert index.size == (3, 15, 15)


def test_an_index_of_another_version(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    with Index.open(folder, write=True) as index, index._record.transaction() as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'format'")
    with pytest.raises(IndexMismatch, match="another version"):
        Index.open(folder)


def _empty(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE).touch()


@pytest.mark.parametrize("make", [lambda f: None, Path.mkdir, _empty])
def test_no_index(tmp_path: Path, make: Callable[[Path], None]) -> None:
    folder = tmp_path / "index"
    make(folder)
    for write in (False, True):
        with pytest.raises(IndexMissing, match=f"assistant ingest PATH --index {folder}"):
            Index.open(folder, write=write)
    sample_index(folder)  # a creation that was cut short is taken up


@pytest.mark.parametrize(
    "content", [b"not a database" * 999, b"SQLite format 3\0" + b"\x55" * 9999]
)
def test_a_damaged_record(tmp_path: Path, content: bytes) -> None:
    folder = sample_index(tmp_path / "index")
    for log in folder.glob(f"{FILE}-*"):
        log.unlink()
    (folder / FILE).write_bytes(content)
    for write in (False, True):
        with pytest.raises(IndexDamaged, match=f"delete {folder} and run: assistant ingest"):
            Index.open(folder, write=write, **FACTS)


def test_a_record_damaged_inside(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index", articles=30, sentences=30)
    for log in folder.glob(f"{FILE}-*"):
        log.unlink()
    _overwrite(folder / FILE, 60_000, b"\x55" * 300_000)
    with Index.open(folder) as index:
        assert not index.check()
        with pytest.raises(IndexDamaged):
            [(index.figures(), index.dense(unit_vectors("q", 1)[0], 5), index.articles())]


def _without_privileges(folder: Path, act: Callable[[], str]) -> str:
    """What ``act`` says in a process that may not write ``folder``, not even as root."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    read, write = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            if os.getuid() == 0:
                _drop_capabilities()
            said = act()
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return said


def _drop_capabilities() -> None:
    """Linux lets root write anywhere by a capability; another user need not exist to be one."""
    version, empty = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(version, empty) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def test_a_read_only_index_can_be_asked(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    query = unit_vectors("a1", 1)[0]

    def ask() -> str:
        with Index.open(folder, **FACTS) as index:
            exact, chroma = index.dense(query, 1), index.dense(query, 1, prefer="chroma")
            assert exact == chroma
            return f"{index.chunks([exact[0][0]])[exact[0][0]].article_id} {index.size}"

    def ingest() -> str:
        with Index.open(folder, write=True, **FACTS):
            return "opened"

    with Index.open(folder):  # a reader that leaves a log behind
        pass
    assert _without_privileges(folder, ask) == "a1 (3, 15, 15)"
    for log in folder.glob(f"{FILE}-*"):
        log.unlink()
    assert _without_privileges(folder, ask) == "a1 (3, 15, 15)"
    said = _without_privileges(folder, ingest)
    assert said.startswith(f"IndexUnwritable: {folder}: cannot be written")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexUnwritable, match="cannot be made"):
        Index.open(tmp_path / "file" / "index", write=True, **FACTS)


@pytest.mark.parametrize("spare", [0, 4096, 100_000])
def test_a_full_disk_loses_nothing(tmp_path: Path, spare: int) -> None:
    folder = sample_index(tmp_path / "index")
    script = f"""
size = max(p.stat().st_size for p in folder.rglob("*") if p.is_file()) + {spare}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # writes beyond fail, as on a full disk
try:
    with Index.open(folder, write=True, **FACTS) as index:
        for n in range(500):
            add_sample(index, sample_article(f"f{{n}}"))
            say(f"f{{n}}")
except AssistantError as error:
    say(type(error).__name__)
"""
    with child(folder, script) as (process, lines):
        *names, end = lines.read().split()
        assert process.wait() == 0
    assert end == "IndexUnwritable"
    with Index.open(folder) as index:
        assert {article.id for article in index.articles()} == {"a0", "a1", "a2", *names}
        assert index.dense(unit_vectors("a1", 1)[0], 1)[0][1] == pytest.approx(1)
    with Index.open(folder, write=True) as index:
        add_sample(index, sample_article("after"))
    with Index.open(folder) as index:
        assert index.status().chroma == "in step"
        agrees(index)


def test_a_record_restored_from_an_older_copy(tmp_path: Path) -> None:
    folder = sample_index(tmp_path / "index")
    copy = tmp_path / "copy"
    shutil.copy(folder / FILE, copy)
    for name in ("lost", "lost too"):
        with Index.open(folder, write=True) as index:
            add_sample(index, sample_article(name))
    for log in folder.glob(f"{FILE}-*"):
        log.unlink()
    shutil.copy(copy, folder / FILE)
    with Index.open(folder) as index:
        assert index.status().chroma == "behind the record"
        assert index.collection().count() == index.size[1] == 15
        agrees(index)

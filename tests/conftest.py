"""What every test shares: no connection leaves this machine; one index of the real corpus."""

from __future__ import annotations

import gc
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)  # every run tries the same
settings.load_profile("same")

ROOT = Path(__file__).parent.parent
_INDEXES = {"corpus_index", "small_index"}
_LONG = {
    "test_answers", "test_readme", "test_store_faults", "test_ui_browser", "test_ui_hostile",
}  # fmt: skip
LOOPBACK = {"127.0.0.1", "::1", "localhost", ""}


class Blocked(RuntimeError):
    """A test tried to reach the network."""


def _local(family: int, address: Any) -> bool:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    return str(address[0]) in LOOPBACK


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that need an index come last: it is made meanwhile, by the gate or another worker.

    Before their like come those that take long, so that no worker ends alone with one.
    """
    waiting = {item.path for item in items if _INDEXES & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: (item.path in waiting, item.path.stem not in _LONG))


@pytest.fixture(autouse=True, scope="session")
def interruptible() -> None:
    """A shell's background jobs ignore SIGINT, and so would every process that a test starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection and name lookup that is not for this machine."""
    real = {n: getattr(socket.socket, n) for n in ("connect", "connect_ex", "sendto")}
    lookup = socket.getaddrinfo

    def guarded(name: str) -> Any:
        def call(self: socket.socket, *args: Any) -> Any:
            if not _local(self.family, args[-1]):
                raise Blocked(f"{name} to {args[-1]!r}: tests stay on this machine")
            return real[name](self, *args)

        return call

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in LOOPBACK:
            raise Blocked(f"lookup of {name!r}: tests stay on this machine")
        return lookup(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of ``corpus/`` by the real embedder: a copy of the one that the gate asks."""
    from assistant.settings import Settings
    from evals import running

    folder = tmp_path_factory.mktemp("corpus") / "index"
    return Path(shutil.copytree(running.corpus_index(Settings.from_env()), folder))


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two of its articles, one in each language, about a grant to KDDI."""
    from assistant.core import Assistant
    from assistant.settings import Settings

    folder = tmp_path_factory.mktemp("small") / "index"
    articles = [*ROOT.glob("corpus/ja-002-*"), *ROOT.glob("corpus/en-001-*")]
    with Assistant.open(folder, Settings.from_env()) as opened:
        opened.ingest(articles)
    return folder


@pytest.fixture(scope="module")
def readings_end_here() -> Iterator[None]:
    """What a model's connections leave open shows here, not in whichever test comes later."""
    yield
    gc.collect()

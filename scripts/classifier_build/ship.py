"""Writes what the program loads: resources/functions."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classifier_build.inputs import Known
from outsourcing_planner.engine.classify.criteria import CRITERIA

Doubles = NDArray[np.float64]


def write_vectors(path: Path, pieces: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Vectors of the pieces that words are cut into, as whole numbers of −127…127 with a scale for each."""
    kept = [at for at, piece in enumerate(pieces) if piece.removeprefix("##").isalnum() and piece.isascii()]
    chosen = vectors[kept]
    scales = np.abs(chosen).max(axis=1) / 127
    whole = np.round(chosen / scales[:, None]).astype(np.int8)
    text = np.frombuffer("\n".join(pieces[at] for at in kept).encode("ascii"), dtype=np.uint8)
    np.savez_compressed(path, pieces=text, vectors=whole, scales=scales.astype(np.float32))


def write_functions(path: Path, known: Sequence[Known], weight: Doubles, criteria: Doubles) -> None:
    """Known functions with what the program needs of them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "p_kpo", "weight", "dispute", "source", *CRITERIA])
        for entry, own_weight, profile in zip(known, weight, criteria, strict=True):
            numbers = [f"{entry.p_kpo:.3f}", f"{own_weight:.3f}", f"{entry.dispute:.3f}"]
            writer.writerow([entry.name, *numbers, entry.source, *(f"{value:.3g}" for value in profile)])


def write_occupations(path: Path, table: Mapping[str, object]) -> None:
    """Occupations: codes, titles, vectors of the titles people hold, the middle of their tasks."""
    np.savez_compressed(path, **table)  # type: ignore[arg-type]


def write_words(path: Path, counts: Mapping[str, int]) -> None:
    """Words of the field with their counts."""
    path.write_text("".join(f"{word}\t{count}\n" for word, count in counts.items()), encoding="utf-8")


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """One entry a line."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_fit(path: Path, fit: Mapping[str, object]) -> None:
    """The regression, the calibration and the table that the build measured."""
    path.write_text(json.dumps(fit, indent=1) + "\n", encoding="utf-8")


def whole(vectors: Doubles) -> NDArray[np.int8]:
    """Rows of length 1 as whole numbers; the reader scales them back to length 1."""
    return np.round(vectors / np.abs(vectors).max(axis=1, keepdims=True) * 127).astype(np.int8)

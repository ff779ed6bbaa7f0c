"""How fast functions are classified, as ratios against yardsticks measured in the same run.

python tests/speed/bench_classify.py        (wants scikit-learn for the second line)
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import python_calamine
import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from outsourcing_planner.engine.classify.infer import infer  # noqa: E402
from outsourcing_planner.engine.classify.label import ClassifyFacts, classify  # noqa: E402
from outsourcing_planner.io.classifier_model import load_classifier_model, load_scheme  # noqa: E402

ROWS, NAMES, UNSEEN = 100_000, 5_000, 10_000
KEYSTROKE_BUDGET = 0.005
REPEATS = 5


def best(task: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest of some runs, in seconds."""
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return min(taken)


def made_up_names(count: int, seed: int) -> list[str]:
    """Distinct names, put together from the words of known functions."""
    words = sorted({word for name in load_classifier_model().known.names for word in name.split()})
    dice = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        found[" ".join(dice.choice(words) for _ in range(dice.randint(2, 4)))] = None
    return list(found)


def classify_names(names: list[str]) -> None:
    """Infer and label, every criterion blank."""
    rows = len(names)
    blank, number, no = [None] * rows, np.full(rows, np.nan), np.zeros(rows, dtype=bool)
    facts = ClassifyFacts(number, number, number, number, no, no, np.full(rows, None, dtype=object), "United States")
    classify(infer(names, blank, blank, load_classifier_model(), load_scheme()), {}, facts, load_scheme())


def read_seconds(names: list[str]) -> float:
    """Seconds that calamine alone takes to read the same rows from a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet()
        for at, name in enumerate(names):
            sheet.write_string(at, 0, name)
        book.close()
        return best(lambda: python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(), 3)


def tfidf_seconds(seen: list[str], unseen: list[str]) -> float | None:
    """Seconds of scikit-learn's character TF-IDF on the unseen names; None where it is not installed."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        return None
    fitted = TfidfVectorizer(analyzer="char", ngram_range=(2, 5)).fit(seen)
    return best(lambda: fitted.transform(unseen), 3)


def main() -> None:
    """Print the four figures that the classifier is held to."""
    start = time.perf_counter()
    load_classifier_model()
    print(f"load the model                 {time.perf_counter() - start:.3f} s")
    seen = made_up_names(NAMES, 1)
    many = [seen[at % NAMES] for at in range(ROWS)]
    read, all_rows = read_seconds(many), best(lambda: classify_names(many))
    against = f"{all_rows / read:.2f} × reading them ({read:.3f} s); at most 4"
    print(f"{ROWS:,} rows, {NAMES:,} names      {all_rows:.3f} s, {against}")
    unseen = made_up_names(UNSEEN, 2)
    own, yardstick = best(lambda: classify_names(unseen), 3), tfidf_seconds(seen, unseen)
    against = "no yardstick" if yardstick is None else f"{own / yardstick:.2f} × TF-IDF ({yardstick:.3f} s); at most 3"
    print(f"{UNSEEN:,} unseen names            {own:.3f} s, {against}")
    one = best(lambda: classify_names(["Equity research for small caps"]), 20)
    print(f"one row                        {one * 1000:.2f} ms; at most {KEYSTROKE_BUDGET * 1000:.0f}")


if __name__ == "__main__":
    main()

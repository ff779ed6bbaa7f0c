"""Inputs of the build: the catalogue, the functions that publishers label, words that move a kind of work."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from outsourcing_planner.engine.classify.criteria import CRITERIA
from outsourcing_planner.engine.classify.words import normalise

DATA = Path(__file__).parent.parent / "data"
CERTAINTY_COUNTS = 1.6
"""A catalogue name is undisputed from a chance of 0.81 (or 0.19) on; tried at 1.0 to 1.6, decision 0014."""
_CHANCE = re.compile(r"\s=(\.\d+)$")


@dataclass(frozen=True)
class Known:
    """One name of a function with what is known of it."""

    name: str
    p_kpo: float
    votes: int
    dispute: float
    function: str
    archetype: str
    source: str


def archetypes() -> dict[str, dict[str, float]]:
    """Profile of each archetype: fifteen criteria and p_kpo."""
    with (DATA / "archetypes.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["archetype"]: {key: float(row[key]) for key in (*CRITERIA, "p_kpo")} for row in csv.DictReader(file)
        }


def catalogue() -> list[Known]:
    """Our own catalogue; each line is one kind of work, with its archetype above it."""
    usual = {name: profile["p_kpo"] for name, profile in archetypes().items()}
    found: list[Known] = []
    for path in sorted((DATA / "catalogue").glob("*.txt")):
        archetype = ""
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines()):
            line = raw.strip()
            if line.startswith("@"):
                archetype = line[1:]
            elif line and not line.startswith("#"):
                found += _names_of(line, archetype, usual[archetype], f"{path.stem} {number}")
    return found


def _names_of(line: str, archetype: str, usual: float, group: str) -> list[Known]:
    stated = _CHANCE.search(line)
    p_kpo = float(stated[1]) if stated else usual
    names = [name.strip() for name in _CHANCE.sub("", line).split(";")]
    dispute = max(0.0, 1 - CERTAINTY_COUNTS * abs(2 * p_kpo - 1))
    return [Known(name, p_kpo, 0, dispute, group, archetype, "catalogue") for name in names if name]


def open_functions() -> list[Known]:
    """Functions that publishers label, each phrase an entry with the votes of its function."""
    found: list[Known] = []
    for row in open_rows():
        bpo, kpo = int(row["n_bpo"]), int(row["n_kpo"])
        found.append(
            Known(
                row["phrase"],
                (kpo + 0.25) / (bpo + kpo + 0.5),
                bpo + kpo,
                2 * min(bpo, kpo) / (bpo + kpo),
                row["canonical_function"],
                "",
                row["source_url"] or "publishers",
            )
        )
    return found


def open_rows() -> list[dict[str, str]]:
    """The rows of the labelled functions as they are in the file."""
    with (DATA / "functions_open.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scored_by_hand() -> dict[str, list[float]]:
    """Criteria of functions that a person scored, in the order of CRITERIA."""
    with (DATA / "criteria_scored_by_hand.csv").open(encoding="utf-8", newline="") as file:
        return {row["function"]: [float(row[key]) for key in CRITERIA] for row in csv.DictReader(file)}


def each_once(known: list[Known], abbreviations: Mapping[str, str]) -> list[Known]:
    """Without catalogue names that are spelled like an earlier entry: what publishers say goes before it."""
    seen: set[str] = set()
    kept = []
    for entry in known:
        text = normalise(entry.name, abbreviations)
        if entry.votes or text not in seen:
            kept.append(entry)
        seen.add(text)
    return kept


def occupation_functions() -> list[tuple[str, str]]:
    """Functions with the code of the occupation that mostly does them."""
    found = []
    for line in (DATA / "occupation_functions.txt").read_text(encoding="utf-8").splitlines():
        if line[:1] != "#":
            code, names = line.split(": ", 1)
            found += [(code, name.strip()) for name in names.split(";")]
    return found


def modified_subjects() -> list[tuple[str, float]]:
    """Every subject with every word that moves the kind of work: (phrase, p_kpo)."""
    lines = dict(
        line.split(":", 1)
        for line in (DATA / "modifiers.txt").read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
    )
    subjects = [subject.strip() for subject in lines["subjects"].split(";")]
    moves = [entry.rsplit("=", 1) for side in ("low", "high") for entry in lines[side].split(";")]
    return [(f"{subject} {word.strip()}", float(chance)) for word, chance in moves for subject in subjects]

"""Loads what the classifier ships, on first use: the scheme, the model, the register (resources/functions)."""

import csv
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outsourcing_planner.assets import resource
from outsourcing_planner.engine.classify.criteria import CRITERIA
from outsourcing_planner.engine.classify.languages import OtherLanguages
from outsourcing_planner.engine.classify.model import ClassifierModel, KnownFunctions, Objects, Occupations, Vocabulary
from outsourcing_planner.engine.classify.register import WEAK, key_of
from outsourcing_planner.engine.classify.scheme import Scheme, SchemeError
from outsourcing_planner.engine.classify.vectors import unit, vectors_of
from outsourcing_planner.engine.classify.words import normalise
from outsourcing_planner.text import _


@cache
def load_scheme() -> Scheme:
    """The shipped scheme (resources/criteria.toml)."""
    return read_scheme(resource("criteria.toml"))


def read_scheme(path: Path) -> Scheme:
    """A scheme from a TOML file; raises SchemeError with what to mend."""
    return Scheme.from_mapping(read_scheme_changes(path))


def read_scheme_changes(path: Path) -> dict[str, Any]:
    """What a TOML file says of a scheme, the whole or what it changes; raises SchemeError where it cannot be read."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SchemeError(_("{name} cannot be read as a scheme: {why}").format(name=path.name, why=error)) from error
    return {key: value for key, value in table.items() if key != "anchors"}


@cache
def load_anchors() -> dict[str, tuple[str, str, str]]:
    """What 1, 3 and 5 mean, for each criterion."""
    table = tomllib.loads(resource("criteria.toml").read_text(encoding="utf-8"))["anchors"]
    return {key: (table[key]["1"], table[key]["3"], table[key]["5"]) for key in CRITERIA}


@cache
def load_classifier_model() -> ClassifierModel:
    """The shipped model. Takes a fraction of a second the first time; nothing is loaded before it is asked for."""
    vocabulary = _vocabulary()
    rows = _table("functions.csv")
    spelled = [normalise(row["name"], vocabulary.abbreviations) for row in rows]
    fit = json.loads(resource("functions/fit.json").read_text(encoding="utf-8"))
    stop_words = frozenset(_lines("stop_words.txt"))
    return ClassifierModel(
        vocabulary=vocabulary,
        known=_known_functions(rows, spelled, vocabulary),
        occupations=_occupations(),
        direction=np.array(fit["direction"], dtype=np.float64),
        intercept=fit["intercept"],
        nearness=fit["nearness"],
        prior_weight=fit["prior_weight"],
        blend=fit["blend"],
        calibration=(fit["calibration"][0], fit["calibration"][1]),
        scheme=load_scheme(),
        register=_register(vocabulary),
        stop_words=stop_words,
        known_keys=frozenset(key_of(text, stop_words) for text in spelled),
    )


def _vocabulary() -> Vocabulary:
    with np.load(resource("functions/vectors.npz")) as packed:
        pieces = packed["pieces"].tobytes().decode("ascii").split("\n")
        vectors, scales = packed["vectors"], packed["scales"]
    short = dict(_pair(line) for line in _lines("abbreviations.txt"))
    counted = (line.split("\t") for line in _lines("words.txt"))
    return Vocabulary(
        pieces={piece: at for at, piece in enumerate(pieces)},
        vectors=vectors,
        scales=scales,
        word_counts={word: int(count) for word, count in counted},
        person_names=frozenset(_lines("person_names.txt")),
        empty_words=frozenset(_lines("empty_words.txt")),
        generic_words=frozenset(_lines("generic_words.txt")) | frozenset(_lines("stop_words.txt")),
        english=frozenset(_lines("english_words.txt")),
        abbreviations=short,
        languages=_languages(short),
    )


def _languages(short: dict[str, str]) -> OtherLanguages:
    pairs = (_pair(line) for line in _lines("other_languages.txt"))
    return OtherLanguages(
        {_form(form.strip(), short): normalise(words, short) for forms, words in pairs for form in forms.split(",")}
    )


def _form(form: str, short: dict[str, str]) -> str:
    """A part of a compound as it stands, anything else in the spelling that names are compared in."""
    return form if form.startswith("-") or form.endswith("-") else normalise(form, short)


def _known_functions(rows: list[dict[str, str]], spelled: list[str], vocabulary: Vocabulary) -> KnownFunctions:
    column: Any = lambda key: np.array([float(row[key]) for row in rows], dtype=np.float32)
    return KnownFunctions(
        names=tuple(row["name"] for row in rows),
        vectors=vectors_of(spelled, vocabulary),
        p_kpo=column("p_kpo"),
        weight=column("weight"),
        dispute=column("dispute"),
        criteria=np.column_stack([column(key) for key in CRITERIA]),
        sources=tuple(row["source"] for row in rows),
    )


def _occupations() -> Occupations:
    with np.load(resource("functions/occupations.npz")) as packed:
        return Occupations(
            soc_codes=_strings(packed["soc_codes"]),
            titles=_strings(packed["titles"]),
            title_vectors=unit(packed["title_vectors"].astype(np.float32)),
            title_owner=packed["title_owner"],
            work_vectors=unit(packed["work_vectors"].astype(np.float32)),
        )


def _register(vocabulary: Vocabulary) -> dict[frozenset[str], str]:
    return {
        key_of(normalise(name.strip(), vocabulary.abbreviations), WEAK): row["family"]
        for row in _table("register.csv")
        for name in row["names"].split(";")
    }


def _strings(packed: NDArray[np.uint8]) -> Objects:
    return np.array(packed.tobytes().decode("utf-8").split("\n"), dtype=object)


def _lines(name: str) -> list[str]:
    text = resource(f"functions/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _table(name: str) -> list[dict[str, str]]:
    with resource(f"functions/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _pair(line: str) -> tuple[str, str]:
    short, _equals, words = line.partition(" =")
    return short.strip(), words.strip()

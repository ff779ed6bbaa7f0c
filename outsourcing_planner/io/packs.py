"""Loads the texts of the implementation packs (resources/packs), checked when read."""

import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from outsourcing_planner.assets import resource
from outsourcing_planner.domain.labels import OUTSOURCED
from outsourcing_planner.engine.classify.words import normalise
from outsourcing_planner.engine.pack_texts import (
    CONDITIONS,
    FACTS,
    ClassTexts,
    Control,
    Entry,
    Family,
    Packs,
    Targets,
    Template,
    stems,
)
from outsourcing_planner.io.classifier_model import load_classifier_model

_CLASSES: Final = ("bpo", "kpo", "hybrid")
_QUALITY, _CONTROL = ("name", "target", "how", "every"), ("name", "ask", "evidence")
_RISK: Final = ("risk", "answer")


@cache
def load_packs() -> Packs:
    """Return the packs that ship, read once; raises ResourceMissingError, or ValueError that names the fault."""
    classes = [_toml(name) for name in _CLASSES]
    controls = _toml("controls")
    union = controls["general_data_protection_regulation"]
    return Packs(
        classes={table["label"]: _class(table) for table in classes},
        families=tuple(_family(table) for table in _toml("families")["family"]),
        controls=tuple(_control(table) for table in controls["control"]),
        targets=_targets(controls["targets"], controls["turnaround"]),
        laws={**dict.fromkeys(union["places"], union["law"]), **controls["laws"]},
        unknown_law=union["unknown"],
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(f"packs/{name}.toml").read_text(encoding="utf-8"))


def _class(table: Mapping[str, Any]) -> ClassTexts:
    return ClassTexts(
        title=_template(table["title"]), scope=_templates(table["scope"]), include=_templates(table["include"]),
        exclude=_templates(table["exclude"]), quality=_entries(table["quality"], _QUALITY),
        governance=_entries(table["governance"], ("when", "who", "about")),
        transfer=_entries(table["transfer"], ("name", "done")),
        scorecard=_entries(table["scorecard"], ("view", "line", "target")), risks=_entries(table["risk"], _RISK),
    )  # fmt: skip


def _family(table: Mapping[str, Any]) -> Family:
    abbreviations = load_classifier_model().vocabulary.abbreviations
    phrases = (stems(normalise(phrase, abbreviations)) for phrase in table["words"])
    return Family(
        key=table["key"], title=table["title"],
        words=tuple((phrase, len(phrase.split())) for phrase in dict.fromkeys(phrases)),
        units=tuple(table.get("units", ())), include=_templates(table.get("include", ())),
        exclude=_templates(table.get("exclude", ())), quality=_entries(table.get("quality", ()), _QUALITY),
        risks=_entries(table.get("risks", ()), _RISK),
        controls=tuple(_control(control) for control in table.get("controls", ())),
    )  # fmt: skip


def _control(table: Mapping[str, Any]) -> Control:
    limits = {key: table.get(key) for key in ("from_sensitivity", "to_sensitivity", "from_exposure")}
    return Control(_entry({**table, "when": [table["where"]] if "where" in table else []}, _CONTROL), **limits)


def _targets(table: Mapping[str, Any], turnaround: Mapping[str, str]) -> Targets:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Targets(turnaround=turnaround, **values)


def _entries(tables: Iterable[Mapping[str, Any]], names: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(_entry(table, names) for table in tables)


def _entry(table: Mapping[str, Any], names: tuple[str, ...]) -> Entry:
    when = frozenset() if "when" in names else frozenset(table.get("when", ()))
    labels = tuple(table.get("label", ()))
    if odd := (when - CONDITIONS) | (set(labels) - set(OUTSOURCED)):
        raise ValueError(f"packs: unknown condition or label {sorted(odd)}")
    cells = {name: _template(table[name]) for name in names}
    return Entry(cells, when, tuple(table.get("unit", ())), labels, float(table.get("weeks", 0)))


def _templates(values: Iterable[Any]) -> tuple[Template, ...]:
    return tuple(_template(value) for value in values)


def _template(value: str | list[str]) -> Template:
    wordings = (value,) if isinstance(value, str) else tuple(value)
    named = {name for text in wordings for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    if odd := named - FACTS:
        raise ValueError(f"packs: unknown fact {sorted(odd)} in {wordings[0]!r}")
    return wordings

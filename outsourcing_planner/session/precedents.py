"""The user's own decisions, kept on this machine only, suggested elsewhere, and forgotten on request.

How a window uses it::

    memory = PrecedentMemory(places)                       # one per process
    Learner(document, memory)                              # one per open document: remembers overrides with a reason
    for row, found in suggestions_for(document, memory).items(): found.sentence
    document.apply(edit_to_accept(document, row, found))   # only when the person says so
    memory.all(); memory.forget(function); memory.forget_all()
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.domain.labels import AUTO, DECISIONS
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.classify.precedents import Precedent, Suggestion, key_of, suggestions
from outsourcing_planner.io.atomic import save_bytes
from outsourcing_planner.session.document import Document
from outsourcing_planner.session.edits import Change, SetCells, Several
from outsourcing_planner.session.places import Places
from outsourcing_planner.session.settings import read_object
from outsourcing_planner.text import _

MOST: Final = 2000
"""The oldest are forgotten beyond this many."""
_FIELDS: Final = frozenset({"decision", "decision_reason"})


class PrecedentMemory:
    """The file of precedents. It is read again before each change, so that several windows share it.

    A file that cannot be read counts as empty. Changes raise OutputUnwritableError where nothing can be written.
    """

    def __init__(self, places: Places) -> None:
        self.path = places.state / "precedents.json"

    def all(self) -> tuple[Precedent, ...]:
        """Return the precedents, the oldest first."""
        entries = read_object(self.path).get("precedents", [])
        found = (_precedent(entry) for entry in (entries if isinstance(entries, list) else []))
        return tuple(precedent for precedent in found if precedent)

    def remember(self, *precedents: Precedent) -> None:
        """Keep decisions; one for the very same words takes the place of the older one, as the newest."""
        self.change((), precedents)

    def forget(self, *functions: str) -> None:
        """Forget what was decided for some functions."""
        self.change(functions, ())

    def change(self, forget: Iterable[str], remember: Iterable[Precedent]) -> None:
        """Forget and remember in one write; nothing is written where nothing differs."""
        before = self.all()
        kept = {one.function.casefold(): one for one in before}
        for function in forget:
            kept.pop(function.casefold(), None)
        for precedent in remember:
            kept.pop(precedent.function.casefold(), None)
            kept[precedent.function.casefold()] = precedent
        after = tuple(kept.values())[-MOST:]
        if after != before:
            self._write(after)

    def forget_all(self) -> None:
        """Forget every decision: the file is removed."""
        self.path.unlink(missing_ok=True)

    def _write(self, precedents: tuple[Precedent, ...]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        content = {"format": 1, "precedents": [asdict(precedent) for precedent in precedents]}
        save_bytes(self.path, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"), overwrite=True)


class Learner:
    """Remembers the overrides of one document; an override that is taken back is taken back here too.

    ``problem`` says why the last change could not be kept, "" where it could: forgetting to learn never stops an edit.
    """

    def __init__(self, document: Document, memory: PrecedentMemory) -> None:
        self.document, self.memory, self.problem = document, memory, ""
        self._added: dict[RowId, tuple[Precedent, Precedent | None]] = {}
        document.listen(self._changed)

    def _changed(self, change: Change) -> None:
        if change.structure and change.everything:
            self._added.clear()
        elif change.fields & _FIELDS:
            try:
                self._learn(change.rows)
                self.problem = ""
            except (OutputUnwritableError, OSError) as error:
                self.problem = _("Your decision is not kept for other plans: {why}").format(why=error)

    def _learn(self, rows: Iterable[RowId]) -> None:
        stored = {one.function.casefold(): one for one in self.memory.all()}
        forget: list[str] = []
        remember: list[Precedent] = []
        for row in rows:
            if row not in self.document.plan.rows.positions:
                continue
            added, before = self._added.pop(row, (None, None))
            if added and stored.get(added.function.casefold()) == added:
                forget.append(added.function)
                remember += [before] if before else []
            found = override_of(self.document, row)
            if found:
                same = stored.get(found.function.casefold())
                self._added[row] = (found, before if same == added else same)
                remember.append(found)
        self.memory.change(forget, remember)


def override_of(document: Document, row: RowId) -> Precedent | None:
    """Return the decision of a row that differs from the advice and gives its reason, None where there is none."""
    function, decision, reason = (document.cell(row, key) for key in ("function", "decision", "decision_reason"))
    texts = (function, decision, reason)
    if not all(isinstance(text, str) and text.strip() for text in texts) or decision == AUTO:
        return None
    if decision == document.evaluation.value(row, "label"):
        return None
    return Precedent(str(function).strip(), str(decision), str(reason).strip())


def suggestions_for(document: Document, memory: PrecedentMemory) -> dict[RowId, Suggestion]:
    """Return what may be taken over, by row; rows with a decision, and advice that says the same, are left out."""
    plan, libraries = document.plan, document.libraries
    decided = np.array([cell is not None and cell != AUTO for cell in plan.column("decision")], dtype=bool)
    found = suggestions(plan.column("function"), decided, memory.all(), libraries.model, libraries.scheme)
    labels = document.evaluation.columns["label"]
    return {
        row: one
        for row, one, label in zip(plan.rows.ids, found, labels, strict=True)
        if one is not None and one.precedent.decision != label
    }


def edit_to_accept(document: Document, row: RowId, suggestion: Suggestion) -> Several:
    """Return the one step that gives a row the decision suggested, with where it comes from as its reason."""
    precedent = suggestion.precedent
    same = key_of(str(document.cell(row, "function")), document.libraries.model) == key_of(
        precedent.function, document.libraries.model
    )
    reason = precedent.reason if same else _("{reason} (as for {function})").format(
        reason=precedent.reason, function=precedent.function
    )  # fmt: skip
    edits = (SetCells((row,), "decision", (precedent.decision,)), SetCells((row,), "decision_reason", (reason,)))
    return Several(edits, _("Take over a decision"))


def _precedent(entry: Any) -> Precedent | None:  # noqa: ANN401 - whatever a file holds
    if not isinstance(entry, dict):
        return None
    function, decision, reason = texts = [str(entry.get(key) or "") for key in ("function", "decision", "reason")]
    return Precedent(function, decision, reason) if all(texts) and decision in DECISIONS[1:] else None

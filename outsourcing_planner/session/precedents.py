"""The user's own decisions, kept on this machine only, suggested elsewhere, and forgotten on request.

How a window uses it::

    memory = PrecedentMemory(places)                       # one per process
    Learner(document, memory)                              # one per open document: remembers overrides with a reason
    suggester = Suggester(document, memory)                # one per open document
    for row, found in suggester.for_all().items(): found.sentence
    document.apply(suggester.accept(row, found))           # only when the person says so
    suggester.dismiss(row, found)                          # not for this function
    memory.all(); memory.forget(function); memory.forget_all()
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

import numpy as np

from outsourcing_planner.domain.errors import OutputUnwritableError
from outsourcing_planner.domain.labels import AUTO, DECISIONS
from outsourcing_planner.domain.plan import RowId
from outsourcing_planner.engine.classify.precedents import NameReader, Precedent, Suggestion, key_of, suggestions
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
        self._seen: tuple[int, int] | None = None
        self._content: dict[str, Any] = {}
        self._all: tuple[Precedent, ...] = ()

    def all(self) -> tuple[Precedent, ...]:
        """Return the precedents, the oldest first."""
        self._look()
        return self._all

    def dismissed(self) -> frozenset[tuple[str, str]]:
        """Return which function was not to take over which precedent's decision, both in small letters."""
        self._look()
        pairs = self._content.get("dismissed", [])
        return frozenset((str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list) and len(pair) == 2)

    def dismiss(self, function: str, precedent: Precedent) -> None:
        """Suggest a precedent for a function no more; remembering it anew takes that back."""
        kept = [*sorted(self.dismissed() - {_pair(function, precedent)}), _pair(function, precedent)][-MOST:]
        self._write(self.all(), kept)

    def _look(self) -> None:
        """Read the file where it is another than the one that was read."""
        try:
            facts = self.path.stat()
            now = (facts.st_mtime_ns, facts.st_size)
        except OSError:
            now = None
        if now is None or now != self._seen:
            self._content = read_object(self.path) if now else {}
            entries = self._content.get("precedents", [])
            found = (_precedent(entry) for entry in (entries if isinstance(entries, list) else []))
            self._all, self._seen = tuple(precedent for precedent in found if precedent), now

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
            anew = {one.function.casefold() for one in set(after) ^ set(before)}
            self._write(after, sorted(pair for pair in self.dismissed() if pair[1] not in anew))

    def forget_all(self) -> None:
        """Forget every decision: the file is removed."""
        self.path.unlink(missing_ok=True)

    def _write(self, precedents: tuple[Precedent, ...], dismissed: Sequence[tuple[str, str]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        content = {"format": 1, "precedents": [asdict(precedent) for precedent in precedents], "dismissed": dismissed}
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


class Suggester:
    """What one document may take over from the own decisions. Names are read once, so that a look costs little."""

    def __init__(self, document: Document, memory: PrecedentMemory) -> None:
        self.document, self.memory = document, memory
        self._reader: NameReader | None = None
        self._scheme: object = None

    def for_rows(self, rows: Sequence[RowId]) -> dict[RowId, Suggestion]:
        """Return what these rows may take over.

        Rows with a decision, advice that says the same, and what was dismissed are left out.
        """
        precedents = self.memory.all()
        if not precedents or not rows:
            return {}
        document, at = self.document, self.document.plan.rows.positions
        columns = document.plan.column("function"), document.plan.column("decision")
        functions, decisions = ([column[at[row]] for row in rows] for column in columns)
        decided = np.array([cell is not None and cell != AUTO for cell in decisions], dtype=bool)
        dismissed, labels = self.memory.dismissed(), document.evaluation.columns["label"]
        found = suggestions(functions, decided, precedents, self.names())
        return {
            row: one
            for row, one in zip(rows, found, strict=True)
            if one is not None
            and one.precedent.decision != labels[at[row]]
            and _pair(str(document.cell(row, "function")), one.precedent) not in dismissed
        }

    def for_row(self, row: RowId) -> Suggestion | None:
        """Return what one row may take over, None where there is nothing."""
        return self.for_rows((row,)).get(row)

    def for_all(self) -> dict[RowId, Suggestion]:
        """Return what may be taken over, by row."""
        return self.for_rows(self.document.plan.rows.ids)

    def unread(self) -> list[str]:
        """Return the names that the next look at all rows has to read first."""
        own = (precedent.function for precedent in self.memory.all())
        typed = (name for name in self.document.plan.column("function") if isinstance(name, str))
        return self.names().unread([*own, *typed])

    def accept(self, row: RowId, suggestion: Suggestion) -> Several:
        """Return the one step that takes the decision over; it changes nothing yet."""
        return edit_to_accept(self.document, row, suggestion)

    def dismiss(self, row: RowId, suggestion: Suggestion) -> None:
        """Suggest this decision for this function no more, until it is taken anew."""
        self.memory.dismiss(str(self.document.cell(row, "function")), suggestion.precedent)

    def names(self) -> NameReader:
        """Return what reads names, one as long as the scheme stays the same."""
        libraries = self.document.libraries
        if self._reader is None or self._scheme is not libraries.scheme:
            self._reader, self._scheme = NameReader(libraries.model, libraries.scheme), libraries.scheme
        return self._reader


def suggestions_for(document: Document, memory: PrecedentMemory) -> dict[RowId, Suggestion]:
    """Return what may be taken over, by row, for one look; a window keeps a `Suggester`."""
    return Suggester(document, memory).for_all()


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


def _pair(function: str, precedent: Precedent) -> tuple[str, str]:
    return function.strip().casefold(), precedent.function.casefold()


def _precedent(entry: Any) -> Precedent | None:  # noqa: ANN401 - whatever a file holds
    if not isinstance(entry, dict):
        return None
    function, decision, reason = texts = [str(entry.get(key) or "") for key in ("function", "decision", "reason")]
    return Precedent(function, decision, reason) if all(texts) and decision in DECISIONS[1:] else None

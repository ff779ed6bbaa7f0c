"""A whole window without a screen: real grid, real document, recorders in place of boxes and file pickers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from outsourcing_planner.session.places import under
from outsourcing_planner.text import use_translation
from outsourcing_planner.ui.desk import Desk, furnished
from outsourcing_planner.ui.kit import numbers
from outsourcing_planner.ui.kit.files import Kind
from outsourcing_planner.ui.kit.messages import Leave
from outsourcing_planner.ui.kit.ports import Ports
from outsourcing_planner.ui.kit.program import Program
from outsourcing_planner.ui.kit.tasks import Tasks, inline
from outsourcing_planner.ui.main_window import MainWindow


@dataclass
class Recorder:
    """Messages and file pickers: says what it is told to answer, remembers what it was asked."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    leave_answer: Leave = Leave.CANCEL
    confirms: bool = True
    opens: Path | None = None
    saves: Path | None = None

    def error(self, text: str, details: str = "") -> None:
        self.errors.append((text, details))

    def confirm(self, text: str, verb: str, details: str = "", otherwise: str = "") -> bool:
        self.asked.append(f"{text} [{verb}] {details} [{otherwise}]" if otherwise else f"{text} [{verb}] {details}")
        return self.confirms

    def leave(self, name: str) -> Leave:
        self.asked.append(name)
        return self.leave_answer

    def open_path(self, _kind: Kind, _folder: Path | None) -> Path | None:
        return self.opens

    def save_path(self, _kind: Kind, _suggestion: Path) -> Path | None:
        return self.saves


@pytest.fixture
def program(qapp, tmp_path):  # noqa: ARG001 - Qt must be there
    """A program with its own folders, in English and light."""
    made = Program(under(tmp_path / "home"))
    made.change(language="en", number_locale="en_US", theme="light", show_hints=False)
    made.paint()
    yield made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # closed windows would be restyled for ever
    use_translation(NullTranslations())
    numbers.use_locale("en_US")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def make_desk(qtbot, program, libraries, recorder) -> Callable[[], Desk]:
    """Makes windows with an empty plan."""

    def make() -> Desk:
        window = MainWindow(program)
        window.restore(program.places.window)
        desk = furnished(window, libraries, Ports(recorder, recorder, Tasks(start=inline, parent=window)))
        qtbot.addWidget(window, before_close_func=lambda one: setattr(one, "may_close", lambda: True))
        window.show()
        return desk

    return make


@pytest.fixture
def desk(make_desk) -> Desk:
    """A window with an empty plan."""
    return make_desk()

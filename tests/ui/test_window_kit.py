"""The window's kit: tasks beside the window, settings, recent files, catalogues, ago."""

import gettext
import importlib.util
import io
import os
import re
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from outsourcing_planner.assets import resource
from outsourcing_planner.ui.action_table import ACTIONS, MENUS
from outsourcing_planner.ui.kit.tasks import CancelledError, Tasks, inline
from outsourcing_planner.ui.views.ago import ago


def test_that_an_answer_arrives_in_the_windows_thread(qtbot):
    tasks, seen = Tasks(), []
    tasks.run(lambda _progress: threading.get_ident(), lambda value: seen.append((value, threading.get_ident())), print)
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert worker != here == threading.get_ident()
    assert not tasks.busy


def test_that_the_newest_answer_wins(qtbot):
    tasks, seen, wait = Tasks(), [], threading.Event()
    tasks.run(lambda _progress: wait.wait(10) and "old", seen.append, print, "topic")
    tasks.run(lambda _progress: "new", seen.append, print, "topic")
    qtbot.waitUntil(lambda: bool(seen))
    wait.set()
    qtbot.wait(50)
    assert seen == ["new"]


def test_that_a_cancelled_job_answers_nothing_and_stops_at_its_next_report(qtbot):
    tasks, seen, ended, started = Tasks(), [], threading.Event(), threading.Event()

    def work(progress):
        started.set()
        try:
            while True:
                progress.report(0.5)
        except CancelledError:
            ended.set()
            raise

    tasks.run(work, seen.append, seen.append)
    assert started.wait(10)
    tasks.cancel()
    assert ended.wait(10)
    qtbot.wait(50)
    assert seen == []
    assert not tasks.busy


@pytest.mark.usefixtures("qapp")
def test_that_an_exception_becomes_a_failure_with_details():
    tasks, failures = Tasks(start=inline), []
    tasks.run(lambda _progress: 1 / 0, print, failures.append)
    assert isinstance(failures[0].error, ZeroDivisionError)
    assert "ZeroDivisionError" in failures[0].details


@pytest.mark.usefixtures("qapp")
def test_that_progress_is_told():
    tasks, told = Tasks(start=inline), []
    tasks.progressed.connect(lambda share, text: told.append((share, text)))
    tasks.run(lambda progress: progress.report(0.25, "reading"), print, print)
    assert told == [(0.25, "reading")]


@pytest.mark.parametrize("language", ["de"])
def test_that_a_compiled_catalogue_is_that_of_its_source(language):
    folder = resource(f"locale/{language}/LC_MESSAGES")
    catalog = read_po(io.BytesIO((folder / "planner.po").read_bytes()))
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    assert compiled.getvalue() == (folder / "planner.mo").read_bytes()


@pytest.mark.parametrize("language", ["de"])
def test_that_translations_keep_the_places_of_values(language):
    catalog = read_po(io.BytesIO((resource(f"locale/{language}/LC_MESSAGES") / "planner.po").read_bytes()))
    for message in catalog:
        texts = (message.id, message.string) if isinstance(message.id, str) else (message.id[1], message.string[1])
        if texts[0] and texts[1]:
            assert places(texts[1]) == places(texts[0]), texts[0]


def places(text: str) -> set[str]:
    return set(re.findall(r"{[^}]*}", text))


def test_that_ago_is_said_as_a_person_says_it():
    now = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    assert ago(now - timedelta(seconds=5), now) == "just now"
    assert ago(now - timedelta(minutes=1), now) == "1 minute ago"
    assert ago(now - timedelta(minutes=7), now) == "7 minutes ago"
    assert ago(None) == ""


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there the system is asked, not the environment")
@pytest.mark.parametrize(
    ("environment", "language", "numbers"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de", "1.234,5"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en", "1,234.5"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_AT.UTF-8"}, "de", "1,234.5"),
        ({"LANG": "C"}, "en", "1,234.5"),
        ({}, "en", "1,234.5"),
    ],
)
def test_that_the_language_of_the_system_is_heard(environment, language, numbers):
    code = (
        "from outsourcing_planner.ui.kit import numbers as n\n"
        "n.use_locale('system'); print(n.system_language(), n.number(1234.5, 1))"
    )
    known = {key: value for key, value in os.environ.items() if key != "LANGUAGE" and key[:3] not in {"LC_", "LAN"}}
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], env={**known, **environment, "PYTHONPATH": root}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == [language, numbers]


def texts_of_the_program():
    """Return every text that the program shows, as scripts/translations.py collects them."""
    path = Path(__file__).resolve().parents[2] / "scripts" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [message.id for message in module.template() if message.id]


@pytest.mark.parametrize("language", ["de"])
def test_that_no_text_is_untranslated(language):
    catalog = read_po(io.BytesIO((resource(f"locale/{language}/LC_MESSAGES") / "planner.po").read_bytes()))
    known = {message.id: message.string for message in catalog}
    missing = []
    for text in texts_of_the_program():
        found = known.get(text, "")
        if not (all(found) if isinstance(found, tuple) else found.strip() or not text.strip()):
            missing.append(text)
    assert missing == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_that_no_two_entries_of_a_menu_share_a_letter(language):
    translated = gettext.translation("planner", str(resource("locale")), [language], fallback=True).gettext
    menus: dict[tuple[str, str], list[str]] = {}
    for spec in ACTIONS:
        menus.setdefault((spec.menu, spec.submenu), []).append(translated(spec.text))
        if spec.submenu:
            submenu = translated(spec.submenu)
            if submenu not in menus.setdefault((spec.menu, ""), []):
                menus[(spec.menu, "")].append(submenu)
    menus[("", "")] = [translated(title) for _name, title in MENUS]
    for menu, texts in menus.items():
        letters = [found.group(1).casefold() for text in texts if (found := re.search(r"&(\w)", text))]
        assert sorted(set(letters)) == sorted(letters), (menu, [text for text in texts if "&" in text])

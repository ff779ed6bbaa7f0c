"""The icons are one set: one box, one stroke, one colour that the theme gives."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ICONS = sorted(path for path in (ROOT / "resources/icons").glob("*.svg") if path.stem != "outsourcing-planner")
NEEDED = {
    "new", "open", "import", "save", "export", "undo", "redo", "add-row", "remove-row", "filter", "find", "why",
    "summary", "assumptions", "issues", "charts", "settings", "help", "copy", "paste", "classify", "rates", "scenario",
    "close", "warning", "pencil", "bpo", "kpo", "hybrid", "retain", "automate",
}  # fmt: skip


def test_that_the_set_is_complete():
    assert {path.stem for path in ICONS} >= NEEDED


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_that_an_icon_belongs_to_the_set(path):
    text = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke-width="1.5"' in text
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) <= {"none", "currentColor"}

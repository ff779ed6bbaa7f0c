"""Settings and recent files: kept, and never a reason to stop."""

import json

import pytest

from outsourcing_planner.session.places import under
from outsourcing_planner.session.recent import MOST, Recent
from outsourcing_planner.session.settings import Settings, load, save


def test_that_settings_come_back_as_saved(tmp_path):
    wanted = Settings(language="de", theme="dark", zoom=150, show_hints=False)
    save(wanted, tmp_path / "a" / "settings.json")
    assert load(tmp_path / "a" / "settings.json") == wanted


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"zoom": "big", "language": 7, "new": true}', "\x00"])
def test_that_a_bad_settings_file_gives_the_defaults(tmp_path, text):
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    assert load(path) == Settings()


def test_that_settings_of_another_version_keep_what_is_known(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "from_the_future": 1}), encoding="utf-8")
    assert load(path) == Settings(theme="dark")


def test_that_settings_that_cannot_be_written_stop_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    save(Settings(theme="dark"), tmp_path / "file" / "settings.json")
    assert load(tmp_path / "file" / "settings.json") == Settings()


def test_that_recent_files_stand_newest_first_and_once(tmp_path):
    recent = Recent(under(tmp_path).recent)
    for name in ("a", "b", "a"):
        recent.add(tmp_path / name)
    assert Recent(under(tmp_path).recent).files() == [tmp_path / "a", tmp_path / "b"]


def test_that_the_list_of_recent_files_stays_short(tmp_path):
    recent = Recent(under(tmp_path).recent)
    for number in range(MOST + 5):
        recent.add(tmp_path / str(number))
    assert len(recent.files()) == MOST
    recent.forget(recent.files()[0])
    assert len(recent.files()) == MOST - 1
    recent.clear()
    assert Recent(under(tmp_path).recent).files() == []


def test_that_a_damaged_list_of_recent_files_is_empty(tmp_path):
    path = tmp_path / "recent.json"
    path.write_text('{"files": {"a": 1}}', encoding="utf-8")
    assert Recent(path).files() == []

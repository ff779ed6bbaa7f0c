"""The atomic saver writes all of a file or leaves the old one as it was."""

import os
import stat
from pathlib import Path

import pytest

from outsourcing_planner.domain.errors import ChangedOnDiskError, OutputExistsError, OutputUnwritableError
from outsourcing_planner.io import atomic
from outsourcing_planner.io.atomic import FileStamp, save_bytes, stamp_of, sweep


def test_that_a_new_file_holds_exactly_the_bytes_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    stamp = save_bytes(path, b"abc" * 1000, overwrite=False)
    assert path.read_bytes() == b"abc" * 1000
    assert stamp == stamp_of(path) == FileStamp.of(b"abc" * 1000)
    assert list(tmp_path.iterdir()) == [path]


def test_that_no_bytes_at_all_can_be_saved(tmp_path: Path) -> None:
    save_bytes(tmp_path / "empty", b"", overwrite=False)
    assert (tmp_path / "empty").read_bytes() == b""


def test_that_an_existing_file_is_kept_unless_overwriting_was_agreed(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    path.write_bytes(b"old")
    with pytest.raises(OutputExistsError, match="already there") as caught:
        save_bytes(path, b"new", overwrite=False)
    assert caught.value.exit_code == 5
    assert path.read_bytes() == b"old"
    save_bytes(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_that_a_file_which_appears_during_the_save_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    path = tmp_path / "plan.oplan"
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    with pytest.raises(OutputExistsError):
        save_bytes(path, b"new", overwrite=False, verify=lambda _: path.write_bytes(b"theirs") and None)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def _no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_that_a_file_system_without_links_takes_a_new_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    save_bytes(tmp_path / "plan.oplan", b"new", overwrite=False)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


@pytest.mark.skipif(os.name == "nt", reason="mode bits are Unix")
@pytest.mark.parametrize("mode", [0o664, 0o600, 0o640])
def test_that_the_mode_bits_of_the_old_file_stay(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "plan.oplan"
    path.write_bytes(b"old")
    path.chmod(mode)
    save_bytes(path, b"new", overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt", reason="mode bits are Unix")
def test_that_a_new_file_gets_the_mode_that_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    save_bytes(tmp_path / "plan", b"new", overwrite=False)
    assert (tmp_path / "plan").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_that_a_symbolic_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    real, link = tmp_path / "share" / "real.oplan", tmp_path / "link.oplan"
    real.write_bytes(b"old")
    link.symlink_to(real)
    save_bytes(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_that_a_file_changed_since_it_was_opened_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    opened = save_bytes(path, b"mine", overwrite=False)
    path.write_bytes(b"hers")
    with pytest.raises(ChangedOnDiskError, match="somebody else"):
        save_bytes(path, b"mine again", overwrite=True, opened=opened)
    assert path.read_bytes() == b"hers"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_file_changed_while_it_is_being_saved_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    opened = save_bytes(path, b"mine", overwrite=False)
    with pytest.raises(ChangedOnDiskError):
        save_bytes(path, b"new", overwrite=True, opened=opened, verify=lambda _: path.write_bytes(b"hers") and None)
    assert path.read_bytes() == b"hers"


def test_that_a_file_merely_touched_or_gone_may_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    opened = save_bytes(path, b"mine", overwrite=False)
    os.utime(path, (1, 1))
    save_bytes(path, b"two", overwrite=True, opened=opened)
    path.unlink()
    save_bytes(path, b"three", overwrite=True, opened=opened)
    assert path.read_bytes() == b"three"


def test_that_the_backup_sees_the_old_file_and_comes_before_the_replacement(tmp_path: Path) -> None:
    path, seen = tmp_path / "plan.oplan", []
    path.write_bytes(b"old")
    save_bytes(path, b"new", overwrite=True, backup=lambda old: seen.append(old.read_bytes()))
    assert seen == [b"old"]


def test_that_bytes_that_cannot_be_read_back_never_take_the_place(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    path.write_bytes(b"old")

    def refuse(temporary: Path) -> None:
        assert temporary.read_bytes() == b"new"
        raise ValueError("no rows")

    with pytest.raises(OutputUnwritableError, match="no rows"):
        save_bytes(path, b"new", overwrite=True, verify=refuse)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_folder_a_missing_folder_and_a_protected_file_are_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritableError, match="folder; choose another name"):
        save_bytes(tmp_path, b"", overwrite=True)
    with pytest.raises(OutputUnwritableError, match="does not exist"):
        save_bytes(tmp_path / "no" / "plan", b"", overwrite=True)
    with pytest.raises(OutputUnwritableError, match="name is too long"):
        save_bytes(tmp_path / ("n" * 300), b"", overwrite=True)
    protected = tmp_path / "protected"
    protected.write_bytes(b"old")
    protected.chmod(0o444)
    with pytest.raises(OutputUnwritableError, match="write-protected"):
        save_bytes(protected, b"new", overwrite=True)


def test_that_a_name_as_long_as_the_system_allows_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127)
    save_bytes(path, b"new", overwrite=False)
    assert path.read_bytes() == b"new"


class _HeldError(PermissionError):
    winerror = 32


@pytest.mark.parametrize(("failures", "saved"), [(5, True), (20, False)])
def test_that_a_file_held_by_another_program_is_tried_again_and_then_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int, *, saved: bool
) -> None:
    path, real, tries = tmp_path / "plan.oplan", os.replace, []
    path.write_bytes(b"old")

    def held(source: Path, target: Path) -> None:
        tries.append(source)
        if len(tries) <= failures:
            raise _HeldError(13, "held")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(atomic, "PAUSES", (0.0,) * 6)
    if saved:
        save_bytes(path, b"new", overwrite=True)
    else:
        with pytest.raises(OutputUnwritableError, match="another program has it open"):
            save_bytes(path, b"new", overwrite=True)
    assert path.read_bytes() == (b"new" if saved else b"old")
    assert list(tmp_path.iterdir()) == [path]


def test_that_what_a_crashed_save_left_is_swept_and_other_files_are_not(tmp_path: Path) -> None:
    path = tmp_path / "plan.oplan"
    mine = tmp_path / f"{atomic._prefix(path.name)}0123.tmp"
    other = tmp_path / f"{atomic._prefix('other.oplan')}0123.tmp"
    for file in (path, mine, other, tmp_path / "notes.tmp"):
        file.write_bytes(b"x")
    assert sweep(path, older_than=3600) == 0
    assert sweep(path) == 1
    assert sorted(tmp_path.iterdir()) == sorted([path, other, tmp_path / "notes.tmp"])

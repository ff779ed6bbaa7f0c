"""What is built is what was written: the wheel has the code and every shipped file, and finds them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built and unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files_below(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_that_the_wheel_ships_every_resource_and_every_module(unpacked_wheel):
    package = unpacked_wheel / "outsourcing_planner"
    assert files_below(ROOT / "resources")
    assert files_below(ROOT / "resources") <= files_below(package / "resources")
    assert {name for name in files_below(ROOT / "outsourcing_planner") if name.endswith(".py")} <= files_below(package)


def test_that_the_wheel_carries_the_licences(unpacked_wheel):
    names = {Path(name).name for name in files_below(unpacked_wheel)}
    assert {"LICENSE", "THIRD_PARTY_NOTICES.md", "Apache-2.0.txt"} <= names


def test_that_an_installed_program_reads_its_own_resources(unpacked_wheel, tmp_path):
    program = "from outsourcing_planner import assets; print(assets.resource('icons/outsourcing-planner.svg'))"
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(unpacked_wheel)!r}); {program}"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert Path(found).is_relative_to(unpacked_wheel)

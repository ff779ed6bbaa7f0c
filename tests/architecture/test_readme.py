"""What a newcomer is promised: the two commands, one version, links that lead somewhere."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest

import outsourcing_planner

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md")]


def sh_blocks(text: str) -> list[str]:
    """The contents of the fenced sh blocks, in order."""
    return re.findall(r"^```sh\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def test_that_the_first_two_sh_blocks_are_one_line_each_and_name_files_that_exist():
    first, second = sh_blocks(README)[:2]
    assert (first, second) == ("sh scripts/run.sh\n", "sh scripts/test.sh\n")
    assert (ROOT / "scripts/run.sh").is_file()
    assert (ROOT / "scripts/test.sh").is_file()


@pytest.mark.parametrize("script", ["scripts/setup.sh", "scripts/run.sh", "scripts/test.sh", ".ci/run"])
def test_that_a_script_is_understood_by_its_shell(script):
    text = (ROOT / script).read_text(encoding="utf-8")
    shell = "bash" if "bash" in text.splitlines()[0] else "sh"
    subprocess.run([shell, "-n", script], cwd=ROOT, check=True)
    assert "\r" not in text


def test_that_ci_runs_the_second_command_as_it_stands_in_the_readme():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    recipe = re.search(r"second_command\(\) \{.*?\n(.*?)\n\}", script, re.DOTALL)
    assert recipe is not None
    printed = subprocess.run(["sh", "-c", recipe[1]], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert printed == sh_blocks(README)[1]


def test_that_there_is_one_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]
    assert "version" not in project
    said = subprocess.run(
        ["git", "grep", "-lF", f'"{outsourcing_planner.__version__}"', "--", "*.py", "*.toml", "*.spec"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    assert set(said) <= {"outsourcing_planner/__init__.py"}


@pytest.mark.skipif("CI" not in os.environ, reason="an older installation may be in use while developing")
def test_that_the_installed_version_is_the_one_of_the_checkout():
    assert version("outsourcing-planner") == outsourcing_planner.__version__


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_that_links_between_pages_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def plain(requirement: str) -> str:
    """The name in a requirement such as ``Foo_Bar>=2; python_version < "3"``."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].casefold().replace("_", "-")


def needed_by(requirements: Iterable[str]) -> set[str]:
    """The installed packages that these requirements bring along, directly or through others."""
    known: set[str] = set()
    waiting = [plain(each) for each in requirements]
    while waiting:
        name = waiting.pop()
        if name in known:
            continue
        try:
            further = requires(name) or []
        except PackageNotFoundError:  # for another system than this one
            continue
        known.add(name)
        waiting += [plain(each) for each in further if "extra ==" not in each]
    return known


def test_that_every_library_the_program_needs_stands_in_the_notices():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").casefold().replace("_", "-")
    needed = needed_by(declared)
    assert {plain(each) for each in declared} <= needed
    assert sorted(name for name in needed if name not in notices) == []


def test_that_no_committed_file_carries_a_path_of_a_machine():
    found = subprocess.run(
        ["git", "grep", "-nIE", r"(^|[^[:alnum:]_.])/(work|tmp|root|home)/[a-z]", "--", ".", ":!tests", ":!packaging"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.stdout == ""


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_that_the_files_a_page_names_are_there(page):
    spoken = re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|toml|sh|csv|md))`", (ROOT / page).read_text(encoding="utf-8"))
    assert spoken
    folders = ("outsourcing_planner", "resources", "tests", "scripts", "docs", "packaging")
    names = {path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*")}
    assert [name for name in spoken if not any(f"/{known}".endswith(f"/{name}") for known in names)] == []

"""Reading a workbook opens no connection and starts no other program, whatever stands in it (promise P7)."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[3]
BAN = '''
import os, sys
def _watch(event, arguments):
    reading = event == "subprocess.Popen" and "outsourcing_planner.io.importing.child" in str(arguments)
    if event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "http.", "os.system", "os.exec", "os.spawn")):
        told = event not in {"socket.gethostname"}
    else:
        told = event == "subprocess.Popen" and not reading
    if told:
        with open(os.environ["BANNED_LOG"], "a") as log:
            log.write(event + " " + str(arguments)[:200] + "\\n")
        raise RuntimeError("banned: " + event)
sys.addaudithook(_watch)
with open(os.environ["BANNED_LOG"] + ".here", "a") as log:
    log.write(str(os.getpid()) + "\\n")
'''
"""Runs first in every Python process that is started: the command and the process that reads."""
LINK = (
    '<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A1"/></ddeItems></ddeLink></externalLink>'
)
LINK_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"'
    ' Target="http://127.0.0.1:9/book.xlsx" TargetMode="External"/></Relationships>'
)


def hostile(path: Path) -> Path:
    """Write a workbook with functions that asks for the network in every way that a workbook has."""
    book = Workbook()
    rows = (
        ("Function", "Annual cost", "Link"), ("Payroll", 100, '=WEBSERVICE("http://127.0.0.1:9/")'),
        ("Billing", 200, '=HYPERLINK("http://127.0.0.1:9/","x")'), ("Audit", 300, "=cmd|'/c calc'!A1"),
        ("Tax", 400, "=[1]Sheet1!A1"),
    )  # fmt: skip
    for row in rows:
        book.active.append(row)
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", LINK)
        archive.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", LINK_RELATIONS)
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no real macro")
        archive.writestr("xl/connections.xml", "<connections/>")
    return path


def run(path: Path, folder: Path) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Import and cost a file on the command line, with the ban in every process."""
    (folder / "sitecustomize.py").write_text(BAN, encoding="utf-8")
    log = folder / "banned.log"
    places = {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "BANNED_LOG": str(log)}
    command = [sys.executable, "-m", "outsourcing_planner", "plan", str(path), "-o", str(folder / "o.xlsx"), "--json"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **places}
    ), log


def test_that_an_import_opens_no_connection_and_starts_nothing(tmp_path: Path) -> None:
    done, log = run(hostile(tmp_path / "hostile.xlsx"), tmp_path)
    assert done.returncode == 0, done.stderr
    assert not log.exists(), log.read_text(encoding="utf-8")
    watched = (tmp_path / "banned.log.here").read_text(encoding="utf-8").split()
    assert len(set(watched)) == 2, "the command and the reading process are both watched"
    result = json.loads(done.stdout)
    assert [row["function"] for row in result["rows"]] == ["Payroll", "Billing", "Audit", "Tax"]
    assert any("link" in note or "macro" in note.casefold() for note in result["import"]["notes"])


@pytest.mark.parametrize(
    "act", ["import socket; socket.socket().connect(('127.0.0.1', 9))", "import os; os.system('')"]
)
def test_that_the_ban_bites(tmp_path: Path, act: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(BAN, encoding="utf-8")
    places = {"PYTHONPATH": str(tmp_path), "BANNED_LOG": str(tmp_path / "banned.log")}
    done = subprocess.run([sys.executable, "-c", act], check=False, capture_output=True, env={**os.environ, **places})
    assert done.returncode != 0
    assert (tmp_path / "banned.log").exists()

# Build and test the Windows folder and installer: powershell -File packaging\windows\build.ps1
# Needs Python 3.11 or newer as "py" and Inno Setup 6 (iscc) on the PATH. Written with care, not yet run by us.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

# Windows PowerShell 5 goes on after a program that failed; this does not.
function Step([scriptblock] $Command) {
    & $Command
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

Step { py -3 -m venv .venv }
Step { .venv\Scripts\python -m pip install --quiet --editable . "pyinstaller>=6.11" }
Step { .venv\Scripts\python packaging\icons.py build\icons }
Step { .venv\Scripts\pyinstaller --noconfirm --log-level WARN --distpath build\bundle --workpath build\work packaging\planner.spec }

Step { build\bundle\outsourcing-planner\outsourcing-planner.exe self-test }

$version = .venv\Scripts\python -c "import outsourcing_planner; print(outsourcing_planner.__version__)"
Step { iscc "/DVersion=$version" packaging\windows\installer.iss }

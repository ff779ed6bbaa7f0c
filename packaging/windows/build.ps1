# Build and test the Windows folder and installer: powershell -File packaging\windows\build.ps1
# Needs Python 3.11 or newer as "py" and Inno Setup 6 (iscc) on the PATH. Written with care, not yet run by us.
$ErrorActionPreference = "Stop"
$PSNativeCommandUseErrorActionPreference = $true
Set-Location (Join-Path $PSScriptRoot "..\..")

py -3 -m venv .venv
.venv\Scripts\python -m pip install --quiet --editable . "pyinstaller>=6.11"
.venv\Scripts\python packaging\icons.py build\icons
.venv\Scripts\pyinstaller --noconfirm --log-level WARN --distpath build\bundle --workpath build\work packaging\planner.spec

& build\bundle\outsourcing-planner\outsourcing-planner.exe self-test
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

$version = .venv\Scripts\python -c "import outsourcing_planner; print(outsourcing_planner.__version__)"
iscc "/DVersion=$version" packaging\windows\installer.iss
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

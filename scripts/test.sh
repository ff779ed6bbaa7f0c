#!/bin/sh
# Set up and run the whole test suite without a screen. Arguments go to pytest: sh scripts/test.sh -k cashflow
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

ensure_venv
if ! ensure_libraries && ! .venv/bin/python -c 'from PySide6 import QtSvg, QtWidgets' 2>/dev/null; then
    exit 1 # the packages are named above
fi
export QT_QPA_PLATFORM=offscreen
exec .venv/bin/python -m pytest -n "${PYTEST_WORKERS:-2}" "$@"

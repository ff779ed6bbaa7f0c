#!/bin/sh
# Set up, cost the shipped sample into plan.xlsx, and open the window where there is a display. Safe to run again.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup.sh

ensure_venv
# Costing needs none of Qt's libraries, so a machine without them still gets its workbook.
ensure_libraries && window=yes || window=no

.venv/bin/outsourcing-planner plan resources/samples/portfolio.xlsx -o plan.xlsx --force

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ "$(uname -s)" = Linux ]; then
    say "No display here, so no window. With one: .venv/bin/outsourcing-planner"
elif [ "$window" = yes ]; then
    nohup .venv/bin/outsourcing-planner >.venv/window.log 2>&1 </dev/null &
    sleep 4 # long enough for a window that cannot open to say so
    kill -0 $! 2>/dev/null || wait $! || {
        cat .venv/window.log >&2
        say "plan.xlsx is written, but the window did not open; the lines above say why."
    }
fi

# Shared by run.sh and test.sh, which source it from the top of the checkout. POSIX sh; safe to repeat.
#
#   ensure_venv       makes .venv and installs the program and its tests into it; stops the script when that fails
#   ensure_libraries  sees to the system libraries that Qt needs; returns 1 and names the packages when it cannot

PATH=$PATH:/usr/sbin:/sbin
say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

ensure_venv() {
    # The stamp names what was installed from where: a second run needs no network, a moved checkout is set up anew.
    stamp="$(pwd) $(cksum < pyproject.toml)"
    if [ -x .venv/bin/python ] && [ "$(cat .venv/ready 2>/dev/null)" = "$stamp" ]; then
        return
    fi
    python=$(find_python) || {
        say "Outsourcing Planner needs Python 3.11 or newer with venv. On Debian 12: apt-get install python3 python3-venv"
        exit 1
    }
    say "Setting up .venv (once; a few minutes on a slow line) …"
    "$python" -m venv --clear .venv &&
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test]' &&
        printf '%s\n' "$stamp" > .venv/ready || {
        say "The set-up failed; the lines above say why. Nothing outside the folder .venv was changed."
        exit 1
    }
}

# Which Debian package brings which library. The second half is for a window on X11 only.
LIBRARIES='libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0 libgthread-2.0.so.0=libglib2.0-0
libxcb-cursor.so.0=libxcb-cursor0 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-icccm.so.4=libxcb-icccm4
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0'

missing_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    known=$(ldconfig -p 2>/dev/null)
    for pair in $LIBRARIES; do
        case "$known" in *"${pair%%=*}"*) ;; *) printf '%s\n' "${pair#*=}" ;; esac
    done
    if [ -z "$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.local/share/fonts" "${HOME:-/}/.fonts" \
        \( -name '*.[to]tf' -o -name '*.ttc' \) -print 2>/dev/null | head -n 1)" ]; then
        printf 'fonts-dejavu-core\n'
    fi
}

ensure_libraries() {
    missing=$(missing_packages | sort -u | tr '\n' ' ')
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "Installing what Qt needs: $missing…"
        # shellcheck disable=SC2086 # a list of words
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
            </dev/null >.venv/apt.log 2>&1 && return 0
        tail -n 5 .venv/apt.log >&2
    fi
    say "The window needs system libraries that are not here. On Debian 12: apt-get install $missing"
    return 1
}

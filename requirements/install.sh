#!/bin/sh
# Sets up .venv from a hash-locked file. Called by make: install.sh demo | dev
#
# "demo" holds what the program needs, "dev" that and the development tools. Once in place nothing is
# done again until the lock file (or pyproject.toml) changes: the stamps in .venv hold their checksums.
set -eu
cd "$(dirname "$0")/.."
kind=$1
lock=requirements/$kind.txt
log=.venv/install.log
unset PYTHONPATH PYTHONHOME
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1

recent_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-python3.11 python3 python3.12 python3.13 python3.14}; do
        if recent_enough "$name"; then echo "$name"; return; fi
    done
    echo "pejling needs Python 3.11 or newer, and found none (looked for ${PYTHON:-python3.11 to 3.14 and python3})." >&2
    echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv. Or name one: make PYTHON=/path/to/python3 ..." >&2
    exit 1
}

make_venv() {
    python=$(find_python)
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "$python has no module venv. On Debian or Ubuntu: sudo apt-get install python$version-venv" >&2
        exit 1
    fi
    "$python" -m venv --clear .venv
}

quietly() { # run a command; its output is shown only if it fails
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "Set-up failed at: $*" >&2
        echo "The whole output is in $log. Is the package index within reach? make clean starts afresh." >&2
        exit 1
    fi
}

stamped() { [ "$(cat ".venv/$1.stamp" 2>/dev/null)" = "$(cksum <"$2")" ]; }
stamp() { cksum <"$2" >".venv/$1.stamp"; }

if ! recent_enough .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    make_venv
fi
if ! stamped "$kind" "$lock"; then
    echo "Setting up .venv from $lock (once; again only when it changes) ..."
    quietly .venv/bin/python -m pip install --quiet --require-hashes --requirement "$lock"
    stamp "$kind" "$lock"
    [ "$kind" = demo ] || stamp demo requirements/demo.txt # dev holds all of demo, at the same versions
fi
if ! stamped project pyproject.toml; then
    quietly .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
    stamp project pyproject.toml
fi

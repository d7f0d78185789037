#!/bin/sh
# Makes .venv with a Python of at least 3.11 and installs this project into it: set_up.sh [EXTRA], where EXTRA is a group of
# optional dependencies of pyproject.toml ("dev"). What the machine lacks is installed (by root, with apt) or named.
set -eu
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
works() { .venv/bin/python -m pip --version >/dev/null 2>&1 && fits .venv/bin/python; }

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && fits "$name"; then
            command -v "$name"
            return
        fi
    done
    echo "PeaceKG needs Python 3.11 or later; none was found${PYTHON:+ ($PYTHON is none)}." >&2
    echo "Install one (Debian 12 or later, Ubuntu 24.04 or later: apt install python3 python3-venv)," >&2
    echo "or name it: make run PYTHON=/path/to/python3" >&2
    exit 1
}

# Debian ships venv without the pip that it puts into a new environment; that is in a package of its own.
add_venv_package() {
    version=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $version, which venv needs ..." >&2
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends "$version"; } >&2
    else
        echo "This Python cannot make virtual environments: its ensurepip is missing." >&2
        echo "Install it (sudo apt install $version), then run make again." >&2
        exit 1
    fi
}

if ! works; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) ..." >&2
    "$python" -c 'import ensurepip, venv' 2>/dev/null || add_venv_package "$python"
    rm -rf .venv
    "$python" -m venv .venv
fi
echo "Installing PeaceKG and what it needs into .venv ..." >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${1:+[$1]}"
# pip writes the bytecode of what it installs, but for an editable project; where Python may not write it, each start compiles anew.
.venv/bin/python -m compileall -q kg

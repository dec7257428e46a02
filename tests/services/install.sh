#!/usr/bin/env bash
# Installs what the tests' real servers need and isn't there yet: Debian packages (as root on
# Debian or Ubuntu; elsewhere it says what is missing) and Elasticsearch's jars, by Maven.
# Usage: tests/services/install.sh [PYTHON]    PYTHON has the project's dev packages
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${1:-.venv/bin/python}

has() { command -v "$1" >/dev/null 2>&1; }

has_postgresql() { compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || has initdb; }

has_nginx() { has nginx || [ -x /usr/sbin/nginx ]; }

has_browser() { has chromium || has chromium-browser || has google-chrome; }

missing=()
has_postgresql || missing+=(postgresql)
has redis-server || missing+=(redis-server)
has_browser || missing+=(chromium)
has mvn || missing+=(maven)
has_nginx || missing+=(nginx-light)

# Packages' own start-up scripts are kept from starting services that nobody asked for.
install_without_starting() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "$@" >/dev/null
}

if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && has apt-get; then
        echo "Installing ${missing[*]} for the tests"
        install_without_starting "${missing[@]}"
    else
        echo "Missing for the tests: ${missing[*]}. Install them, or their tests are skipped." >&2
    fi
fi

# A machine without Maven runs the other tests; with CI set the missing ones fail there.
"$python" -m tests.services fetch || true

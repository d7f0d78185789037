#!/usr/bin/env bash
# Installs Debian packages that tests of linking need (mediawiki, openrefine); without the right to, or without a mirror,
# it says so and the tests are skipped with their reason.
set -uo pipefail
declare -A packages=(
    [mediawiki]="mediawiki php-cli php-sqlite3 php-mbstring php-xml php-intl php-curl"
    [openrefine]="openrefine"
)
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
for name in "$@"; do
    read -ra wanted <<<"${packages[$name]}"
    if dpkg -s "${wanted[@]}" >/dev/null 2>&1; then
        continue
    fi
    "${as_root[@]}" apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${wanted[@]}" ||
        echo "$name could not be installed here; its tests will be skipped." >&2
done
exit 0

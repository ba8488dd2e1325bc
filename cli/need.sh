# need.sh: sourced by the scripts that must work on a bare Debian 12.  need PACKAGE...: installs what is missing, or says how.
need() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  sudo=
  if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then
      sudo='sudo -n'
    else
      echo "these packages are missing; please run (足りないパッケージがあります。次を実行してください):" >&2
      echo "  sudo apt-get update && sudo apt-get install --no-install-recommends$missing" >&2
      return 1
    fi
  fi
  echo "installing (インストール中):$missing" >&2
  log=$(mktemp)
  if ! { $sudo apt-get update && DEBIAN_FRONTEND=noninteractive $sudo apt-get -o DPkg::Lock::Timeout=300 \
      install -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}
build_packages='gcc libc6-dev meson ninja-build pkgconf libxml2-dev libgsl-dev libsqlite3-dev libunistring-dev libzip-dev libxlsxwriter-dev'
test_packages='libcmocka-dev libxml2-utils mandoc sqlite3 python3-openpyxl'
reader_packages='cmark-gfm'
pdf_packages='libpango1.0-dev fonts-morisawa-bizud-gothic poppler-utils'
# wish PACKAGE...: the same for what is not needed: without it something is left out.
wish() {
  need "$@" || echo "going on without them (なしで続けます): $*" >&2
}

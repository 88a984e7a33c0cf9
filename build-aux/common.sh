# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What build-aux/run and build-aux/test share: packages, SQLCipher, the build folder. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${HAVEN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/haven}

# Each argument is a line.
say () {
  printf '%s\n' "$@" >&2
}

fail () {
  say "$@"
  exit 1
}

# packages PURPOSE...: the names in build-aux/packages.
packages () {
  local purpose
  for purpose in "$@"; do
    sed -n "s/^$purpose://p" "$root/build-aux/packages"
  done
}

# Those of the packages that dpkg does not know as installed.
missing_packages () {
  local wanted installed name
  wanted=$(packages "$@")
  # shellcheck disable=SC2086,SC2016  # the names are words; dpkg expands the format
  installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' || true)
  for name in $wanted; do
    grep -qx "$name" <<< "$installed" || printf '%s ' "$name"
  done
}

as_root () {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_be_root () {
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

apt_install () {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends "$@" >&2
}

# apt's lists are fetched only where it cannot do without.
install_packages () {
  command -v dpkg-query >/dev/null || { say 'This is not Debian: the packages in build-aux/packages must be here under their own names.'; return; }
  local missing
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  can_be_root || fail "These packages are missing: $missing" "Install them, then start again:" \
    "  sudo apt-get install --no-install-recommends $missing"
  say "Installing: $missing"
  # shellcheck disable=SC2086  # the names are words
  apt_install $missing 2>/dev/null || { as_root apt-get -qq -o DPkg::Lock::Timeout=300 update >&2 && apt_install $missing; } ||
    fail "These packages could not be installed: $missing"
}

# build_folder SUFFIX: in the tree where it can be written, otherwise in the cache, one for each tree.
build_folder () {
  local name=_build$1
  if [ -n "${HAVEN_BUILD:-}" ]; then
    echo "$HAVEN_BUILD$1"
  elif [ -w "$root" ]; then
    echo "$root/$name"
  else
    echo "$cache/$(tree_id)/$name"
  fi
}

# A short name for this tree, so that two trees never share what is built from them.
tree_id () {
  printf '%s' "$root" | cksum | cut -d ' ' -f 1
}

# configure BUILD [OPTION...]: a folder that is set up already is left as it is, unless it was made with other options.
configure () {
  local build=$1 pkgconfig made_with
  shift
  pkgconfig=$(HAVEN_DEPS=${HAVEN_DEPS:-$cache/deps} "$root/build-aux/sqlcipher")
  export PKG_CONFIG_PATH=${pkgconfig:+$pkgconfig:}${PKG_CONFIG_PATH:-}
  made_with="$pkgconfig $*"
  if [ -f "$build/build.ninja" ] && [ "$(cat "$build/.options" 2>/dev/null)" = "$made_with" ]; then
    return
  fi
  rm -rf "$build"
  mkdir -p "$build"
  meson setup "$build" "$root" "$@" > "$build/.setup.log" 2>&1 || { tail -n 30 "$build/.setup.log" >&2; fail 'The build could not be set up.'; }
  printf '%s' "$made_with" > "$build/.options"
}

# compile BUILD [TARGET...]: Ninja's own lines matter only when it fails.
compile () {
  say 'Building.'
  ninja -C "$@" > "$1/.build.log" 2>&1 && return
  sed -n '/^FAILED/,$p' "$1/.build.log" | grep -v '^\[' | head -n 60 >&2
  fail "The build failed; what it says is above and in $1/.build.log."
}

# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What build, test, headless, window and bench share: Haven's own build against the prefix, and a Wine that is thrown away.
# Sourced after recipe.sh, never run.

# Where the compiler keeps the few libraries that its code needs while it runs
compiler_libraries=$(dirname "$("$host-gcc-posix" -print-file-name=libssp.a 2>/dev/null)")

# Programs and packages carry the time of the last change, so that two builds of one tree are alike.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/meson.build")}
export SOURCE_DATE_EPOCH

prefix_is_there () {
  local name
  for name in $components; do
    [ -f "$done_marks/$name" ] || return 1
  done
}

# Made on the first call, and after a change what has changed
bring_prefix () {
  local name
  for name in $components; do
    is_built "$name" || { "$here/prefix" >/dev/null; return; }
  done
}

# configure_windows BUILD [OPTION...]: as configure does for this computer, but with the prefix's libraries alone.
configure_windows () {
  local build=$1 cross=(--cross-file "$windows/cross.txt")
  shift
  ! command -v wine >/dev/null || cross+=(--cross-file "$here/wine.txt")
  if [ -f "$build/build.ninja" ] && [ "$(cat "$build/.options" 2>/dev/null)" = "${cross[*]} $*" ]; then
    return
  fi
  rm -rf "$build"
  mkdir -p "$build"
  env -u PKG_CONFIG_PATH -u PKG_CONFIG_LIBDIR meson setup "$build" "$root" "${cross[@]}" --wrap-mode nodownload \
    -Dendpoint=disabled "$@" > "$build/.setup.log" 2>&1 ||
    { tail -n 30 "$build/.setup.log" >&2; fail 'The Windows build could not be set up.'; }
  printf '%s' "${cross[*]} $*" > "$build/.options"
}

# --- Wine ------------------------------------------------------------------------------------------------------------------

# What Wine shall do without: menus, installers that ask, a debugger for what is meant to crash; and where DISPLAY names no screen
# the desktop, which the first program would start and which would keep that program's output open.
left_out=mscoree,mshtml,winemenubuilder.exe,winedbg.exe

# A Windows of our own in a folder of its own
start_wine () {
  command -v wine >/dev/null || fail 'Wine is not installed, so nothing that was built for Windows can be run.'
  wine_folder=$(mktemp -d)
  trap stop_wine EXIT
  export WINEPREFIX=$wine_folder/prefix WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES=$left_out
  [ -n "${DISPLAY:-}" ] || WINEDLLOVERRIDES+=,explorer.exe
  WINEDLLOVERRIDES+='='
  export WINEPATH="$prefix/bin;$compiler_libraries"
  # Its server stays until the end: one that a program had to start would keep that program's output open too.
  mkdir "$WINEPREFIX"
  wineserver --persistent > /dev/null 2>&1
  wineboot --init > "$wine_folder/boot.log" 2>&1 ||
    { cat "$wine_folder/boot.log" >&2; fail 'Wine did not start.'; }
}

# shellcheck disable=SC2317  # the trap calls it
stop_wine () {
  wineserver --kill 2>/dev/null || true
  wineserver --wait 2>/dev/null || true
  rm -rf "$wine_folder"
}

# stage_programs FOLDER PROGRAM: a build folder in which the command line is Windows' PROGRAM and the server this computer's own
stage_programs () {
  local stage=$1 native
  native=$(build_folder '')
  install_packages build endpoint
  configure "$native"
  compile "$native" src/endpoint/haven-endpoint
  mkdir -p "$stage/src/cli" "$stage/src/endpoint"
  ln -s "$native/src/endpoint/haven-endpoint" "$stage/src/endpoint/haven-endpoint"
  printf '#!/bin/sh\nWINEPATH= exec wine "%s" "$@"\n' "$2" > "$stage/src/cli/haven-cli"
  chmod +x "$stage/src/cli/haven-cli"
}

#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Run a command beside a screen, a window manager and a session bus that are its own and vanish with it.
#
# usage: tests/ui/xenv.sh COMMAND [ARGUMENT...]
#
# HAVEN_SCREEN (1366x768) is the size of the screen; HAVEN_WM=none leaves out the window manager. The command's status is
# passed on; 77 (skipped, to Meson) means that this machine lacks the programs, which build-aux/test installs.
set -eu

screen=${HAVEN_SCREEN:-1366x768}

for program in Xvfb dbus-run-session openbox xdotool; do
  command -v "$program" >/dev/null || { echo "xenv: $program is not installed; build-aux/packages lists what UI tests need"; exit 77; }
done

box=$(mktemp -d)
x_server='' manager=''

# shellcheck disable=SC2317  # the trap calls it
clean_up () {
  local process
  for process in $manager $x_server; do
    kill "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
  rm -rf "$box"
}
trap clean_up EXIT

# The server picks a free display by itself and tells which: two test runs never meet. No key repeats itself: on a busy machine a
# key that is let go late would be pressed twice.
start_screen () {
  mkfifo "$box/display"
  exec 3<> "$box/display"
  Xvfb -displayfd 3 -screen 0 "${screen}x24" -nolisten tcp -r > "$box/xvfb.log" 2>&1 3>&3 &
  x_server=$!
  local number
  read -r -t 20 number <&3 || { echo 'xenv: no screen'; cat "$box/xvfb.log"; exit 1; }
  export DISPLAY=:$number
  # It tells its number a moment before it answers.
  timeout 20 bash -c 'until xdotool getdisplaygeometry; do :; done' > "$box/answer.log" 2>&1
}

start_window_manager () {
  [ "${HAVEN_WM:-openbox}" = none ] && return
  openbox --sm-disable > "$box/openbox.log" 2>&1 &
  manager=$!
}

# Nothing of the person who runs the tests: no home, no settings, no portal, no other bus; the renderer that draws the same everywhere.
make_environment () {
  mkdir -m 700 "$box/run" "$box/home"
  unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME
  export HOME=$box/home XDG_RUNTIME_DIR=$box/run LC_ALL=${LC_ALL:-C.UTF-8}
  export GDK_BACKEND=x11 GDK_DEBUG=gl-disable GSK_RENDERER=cairo GTK_A11Y=atspi GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-memory}
  export GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1 NO_AT_BRIDGE=0
}

make_environment
start_screen
start_window_manager
# The bus and what it starts talk into a log; only the command's own words go out.
status=0
exec 4>&1 5>&2
# shellcheck disable=SC2016  # the inner shell expands it
dbus-run-session -- bash -c 'exec "$@" >&4 2>&5 4>&- 5>&-' command "$@" > "$box/bus.log" 2>&1 || status=$?
exit "$status"

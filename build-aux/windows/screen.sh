# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A screen of its own on which Wine shows Haven's window, and pictures of it. Sourced after haven.sh by window and try-msi, never run.
#
# folder: where its notes and the program's log lie; program: the window's process, from show on.

patience=90 # seconds for the window, and again for it to come to rest
screen=${SCREEN:-1280x800x24}
program=''

# The server picks a number that is free and says which.
start_screen () {
  local number said=$folder/display
  mkfifo "$said"
  Xvfb -displayfd 3 -screen 0 "$screen" -nolisten tcp 3<> "$said" > /dev/null 2>&1 &
  xvfb=$!
  read -r -t 20 number < "$said" || fail 'No screen could be started.'
  export DISPLAY=:$number
}

# shellcheck disable=SC2317  # the trap calls it
stop_screen () {
  hide
  stop_wine
  rm -rf "$folder"
  kill "$xvfb" 2>/dev/null || true
  wait "$xvfb" 2>/dev/null || true
}

shoot () {
  import -window root "$1"
}

# Two pictures a second apart that are alike: nothing moves any more.
wait_for_rest () {
  local second
  for ((second = 0; second < patience; second++)); do
    shoot "$folder/before.png"
    sleep 1
    shoot "$folder/after.png"
    [ "$(compare -metric AE "$folder/before.png" "$folder/after.png" null: 2>&1)" != 0 ] || return 0
  done
}

# GTK's own window, and not yet the empty one that the desktop is
wait_for_window () {
  local second
  for ((second = 0; second < patience; second++)); do
    ! xdotool search --onlyvisible --class haven.exe >/dev/null 2>&1 || return 0
    kill -0 "$program" 2>/dev/null || fail 'The program ended before it had a window.' "$(tail -n 20 "$folder/haven.log")"
    sleep 1
  done
  fail 'No window came.' "$(tail -n 20 "$folder/haven.log")"
}

# A PC names a font for messages that it has, at 9 points; Wine names one that DirectWrite does not know.
name_font () {
  local font
  font=$(python3 -c 'import struct, sys
print (struct.pack ("<5i8B64s", -12, 0, 0, 0, 400, *bytes (8), sys.argv[1].encode ("utf-16-le")).hex ())' "$1")
  wine reg add 'HKCU\Control Panel\Desktop\WindowMetrics' /v MessageFont /t REG_BINARY /d "$font" /f >/dev/null
}

# A Windows of our own on a screen of its own, until the end
open_screen () {
  folder=$(mktemp -d)
  start_screen
  start_wine
  trap stop_screen EXIT
  name_font 'DejaVu Sans'
}

# show PROGRAM [ARGUMENT...]: in the language of the people Haven is for, until nothing moves
show () {
  WINEPATH='' LANGUAGE=en_GB wine "$@" > "$folder/haven.log" 2>&1 &
  program=$!
  wait_for_window
  wait_for_rest
}

hide () {
  kill "$program" 2>/dev/null || true
  wait "$program" 2>/dev/null || true
}

# To be sourced: the display that real windows open on.

# Sets DISPLAY where there is none, to an Xvfb of its own; `xvfb` is its process then. Fails without Xvfb.
xvfb=
open_display() {
  [ -z "${DISPLAY:-}" ] || return 0
  command -v Xvfb >/dev/null || return 1
  local number
  for number in $(seq 90 99); do
    [ -e "/tmp/.X$number-lock" ] || break
  done
  Xvfb ":$number" -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
  xvfb=$!
  for _ in $(seq 50); do
    [ -e "/tmp/.X11-unix/X$number" ] && break
    sleep 0.1
  done
  export DISPLAY=":$number"
}

close_display() {
  [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
  xvfb=
}

#!/usr/bin/env bash
# Unpacks the .debs of target/packages into an empty folder and starts what is in them: the server by its
# unit's command line, the app by its menu entry's. Nothing is installed on this machine.
# Needs: dpkg-deb, curl, a display or Xvfb.
set -euo pipefail
cd "$(dirname "$0")/../.."
. build-tools/display.sh
packages=$PWD/target/packages
place=$(mktemp -d)
pids=()
trap 'close_display; kill "${pids[@]}" 2>/dev/null; wait; rm -rf "$place"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# $1 file, $2 what it has to say within 60 s, $3 what is expected, in words
await() {
  for _ in $(seq 300); do
    grep -q "$2" "$1" && return
    sleep 0.2
  done
  cat "$1" >&2
  fail "$3"
}

for deb in "$packages"/chatx_*.deb "$packages"/chatx-server_*.deb; do
  dpkg-deb -x "$deb" "$place"
  name=$(dpkg-deb -f "$deb" Package)
  for field in Version Architecture Depends Description; do
    [ -n "$(dpkg-deb -f "$deb" $field)" ] || fail "$name does not say its $field"
  done
done
dpkg-deb -f "$packages"/chatx_*.deb Depends | grep -q libgtk-3-0 || fail "GTK is not asked for"
dpkg-deb -I "$packages"/chatx-server_*.deb conffiles | grep -q /etc/default/chatx-server ||
  fail "the settings do not survive an upgrade"

# The server, by its unit's command line, with the paths of this folder and a port of its own.
line=$(sed -n 's/^ExecStart=//p' "$place/lib/systemd/system/chatx-server.service")
line=${line//\/opt\//$place/opt/}
line=${line//\/var\/lib\//$place/var/lib/}
mkdir -p "$place/var/lib"
CHATX_PORT=0 $line >"$place/server.out" 2>"$place/server.err" &
server=$!
pids+=("$server")
await "$place/server.out" '"ready":true' "the server does not start by its unit's command line"
port=$(sed -n 's/.*"port":\([0-9]*\).*/\1/p' "$place/server.out")
curl -fsSk "https://127.0.0.1:$port/healthz" >/dev/null || fail "the server does not answer"
grep -qi 'aot' "$place/server.err" && fail "the server's start-up cache is not used: $(grep -i aot "$place/server.err")"
kill -TERM "$server"
wait "$server" || [ $? -eq 143 ] || fail "the server does not stop by SIGTERM"
echo "server: starts by its unit's command line, answers, stops"

# The app, by its menu entry's command line.
open_display || fail "no display and no Xvfb"
entry=$place/usr/share/applications/chatx.desktop
line=$(sed -n 's/^Exec=//p' "$entry" | sed 's/ %u$//')
"$place$line" --data "$place/data" >"$place/app.out" 2>&1 &
app=$!
pids+=("$app")
await "$place/app.out" 'the window was there' "the app shows no window"
grep -i 'aot' "$place/app.out" && fail "the app's start-up cache is not used"
kill -TERM "$app"
wait "$app" || [ $? -eq 143 ] || fail "the app does not stop by SIGTERM"
echo "app: opens its window by its menu entry's command line, stops"

#!/usr/bin/env bash
# Starts what is in the .debs of target/packages: the server by its unit's command line, the app by its menu
# entry's. Without an argument they are unpacked into an empty folder and nothing is installed.
# Usage: installers/linux/check.sh [installed [program]]
#   installed  installs them on this machine (root), looks what an upgrade and a removal leave, removes them
#   program    is run in between, with the installed app's launcher
# Needs: dpkg-deb, curl, a display or Xvfb.
set -euo pipefail
cd "$(dirname "$0")/../.."
. build-tools/display.sh
packages=$PWD/target/packages
mode=${1:-unpacked}
program=${2:-}
place=$(mktemp -d)
pids=()
installed=no
finish() {
  close_display
  kill "${pids[@]}" 2>/dev/null || true
  wait || true
  rm -rf "$place"
  if [ "$installed" = yes ]; then
    DEBIAN_FRONTEND=noninteractive apt-get purge -qqy chatx chatx-server >/dev/null 2>&1 || true
  fi
}
trap finish EXIT

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

desktop_deb=$(echo "$packages"/chatx_*.deb)
server_deb=$(echo "$packages"/chatx-server_*.deb)
for deb in "$desktop_deb" "$server_deb"; do
  name=$(dpkg-deb -f "$deb" Package)
  for field in Version Architecture Depends Description; do
    [ -n "$(dpkg-deb -f "$deb" $field)" ] || fail "$name does not say its $field"
  done
done
dpkg-deb -f "$desktop_deb" Depends | grep -q libgtk-3-0 || fail "GTK is not asked for"
dpkg-deb -I "$server_deb" conffiles | grep -q /etc/default/chatx-server ||
  fail "the settings do not survive an upgrade"

# $1 file of a package
install_deb() {
  DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends "$1" >"$place/apt.log" 2>&1 ||
    { cat "$place/apt.log" >&2; fail "$1 cannot be installed"; }
}

if [ "$mode" = installed ]; then
  system=
  data=/var/lib/chatx-server
  [ ! -e "$data" ] || fail "$data is there already; this check wants a machine without ChatX"
  installed=yes
  install_deb "$desktop_deb"
  install_deb "$server_deb"
  [ "$(stat -c '%U %a' "$data")" = "chatx-server 700" ] || fail "$data is not its user's alone"
  as=(runuser -u chatx-server --)
else
  system=$place
  data=$place/var/lib/chatx-server
  for deb in "$desktop_deb" "$server_deb"; do dpkg-deb -x "$deb" "$place"; done
  mkdir -p "$place/var/lib"
  as=(env)
fi

# The server, by its unit's command line, on a port of its own.
start_server() {
  local line
  line=$(sed -n 's/^ExecStart=//p' "$system/lib/systemd/system/chatx-server.service")
  line=${line//\/opt\//$system/opt/}
  line=${line//\/var\/lib\//$system/var/lib/}
  # shellcheck disable=SC2086  # a command line is words
  CHATX_PORT=0 "${as[@]}" $line >"$place/server.out" 2>"$place/server.err" &
  server=$!
  pids+=("$server")
  await "$place/server.out" '"ready":true' "the server does not start by its unit's command line"
  url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$place/server.out" | head -1)
  # Its certificate is its own.
  curl -fsS --insecure "$url/healthz" >/dev/null || fail "the server does not answer"
  if grep -i 'aot' "$place/server.err"; then fail "the server's start-up cache is not used"; fi
}

stop_server() {
  pkill -TERM -P "$server" 2>/dev/null || kill -TERM "$server"
  wait "$server" || [ $? -eq 143 ] || fail "the server does not stop by SIGTERM"
}

start_server
stop_server
echo "server: starts by its unit's command line, answers, stops"

if [ "$mode" = installed ]; then
  # An upgrade: the same package under a higher version, after somebody used it and wrote settings.
  "${as[@]}" /usr/bin/chatx-server admin user create ada --password-stdin --data "$data" <<<"correct horse battery" >/dev/null ||
    fail "no user can be made"
  echo 'CHATX_SERVER_NAME=Kept' >>/etc/default/chatx-server
  key=$(find "$data/keys" -type f -exec sha256sum {} + | sort)
  dpkg-deb -R "$server_deb" "$place/newer"
  sed -i 's/^Version: .*/&+1/' "$place/newer/DEBIAN/control"
  dpkg-deb --root-owner-group -Zxz -z1 -b "$place/newer" "$place/newer.deb" >/dev/null
  install_deb "$place/newer.deb"
  dpkg-query -W -f '${Version}' chatx-server | grep -q '+1$' || fail "the upgrade did not take place"
  grep -q Kept /etc/default/chatx-server || fail "the upgrade lost the settings"
  [ "$key" = "$(find "$data/keys" -type f -exec sha256sum {} + | sort)" ] || fail "the upgrade lost the server's key"
  "${as[@]}" /usr/bin/chatx-server admin user list --data "$data" | grep -q ada || fail "the upgrade lost an account"
  start_server
  stop_server
  echo "server: an upgrade keeps settings, key and accounts"
fi

# The app, by its menu entry's command line.
open_display || fail "no display and no Xvfb"
entry=$system/usr/share/applications/chatx.desktop
line=$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$entry")
"$system$line" --data "$place/data" >"$place/app.out" 2>&1 &
app=$!
pids+=("$app")
await "$place/app.out" 'the window was there' "the app shows no window"
grep -i 'aot' "$place/app.out" && fail "the app's start-up cache is not used"
kill -TERM "$app"
wait "$app" || [ $? -eq 143 ] || fail "the app does not stop by SIGTERM"
echo "app: opens its window by its menu entry's command line, stops"

if [ -n "$program" ]; then
  "$program" "$system$line" || fail "$program"
fi

if [ "$mode" = installed ]; then
  DEBIAN_FRONTEND=noninteractive apt-get remove -qqy chatx chatx-server >"$place/apt.log" 2>&1 || fail "they cannot be removed"
  [ ! -e /opt/chatx ] && [ ! -e /opt/chatx-server ] || fail "the removal left programs"
  [ -n "$(ls "$data"/*.mv.db)" ] || fail "the removal took the data"
  DEBIAN_FRONTEND=noninteractive apt-get purge -qqy chatx-server >/dev/null 2>&1
  rm -rf "$data"
  echo "removal: the programs are gone, the data was left"
fi

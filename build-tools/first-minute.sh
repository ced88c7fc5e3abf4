#!/usr/bin/env bash
# The first minute: two computers on one network (namespaces), two homes that never saw ChatX. One hosts, the
# other finds it, joins, and each says something. Keys are pressed as people press them. Prints seconds and
# actions, and fails when a message does not arrive within a minute of the two starts.
#
#   build-tools/first-minute.sh [launcher]      by default the packaged app's in target/packaging
#
# Needs root, iproute2, Xvfb and xdotool. Where namespaces are not permitted it fails;
# NAMESPACES=optional has it only say so. Pictures of both screens go to target/first-minute where
# ImageMagick is installed.
set -euo pipefail
cd "$(dirname "$0")/.."
. build-tools/namespaces.sh

launcher=$(realpath "${1:-target/packaging/chatx/bin/chatx}")
[ -x "$launcher" ] || { echo "$launcher is missing: installers/linux/build.sh desktop makes it." >&2; exit 1; }
scratch=$(mktemp -d)
pictures=target/first-minute
mkdir -p "$pictures"
pids=()

clean() {
  for pid in "${pids[@]}"; do pkill -KILL -P "$pid" 2>/dev/null || true; kill -KILL "$pid" 2>/dev/null || true; done
  take_away ada ben
  rm -rf "$scratch"
}
trap 'clean 2>/dev/null' EXIT

lay_wire "the first minute was NOT shown"

declare -A display actions
# Somebody with a computer, a screen and an empty home. $1 name, $2 address, $3 display
person() {
  computer "$1" "$2"
  Xvfb ":$3" -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
  pids+=($!)
  display[$1]=:$3
  actions[$1]=0
  mkdir -p "$scratch/$1"
}
person ada 10.78.0.1 71
person ben 10.78.0.2 72

picture() {
  command -v import >/dev/null && DISPLAY=${display[$1]} import -window root "$pictures/$1-$2.png" 2>/dev/null || true
}

fail() {
  picture ada failed
  picture ben failed
  for each in ada ben; do echo "--- $each"; tail -20 "$scratch/$each/log"; done >&2
  echo "FAILED: $*" >&2
  exit 1
}

start() {
  DISPLAY=${display[$1]} \
    ip netns exec "chatx-$1" "$launcher" --data "$scratch/$1/home" >"$scratch/$1/log" 2>&1 &
  pids+=($!)
}

# $1 who, $2 what has to become true, rest: the command that tells
until_true() {
  local who=$1 what=$2
  shift 2
  for _ in $(seq 600); do
    "$@" && return
    sleep 0.1
  done
  fail "$who: $what"
}

# $1 who, $2 what the app has noted
noted() { grep -q "$2" "$scratch/$1/log"; }
heard() { grep -rqs --binary-files=text "$2" "$scratch/$1/home"; }

# One thing that a person does. $1 who, rest: xdotool's words
act() {
  local who=$1
  shift
  DISPLAY=${display[$who]} xdotool "$@"
  actions[$who]=$((actions[$who] + 1))
}
focus() {
  local window
  window=$(DISPLAY=${display[$1]} xdotool search --onlyvisible --name ChatX | tail -1)
  DISPLAY=${display[$1]} xdotool windowfocus --sync "$window"
}

began=$(date +%s.%N)
seconds() { awk -v from="$began" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f", to - from }'; }

start ada
start ben
until_true ada "no window" noted ada "the window was there"
focus ada
sleep 0.7
act ada type --delay 20 Ada
act ada key Return
until_true ada "is not asked what to host" noted ada "next step is HOST"
sleep 0.7
picture ada host
act ada key Return
until_true ada "hosts nothing" noted ada "visible on"
echo "$(seconds) s  Ada hosts"

until_true ben "no window" noted ben "the window was there"
focus ben
sleep 0.7
act ben type --delay 20 Ben
until_true ben "finds nothing" noted ben "found on this network: 1"
sleep 0.7
picture ben found
# The found server stands behind the two big buttons.
act ben key Tab Tab Tab Return
until_true ben "is not asked whom to trust" noted ben "next step is TRUST"
sleep 0.7
picture ben trust
act ben key Return
until_true ben "is not asked for an account" noted ben "next step is ACCOUNT"
sleep 0.7
picture ben account
act ben type --delay 20 'correct horse battery'
act ben key Return
echo "$(seconds) s  Ben found and joined"
for each in ada ben; do until_true "$each" "is not in" noted "$each" online; done
sleep 2
picture ada room
picture ben room
act ada type --delay 20 'hello from ada'
act ada key Return
until_true ben "did not hear Ada" heard ben 'hello from ada'
echo "$(seconds) s  Ben hears Ada"
act ben type --delay 20 'hello from ben'
act ben key Return
until_true ada "did not hear Ben" heard ada 'hello from ben'
took=$(seconds)
picture ada end
picture ben end
echo "$took s  Ada hears Ben"
echo "actions: Ada ${actions[ada]}, Ben ${actions[ben]}, the message and its key among them"
awk -v took="$took" 'BEGIN { exit took > 60 }' || fail "it took longer than a minute"

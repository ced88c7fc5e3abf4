#!/usr/bin/env bash
# Fuzzes every class named *Fuzz with Jazzer, for so many seconds each, and fails when one finds something.
#
#   build-tools/fuzz.sh [seconds] [class…]      30 seconds, and all of them, when nothing is said
#
# After `mvn`, whose classes it copies: a build may go on beside it, and has the right of way. What breaks
# something is printed, and stays in the target's *Inputs folder in src/test/resources: commit it with the
# mend, and `mvn` tries it again for ever. What only leads further is kept in app-server/.cifuzz-corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-30}
shift || true
java=$(jlink/find-jdk.sh)/bin/java
logs=$PWD/target/fuzz
at_once=2

[ -f app-server/target/fuzz-classpath ] || { echo "There are no classes to fuzz: run mvn first." >&2; exit 1; }
rm -rf "$logs"
mkdir -p "$logs"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -r app-server/target/test-classes "$scratch/tests"
cp -r app-server/target/classes "$scratch/server"
cp -r shared-protocol/target/classes "$scratch/protocol"
classes=$scratch/tests:$scratch/server:$scratch/protocol:$(cat app-server/target/fuzz-classpath)

targets=("$@")
if [ $# = 0 ]; then
  mapfile -t targets < <(cd app-server/src/test/java && find . -name '*Fuzz.java' | sed 's:^\./::; s:\.java$::' | tr / . | sort)
fi

# $1 class
fuzz() {
  local log=$logs/$1.log began=$SECONDS
  touch "$logs/$1.began"
  # It keeps what it finds below the folder in which it is started.
  if (cd app-server && JAZZER_FUZZ=1 nice -n 10 timeout -s QUIT -k 5 $((seconds + 120)) "$java" -Xmx512m -XX:+UseSerialGC \
    --enable-native-access=ALL-UNNAMED -Djazzer.max_duration="${seconds}s" -cp "$classes" \
    ../build-tools/Fuzz.java "$1") >"$log" 2>&1; then
    echo "$1: $(grep -oE 'Done [0-9]+ runs' "$log" | tail -1), nothing found, $((SECONDS - began)) s"
    return
  fi
  {
    echo "$1 FAILED. The end of its log:"
    tail -60 "$log"
    find app-server -path '*/target' -prune -o -name 'crash-*' -newer "$logs/$1.began" -print |
      while read -r input; do
        echo "The input is $input; in base64:"
        base64 "$input"
      done
  } | cut -c1-400 >&2
  return 1
}
export -f fuzz
export logs seconds java classes

printf '%s\n' "${targets[@]}" | xargs -P "$at_once" -I{} bash -euo pipefail -c 'fuzz {}'

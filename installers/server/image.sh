#!/usr/bin/env bash
# Puts the headless server into a folder: run-time image, jar, start-up cache, launcher.
# Usage: installers/server/image.sh FOLDER     after app-server's jar was built
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
app=$1

mkdir -p "$app/bin" "$app/lib"
"$root/jlink/image.sh" all "$app/runtime"
cp "$root/app-server/target/chatx-server.jar" "$app/lib/"
install -m 755 "$root/installers/server/chatx-server" "$app/bin/chatx-server"

# One start, whose loaded classes are kept: later starts are faster.
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$app"
runtime/bin/java -XX:AOTCacheOutput=lib/chatx-server.aot -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
  -jar lib/chatx-server.jar serve --port 0 --announce off --data "$place/data" >"$place/log" 2>&1 &
pid=$!
for _ in $(seq 300); do
  grep -q '"ready":true' "$place/log" && break
  sleep 0.2
done
kill -TERM "$pid"
wait "$pid" || true
[ -f lib/chatx-server.aot ] || { cat "$place/log" >&2; echo "The start-up cache was not made." >&2; exit 1; }

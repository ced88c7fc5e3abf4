#!/usr/bin/env bash
# Links a run-time image: the parts of the JDK, and of JavaFX, that ChatX uses (modules.txt).
# Usage: jlink/image.sh all|desktop FOLDER [MODULE_PATH]
#   MODULE_PATH  a folder with JavaFX's modular jars of this system, for desktop
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kind=$1
out=$2
path=${3:-}

# A JDK 25 links from its own run-time image, so it needs no jmods.
jdk=$("$here/find-jdk.sh")
modules=$(awk -v kind="$kind" '!/^#/ && NF && ($2 == "all" || $2 == kind) { printf "%s%s", sep, $1; sep = "," }' \
  "$here/modules.txt")

locales=()
[ "$kind" = desktop ] && locales=(--include-locales en,de)

rm -rf "$out"
"$jdk/bin/jlink" ${path:+--module-path "$path"} --add-modules "$modules" --output "$out" \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 ${locales[@]+"${locales[@]}"}

#!/usr/bin/env bash
# Prints the folder of a JDK 25 or newer: JAVA_HOME, else the first where systems keep them.
set -euo pipefail
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  [ -n "$home" ] && { [ -x "$home/bin/javac" ] || [ -x "$home/bin/javac.exe" ]; } && [ -r "$home/release" ] || continue
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
  if [ "${version:-0}" -ge 25 ]; then
    echo "$home"
    exit
  fi
done
echo "No JDK 25 or newer in JAVA_HOME or /usr/lib/jvm: install one there (for example Temurin 25)." >&2
exit 1

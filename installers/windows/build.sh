#!/usr/bin/env bash
# Builds the per-user .msi into target/packages. To be run on Windows in the bash that comes with Git.
# Needs: a JDK 25 in JAVA_HOME, Maven, WiX 3.14 or newer on the PATH (jpackage asks for it).
set -euo pipefail
. "$(dirname "$0")/../common.sh"

# By this Windows knows a newer ChatX as the same program. It must never change.
upgrade_code=6d0f4c1e-8a37-4f0a-9c52-3b7f8e21d9a4

# Links (chatx:) are not registered here: the installed app does it at each start, see installers/README.md.
build_jars
desktop_image ChatX installers/icons/chatx.ico --app-content installers/windows/firewall.txt
train_desktop "$work/ChatX/ChatX.exe" "$work/ChatX/app" ChatX
"$(jlink/find-jdk.sh)/bin/jpackage" --type msi --name ChatX --app-version "$version" --vendor ChatX \
  --description "Chat that people host themselves" --app-image "$work/ChatX" --dest "$out" \
  --win-per-user-install --win-menu --win-menu-group ChatX --win-shortcut-prompt \
  --win-upgrade-uuid "$upgrade_code"
checksums

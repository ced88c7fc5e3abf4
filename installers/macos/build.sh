#!/usr/bin/env bash
# Builds ChatX.app and its .dmg into target/packages. To be run on macOS.
# Needs: a JDK 25, Maven, the system's own iconutil, PlistBuddy, codesign.
# CHATX_SIGN=IDENTITY signs with a Developer ID; without it the app is signed for this machine's eyes only,
# and macOS asks before its first start (right-click, Open).
set -euo pipefail
. "$(dirname "$0")/../common.sh"

# jpackage refuses a version that begins with 0 here.
macos_version=$version
case $version in 0.*) macos_version=1.${version#0.} ;; esac

iconset=$work/chatx.iconset
icons() {
  mkdir -p "$iconset"
  local source=app-desktop/src/main/resources/chatx/desktop/icons
  for size in 16 32 128 256 512; do cp "$source/chatx-$size.png" "$iconset/icon_${size}x$size.png"; done
  cp "$source/chatx-32.png" "$iconset/icon_16x16@2x.png"
  cp "$source/chatx-64.png" "$iconset/icon_32x32@2x.png"
  cp "$source/chatx-256.png" "$iconset/icon_128x128@2x.png"
  cp "$source/chatx-512.png" "$iconset/icon_256x256@2x.png"
  iconutil --convert icns --output "$work/chatx.icns" "$iconset"
}

# What macOS asks people and needs to know: the local network, what is looked for there, chatx: links.
describe() {
  local plist=$work/ChatX.app/Contents/Info.plist
  local buddy=/usr/libexec/PlistBuddy
  "$buddy" -c 'Add :NSLocalNetworkUsageDescription string ChatX finds the rooms of people on your network, and lets them find yours.' "$plist"
  "$buddy" -c 'Add :NSBonjourServices array' "$plist"
  "$buddy" -c 'Add :NSBonjourServices:0 string _chatx._tcp' "$plist"
  "$buddy" -c 'Add :CFBundleURLTypes array' "$plist"
  "$buddy" -c 'Add :CFBundleURLTypes:0 dict' "$plist"
  "$buddy" -c "Add :CFBundleURLTypes:0:CFBundleURLName string $bundle_id" "$plist"
  "$buddy" -c 'Add :CFBundleURLTypes:0:CFBundleURLSchemes array' "$plist"
  "$buddy" -c 'Add :CFBundleURLTypes:0:CFBundleURLSchemes:0 string chatx' "$plist"
  plutil -lint "$plist"
}

build_jars
icons
version=$macos_version
desktop_image ChatX "$work/chatx.icns" --mac-package-identifier "$bundle_id" --mac-package-name ChatX
train_desktop "$work/ChatX.app/Contents/MacOS/ChatX" "$work/ChatX.app/Contents/app" ChatX
describe
# What was changed has to be signed anew, or it does not start.
codesign --force --deep --sign "${CHATX_SIGN:--}" --options runtime \
  --entitlements installers/macos/entitlements.plist "$work/ChatX.app"
"$(jlink/find-jdk.sh)/bin/jpackage" --type dmg --name ChatX --app-version "$version" --vendor ChatX \
  --app-image "$work/ChatX.app" --dest "$out"
checksums

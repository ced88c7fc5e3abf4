#!/usr/bin/env bash
# Builds the Linux packages into target/packages: for the desktop and for the headless server each a
# plain tar, a .deb, and a .rpm where rpmbuild is installed.
# Usage: installers/linux/build.sh [desktop] [server]      both when none is named
# Needs: a JDK 25, Maven, dpkg-deb; for the desktop's start-up cache a display (Xvfb does).
set -euo pipefail
cd "$(dirname "$0")/../.."
. build-tools/display.sh
trap close_display EXIT
root=$PWD
out=$root/target/packages
work=$root/target/packaging
kinds=("$@")
[ $# -gt 0 ] || kinds=(desktop server)

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
version=${version%-SNAPSHOT}
case $(uname -m) in
  x86_64) deb_arch=amd64 ;;
  aarch64) deb_arch=arm64 ;;
  *) deb_arch=$(dpkg --print-architecture) ;;
esac
rpm_arch=$(uname -m)

# The same for every start, so that the start-up cache fits.
desktop_jvm=(-XX:+UseSerialGC -Xms24m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30
  -XX:+UseCompactObjectHeaders --add-modules=javafx.controls --enable-native-access=javafx.graphics,ALL-UNNAMED)
server_jvm=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders)

say() { echo "== $*"; }

# --- jars

say "jars"
mvn -B -q --no-transfer-progress package dependency:copy-dependencies \
  -Dmaven.test.skip -DincludeScope=runtime -DoutputDirectory=target/package-lib </dev/null
rm -rf "$work"
mkdir -p "$out" "$work"

# --- the desktop: an image with ChatX's own launcher

desktop_tree() {
  local lib=$work/desktop-lib fx=$work/javafx
  mkdir -p "$lib" "$fx"
  cp app-desktop/target/package-lib/*.jar "$lib"
  # JavaFX is linked into the run-time image; its classified jars hold the modules.
  mv "$lib"/javafx-{base,graphics,controls}-*-*.jar "$fx"
  rm -f "$lib"/javafx-*.jar
  cp app-desktop/target/app-desktop-*.jar "$lib/app-desktop.jar"
  jlink/image.sh desktop "$work/desktop-image" "$fx"

  local options=()
  for option in "${desktop_jvm[@]}"; do options+=(--java-options "$option"); done
  "$(jlink/find-jdk.sh)/bin/jpackage" --type app-image --name chatx --app-version "$version" \
    --vendor ChatX --dest "$work" --runtime-image "$work/desktop-image" \
    --input "$lib" --main-jar app-desktop.jar --main-class chatx.desktop.DesktopMain \
    --icon app-desktop/src/main/resources/chatx/desktop/icons/chatx-512.png "${options[@]}"
  train_desktop
}

# Starts the app once from its own launcher and keeps what the JVM loaded: later starts are faster.
train_desktop() {
  local app=$work/chatx cfg=$work/chatx/lib/app/chatx.cfg
  if ! open_display; then
    echo "No display and no Xvfb: the desktop starts without a start-up cache, that is slower." >&2
    return
  fi
  cp "$cfg" "$work/chatx.cfg"
  echo "java-options=-XX:AOTCacheOutput=$work/chatx.aot" >>"$cfg"
  "$app/bin/chatx" --data "$work/training" >"$work/training.log" 2>&1 &
  local pid=$!
  for _ in $(seq 300); do
    grep -q 'the window was there' "$work/training.log" && break
    sleep 0.2
  done
  sleep 2
  # The launcher's child is the JVM, where there is one.
  pkill -TERM -P "$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" || true
  cp "$work/chatx.cfg" "$cfg"
  if [ -f "$work/chatx.aot" ]; then
    mv "$work/chatx.aot" "$app/lib/app/chatx.aot"
    echo 'java-options=-XX:AOTCache=$APPDIR/chatx.aot' >>"$cfg"
  else
    echo "The start-up cache was not made; see $work/training.log" >&2
  fi
}

# --- the server: a run-time image, one jar, a launcher

server_tree() {
  local app=$work/chatx-server
  mkdir -p "$app/bin" "$app/lib"
  jlink/image.sh all "$app/runtime"
  cp app-server/target/chatx-server.jar "$app/lib/"
  say "start-up cache of the server"
  (cd "$app" && train_server)
  {
    echo '#!/bin/sh'
    echo '# JDK_JAVA_OPTIONS adds options of the JVM, for example -Xmx1g.'
    echo 'home=$(dirname "$(dirname "$(readlink -f "$0")")")'
    echo "exec \"\$home/runtime/bin/java\" -XX:AOTCache=\"\$home/lib/chatx-server.aot\" ${server_jvm[*]} \\"
    echo '  -jar "$home/lib/chatx-server.jar" "$@"'
  } >"$app/bin/chatx-server"
  chmod 755 "$app/bin/chatx-server"
}

train_server() {
  runtime/bin/java "-XX:AOTCacheOutput=lib/chatx-server.aot" "${server_jvm[@]}" \
    -jar lib/chatx-server.jar serve --port 0 --data "$work/server-training" >"$work/server-training.log" 2>&1 &
  local pid=$!
  for _ in $(seq 300); do
    grep -q '"ready":true' "$work/server-training.log" && break
    sleep 0.2
  done
  kill -TERM "$pid"
  wait "$pid" || true
}

# --- packages

# Fills in a package's description. $1 template, rest NAME=value.
fill() {
  local text
  text=$(cat "$1")
  shift
  for pair in "$@"; do text=${text//@${pair%%=*}@/${pair#*=}}; done
  printf '%s\n' "$text"
}

# $1 package, $2 folder of the kind under installers/linux, $3 tree whose content is the file system
deb() {
  local size
  size=$(du -sk "$3" | cut -f1)
  mkdir -p "$3/DEBIAN"
  fill "installers/linux/$2/control" "VERSION=$version" "ARCH=$deb_arch" "SIZE=$size" >"$3/DEBIAN/control"
  for script in postinst prerm postrm conffiles; do
    [ -f "installers/linux/$2/$script" ] || continue
    cp "installers/linux/$2/$script" "$3/DEBIAN/$script"
    [ "$script" = conffiles ] || chmod 755 "$3/DEBIAN/$script"
  done
  dpkg-deb --root-owner-group -Zxz -z1 --build "$3" "$out/${1}_${version}_${deb_arch}.deb" >/dev/null
  rm -rf "$3/DEBIAN"
}

rpm() {
  if ! command -v rpmbuild >/dev/null; then
    echo "rpmbuild is not installed: no .rpm of $1." >&2
    return
  fi
  fill "installers/linux/$2/package.spec" "VERSION=$version" "TREE=$3" >"$work/$1.spec"
  rpmbuild -bb --quiet --define "_topdir $work/rpm" --define "_rpmdir $out" \
    --define '_rpmfilename %{NAME}-%{VERSION}.%{ARCH}.rpm' --target "$rpm_arch" "$work/$1.spec"
}

desktop_packages() {
  tar -C "$work" -czf "$out/chatx-$version-linux-$rpm_arch.tar.gz" chatx
  local tree=$work/tree-desktop
  mkdir -p "$tree/opt" "$tree/usr/bin" "$tree/usr/share/applications"
  cp -a "$work/chatx" "$tree/opt/chatx"
  ln -s /opt/chatx/bin/chatx "$tree/usr/bin/chatx"
  cp installers/linux/desktop/chatx.desktop "$tree/usr/share/applications/"
  for size in 16 24 32 48 64 128 256 512; do
    install -D -m 644 "app-desktop/src/main/resources/chatx/desktop/icons/chatx-$size.png" \
      "$tree/usr/share/icons/hicolor/${size}x$size/apps/chatx.png"
  done
  install -D -m 644 installers/icons/chatx.svg "$tree/usr/share/icons/hicolor/scalable/apps/chatx.svg"
  deb chatx desktop "$tree"
  rpm chatx desktop "$tree"
}

server_packages() {
  tar -C "$work" -czf "$out/chatx-server-$version-linux-$rpm_arch.tar.gz" chatx-server
  local tree=$work/tree-server
  mkdir -p "$tree/opt" "$tree/usr/bin"
  cp -a "$work/chatx-server" "$tree/opt/chatx-server"
  ln -s /opt/chatx-server/bin/chatx-server "$tree/usr/bin/chatx-server"
  install -D -m 644 installers/linux/server/chatx-server.service "$tree/lib/systemd/system/chatx-server.service"
  install -D -m 644 installers/linux/server/chatx-server.default "$tree/etc/default/chatx-server"
  deb chatx-server server "$tree"
  rpm chatx-server server "$tree"
}

for kind in "${kinds[@]}"; do
  say "$kind"
  "${kind}_tree"
  "${kind}_packages"
done
(cd "$out" && sha256sum -- *.tar.gz *.deb *.rpm 2>/dev/null >SHA256SUMS || true)
ls -l "$out"

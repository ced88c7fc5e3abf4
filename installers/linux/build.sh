#!/usr/bin/env bash
# Builds the Linux packages into target/packages: for the desktop and for the headless server each a
# plain tar, a .deb, and a .rpm where rpmbuild is installed.
# Usage: installers/linux/build.sh [desktop] [server]      both when none is named
# Needs: a JDK 25, Maven, dpkg-deb; for the desktop's start-up cache a display (Xvfb does).
set -euo pipefail
. "$(dirname "$0")/../common.sh"
trap close_display EXIT
kinds=("$@")
[ $# -gt 0 ] || kinds=(desktop server)

case $(uname -m) in
  x86_64) deb_arch=amd64 ;;
  aarch64) deb_arch=arm64 ;;
  *) deb_arch=$(dpkg --print-architecture) ;;
esac
rpm_arch=$(uname -m)

build_jars

# --- the desktop: an image with ChatX's own launcher

desktop_tree() {
  desktop_image chatx app-desktop/src/main/resources/chatx/desktop/icons/chatx-512.png
  if open_display; then
    train_desktop "$work/chatx/bin/chatx" "$work/chatx/lib/app" chatx
  else
    echo "No display and no Xvfb: the desktop starts without a start-up cache, that is slower." >&2
  fi
}

# --- the server: a run-time image, one jar, a launcher

server_tree() {
  installers/server/image.sh "$work/chatx-server"
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
checksums

# To be sourced by the builds of each system: jars, the app's image, its start-up cache.
# Sets: root, out (the packages), work (what is thrown away), version. Needs a JDK 25 and Maven.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
. build-tools/display.sh
out=$root/target/packages
work=$root/target/packaging

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
version=${version%-SNAPSHOT}
bundle_id=chatx.desktop

# The same for every start, so that the start-up cache fits.
desktop_jvm=(-XX:+UseSerialGC -Xms24m -Xmx512m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30
  -XX:+UseCompactObjectHeaders --add-modules=javafx.controls --enable-native-access=javafx.graphics,ALL-UNNAMED)

say() { echo "== $*"; }

build_jars() {
  say "jars"
  mvn -B -q --no-transfer-progress package dependency:copy-dependencies \
    -Dmaven.test.skip -DincludeScope=runtime -DoutputDirectory=target/package-lib </dev/null
  rm -rf "$work"
  mkdir -p "$out" "$work"
}

# Leaves the app's folder (on macOS: bundle) in $work. $1 name, $2 icon, rest: options of jpackage.
desktop_image() {
  local name=$1 icon=$2 lib=$work/desktop-lib fx=$work/javafx
  shift 2
  mkdir -p "$lib" "$fx"
  cp app-desktop/target/package-lib/*.jar "$lib"
  # JavaFX is linked into the run-time image; its classified jars hold the modules.
  mv "$lib"/javafx-{base,graphics,controls}-*-*.jar "$fx"
  rm -f "$lib"/javafx-*.jar
  cp app-desktop/target/app-desktop-*.jar "$lib/app-desktop.jar"
  jlink/image.sh desktop "$work/desktop-image" "$fx"

  local options=()
  for option in "${desktop_jvm[@]}"; do options+=(--java-options "$option"); done
  "$(jlink/find-jdk.sh)/bin/jpackage" --type app-image --name "$name" --app-version "$version" \
    --vendor ChatX --dest "$work" --runtime-image "$work/desktop-image" \
    --input "$lib" --main-jar app-desktop.jar --main-class chatx.desktop.DesktopMain \
    --icon "$icon" "${options[@]}" "$@"
}

# Starts the app once from its own launcher and keeps what the JVM loaded: later starts are faster.
# $1 launcher, $2 folder of its .cfg, $3 name of the .cfg without its ending
train_desktop() {
  local launcher=$1 app=$2 cfg=$2/$3.cfg
  cp "$cfg" "$work/plain.cfg"
  echo "java-options=-XX:AOTCacheOutput=$work/chatx.aot" >>"$cfg"
  "$launcher" --data "$work/training" >"$work/training.log" 2>&1 &
  local pid=$!
  for _ in $(seq 300); do
    grep -q 'the window was there' "$work/training.log" && break
    sleep 0.2
  done
  sleep 2
  # The launcher's child is the JVM, where there is one.
  pkill -TERM -P "$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" || true
  cp "$work/plain.cfg" "$cfg"
  if [ -f "$work/chatx.aot" ]; then
    mv "$work/chatx.aot" "$app/chatx.aot"
    echo 'java-options=-XX:AOTCache=$APPDIR/chatx.aot' >>"$cfg"
  else
    echo "The start-up cache was not made; see $work/training.log" >&2
  fi
}

# A line for every package in $out.
checksums() {
  (
    cd "$out"
    local files=()
    for file in *; do [ "$file" = SHA256SUMS ] || files+=("$file"); done
    if command -v sha256sum >/dev/null; then sha256sum -- "${files[@]}"; else shasum -a 256 -- "${files[@]}"; fi >SHA256SUMS
  )
  ls -l "$out"
}

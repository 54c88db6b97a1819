# Shared by the scripts beside it: the JDK 25, the built jar, and how it is started.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# JAVA_HOME if it is a 25, else the system's JVM folders, else the java on the PATH; else one clear sentence.
find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* "$(dirname "$(dirname "$(readlink -f "$(command -v javac 2>/dev/null || echo /none/none/none)")")")"; do
    [ -x "$candidate/bin/javac" ] || continue
    if grep -qs '^JAVA_VERSION="25' "$candidate/release"; then
      JAVA_HOME=$(cd "$candidate" && pwd)
      export JAVA_HOME
      return 0
    fi
  done
  echo "A JDK 25 is needed (for example Temurin 25); none was found. Set JAVA_HOME to it." >&2
  exit 1
}

need_maven() {
  command -v mvn >/dev/null || { echo "Maven is needed to build; install it (for example: apt-get install maven)." >&2; exit 1; }
}

# Builds the jar where it is missing or older than its sources, and unpacks it: an unpacked jar starts faster.
build() {
  find_jdk
  local jar="$root/target/commonplace.jar" app="$root/target/app"
  if [ ! -f "$jar" ] || [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$jar" -print -quit)" ]; then
    need_maven
    echo "Building (the first time takes a few minutes) ..." >&2
    (cd "$root" && mvn -q -B -DskipTests package) >&2
    rm -rf "$app"
  fi
  if [ ! -d "$app" ]; then
    "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$jar" extract --destination "$app" >&2
  fi
}

# Starts the application with the arguments given. The first serve or demo writes the AOT cache when it ends; later
# starts take half the time.
start() {
  build
  local app="$root/target/app"
  local options=(-XX:+UseSerialGC -Xmx224m -XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=20000 --enable-native-access=ALL-UNNAMED --add-modules=jdk.incubator.vector -Dorg.jboss.logging.provider=slf4j)
  # Empty while the process that writes it has not quite ended.
  if [ -s "$app/commonplace.aot" ]; then
    options+=("-XX:AOTCache=$app/commonplace.aot" -Xlog:aot=off -Xlog:cds=off)
  elif [ "$1" = serve ] || [ "$1" = demo ]; then
    options+=("-XX:AOTCacheOutput=$app/commonplace.aot" -Xlog:aot=off -Xlog:cds=off)
  fi
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  # shellcheck disable=SC2086
  exec "$JAVA_HOME/bin/java" "${options[@]}" ${COMMONPLACE_JAVA_OPTIONS:-} -jar "$app/commonplace.jar" "$@"
}

help() {
  case " $* " in *" --help "*|*" -h "*) sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
}

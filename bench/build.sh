# Read by the commands beside it: builds the benchmark jar where it is missing or older than its sources.
#
#   JAVA_HOME   the JDK to use, instead of the one on the PATH

bench=$(CDPATH='' cd -P "$(dirname "$0")" && pwd) || exit 3
root=${bench%/*}
jar=$bench/target/benchmarks.jar
java=java
if [ -n "${JAVA_HOME-}" ]; then java=$JAVA_HOME/bin/java; fi

fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 3
}

command -v "$java" >/dev/null || fail 'no Java found: install a JDK, 17 or newer, or set JAVA_HOME'

newer=
if [ -r "$jar" ]; then
    newer=$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/sweeps/*/pom.xml "$root/engine/src/main" \
        "$root"/sweeps/*/src/main "$root/sweeps/specs" "$bench/src/main" -newer "$jar" -print -quit)
fi
if [ ! -r "$jar" ] || [ -n "$newer" ]; then
    command -v mvn >/dev/null || fail 'not built yet, and no Maven found: install Maven, 3.8.7 or newer'
    echo 'building ...' >&2
    (cd "$root" && mvn -q -B -ntp -Dquick -DskipTests package -pl bench -am) >&2 || fail 'the build failed, see above'
fi

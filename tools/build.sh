#!/bin/sh
# Build to build/.  Usage: tools/build.sh ON|OFF   (ON: the tests too).  Quiet unless it fails.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)
mkdir -p "$root/build"
log="$root/build/build.log"
[ -x "$root/build/detente" ] || echo "detente: building, once; this takes about a minute ..." >&2
if ! { cmake -S "$root" -B "$root/build" -DDETENTE_TESTS="$1" && cmake --build "$root/build" -j "$jobs"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "detente: the build failed (log: build/build.log)" >&2
    exit 70
fi

#!/bin/sh
# The longer checks of `./test --full`: both compilers without a warning, the whole suite under the
# address, undefined-behaviour, leak, memory and thread sanitizers, a minute of fuzzing per target.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
jobs=$(nproc 2>/dev/null || echo 2)
cd "$root"

build() { # preset
    echo "== $1: build" >&2
    mkdir -p "build/$1"
    if ! { cmake --preset "$1" && cmake --build "build/$1" -j "$jobs"; } >"build/$1.log" 2>&1; then
        cat "build/$1.log" >&2
        exit 70
    fi
}
tests() { # preset, ctest arguments
    preset=$1
    shift
    echo "== $preset: tests" >&2
    ctest --test-dir "build/$preset" --output-on-failure -j "$jobs" "$@"
}

build strict
build clang
tests clang -LE long
for preset in asan msan tsan; do
    build $preset
    tests $preset -LE long
done

build fuzz
for target in build/fuzz/fuzz_*; do
    [ -x "$target" ] || continue
    name=$(basename "$target")
    kind=${name#fuzz_}
    work="build/fuzz/work-$kind"
    mkdir -p "$work"
    words=
    [ ! -f "tests/fuzz/$kind.dict" ] || words=-dict=tests/fuzz/$kind.dict
    echo "== fuzz: $kind, ${FUZZ_SECONDS:-60} s" >&2
    "$target" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$work-" $words \
        "$work" "tests/fuzz/corpus/$kind" >"build/fuzz/$kind.log" 2>&1 || { tail -40 "build/fuzz/$kind.log" >&2; exit 70; }
    grep -E 'number_of_executed_units' "build/fuzz/$kind.log" >&2
done

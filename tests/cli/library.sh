#!/bin/sh
# The library never prints, exits, reads files or clocks, and keeps no writable globals: looked up in
# what its objects call and in the size of their data sections.
set -eu
build=$(dirname "$1")
fail=0
passed=0
for library in "$build"/libdetente_reader.a "$build"/libdetente_library.a; do
    if nm "$library" 2>/dev/null | grep -Eq '__(asan|msan|tsan|sancov|ubsan)'; then
        echo "skipped: $library is built with sanitizers, which keep globals of their own"
        continue
    fi
    calls=$(nm -u "$library" 2>/dev/null | awk '$1 == "U" { print $2 }' | sort -u |
        grep -Ex '_?exit|abort|v?f?printf|puts|putchar|perror|fopen|open|fwrite|fputs|read|write|s?rand|random|time|clock|clock_gettime|gettimeofday|setlocale|getenv|__(v?f?)printf_chk' || true)
    if [ -n "$calls" ]; then
        echo "FAILED: $library calls" $calls
        fail=$((fail + 1))
    fi
    # .data.rel.ro is constant after loading; .data, .bss and common symbols are not
    writable=$(size -A "$library" | awk '/\(ex / { object = $1 } ($1 ~ /^\.(data|bss)(\.|$)/) && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 { print object ":" $1 }')
    if [ -n "$writable" ]; then
        echo "FAILED: $library has writable globals:" $writable
        fail=$((fail + 1))
    fi
    passed=$((passed + 1))
done
echo "library: $passed libraries looked at, $fail faults"
[ "$fail" -eq 0 ]

#!/bin/sh
# Every C file is laid out as .clang-format says.  Only where clang-format 14 (Debian 12's) is there:
# other versions differ in details.  To mend: clang-format -i FILE
# Usage: format.sh DETENTE SOURCE_DIR
set -u
cd "$2" || exit 1
for formatter in clang-format-14 clang-format; do
    if "$formatter" --version 2>/dev/null | grep -q 'version 14\.'; then
        find include src cli verify tests examples -name '*.[ch]' -print0 |
            xargs -0 "$formatter" --dry-run -Werror || exit 1
        echo "all as expected"
        exit 0
    fi
done
echo "skipped: no clang-format 14"

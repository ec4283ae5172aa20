#!/bin/sh
# Data flows one way: a folder of src/ includes itself and folders that stand above it in the table of
# docs/architecture.md, never one below, so that there is no circle between folders either.  The
# program sees the public header alone, the checker of certificates and the reference the syntax tree.
# Usage: layers.sh DETENTE SOURCE_DIR
set -u
cd "$2" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
fail() { echo "FAIL $*"; failures=$((failures + 1)); }

# The folders from top to bottom, numbered; a line of the table is "| ... | `src/NAME/` | ...".
sed -n 's/^| [^|]* | `src\/\([a-z]*\)\/` |.*/\1/p' docs/architecture.md >"$work/order"
for folder in src/*/; do
    folder=${folder#src/}
    grep -qx "${folder%/}" "$work/order" || fail "docs/architecture.md does not place src/$folder"
done

# FILE INCLUDED, a line for each include of a file of ours.
includes() { grep -rn --include='*.[ch]' --include='*.def' '^#include "' "$@" | sed 's/:[0-9]*:#include "\(.*\)"$/ \1/'; }

# What breaks the order, from "FILE INCLUDED" lines.
breaches()
{
    awk -v order="$work/order" '
        BEGIN { while ((getline name < order) > 0) { rank[name] = ++count } }
        { split($1, path, "/"); split($2, target, "/"); from = path[2]; to = target[1] }
        $2 == "detente.h" { next }
        $2 !~ /\// { print $1 " includes \"" $2 "\" without its folder"; next }
        !(to in rank) { print $1 " includes " $2 ", which is no folder of src/"; next }
        rank[to] > rank[from] { print $1 " includes " $2 ", which lies below" }
    ' "$1"
}
includes src >"$work/src"
breaches "$work/src" >"$work/found"
while read -r line; do fail "$line"; done <"$work/found"

# FOLDER MAY-SEE...: patterns of what its files may include.
only()
{
    folder=$1
    includes "$folder" | grep -vE " ($2)\$" >"$work/found"
    while read -r line; do fail "$folder: $line"; done <"$work/found"
}
only include 'nothing'
only cli 'detente\.h|[a-z]+\.h'
only examples 'detente\.h'
only verify '[a-z]+\.h|(base|concepts|language)/[a-z0-9_]+\.h'
only tests/reference '[a-z_]+\.h|reference/[a-z_]+\.h|(base|concepts|language)/[a-z0-9_]+\.h'

# The test can fail: a step down, a step up, a name without its folder.
printf '%s\n' 'src/base/a.c game/model.h' 'src/report/a.c base/base.h' 'src/game/a.c model.h' >"$work/planted"
[ "$(breaches "$work/planted" | wc -l)" = 2 ] || fail "planted breaches are not seen"

if [ "$failures" != 0 ]; then
    echo "$failures failed"
    exit 1
fi
echo "all as expected"

#!/bin/sh
# What the documents say is what the program does: every ```console block of README.md and docs/*.md
# is run (lines that begin with `$ `) and its output compared; every command and option stands in
# docs/cli.md; the manual page is the one that tools/man.sh makes; the schemas know every concept;
# docs/source-map.md is the one that tools/source-map.sh makes.
# Usage: docs.sh DETENTE SOURCE_DIR         run the tests
#        docs.sh DETENTE SOURCE_DIR bless   rewrite the blocks, the manual page, the concepts of the
#                                           schemas and the source map, add a bare section for
#                                           a new command; look at the difference
set -u
detente=$(realpath "$1")
cd "$2" || exit 1
bless=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$(dirname "$detente"):$PATH
export PATH
unset COLUMNS
failures=0

# The document with the output of its console blocks made anew.
replay()
{
    awk '
        /^```console$/ { inside = 1; print; next }
        /^```$/ { inside = 0 }
        !inside { print; next }
        /^\$ / { print; fflush(); system("{ " substr($0, 3) "; } 2>&1") }
    ' "$1"
}

commands=$("$detente" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
for command in $commands; do
    if [ "$bless" = bless ] && ! grep -q "^## $command\$" docs/cli.md; then
        printf '\n## %s\n\n```console\n$ detente help %s\n```\n' "$command" "$command" >>docs/cli.md
    fi
done

for document in README.md docs/*.md; do
    grep -q '^```console$' "$document" || continue
    replay "$document" >"$work/replayed"
    if [ "$bless" = bless ]; then
        cmp -s "$work/replayed" "$document" || cp "$work/replayed" "$document"
    elif ! cmp -s "$work/replayed" "$document"; then
        echo "FAIL $document shows what the program does not print:"
        diff "$document" "$work/replayed" | head -20 | sed 's/^/    /'
        failures=$((failures + 1))
    fi
done

for command in $commands; do
    if ! grep -q "^## $command\$" docs/cli.md; then
        echo "FAIL docs/cli.md has no section '## $command'"
        failures=$((failures + 1))
    fi
    for option in $("$detente" help "$command" | sed -n 's/^  .*  *\(--[a-z-]*\) .*/\1/p' | sort -u); do
        if ! sed -n "/^## $command\$/,/^## /p" docs/cli.md | grep -q -e "$option"; then
            echo "FAIL docs/cli.md: $command: $option is missing"
            failures=$((failures + 1))
        fi
    done
done
for command in $commands; do
    if "$detente" help "$command" | grep -q -e ' --json ' && ! grep -q "^| \`$command .*--json\` |" docs/json.md; then
        echo "FAIL docs/json.md does not tell the schema of $command --json"
        failures=$((failures + 1))
    fi
done
for schema in schemas/*.schema.json; do
    if ! grep -q "(../$schema)" docs/json.md || ! grep -q "schema = \"$(basename "$schema" .schema.json)\"" tests/test_json_schema.c; then
        echo "FAIL $schema is not told in docs/json.md, or not held against answers in tests/test_json_schema.c"
        failures=$((failures + 1))
    fi
done
for code in 0 1 2 3 4 5 6 7 70; do
    if ! grep -q "^| $code |" docs/cli.md; then
        echo "FAIL docs/cli.md: exit code $code is missing"
        failures=$((failures + 1))
    fi
done

sh tools/man.sh "$detente" >"$work/detente.1"
if [ "$bless" = bless ]; then
    cmp -s "$work/detente.1" docs/detente.1 || cp "$work/detente.1" docs/detente.1
elif ! cmp -s "$work/detente.1" docs/detente.1; then
    echo "FAIL docs/detente.1 is old: sh tests/cli/docs.sh build/detente . bless"
    failures=$((failures + 1))
fi
if command -v mandoc >/dev/null 2>&1 && [ -n "$(mandoc -T lint docs/detente.1)" ]; then
    echo "FAIL docs/detente.1:"
    mandoc -T lint docs/detente.1 | sed 's/^/    /'
    failures=$((failures + 1))
fi

sh tools/source-map.sh >"$work/source-map.md"
if [ "$bless" = bless ]; then
    cmp -s "$work/source-map.md" docs/source-map.md || cp "$work/source-map.md" docs/source-map.md
elif ! cmp -s "$work/source-map.md" docs/source-map.md; then
    echo "FAIL docs/source-map.md is old: sh tests/cli/docs.sh build/detente . bless"
    failures=$((failures + 1))
fi

# The schemas list the concepts where "concept": { stands, eight on a line.
concepts=$("$detente" concepts | sed -n 's/^\([a-z][a-z0-9-]*\) .*/\1/p')
for schema in schemas/*.schema.json; do
    awk -v concepts="$(echo "$concepts" | tr '\n' ' ')" '
        inside && /\]/ { inside = 0; print "      ]"; next }
        inside { next }
        concept && /"enum": \[/ {
            count = split(concepts, name, " ")
            printf "      \"enum\": ["
            for (k = 1; k <= count; k++) {
                printf "%s\"%s\"%s", k % 8 == 1 ? "\n        " : " ", name[k], k < count ? "," : "\n"
            }
            if (/\]/) print "      ]"; else inside = 1
            next
        }
        { concept = /"concept": \{$/; print }' "$schema" >"$work/schema"
    if [ "$bless" = bless ]; then
        cmp -s "$work/schema" "$schema" || cp "$work/schema" "$schema"
    elif ! cmp -s "$work/schema" "$schema"; then
        echo "FAIL $schema has other concepts than the program: sh tests/cli/docs.sh build/detente . bless"
        failures=$((failures + 1))
    fi
done

if [ "$failures" != 0 ]; then
    echo "$failures failed"
    exit 1
fi
echo "all as expected"

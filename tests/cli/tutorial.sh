#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every command that the tutorial shows can be given as shown, succeeds, and prints what is shown
# below it (90 columns).  What it prints of models that are not finished yet, faults and warnings,
# stands there as it is.
#
# Usage: tutorial.sh DETENTE SOURCE_DIR         run the tests
#        tutorial.sh DETENTE SOURCE_DIR bless   rewrite what is shown; look at the difference
set -u
detente=$(realpath "$1")
tutorial=$(realpath "$2")/docs/tutorial.md
bless=${3:-}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
PATH=$(dirname "$detente"):$PATH
COLUMNS=90
export PATH COLUMNS
sed -n 's/^ *\$ detente //p' "$tutorial" >"$work/commands"
cd "$2/models/tutorial" || exit 1

commands=0
faults=0
while read -r arguments; do
    commands=$((commands + 1))
    # shellcheck disable=SC2086 # the words of the command line
    "$detente" $arguments >"$work/out" 2>"$work/err" </dev/null
    code=$?
    if [ $code -ne 0 ] || [ ! -s "$work/out" ]; then
        printf 'tutorial.sh: detente %s: exit code %d: %s\n' "$arguments" $code "$(head -n 1 "$work/err")" >&2
        faults=$((faults + 1))
    fi
done <"$work/commands"
[ $commands -ge 5 ] || faults=$((faults + 1))

# The indented lines below a command are made anew, up to the next line of text.
awk '
    function blanks() { for (; blank > 0; blank--) print "" }
    /^$/ { blank++; next }
    skip && /^ / && !/^    \$ / { blank = 0; next }
    { skip = 0; blanks() }
    /^    \$ detente / {
        print
        command = substr($0, 7)
        if ((getline line) > 0 && line ~ /^    [a-z.]*:[0-9]*:[0-9]*: /) { print line; next }
        fflush()
        system("{ " command "; } 2>&1 | sed \"s/^/    /; s/ *$//\"")
        skip = 1
        if (line == "") blank++
        next
    }
    { print }
    skip { blanks() }
    END { blanks() }' "$tutorial" | cat -s >"$work/shown"
if [ "$bless" = bless ]; then
    cat "$work/shown" >"$tutorial"
elif ! diff "$tutorial" "$work/shown" >&2; then
    printf 'tutorial.sh: what it shows (<) is not what the commands print (>)\n' >&2
    faults=$((faults + 1))
fi
printf '%d commands: %d faults\n' $commands $faults
[ $faults -eq 0 ]

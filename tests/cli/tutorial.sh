#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every command that the tutorial shows can be given as shown, and succeeds.
#
# usage: tutorial.sh DETENTE SOURCE_DIR
set -u
detente=$1
tutorial=$2/docs/tutorial.md
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
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
printf '%d commands: %d faults\n' $commands $faults
[ $faults -eq 0 ]

#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every model that the description of the language shows (a fenced block) is sound, stands in the
# canonical layout, and its claims hold.
#
# usage: language.sh DETENTE SOURCE_DIR
set -u
detente=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
awk -v folder="$work" '/^```$/ { inside = !inside; models += inside; next }
                       inside { print > (folder "/" models ".detente") }' "$2/docs/language.md"

models=0
faults=0
for model in "$work"/*.detente; do
    models=$((models + 1))
    if ! "$detente" check "$model" >"$work/out" 2>&1; then
        printf 'language.sh: model %s of docs/language.md:\n' "$models" >&2
        cat "$work/out" >&2
        faults=$((faults + 1))
    fi
    if ! "$detente" fmt <"$model" - >"$work/out" 2>&1 || ! cmp -s "$model" "$work/out"; then
        printf 'language.sh: model %s of docs/language.md is laid out differently by fmt:\n' $models >&2
        diff "$model" "$work/out" >&2
        faults=$((faults + 1))
    fi
done
[ $models -ge 5 ] || faults=$((faults + 1))
printf '%d models: %d faults\n' $models $faults
[ $faults -eq 0 ]

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
# What people write and what it means: the same model, laid out as the second one.
cat >"$work/pasted" <<'MODEL'
conflict "c"
source s "S"
party dup
  option strike "Strike" [s:7] cannot be undone note "cannot be resumed" [s]
  option vote [s] cannot be resumed
party erg
  option vote
dup wants
  – vote
  • not strike
  — not erg.vote
erg may want
  · not vote
erg wants
  vote
MODEL
cat >"$work/laid" <<'MODEL'
conflict "c"
  source s "S"

party dup
  option strike "Strike"  cannot be undone   [s:7] note "cannot be resumed" [s]
  option vote             cannot be resumed  [s]

party erg
  option vote

dup wants
  vote
  not strike
  not erg.vote

erg may want
  not vote

erg wants
  vote
MODEL
awk '/wants|may/ { party = $1 } { sub(/^  vote$/, "  " party ".vote"); sub(/^  not vote$/, "  not " party ".vote"); print }' "$work/laid" >"$work/long"
"$detente" fmt "$work/pasted" >"$work/out" 2>&1
cmp -s "$work/out" "$work/laid" || { diff "$work/laid" "$work/out"; faults=$((faults + 1)); }
for model in pasted laid long; do
    "$detente" convert "$work/$model" --from detente --to json >"$work/$model.json" 2>&1
done
for model in pasted long; do
    cmp -s "$work/$model.json" "$work/laid.json" || { diff "$work/laid.json" "$work/$model.json"; faults=$((faults + 1)); }
done
grep -q '"expr": "dup.vote"' "$work/laid.json" || faults=$((faults + 1))

# A pattern that is a part of a coalesced state: the one that is told does.
printf 'conflict "c"\nparty a\n  option x\n  option y\nsame x\na ranks\n  state NN\n  state YN\n  rest\n' >"$work/part"
"$detente" check "$work/part" 2>&1 | grep -q "write 'state Y-' for the whole of it" || faults=$((faults + 1))
sed 's/YN/Y-/' "$work/part" | "$detente" check - >/dev/null 2>&1 || faults=$((faults + 1))

printf '%d models: %d faults\n' $models $faults
[ $faults -eq 0 ]

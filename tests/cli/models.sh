#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Every model that ships is read without a warning, stands in the canonical layout, and all its
# claims hold, those of each scenario under that scenario.  Nothing is skipped unseen: the number of
# claims tested must be the number of claim lines in the file.
#
# usage: models.sh DETENTE SOURCE_DIR
set -u
detente=$1
models=$2/models
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
faults=0

fault()
{
    printf 'models.sh: %s\n' "$*" >&2
    faults=$((faults + 1))
}

# Check one model, under a scenario when one is named; sets `tested` to the number of claims.
check_claims()
{
    file=$1
    shift
    "$detente" check "$file" "$@" >"$work/out" 2>"$work/err"
    code=$?
    [ $code -eq 0 ] || fault "check $file $*: exit code $code: $(grep -v '^holds\|^ \|^$' "$work/out")"
    [ -s "$work/err" ] && fault "check $file $*: $(head -n 1 "$work/err")"
    tested=$(sed -n 's/^\([0-9]*\) claims\{0,1\}:.*/\1/p' "$work/out")
    tested=${tested:-0}
    [ "$tested" -gt 0 ] || fault "check $file $*: no claim tested"
}

count=0
claims=0
scenarios=0
for file in "$models"/*/*.detente; do
    count=$((count + 1))
    "$detente" fmt "$file" >"$work/canonical" 2>"$work/err" || fault "fmt $file: exit code $?"
    [ -s "$work/err" ] && fault "fmt $file: $(head -n 1 "$work/err")"
    cmp -s "$file" "$work/canonical" || fault "$file is not in the canonical layout"

    check_claims "$file"
    in_file=$tested
    for scenario in $(sed -n 's/^scenario \([^ ]*\).*/\1/p' "$file"); do
        check_claims "$file" --scenario "$scenario"
        in_file=$((in_file + tested))
        scenarios=$((scenarios + 1))
    done
    written=$(grep -c '^ *claim ' "$file")
    [ "$in_file" -eq "$written" ] || fault "$file: $written claims written, $in_file tested"
    claims=$((claims + in_file))
done
[ $count -ge 18 ] || fault "only $count models found in $models"

# What the notes say of steps, which no claim can: after this first step of MOVER the others go on to
# TO by steps that each pay them.
# follows MOVER FROM TO MODEL [OPTION...]
follows()
{
    mover=$1
    from=$2
    to=$3
    file=$models/seeds/$4
    shift 4
    "$detente" paths "$file" "$@" --from "$from" --to "$to" --width 1000 >"$work/out" 2>&1
    sed -n '/^To /,$p' "$work/out" >"$work/way"
    grep -q '^  [0-9O][0-9a-z]* steps*, \(each of \)*which pays its mover:' "$work/way" &&
        ! grep -q "^    1. $mover " "$work/way" ||
        fault "$file: from '$from' nobody goes on to $to: $(sed -n 2p "$work/way")"
}

follows "United States" "attend, keep-ties, widen, accuse" 43 000-tough-rhetoric.detente
follows "United States" "praise, meet, refuse, isolate, back" 79 001-do-more.detente
follows "United States" "fund, monitor, strike-ttp, fence" 669 002-both-sides-concerns.detente \
    --scenario shared
follows "United States" accept settlement 004-one-last-time.detente
follows "United States" attend partnership two-narratives.detente
follows "United States" "press, withhold, pact-india, accept, keep-ties, lean-china, widen, back, corridor, accuse" \
    11516 all-together.detente --scenario settlement

# This test can fail: a claim that is wrong, a layout that is not canonical.
wrong=$work/wrong.detente
sed 's/under nash are state NN/under nash are state YY/' "$models/published/prisoners.detente" >"$wrong"
"$detente" check "$wrong" >/dev/null 2>&1
[ $? -eq 1 ] || fault "a wrong claim is not noticed"
sed 's/^  option/      option/' "$models/published/prisoners.detente" >"$wrong"
"$detente" fmt "$wrong" 2>/dev/null | cmp -s "$wrong" - && fault "a strange layout is not noticed"

printf '%d models, %d scenarios, %d claims: %d faults\n' "$count" "$scenarios" "$claims" "$faults"
[ $faults -eq 0 ]

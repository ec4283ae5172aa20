#!/bin/sh
# What solve, check, summary and concepts print.
#   facts   published results, read out of the CSV (sources: the models' own `source` lines)
#   golden  tests/golden/NAME.cmd holds a command line, NAME.out the bytes it prints; the models beside
#           them are copies, so that work on models/ does not change what is expected here
# Usage: solve.sh DETENTE SOURCE_DIR         run the tests
#        solve.sh DETENTE SOURCE_DIR bless   rewrite the golden files; look at the difference
set -u
detente=$(realpath "$1")
cd "$2" || exit 1
bless=${3:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# fact MODEL COLUMN BY EXPECTED: the values of column BY in the rows where COLUMN is 1.
fact()
{
    got=$("$detente" solve "models/published/$1.detente" --csv | tr -d '\r' |
        sed 's/"[^"]*"/quoted/g' | awk -F, -v column="$2" -v by="$3" '
            NR == 1 { for (k = 1; k <= NF; k++) at[$k] = k }
            NR > 1 && $at[column] == 1 { printf "%s%s", sep, $at[by]; sep = " " }')
    if [ "$got" != "$4" ]; then
        echo "FAIL $1, $2: got '$got', published '$4'"
        failures=$((failures + 1))
    fi
}

# row MODEL COLUMN EXPECTED: a whole column, from the first state to the last.
row()
{
    got=$("$detente" solve "models/published/$1.detente" --csv | tr -d '\r' |
        sed 's/"[^"]*"/quoted/g' | awk -F, -v column="$2" '
            NR == 1 { for (k = 1; k <= NF; k++) at[$k] = k }
            NR > 1 { printf "%s%s", sep, $at[column]; sep = " " }')
    if [ "$got" != "$3" ]; then
        echo "FAIL $1, $2: got '$got', published '$3'"
        failures=$((failures + 1))
    fi
}

row syria-iraq-1975 decimal "0 1 2 4 5 6"
row syria-iraq-1975 rank:syria "6 3 5 2 1 4"
row syria-iraq-1975 rank:iraq "3 6 1 5 2 4"
fact syria-iraq-1975 nash n "6"
fact syria-iraq-1975 gmr n "1 6"
fact syria-iraq-1975 smr n "6"
fact syria-iraq-1975 seq n "6"
fact syria-iraq-1975 sim n "6"

for concept in nash seq; do
    fact elmira-graph $concept n "5 8 9"
done
for concept in gmr smr; do
    fact elmira-graph $concept n "1 4 5 8 9"
done

fact prisoners nash n "1"
for concept in gmr smr seq; do
    fact prisoners $concept n "1 4"
done

# Printed per party, by decimal number.
fact north-korea-2017 nash:us decimal "0 1 5 8 9 12 13"
fact north-korea-2017 nash:dprk decimal "0 5 6"
fact north-korea-2017 smr:us decimal "0 1 4 5 8 9 10 12 13"
fact north-korea-2017 smr:dprk decimal "0 2 4 5 6 10 12 14"
fact north-korea-2017 smr decimal "0 4 5 10 12"
fact north-korea-2017 seq:us decimal "0 1 5 8 9 10 12 13"
fact north-korea-2017 seq:dprk decimal "0 2 5 6 10 14"

for command in tests/golden/*.cmd; do
    name=$(basename "$command" .cmd)
    # The command line is ours and simple: words separated by blanks.
    # shellcheck disable=SC2046
    "$detente" $(cat "$command") >"$work/out" 2>&1
    if [ "$bless" = bless ]; then
        cp "$work/out" "tests/golden/$name.out"
    elif ! cmp -s "$work/out" "tests/golden/$name.out"; then
        echo "FAIL golden $name: detente $(cat "$command")"
        diff "tests/golden/$name.out" "$work/out" | head -20 | sed 's/^/    /'
        failures=$((failures + 1))
    fi
done

# The five accounts are what ./run shows: each must come out whole, with nothing on standard error.
if ! "$detente" summary models/seeds/*.detente >"$work/out" 2>"$work/err" || [ -s "$work/err" ]; then
    echo "FAIL summary of the seeds"
    sed 's/^/    /' "$work/err"
    failures=$((failures + 1))
fi

if [ "$failures" != 0 ]; then
    echo "$failures failed"
    exit 1
fi
echo "all as expected"

#!/bin/sh
# detente scan and bench: rows against the counts of solve, where, limit, sample, bitmap.
set -eu
detente=$1
source=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "scan: $1" >&2; exit 1; }
model=$source/models/published/prisoners.detente

# as many rows as solve counts equilibria, for a listed and for a dense model
cat > "$dir/big.detente" <<'MODEL'
conflict "Big"
party a
option a1
option a2
option a3
option a4
option a5
option a6
option a7
option a8
party b
option b1
option b2
option b3
option b4
option b5
option b6
option b7
option b8
option b9
option b10
option b11
option b12
option b13
option b14
option b15
a wants
a1 iff b1
b2 or a2
not b3
b wants
a1 xor b1
b4 or b5
a6
MODEL
"$detente" solve "$dir/big.detente" -c nash,gmr,seq --json > "$dir/big.json"
for concept in nash gmr seq; do
    count=$("$detente" scan "$dir/big.detente" -c $concept --bitmap | tail -c +33 | od -An -v -tx1 |
        tr -d ' \n' | sed 's/0//g;s/[1248]/i/g;s/[3569ac]/ii/g;s/[7bde]/iii/g;s/f/iiii/g' | wc -c)
    grep -A8 "\"$concept\"" "$dir/big.json" | grep -q "\"equilibrium_count\": $count" ||
        fail "$concept: the bitmap has $count equilibria, solve another number"
done
rows=$("$detente" scan "$dir/big.detente" -c gmr --where "a1 and not b1" --limit 7 | tail -n +2)
[ "$(echo "$rows" | wc -l)" = 7 ] || fail "--limit 7 gives another number of rows"
echo "$rows" | cut -d, -f3 | grep -qv '^Y.......N' && fail "--where lets other states through"
one=$("$detente" scan "$dir/big.detente" -c nash --sample 20 --seed 5)
two=$("$detente" scan "$dir/big.detente" -c nash --sample 20 --seed 5 --threads 1)
[ "$one" = "$two" ] || fail "a sample depends on the threads"

"$detente" scan "$model" > "$dir/rows" || fail "a small model"
head -1 "$dir/rows" | grep -q '^n,decimal,pattern,nash' || fail "no head line"
if "$detente" scan "$model" --where 'nonsense' > /dev/null 2>&1; then
    fail "an unknown name in --where is accepted"
fi
# a slip in --where is one of the command line: no line of the file, the column in the expression
code=0
"$detente" scan "$model" --where 'not nonsense' > "$dir/rows" 2> "$dir/err" || code=$?
[ "$code" = 2 ] || fail "a slip in --where ends with $code"
[ "$(sed -n '1s/ error:.*//p' "$dir/err")" = '--where:1:5:' ] || fail "a slip in --where is told elsewhere"
[ "$(sed -n 2,3p "$dir/err" | tr '\n' '|')" = '    not nonsense|        ^~~~~~~~|' ] ||
    fail "a slip in --where is shown elsewhere"
# a model whose last lines belong to a scenario: the expression is none of its lines
rows=$("$detente" scan "$source/models/tutorial/ferry.detente" --where 'not halve' --all | tail -n +2)
[ "$(echo "$rows" | cut -d, -f3 | tr '\n' ' ')" = 'NNN NYN NNY NYY ' ] ||
    fail "--where 'not halve' of a model with a scenario gives: $rows"
"$detente" scan "$source/models/tutorial/ferry.detente" --where deal -c nash > /dev/null || fail "an outcome's name in --where"
"$detente" scan "$source/models/tutorial/ferry.detente" --scenario march --where boat > "$dir/rows" 2>&1 || fail "--where under a scenario"

# a coalesced state has one row, with - where its members differ
cat > "$dir/merged.detente" <<'MODEL'
conflict "Merged"
party a
option x
party b
option y
same x
a wants
x
b wants
not x
MODEL
[ "$("$detente" scan "$dir/merged.detente" -c nash | tail -n +2)" = '2,1,Y-,1' ] ||
    fail "the pattern of a coalesced state"

[ "$("$detente" scan "$model" --sample 9 | wc -l)" = 10 ] || fail "a sample of 9 of 4 states has no 9 rows"
"$detente" bench --quick >"$dir/bench" || fail "bench: exit $?"
grep -q ' ok$' "$dir/bench" && ! grep -q 'WRONG' "$dir/bench" || fail "bench: checksums differ"

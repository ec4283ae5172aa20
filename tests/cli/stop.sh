#!/bin/sh
# Ctrl-C: SIGINT and SIGTERM at random moments of every command on large models end it with exit 5,
# soon, and no file is lost, half written or left behind.  Usage: stop.sh DETENTE SOURCE_DIR
# TRIALS (default 26) and MOST (milliseconds, default 1000: a busy machine) come from the environment;
# stop_long.sh asks for more.
set -u
detente=$(realpath "$1")
source_dir=$(realpath "$2")
trials=${TRIALS:-26}
most=${MOST:-1000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# option form, 2^20 states: four parties with five options each
awk 'BEGIN {
    print "conflict \"large\""
    for (p = 0; p < 4; p++) { print "party p" p; for (k = 0; k < 5; k++) print "  option o" p * 5 + k }
    print "status quo none\noutcome calm = not o0 and not o7\noutcome storm = o3 and o19"
    for (p = 0; p < 4; p++) {
        print "p" p " wants"
        for (k = 0; k < 8; k++)
            printf "  o%d %s not o%d\n", (7 * k + 3 * p) % 20, k % 2 ? "and" : "or", (5 * k + 11 * p + 1) % 20
    }
    print "claim calm is an equilibrium under seq\nclaim storm can be reached"
}' >option.detente
# graph form, 100,000 states: a ring with short cuts
awk 'BEGIN {
    n = 100000
    print "conflict \"large graph\""
    for (s = 0; s < n; s++) print "state s" s
    print "party a\nparty b\nparty c\nstatus quo s0\noutcome good = s500 or s77"
    split("a b c", name, " ")
    for (p = 1; p <= 3; p++) {
        print name[p] " moves"
        for (s = 0; s < n; s++) printf "  s%d -> s%d, s%d\n", s, (s + 1) % n, (s * 7919 + p * 13 + 2) % n == s ? (s + 2) % n : ((s * 7919 + p * 13 + 2) % n == (s + 1) % n ? (s + 3) % n : (s * 7919 + p * 13 + 2) % n)
        printf "%s wants\n  s%d or s%d\n  not s%d\n", name[p], p, p * 999, p + 5
    }
    print "claim good can be reached"
}' >graph.detente
cp "$source_dir/tests/cli/entangled.txt" hidden.detente
"$detente" convert option.detente --to json -o option.json || exit 1
sed 's/o3 and o19/o3 or o19/' option.detente >other.detente
mkdir reports
# half a second of work each, or more; what is written stands in `old` and `proof`
cat >commands <<'LIST'
summary M
solve M -o old
solve M --json -o old
solve M --csv -o old
solve M --sensitivity -o old
solve M --certificate proof -o old
solve M --engine graph -o old
explain M 9 -o old
paths M -o old
check M -o old
compare M other.detente -o old
tables M --limit 1000000 -o old
tables M --table moves -f csv -o old
graph M -o old.svg
graph M --view heat -o old.svg
graph M --view evolution -f json -o old.json
graph M -f graphml -o old.graphml
report M -o old.html
report M other.detente -o reports
scan M --all -o old
scan M --concepts seq --bitmap -o old
scan M --sample 100000000 -o old
sources M -o old
fmt M -i
convert M --to json -o old.json
convert M --to gmcr -o old.gmcr
convert M --to nfg -o old.nfg
convert option.json --to detente -o old
LIST
count=$(grep -c . commands)
cp -r . ../"$(basename "$work")".before 2>/dev/null
before="../$(basename "$work").before"
trap 'rm -rf "$work" "$work.before"' EXIT
for file in old old.svg old.json old.graphml old.html old.gmcr old.nfg proof; do
    echo "what was there before" >"$file"
    echo "what was there before" >"$before/$file"
done
now() { date +%s%N; }

failures=0
stopped=0
: >times
k=0
while [ "$k" -lt "$trials" ]; do
    k=$((k + 1))
    # the seeded draw: command, model, signal and moment
    set -- $(awk -v k="$k" -v n="$count" 'BEGIN { srand(k * 7919); print 1 + int(rand() * n), 1 + int(rand() * 7), rand() < 0.5 ? "INT" : "TERM", sprintf("%.3f", 0.02 + 1.2 * rand() * rand()) }')
    line=$(sed -n "${1}p" commands)
    case $2 in 1 | 2 | 3) model=option.detente ;; 4 | 5 | 6) model=graph.detente ;; *) model=hidden.detente ;; esac
    command=$(echo "$line" | sed "s/ M/ $model/")
    # shellcheck disable=SC2086
    "$detente" $command >out 2>err &
    pid=$!
    renice -n -5 -p "$pid" >/dev/null 2>&1
    sleep "$4"
    begun=$(now)
    kill -"$3" "$pid" 2>/dev/null
    wait "$pid"
    code=$?
    took=$((($(now) - begun) / 1000000))
    rm -f out err
    if [ "$code" = 5 ]; then
        stopped=$((stopped + 1))
        echo "$took $command" >>times
        if [ "$took" -gt "$most" ]; then
            echo "FAIL detente $command, $3 after $4 s: $took ms"
            failures=$((failures + 1))
        fi
        if ! diff -rq -x times -x differences -x "old*" . "$before" >differences; then
            echo "FAIL detente $command, $3 after $4 s: files differ"
            sed 's/^/    /' differences
            failures=$((failures + 1))
        fi
        rm -f differences
        for file in old*; do # left as it was, or written in full by the part that was done
            [ -f "$before/$file" ] || { echo "FAIL detente $command: $file is left behind"; failures=$((failures + 1)); rm -f "$file"; }
            cmp -s "$file" "$before/$file" || { echo "FAIL detente $command: $file is lost"; failures=$((failures + 1)); cp "$before/$file" "$file"; }
        done
    elif [ "$code" -gt 4 ]; then
        echo "FAIL detente $command, $3 after $4 s: exit $code"
        failures=$((failures + 1))
    else # through before the signal came
        rm -rf reports old* proof
        cp -r "$before"/. .
    fi
done
sort -n times >sorted
echo "stop: $stopped of $trials stopped; milliseconds: median $(sed -n "$(((stopped + 1) / 2))p" sorted | cut -d' ' -f1), 95 % $(sed -n "$(((95 * stopped + 99) / 100))p" sorted | cut -d' ' -f1), most $(tail -1 sorted); $failures faults"
[ "$stopped" -ge $((trials / 3)) ] || { echo "FAIL too few were stopped"; failures=$((failures + 1)); }
[ "$failures" -eq 0 ]

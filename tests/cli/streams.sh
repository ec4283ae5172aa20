#!/bin/sh
# What goes where, and how the program ends: exit codes, standard output and error, pipes, signals,
# files written all or nothing.  Usage: streams.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"

sed 's/claim.*/claim peace is an equilibrium under nash/' good.detente >claim.detente
sed 's/  not sue/  not seu/' good.detente >wrong.detente
sed '/^b wants/,$d' good.detente >warned.detente

# ---- usage --------------------------------------------------------------------------------------
expect "alone" 2 "$detente"
check "alone: nothing on stdout" empty out
check "alone: commands on stderr" says err '^  solve '
expect "--help" 0 "$detente" --help
check "--help: nothing on stderr" empty err
check "--help: lists commands" says out '^  solve '
expect "--version" 0 "$detente" --version
check "--version" says out '^detente [0-9][0-9.]*$'
for command in $(sed -n 's/^  \([a-z][a-z]*\)   *[a-z].*/\1/p' err out | sort -u) \
    $("$detente" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    expect "$command --help" 0 "$detente" "$command" --help
    for part in '^detente '"$command"' - ' '^Usage: detente '"$command" '^Options:' '^Examples:' \
        '^Exit codes:' '--help'; do
        check "$command --help: $part" says out "$part"
    done
    check "$command --help: two examples" [ "$(sed -n '/^Examples:/,/^$/p' out | grep -c '^  ')" -ge 2 ]
    check "$command --help: fits 100 columns" [ -z "$(LC_ALL=C grep '.\{101\}' out)" ]
    mv out first
    expect "help $command" 0 "$detente" help "$command"
    check "help $command: the same" cmp -s first out
done
expect "unknown command" 2 "$detente" slove good.detente
check "unknown command: suggestion" says err 'did you mean `detente solve`'
expect "unknown option" 2 "$detente" solve --jsno good.detente
check "unknown option: suggestion" says err 'did you mean --json'
check "unknown option: nothing on stdout" empty out
expect "two letters that changed places" 2 "$detente" solve --cvs good.detente
check "two letters that changed places: suggestion" says err 'did you mean --csv'
expect "a model for a command" 2 "$detente" good.detente
check "a model for a command: what to write" says err 'detente summary good.detente'
expect "option before command" 2 "$detente" --json solve good.detente
expect "no model" 2 "$detente" solve
expect "value missing" 2 "$detente" solve good.detente --limit
expect "value not a number" 2 "$detente" solve good.detente --limit many
expect "value out of range" 2 "$detente" solve good.detente --limit=0
expect "flag with value" 2 "$detente" solve good.detente --json=yes
expect "two formats" 2 "$detente" solve good.detente --json --csv
expect "unknown concept" 2 "$detente" solve good.detente --concepts nash,neu
for list in '' ' ' , nash, ,nash nash,,gmr; do
    expect "an empty name of a concept in '$list'" 2 "$detente" solve good.detente --concepts "$list"
    check "an empty name in '$list': what there is" says err 'nash, gmr, smr, seq, sseq, sim, nash-a, '
done
expect "concepts with blanks" 0 "$detente" solve good.detente --concepts ' nash, gmr '
expect "unknown engine" 2 "$detente" solve good.detente --engine steam
expect "memory" 2 "$detente" solve good.detente --memory lots
expect "unknown help" 2 "$detente" help nothing
expect "concepts takes no model" 2 "$detente" concepts good.detente
expect "-- ends the options" 3 "$detente" solve -- --json
expect "csv of two models" 2 "$detente" solve --csv good.detente good.detente

# ---- models ---------------------------------------------------------------------------------------
for command in solve summary check fmt; do
    expect "$command" 0 "$detente" "$command" good.detente
    check "$command: result on stdout" filled out
    check "$command: nothing on stderr" empty err
    expect "$command: no such file" 3 "$detente" "$command" nowhere.detente
    check "$command: no such file: reason" says err 'nowhere.detente.*No such file'
    check "$command: no such file: nothing on stdout" empty out
    expect "$command: a folder" 3 "$detente" "$command" .
    expect "$command: faulty" 3 "$detente" "$command" wrong.detente
    check "$command: fault has a place" says err '^wrong.detente:[0-9]*:[0-9]*: error: '
    check "$command: faulty: nothing on stdout" empty out
    expect "$command: stdin" 0 sh -c '"$1" "$2" - <good.detente' sh "$detente" "$command"
    check "$command: stdin: result" filled out
    expect "$command: faulty stdin" 3 sh -c '"$1" "$2" - <wrong.detente' sh "$detente" "$command"
    check "$command: faulty stdin: name" says err '^<stdin>:'
    expect "$command: empty" 3 sh -c '"$1" "$2" - </dev/null' sh "$detente" "$command"
done
expect "unknown scenario" 2 "$detente" solve good.detente --scenario never
check "unknown scenario: there is none" says err 'this model has none'
expect "unknown scenario of several" 2 sh -c '
    { cat good.detente; printf "scenario first\n  impossible dam\nscenario last\n  impossible sue\n"; } |
        "$1" solve - --scenario never' sh "$detente"
check "unknown scenario of several: those that there are" says err 'it has first, last'
expect "warning" 0 "$detente" solve warned.detente
check "warning on stderr" says err 'warned.detente:.*: warning: '
check "warning: result on stdout" filled out
if [ "$(id -u)" != 0 ]; then
    cp good.detente secret.detente
    chmod 000 secret.detente
    expect "unreadable" 3 "$detente" solve secret.detente
fi
printf '{"detente_model": 1, "conflict": "x"}' >model.json
expect "JSON for a model" 3 "$detente" solve model.json
check "JSON for a model: hint" says err 'detente convert'
expect "claim fails" 1 "$detente" check claim.detente
check "claim fails: said on stdout" says out 'does not hold'
expect "claims of several models" 1 "$detente" check good.detente claim.detente good.detente
expect "one faulty of several" 3 "$detente" check good.detente wrong.detente claim.detente
check "one faulty: the others are tested" says out 'does not hold'
expect "concepts in any case" 0 "$detente" solve good.detente --concepts NASH,Seq --json
check "concepts: chosen" says out '"nash"'
check "concepts: the others are not" [ -z "$(grep '"gmr"' out)" ]
expect "memory too small" 4 "$detente" solve "$source_dir/models/published/milk-river.detente" --memory 1
expect "memory too small for 12 states" 4 "$detente" solve "$source_dir/models/published/elmira.detente" --memory 1
check "memory too small: how much it takes" says err 'take 480 bytes, more'

# ---- writing ----------------------------------------------------------------------------------------
if [ -c /dev/full ]; then
    for line in "solve good.detente" "solve good.detente --json" "check good.detente" \
        "summary good.detente" "fmt good.detente" "concepts" "--help" "--version" "help solve"; do
        # shellcheck disable=SC2086
        expect "$line >/dev/full" 6 sh -c '"$@" >/dev/full' sh "$detente" $line
        check "$line >/dev/full: said" says err 'cannot write'
    done
    expect "6 before 1" 6 sh -c '"$1" check claim.detente >/dev/full' sh "$detente"
    expect "-o /dev/full" 6 "$detente" solve good.detente -o /dev/full
fi
expect "closed stdout" 6 sh -c '"$1" solve good.detente >&-' sh "$detente"

# Weights whose sum passes 2^63 millionths: 9224 lines of just under 10^15 each.
printf 'conflict "Heavy"\nparty a\noption x\na weighs\n' >heavy.detente
seq -f '999999999.999999 x # %.0f' 9224 >>heavy.detente
expect "weights too heavy" 3 "$detente" solve heavy.detente
check "weights too heavy: said" says err 'more than can be added exactly'
sed -i '$d' heavy.detente
expect "weights just light enough" 0 "$detente" solve heavy.detente

# A reader that has had enough: quiet, 0.  The model is large enough to fill the pipe.
printf 'conflict "Large"\nparty a\n' >large.detente
for k in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "option o$k" >>large.detente; done
printf 'a wants\n  o1\n' >>large.detente
( "$detente" solve large.detente --csv 2>pipe_err; echo $? >pipe_code ) | head -n 1 >/dev/null
check "closed pipe: exit 0" [ "$(cat pipe_code)" = 0 ]
check "closed pipe: quiet" empty pipe_err

# More states than can be listed: an answer, in words that are true of it; past every engine, 4.
for k in 13 14 15 16 17 18 19 20 21 22 23; do sed -i "s/^a wants/option o$k\n&/" large.detente; done
expect "8 million states" 0 "$detente" solve large.detente --concepts nash
check "no word on ranks that are not there" sh -c '! grep -q -e Ranks: -e "named outcome" out'
check "equilibria, and nothing before them" says out 'states; equilibria'
check "nothing on SIM where it is not asked for" sh -c '! grep -q SIM out'
for command in check graph tables paths compare report 'solve --csv' 'solve --certificate proof' \
    'solve --sensitivity'; do
    # shellcheck disable=SC2086  # a command and its options
    expect "8 million states, $command" 4 "$detente" $command large.detente
    check "8 million states, $command: nothing written" empty out
    check "8 million states, $command: says what works" says err 'at most 4194304.*summary.*scan'
done
check "8 million states: no certificate" [ ! -e proof ]
expect "8 million states, explain" 4 "$detente" explain large.detente 1
check "8 million states, explain: says what works" says err 'at most 4194304.*summary.*scan'
expect "8 million states, summary" 0 "$detente" summary large.detente
check "8 million states, summary: SIM" says out 'SIM is not decided'
expect "8 million states, scan" 0 "$detente" scan large.detente --limit 1
check "8 million states, scan: SIM" says err 'SIM is not decided'
expect "8 million states, JSON" 0 "$detente" solve large.detente --concepts nash --json --limit 2
check "the first two of 4194304" says out 'YYNNNNNNNNNNNNNNNNNNNNN'
k=24
while [ $k -le 64 ]; do
    sed -i "s/^a wants/option o$k\n&/" large.detente
    k=$((k + 1))
done
expect "2^64 states" 4 "$detente" solve large.detente
echo "status quo o1$(seq -f ', o%.0f' 2 64 | tr -d '\n')" >>large.detente
expect "2^64 states, the last of them today" 4 "$detente" solve large.detente

expect "-o" 0 "$detente" solve good.detente --csv -o result.csv
check "-o: nothing on stdout" empty out
"$detente" solve good.detente --csv >direct.csv
check "-o: the same bytes" cmp -s result.csv direct.csv
echo old >kept.txt
expect "-o with a faulty model" 3 "$detente" solve wrong.detente -o kept.txt
check "-o with a faulty model: the old file stays" [ "$(cat kept.txt)" = old ]
check "-o: nothing left beside it" [ -z "$(ls kept.txt.* result.csv.* 2>/dev/null)" ]
expect "-o in no folder" 6 "$detente" solve good.detente -o nowhere/result.csv

# ---- fmt ----------------------------------------------------------------------------------------------
expect "fmt" 0 "$detente" fmt good.detente
cp out canonical.detente
expect "fmt twice" 0 "$detente" fmt canonical.detente
check "fmt twice: no change" cmp -s out canonical.detente
expect "fmt --check, canonical" 0 "$detente" fmt --check canonical.detente
check "fmt --check, canonical: silent" empty out
sed 's/party a/party     a/' canonical.detente >loose.detente
expect "fmt --check, not canonical" 1 "$detente" fmt --check canonical.detente loose.detente
check "fmt --check names the file" [ "$(cat out)" = loose.detente ]
expect "fmt --in-place" 0 "$detente" fmt --in-place loose.detente
check "fmt --in-place: silent" empty out
check "fmt --in-place: done" cmp -s loose.detente canonical.detente
expect "fmt --in-place -" 2 "$detente" fmt --in-place -
expect "fmt of two to stdout" 2 "$detente" fmt good.detente good.detente
cp wrong.detente faulty.detente
expect "fmt --in-place, faulty" 3 "$detente" fmt --in-place faulty.detente
check "fmt --in-place, faulty: untouched" cmp -s wrong.detente faulty.detente

# ---- signals --------------------------------------------------------------------------------------------
# Waiting for standard input, then interrupted.
mkfifo never
sh -c 'exec "$1" solve - <never' sh "$detente" >out 2>err &
waiting=$!
exec 9>never
sleep 1
kill -TERM "$waiting"
wait "$waiting"
check "signal: exit 5" [ $? = 5 ]
exec 9>&-
check "signal: nothing on stdout" empty out

# Computing, then terminated: 2^33 states, each option wanted by somebody, take far longer than a second.
awk 'BEGIN {
    print "conflict \"Long\""
    for (i = 0; i < 3; i++) {
        print "party p" i
        for (k = 0; k < 11; k++) print "option o" i "x" k
    }
    print "impossible o0x1 and o1x1 and not o2x2"
    for (i = 0; i < 3; i++) {
        print "p" i " wants"
        for (k = 0; k < 11; k++) print "o" (i + 1) % 3 "x" k " iff o" i "x" k
    }
}' >long.detente
"$detente" solve long.detente --verbose --json -o long.json >out 2>err &
computing=$!
sleep 1
kill -TERM "$computing"
wait "$computing"
check "signal while computing: exit 5" [ $? = 5 ]
check "signal while computing: said" says err 'stopped'
check "signal while computing: the plan had been said before" says err 'option engine, dense'
check "signal while computing: no file" [ -z "$(ls long.json* 2>/dev/null)" ]

# A benchmark, interrupted: the signal goes to the program and to the case that it runs.
"$detente" bench --quick -o bench.txt >out 2>err &
measuring=$!
sleep 1
kill -TERM "$measuring"
wait "$measuring"
check "signal to bench: exit 5" [ $? = 5 ]
check "signal to bench: said" says err 'stopped'
check "signal to bench: no file" [ -z "$(ls bench.txt* 2>/dev/null)" ]

# Writing, then terminated: a million states are solved in a moment, and take seconds to write.
awk 'BEGIN {
    print "conflict \"Wide\""
    for (i = 0; i < 2; i++) {
        print "party p" i
        for (k = 0; k < 10; k++) print "option o" i "x" k
    }
    for (i = 0; i < 2; i++) {
        print "p" i " wants"
        for (k = 0; k < 10; k++) print "o" 1 - i "x" k
    }
}' >wide.detente
for format in --json --ascii; do
    echo old >wide.out
    "$detente" solve wide.detente --concepts nash $format --limit 1048576 -o wide.out >out 2>err &
    writing=$!
    sleep 1
    kill -TERM "$writing"
    wait "$writing"
    check "signal while writing $format: exit 5" [ $? = 5 ]
    check "signal while writing $format: said" says err 'stopped'
    check "signal while writing $format: the old file stays" [ "$(cat wide.out)" = old ]
    check "signal while writing $format: nothing beside it" [ -z "$(ls wide.out.* 2>/dev/null)" ]
done

# ---- the same bytes everywhere ------------------------------------------------------------------------------
COLUMNS=60 LC_ALL=C "$detente" solve good.detente --json >one.json
COLUMNS=200 LC_ALL=en_US.UTF-8 TERM=dumb "$detente" solve good.detente --json --threads 1 >two.json
check "json: independent of the surroundings" cmp -s one.json two.json
LC_ALL=C "$detente" solve good.detente --width 90 >one.txt
LC_ALL=C.UTF-8 "$detente" solve good.detente --width 90 >two.txt
check "table: independent of the locale" cmp -s one.txt two.txt
"$detente" solve good.detente --ascii >ascii.txt
check "--ascii" [ -z "$(LC_ALL=C tr -d '\000-\177' <ascii.txt)" ]
"$detente" solve "$source_dir/models/published/milk-river.detente" --width 60 >narrow.txt
check "--width" [ -z "$(LC_ALL=C tr -d '\200-\277' <narrow.txt | LC_ALL=C grep '.\{61\}')" ]

finish

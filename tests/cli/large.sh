#!/bin/sh
# Files larger than anybody writes: the time grows with the length of the file, no faster.  Each takes
# about a second; what grew with the square took most of a minute.  Usage: large.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"

name=$(head -c 1000000 /dev/zero | tr '\0' n)
label=$(head -c 999999 /dev/zero | tr '\0' 'w ' | sed 's/www/ww /g')
printf 'conflict "c"\nparty %s\n  option x\nstatus quo none\n%s wants\n  x\n' "$name" "$name" >party.detente
printf 'conflict "c"\nparty a\n  option %s\noutcome o = %s\nstatus quo none\na wants\n  %s\n' "$name" "$name" "$name" >option.detente
printf 'conflict "%s"\nparty a "%s"\n  option x "%s"\nstatus quo none\na wants\n  x note "%s"\n' \
    "$name" "$name" "$label" "$label" >label.detente
awk 'BEGIN {
    print "conflict \"c\"\nparty a\n  option x\nparty b\n  option y\nstatus quo none\noutcome o0 = x"
    for (k = 1; k < 100000; k++) print "outcome o" k " = o" k - 1 " or " (k % 2 ? "x" : "y")
    print "a wants\n  x\nb wants\n  y"
}' >outcomes.detente
awk 'BEGIN {
    print "conflict \"c\"\nparty a\n  option x\nstatus quo none\na wants\n  x"
    for (k = 0; k < 10000; k++) print "scenario s" k "\n  status quo x"
}' >scenarios.detente

for model in party option label outcomes; do
    for command in solve summary 'tables --limit 10' 'solve --markdown' 'explain' paths fmt 'convert --to json'; do
        state=$([ "$command" = explain ] && echo 1)
        # shellcheck disable=SC2086  # a command and its options, perhaps a state
        expect "$command $model" 0 sh -c 'ulimit -t 10; exec "$@"' sh "$detente" $command $model.detente $state
    done
done
expect "10,000 scenarios" 3 sh -c 'ulimit -t 10; exec "$@"' sh "$detente" solve scenarios.detente
check "10,000 scenarios: told once" [ "$(grep -c 'error:' err)" = 1 ]
check "10,000 scenarios: what" says err 'more than 256 scenarios in one file'
finish

#!/bin/sh
# detente-verify as a program: options anywhere, exit codes, nothing accepted that is not there.
# Usage: verify.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"
verify=$(dirname "$detente")/detente-verify
printf '\nscenario drought "A drought"\n  status quo dam\n' >>good.detente
"$detente" solve good.detente --certificate base.proof >/dev/null
"$detente" solve good.detente --scenario drought --certificate drought.proof >/dev/null

# ---- options ------------------------------------------------------------------------------------
expect "verified" 0 "$verify" good.detente base.proof
check "verified: says so" says out '^verified: '
cp out wanted
expect "certificate from standard input" 0 sh -c '"$1" good.detente - <base.proof' sh "$verify"
check "certificate from standard input: the same" same out wanted
expect "model from standard input" 0 sh -c '"$1" - base.proof <good.detente' sh "$verify"
check "model from standard input: the same" same out wanted
expect "scenario first" 0 "$verify" --scenario drought good.detente drought.proof
expect "scenario between" 0 "$verify" good.detente --scenario drought drought.proof
expect "scenario last" 0 "$verify" good.detente drought.proof --scenario drought
expect "scenario with =" 0 "$verify" good.detente drought.proof --scenario=drought
expect "scenario, short" 0 "$verify" -s drought -- good.detente drought.proof
expect "another scenario" 1 "$verify" good.detente base.proof --scenario drought
expect "the scenario not said" 1 "$verify" good.detente drought.proof
check "the scenario not said: how to" says out 'give --scenario drought'
expect "no such scenario" 2 "$verify" good.detente drought.proof --scenario flood
for words in "" "good.detente" "good.detente base.proof more" "good.detente base.proof --scenario" \
    "good.detente base.proof --quick" "- -"; do
    # shellcheck disable=SC2086
    expect "usage: '$words'" 2 "$verify" $words
    check "usage: '$words': said" says err '^Usage: detente-verify'
    check "usage: '$words': nothing on stdout" empty out
done
expect "help" 0 "$verify" --help
check "help: on stdout" says out '^Usage: '

# ---- files --------------------------------------------------------------------------------------
sed 's/not sue/not seu/' good.detente >wrong.detente
expect "faulty model" 3 "$verify" wrong.detente base.proof
check "faulty model: its place" says err '^wrong.detente:[0-9]*:[0-9]*: error'
expect "no model" 3 "$verify" never base.proof
expect "no certificate" 3 "$verify" good.detente never
expect "a directory as the model" 3 "$verify" . base.proof
expect "a directory as the certificate" 3 "$verify" good.detente .
expect "empty model" 3 "$verify" /dev/null base.proof
truncate -s 1G huge.detente
expect "a model of 1 GB" 4 "$verify" huge.detente base.proof
expect "a model of 1 GB, solved" 4 "$detente" solve huge.detente
rm huge.detente
if [ -c /dev/full ]; then
    expect "answer to a full disk" 6 sh -c '"$1" good.detente base.proof >/dev/full' sh "$verify"
    expect "failure to a full disk" 6 sh -c '"$1" good.detente drought.proof >/dev/full' sh "$verify"
    expect "help to a full disk" 6 sh -c '"$1" --help >/dev/full' sh "$verify"
fi
expect "standard output closed" 6 sh -c '"$1" good.detente base.proof >&-' sh "$verify"
expect "standard error closed" 3 sh -c 'cp base.proof kept; "$1" wrong.detente kept 2>&-' sh "$verify"
check "standard error closed: the certificate is as it was" same kept base.proof

# ---- what is no certificate -----------------------------------------------------------------------
# tampered WHAT SED_SCRIPT
tampered()
{
    LC_ALL=C sed "$2" base.proof >other.proof
    check "$1: is another text" sh -c '! cmp -s other.proof base.proof'
    expect "$1" 1 "$verify" good.detente other.proof
    check "$1: where" says out '^other.proof:[0-9]*: '
}
lines=$(wc -l <base.proof)
for line in 1 2 3 4 5 6 7 "$lines"; do
    tampered "byte 0 and junk at the end of line $line" "${line}s/\$/\\x00junk/"
    tampered "byte 0 at the end of line $line" "${line}s/\$/\\x00/"
    tampered "a blank at the end of line $line" "${line}s/\$/ /"
    tampered "a carriage return at the end of line $line" "${line}s/\$/\\r/"
done
tampered "a line more" '$a more'
tampered "an empty line more" '$a\

'
printf '\000' | cat base.proof - >other.proof
expect "a byte 0 more" 1 "$verify" good.detente other.proof
k=1
while [ $k -lt "$lines" ]; do
    head -n $k base.proof >other.proof
    expect "cut off after line $k" 1 "$verify" good.detente other.proof
    k=$((k + 7))
done
printf 'detente-certificate 1\nmodel \033[31mred\n' >other.proof
expect "unsafe characters" 1 "$verify" good.detente other.proof
escaped=$(printf 'bad\033[31m.proof')
cp other.proof "$escaped"
expect "unsafe characters in a name" 1 "$verify" good.detente "$escaped"
check "unsafe characters in a name: escaped" says out '^bad\\x1B'
sed "s/^model.*/$(sed -n 2p base.proof)/; 3,\$d" base.proof >other.proof
printf 'scenario \033[31mred\n' >>other.proof
expect "unsafe characters in a scenario" 1 "$verify" good.detente other.proof
check "unsafe characters in a scenario: escaped" says out '\\x1B'

# ---- little memory ----------------------------------------------------------------------------------
# With less and less of it: the answer, or 4; never a judgement on half a model.
awk 'BEGIN {
    print "conflict \"Long\"\nparty a\nparty b"
    for (k = 0; k < 6; k++) print "option o" k " \"" sprintf("%2000s", "x") "\""
    for (k = 0; k < 6; k++) print "a may o" k
}' | grep -v may >long.detente
awk 'BEGIN { for (k = 0; k < 40000; k++) print "# a comment, so that reading takes memory" }' >>long.detente
printf 'a wants\n  o1\n  not o2\nb wants\n  o3\n' >>long.detente
"$detente" solve long.detente --certificate long.proof >/dev/null
least=$(sh -c 'for k in 2000 4000 6000 8000 12000; do (ulimit -v $k; "$1" --help >/dev/null 2>&1) && { echo $k; break; }; done' sh "$verify")
refused=0
room=${least:-0}
while [ "$room" != 0 ] && [ "$room" -lt 40000 ]; do
    (ulimit -v "$room"; "$verify" long.detente long.proof >out 2>err)
    got=$?
    check "in $room KiB: exit $got" [ $got = 0 -o $got = 4 ]
    [ $got = 4 ] && refused=$((refused + 1))
    [ $got = 0 ] && break
    room=$((room + 500))
done
check "too little memory was met" [ "$least" = "" -o $refused -gt 3 ]
finish

#!/bin/sh
# What is different on a terminal: colours, the pager, progress, questions, watching.  The terminal is
# made by script(1) of util-linux; skipped where there is none.  Usage: terminal.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"
if ! script --version 2>/dev/null | grep -q util-linux; then
    echo "skipped: no script(1)"
    exit 77
fi
unset NO_COLOR PAGER LESS COLUMNS
export TERM=xterm LC_ALL=C.UTF-8
PATH=$(dirname "$detente"):$PATH
esc=$(printf '\033')
sed 's/claim.*/claim peace is an equilibrium under nash/' good.detente >claim.detente
sed 's/  not sue/  not seu/' good.detente >wrong.detente
sed '/^b wants/,$d' good.detente >warned.detente
seed=$source_dir/models/seeds/004-one-last-time.detente

# on_terminal ROWS COMMAND...: standard input, output and error are a terminal of 90 columns; `out` is
# what it shows.
on_terminal()
{
    rows=$1
    shift
    printf 'stty rows %s cols 90 -echo\n%s\n' "$rows" "$*" >on-terminal
    script -qec "sh on-terminal" /dev/null </dev/null 2>&1 | tr -d '\r' >out
}
# without what colours
plain() { sed "s/$esc\\[[0-9;]*m//g" "$1"; }
coloured() { grep -q "$esc\\[[0-9;]*m" "$1"; }
uncoloured() { ! coloured "$1"; }

# ---- colours ------------------------------------------------------------------------------------
for line in "summary $seed" "check claim.detente" "check good.detente" "solve good.detente" \
    "solve -v --ascii $seed" "summary good.detente claim.detente $seed"; do
    # shellcheck disable=SC2086
    "$detente" $line --width 90 >piped 2>piped.err
    check "$line: no colour in a pipe" uncoloured piped
    # shellcheck disable=SC2086
    "$detente" $line --width 90 --color always >always 2>/dev/null
    plain always >stripped
    check "$line: the same words in colour" same piped stripped
    on_terminal 500 "detente $line --width 90 2>/dev/null"
    check "$line: on a terminal as with always" same out always
    on_terminal 500 "detente $line --width 90 --color never 2>/dev/null"
    check "$line: never" same out piped
    on_terminal 500 "NO_COLOR=1 detente $line --width 90 2>/dev/null"
    check "$line: NO_COLOR" same out piped
    on_terminal 500 "NO_COLOR= detente $line --width 90 2>/dev/null"
    check "$line: an empty NO_COLOR is none" same out always
    on_terminal 500 "TERM=dumb detente $line --width 90 2>/dev/null"
    check "$line: a dumb terminal" same out piped
done
red="$esc\\[31m" green="$esc\\[32m" amber="$esc\\[33m" plain="$esc\\[0m"
"$detente" check claim.detente --color always >out
check "does not hold" says out "^${red}does not hold$plain  "
"$detente" check good.detente --color always >out
check "holds" says out "^${green}holds$plain  "
printf 'outcome never = dam and not dam\nclaim never is not an equilibrium under nash\n' |
    cat good.detente - >vacuous.detente
"$detente" check vacuous.detente --color always >out 2>err
check "vacuous" says out "^${amber}vacuous$plain  "
"$detente" solve good.detente --color always >out
check "ticks" says out "${green}✓$plain"
# no word of the author's is a verdict, and a verdict may stand on two lines
sed 's/^conflict.*/&\n  note "It would hold.  It would not hold."/' good.detente >said.detente
"$detente" summary said.detente said.detente --color always >out
check "a note is no verdict" [ "$(grep -c "^  It would hold. It would not hold.\$" out)" = 2 ]
check "a verdict" says out "${green}would hold$plain"
for width in 20 21 22 23 24 25 26 27 28 29 30 35 40; do
    "$detente" summary "$seed" -w $width >piped
    "$detente" summary "$seed" -w $width --color always >out
    plain out >stripped
    check "width $width: the same words" same piped stripped
    verdicts=$(sed '1,/^$/d' piped | tr -s ' \n' ' ' | grep -o 'would hold\|would not hold' | wc -l)
    painted=$(tr -s ' \n' ' ' <out | sed "s/$plain *$green/ /g;s/$plain *$red/ /g" |
        tr -s ' ' | grep -o "[$esc][[]3[12]mwould \(not \)\?hold" | wc -l)
    check "width $width: $painted of $verdicts verdicts are coloured" [ "$verdicts" = "$painted" ]
done
for format in --json --csv --markdown; do
    "$detente" solve good.detente $format >piped
    "$detente" solve good.detente $format --color always >out
    check "solve $format: for programs, never coloured" same piped out
done
"$detente" check wrong.detente 2>piped >/dev/null
"$detente" check wrong.detente --color always 2>err >/dev/null
plain err >stripped
check "faults: the same words" same piped stripped
check "faults: place and kind" says err "^$esc\\[1mwrong.detente:[0-9]*:7:$plain $esc\\[1;31merror:$plain there is no"
check "faults: caret" says err "^$esc\\[1;31m  *^~*$plain\$"
check "faults: the line is plain" says err "^      not seu\$"
"$detente" summary warned.detente --color always 2>err >/dev/null
check "warnings" says err "$esc\\[1;33mwarning:$plain"
on_terminal 50 "detente check wrong.detente >/dev/null"
check "faults on a terminal" coloured out
on_terminal 50 "detente check wrong.detente 2>piped >/dev/null"
check "faults elsewhere" uncoloured piped
expect "no such colour" 2 "$detente" solve good.detente --color pink
check "no such colour: what there is" says err "auto, always or never"

# ---- the pager ----------------------------------------------------------------------------------
cat >counts <<'PAGER'
#!/bin/sh
echo "paged $(grep -c '') lines, LESS=$LESS"
PAGER
chmod +x counts
lines=$("$detente" summary "$seed" -w 90 | wc -l)
on_terminal 20 "PAGER=./counts detente summary $seed; echo exit \$?"
check "longer than the screen" says out "^paged $lines lines, LESS=FRX\$"
check "exit code of what is paged" says out '^exit 0$'
on_terminal 20 "LESS=S PAGER=./counts detente summary $seed"
check "somebody's own LESS" says out "^paged $lines lines, LESS=S\$"
on_terminal $((lines + 1)) "PAGER=./counts detente summary $seed"
check "fits the screen" silent_on out paged
on_terminal "$lines" "PAGER=./counts detente summary $seed"
check "one line too long" says out paged
on_terminal 20 "PAGER=./counts detente summary $seed --no-pager"
check "--no-pager" silent_on out paged
on_terminal 20 "PAGER=./counts detente summary - <$seed"
check "standard input is no terminal" silent_on out paged
on_terminal 20 "PAGER=./counts detente summary $seed -w 90 >piped; wc -l <piped"
check "standard output is no terminal" says out "^$lines\$"
on_terminal 20 "PAGER=./counts detente summary $seed -w 90 -o file; wc -l <file"
check "into a file" says out "^$lines\$"
for none in '' cat; do
    on_terminal 20 "PAGER='$none' detente summary $seed"
    check "PAGER='$none'" says out 'Scenarios'
done
on_terminal 20 "TERM=dumb PAGER=./counts detente summary $seed"
check "dumb: no pager" silent_on out paged
on_terminal 20 "PAGER='head -2' detente summary $seed; echo exit \$?"
check "a reader that has had enough" says out '^exit 0$'
on_terminal 20 "PAGER=./nowhere detente summary $seed; echo exit \$?"
check "no such pager" says out "^detente: the pager './nowhere' is not there"
check "no such pager: exit code" says out '^exit 6$'
on_terminal 20 "PAGER=./counts detente check claim.detente $seed; echo exit \$?"
check "a claim fails, and is paged" says out '^exit 1$'
on_terminal 20 "PAGER=./counts detente help; PAGER=./counts detente help solve"
check "help is paged" [ "$(grep -c '^paged' out)" = 2 ]

# ---- progress -----------------------------------------------------------------------------------
# half a minute's work, of which two seconds are looked at; one signal, for a second one kills without a word
awk 'BEGIN {
    print "conflict \"large\""
    for (p = 0; p < 4; p++) { print "party p" p; for (k = 0; k < 4; k++) print "  option o" p * 4 + k }
    for (p = 0; p < 4; p++) {
        print "p" p " wants"
        for (k = 0; k < 8; k++)
            printf "  o%d %s not o%d\n", (7 * k + 3 * p) % 16, k % 2 ? "and" : "or", (5 * k + 11 * p + 1) % 16
    }
}' >large.detente
long="timeout --foreground -s INT 2 detente solve large.detente --sensitivity"
on_terminal 50 "$long >/dev/null; echo exit \$?"
sed "s/$esc\\[K/\\n/g" out >drawn
check "progress: words, a part of the whole" says drawn '^[a-z][a-z ,-]*, [0-9]* %'
check "progress: the line is taken away" says drawn '^detente: stopped$'
check "progress: on one line" [ "$(grep -c '' out)" -le 2 ]
on_terminal 50 "$long 2>err >/dev/null"
check "progress: only for a terminal" [ "$(cat err)" = "detente: stopped" ]
on_terminal 50 "TERM=dumb $long >/dev/null"
check "progress: not on a dumb one" [ "$(cat out)" = "detente: stopped" ]

# ---- watching -----------------------------------------------------------------------------------
# await WHAT PATTERN: in what is shown, within some seconds
await()
{
    turns=0
    while ! grep -q -e "$2" shown 2>/dev/null && [ $turns -lt 100 ]; do
        sleep 0.1
        turns=$((turns + 1))
    done
    check "watch: $1" says shown "$2"
}
cp good.detente watched.detente
detente watch watched.detente >shown 2>faults &
watching=$!
await "the first answer" '^  Claims '
cp claim.detente watched.detente
await "after a save" 'does not hold'
cp wrong.detente watched.detente
await "a fault: the old answer is marked" '^The answer of [0-9:]*, above, is OLD'
check "watch: the fault" says faults '^watched.detente:[0-9]*:[0-9]*: error: '
cp good.detente another
mv another watched.detente # as editors do that write a new file
await "after the fault" 'is OLD'
turns=0
while [ "$(grep -c '^Two neighbours' shown)" -lt 3 ] && [ $turns -lt 100 ]; do sleep 0.1; turns=$((turns + 1)); done
check "watch: three answers" [ "$(grep -c '^Two neighbours' shown)" = 3 ]
check "watch: no escape codes" uncoloured shown
kill -INT "$watching"
wait "$watching"
check "watch: Ctrl-C ends it with 5" [ $? = 5 ]
check "watch: nothing else was said" silent_on faults '^detente:'
expect "watch standard input" 2 detente watch - <good.detente
expect "watch: a word that no option takes" 2 detente watch good.detente --engine steam
cp good.detente watched.detente
(sleep 1; cp claim.detente watched.detente) &
expect "watch into a closed pipe" 0 timeout 20 sh -c 'detente watch watched.detente | head -1 >/dev/null'
cp good.detente watched.detente
cat >edits <<'EDITS'
sleep 1
cp wrong.detente watched.detente
sleep 1.5
EDITS
on_terminal 60 'sh edits & timeout --foreground -s INT 3 detente watch watched.detente; wait'
check "watch on a terminal: cleared" [ "$(grep -c "$esc\\[2J" out)" = 2 ]
check "watch on a terminal: coloured" says out "$esc\\[1;31merror:"
check "watch on a terminal: the old answer below the fault" [ "$(plain out | sed -n '/error:/,$p' | grep -c '^OLD, the answer of\|^Two neighbours')" = 2 ]

# ---- a first model ------------------------------------------------------------------------------
expect "init" 0 detente init
mv out template
expect "init FILE" 0 detente init new.detente
check "init FILE: the same" same template new.detente
check "init FILE: silent" empty out
expect "init --template FILE" 0 detente init --template other.detente
check "init --template FILE: the same" same template other.detente
for line in check summary solve paths compare report fmt; do
    expect "the template: $line" 0 detente $line template
    check "the template: $line: no warning" empty err
done
expect "the template: laid out" 0 detente fmt --check template
echo mine >mine.detente
ln -s nowhere link.detente
for name in mine.detente link.detente; do
    expect "init: $name is there" 6 detente init "$name"
    check "init: $name: said" says err 'there already'
    on_terminal 50 "detente init $name; echo exit \$?"
    check "init on a terminal: $name is there" says out '^exit 6$'
done
check "init: kept" says mine.detente '^mine$'
check "init: the link leads nowhere still" missing nowhere
expect "init: no such folder" 6 detente init nowhere/new.detente
expect "init: a full disk" 6 sh -c 'detente init >/dev/full'

# answered COMMAND: the answers come from `answers`, as if typed
answered()
{
    printf 'stty rows 50 cols 90 -echo\n%s\necho exit $?\n' "$*" >on-terminal
    (sleep 0.5; cat answers; sleep 1) | script -qec "sh on-terminal" /dev/null 2>&1 | tr -d '\r' >out
}
cat >answers <<'ANSWERS'

A "dam" on the river
Upstream
Build the dam
Not
build a Dam

Downstream
Go to court

Die Länder

Upstream


build-dam, court
build-dam
go-court and
not go-court
build-dam

not build-dam
go-court iff build-dam



ANSWERS
cat >wanted <<'MODEL'
conflict "A ""dam"" on the river"

party upstream "Upstream"
  option build-dam "Build the dam"
  option not-2 "Not"
  option build-dam-2 "build a Dam"

party downstream "Downstream"
  option go-court "Go to court"

party die-lnder "Die Länder"

party upstream-2 "Upstream"

status quo build-dam

upstream wants
  not go-court
  build-dam

downstream wants
  not build-dam
  go-court iff build-dam
MODEL
answered "detente init asked.detente"
check "answers: the model" same asked.detente wanted
[ -f asked.detente ] && diff wanted asked.detente
check "answers: exit code" says out '^exit 0$'
check "answers: what next" says out 'detente summary asked.detente'
check "answers: a fault is told" says out "the expression ends too early"
printf 'One more\nAnn\nact\n\n\n\nact\n\n\n' >answers
answered "detente init"
check "answers: a name of its own" says one-more.detente '^party ann "Ann"$'
printf 'One more\nAnn\nact\n\n\n\nact\n\nmine.detente\n' >answers
answered "detente init"
check "answers: never over a file" says mine.detente '^mine$'
check "answers: never over a file: exit code" says out '^exit 6$'
printf 'One\n\n' >answers
answered "detente init never.detente"
check "answers: nobody can do anything" says out '^exit 2$'
printf 'One\nAnn\nact\n\004' >answers
answered "detente init never.detente"
check "answers: they end early" says out '^exit 2$'
printf 'One\nAnn\n\003' >answers
answered "detente init never.detente"
check "answers: Ctrl-C" says out 'nothing is written'
check "answers: nothing was written" missing never.detente

finish

#!/bin/sh
# detente sources and the documents that it reads: where they may lie, what may be in them, how what is
# in them is shown.  Usage: sources.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"

# model PLACE CITATION: one statement that rests on a document.
model()
{
    printf 'conflict "A case"\nsource d "A document" at "%s"\nparty a\n  option x [d:%s]\nstatus quo none\na wants\n  x\n' \
        "$1" "$2"
}

# ---- where it may lie -----------------------------------------------------------------------------
mkdir -p inner/deeper
echo 'Not for everybody.' >secret.txt
echo 'The first line.' >inner/deeper/d.txt
ln -s ../secret.txt inner/way-out
ln -s deeper inner/way-in
mkdir inner-and-more
cp secret.txt inner-and-more
mkfifo inner/pipe
model ../secret.txt 1 >inner/m.detente
for place in ../secret.txt ../../../../../../../../../../etc/passwd ../inner-and-more/secret.txt deeper/../../secret.txt way-out way-in/../../secret.txt; do
    model "$place" 1 >inner/m.detente
    expect "outside, $place" 1 "$detente" sources inner/m.detente
    check "outside, $place: not shown" silent_on out 'Not for everybody\|root:'
    check "outside, $place: told" says out 'not at hand: '
    check "outside, $place: why" says err 'it lies outside the folder; --dir names another'
    expect "outside, $place, JSON" 1 "$detente" sources inner/m.detente --json
    check "outside, $place, JSON: not shown" silent_on out 'Not for everybody\|root:'
done
for place in deeper/d.txt way-in/d.txt ./deeper/../deeper/d.txt; do
    model "$place" 1 >inner/m.detente
    expect "inside, $place" 0 "$detente" sources inner/m.detente
    check "inside, $place: shown" says out 'The first line\.'
    expect "in the folder itself, $place" 0 sh -c 'cd inner && exec "$1" sources m.detente' sh "$detente"
    check "in the folder itself, $place: shown" says out 'The first line\.'
done
model secret.txt 1 >inner/m.detente
expect "--dir" 0 "$detente" sources inner/m.detente --dir inner/..
check "--dir: shown" says out 'Not for everybody'
expect "a folder that is not there" 0 "$detente" sources inner/m.detente --dir nowhere
model https://example.org/d.txt 1 >inner/m.detente
expect "in the web" 0 "$detente" sources inner/m.detente
check "in the web: quiet" empty err
for place in pipe deeper /dev/zero; do
    model "$place" 1 >inner/m.detente
    expect "no file, $place" "$([ $place = /dev/zero ] && echo 0 || echo 1)" timeout 10 "$detente" sources inner/m.detente
    check "no file, $place: told" says out 'not at hand: '
done
model pipe 1 >inner/m.detente
timeout 10 "$detente" sources inner/m.detente >out 2>err
check "a pipe: why" says err 'it is no regular file'

# ---- the result is none of the documents --------------------------------------------------------------
model deeper/d.txt 1 >inner/m.detente
expect "-o a document" 2 "$detente" sources inner/m.detente -o inner/way-in/d.txt
check "-o a document: as it was" [ "$(cat inner/deeper/d.txt)" = 'The first line.' ]

# ---- what is no text ------------------------------------------------------------------------------------
{ printf '\377\376'; printf 'One.\n\nTwo.\n' | sed 's/./&\x00/g; s/$/\x00/'; } >little.txt
{ printf '\376\377'; printf 'One.\n\nTwo.\n' | sed 's/./\x00&/g'; } >big.txt
printf 'One.\nTw\351.\n' >latin.txt
printf 'One.\nTw\000o.\n' >zero.txt
printf '%%PDF-1.7\nOne.\n' >paper.pdf
for case in 'little.txt UTF-16 text; save it as UTF-8' 'big.txt UTF-16 text; save it as UTF-8' \
    'latin.txt not UTF-8; save it as UTF-8' 'zero.txt no text: it holds bytes 0' \
    'paper.pdf a PDF; save it as plain text'; do
    name=${case%% *}
    model "$name" 2 >m.detente
    expect "$name" 1 "$detente" sources m.detente --width 200
    check "$name: why" says out "(not at hand: $name, which is ${case#* }"
    check "$name: counted" says out '; 1 document cannot be shown\.$'
    check "$name: nothing of it" silent_on out 'One\|Tw'
    expect "$name, JSON" 1 "$detente" sources m.detente --json
    check "$name, JSON: not at hand" says out '"at_hand": false'
    check "$name, JSON: why" says out "\"refused\": \"${case#* }"
    check "$name, JSON: nothing of it" silent_on out 'One\|Tw'
done

# ---- what is no paragraph, and what is unsafe -------------------------------------------------------------
printf '\357\273\277First.\r\n\302\240\r\n \t\r\n\343\200\200\n\342\200\213\nSecond.\rThird.\n' >blank.txt
model blank.txt 1-3 >m.detente
expect "blank lines" 0 "$detente" sources m.detente
check "blank lines: not counted" says out '(blank.txt, 3 paragraphs)'
check "blank lines: the first" says out 'd:1  First\.$'
check "blank lines: the second" says out 'd:2  Second\.$'
check "blank lines: the third" says out 'd:3  Third\.$'
model blank.txt 4 >m.detente
expect "one too many" 1 "$detente" sources m.detente

printf 'red \033[31mtext\007, \342\200\256turned\342\200\254, c1 \302\233m, a\ttab, \303\244\n' >unsafe.txt
model unsafe.txt 1 >m.detente
unsafe=$(printf '\033\\|\007\\|\342\200\256\\|\342\200\254\\|\302\233\\|\t')
for style in '' --markdown --json; do
    # shellcheck disable=SC2086
    expect "unsafe characters $style" 0 "$detente" sources m.detente --width 300 $style
    check "unsafe characters $style: escaped" sh -c "! LC_ALL=C grep -q '$unsafe' out"
    check "unsafe characters $style: the others stay" says out 'ä'
done
expect "unsafe characters" 0 "$detente" sources m.detente --width 300
check "unsafe characters: how" says out 'red \\x1B\[31mtext\\x07, \\xE2\\x80\\xAEturned\\xE2\\x80\\xAC, c1 \\xC2\\x9Bm, a tab, ä$'
expect "unsafe characters, JSON" 0 "$detente" sources m.detente --json
check "unsafe characters, JSON: how" says out 'red \\u001b\[31mtext\\u0007, \\u202eturned\\u202c, c1 \\u009bm, a\\ttab, ä"'

# ---- many documents ---------------------------------------------------------------------------------------
k=1
{
    printf 'conflict "Many"\n'
    while [ $k -le 300 ]; do
        echo "Text $k." >many-$k.txt
        echo "source s$k \"S $k\" at \"many-$k.txt\""
        k=$((k + 1))
    done
    printf 'party a\n  option x [s1:1] [s256:1] [s257:1] [s300:1]\nstatus quo none\na wants\n  x\n'
} >many.detente
expect "300 documents" 0 "$detente" sources many.detente
check "300 documents: all at hand" silent_on out 'not at hand'
for k in 1 256 257 300; do
    check "300 documents: number $k" says out "s$k:1  Text $k\\.\$"
done

finish

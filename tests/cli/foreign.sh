#!/bin/sh
# Files of other kinds where a model, a table or JSON is expected: one line that says what it is and what
# to do.  Usage: foreign.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"
verify=$(dirname "$detente")/detente-verify
"$detente" solve good.detente --certificate good.proof >/dev/null

printf 'EFG 2 R "A game" { "one" "two" }\n""\n\np "" 1 1 "" { "a" "b" } 0\n' >game.efg
printf 'NFG 1 R "A game" { "one" "two" } { 2 2 }\n\n1 2 3 4 5 6 7 8\n' >game.nfg
printf '\200\003}q\000X\001\000\000\000aq\001K\001s.' >old.gmcr
printf '\200\004\225\017\000\000\000\000\000\000\000}\224' >new.gmcr
printf '(dp0\nS"options"\np1\n(lp2\ns.' >ancient.gmcr
printf '{\\rtf1\\ansi conflict "x"\\par}\n' >rich.rtf
printf 'PK\003\004\024\000\006\000' >word.docx
printf '\320\317\021\340\241\261\032\341' >word.doc
printf '%%PDF-1.7\n' >paper.pdf
printf '\037\213\010\000' >packed.gz
{ printf '\377\376'; sed 's/./&\x00/g; s/$/\x00/' good.detente; } >little.detente
{ printf '\376\377'; sed 's/./\x00&/g' good.detente; } >big.detente
sed 's/./&\x00/g; s/$/\x00/' good.detente >bare.detente
printf '<!DOCTYPE html>\n<html><body>conflict</body></html>\n' >page.html

# told FILE WORDS: every command that reads a model says so, in one line.
told()
{
    for command in solve fmt summary check 'convert --to json --from detente'; do
        # shellcheck disable=SC2086  # a command and its options
        expect "$command $1" 3 "$detente" $command "$1"
        check "$command $1: in one line" [ "$(wc -l <err)" = 1 ]
        check "$command $1: what it is" says err "^$1: error: this is not a model but $2"
        check "$command $1: nothing on stdout" empty out
    done
    expect "detente-verify $1" 3 "$verify" "$1" good.proof
    check "detente-verify $1: what it is" says err "^$1: error: this is not a model but $2"
}

told game.efg 'a game of Gambit in extensive form.*players as parties'
told game.nfg 'a game of Gambit in normal form.*players as parties'
for pickle in old.gmcr new.gmcr ancient.gmcr; do
    told $pickle 'a pickle of Python.*open it in GMCR+, save it anew'
done
told rich.rtf 'rich text (RTF); save it as plain text'
told word.docx "a word processor's document.*; save it as plain text"
told word.doc 'an old document of Word.*; save it as plain text'
told paper.pdf 'a PDF; save it as plain text'
told packed.gz 'compressed'
for text in little big bare; do
    told $text.detente 'UTF-16 text; save it as UTF-8'
done
told page.html 'a web page'
printf ' \n{"detente_model": 1}' >model.json
told model.json 'JSON; `detente convert` reads JSON'

# convert: the same whatever it takes the file for.
for file in game.efg old.gmcr ancient.gmcr rich.rtf word.docx little.detente; do
    for from in '' '--from csv' '--from gmcr' '--from json'; do
        # shellcheck disable=SC2086
        expect "convert $from $file" 3 "$detente" convert $from --to detente "$file"
        check "convert $from $file: in one line" [ "$(wc -l <err)" = 1 ]
        check "convert $from $file: what it is" says err "^$file: error: this is not .* but "
    done
done
expect "convert, a game" 3 "$detente" convert game.efg
check "convert, a game: what it is" says err 'in extensive form'
{ printf '\377\376'; printf 'a:x,b:y\r\n0,1\r\n' | sed 's/./&\x00/g; s/$/\x00/'; } >excel.csv
expect "convert, a table in UTF-16" 3 "$detente" convert excel.csv
check "convert, a table in UTF-16: what it is" says err 'not a table but UTF-16 text; save it as UTF-8'
cp model.json table.csv
expect "convert, JSON called a table" 3 "$detente" convert table.csv
check "convert, JSON called a table: what it is" says err 'not a table but JSON'

# What only looks like one of them.
for first in '# (dp0' '# EFG 2' '# {'; do
    { echo "$first"; cat good.detente; } >fine.detente
    expect "a comment '$first'" 0 "$detente" solve fine.detente
done
{ printf '\357\273\277'; cat good.detente; } >fine.detente
expect "UTF-8 with a byte order mark" 0 "$detente" solve fine.detente

finish

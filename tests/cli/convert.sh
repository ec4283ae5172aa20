#!/bin/sh
# detente convert: formats guessed and named, warnings apart from results, files written whole.
set -eu
detente=$1
source=$2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

fail() { echo "FAILED: $*" >&2; exit 1; }
code() { wanted=$1; shift; set +e; "$@" >out 2>err; got=$?; set -e
         [ "$got" = "$wanted" ] || fail "$* exits with $got, not $wanted: $(cat err)"; }

elmira=$source/tests/exchange/elmira.gmcr

# A GMCR+ file becomes a model that the program can solve: the published equilibria of Elmira.
code 0 "$detente" convert "$elmira"
cp out elmira.detente
grep -q '^exactly one of delay, accept, abandon$' out || fail "rules"
code 0 "$detente" solve elmira.detente --json --concepts nash
grep -q '"equilibria": \[5, 6, 7, 10, 11, 12\]' out || fail "equilibria of Elmira: $(cat out)"

# Guessed by extension, by content, or said.
code 0 "$detente" convert elmira.detente -o elmira.json
grep -q '"detente_model": 1' elmira.json || fail "json by the output's name"
code 0 "$detente" convert - --to detente <elmira.json
cmp -s out elmira.detente || fail "json and back changes the model"
code 0 "$detente" convert - <"$elmira"
sed -i 1d out
sed 1d elmira.detente >wanted
cmp -s out wanted || fail "gmcr by content"
cp "$elmira" plain
code 0 "$detente" convert --from gmcr plain --to nfg
grep -q '^NFG 1 R "plain" { "MoE" "Uniroyal" "Local Government" } { 2 8 2 }$' out || fail "nfg"
grep -q 'warning: .*mixed strategies' err || fail "warning about mixed strategies"
code 0 "$detente" convert elmira.detente --to gmcr
grep -q '"preferenceRanking": \[9, 3, 4, 10, 7, 1, 2, 8, \[5, 6, 11, 12\]\]' out || fail "ranking"

printf 'p:a,q:b,rank:p,rank:q\n0,0,1,2\n1,1,2,1\n' >table.csv
code 0 "$detente" convert table.csv
grep -q '^impossible a and not b$' out || fail "table: $(cat out)"
code 0 "$detente" convert - <table.csv
grep -q '^q ranks$' out || fail "table by content"
printf 'sep=;\np:a;rank:p\n0;1,5\n1;2\n' >sep
code 0 "$detente" convert - <sep
grep -q '^p ranks$' out || fail "table that names its separator"
printf '# read: this, that\nconflict "c"\nparty p\noption a\n' >commented
code 0 "$detente" convert - --to json <commented
grep -q '"conflict": "c"' out || fail "a comment with colon and comma is no table"

# What `solve --csv` writes is the whole conflict: verdicts of the table read back are the same.
printf 'conflict "c"\nparty rank\noption up\nparty nash\noption go cannot be undone\nstatus quo go\nrank wants\nup\nnash wants\nnot up\n' >words.detente
for model in "$source"/models/seeds/001*.detente "$source"/models/tutorial/ferry.detente words.detente; do
    code 0 "$detente" solve "$model" --csv
    cp out table.csv
    code 0 "$detente" convert table.csv
    [ ! -s err ] || fail "warnings about our own table: $(cat err)"
    cp out back.detente
    code 0 "$detente" solve back.detente --csv
    cmp -s out table.csv || fail "$model as a table and back: $(diff out table.csv | head -4)"
done

# A scenario of the file.
printf 'conflict "c"\nparty p\noption a\nparty q\noption b\nscenario s "S"\nimpossible a and b\n' >s.detente
if "$detente" fmt s.detente >/dev/null 2>&1; then
    code 0 "$detente" convert s.detente --to json --scenario s
    grep -q '"scenario": "s"' out || fail "scenario"
    grep -q '"expr": "a and b"' out || fail "scenario applied"
fi

# Wrong use and wrong files: nothing on standard output, no file left.
code 2 "$detente" convert elmira.detente
code 2 "$detente" convert elmira.detente --to gcmr
grep -q "did you mean 'gmcr'" err || fail "suggestion"
code 2 "$detente" convert elmira.detente --to csv
printf '{"options": 1}' >bad.gmcr
code 3 "$detente" convert bad.gmcr -o bad.detente
[ ! -e bad.detente ] || fail "half a file"
[ ! -s out ] || fail "output on error"
grep -q 'bad.gmcr:1:13: error: found a number, expected an array under "options"' err || fail "place: $(cat err)"
code 2 "$detente" convert "$source/models/published/elmira-graph.detente" --to gmcr
code 3 "$detente" convert missing.gmcr
echo ok

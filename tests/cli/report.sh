#!/bin/sh
# detente report of several models: names checked before anything is written, nobody else's pages
# replaced, links that lead to the pages.  Usage: report.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"

# ---- names ----------------------------------------------------------------------------------------
mkdir a b
cp good.detente a/m.detente
sed 's/Two neighbours/Others/' good.detente >b/m.detente
cp good.detente index.detente
expect "two of one name" 2 "$detente" report a/m.detente b/m.detente -o out1
check "two of one name: nothing written" missing out1
check "two of one name: said" says err 'out1/m\.html'
mkdir out1
echo mine >out1/m.html
expect "two of one name, folder there" 2 "$detente" report a/m.detente b/m.detente -o out1 --force
check "two of one name, folder there: as it was" [ "$(cat out1/m.html)" = mine ]
expect "a model called index" 2 "$detente" report index.detente a/m.detente -o out2
check "a model called index: nothing written" missing out2
expect "a single one called index" 2 "$detente" report index.detente -o out2/
check "a single one called index: nothing written" missing out2
mkdir out3
cp good.detente out3/m.html
expect "a page over its model" 2 "$detente" report out3/m.html b/m.detente -o out3 --force
cp b/m.detente n.detente
expect "a page over a model" 2 "$detente" report out3/m.html n.detente -o out3 --force
check "a page over a model: as it was" same good.detente out3/m.html

# ---- pages of somebody else -----------------------------------------------------------------------------
for name in index.html m.html; do
    mkdir "site-$name"
    echo '<html><body>My home</body></html>' >"site-$name/$name"
    expect "over somebody's $name" 2 "$detente" report a/m.detente n.detente -o "site-$name"
    check "over somebody's $name: as it was" says "site-$name/$name" 'My home'
    check "over somebody's $name: said" says err "site-$name/$name.*--force"
    check "over somebody's $name: nothing else written" [ "$(ls "site-$name")" = "$name" ]
    expect "forced over somebody's $name" 0 "$detente" report a/m.detente n.detente -o "site-$name" --force
    check "forced over somebody's $name: ours" silent_on "site-$name/$name" 'My home'
    expect "over our own" 0 "$detente" report a/m.detente n.detente -o "site-$name"
done

# ---- links --------------------------------------------------------------------------------------------------
mkdir odd
turned=$(printf 'r\342\200\256tl')
for name in 'a#1' '50%25' 'us:china' 'what?' 'a b' 'a"b' "it's" 'a&b' 'd\303\251tente' 'x<y>' 'x..y' '%41' "$turned"; do
    # shellcheck disable=SC2059  # one name has an escape
    name=$(case $name in d*) printf "$name" ;; *) printf '%s' "$name" ;; esac)
    cp good.detente "odd/$name.detente"
done
expect "odd names" 0 "$detente" report odd/*.detente -o odd-out
grep -o 'href="[^"]*"' odd-out/index.html | sed 's/href="//; s/"$//' | sort -u >links
check "odd names: two links each are one address each" [ "$(wc -l <links)" = 13 ]
check "odd names: plain characters alone" sh -c '! LC_ALL=C grep -v "^\./[-A-Za-z0-9._~%]*$" links'
# As a browser reads them: no fragment, no query, %XX decoded once.
LC_ALL=C awk '{
    sub(/[#?].*/, "")
    out = ""
    while (match($0, /%[0-9A-F][0-9A-F]/)) {
        high = index("0123456789ABCDEF", substr($0, RSTART + 1, 1)) - 1
        low = index("0123456789ABCDEF", substr($0, RSTART + 2, 1)) - 1
        out = out substr($0, 1, RSTART - 1) sprintf("%c", 16 * high + low)
        $0 = substr($0, RSTART + 3)
    }
    print out $0
}' links >files
while read -r file; do
    check "odd names: $file is a page" [ -f "odd-out/$file" ]
done <files

finish

#!/bin/sh
# Pictures, tables and reports as files: what other programs say about them.  xmllint, dot, tidy and
# pdflatex judge where they are installed; what needs no judge is looked at in any case.
# Usage: graph.sh DETENTE SOURCE_DIR
set -u
detente=$(realpath "$1")
source_dir=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail()
{
    echo "FAIL $1"
    failures=$((failures + 1))
}

check()
{
    what=$1
    shift
    "$@" >judge 2>&1 || { fail "$what"; head -5 judge; }
}

has() { command -v "$1" >/dev/null 2>&1; }
count() { grep -o "$1" "$2" | wc -l; }

# ---- what a large map shows --------------------------------------------------------------------------

# The status quo does not hold, another state of its only outcome does: a map of few states has both.
printf '%s\n' 'conflict "c"' 'party a' 'option x' 'option y' 'option z' 'status quo x' 'outcome o = x' \
    'a wants' 'x' 'y' >few.detente
"$detente" graph few.detente --limit 1 -f dot >few.dot
for state in 2 4; do
    grep -q "^  n$state \[" few.dot || fail "a map of few states lacks state $state"
done

# ---- pictures ---------------------------------------------------------------------------------------

for model in "$source_dir"/models/seeds/*.detente "$source_dir"/models/published/*.detente; do
    name=$(basename "$model" .detente)
    for view in map evolution heat; do
        "$detente" graph "$model" --view $view -o "$name-$view.svg" 2>/dev/null || continue
        grep -q '</svg>$' "$name-$view.svg" || fail "$name: $view.svg does not end"
        grep -qi '<script\|href=\|url(http' "$name-$view.svg" && fail "$name: $view.svg reaches out"
        has xmllint && check "$name: $view.svg" xmllint --noout "$name-$view.svg"
    done
    "$detente" graph "$model" -o "$name.dot" || fail "$name: dot"
    has dot && check "$name: dot" dot -Tcanon "$name.dot" -o dot.canon
done
for model in "$source_dir"/models/published/*.detente; do
    name=$(basename "$model" .detente)
    "$detente" graph "$model" -o "$name.graphml" || fail "$name: graphml"
    has xmllint && check "$name: graphml" xmllint --noout "$name.graphml"
    states=$("$detente" solve "$model" --csv -n 100000 | tail -n +2 | wc -l)
    moves=$("$detente" tables "$model" -t moves -f csv | tail -n +2 | wc -l)
    [ "$(count '<node ' "$name.graphml")" = "$states" ] || fail "$name: graphml has not $states nodes"
    [ "$(count '<edge ' "$name.graphml")" = "$moves" ] || fail "$name: graphml has not $moves edges"
done
[ -s cuban-missile-crisis-evolution.svg ] || fail "no evolution was drawn"

# the pictures of docs/figures.md are those that the program draws
for figure in "$source_dir"/docs/figures/*.svg; do
    name=$(basename "$figure" .svg)
    model=$(ls "$source_dir"/models/*/*"${name%-*}".detente)
    "$detente" graph "$model" --view "${name##*-}" >drawn.svg || fail "$name is not drawn"
    cmp -s drawn.svg "$figure" || fail "$figure is out of date"
done

elmira=$source_dir/models/published/elmira.detente
"$detente" graph "$elmira" >one.svg && "$detente" graph "$elmira" --threads 1 >two.svg
cmp -s one.svg two.svg || fail "two runs draw two pictures"
"$detente" graph "$elmira" --moves all -f json >all.json
[ "$(count '"improvement": false' all.json)" -gt 0 ] || fail "--moves all shows no other moves"
"$detente" graph "$elmira" -f json >some.json
[ "$(count '"improvement": false' some.json)" = 0 ] || fail "other moves are shown by default"
"$detente" graph "$elmira" --view sideways >/dev/null 2>err
[ $? = 2 ] || fail "--view sideways is no usage error"
"$detente" graph "$source_dir/models/published/matching-pennies.detente" --view evolution --state 99 >/dev/null 2>err
[ $? = 2 ] || fail "state 99 is no usage error"

for name in photo.jpg drawing.pdf; do
    "$detente" graph "$elmira" -o "$name" 2>err
    [ $? = 2 ] && grep -q '\.svg' err || fail "$name is taken"
    [ -e "$name" ] && fail "$name is left behind"
done
mkdir -p sub.d
"$detente" graph "$elmira" -o photo.jpg -f svg && "$detente" graph "$elmira" -o sub.d/plain ||
    fail "-f svg, or a name without an ending, is refused"

# ---- writing from right to left: isolated from its neighbours -----------------------------------------

cat >left.detente <<'MODEL'
conflict "Talks"
party a "وفد السلام"
  option محادثات
party b
  option p
status quo none
a wants
  محادثات
b wants
  p
MODEL
isolated=$(printf '\342\201\250محادثات\342\201\251')
"$detente" graph left.detente >left.svg
[ "$(count "+$isolated" left.svg)" -gt 0 ] || fail "a right-to-left change is not isolated"
[ "$(count "$isolated" left.svg)" = "$(count محادثات left.svg)" ] || fail "right-to-left words are not isolated"
"$detente" report left.detente -o left.html
[ "$(count "$isolated" left.html)" -gt 5 ] || fail "a report does not isolate right-to-left words"
"$detente" graph left.detente -f graphml | grep -q "$isolated" && fail "marks in the data of GraphML"

# ---- PNG: a converter, or advice ----------------------------------------------------------------------

(PATH=$work/nothing; "$detente" graph "$elmira" -f png >none.png 2>err)
grep -q rsvg-convert err || fail "no advice where no converter is"
if has rsvg-convert; then
    "$detente" graph "$elmira" -o elmira.png || fail "png"
    [ "$(head -c 8 elmira.png | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] || fail "no PNG"
fi

# ---- tables ------------------------------------------------------------------------------------------------

"$detente" tables "$elmira" -f latex >tables.tex || fail "latex"
[ "$(count 'begin{tabular}' tables.tex)" = "$(count 'end{tabular}' tables.tex)" ] || fail "tabulars do not match"
grep -q '\$s_{8}\$ \$\\succ\$ \$s_{3}\$' tables.tex || fail "no preference vector in LaTeX"
cat >odd.detente <<'MODEL'
conflict "100% & more: $ # _ { } ~ ^ \ < >"
party a "A & B_c"
  option p "50% of $x_1 ^ y~z {b} \ [d]" note "a,b; ""c"""
  option q_r "#1 | <b>"
party b "C"
  option s "“quoted” — dash…"
status quo none
a wants
  p
  ~ q_r
b wants
  s
MODEL
"$detente" tables odd.detente -f latex >odd.tex 2>err || { fail "odd characters"; cat err; }
if has pdflatex; then
    for tex in tables odd; do
        { printf '\\documentclass{article}\\usepackage[utf8]{inputenc}\\usepackage[T1]{fontenc}'
          printf '\\usepackage{booktabs,amssymb}\\begin{document}\n'
          cat $tex.tex
          printf '\\end{document}\n'; } >$tex-page.tex
        check "$tex.tex compiles" pdflatex -interaction=nonstopmode -halt-on-error $tex-page.tex
    done
fi
"$detente" tables odd.detente -t options -f csv | grep -q '"a,b; ""c"""' || fail "CSV quotes"
"$detente" tables odd.detente -f csv >/dev/null 2>&1
[ $? = 2 ] || fail "several tables in one CSV"
"$detente" tables odd.detente -t statements -f markdown | grep -q '| A & B\\_c | wants' || fail "Markdown"
# Of 2^5 combinations, 4 x 3 have exactly one of three options: 20 go.
"$detente" tables "$elmira" -t rules -f csv | grep -q 'abandon)",20,' || fail "20 of 32 combinations are removed"

# ---- reports ------------------------------------------------------------------------------------------------

"$detente" report "$source_dir"/models/seeds/*.detente odd.detente -o pages || fail "reports"
for page in pages/*.html; do
    grep -q '</html>' "$page" || fail "$page does not end"
    grep -qi '<script\|src=\|@import\|url(http\|<link' "$page" && fail "$page reaches out"
    for tag in table tr section figure details ul dl; do
        [ "$(count "<$tag[ >]" "$page")" = "$(count "</$tag>" "$page")" ] || fail "$page: <$tag> is not closed"
    done
    has tidy && check "$page is valid" tidy -q -e "$page"
done
for model in "$source_dir"/models/seeds/*.detente; do
    grep -q "href=\"./$(basename "$model" .detente).html\"" pages/index.html || fail "index lacks $model"
done
grep -q '<summary>' pages/odd.html || fail "no explanations"
grep -q 'A &amp; B_c' pages/odd.html || fail "names are not escaped"
"$detente" report odd.detente -o same.html && "$detente" report odd.detente -o again.html
cmp -s same.html again.html || fail "two runs write two reports"
"$detente" report odd.detente "$elmira" >/dev/null 2>err
[ $? = 2 ] || fail "several reports without a directory"

[ $failures = 0 ] || echo "$failures failed"
[ $failures = 0 ]

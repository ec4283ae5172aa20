#!/bin/sh
# Markdown: whatever the author wrote is shown as written, wherever it stands.
# Usage: markdown.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"
cp "$source_dir/tests/golden/markdown-signs.detente" signs.detente
sed 's/"do_it"/"1. <do> it ~~now~~ \&lt; $x$ #"/; s/ at "http.*"/ at "d.txt"/' signs.detente >more.detente
printf '\nscenario s_1_s "A *scenario*"\n  status quo y\n' >>more.detente
echo '# A *document* <script> with_signs_ | [l](x) `c` &amp; ~~z~~' >d.txt
cat >graph.detente <<'MODEL'
conflict "- a <b>graph</b>"

state a_a "# <i>a</i>"
state b_b "*b*"

party p_p "+ *p*"

p_p moves
  a_a -> b_b

status quo a_a

p_p ranks
  b_b
  a_a
MODEL

# shown COMMAND...: without the marks that are ours, every sign that means something is escaped.
shown()
{
    expect "$*" 0 "$detente" "$@"
    # shellcheck disable=SC2016  # signs, not expansions
    sed -e 's/^\*\*Under [^*]*\*\*//' -e 's/^  > \*\*[a-z0-9\\_]*:[0-9]*\*\* //' -e 's/^#* //' \
        -e 's/^ *- //' -e 's/^[0-9]*\. //' -e 's/\\[]|\\`*_<>[&~$#.)+-]//g' -e '/^|/s/|//g' out >rest
    check "$*: escaped" sh -c '! grep -n "[]|\\\`*_<>[&~\$#]" rest'
    sed -e '/^[#|]/d' -e 's/^ *- //' -e 's/^[0-9]*\. //' out >rest
    check "$*: no list or heading in a line" sh -c '! grep -n "^[-+#=]\|^[0-9]*[.)]" rest'
}

for model in signs.detente more.detente graph.detente; do
    state=1
    shown explain $model $state --markdown
    shown explain $model $state --markdown --details
    shown paths $model --markdown
    shown sources $model --markdown
    shown solve $model --markdown
    shown solve $model --markdown --sensitivity
    shown compare $model $model --markdown
    shown tables $model -f markdown
    shown tables $model -f markdown --table moves
done
shown compare signs.detente more.detente --markdown
shown compare more.detente --with s_1_s --markdown
shown explain more.detente 1 --markdown --scenario s_1_s
expect "the title" 0 "$detente" solve signs.detente --markdown
check "the title: as written" says out '^## Case \\\*A\\\* \\<b\\>x\\</b\\> \\| \\\[l\\\](http://e) \\# \\_y\\_ \\`c\\`$'
expect "a document" 0 "$detente" sources more.detente --markdown
check "a document: as written" says out '> \*\*s:1\*\* \\# A \\\*document\\\* \\<script\\> with\\_signs\\_ \\| \\\[l\\\](x) \\`c\\` \\&amp; \\~\\~z\\~\\~$'
# Elsewhere nothing is escaped.
expect "plain" 0 "$detente" explain signs.detente 1
check "plain: as written" says out 'Al\*i\*ce <img src=x>'

finish

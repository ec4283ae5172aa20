#!/bin/sh
# What shells complete: every command, every option, every word that an option takes, files, and what
# the model of the line has.  The scripts are run in bash, and in zsh and fish where they are.
# Usage: completion.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"
PATH=$(dirname "$detente"):$PATH
cp good.detente two.detente
printf 'scenario first\n  impossible dam\nscenario second "The second"\n  impossible sue\n' >>two.detente
cp good.detente 'my model.detente'
touch table.csv
mkdir folder

# words WHAT EXPECTED WORD...: what could stand in place of the last WORD, in one line.
words()
{
    what=$1
    wanted=$2
    shift 2
    found=$("$detente" completion words -- "$@" 2>err | cut -f1 | tr '\n' ' ')
    check "$what: '$found', not '$wanted'" [ "$found" = "$wanted" ]
    check "$what: nothing on stderr" empty err
}

expect "no such shell" 2 "$detente" completion csh
expect "a script into a file of its name" 0 sh -c '"$1" completion bash >bash' sh "$detente"

# ---- the table of commands ----------------------------------------------------------------------
commands=$("$detente" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
check "some commands" [ "$(echo "$commands" | wc -l)" -ge 15 ]
words "commands" "$(echo "$commands" help | tr '\n' ' ')" ''
words "commands to explain" "$(echo "$commands" | tr '\n' ' ')" help ''
for command in $commands; do
    options=$("$detente" help "$command" | sed -n '/^Options:/,/^$/s/^  .*  *\(--[a-z-]*\) .*/\1/p' | tr '\n' ' ')
    words "options of $command" "$options" "$command" --
done
words "begun" "solve sources " so
words "nothing fits" "" xyz
words "unknown command" "" xyz ''
words "words of an option" "auto always never " solve --color ''
words "words of an option, begun" "always " solve --color al
words "words of an option, with a sign" "--color=auto --color=always " check --color=a
words "as bash cuts it" "auto always " check --color = a
words "as bash cuts it, nothing yet" "auto always never " check --color =
words "a letter" "latex " tables -f la
words "concepts" "nash gmr smr seq sseq sim nash-a nash-b nash-c nash-d gmr-a gmr-b gmr-c gmr-d smr-a smr-b smr-c smr-d seq-a seq-b seq-c seq-d sseq-a sseq-b sseq-c sseq-d " solve -c ''
words "concepts, one given" "nash,smr nash,seq nash,sseq nash,sim nash,smr-a nash,smr-b nash,smr-c nash,smr-d nash,seq-a nash,seq-b nash,seq-c nash,seq-d nash,sseq-a nash,sseq-b nash,sseq-c nash,sseq-d " solve --concepts nash,s
words "tables" "states statements stability " tables --table st
words "a number" "" solve --limit ''
words "a file to write" ":file " solve -o ''
words "a folder" ":dir " sources --dir ''
words "a model" ":model " solve ''
words "another model" ":model " solve two.detente ''
words "one model is enough" "" graph two.detente ''
words "any file" ":file " convert ''
words "no operand" "" concepts ''
words "a shell" "" completion ''

# ---- the model ----------------------------------------------------------------------------------
words "scenarios" "first second " solve two.detente --scenario ''
words "scenarios before the model: none yet" "" solve --scenario ''
words "scenarios, begun" "second " summary two.detente -s se
words "scenarios of the second model" "first second " compare good.detente two.detente --with ''
words "parties" "a b " scan two.detente --party ''
words "outcomes" "peace " explain two.detente ''
words "outcomes as a value" "peace " paths -c nash two.detente --to p
words "an option's value is no model" "" solve -o two.detente --scenario ''
words "no such file" "" solve nowhere.detente --scenario ''
words "not a model" "" solve table.csv --scenario ''

# ---- bash ---------------------------------------------------------------------------------------
cat >asked.bash <<'SCRIPT'
source <(detente completion bash)
complete -p detente >registered
asked() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _detente 2>/dev/null; printf "%s|" "${COMPREPLY[@]}" | tr "|" "\n" | sort | tr "\n" "|"; echo; }
asked detente su
asked detente solve two.detente --scenario ''
asked detente solve two.detente --color = al
asked detente solve ''
asked detente solve my
asked detente explain 'my\ model.detente' ''
asked detente convert ta
asked detente sources -d ''
SCRIPT
cat >wanted <<'LINES'
summary|
first|second|
always|
folder|good.detente|my model.detente|two.detente|
my model.detente|
peace|
table.csv|
folder|
LINES
if command -v bash >/dev/null; then
    bash asked.bash >asked 2>err
    check "bash: answers" same asked wanted
    [ -n "$(diff wanted asked)" ] && diff wanted asked
    check "bash: registered" says registered 'complete -F _detente detente'
    check "bash: nothing on stderr" empty err
fi

# ---- zsh ----------------------------------------------------------------------------------------
if command -v zsh >/dev/null; then
    cat >asked.zsh <<'SCRIPT'
compdef() { print "registered $*" }
source <(detente completion zsh)
_files() { print "files $*" }
_describe() { print -l -- "${(@P)2}" }
asked() { words=("$@"); CURRENT=$#; _detente }
asked detente solve two.detente -s ''
asked detente solve ''
asked detente sources -d ''
asked detente solve --color=al
SCRIPT
    zsh -f asked.zsh >asked 2>err
    printf '%s\n' 'registered _detente detente' first 'second:The second' 'files -g *.detente' \
        'files -/' '--color=always' >wanted
    check "zsh: answers" same asked wanted
    check "zsh: nothing on stderr" empty err
fi

# ---- fish ---------------------------------------------------------------------------------------
if command -v fish >/dev/null; then
    HOME=$work fish -c 'detente completion fish | source
        complete -C "detente summ"; complete -C "detente solve two.detente -s "
        complete -C "detente solve two"; complete -C "detente solve --color=al"' 2>err |
        cut -f1 >asked
    printf '%s\n' summary first second two.detente --color=always >wanted
    check "fish: answers" same asked wanted
    check "fish: nothing on stderr" empty err
fi

finish

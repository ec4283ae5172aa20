#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Explanations, certificates, paths, comparisons, sources: what is a fact of a published case, which
# exit code is due, and that every certificate of every model that ships verifies.  (The words are
# compared with tests/golden by solve.sh.)
#
# usage: why.sh DETENTE SOURCE_DIR
set -u
detente=$(realpath "$1")
verify=$(dirname "$detente")/detente-verify
cd "$2" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
faults=0

fault()
{
    printf 'why.sh: %s\n' "$*" >&2
    faults=$((faults + 1))
}

# expect CODE WORDS COMMAND...: the exit code, and words that its output has.
expect()
{
    code=$1
    words=$2
    shift 2
    "$@" >"$work/out" 2>&1
    got=$?
    [ $got -eq "$code" ] || fault "$*: exit code $got, not $code"
    grep -q -e "$words" "$work/out" || fault "$*: does not say '$words': $(head -n 3 "$work/out")"
}

# ---- certificates: every model, under every scenario ----------------------------------------------

for file in models/*/*.detente; do
    states=$("$detente" solve "$file" --limit 1 --json | sed -n 's/.*"state_count": \([0-9]*\).*/\1/p')
    [ "${states:-0}" -le 4096 ] || continue
    if grep -q ' may want\|^ *unknown whether' "$file"; then # of rankings alone
        expect 2 'needs rankings' "$detente" solve "$file" --certificate "$work/c"
        expect 4 'of rankings alone' "$verify" "$file" "$work/c"
        continue
    fi
    "$detente" solve "$file" --certificate "$work/c" >/dev/null || fault "$file: no certificate"
    expect 0 '^verified: ' "$verify" "$file" "$work/c"
    for scenario in $(sed -n 's/^scenario \([^ ]*\).*/\1/p' "$file"); do
        "$detente" solve "$file" --scenario "$scenario" --certificate "$work/c" >/dev/null ||
            fault "$file, $scenario: no certificate"
        expect 0 '^verified: ' "$verify" --scenario "$scenario" "$file" "$work/c"
        expect 1 'scenario' "$verify" "$file" "$work/c"
    done
done

# ---- the checker's exit codes -----------------------------------------------------------------------

model=tests/golden/why-two.detente
"$detente" solve $model --certificate "$work/c" >/dev/null || fault "no certificate"
sed '/^+ /{s/^+ \([0-9]*\).*/- \1 1/;}' "$work/c" >"$work/wrong"
expect 1 ':[0-9]*: ' "$verify" $model "$work/wrong"
expect 1 'another text' "$verify" tests/golden/prisoners.detente "$work/c"
expect 2 'Usage' "$verify" $model
expect 3 'No such file' "$verify" $model "$work/none"
expect 2 'one model' "$detente" solve $model $model --certificate "$work/c"

# ---- paths: Elmira, and the fourth account ------------------------------------------------------------

elmira=models/published/elmira.detente
"$detente" paths $elmira --json >"$work/paths"
grep -q '"reached_by_improvements": \[{"n": 1, "steps": 0}, {"n": 6, "steps": 1}\]' "$work/paths" ||
    fault "Elmira: improvements reach the status quo and the standstill, nothing else"
# The jump of the published case is one from the standstill; against delay Uniroyal would lose by it.
expect 0 'Together Ministry of the Environment and Uniroyal' "$detente" paths $elmira --from standstill \
    --to compromise --width 200
expect 0 'No joint move either: Ministry of the Environment,' "$detente" paths $elmira --to compromise --width 200
expect 0 'Uniroyal loses because' "$detente" paths $elmira --to compromise --width 200
# Who follows of itself is no member: the Taliban by 004, Kabul by 002, where the Taliban lose nothing.
settlement='Together United States and Pakistan can go there so that each of them gains; no smaller group can. Afghan'
expect 0 "$settlement Taliban then follows of itself" "$detente" paths models/seeds/004-one-last-time.detente \
    --to settlement --width 200
expect 0 'Together United States, Pakistan and Afghan Taliban can go there so that none of them loses;' \
    "$detente" paths models/seeds/002-both-sides-concerns.detente --to 665 --width 200
expect 0 'Afghan government then follows of itself' "$detente" paths models/seeds/002-both-sides-concerns.detente \
    --to 665 --width 200
# A deal that the County likes less than today is not joint, whatever came before.
expect 0 'No joint move either: Ferry company, who prefers it to today,' "$detente" paths \
    models/tutorial/ferry.detente --to deal --width 200
expect 0 'County loses because' "$detente" paths models/tutorial/ferry.detente --to deal --width 200
expect 0 'would not leave the deadlock' "$detente" explain models/seeds/004-one-last-time.detente deadlock

# Six steps, each of them by one of three parties: more groups than are tried.
awk 'BEGIN {
    print "conflict \"Chain\""
    for (k = 0; k <= 6; k++) print "state s" k
    for (p = 0; p < 18; p++) print "party p" p
    for (p = 0; p < 18; p++) {
        printf "p%d moves\n  s%d -> s%d\np%d ranks\n  s6\n  s0\n  rest\n", p, p % 6, p % 6 + 1, p
    }
    print "status quo s0"
}' >"$work/chain.detente"
expect 7 'there are too many groups to try them all' "$detente" paths "$work/chain.detente" --to s6 --width 200
expect 7 '"complete": false' "$detente" paths "$work/chain.detente" --to s6 --json
expect 0 '"together": null' "$detente" paths "$work/chain.detente" --to s5 --json

# ---- names of states, and what is wrong with them ------------------------------------------------------

for state in 2 YNN threaten "state 2" "status quo" us.threaten; do
    expect 0 '^State 2: ' "$detente" explain $model "$state"
done
expect 0 '^State 1: ' "$detente" explain $model none
expect 0 '^State 7, the settlement: ' "$detente" explain $model accept,act
expect 2 "did you mean 'threaten'" "$detente" explain $model threatn
expect 2 'states 1 to 8' "$detente" explain $model 9
expect 2 'names 2 states' "$detente" explain $model deadlock
expect 2 "did you mean 'pakistan'" "$detente" explain $model 1 --party pakistn
expect 2 'SIM has a meaning only' "$detente" explain $elmira 1 --concept sim

# ---- names half written, or of nobody ---------------------------------------------------------------------

expect 2 "did you mean 'pakistan'" "$detente" explain $model 1 --party pak
expect 2 'there are .*pakistan' "$detente" explain $model 1 --party zzz
expect 2 "did you mean 'nash'" "$detente" explain $model 1 -c nahs

# ---- an answer that costs the one who gives it; claims about several states; cut-off rankings ----------------

# D alone can answer a, by b, which D wants not: s is stable for u under GMR and SMR, not under SEQ.
cat >"$work/fear.detente" <<'END'
conflict "Fear"
party u "U"
  option a "Attack"
party d "D"
  option b "Burn"
status quo none
u wants
  not b
  a
d wants
  not b
outcome calm = not a
claim calm is an equilibrium under gmr, nash
END
expect 0 'of D: it would take up "Burn", at a cost to D itself' "$detente" summary "$work/fear.detente" --width 300
expect 0 'at a cost to D itself' "$detente" summary "$work/fear.detente" --terms gmcr --width 300
expect 1 'none of its 2 states is an equilibrium under nash; e.g. state 1' \
    "$detente" check "$work/fear.detente" --width 300
expect 1 'under gmr some is$' "$detente" check "$work/fear.detente" --width 300
# d is indifferent between the states without b, 1 and 2: what is cut off behind the first is its equal
expect 0 '^D  *s1 ∼ …$' "$detente" tables "$work/fear.detente" --table vectors --limit 1
expect 0 '^D  *s1 ~ \.\.\.$' "$detente" tables "$work/fear.detente" --table vectors --limit 1 --ascii
"$detente" tables "$work/fear.detente" --ascii | LC_ALL=C grep -q '[^ -~]' && fault "tables --ascii: not ASCII"

# ---- claims of no state, and of a concept that was not asked for ----------------------------------------------

none=tests/golden/claim-of-none.detente
expect 1 '13:7: warning: no state is .p., so this claim says nothing: it is vacuous' "$detente" check $none
[ "$(grep -c 'warning: ' "$work/out")" -eq 4 ] || fault "a warning for each empty set of a vacuous claim, no other"
grep -v 'claim p is an equilibrium' $none >"$work/vacuous.detente"
expect 0 '4 claims: 1 holds, 3 are vacuous.' "$detente" check "$work/vacuous.detente"
expect 0 '1 of the file.s 4 holds, 3 are vacuous' "$detente" summary "$work/vacuous.detente"
"$detente" report $none -o "$work/none.html" 2>/dev/null || fault "report of $none"
[ "$(grep -c '<td class="l">vacuous</td>' "$work/none.html")" -eq 3 ] || fault "report: three vacuous claims"
"$detente" report $none -c gmr -o "$work/none.html" 2>/dev/null || fault "report of $none"
grep -q 'not decided.*p is an eq.*Nash was not asked for' "$work/none.html" || fault "report: a claim that is not decided"
cat >"$work/merged.detente" <<'END'
conflict "SIM has no meaning here"
party a
  option x
party b
  option y
same x
a wants
  x
outcome p = x
claim p is an equilibrium under sim
END
expect 0 ' not decided: p is an equilibrium under sim' "$detente" summary "$work/merged.detente"

# ---- the best there is, and what nothing meets -------------------------------------------------------------------

# The United States likes giving up 'oppose-corridor' and giving up 'invite-india' as well.
expect 0 'one of the best, giving up .oppose-corridor., is worse' \
    "$detente" explain models/seeds/004-one-last-time.detente deadlock -c nash --width 400
expect 0 'the best of them, taking up .channel., is worse' \
    "$detente" explain models/seeds/004-one-last-time.detente deadlock -c nash --width 400
"$detente" explain models/seeds/004-one-last-time.detente settlement -c nash,sseq --width 400 >"$work/out"
grep -q 'not met either' "$work/out" && fault "explain: under Nash nothing is met"

# ---- comparisons and sources -----------------------------------------------------------------------------

expect 2 'no scenario' "$detente" compare tests/golden/prisoners.detente
# from the base model to the scenario, however it is named: proud loses two equilibria, gains none
"$detente" compare $model --with proud -c nash,seq >"$work/with" || fault "compare --with"
"$detente" compare $model --scenario proud -c nash,seq >"$work/scenario" || fault "compare --scenario"
cmp -s "$work/with" "$work/scenario" || fault "compare: --scenario and --with of one model differ"
grep -A 1 '^Equilibria gained' "$work/scenario" | grep -q none || fault "compare --scenario: nothing is gained"
expect 0 '"first": "the base model"' "$detente" compare $model --scenario proud --json
expect 0 '"first": "proud"' "$detente" compare $model --scenario proud --with proud --json
expect 0 '^tests/golden/why-two.detente proud: ' "$detente" compare $model $model --scenario proud

# what two texts differ in: the sign of a weight below 1, a line twice, whose option it is
cat >"$work/one.detente" <<'END'
conflict "Signs"
party u
  option a
  option b
party d
  option b
status quo u.b
u weighs
  0.5 a
  1 u.b
d wants
  a
END
sed 's/0\.5/-0.5/; s/^status quo u.b/status quo d.b/' "$work/one.detente" >"$work/two.detente"
printf '  ~ a\n  ~ a\n' >>"$work/one.detente"
printf '  ~ a\n' >>"$work/two.detente"
expect 0 '^    - u weighs: 0.5 a$' "$detente" compare "$work/one.detente" "$work/two.detente"
for line in '^    + u weighs: -0.5 a$' '^    - status quo u.b$' '^    + status quo d.b$' '^    - d wants: ~ a$'; do
    grep -q -e "$line" "$work/out" || fault "compare: does not say '$line'"
done
# parties that only one of the models has: not "no change", and they are named where they alone would leave
cat >"$work/more.detente" <<'END'
conflict "Signs"
party u
  option a
  option b
party d
  option b
party e "Newcomer"
  option c
status quo u.b
u weighs
  0.5 a
  1 u.b
d wants
  a
e wants
  c
END
expect 0 '^  Newcomer: only in .*/more.detente$' "$detente" compare "$work/one.detente" "$work/more.detente" --width 400
grep -q 'Newcomer under Nash, a party of .*/more.detente alone, would leave it' "$work/out" || fault "compare: who would leave"
expect 0 'Nothing but names' "$detente" compare $model $model
expect 0 'none' "$detente" compare $model $model
expect 0 'The second paragraph' "$detente" sources tests/golden/why-three.detente
expect 0 'not at hand' "$detente" sources tests/golden/why-three.detente --dir "$work"
sed 's/book:1\]/book:4]/' tests/golden/why-three.detente >"$work/bad.detente"
cp tests/golden/why-document.txt "$work"
expect 1 'there is no paragraph 4, the document has 3' "$detente" sources "$work/bad.detente"
expect 0 'never decides anything' sh -c "printf '%s\n' 'conflict \"x\"' 'party a' 'option o' 'a wants' \
    '  o' '  not o' | '$detente' solve - --sensitivity"

[ $faults -eq 0 ] || exit 1
echo "all as expected"

# Read by the scripts of tests/cli that run the program and look at how it ends:
#     . "$(dirname "$0")/support/expect.sh" DETENTE SOURCE_DIR
# Afterwards: $detente and $source_dir, absolute; an empty directory that goes away at the end; and
# the functions below.  The script ends with `finish`.
detente=$(realpath "$1")
source_dir=$(realpath "$2")
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

# expect WHAT CODE COMMAND...: runs it, keeps out and err, compares the exit code.
expect()
{
    what=$1
    wanted=$2
    shift 2
    "$@" >out 2>err
    got=$?
    if [ "$got" != "$wanted" ]; then
        echo "FAIL $what: exit $got, expected $wanted"
        sed 's/^/    /' err
        failures=$((failures + 1))
    fi
}

# check WHAT CONDITION...: a test that must be true.
check()
{
    what=$1
    shift
    if ! "$@"; then
        echo "FAIL $what"
        failures=$((failures + 1))
    fi
}

says() { grep -q -e "$2" "$1"; }
silent_on() { ! grep -q -e "$2" "$1"; }
empty() { [ ! -s "$1" ]; }
filled() { [ -s "$1" ]; }
missing() { [ ! -e "$1" ]; }
same() { cmp -s "$1" "$2"; }

finish()
{
    if [ "$failures" != 0 ]; then
        echo "$failures failed"
        exit 1
    fi
    echo "all as expected"
}

# A small faultless model.
cat >good.detente <<'MODEL'
conflict "Two neighbours"

party a "Upper farm"
  option dam "Build a dam"

party b "Lower farm"
  option sue "Go to court"

status quo none

outcome peace = not dam and not sue

a wants
  not sue
  dam

b wants
  not dam
  not sue

claim peace is an equilibrium under gmr
MODEL

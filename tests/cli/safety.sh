#!/bin/sh
# No result takes the place of a file that is read, or of another result; what is written is written
# whole and through links; nothing half written stays; nothing unsafe reaches the terminal.
# Usage: safety.sh DETENTE SOURCE_DIR
set -u
. "$(dirname "$0")/support/expect.sh"
cp good.detente kept.detente

# untouched WHAT COMMAND...: exit 2, and no file is changed, made or gone.
untouched()
{
    what=$1
    shift
    ls -lR --time-style=full-iso . | grep -v -e ' out$' -e ' err$' -e total -e ' before$' -e ' after$' >before
    expect "$what" 2 "$@"
    check "$what: says so" says err '^detente: '
    ls -lR --time-style=full-iso . | grep -v -e ' out$' -e ' err$' -e total -e ' before$' -e ' after$' >after
    check "$what: every file as it was" same before after
}

# ---- a result in the place of a model -----------------------------------------------------------
mkdir folder
cp good.detente folder/model.txt
ln -s model.txt folder/link
ln folder/model.txt folder/other
sed 's/sue/seek/' good.detente >second.txt
for command in solve summary paths check sources tables graph report scan compare \
    fmt 'convert --to json' 'solve --json' 'graph -f json' 'scan --concepts nash --bitmap'; do
    for name in folder/model.txt folder/link folder/other folder/../folder/model.txt; do
        # shellcheck disable=SC2086  # a command and its options
        untouched "$command -o $name" "$detente" $command folder/model.txt -o "$name"
    done
    # shellcheck disable=SC2086
    untouched "$command of a link" "$detente" $command folder/link -o folder/other
    # shellcheck disable=SC2086
    untouched "$command of standard input" sh -c 'x=$1; shift; "$x" "$@" -o folder/link - <folder/model.txt' \
        sh "$detente" $command
done
untouched "explain -o the model" "$detente" explain folder/model.txt peace -o folder/link
untouched "compare -o the second model" "$detente" compare folder/model.txt second.txt -o ./second.txt
untouched "of several models one" "$detente" summary good.detente second.txt -o second.txt
untouched "--certificate" "$detente" solve folder/model.txt --certificate folder/link
untouched "standard output" sh -c '"$1" solve folder/model.txt >>folder/link' sh "$detente"
untouched "fmt --check" sh -c '"$1" fmt --check folder/model.txt >>folder/link' sh "$detente"

# ---- two results in one place -----------------------------------------------------------------------
echo old >there.txt
ln -s there.txt to-there
ln -s not-there to-nothing
untouched "certificate and result" "$detente" solve good.detente -o there.txt --certificate to-there
untouched "neither there yet" "$detente" solve good.detente -o new.txt --certificate ./new.txt
untouched "not there yet, by a folder" "$detente" solve good.detente -o new.txt --certificate folder/../new.txt
untouched "not there yet, by a link" "$detente" solve good.detente -o not-there --certificate to-nothing
untouched "other letters" "$detente" solve good.detente -o new.txt --certificate NEW.txt
untouched "benchmark and plot" "$detente" bench --quick -o new.txt --svg new.txt
untouched "certificate and standard output" \
    sh -c '"$1" solve good.detente --certificate there.txt >>there.txt' sh "$detente"
expect "two files" 0 "$detente" solve good.detente -o one.txt --certificate two.txt
check "two files: both" filled one.txt
check "two files: both" says two.txt '^detente-certificate'

# ---- `solve -o *.detente` -----------------------------------------------------------------------------
cp good.detente x1.detente
cp good.detente x2.detente
for command in solve summary report graph tables scan sources check paths; do
    untouched "$command -o x*.detente" "$detente" $command -o x1.detente x2.detente
done
expect "fmt may write a model" 0 "$detente" fmt good.detente -o copy.detente
expect "convert too" 0 "$detente" convert good.detente --to detente -o copy.detente
# A state's name is not a file.
cp good.detente peace
expect "explain: the second operand is a state" 0 "$detente" explain good.detente peace -o peace

# ---- through links, and not over what is protected ---------------------------------------------------------
sed 's/party a/party    a/' good.detente >loose.detente
chmod 640 loose.detente
ln -s loose.detente by-link
expect "fmt -i of a link" 0 "$detente" fmt -i by-link
check "fmt -i: the link stays" [ -L by-link ]
check "fmt -i: the file behind it is laid out" says loose.detente '^party a '
check "fmt -i: permissions stay" [ "$(stat -c %a loose.detente)" = 640 ]
expect "-o on a link" 0 "$detente" solve good.detente --csv -o to-there
check "-o: the link stays" [ -L to-there ]
check "-o: the file behind it is written" says there.txt '^n,'
expect "-o on a link to nothing" 0 "$detente" solve good.detente --csv -o to-nothing
check "-o: the link to nothing stays" [ -L to-nothing ]
check "-o: its file is there now" says not-there '^n,'
ln -s ring-b ring-a
ln -s ring-a ring-b
expect "-o on a ring of links" 6 "$detente" solve good.detente -o ring-a
mkdir far
ln -s ../there.txt far/link
ln -s far/link near
expect "-o - is standard output" 0 "$detente" solve good.detente -o -
check "-o - is standard output: written" says out 'Two neighbours'
check "-o - is standard output: no file" [ ! -e ./- ]
expect "-o on links across folders" 0 "$detente" summary good.detente -o near
check "-o on links across folders: written" says there.txt 'Two neighbours'
check "-o on links across folders: the links stay" [ -L far/link ]

echo protected >read-only
chmod 444 read-only
expect "-o on a protected file" 6 "$detente" solve good.detente -o read-only
check "-o on a protected file: as it was" [ "$(cat read-only)" = protected ]
check "-o on a protected file: said" says err 'write-protected'
sed 's/party a/party    a/' good.detente >loose.detente
chmod 444 loose.detente
cp loose.detente before.detente
expect "fmt -i of a protected file" 6 "$detente" fmt -i loose.detente
check "fmt -i of a protected file: as it was" same loose.detente before.detente
chmod 644 loose.detente
ln loose.detente second-name
expect "fmt -i of a file with two names" 6 "$detente" fmt -i loose.detente
check "fmt -i of a file with two names: as it was" same loose.detente before.detente
check "fmt -i of a file with two names: said" says err 'hard link'
check "fmt -i of a file with two names: still two" [ "$(stat -c %h loose.detente)" = 2 ]
expect "/dev/fd/1" 0 "$detente" solve good.detente --csv -o /dev/fd/1
check "/dev/fd/1: written" says out '^n,'

echo before >log
expect "standard output by its name" 0 sh -c '"$1" solve good.detente --csv -o /dev/fd/1 >>log' sh "$detente"
check "standard output by its name: what was there stays" [ "$(head -n 1 log)" = before ]
check "standard output by its name: appended" says log '^n,'

# ---- closed descriptors ---------------------------------------------------------------------------------
sed '/^b wants/,$d' good.detente >warned.detente
expect "standard error closed" 0 sh -c '"$1" solve warned.detente -o result.txt 2>&-' sh "$detente"
check "standard error closed: no warning in the result" silent_on result.txt warning
expect "all closed" 0 sh -c '"$1" solve warned.detente -o result.txt <&- >&- 2>&-' sh "$detente"
check "all closed: no warning in the result" silent_on result.txt warning
check "all closed: the result" filled result.txt
expect "standard input closed" 3 sh -c '"$1" solve - -o result.txt <&-' sh "$detente"

# ---- signals, the first and the second ------------------------------------------------------------------
# A reader that never comes holds the program where it cannot ask whether it should stop.
mkfifo never
for signal in HUP QUIT TERM INT XCPU; do
    sh -c 'exec "$1" solve - -o signalled.txt <never' sh "$detente" >out 2>err &
    waiting=$!
    exec 9<>never
    sleep 0.3
    check "SIG$signal: begun" sh -c 'ls signalled.txt.?????? >/dev/null 2>&1'
    kill -$signal "$waiting"
    wait "$waiting"
    check "SIG$signal: exit 5" [ $? = 5 ]
    exec 9>&-
    check "SIG$signal: nothing left" sh -c '! ls signalled.txt* >/dev/null 2>&1'
done
# SIGHUP is not for those whom nohup keeps from it.
sh -c 'trap "" HUP; exec "$1" solve - -o signalled.txt <never' sh "$detente" >out 2>err &
waiting=$!
exec 9<>never
sleep 0.3
kill -HUP "$waiting"
cat good.detente >&9
exec 9>&-
wait "$waiting"
check "nohup: done" [ $? = 0 ]
check "nohup: the result" filled signalled.txt
rm -f signalled.txt

# A second signal kills, and leaves nothing.  A stopped program gets both at once.
sh -c 'exec "$1" solve - -o signalled.txt <never' sh "$detente" >out 2>err &
waiting=$!
exec 9<>never
sleep 0.3
check "second signal: begun" sh -c 'ls signalled.txt.?????? >/dev/null 2>&1'
kill -STOP "$waiting"
kill -TERM "$waiting"
kill -INT "$waiting"
kill -CONT "$waiting"
wait "$waiting"
check "second signal: killed" [ $? -gt 128 ]
exec 9>&-
check "second signal: nothing left" sh -c '! ls signalled.txt* >/dev/null 2>&1'

# A converter of pictures that does not end is ended too, and its directory goes.
mkdir bin tmp
printf '#!/bin/sh\nexec sleep 60\n' >bin/rsvg-convert
chmod +x bin/rsvg-convert
began=$(date +%s)
PATH=$work/bin:$PATH TMPDIR=$work/tmp "$detente" graph good.detente -o picture.png >out 2>err &
drawing=$!
while [ -z "$(ls tmp/detente-*/picture.svg 2>/dev/null)" ] && [ $(($(date +%s) - began)) -lt 20 ]; do sleep 0.1; done
sleep 0.3
kill -TERM "$drawing"
wait "$drawing"
check "a picture: exit 5" [ $? = 5 ]
check "a picture: at once" [ $(($(date +%s) - began)) -lt 40 ]
check "a picture: nothing left" [ -z "$(ls -A tmp; ls picture.png* 2>/dev/null)" ]

# Files must not grow past a block of 512 or 1024 bytes here.
expect "file size limit" 6 sh -c 'ulimit -f 1; "$1" solve good.detente --json -o limited.json' sh "$detente"
check "file size limit: said" says err 'cannot write limited.json: File too large'
check "file size limit: nothing left" sh -c '! ls limited.json* >/dev/null 2>&1'

# ---- names on the terminal ---------------------------------------------------------------------------------
escape=$(printf 'a\033[31mb')
turned=$(printf 'a\342\200\256b')
for name in "$escape" "$turned"; do
    sed 's/not sue/not seu/' good.detente >"$name.detente"
    expect "a name with unsafe characters, faults" 3 "$detente" solve "$name.detente"
    check "faults: escaped" says err '^a\\x'
    check "faults: nothing raw" sh -c "! LC_ALL=C grep -q '$(printf '\033\\|\342\200\256')' err"
    expect "a name with unsafe characters, not there" 3 "$detente" solve "$name"
    check "not there: escaped" says err 'cannot open a\\x'
    expect "an option with unsafe characters" 2 "$detente" solve good.detente "--$name"
    check "option: escaped" says err 'no option --a\\x'
    cp good.detente "$name.txt"
    expect "checked" 0 "$detente" check "$name.txt" good.detente
    check "checked: escaped" says out '^a\\x'
    expect "compared" 0 "$detente" compare "$name.txt" second.txt
    check "compared: nothing raw" sh -c "! LC_ALL=C grep -q '$(printf '\033\\|\342\200\256')' out"
done
accented=$(printf 'd\303\251tente \344\270\255\346\226\207.txt')
expect "other letters stay as they are" 3 "$detente" solve "$accented"
check "other letters: as they are" says err "cannot open $accented"

finish

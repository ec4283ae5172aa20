#!/bin/sh
# The manual page, made from what the program says of itself, so that the two cannot differ.
# Usage: tools/man.sh DETENTE >docs/detente.1
set -eu
detente=$1
commands=$("$detente" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')

# Text for mdoc: backslashes, and dots and quotes that begin a line.
escape() { sed -e 's/\\/\\e/g' -e "s/^\([.']\)/\\\\\&\1/" -e 's/`\([^`]*\)`/\\(lq\1\\(rq/g'; }

# A paragraph in short lines, a new sentence on a new line.
refill() {
    awk '{
        for (k = 1; k <= NF; k++) {
            if (length(line) + length($k) > 74) { print line; line = "" }
            line = line == "" ? $k : line " " $k
            if ($k ~ /[.?]$/) { print line; line = "" }
        }
    }
    END { if (line != "") print line }'
}

# One section of a command's --help, from its heading to the next empty line.
section() { "$detente" help "$1" | sed -n "/^$2:/,/^\$/p" | sed -e 1d -e '/^$/d'; }

option_rows() {
    awk '{
        line = $0
        letter = ""
        if (match(line, /^  -., /)) { letter = substr(line, 4, 1) }
        sub(/^ *(-., )?--/, "", line)
        match(line, /  +/)
        name = substr(line, 1, RSTART - 1)
        help = substr(line, RSTART + RLENGTH)
        argument = ""
        if (split(name, part, " ") > 1) { name = part[1]; argument = " Ar " part[2] }
        gsub(/-/, "\\-", name)
        printf ".It %sFl \\-%s%s\n", letter == "" ? "" : "Fl " letter " , ", name, argument
        gsub(/\\/, "\\e", help)
        print help
    }'
}

cat <<'HEAD'
.\" Made by tools/man.sh from the program's own help.
.Dd $Mdocdate$
.Dt DETENTE 1
.Os
.Sh NAME
.Nm detente
.Nd which outcomes of a conflict would hold, and why
.Sh SYNOPSIS
.Nm
.Ar command
.Op Ar option ...
.Ar model ...
.Nm
.Cm help
.Op Ar command
.Nm
.Fl \-version
.Sh DESCRIPTION
.Nm
reads a conflict from a model file: its parties, what each can do and what
each wants.
It decides which states of the conflict would hold, and says why.
A
.Ar model
of
.Sq \-
is standard input.
Results go to standard output, everything else to standard error.
.Sh COMMANDS
HEAD
for command in $commands; do
    usage=$("$detente" help "$command" | sed -n 's/^Usage: detente [a-z]* *//p')
    purpose=$("$detente" help "$command" | sed -n '1s/^detente [a-z]* - //p')
    printf '.Ss %s \\(em %s\n' "$command" "$purpose"
    printf '.Dl detente %s %s\n.Pp\n' "$command" "$usage"
    "$detente" help "$command" | sed -n '/^Usage:/,/^Options:/p' | sed -e '1,2d' -e '/^Options:/d' |
        sed -e '/^$/d' | refill | escape
    printf '.Bl -tag -width Ds\n'
    section "$command" Options | option_rows
    printf '.El\n'
    printf '.Pp\nExamples:\n.Bd -literal -offset indent -compact\n'
    section "$command" Examples | sed 's/^  //' | escape
    printf '.Ed\n'
done
cat <<'TAIL'
.Sh ENVIRONMENT
.Bl -tag -width COLUMNS
.It Ev COLUMNS
Width of the output where standard output is no terminal and no
.Fl \-width
is given.
.It Ev LC_ALL , LC_CTYPE , LANG
A terminal whose locale is not UTF-8 gets ASCII.
.It Ev NO_COLOR
Set and not empty: no colours, unless
.Fl \-color
asks for them.
.It Ev PAGER
Shows results that are longer than the screen; empty or
.Ql cat :
none.
Unset:
.Ql less ,
with
.Ev LESS
set to FRX unless it is set.
.It Ev TERM
.Ql dumb :
no colours, no progress, no pager.
.El
.Sh EXIT STATUS
.Bl -tag -width Ds -compact
.It 0
done, also when the answer is
.Dq none ;
also when the reader of a pipe has closed it
.It 1
done, and a claim or asked property does not hold
.It 2
the command line makes no sense
.It 3
the model cannot be read or is wrong
.It 4
out of memory, or over a limit; nothing computed
.It 5
stopped by a signal
.It 6
the result could not be written
.It 7
incomplete: a time limit or bound was reached, and the answer says so
.It 70
an error of
.Nm
itself
.El
.Sh SEE ALSO
The folder
.Pa docs
of the source:
.Pa language.md
for the model language,
.Pa concepts.md
for the exact definitions,
.Pa cli.md
for the commands with examples.
TAIL

#!/bin/sh
# The map of all sources, made from the first sentence of each file's head, so that it says what they
# say.  A .c whose head says "See NAME.h." stands beside its header.
# Usage: tools/source-map.sh >docs/source-map.md     (in the folder of the project)
set -eu

# FILE's first sentence.
sentence()
{
    awk '
        /\*\// { last = 1 }
        NR > 2 {
            sub(/^ \*\/? ?/, "")
            sub(/ *\*\/$/, "")
            if ($0 == "" && text != "") { last = 1 }
            text = text (text == "" || $0 == "" ? "" : " ") $0
            if (match(text, /\.( |$)/)) { text = substr(text, 1, RSTART); last = 1 }
            if (last) { sub(/:$/, ".", text); print text; exit }
        }' "$1"
}

# Does the head of FOLDER/STEM.c lead to STEM.h?
led()
{
    [ -e "$1/$2.h" ] && [ -e "$1/$2.c" ] &&
        sed '/\*\//q' "$1/$2.c" | tr -d '*\n' | tr -s ' ' | grep -qi "see $2\.h"
}

# A row per file of FOLDER itself, headers with their .c files.
rows()
{
    for file in "$1"/*.[ch] "$1"/*.def; do
        name=${file##*/}
        stem=${name%.*}
        case $(led "$1" "$stem" && echo together) in
        together) [ "$name" = "$stem.h" ] && name="$stem.h, .c" || continue ;;
        esac
        [ ! -e "$file" ] || printf '| `%s` | %s |\n' "$name" "$(sentence "$file")"
    done
}

folder()
{
    printf '\n## %s\n\n| file | what |\n|---|---|\n' "$1"
    rows "$1"
}

echo "# Source map"
echo
echo "Made by \`tools/source-map.sh\` from the heads of the files; \`src/\` in the order in which data flows"
echo "([architecture.md](architecture.md))."
folder include
sed -n 's/^| [^|]* | `\(src\/[a-z]*\)\/` |.*/\1/p' docs/architecture.md | while read -r path; do
    folder "$path"
    for part in "$path"/*/; do
        [ ! -d "$part" ] || folder "${part%/}"
    done
done
for path in cli verify examples tests tests/reference tests/fuzz; do
    folder "$path"
done

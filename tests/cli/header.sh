#!/bin/sh
# detente.h as other people's compilers see it: every C since C11 and every C++ since C++11, all
# warnings on, each public function named and one called.
# Usage: header.sh DETENTE SOURCE_DIR
set -eu
build=$(dirname "$1")
header=$2/include/detente.h
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
fail() { echo "header: $1" >&2; cat "$dir/log" >&2; exit 1; }

{
    echo '#include <detente.h>'
    echo 'typedef void (*any)(void);'
    echo 'int main(void) { any all[] = {'
    grep -oE '\bdetente_[a-z_]+\(' "$header" | tr -d '(' | sort -u | sed 's/.*/(any)&,/'
    echo '}; return all[0] == 0 || detente_version()[0] == 0; }'
} > "$dir/uses.c"
cp "$dir/uses.c" "$dir/uses.cpp"

try() { # COMPILER STANDARD FILE
    "$1" "-std=$2" -Wall -Wextra -Wpedantic -Wshadow -Werror -Wno-cast-function-type \
        -I"${header%/*}" -c "$dir/$3" -o "$dir/$1-$2.o" > "$dir/log" 2>&1 || fail "$1 -std=$2"
    tried="$tried $1:$2"
}
knows() { # COMPILER STANDARD LANGUAGE
    "$1" "-std=$2" -x "$3" -fsyntax-only /dev/null > /dev/null 2>&1
}

tried=""
for cc in gcc clang cc; do
    for standard in c11 c17 c2x; do
        ! knows $cc $standard c || try $cc $standard uses.c
    done
done
[ -n "$tried" ] || { : > "$dir/log"; fail "no C compiler was tried"; }
in_c=$tried
for cxx in g++ clang++; do
    for standard in c++11 c++14 c++17 c++20 c++2b; do
        ! knows $cxx $standard c++ || try $cxx $standard uses.cpp
    done
done
if [ "$tried" = "$in_c" ]; then
    echo "SKIPPED: there is no C++ compiler; as C it was tried with$tried"
    exit 77
fi
echo "compiles as$tried"

# C++ finds the functions of the C library
if ! nm "$build/libdetente_library.a" 2> /dev/null | grep -Eq '__(asan|tsan|msan|sancov|ubsan)'; then
    object=$(ls "$dir"/*++-c++17.o | head -1)
    cxx=$(basename "${object%-c++17.o}")
    openmp=""
    nm -u "$build/libdetente_library.a" 2> /dev/null | grep -q 'GOMP_' && openmp=-lgomp
    nm -u "$build/libdetente_library.a" 2> /dev/null | grep -q '__kmpc_' && openmp=-lomp
    "$cxx" "$object" "$build/libdetente_library.a" "$build/libdetente_reader.a" -lm $openmp \
        -o "$dir/uses" > "$dir/log" 2>&1 || fail "$cxx does not link"
    "$dir/uses" || fail "the program does not run"
fi

#!/bin/sh
# The library as other people's programs find it: installed below a folder of its own, the example
# built against it with pkg-config (shared and static) and with CMake, and run.
# Usage: installed.sh DETENTE SOURCE_DIR
set -eu
detente=$(realpath "$1")
build=$(dirname "$detente")
source_dir=$(realpath "$2")
if nm "$detente" 2>/dev/null | grep -Eq '__(asan|tsan|msan|sancov)'; then
    echo "skipped: built with sanitizers"
    exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
prefix=$work/prefix
fail() { echo "FAIL $*"; exit 1; }

cmake --install "$build" --prefix "$prefix" >install.log || fail "cmake --install"
for file in bin/detente bin/detente-verify include/detente.h share/man/man1/detente.1 \
    share/bash-completion/completions/detente share/zsh/site-functions/_detente \
    share/fish/vendor_completions.d/detente.fish; do
    [ -e "$prefix/$file" ] || fail "$file is not installed"
done
library=$(find "$prefix" -name libdetente.so)
folder=$(dirname "$library")
version=$("$prefix/bin/detente" --version | sed 's/detente //')
readelf -d "$library" | grep -q "SONAME.*libdetente\.so\.${version%.*}\]" || fail "soname"
seen=$(nm -D --defined-only "$library" | awk '{ print $3 }' | grep -v '^detente_' || true)
[ -z "$seen" ] || fail "symbols that should be hidden:" $seen
declared=$(grep -oE '\bdetente_[a-z_]+\(' "$prefix/include/detente.h" | tr -d '(' | sort -u)
for name in $declared; do
    nm -D --defined-only "$library" | grep -q " $name\$" || fail "$name is declared, not exported"
done

model=$source_dir/models/published/prisoners.detente
wanted=$("$detente" solve "$model" --json --concepts nash | sed -n 's/.*"equilibria": \[\(.*\)\].*/\1/p')
runs() { # WHAT COMMAND...: prints the Nash equilibria that the program itself finds
    what=$1
    shift
    found=$("$@" "$model" | sed -n '/^Nash$/,/^GMR$/s/^  state \([0-9]*\):.*/\1/p' | tr '\n' ' ')
    [ -n "$wanted" ] && [ "$found" = "$(echo "$wanted" | tr -d ',') " ] || fail "$what: '$found', not '$wanted'"
}

# pkg-config's own idea of the prefix is where cmake was told to install; here it is elsewhere.
export PKG_CONFIG_PATH="$folder/pkgconfig"
config() { pkg-config --define-variable=prefix="$prefix" "$@"; }
[ "$(config --modversion detente)" = "$version" ] || fail "pkg-config: version"
for schema in "$source_dir"/schemas/*.schema.json; do
    cmp -s "$schema" "$(config --variable=schemas detente)/${schema##*/}" || fail "${schema##*/} is not installed"
done
cc -std=c11 -Wall -Wextra -Werror "$source_dir/examples/holds.c" $(config --cflags --libs detente) -o shared
runs "shared" env LD_LIBRARY_PATH="$folder" ./shared
private=$(sed -n 's/^Libs.private: *//p' "$folder/pkgconfig/detente.pc")
cc -std=c11 "$source_dir/examples/holds.c" $(config --cflags detente) "$folder/libdetente.a" $private -o static
runs "static" ./static

cat >CMakeLists.txt <<'LISTS'
cmake_minimum_required(VERSION 3.25)
project(holds C)
find_package(detente REQUIRED)
add_executable(by_shared ${SOURCE})
target_link_libraries(by_shared detente::shared)
add_executable(by_static ${SOURCE})
target_link_libraries(by_static detente::static)
LISTS
{ cmake -S . -B by-cmake -DCMAKE_PREFIX_PATH="$prefix" -DSOURCE="$source_dir/examples/holds.c" &&
    cmake --build by-cmake; } >cmake.log 2>&1 || { cat cmake.log; fail "CMake package"; }
runs "CMake, shared" by-cmake/by_shared
runs "CMake, static" by-cmake/by_static
echo "all as expected"

#!/bin/sh
# Install what is missing.  Usage: tools/setup.sh run|test|full
# Looks for the programs and headers themselves, so that it works on any system; with everything
# there it touches no network and needs no rights.  Exit 69: not possible, and the line to type.
set -eu

missing=""
program() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
file() { for f in $1; do [ -e "$f" ] && return 0; done; missing="$missing $2"; }

program gcc gcc
program make make
program cmake cmake
file "/usr/include/stdio.h /usr/include/*/stdio.h" libc6-dev
case "$1" in
test | full)
    file "/usr/include/cmocka.h /usr/local/include/cmocka.h" libcmocka-dev
    file "/usr/include/jansson.h /usr/local/include/jansson.h" libjansson-dev
    program pkg-config pkgconf
    program g++ g++ # the header is C++ too
    ;;
esac
case "$1" in
full)
    program clang clang
    file "/usr/lib/llvm-14/lib/clang/*/lib/linux/libclang_rt.fuzzer-x86_64.a" libclang-rt-14-dev
    file "/usr/lib/llvm-14/lib/libomp.so" libomp-14-dev
    program valgrind valgrind
    ;;
esac
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "detente: please install:$missing" >&2
    exit 69
fi
if [ "$(id -u)" = 0 ]; then
    as=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as="sudo"
else
    echo "detente: some tools are missing; as root, type:" >&2
    echo "  apt-get update && $install" >&2
    exit 69
fi
echo "detente: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { $as apt-get update -qq && $as $install; } >&2; then
    echo "detente: installing failed; as root, type:" >&2
    echo "  apt-get update && $install" >&2
    exit 69
fi

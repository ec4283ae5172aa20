#!/bin/sh
# The trials of stop.sh, five hundred of them.  Usage: stop_long.sh DETENTE SOURCE_DIR
TRIALS=${TRIALS:-500} exec sh "$(dirname "$0")/stop.sh" "$1" "$2"

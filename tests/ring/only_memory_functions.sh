#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Fails if the library in $2 needs any function that is not its own but memcpy
# and memset (and the two others that compilers call of themselves). $1 is nm.
set -eu
nm=$1
library=$2
symbols=$("$nm" "$library")
own=$(printf '%s\n' "$symbols" | awk 'NF == 3 { print $3 }')
# an archive in which nothing was found would pass otherwise
[ -n "$own" ] || { echo "$library: no symbols"; exit 1; }
foreign=$(printf '%s\n' "$symbols" | awk '$1 == "U" { print $2 }' | sort -u |
	grep -vxE 'memcpy|memset|memmove|memcmp' | grep -vxF "$own" || true)
[ -z "$foreign" ] || { echo "$library needs: $foreign"; exit 1; }

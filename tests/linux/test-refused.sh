#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A Linux driver that cannot be generated is refused, and nothing is written:
#
#   test-refused.sh VQSMITH DESCRIPTION

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if "$1" generate linux "$2" -o "$work/driver" 2> "$work/said" > "$work/out"; then
	echo "FAILED: it is generated"
	exit 1
fi
if ! grep -q 'the Linux driver generator cannot do this yet' "$work/said" "$work/out"; then
	echo "FAILED: it does not say why"
	cat "$work/said"
	exit 1
fi
if [ -n "$(ls "$work/driver" 2> /dev/null)" ]; then
	echo "FAILED: something is written"
	exit 1
fi

#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# `vqsmith call --config`: a driver writes values of every kind, and none that
# it may not. The device keeps them from one call to the next.
#
#	test-config.sh VQSMITH ANY

. "$(dirname "$0")/common.sh"
dial=$top/tests/commands/dial.yaml
printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$second" "$dial" > device
chmod +x device

call() {
	local status=$1
	shift
	run "$status" call "$work/socket" "$dial" "$@"
}
has() {
	call 0 --config && says out "$1"
}
wrong() {
	local text=$1
	shift
	call 2 "$@" && says err "$text"
}

check "the dial starts" start_device ./device "$work/socket"
check "all of it" call 0 --config
check "is read" prints '{"level": 10, "mode": "slow", "lights": [], "name": "", "bounds": {"low": 0, "high": 0}, "marks": [0, 0, 0], "turns": 0}'
check "a number" call 0 --config level=500
check "is there" has '"level": 500'
check "a name of a value" call 0 --config mode=wild
check "is there" has '"mode": "wild"'
check "flags" call 0 --config 'lights=red|blue'
check "are there" has '"lights": ["red", "blue"]'
check "flags as a number" call 0 --config lights=2
check "are there" has '"lights": ["green"]'
check "text" call 0 --config name=dial
check "is there" has '"name": "dial"'
check "bytes" call 0 --config name=hex:0102
check "are there" has '"name": "hex:010200000000"'
check "a structure" call 0 --config 'bounds={"low": 3, "high": 65535}'
check "is there" has '"bounds": {"low": 3, "high": 65535}'
check "an array" call 0 --config 'marks=[1, "0x10", 300]'
check "is there" has '"marks": [1, 16, 300]'
check "several at once" call 0 --config level=11 mode=fast
check "are there" has '"level": 11, "mode": "fast"'

check "flags as a list" call 0 --config 'lights=["green"]'
check "are there" has '"lights": ["green"]'
check "too low" wrong level --config level=9
check "says what is not" says err "it is from 10 to 1000"
check "too high" wrong level --config level=1001
check "no value of it" wrong mode --config mode=3
check "no flag of it" wrong lights --config lights=4
check "no name of it" wrong "'bleu' is neither a number nor" --config lights=bleu
check "says which there are" says err "any of "
check "text that is too long" wrong "7 bytes are too many; it has 6" --config name=1234567
check "an array that is too short" wrong "a list of 3 is wanted" --config 'marks=[1, 2]'
check "no array" wrong "JSON is wanted" --config marks=1
check "a structure without a field" wrong "high is missing" --config 'bounds={"low": 3}'
check "what is read-only" wrong "a driver may not write it" --config turns=1
check "nothing has changed" has '"level": 11, "mode": "fast", "lights": ["green"]'

check "a request that it does not know" call 1 spin turns=18446744073709551615 mode=wild
check "is answered so" prints '{"status": "unsupported"}'
check "the device ends as asked" stop_device

finish

#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# `vqsmith call` with the lamp: values of every kind, and every mistake.
#
#	test-call.sh VQSMITH LAMP

. "$(dirname "$0")/common.sh"
lamp=$top/types/lamp.yaml
call() {
	local status=$1
	shift
	run "$status" call "$work/socket" "$lamp" "$@"
}

check "no device" call 3 get_level
check "says how to start it" says err "no device listens there; start it first"
check "the lamp starts" start_device "$second" "$work/socket"

# ---- values ----

check "a number" call 0 set_level level=40
check "what was set" call 0 get_level
check "is read" prints '{"status": "ok", "level": 40}'
check "hexadecimal" call 0 set_level level=0x2a
check "what was set" call 0 get_level
check "is read" prints '{"status": "ok", "level": 42}'
check "with the family's name" call 0 lamp_request.get_level
check "a list" call 0 play_scene 'steps=[{"level": 9, "hold_ms": 100}, {"level": 1, "hold_ms": 0}]'
check "text" call 0 describe
check "tells what arrived" prints '{"status": "ok", "text": "9 for 100 ms;1 for 0 ms;"}'
check "a count that fits" call 0 play_scene step_count=1 'steps=[{"level": 3, "hold_ms": 4}]'
printf '\5\0\0\0\6\0\0\0' > steps
check "bytes of a file" call 0 play_scene steps=@steps
check "text" call 0 describe
check "tells what arrived" prints '{"status": "ok", "text": "5 for 6 ms;"}'
check "bytes in hexadecimal" call 0 play_scene steps=hex:0700000008000000
check "an empty list" call 0 play_scene 'steps=[]'
check "little room" call 0 play_scene 'steps=[{"level": 1000, "hold_ms": 1000}]'
check "for the text" call 0 describe --room 4
check "cuts it" prints '{"status": "ok", "text": "1000"}'
check "events" call 0 play_scene 'steps=[]' --events 1
check "come" says out '{"event": "lamp_event", "value": {"when_ns": 12345678901, "distance_mm": 40}}'
check "the configuration" call 0 --config
check "is read" prints '{"max_level": 50, "range_mm": 3000, "serial": "L-7"}'

# ---- mistakes ----

wrong() {
	local text=$1
	shift
	call 2 "$@" && says err "$text"
}
check "no such message" wrong "there is no message 'set_levle'" set_levle
check "lists those there are" says err "play_scene step_count= steps="
check "no message" wrong "which message?"
check "an event is no request" wrong "there is no message 'lamp_event'" lamp_event
check "no such field" wrong "there is no field 'lvl'" set_level lvl=1
check "lists those there are" says err "level="
check "no value" wrong "field=value is wanted" set_level level
check "a field is missing" wrong "level is missing" set_level
check "too large" wrong "65536 does not fit; the most is 65535" set_level level=65536
check "far too large" wrong "neither a number nor" set_level level=99999999999999999999
check "negative" wrong "neither a number nor" set_level level=-1
check "no number" wrong "'bright' is neither a number nor" set_level level=bright
check "an empty value" wrong "'' is neither" set_level level=
check "no JSON" wrong "of its JSON" play_scene 'steps=[{'
check "another JSON" wrong "a number or a name is wanted" play_scene 'steps=[{"level": [], "hold_ms": 1}]'
check "an element without a field" wrong "hold_ms is missing" play_scene 'steps=[{"level": 1}]'
check "an element with another" wrong "there is no field 'colour'" \
	play_scene 'steps=[{"level": 1, "hold_ms": 1, "colour": 2}]'
check "an element out of its range" wrong "hold_ms" play_scene 'steps=[{"level": 1, "hold_ms": 3600001}]'
check "no file" wrong "cannot read nowhere" play_scene steps=@nowhere
check "half an element" wrong "no whole number of elements" play_scene steps=hex:00
check "wrong hexadecimal" wrong "pairs of hexadecimal digits" play_scene steps=hex:0g
check "another count" wrong "" play_scene step_count=2 'steps=[{"level": 1, "hold_ms": 1}]'
check "more than may be" wrong "step_count" play_scene step_count=65 "steps=hex:$(printf '0%.0s' $(seq 1040))"
check "to write what is read-only" wrong "a driver may not write it" --config max_level=3
check "to write what is not there" wrong "there is no field 'colour'" --config colour=3
check "no event comes" call 3 --events 1 --timeout 1
check "is told" says err "no event came"
check "the device lives" call 0 get_level

# ---- another type, and no device at all ----

check "the device ends as asked" stop_device
python3 -c '
import socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
listener.settimeout(60)
while True:
    listener.accept()[0].close()
' "$work/silent" &
other=$!
for _ in $(seq 100); do [ -S "$work/silent" ] || sleep 0.05; done
check "one that hangs up" run 3 call "$work/silent" "$lamp" get_level
kill $other
python3 -c '
import socket, sys, time
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
time.sleep(60)
' "$work/mute" &
other=$!
for _ in $(seq 100); do [ -S "$work/mute" ] || sleep 0.05; done
check "one that does not answer" run 3 call "$work/mute" "$lamp" get_level
check "says what it may be" says err "It serves one at a time"
kill $other
touch plain
check "a file that is no socket" run 3 call plain "$lamp" get_level

finish

#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A new device type, from nothing to its first answer; and then one change of it.

. "$(dirname "$0")/common.sh"

for name in while 9lamp Lamp la-mp '' ../lamp "$(printf 'x%.0s' $(seq 70))"; do
	check "'$name' is no name" run 2 new "$name"
done
mkdir there
check "a directory that is there" run 3 new there
check "is left alone" [ -z "$(ls -A there)" ]
check "says what to do" says err "choose another name"

for name in lamp x2_y; do
	check "new $name" run 0 new "$name"
	check "its description is sound" run 0 check "$name/$name.yaml"
	check "with nothing to say" says out "nothing to say"
	cd "$name" || exit 1
	check "make" make -s
	check "make has no more to do" [ -z "$(make | grep -v 'up to date')" ]
	check "the device starts" start_device "./$name" "$work/socket"
	check "set_level" run 0 call "$work/socket" "$name.yaml" set_level level=40
	check "its reply" prints '{"status": "ok"}'
	check "get_level" run 0 call "$work/socket" "$name.yaml" get_level
	check "its reply" prints '{"status": "ok", "level": 40}'
	check "a level that is too high" run 1 call "$work/socket" "$name.yaml" set_level level=101
	check "is refused" prints '{"status": "invalid"}'
	check "an event" run 0 call "$work/socket" "$name.yaml" set_level level=7 --events 1
	check "comes" says out '{"event": "'"$name"'_event", "value": {"level": 7}}'
	check "the configuration" run 0 call "$work/socket" "$name.yaml" --config
	check "is read" prints '{"max_level": 100}'
	check "a front end that takes its memory away" python3 "$top/tests/commands/tear.py" \
		"$work/socket"
	check "is sent away, and the next one served" run 0 call "$work/socket" "$name.yaml" get_level
	check "the device ends as asked" stop_device
	check "its socket is gone" [ ! -e "$work/socket" ]
	cd "$work" || exit 1
done

# The driver's program in docs/generated.md, as it stands there.
cd lamp || exit 1
sed -n '/^#include <stdio.h>/,/^```/p' "$top/docs/generated.md" | sed '$d' > talk.c
check "a driver is generated" run 0 generate driver lamp.yaml
# shellcheck disable=SC2046
check "its program is compiled" ${CC:-cc} -Wall -Wextra -Werror $("$vqsmith" build --cflags) \
	talk.c lamp_driver.c lamp_type.c $("$vqsmith" build --libs) -o talk
make -s
check "the device starts" start_device ./lamp lamp.sock
timeout 20 ./talk > "$work/out"
check "the program gets its reply" says out "status 0"
check "and its event" says out "the level is 40 now"
stop_device
make -s clean
rm -f talk talk.c lamp_driver.[ch]
cd "$work" || exit 1

# The author adds a request: the compiler names the function that is missing.
cd lamp || exit 1
sed -i 's/^  lamp_event:/    blink:\n      opcode: 3\n      summary: Blinks once.\n  lamp_event:/' lamp.yaml
if make > "$work/out" 2>&1; then missing=no; else missing=yes; fi
check "a handler that is missing is an error" [ "$missing" = yes ]
check "which names it" says out lamp_blink
cat >> lamp.c << 'EOF'

void lamp_blink(struct lamp *lamp, struct vqs_request *request)
{
	(void)lamp;
	lamp_blink_done(request);
}
EOF
check "make with it" make -s
check "the device starts" start_device ./lamp "$work/socket"
check "blink" run 0 call "$work/socket" lamp.yaml blink
check "its reply" prints '{"status": "ok"}'
check "make clean" make -s clean
check "leaves what the author has" \
	[ "$(echo *)" = "Makefile README.md lamp.c lamp.yaml" ]

finish

#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# What is installed works without the tree it was built in, wherever it is put.
#
#	test-installed.sh VQSMITH BUILD

. "$(dirname "$0")/common.sh"
build=$(dirname "$vqsmith")

check "meson install" meson install -C "$build" --no-rebuild --quiet --destdir "$work/root"
prefix=$(dirname "$(dirname "$(find "$work/root" -path '*/bin/vqsmith')")")
mv "$prefix" "$work/elsewhere"
PATH=$work/elsewhere/bin:$PATH
vqsmith=$work/elsewhere/bin/vqsmith

# The functions that the public headers declare; vqs_handler is a type.
declared() {
	cat "$work"/elsewhere/include/vqsmith/*.h | tr '\n' ' ' |
		sed 's,/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/,,g' |
		grep -o 'vqs_[a-z0-9_]*([^()]*) *\(__attribute__((format([^()]*)))\)\?;' |
		sed 's/(.*//' | grep -vx vqs_handler | sort -u
}

check "its man page" [ -n "$(find "$work/elsewhere" -name vqsmith-call.1)" ]
check "its completion" [ -n "$(find "$work/elsewhere" -path '*/completions/vqsmith')" ]
check "its pkg-config file" [ -n "$(find "$work/elsewhere" -name vqsmith.pc)" ]
check "new" run 0 new lamp
check "says nothing of where it was built" [ -z "$(grep -rl "$build" lamp)" ]
cd lamp || exit 1
check "make" make -s
check "the device starts" start_device ./lamp "$work/socket"
check "call" run 0 call "$work/socket" lamp.yaml set_level level=1
check "its reply" prints '{"status": "ok"}'
stop_device
cd "$work" || exit 1
libdir=$(dirname "$(find "$work/elsewhere" -name libvqsmith.a)")
check "the guest's scripts are found" [ -x "$work/elsewhere/libexec/vqsmith/guest/run" ]

# The shared library shows the API, and a program runs with it.
check "headers declare functions" [ "$(declared | wc -l)" -gt 50 ]
check "only the API is shown" \
	[ -z "$(nm -D --defined-only "$libdir/libvqsmith.so" | grep -v ' vqs_\| [ABDR] ')" ]
for library in "$libdir/libvqsmith.a" "$libdir/libvqsmith.so"; do
	check "$(basename "$library") has what the headers declare" \
		[ -z "$(comm -23 <(declared) <(nm --defined-only "$library" 2> /dev/null |
			sed -n 's/.* T \(vqs_\w*\)$/\1/p' | sort -u))" ]
done

rm -f "$libdir/libvqsmith.a"
check "without its library" run 3 new other
check "says so" says err "cannot find the runtime library"
check "has made nothing" [ ! -e other ]

finish

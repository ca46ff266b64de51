# SPDX-License-Identifier: BSD-3-Clause
#
# What the scripts of guest/ share: where things are kept, and how they tell of their progress.
# shellcheck shell=bash

guest_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
STATUS_SKIP=77

# What installs packages, as whoever reads of it would call it.
setup=tools/setup
[ -x "$guest_dir/../tools/setup" ] || setup=$guest_dir/setup

# A guest that cannot run here is a reason to skip, never a failure.
skip() {
	printf 'guest: cannot run here: %s\n' "$*" >&2
	exit "$STATUS_SKIP"
}

die() {
	printf 'guest: %s\n' "$*" >&2
	exit 125
}

say() {
	progress_end
	printf 'guest: %s\n' "$*" >&2
}

# ---- progress: a bar on a terminal, a line for each step elsewhere ----

progress_step=

# progress PERCENT STEP
progress() {
	local filled
	if [ -t 2 ]; then
		filled=$(($1 * 30 / 100))
		printf '\r\033[K[%-30s] %3d%%  %s' \
			"$(printf '%*s' "$filled" '' | tr ' ' '#')" "$1" "$2" >&2
	elif [ "$2" != "$progress_step" ]; then
		printf 'guest: %s\n' "$2" >&2
	fi
	progress_step=$2
}

progress_end() {
	if [ -t 2 ] && [ -n "$progress_step" ]; then
		printf '\r\033[K' >&2
	fi
	progress_step=
}

# ---- the cache directory ----

# cache_root: prints the directory that is ours in the user's cache, having made it
cache_root() {
	local base=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}} dir
	if [ -n "$base" ] && mkdir -p "$base/vqsmith" 2>/dev/null &&
		[ -w "$base/vqsmith" ]; then
		(cd "$base/vqsmith" && pwd)
		return
	fi
	# No home to write to. A directory of this name that is another user's is no good.
	dir=/tmp/vqsmith-cache-$(id -u)
	mkdir -m 700 "$dir" 2>/dev/null
	if [ -L "$dir" ] || [ ! -O "$dir" ] || [ ! -w "$dir" ]; then
		die "no directory for the cache: set XDG_CACHE_HOME to one that can be written"
	fi
	(cd "$dir" && pwd)
}

# key_of WORD-OR-FILE...: a short name that changes with the words, and with the files' size or
# time
key_of() {
	local word
	for word; do
		if [ -f "$word" ]; then
			stat -L -c '%n %s %Y' "$word"
		else
			echo "$word"
		fi
	done | sha256sum | cut -c 1-12
}

# prepare_once DIR FUNCTION: runs FUNCTION DIR unless an earlier run has finished DIR. One
# process does it, others wait; DIR is begun anew when it was left half done.
prepare_once() {
	local dir=$1 lock
	if [ -e "$dir/.ready" ]; then
		touch "$dir/.ready"
		return
	fi
	exec {lock}> "$dir.lock"
	if ! flock -n "$lock"; then
		say "waiting for another process that prepares $(basename "$dir")"
		flock "$lock"
	fi
	if [ ! -e "$dir/.ready" ]; then
		rm -rf "$dir"
		mkdir -p "$dir"
		if ! "$2" "$dir" {lock}>&-; then
			progress_end
			exit 125
		fi
		progress_end
		touch "$dir/.ready"
	fi
	exec {lock}>&-
}

# forget_others PREFIX DIR: removes what was prepared for versions that nobody has used for a day
forget_others() {
	local other
	for other in "$1"*/; do
		other=${other%/}
		if [ "$other" != "$2" ] && [ -d "$other" ] &&
			[ -z "$(find "$other" "$other/.ready" -maxdepth 0 -mmin -1440 \
				2>/dev/null)" ]; then
			rm -rf "$other" "$other.lock"
		fi
	done
}

# need_programs HINT PROGRAM...
need_programs() {
	local hint=$1 program
	shift
	for program; do
		command -v "$program" > /dev/null || die "no $program: run $setup $hint"
	done
}

cache=$(cache_root) || exit

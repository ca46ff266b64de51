# SPDX-License-Identifier: BSD-3-Clause
#
# A guest's root file system and the options that fill it: what guest/run and guest/qemu-run
# share. The caller has set stock (the directory of the kernel's own modules, with modules.dep).
# shellcheck shell=bash

modules=() files=() programs=()
timeout='' trace='' mode='' command=''

usage() {
	sed -n '4,/^$/s/^# \{0,1\}//p' "$0"
}

wrong() {
	printf 'guest: %s; see %s --help\n' "$*" "guest/$(basename "$0")" >&2
	exit 2
}

# common_option OPTION [VALUE]: sets taken to the number of words, or to 0 when it is not one
common_option() {
	taken=2
	case "$1" in
	--trace) trace=yes taken=1 ;;
	--shell) mode=shell taken=1 ;;
	-h | --help)
		usage
		exit 0
		;;
	--module | --file | --program | --timeout | --run)
		[ $# -gt 1 ] || wrong "$1 needs a value"
		case "$1" in
		--module) modules+=("$2") ;;
		--file) files+=("$2") ;;
		--program) programs+=("$2") ;;
		--timeout) timeout=$2 ;;
		--run) mode=${mode:-run} command=$2 ;;
		esac
		;;
	*) taken=0 ;;
	esac
}

check_options() {
	[ -n "$mode" ] || wrong "--run COMMAND or --shell is missing"
	case "$timeout" in
	*[!0-9]*) wrong "--timeout wants seconds, not '$timeout'" ;;
	'') if [ "$mode" = shell ]; then timeout=0; else timeout=60; fi ;;
	esac
}

# make_top PLACE: the guest's private directory, and root in it; gone when we are
make_top() {
	top=$(mktemp -d "$1/vqsmith-guest.XXXXXX") || die "cannot make a directory in $1"
	trap 'rm -rf "$top"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	root=$top/root
	mkdir "$top/tmp"
	cp -a "$tools/root" "$root" || die "cannot fill $root"
}

# ---- modules ----

# add_module FILE PARAMETERS: once, in the order of loading
add_module() {
	local name
	name=$(basename "$1")
	grep -qs "^/lib/modules/$name\( \|$\)" "$root/guest/modules" && return
	cp "$1" "$root/lib/modules/$name" || exit 125
	echo "/lib/modules/$name${2:+ $2}" >> "$root/guest/modules"
}

# add_stock_module NAME PARAMETERS: with what modules.dep says that it needs, deepest first
add_stock_module() {
	local line file needs i
	line=$(grep -m 1 "/${1//_/[-_]}\.ko:" "$stock/modules.dep") ||
		die "the guest's kernel has no module '$1' in $stock"
	file=${line%%:*}
	read -r -a needs <<< "${line#*:}"
	for ((i = ${#needs[@]} - 1; i >= 0; i--)); do
		add_module "$stock/${needs[i]}" ''
	done
	add_module "$stock/$file" "$2"
}

add_modules() {
	local module name parameters
	for module; do
		name=${module%% *}
		parameters=
		[ "$name" = "$module" ] || parameters=${module#* }
		case "$name" in
		*.ko)
			[ -r "$name" ] || die "no module $name"
			add_module "$name" "$parameters"
			;;
		*) add_stock_module "$name" "$parameters" ;;
		esac
	done
}

# ---- files and programs ----

add_files() {
	local file from to
	for file; do
		from=${file%%:*}
		to=/root/$(basename "$from")
		[ "$from" = "$file" ] || to=${file#*:}
		mkdir -p "$root$(dirname "$to")"
		cp -RL --preserve=mode,timestamps "$from" "$root$to" || die "cannot copy $from"
	done
}

add_programs() {
	local program from library
	for program; do
		from=$(PATH=$PATH:/usr/sbin:/sbin command -v "$program") ||
			die "no program $program"
		rm -f "$root/usr/bin/$(basename "$program")"
		cp -L "$from" "$root/usr/bin/$(basename "$program")" || exit 125
		for library in $(ldd "$from" 2>/dev/null | grep -o '/[^ ]*'); do
			mkdir -p "$root$(dirname "$library")"
			cp -Lu "$library" "$root$library" || exit 125
		done
	done
}

# ---- the command ----

# add_command: writes what the guest runs; sets terminal to yes when a person is at one
add_command() {
	terminal=
	if [ "$mode" = shell ] && [ -t 0 ] && [ -t 1 ]; then
		terminal=yes
		touch "$root/guest/shell"
	fi
	{
		[ -z "$terminal" ] || terminal_settings
		printf '%s\n' "$command"
		if [ -n "$terminal" ]; then
			echo 'exec sh -i'
		elif [ "$mode" = shell ]; then
			cat
		fi
	} > "$root/guest/command"
}

terminal_settings() {
	echo "export TERM='${TERM//[!A-Za-z0-9_+-]/}'"
	echo "stty $(stty size < /dev/tty |
		sed 's/\([0-9]*\) \([0-9]*\)/rows \1 cols \2/')"
}

# fill_root: all that the common options ask for
fill_root() {
	add_modules "${modules[@]}"
	add_files "${files[@]}"
	add_programs "${programs[@]}"
	add_command
}

# wait_for_socket SOCKET: a device that was started a moment ago may not be listening yet
wait_for_socket() {
	local i
	for ((i = 0; i < 50; i++)); do
		[ -S "$1" ] && return
		sleep 0.1
	done
	die "no device listens at $1"
}

# start COMMAND...: the machine takes our place
start() {
	local supervise=("$tools/supervise" --timeout "$timeout" --remove "$top"
		--log "$top/console")
	[ -z "$terminal" ] || supervise+=(--terminal)
	[ -z "$trace" ] || supervise+=(--trace)
	trap - EXIT INT TERM HUP
	HOME=$top TMPDIR=$top/tmp exec "${supervise[@]}" -- "$@"
}

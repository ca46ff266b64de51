#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# Help, wrong use, formats, and what is said when something is not there.

. "$(dirname "$0")/common.sh"
types=$top/types

# ---- help ----

check "no command" run 2
check "--help" run 0 --help
commands=$(sed -n 's/^  \([a-z]*\) .*/\1/p' out)
check "commands are listed" [ "$(echo "$commands" | wc -l)" -ge 9 ]
for command in $commands; do
	check "$command --help" run 0 "$command" --help
	check "$command --help says how it is used" says out "usage: vqsmith $command"
	check "help --man $command" run 0 help --man "$command"
	check "its man page" says out ".SH EXIT STATUS"
	cp out "$work/$command.1"
	check "a man page is installed" \
		grep -q "'$command'" "$top/docs/commands/meson.build"
done
if command -v groff > /dev/null; then
	check "man pages have no mistakes" \
		[ -z "$(groff -man -ww -z -- *.1 2>&1)" ]
fi
check "completion" run 0 help --completion
check "completion is shell" bash -n out
complete_words() {
	bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _vqsmith
		echo "${COMPREPLY[*]}"' _ "$work/out" "$@"
}
check "completes commands" [ "$(complete_words vqsmith ge)" = generate ]
check "completes kinds" [ "$(complete_words vqsmith generate hea)" = header ]
check "completes options" [ "$(complete_words vqsmith call --ev)" = --events ]
check "completes values" [ "$(complete_words vqsmith check --format sa)" = sarif ]
check "--version" run 0 --version
check "the version" says out "vqsmith 0."

# ---- wrong use ----

check "an unknown command" run 2 chekc
check "says where to look" says err "vqsmith help"
check "an unknown option" run 2 check --colour x.yaml
check "names the option" says err "no such option: --colour"
check "an option without its value" run 2 generate header x.yaml -o
check "says that it is missing" says err "a value is missing after -o"
check "too few words" run 2 show
check "too many words" run 2 show a b
check "names what is too much" says err "too much was given: b"
check "an unknown kind" run 2 generate haeder "$types/lamp.yaml"
check "lists the kinds" says err "header"
check "an unknown format of check" run 2 check --format xml "$types/lamp.yaml"
check "an unknown format of show" run 2 show --format sarif "$types/lamp.yaml"
check "an unknown rule" run 2 explain CF-99
check "a number out of its limits" run 2 call s "$types/lamp.yaml" --events 0
check "a number that is none" run 2 call s "$types/lamp.yaml" --timeout 5s

# ---- what is not there ----

check "no such file" run 3 check nowhere.yaml
check "names the file" says err "nowhere.yaml: No such file"
check "a directory" run 3 check "$work"
head -c 1200000 /dev/zero | tr '\0' '#' > big.yaml
check "a file that is too long" run 3 check big.yaml
check "says how long it may be" says err "1 MiB"
check "a place that cannot be written" run 3 generate header "$types/lamp.yaml" -o /proc/x
full() {
	"$vqsmith" ids > /dev/full 2> "$work/err"
	[ $? = 3 ]
}
check "a full disk" full

# ---- descriptions ----

check "a sound description" run 0 check "$types/lamp.yaml"
check "several" run 0 check "$types/lamp.yaml" "$types/blk.yaml"
sed 's/type: le16/type: int/' "$types/lamp.yaml" > bad.yaml
check "one with errors" run 1 check bad.yaml "$types/lamp.yaml"
check "they are printed" says out "bad.yaml:"
check "no colours in a file" [ -z "$(grep -l "$(printf '\033')" out)" ]
check "as JSON" run 1 check --format json bad.yaml
check "which is JSON" python3 -m json.tool out /dev/null
check "as SARIF" run 1 check --format sarif bad.yaml
check "which is JSON too" python3 -m json.tool out /dev/null
check "two as JSON" run 1 check --format json bad.yaml "$types/blk.yaml"
check "is a list" [ "$(python3 -c 'import json; print(len(json.load(open("out"))))')" = 2 ]
check "two as SARIF" run 1 check --format sarif bad.yaml "$types/blk.yaml"
check "is one log" [ "$(python3 -c 'import json; print(len(json.load(open("out"))["runs"]))')" = 2 ]
check "show of one with errors" run 1 show bad.yaml
check "generate of one with errors" run 1 generate header bad.yaml
check "has made nothing" [ ! -e virtio_lamp.h ]
check "from stdin" [ "$("$vqsmith" show - < "$types/lamp.yaml" | head -n 1)" = lamp ]
check "show" run 0 show "$types/lamp.yaml"
check "show as JSON" run 0 show --format json "$types/lamp.yaml"
check "which is JSON" python3 -m json.tool out /dev/null
check "explain" run 0 explain cf-08
check "all rules" run 0 explain
check "ids" run 0 ids
check "an id" run 0 ids block
check "no such id" run 1 ids nothing-is-called-so

# ---- generate ----

check "generate" run 0 generate header "$types/lamp.yaml" -o made/deep
check "its file" [ -s made/deep/virtio_lamp.h ]
touch -d '2020-01-01' made/deep/virtio_lamp.h
check "generate again" run 0 generate header "$types/lamp.yaml" -o made/deep
check "leaves the same file alone" [ "$(date -r made/deep/virtio_lamp.h +%Y)" = 2020 ]
check "generate to stdout" run 0 generate header "$types/lamp.yaml" -o -
check "the same" cmp -s out made/deep/virtio_lamp.h
check "left nothing beside it" [ "$(ls made/deep)" = virtio_lamp.h ]

# Names that C cannot have twice.
twice() {
	sed "$2" "$types/lamp.yaml" > twice.yaml
	check "$1 twice" run 1 generate header twice.yaml
	check "is named" says err "this becomes $1 in C"
}
twice VIRTIO_LAMP_IOC_MAGIC 's/get_level:/ioc_magic:/'
twice VIRTIO_LAMP_F_SCENES 's/get_level:/f_scenes:/'
twice lamp_config 's/get_level:/config:/'
twice lamp_step 's/lamp_event/lamp_step/'
twice lamp_refuse 's/describe:/refuse:/'
twice lamp_describe_text 's/set_level:/describe_text:/'
twice virtio_lamp_read 's/lamp_event/read/'
sed 's/writable: {level: le16}/writable: {hdr: le16}/' "$types/lamp.yaml" > twice.yaml
check "a member called as the header is" run 1 generate header twice.yaml
check "is named" says err "a field beside a header cannot be called 'hdr'"

finish

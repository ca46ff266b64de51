#!/bin/bash
# SPDX-License-Identifier: BSD-3-Clause
#
# A module is built for linux.uml, loads there, and speaks; a module that lacks a symbol is
# found when it is built; the stock virtio drivers load.

. "$(dirname "$0")/common.sh"
can_boot

mkdir "$work/hello" "$work/lacking"
cat > "$work/hello/hello.c" << 'EOF'
#include <linux/module.h>

static int number;
module_param(number, int, 0444);

static int __init hello_init(void)
{
	pr_info("hello from a module, number %d\n", number);
	return number < 0 ? -EINVAL : 0;
}
module_init(hello_init);

static void __exit hello_exit(void)
{
	pr_info("hello goes\n");
}
module_exit(hello_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("test");
EOF
echo 'obj-m := hello.o' > "$work/hello/Makefile"
"$top/guest/build-module" "$work/hello" > "$work/out" 2>&1
status=$?
skip_if_unable $status
check "builds" equal "$status" 0
check "builds without a word" equal "$(grep -v ^guest: "$work/out")" ""

"$run" --module "$work/hello/hello.ko number=42" --run 'dmesg | grep hello; rmmod hello; dmesg | tail -n 1' \
	> "$work/out"
check "exit status" equal $? 0
check "its message" grep -q 'hello from a module, number 42' "$work/out"
check "its end" grep -q 'hello goes' "$work/out"

"$run" --module "$work/hello/hello.ko number=-1" --run true 2> "$work/err"
check "a module that refuses: exit status" equal $? 125
check "a module that refuses: the message" \
	grep -q 'cannot load the module .*hello.ko: Invalid argument' "$work/err"

sed 's/pr_info("hello goes.n")/extern void lacking_symbol(void); lacking_symbol()/' \
	"$work/hello/hello.c" > "$work/lacking/hello.c"
cp "$work/hello/Makefile" "$work/lacking"
"$top/guest/build-module" "$work/lacking" 2> "$work/err"
check "a symbol that linux.uml lacks: exit status" equal "$(($? != 0))" 1
check "a symbol that linux.uml lacks: the message" grep -q lacking_symbol "$work/err"

"$run" --module virtio_blk --module virtio_net --module virtio_console \
	--run 'ls /sys/bus/virtio/drivers' > "$work/out"
check "the stock drivers" equal "$(sort "$work/out" | tr '\n' ' ')" \
	"virtio_blk virtio_console virtio_net virtio_rproc_serial "
check "a stock module that is not there" \
	equal "$("$run" --module no_such --run true 2>&1 | grep -o "no module '.*' in")" \
	"no module 'no_such' in"
finish

/* SPDX-License-Identifier: BSD-3-Clause */
/* Where QEMU's `virt` machine for aarch64 enters: a stack, no cache, no interrupts. */
	.section .start, "ax"
	.globl _start
_start:
	mrs	x0, mpidr_el1
	and	x0, x0, #0xff
	cbnz	x0, 1f
	mov	x0, #(3 << 20)		/* registers of floating point may be used */
	msr	cpacr_el1, x0
	isb
	adrp	x0, stack_top
	add	sp, x0, #:lo12:stack_top
	bl	bare_main
1:	wfi
	b	1b

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory that changes during a call, see changing.h: lib/ring is compiled with this before all
 * else, which puts a call of the fuzzer before each of its reads of shared memory.
 */
#ifndef VQSMITH_FUZZ_CHANGING_READS_H
#define VQSMITH_FUZZ_CHANGING_READS_H

void changing_before_read(const void *at);

#define VQS_LOAD(bits, at)         (changing_before_read(at), *(const vqs_shared##bits *)(at))
#define __atomic_load_n(at, order) (changing_before_read(at), *(at))

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/* Makes the memory that both ends of a virtqueue see. */
#ifndef BENCH_STAGE_H
#define BENCH_STAGE_H

#include "ends.h"

/*
 * `same`: descriptors have this process's addresses, as a driver end that
 * knows no others wants it. Aborts where there is no memory.
 */
void stage_open(struct stage *stage, const struct shape *shape, bool same);
void stage_close(struct stage *stage);

#endif

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A vhost-user front end of the fewest messages, which hands a stage's memory and
 * one queue of it to a back end in this process.
 */
#ifndef BENCH_VHOST_FRONT_H
#define BENCH_VHOST_FRONT_H

#include <stdint.h>

#include "ends.h"

struct vhost_front {
	int socket;
	int kick[2], call[2];
};

/*
 * Connects and starts two queues: number `queue` on the stage's rings, the
 * other on rings where nothing happens; a back end for packets wants both.
 * False: there is nobody, or the messages can't be sent. To be stopped then, too.
 */
bool vhost_front_start(struct vhost_front *front, const char *path,
                       const struct stage *stage, unsigned int queue);
void vhost_front_stop(struct vhost_front *front);

#endif

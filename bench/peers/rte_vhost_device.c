/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * DPDK's device end, librte_vhost, on a socket in this process: packets alone,
 * so it reads (dequeue) or writes (enqueue) and can't merely look. It takes and
 * gives in one call. The buffers that it reads into are its own and go back to
 * their pool at once.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <rte_config.h>
#include <rte_eal.h>
#include <rte_mbuf.h>
#include <rte_vhost.h>

#include "vhost_front.h"

#define RECEIVE_QUEUE  0 /* the device writes */
#define TRANSMIT_QUEUE 1 /* the device reads */
#define POOL_SIZE      2047
#define WAIT_MS        5000

struct rte_vhost_end {
	struct vhost_front front;
	int id;
	bool writes;
	struct rte_mbuf *packets[MOST_BATCH];
};

/* What rte_vhost's own thread tells: the device that came last, and how many are there. */
static struct {
	char folder[64], path[80];
	struct rte_mempool *pool;
	atomic_int newest, count;
	bool works;
} vhost;

static int device_new(int id)
{
	atomic_store(&vhost.newest, id);
	atomic_fetch_add(&vhost.count, 1);
	return 0;
}

static void device_gone(int id)
{
	(void)id;
	atomic_fetch_sub(&vhost.count, 1);
}

static bool wait_for(int count)
{
	struct timespec step = { 0, 1000000 };

	for (unsigned int i = 0; i < WAIT_MS; i++) {
		if (atomic_load(&vhost.count) == count)
			return true;
		nanosleep(&step, NULL);
	}
	return false;
}

static bool environment(unsigned int cpu)
{
	char core[40];
	char *words[] = { (char[]){ "bench" },
		          (char[]){ "--lcores" },
		          core,
		          (char[]){ "--no-huge" },
		          (char[]){ "--no-pci" },
		          (char[]){ "--no-shconf" },
		          (char[]){ "--no-telemetry" },
		          (char[]){ "--log-level=lib.*:error" },
		          (char[]){ "--log-level=error" },
		          (char[]){ "-m" },
		          (char[]){ "64" } };

	snprintf(core, sizeof(core), "0@%u", cpu);
	return rte_eal_init(sizeof(words) / sizeof(words[0]), words) >= 0;
}

bool rte_vhost_begin(unsigned int cpu)
{
	static const struct rte_vhost_device_ops operations = { .new_device = device_new,
		                                                .destroy_device =
		                                                        device_gone };
	const char *temporary = getenv("TMPDIR");

	snprintf(vhost.folder, sizeof(vhost.folder), "%.40s/bench-XXXXXX",
	         temporary && strlen(temporary) <= 40 ? temporary : "/tmp");
	if (!environment(cpu) || !mkdtemp(vhost.folder))
		return false;
	snprintf(vhost.path, sizeof(vhost.path), "%s/socket", vhost.folder);
	vhost.pool = rte_pktmbuf_pool_create("bench", POOL_SIZE, 256, 0,
	                                     RTE_MBUF_DEFAULT_BUF_SIZE, 0);
	vhost.works = vhost.pool && rte_vhost_driver_register(vhost.path, 0) == 0 &&
	              rte_vhost_driver_callback_register(vhost.path, &operations) == 0 &&
	              rte_vhost_driver_start(vhost.path) == 0;
	return vhost.works;
}

void rte_vhost_end(void)
{
	if (vhost.works)
		rte_vhost_driver_unregister(vhost.path);
	unlink(vhost.path);
	rmdir(vhost.folder);
	vhost.works = false;
}

static bool rte_vhost_can(const struct shape *shape)
{
	return vhost.works && shape->work != WORK_LOOK;
}

static void rte_vhost_stop(void *end)
{
	struct rte_vhost_end *device = end;
	int count = atomic_load(&vhost.count);

	vhost_front_stop(&device->front);
	if (device->id >= 0 && !wait_for(count - 1))
		abort();
	if (device->writes)
		rte_pktmbuf_free_bulk(device->packets, MOST_BATCH);
	free(device);
}

/* The packets that it writes are there all the time. */
static bool make_packets(struct rte_vhost_end *device)
{
	if (rte_pktmbuf_alloc_bulk(vhost.pool, device->packets, MOST_BATCH))
		return false;
	for (unsigned int i = 0; i < MOST_BATCH; i++)
		memset(rte_pktmbuf_append(device->packets[i], PAYLOAD), 1, PAYLOAD);
	return true;
}

static void *rte_vhost_start(const struct stage *stage)
{
	struct rte_vhost_end *device = end_memory(sizeof(*device));
	unsigned int queue = TRANSMIT_QUEUE;
	int count = atomic_load(&vhost.count);

	if (!device)
		return NULL;
	device->id = device->front.socket = -1;
	device->writes = stage->shape.work == WORK_WRITE;
	if (device->writes)
		queue = RECEIVE_QUEUE;
	if ((device->writes && !make_packets(device)) ||
	    !vhost_front_start(&device->front, vhost.path, stage, queue) ||
	    !wait_for(count + 1)) {
		rte_vhost_stop(device);
		return NULL;
	}
	device->id = atomic_load(&vhost.newest);
	rte_vhost_enable_guest_notification(device->id, (uint16_t)queue, 0);
	return device;
}

static unsigned int measured_rte_vhost_serve(void *end, unsigned int batch)
{
	struct rte_vhost_end *device = end;
	uint16_t count;

	if (device->writes)
		return rte_vhost_enqueue_burst(device->id, RECEIVE_QUEUE, device->packets,
		                               (uint16_t)batch);
	count = rte_vhost_dequeue_burst(device->id, TRANSMIT_QUEUE, vhost.pool,
	                                device->packets, (uint16_t)batch);
	if (count > 0)
		rte_pktmbuf_free_bulk(device->packets, count);
	return count;
}

const struct device_end rte_vhost_device = { "rte_vhost", rte_vhost_can, rte_vhost_start,
	                                     measured_rte_vhost_serve, rte_vhost_stop };

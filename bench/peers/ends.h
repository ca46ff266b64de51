/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the benchmark knows of an end of a virtqueue: a device end that serves
 * what a neutral driver makes available, a driver end whose chains a neutral
 * device uses. Each library has an adapter that fills these in; nothing else
 * here knows whom it measures.
 *
 * The adapters of Linux's files are compiled with the kernel's headers in
 * user space, so this one stands alone.
 */
#ifndef BENCH_ENDS_H
#define BENCH_ENDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUEUE_SIZE  256
#define MOST_BATCH  32
#define MOST_CHAINS 64 /* in flight */
#define BUFFERS     3
#define HEADER      12 /* of what rte_vhost takes for a packet: skipped, or written as zeros */
#define PAYLOAD     64

/* What a device end does with the bytes of a chain. */
enum work {
	WORK_LOOK,  /* learns where each segment is */
	WORK_READ,  /* all readable: HEADER skipped, PAYLOAD copied out */
	WORK_WRITE, /* all writable: HEADER and PAYLOAD written */
};

struct shape {
	bool packed, indirect, in_order;
	bool event_idx;
	unsigned int buffers; /* of a chain: 1 or BUFFERS */
	enum work work;
};

/* Memory that both ends see: the rings in the first part, buffers in the second. */
#define PARTS 2
struct stage_part {
	uint64_t guest; /* address as it stands in descriptors */
	uint8_t *host;
	size_t size;
	uint64_t offset; /* in the file */
};

struct stage {
	struct shape shape;
	uint64_t features; /* bits 0..63, negotiated */
	int fd;
	struct stage_part parts[PARTS];
	void *descriptors, *driver_area, *device_area; /* QUEUE_SIZE entries */
};

/* A buffer of chain `slot`, as descriptors name it. */
struct stage_buffer {
	uint64_t address;
	uint32_t length;
	bool writable;
};

struct stage_buffer stage_buffer(const struct stage *stage, unsigned int slot,
                                 unsigned int index);
uint32_t stage_writable(const struct stage *stage); /* bytes of a chain */

/*
 * Zeroed, for what an end remembers; to be freed. No other end has anything in the same
 * cache lines, which would go to and fro for nothing. NULL: there is no memory.
 */
void *end_memory(size_t size);

/*
 * The functions named measured_* are counted by callgrind, whole, so an
 * adapter's other functions are not called that.
 */
struct device_end {
	const char *name;
	bool (*can)(const struct shape *shape);
	void *(*start)(const struct stage *stage); /* NULL: it does not */
	/* Takes up to `batch` chains, does the work of the shape, gives them back,
	   decides whether to notify. How many. */
	unsigned int (*serve)(void *end, unsigned int batch);
	void (*stop)(void *end);
};

struct driver_end {
	const char *name;
	bool (*can)(const struct shape *shape);
	/* May put the queue's areas elsewhere in this process, and says so in the stage. */
	void *(*start)(struct stage *stage);
	void (*add)(void *end, unsigned int batch); /* and publishes */
	unsigned int (*reap)(void *end, unsigned int most);
	void (*stop)(void *end);
};

extern const struct device_end vqsmith_device, rte_vhost_device, vringh_device;
extern const struct driver_end vqsmith_driver, linux_driver;

/* The neutral ones. */
void *neutral_driver_start(const struct stage *stage);
void neutral_driver_add(void *driver, unsigned int batch);
unsigned int neutral_driver_reap(void *driver, unsigned int most);

void *neutral_device_start(const struct stage *stage);
unsigned int neutral_device_serve(void *device, unsigned int batch);

/* rte_vhost: the environment that it needs; false: not to be had. */
bool rte_vhost_begin(unsigned int cpu);
void rte_vhost_end(void);

#endif

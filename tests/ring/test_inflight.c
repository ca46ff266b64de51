/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device end that is killed: at whatever instruction that happens, a successor goes on
 * by the record of what was in flight, and each chain is used once. And records that
 * somebody has spoilt.
 *
 * The device end runs in a process of its own, one instruction after another. Each time
 * the shared memory has changed it is as a kill there would leave it.
 */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pair.h"

#define ODD    13 /* packed alone */
#define SIZE   16
#define RECORD 24 /* entries that it has room for */
#define TOKENS 400
#define DATA   64 /* bytes of each token: three readable pieces, one writable */
#define GUEST  UINT64_C(0x40000000)
#define ROOM   64 /* segments */
#define TABLES 4  /* entries of each indirect table */

/* All that both processes have. */
struct shared {
	_Alignas(4096) unsigned char descriptors[4096];
	unsigned char driver_area[4096], device_area[4096];
	_Alignas(8) unsigned char record[4096];
	unsigned char tables[VQS_QUEUE_SIZE_MAX / 512][TABLES * 16];
	unsigned char data[TOKENS * DATA];
};

struct driver {
	struct vqs_driver_ring ring;
	struct vqs_driver_slot slots[SIZE];
	unsigned int added, used; /* tokens */
	bool done[TOKENS];
};

struct device {
	struct vqs_device_ring ring;
	struct vqs_inflight inflight;
	struct vqs_inflight_entry entries[RECORD];
	uint8_t held[SIZE];
	struct vqs_device_turn turns[SIZE];
	struct vqs_segment segments[ROOM];
	struct vqs_used mine[SIZE]; /* taken and not given back */
	unsigned int count;
};

struct scene {
	struct shared *shared;
	struct vqs_ring ring;
	struct vqs_region region;
	struct vqs_memory memory;
	struct driver driver;
	struct device device;
};

/* ---- The driver --------------------------------------------------------------- */

static uint64_t guest_of(const struct scene *scene, const void *at)
{
	return GUEST + (uint64_t)((const unsigned char *)at -
	                          (const unsigned char *)scene->shared);
}

/* Of one to three readable pieces, each of which says which token it is. */
static bool add(struct scene *scene)
{
	struct driver *driver = &scene->driver;
	const unsigned int token = driver->added, pieces = 1 + token % 3;
	unsigned char *data = scene->shared->data + token * DATA;
	struct vqs_buffer buffers[4];

	assert_true(token < TOKENS);
	for (unsigned int i = 0; i < pieces; i++) {
		put32(data + 8 * i, token);
		buffers[i] = (struct vqs_buffer){ guest_of(scene, data + 8 * i), 4 };
	}
	buffers[pieces] = (struct vqs_buffer){ guest_of(scene, data + 32), 4 };
	if (vqs_driver_ring_add(&driver->ring, buffers, pieces, 1,
	                        (void *)(uintptr_t)(token + 1)))
		return false;
	driver->added++;
	return true;
}

static void fill(struct scene *scene, unsigned int most)
{
	while (most-- > 0 && add(scene))
		;
	vqs_driver_ring_publish(&scene->driver.ring);
}

/* Each token comes back once, with what its device end wrote. */
static void reap(struct scene *scene)
{
	struct driver *driver = &scene->driver;
	struct vqs_done done;

	while (vqs_driver_ring_reap(&driver->ring, &done, 1) == 1) {
		const unsigned int token = (unsigned int)(uintptr_t)done.token - 1;
		const unsigned char *data = scene->shared->data + token * DATA;

		assert_false(driver->done[token]);
		driver->done[token] = true;
		driver->used++;
		assert_int_equal(done.length, 4);
		assert_int_equal(get16(data + 32), token ^ 0x5aa5);
	}
	assert_int_equal(driver->ring.fault, VQS_FAULT_NONE);
}

/* ---- The device --------------------------------------------------------------- */

static int begin(struct scene *scene, bool go_on)
{
	struct device *device = &scene->device;
	const struct vqs_device_ring_storage storage = { device->held, device->turns };

	memset(device, 0xa5, sizeof(*device));
	device->count = 0;
	device->inflight = (struct vqs_inflight){ .record = scene->shared->record,
		                                  .entries = device->entries,
		                                  .size = RECORD };
	assert_int_equal(vqs_device_ring_init(&device->ring, &scene->ring, &scene->memory,
	                                      &storage),
	                 0);
	return vqs_device_ring_track(&device->ring, &device->inflight, go_on);
}

/* Writes the answer of a chain; false: it is not one of the driver's. */
static bool answer(const struct vqs_chain *chain)
{
	const unsigned int token = get16(chain->segments[0].base);

	if (chain->readable != 1 + token % 3 || chain->writable != 1)
		return false;
	for (unsigned int i = 1; i < chain->readable; i++)
		if (get16(chain->segments[i].base) != token)
			return false;
	put16(chain->segments[chain->readable].base, (uint16_t)(token ^ 0x5aa5));
	return true;
}

/* Up to `most`; whether all were sound. */
static bool take(struct device *device, unsigned int most)
{
	struct vqs_chain chains[SIZE];
	int taken =
	        vqs_device_ring_take(&device->ring, chains, most, device->segments, ROOM);

	for (int i = 0; i < taken; i++) {
		if (!answer(&chains[i]))
			return false;
		device->mine[device->count++] =
		        (struct vqs_used){ chains[i].id, chains[i].slots, 4 };
	}
	return taken >= 0;
}

/* The last `count`, so that the oldest stay: out of order. */
static bool give(struct device *device, unsigned int count)
{
	struct vqs_used used[SIZE];

	if (count > device->count)
		count = device->count;
	for (unsigned int i = 0; i < count; i++)
		used[i] = device->mine[--device->count];
	return vqs_device_ring_give(&device->ring, used, count) == 0;
}

/* The oldest one. */
static bool give_oldest(struct device *device)
{
	const struct vqs_used used = device->mine[0];

	if (device->count == 0)
		return true;
	device->count--;
	memmove(device->mine, device->mine + 1, device->count * sizeof(used));
	return vqs_device_ring_give(&device->ring, &used, 1) == 0;
}

/* ---- A scene ------------------------------------------------------------------ */

/* The driver begins with a new ring. */
static void drive(struct scene *scene)
{
	struct vqs_driver_ring_storage storage = { .slots = scene->driver.slots };
	struct shared *shared = scene->shared;

	if (vqs_features_has(&scene->ring.features, VQS_F_INDIRECT_DESC)) {
		storage.indirect = shared->tables;
		storage.indirect_address = guest_of(scene, shared->tables);
		storage.indirect_entries = TABLES;
	}
	assert_int_equal(
	        vqs_driver_ring_init(&scene->driver.ring, &scene->ring, &storage), 0);
}

static void make(struct scene *scene, uint16_t size, bool indirect)
{
	struct shared *shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
	                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	assert_true(shared != MAP_FAILED);
	memset(scene, 0, sizeof(*scene));
	scene->shared = shared;
	scene->region = (struct vqs_region){ GUEST, sizeof(*shared), shared };
	scene->memory = (struct vqs_memory){ .regions = &scene->region, .count = 1 };
	scene->ring = (struct vqs_ring){ .size = size,
		                         .descriptors = shared->descriptors,
		                         .driver_area = shared->driver_area,
		                         .device_area = shared->device_area };
	if (pair_packed())
		vqs_features_add(&scene->ring.features, VQS_F_RING_PACKED);
	if (pair_in_order())
		vqs_features_add(&scene->ring.features, VQS_F_IN_ORDER);
	vqs_features_add(&scene->ring.features, VQS_F_EVENT_IDX);
	if (indirect)
		vqs_features_add(&scene->ring.features, VQS_F_INDIRECT_DESC);
	drive(scene);
	assert_int_equal(begin(scene, true), 0);
}

static void unmake(struct scene *scene)
{
	munmap(scene->shared, sizeof(*scene->shared));
}

/* Goes round the ring, until what is free is in no order any more. */
static void warm_up(struct scene *scene, unsigned int rounds)
{
	struct device *device = &scene->device;

	for (unsigned int i = 0; i < rounds; i++) {
		fill(scene, 3 + i % 4);
		assert_true(take(device, SIZE));
		assert_true(i % 5 == 4 ? give_oldest(device) : true);
		assert_true(give(device, 1 + i % 4));
		reap(scene);
	}
}

/* A successor ends all that there is, and then works as ever. */
static void take_over(struct scene *scene, bool busy)
{
	struct driver *driver = &scene->driver;
	struct device *device = &scene->device;

	if (busy) { /* what is used comes round again before there is a successor */
		reap(scene);
		fill(scene, 4);
	}
	assert_int_equal(begin(scene, true), 0);
	for (unsigned int i = 0; i < 3; i++) {
		assert_true(take(device, 2));
		assert_true(give(device, 1));
	}
	while (driver->used < driver->added) {
		assert_true(take(device, SIZE));
		assert_true(give(device, SIZE));
		reap(scene);
	}
	warm_up(scene, 9);
	assert_true(take(device, SIZE));
	assert_true(give(device, SIZE));
	reap(scene);
	assert_int_equal(driver->used, driver->added);
	assert_int_equal(vqs_device_ring_held(&device->ring), 0);
}

/* ---- Killed ------------------------------------------------------------------- */

/* What the process that is to be killed does. */
static void work(struct device *device)
{
	bool good = take(device, 3) && give(device, 2) && take(device, 4) &&
	            give_oldest(device) && give(device, 3) && take(device, SIZE) &&
	            give(device, SIZE);

	_exit(good ? 0 : 1);
}

static pid_t start_work(struct scene *scene)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0)
			_exit(77);
		raise(SIGSTOP);
		work(&scene->device);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
		print_message("no process can be traced here\n");
		exit(77);
	}
	assert_true(WIFSTOPPED(status));
	return child;
}

/* One instruction. False: it has ended, as it should. */
static bool step(pid_t child)
{
	int status;

	assert_int_equal(ptrace(PTRACE_SINGLESTEP, child, NULL, NULL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSTOPPED(status))
		return true;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

/* As if it were killed here; all is put back afterwards. */
static void kill_here(struct scene *scene, const struct shared *now)
{
	static struct scene kept;

	for (int busy = 0; busy < 2; busy++) {
		kept = *scene;
		take_over(scene, busy);
		*scene = kept;
		*scene->shared = *now;
	}
}

static unsigned int killed(uint16_t size, bool indirect, unsigned int rounds)
{
	static struct shared now;
	static struct scene scene;
	unsigned int states = 0;
	pid_t child;

	make(&scene, size, indirect);
	warm_up(&scene, rounds);
	fill(&scene, size);
	child = start_work(&scene);
	now = *scene.shared;
	while (step(child)) {
		if (memcmp(&now, scene.shared, sizeof(now)) == 0)
			continue;
		now = *scene.shared;
		kill_here(&scene, &now);
		states++;
	}
	take_over(&scene, false);
	unmake(&scene);
	return states;
}

static void killed_anywhere(void **state)
{
	unsigned int states = 0;

	(void)state;
	for (unsigned int rounds = 0; rounds < 12; rounds++) {
		states += killed(SIZE, rounds % 2, rounds);
		if (pair_packed())
			states += killed(ODD, rounds % 2, rounds);
	}
	print_message("%u states of memory to be killed in\n", states);
	assert_true(states > 300);
}

/* ---- Spoilt ------------------------------------------------------------------- */

/* Whatever the record says, nothing breaks but the queue. */
static void go_on_somehow(struct scene *scene, unsigned int *good)
{
	struct device *device = &scene->device;
	int error = begin(scene, true);

	assert_true(error == 0 || error == -EBADMSG || error == -EIO);
	if (error)
		return;
	(*good)++;
	for (unsigned int i = 0; i < 4; i++) {
		struct vqs_chain chains[SIZE];
		int taken = vqs_device_ring_take(&device->ring, chains, SIZE,
		                                 device->segments, ROOM);

		for (int k = 0; k < taken; k++) {
			const struct vqs_used used = { chains[k].id, chains[k].slots, 0 };

			assert_in_range(chains[k].segments - device->segments, 0,
			                ROOM - 1);
			assert_int_equal(vqs_device_ring_give(&device->ring, &used, 1),
			                 0);
		}
	}
}

static void spoil(struct shared *shared, unsigned int seed)
{
	const size_t bytes = vqs_inflight_bytes(RECORD, pair_packed());
	static const uint8_t values[] = { 0, 1, 2, RECORD - 1, RECORD, 0x7f, 0x80, 0xff };

	srand(seed);
	for (int i = rand() % 4; i >= 0; i--) {
		size_t at = (size_t)rand() % bytes;

		if (rand() % 3 == 0)
			at %= 32;
		shared->record[at] = rand() % 2 ? values[rand() % 8] : (uint8_t)rand();
	}
}

static void spoilt(void **state)
{
	static struct scene scene, kept;
	static struct shared now;
	unsigned int good = 0;

	(void)state;
	make(&scene, SIZE, false);
	warm_up(&scene, 11);
	fill(&scene, SIZE);
	assert_true(take(&scene.device, SIZE));
	assert_true(give(&scene.device, 2));
	now = *scene.shared;
	for (unsigned int seed = 0; seed < 30000; seed++) {
		kept = scene;
		spoil(scene.shared, seed);
		go_on_somehow(&scene, &good);
		scene = kept;
		*scene.shared = now;
	}
	print_message("%u of 30000 spoilt records seemed sound\n", good);
	assert_in_range(good, 1, 29999);
	take_over(&scene, false);
	unmake(&scene);
}

/* One that another device end may have made, for another size. */
static void of_another_size(void **state)
{
	static struct scene scene;

	(void)state;
	make(&scene, SIZE, false);
	scene.device.inflight.size = SIZE - 1;
	assert_int_equal(
	        vqs_device_ring_track(&scene.device.ring, &scene.device.inflight, true),
	        -EINVAL);
	scene.shared->record[10]--;
	assert_int_equal(begin(&scene, true), -EBADMSG);
	assert_int_equal(begin(&scene, false), 0); /* anew */
	assert_int_equal(scene.shared->record[10] + scene.shared->record[11], RECORD);
	take_over(&scene, true);
	unmake(&scene);
}

/* The driver was reset meanwhile, and whoever keeps the record did not notice. */
static void of_another_ring(void **state)
{
	static struct scene scene;

	(void)state;
	for (unsigned int rounds = 1; rounds < 40; rounds++) {
		make(&scene, SIZE, false);
		warm_up(&scene, rounds);
		if (rounds % 3) {
			assert_true(take(&scene.device, SIZE));
			assert_true(give(&scene.device, SIZE));
			reap(&scene);
		}
		drive(&scene);
		scene.driver.added = scene.driver.used = 0;
		memset(scene.driver.done, 0, sizeof(scene.driver.done));
		fill(&scene, rounds % 2 ? 3 : 0);
		take_over(&scene, rounds % 5 == 0);
		unmake(&scene);
	}
}

/* What is handed back was never taken. */
static void handed_back(void **state)
{
	static struct scene scene;
	struct device *device = &scene.device;

	(void)state;
	make(&scene, SIZE, false);
	warm_up(&scene, 7);
	assert_true(take(device, SIZE));
	assert_true(give(device, SIZE));
	reap(&scene);
	fill(&scene, 3);
	assert_true(take(device, 3));
	for (int i = 0; i < 2; i++)
		assert_true(vqs_device_ring_untake(&device->ring,
		                                   &device->mine[--device->count]));
	assert_int_equal(vqs_device_ring_held(&device->ring), 1);
	take_over(&scene, false);
	unmake(&scene);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(killed_anywhere), cmocka_unit_test(spoilt),
		cmocka_unit_test(of_another_size), cmocka_unit_test(of_another_ring),
		cmocka_unit_test(handed_back),
	};

	return pair_run(argc, argv, tests, PAIR_COUNT(tests), NULL, 0);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A peer can change a half while it is decoded. Each byte is fetched once, and
 * what was judged is what the native form has.
 */
#define _DEFAULT_SOURCE 1
#include "pieces.h"

#include <sys/mman.h>

#include "../ring/watch.h"

#define PAGE 4096

static struct {
	uint8_t *page;
	unsigned int seen[PAGE];
} peer;

/* What was read is another value the moment after. */
static void spoil(void *context, const void *address)
{
	size_t at = (size_t)((const uint8_t *)address - peer.page);

	(void)context;
	peer.seen[at]++;
	peer.page[at] ^= 0xff;
}

static void watch_decoding(const struct sample *sample)
{
	struct vqs_segment segment = { peer.page, sample->length };
	struct vqs_span span = { &segment, 0, sample->length };
	union native native;
	int result;

	memcpy(peer.page, sample->bytes, sample->length);
	memset(peer.seen, 0, sizeof(peer.seen));
	watch_start(peer.page, PAGE, spoil, NULL);
	result = vqs_half_decode(sample_half(sample), &span, NULL, &native, NULL);
	watch_stop();
	assert_int_equal(result, 0);
	sample->check(&native);
}

static void test_each_byte_once(void **state)
{
	(void)state;
	if (!watch_possible())
		skip();
	for (unsigned int i = 0; i < sample_count; i++) {
		unsigned int accesses = 0;

		watch_decoding(&samples[i]);
		for (uint32_t at = 0; at < samples[i].length; at++) {
			assert_true(peer.seen[at] <= 1);
			accesses += peer.seen[at];
		}
		/* A half without values is not looked at at all; the others are. */
		assert_true(accesses > 0 || !strcmp(samples[i].name, "note"));
		for (uint32_t at = samples[i].length; at < PAGE; at++)
			assert_int_equal(peer.seen[at], 0);
	}
}

/* The opcode is read once, by the search; decoding does not come back for it. */
static void test_opcode_once(void **state)
{
	const struct vqs_family *family = &lamp_type.families[LAMP_FAMILY_REQUEST];
	const struct vqs_message *message;
	struct lamp_set_level_readable native;
	struct vqs_segment segment = { peer.page, 16 };
	struct vqs_span span = { &segment, 0, 16 };

	(void)state;
	if (!watch_possible())
		skip();
	memset(peer.page, 0, 16);
	peer.page[0] = 1;
	memset(peer.seen, 0, sizeof(peer.seen));
	watch_start(peer.page, PAGE, spoil, NULL);
	message = vqs_family_find(family, &span, NULL);
	if (message)
		vqs_half_decode(&message->readable, &span, NULL, &native, NULL);
	watch_stop();
	assert_non_null(message);
	assert_int_equal(peer.seen[0] + peer.seen[1], 1);
}

static int map_page(void **state)
{
	(void)state;
	peer.page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
	                 -1, 0);
	return peer.page == MAP_FAILED;
}

static int unmap_page(void **state)
{
	(void)state;
	return munmap(peer.page, PAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_byte_once),
		cmocka_unit_test(test_opcode_once),
	};

	return cmocka_run_group_tests(tests, map_page, unmap_page);
}

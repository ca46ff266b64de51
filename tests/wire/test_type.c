/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Families, virtqueues and features of a type.
 */
#include "pieces.h"

/* Every two-byte opcode, cut through its middle. */
static void test_find(void **state)
{
	const struct vqs_family *family = &lamp_type.families[LAMP_FAMILY_REQUEST];

	(void)state;
	for (uint32_t opcode = 0; opcode <= UINT16_MAX; opcode++) {
		uint8_t low = (uint8_t)opcode, high = (uint8_t)(opcode >> 8);
		struct vqs_segment segments[2] = { { &low, 1 }, { &high, 1 } };
		struct vqs_span half = { segments, 0, 2 };
		struct vqs_wire_error error = { VQS_FINE, NULL, 0, 0 };
		const struct vqs_message *message =
		        vqs_family_find(family, &half, &error);

		if ((opcode >= 1 && opcode <= 7) || opcode == 0x100) {
			assert_non_null(message);
			assert_int_equal(message->opcode, opcode);
			continue;
		}
		assert_null(message);
		assert_int_equal(error.problem, VQS_BAD_OPCODE);
		assert_int_equal(error.value, opcode);
	}
}

static void test_find_too_short(void **state)
{
	uint8_t bytes[4] = { 1, 0, 0, 0 };
	struct vqs_segment segment = { bytes, 4 };
	struct vqs_wire_error error;

	(void)state;
	for (uint32_t length = 0; length < 4; length++) {
		struct vqs_span half = { &segment, 0, length };

		assert_null(vqs_family_find(&lamp_type.families[LAMP_FAMILY_BULK], &half,
		                            &error));
		assert_int_equal(error.problem, VQS_TOO_SHORT);
	}
}

static void test_find_without_opcode(void **state)
{
	struct vqs_family family = lamp_type.families[LAMP_FAMILY_BULK];
	struct vqs_span none = { NULL, 0, 0 };

	(void)state;
	family.opcode.present = false;
	assert_ptr_equal(vqs_family_find(&family, &none, NULL), family.messages);
}

static void test_place(void **state)
{
	struct vqs_place front = { .kind = VQS_LE32, .present = true, .offset = 2 };
	struct vqs_place back = {
		.kind = VQS_LE16, .present = true, .from_end = true, .offset = 2
	};
	uint32_t at;

	(void)state;
	assert_false(vqs_place_at(&front, 0, &at));
	assert_false(vqs_place_at(&front, 5, &at));
	assert_true(vqs_place_at(&front, 6, &at));
	assert_int_equal(at, 2);
	assert_false(vqs_place_at(&back, 1, &at));
	assert_true(vqs_place_at(&back, 2, &at));
	assert_int_equal(at, 0);
	assert_true(vqs_place_at(&back, UINT32_MAX, &at));
	assert_int_equal(at, UINT32_MAX - 2);
	back.present = false;
	assert_false(vqs_place_at(&back, 9, &at));
}

static void test_queues(void **state)
{
	static const struct vqs_type nothing;

	(void)state;
	assert_int_equal(vqs_type_queue_count(&lamp_type), 6);
	assert_string_equal(vqs_type_queue(&lamp_type, 0)->name, "requests");
	assert_string_equal(vqs_type_queue(&lamp_type, 1)->name, "events");
	for (unsigned int i = 2; i < 6; i++)
		assert_string_equal(vqs_type_queue(&lamp_type, i)->name, "bulk");
	assert_null(vqs_type_queue(&lamp_type, 6));
	assert_null(vqs_type_queue(&lamp_type, UINT32_MAX));
	assert_int_equal(vqs_type_queue_count(&nothing), 0);
	assert_null(vqs_type_queue(&nothing, 0));
}

/* ---- Features ------------------------------------------------------------------ */

static struct vqs_features set_of(unsigned int a, unsigned int b, unsigned int c)
{
	struct vqs_features set = { { 0, 0 } };

	vqs_features_add(&set, a);
	vqs_features_add(&set, b);
	vqs_features_add(&set, c);
	return set;
}

static const char *refused(const struct vqs_features *offered,
                           struct vqs_features accepted)
{
	const struct vqs_feature_type *feature =
	        vqs_type_refuses(&lamp_type, offered, &accepted);

	return feature ? feature->name : "";
}

#define NONE VQS_FEATURE_BITS

static void test_features(void **state)
{
	struct vqs_features all = lamp_type.features;
	struct vqs_features some = set_of(LAMP_F_MOTION, NONE, NONE);

	(void)state;
	assert_string_equal(refused(&all, set_of(NONE, NONE, NONE)), "");
	assert_string_equal(refused(&all, set_of(LAMP_F_MOTION, LAMP_F_MANY, NONE)), "");
	assert_string_equal(refused(&all, set_of(LAMP_F_COLOUR, NONE, NONE)), "COLOUR");
	assert_string_equal(refused(&all, set_of(LAMP_F_COLOUR, LAMP_F_SCENES, NONE)),
	                    "");
	assert_string_equal(
	        refused(&all, set_of(LAMP_F_COLOUR, LAMP_F_SCENES, LAMP_F_OLD)), "OLD");
	assert_string_equal(refused(&all, set_of(LAMP_F_OLD, NONE, NONE)), "");
	assert_string_equal(refused(&some, set_of(LAMP_F_SCENES, NONE, NONE)), "SCENES");
	/* Ring features are not the type's business; other strange ones are. */
	assert_string_equal(refused(&some, set_of(VQS_F_VERSION_1, VQS_F_EVENT_IDX, 49)),
	                    "");
	assert_string_not_equal(refused(&all, set_of(23, NONE, NONE)), "");
	assert_string_not_equal(refused(&all, set_of(51, NONE, NONE)), "");
	assert_string_not_equal(refused(&all, set_of(127, NONE, NONE)), "");
}

static void test_required(void **state)
{
	const struct vqs_feature_type must = { .name = "MUST",
		                               .bit = 60,
		                               .required = true };
	const struct vqs_type type = { .feature_types = &must, .feature_count = 1 };
	struct vqs_features offered = set_of(60, NONE, NONE);
	struct vqs_features none = set_of(NONE, NONE, NONE);

	(void)state;
	assert_ptr_equal(vqs_type_refuses(&type, &offered, &none), &must);
	assert_null(vqs_type_refuses(&type, &offered, &offered));
	assert_null(vqs_type_refuses(&type, &none, &none));
}

static void test_at_least_one(void **state)
{
	const struct vqs_feature_type features[] = { { .name = "DAY", .bit = 3 },
		                                     { .name = "NIGHT", .bit = 60 } };
	const struct vqs_features any[] = { { { 1 << 3 } }, { { UINT64_C(1) << 60 } } };
	const struct vqs_condition one = { any, 2 };
	const struct vqs_type type = {
		.features = { { 1 << 3 | UINT64_C(1) << 60 } },
		.feature_types = features,
		.feature_count = 2,
		.at_least_one = &one,
		.at_least_one_count = 1,
	};
	struct vqs_features day = set_of(3, NONE, NONE), night = set_of(60, NONE, NONE);
	struct vqs_features both = set_of(3, 60, NONE), none = set_of(NONE, NONE, NONE);

	(void)state;
	assert_null(vqs_type_refuses(&type, &both, &day));
	assert_null(vqs_type_refuses(&type, &both, &night));
	assert_null(vqs_type_refuses(&type, &both, &both));
	/* The one that could be the one is the first that is offered. */
	assert_ptr_equal(vqs_type_refuses(&type, &both, &none), &features[0]);
	assert_ptr_equal(vqs_type_refuses(&type, &night, &none), &features[1]);
	assert_ptr_equal(vqs_type_refuses(&type, &none, &none), &features[0]);
}

static void test_imply(void **state)
{
	const struct vqs_feature_type features[] = {
		{ .name = "NEW", .bit = 70 }, { .name = "OLD", .bit = 1, .implied = true }
	};
	const struct vqs_type type = {
		.features = { { 1 << 1, 1 << 6 } },
		.feature_types = features,
		.feature_count = 2,
	};
	struct vqs_features ring = set_of(VQS_F_VERSION_1, NONE, NONE);
	struct vqs_features new = set_of(VQS_F_VERSION_1, 70, NONE);

	(void)state;
	vqs_type_imply(&type, &ring);
	assert_true(vqs_features_has(&ring, 1));
	vqs_type_imply(&type, &new);
	assert_false(vqs_features_has(&new, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_too_short),
		cmocka_unit_test(test_find_without_opcode),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_queues),
		cmocka_unit_test(test_features),
		cmocka_unit_test(test_required),
		cmocka_unit_test(test_at_least_one),
		cmocka_unit_test(test_imply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

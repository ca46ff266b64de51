/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rules that guess from words, and rules that ask, beyond their fixtures: what is
 * just allowed, each way to break one, and what an answer does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "judge.h"

static void compare(const char *text, char *found, const char *findings)
{
	if (strcmp(found, findings) != 0)
		print_error("%s", text);
	assert_string_equal(found, findings);
	free(found);
}

static void expect(const char *text, const char *findings)
{
	compare(text, judge(text), findings);
}

static void expect_questions(const char *text, const char *questions)
{
	compare(text, judge_questions(text), questions);
}

/* One field of the configuration space, in line 2. */
static void expect_field(const char *field, const char *findings)
{
	char text[400];

	snprintf(text, sizeof(text), "config:\n  %s\n", field);
	expect(text, findings);
}

/* The readable half of the only request, in line 4. */
static void expect_readable(const char *half, const char *findings)
{
	char text[600];

	snprintf(text, sizeof(text),
	         "messages:\n"
	         "  wish:\n"
	         "    summary: W.\n"
	         "    set: {opcode: 1, readable: %s, summary: S.}\n",
	         half);
	expect(text, findings);
}

/* ---- Names and bits ----------------------------------------------------------- */

static void test_names(void **state)
{
	(void)state;
	expect("device: blk\n", "warning ID-11 1");
	expect("device: rng\n", "warning ID-11 1");
	expect("device: pci\n", "warning ID-11 1");
	expect("device: blk\nid: 2\nexisting: yes\n", "");
	expect("device: blk2\n", "");
}

static void test_bits_given_out(void **state)
{
	(void)state;
	expect("features:\n"
	       "  a: {bit: 0, behaviour: A., summary: A.}\n"
	       "  b: {bit: 1, behaviour: B., summary: B.}\n"
	       "  c: {bit: 4, behaviour: C., summary: C.}\n",
	       "note FT-19 4");
	expect("features:\n  a: {bit: 64, behaviour: A., summary: A.}\n",
	       "warning FT-13 2");
	expect("features:\n  spare: {bit: 0, behaviour: A., summary: A.}\n",
	       "warning FT-15 2");
	expect("features:\n  a: {bit: 0, behaviour: It is to do., summary: A.}\n", "");
}

/* ---- The configuration space -------------------------------------------------- */

static void test_meaning(void **state)
{
	(void)state;
	expect_field("a: {type: le32, summary: \"Negotiation, as it were.\"}",
	             "warning CF-17 2");
	expect_field("a: {type: le32, summary: What is renegotiated.}", "");
	expect_field("link: {type: u8, summary: A.}", "warning CF-18 2");
	expect_field("linkage: {type: u8, summary: A.}", "");
	expect_field("link: {type: u8, access: rw, default: 0, summary: A.}", "");
	expect_field("tag: {type: \"u8[8]\", summary: In UTF-8.}", "warning CF-25 2");
	expect_field("tag: {type: \"u8[8]\", summary: Padded with NUL.}",
	             "warning CF-25 2");
	expect_field("tag: {type: \"u8[8]\", summary: Eight bytes of any kind.}", "");
	expect_field("tag: {type: le32, summary: A.}", "");
	expect_field("base: {type: le64, summary: A.}", "warning CF-26 2");
	expect_field("base: {type: u8, summary: A.}", "");
	expect_field("mac_address: {type: \"u8[6]\", summary: A.}", "");
	expect("config:\n"
	       "  start: {type: le64, summary: A.}\n"
	       "  size: {type: le64, summary: A.}\n",
	       "warning CF-26 2");
}

static void test_counts(void **state)
{
	(void)state;
	expect("config:\n  n: {type: le32, summary: N.}\n"
	       "queues:\n  a: {carries: wish, count: n, summary: A.}\n",
	       "error VQ-07 4");
	expect("config:\n  n: {type: le16, max: 9, changes: yes, summary: N.}\n"
	       "queues:\n  a: {carries: wish, count: n, summary: A.}\n",
	       "error CF-27 4");
	expect("config:\n  n: {type: le16, min: 0, max: 9, summary: N.}\n"
	       "queues:\n  a: {carries: wish, count: n, summary: A.}\n",
	       "error CF-27 4");
	expect("queues:\n  a: {carries: wish, count: 3, summary: A.}\n"
	       "  b: {carries: wish, summary: B.}\n",
	       "");
}

static void test_holes(void **state)
{
	static const char features[] = "features:\n"
	                               "  a: {bit: 0, summary: A.}\n"
	                               "  b: {bit: 1, requires: a, summary: B.}\n"
	                               "queues:\n"
	                               "  x: {carries: wish, summary: X.}\n";
	char text[400];

	(void)state;
	snprintf(text, sizeof(text), "%s%s", features,
	         "  y: {if: a, carries: wish, summary: Y.}\n"
	         "  z: {if: b, carries: wish, summary: Z.}\n");
	expect(text, "");
	snprintf(text, sizeof(text), "%s%s", features,
	         "  y: {if: b, carries: wish, summary: Y.}\n"
	         "  z: {if: a, carries: wish, summary: Z.}\n");
	expect(text, "warning VQ-05 6");
}

/* ---- Messages ------------------------------------------------------------------ */

static void test_bounds(void **state)
{
	(void)state;
	expect_readable("{n: u8, p: u8, q: le16, d: \"le32[n]\"}", "");
	expect_readable("{n: le32, d: \"u8[n]\"}", "warning ST-18 4");
	expect_readable("{n: le32, d: {type: \"u8[n]\", most: 64}}", "");
	expect_readable("{n: le64, d: \"u8[n]\"}", "error VQ-22 4");
	expect_readable("{n: {type: le64, max: 4294967295}, d: \"u8[n]\"}", "");
	expect_readable("{n: {type: le64, max: 4294967296}, d: \"u8[n]\"}",
	                "error VQ-22 4");
	expect_readable("{n: {type: le32, max: 1073741824}, d: \"le32[n]\"}",
	                "error VQ-22 4");
	expect_readable("{n: u8, d: \"u8[n]\"}", "warning ST-21 4");
}

static void test_contents(void **state)
{
	(void)state;
	expect_readable("{flags: le16}", "warning ST-20 4");
	expect_readable("{flags: {type: le16, flags: {a: 0}}}", "");
	expect_readable("{id: le16}", "warning ST-22 4");
	expect_readable("{id: {type: le16, max: 3}}", "");
	expect_readable("{id: {type: le16, summary: The driver's.}}", "");
	expect_readable("{pfn: le32}", "warning ST-16 4");
	expect_readable("{uuid: \"u8[8]\"}", "warning LC-05 4");
	expect_readable("{uuid: \"u8[16]\"}", "");
	expect_readable("{level: be16}", "warning ST-15 4");
	expect_readable("{level: {type: be16, defined_by: RFC 1}}", "");
}

/* ---- Buffers -------------------------------------------------------------------- */

static void test_segments(void **state)
{
	(void)state;
	expect("config:\n  seg_max: {type: le32, max: 63, summary: S.}\n"
	       "queues:\n  a: {carries: wish, size: 64, summary: A.}\n",
	       "warning VQ-09 2");
	expect("config:\n  seg_max: {type: le32, max: 62, summary: S.}\n"
	       "queues:\n  a: {carries: wish, size: 64, summary: A.}\n",
	       "");
}

#define POSTED(half)                                                                     \
	"queues:\n"                                                                      \
	"  requests: {carries: wish, summary: W.}\n"                                     \
	"  events: {posted: event, summary: E.}\n"                                       \
	"messages:\n"                                                                    \
	"  wish: {summary: W., set: {opcode: 1, summary: S.}}\n"                         \
	"  event: {summary: E., writable: " half "}\n"

static void test_posted_length(void **state)
{
	(void)state;
	expect(POSTED("{what: le32, more: \"u8[]\"}"), "warning VQ-13 6");
	expect(POSTED("{n: le32, d: \"u8[n]\"}"), "warning VQ-13 6; warning ST-18 6");
	expect(POSTED("{n: {type: le32, max: 9}, d: \"u8[n]\"}"), "");
	expect(POSTED("{what: le32, part: {type: \"u8[]\", most: 9}}"), "");
	expect(POSTED("{more: le32}"), "warning VQ-23 6");
	expect(POSTED("{more: le32, count: le32}"), "");
}

/* The writable half of a request with a header of its own, in line 6. */
static void expect_reply(const char *half, const char *trailer, const char *findings)
{
	char text[800];

	snprintf(text, sizeof(text),
	         "messages:\n"
	         "  wish:\n"
	         "    summary: W.\n"
	         "    header: {readable: {op: {type: le32, role: opcode}}}\n"
	         "    trailer: {writable: %s}\n"
	         "    get: {opcode: 1, writable: %s, summary: G.}\n",
	         trailer, half);
	expect(text, findings);
}

#define STATUS "{status: {type: u8, role: status, values: {ok: 0, unsupported: 1}}}"

static void test_replies(void **state)
{
	(void)state;
	expect_reply("{data: \"u8[]\"}", STATUS, "warning VQ-15 6");
	expect_reply("{len: le32, data: \"u8[]\"}", STATUS, "warning VQ-16 6");
	expect_reply("{len: le32, data: le32}", STATUS, "");
}

static void test_vectors_of_all(void **state)
{
	static const char text[] =
	        "vectors: %d\n"
	        "answers: {VQ-17: So be it.}\n"
	        "queues:\n"
	        "  a: {carries: wish, summary: A.}\n"
	        "  b: {carries: out, summary: B.}\n"
	        "messages:\n"
	        "  wish: {summary: W., set: {opcode: 1, summary: S.}}\n"
	        "  out: {summary: O., readable: {x: le32}}\n";
	char filled[600];

	(void)state;
	snprintf(filled, sizeof(filled), text, 3);
	expect(filled, "note IR-06 1; note VQ-17 8");
	snprintf(filled, sizeof(filled), text, 2);
	expect(filled, "note VQ-17 8");
}

/* ---- Memory and parts ----------------------------------------------------------- */

static void test_regions(void **state)
{
	(void)state;
	expect("shared_memory:\n  a: {id: 0, summary: A.}\n", "warning SM-05 2");
	expect("features:\n  f: {bit: 0, summary: F.}\n"
	       "shared_memory:\n  a: {id: 0, if: f, summary: A.}\n",
	       "");
	expect("id: 50\nanswers: {ID-03: Ours.}\ntransports: [ccw]\n"
	       "features:\n  f: {bit: 0, summary: F.}\n"
	       "shared_memory:\n  a: {id: 0, if: f, summary: A.}\n",
	       "note ID-03 1; note ID-12 3");
	expect("shared_memory:\n  a: {id: 0, bar: 4, summary: A.}\n", "error SM-06 2");
}

static void test_parts(void **state)
{
	(void)state;
	expect("device_parts:\n  a: {type: 0x200, summary: A., value: {x: le64}}\n", "");
	expect("device_parts:\n  a: {type: 0x200, summary: A., value: {x: le32}}\n",
	       "warning DP-13 2");
	expect("transports: [mmio]\n"
	       "capabilities:\n  a: {id: 0x800, summary: A., fields: {x: le64}}\n",
	       "error DP-09 3");
	expect("config:\n  dim: {type: u8, access: rw, default: 0, summary: D.}\n"
	       "device_parts:\n  dim: {type: 0x200, summary: A., value: {x: le64}}\n",
	       "");
}

/* ---- Questions ------------------------------------------------------------------ */

#define EVENTS                                                                           \
	"queues:\n"                                                                      \
	"  requests: {carries: wish, summary: W.}\n"                                     \
	"  events: {posted: event, summary: E.}\n"                                       \
	"messages:\n"                                                                    \
	"  wish: {summary: W., set: {opcode: 1, summary: S.}}\n"                         \
	"  event: {summary: E., writable: {what: le32}}\n"

static void test_asked(void **state)
{
	(void)state;
	expect_questions("", "");
	expect_questions(EVENTS, "question VQ-14 3; question LC-04 3");
	expect(EVENTS, "");
	expect_questions("config:\n  a: {type: u8, access: rw, summary: A.}\n"
	                 "  b: {type: u8, access: rw, summary: B.}\n",
	                 "question CF-28 2");
	expect_questions(
	        "config:\n"
	        "  a: {type: u8, access: rw, survives_reset: yes, summary: A.}\n",
	        "question LC-02 2");
	expect_questions("config:\n  broken: {type: u8, changes: yes, summary: A.}\n",
	                 "question LC-03 2");
	expect_questions(
	        "messages:\n  wish:\n    summary: W.\n"
	        "    open_it: {opcode: 1, readable: {paddr: le64}, summary: S.}\n",
	        "question VQ-20 4; question LC-06 4");
}

static void test_answered(void **state)
{
	(void)state;
	expect_questions(EVENTS "answers: {VQ-14: They are dropped.}\n",
	                 "question LC-04 3");
	expect(EVENTS "answers: {VQ-14: Dropped., LC-04: Dropped.}\n", "");
	expect_questions(EVENTS "id: 35\nexisting: yes\n", "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_bits_given_out),
		cmocka_unit_test(test_meaning),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_holes),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_contents),
		cmocka_unit_test(test_asked),
		cmocka_unit_test(test_answered),
		cmocka_unit_test(test_segments),
		cmocka_unit_test(test_posted_length),
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_vectors_of_all),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

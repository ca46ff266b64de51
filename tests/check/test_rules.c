/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The rules beyond their fixtures: each way to break one, what is just allowed,
 * and how `existing`, `answers` and needs change what is said.
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

static void expect(const char *text, const char *findings)
{
	char *found = judge(text);

	if (strcmp(found, findings) != 0)
		print_error("%s", text);
	assert_string_equal(found, findings);
	free(found);
}

/* ---- Numbers ---------------------------------------------------------------- */

static void test_id_range(void **state)
{
	(void)state;
	expect("id: 65536\n", "error ID-01 1");
	expect("id: 0xffffffffffffffff\n", "error ID-01 1");
	expect("id: 65535\n", "");
	expect("id: 65472\n", "");
	expect("id: 65471\n", "warning ID-03 1; note ID-04 1");
	expect("id: 64\n", "warning ID-03 1; note ID-04 1");
	expect("id: 63\n", "warning ID-03 1");
}

static void test_id_taken(void **state)
{
	(void)state;
	expect("id: 1\n", "error ID-02 1");
	expect("id: 37\n", "error ID-02 1");
	expect("id: 14\n", "warning ID-03 1");
	expect("id: 35\nexisting: yes\n", "");
	expect("id: 50\nexisting: yes\n", "error ID-02 1");
}

static void test_transports(void **state)
{
	(void)state;
	expect("id: 100\ntransports: [pci]\nanswers: {ID-03: Ours.}\n",
	       "note ID-03 1; note ID-04 1; error ID-05 2");
	expect("transports: [pci]\n", "error ID-05 1; note ID-07 3");
	expect("transports: [pci, mmio]\ntrial_pci_id: 50\n", "note ID-03 2");
	expect("transports: [pci, mmio]\ntrial_pci_id: 49\n",
	       "note ID-03 2; error ID-05 2");
	expect("transports: [pci, mmio]\ntrial_pci_id: 64\n",
	       "note ID-03 2; error ID-05 2");
	expect("id: 50\ntrial_pci_id: 51\nanswers: {ID-03: Ours.}\n",
	       "note ID-03 1; note ID-03 2; error ID-05 2");
	expect("id: 255\ntransports: [ccw]\nanswers: {ID-03: Ours.}\n",
	       "note ID-03 1; note ID-04 1");
	expect("id: 256\ntransports: [ccw]\nanswers: {ID-03: Ours.}\n",
	       "note ID-03 1; note ID-04 1; error ID-06 2");
	expect("transports: [mmio]\n", "");
}

static void test_transitional(void **state)
{
	(void)state;
	expect("transitional_pci_id: 0x1000\n", "error ID-08 1");
	expect("id: 1\nexisting: yes\ntransitional_pci_id: 0x1000\n", "");
	expect("id: 1\nexisting: yes\ntransitional_pci_id: 0x1001\n", "error ID-08 3");
	expect("id: 35\nexisting: yes\ntransitional_pci_id: 0x1006\n", "error ID-08 3");
}

/* ---- Features --------------------------------------------------------------- */

/* One feature of a bit, which only changes behaviour. */
static void expect_bit(const char *bit, const char *findings)
{
	char text[200] = "features:\n  fade: {bit: ";

	strcat(text, bit);
	strcat(text, ", behaviour: It fades., summary: Fades.}\n");
	expect(text, findings);
}

static void test_bits(void **state)
{
	(void)state;
	expect_bit("0", "");
	expect_bit("23", "note FT-19 2");
	expect_bit("24", "error FT-02 2");
	expect_bit("31", "error FT-02 2");
	expect_bit("32", "error FT-08 2");
	expect_bit("40", "error FT-02 2");
	expect_bit("41", "error FT-04 2");
	expect_bit("42", "warning FT-04 2");
	expect_bit("43", "error FT-02 2");
	expect_bit("44", "error FT-01 2");
	expect_bit("49", "error FT-01 2");
	expect_bit("50", "note FT-19 2");
	expect_bit("127", "warning FT-13 2");
	expect_bit("128", "error FT-03 2");
	expect_bit("0xffffffffffffffff", "error FT-03 2");
}

static void test_shared_bits(void **state)
{
	(void)state;
	expect("features:\n"
	       "  c: {bit: 3, behaviour: C., summary: C.}\n"
	       "  a: {bit: 1, behaviour: A., summary: A.}\n"
	       "  b: {bit: 3, behaviour: B., summary: B.}\n"
	       "  d: {bit: 3, behaviour: D., summary: D.}\n",
	       "error FT-05 4; error FT-05 5");
	expect("features:\n  version_1: {bit: 0, behaviour: Old., summary: Old.}\n",
	       "error FT-08 2");
}

static void test_requires(void **state)
{
	(void)state;
	expect("features:\n  a: {bit: 0, requires: a, summary: A.}\n", "error FT-06 2");
	expect("features:\n"
	       "  a: {bit: 0, requires: b, summary: A.}\n"
	       "  b: {bit: 1, requires: c, summary: B.}\n"
	       "  c: {bit: 2, requires: b, summary: C.}\n"
	       "  d: {bit: 3, requires: e, summary: D.}\n"
	       "  e: {bit: 4, requires: d, summary: E.}\n",
	       "note FT-11 2; error FT-06 3; error FT-06 5");
	expect("features:\n"
	       "  a: {bit: 0, requires: b or c, behaviour: A., summary: A.}\n"
	       "  b: {bit: 1, requires: a, summary: B.}\n"
	       "  c: {bit: 2, summary: C.}\n",
	       "");
	expect("features:\n  a: {bit: 0, requires: b, behaviour: A., summary: A.}\n",
	       "error FT-06 2");
}

static void test_satisfiable(void **state)
{
	(void)state;
	expect("features:\n"
	       "  a: {bit: 0, requires: b, conflicts: b, behaviour: A., summary: A.}\n"
	       "  b: {bit: 1, summary: B.}\n",
	       "error FT-07 2");
	expect("features:\n"
	       "  a: {bit: 0, required: yes, because: So., behaviour: A., summary: A.}\n"
	       "  b: {bit: 1, conflicts: a, behaviour: B., summary: B.}\n",
	       "error FT-07 3");
	expect("features:\n"
	       "  a: {bit: 0, conflicts: b, behaviour: A., summary: A.}\n"
	       "  b: {bit: 1, behaviour: B., summary: B.}\n"
	       "config:\n"
	       "  both: {type: le16, if: a and b, summary: Both.}\n",
	       "error FT-07 5");
	expect("features:\n"
	       "  a: {bit: 0, conflicts: [b, c], behaviour: A., summary: A.}\n"
	       "  b: {bit: 1, behaviour: B., summary: B.}\n"
	       "  c: {bit: 2, behaviour: C., summary: C.}\n"
	       "  d: {bit: 3, requires: [a or b, a or c], behaviour: D., summary: D.}\n",
	       "");
	expect("features:\n  a: {bit: 0, conflicts: z, behaviour: A., summary: A.}\n",
	       "error FT-07 2");
}

/* Many alternatives against many conflicts: given up in time, and in favour. */
static void test_satisfiable_hostile(void **state)
{
	char *text = malloc(200000), *at = text, *found;

	(void)state;
	at += sprintf(at, "features:\n");
	for (int i = 0; i < 100; i++) {
		at += sprintf(at, "  f%d: {bit: %d, behaviour: F., summary: F.", i,
		              i < 24 ? i : i + 26);
		if (i > 3)
			at += sprintf(at, ", requires: [f%d or f%d, f%d or f%d]", i - 1,
			              i - 2, i - 3, i - 4);
		at += sprintf(at, ", conflicts: f%d}\n", (i + 50) % 100);
	}
	found = judge(text);
	assert_null(strstr(found, "FT-06"));
	free(found);
	free(text);
}

static void test_guards(void **state)
{
	(void)state;
	expect("config:\n  range: {type: le16, summary: The range (optional).}\n",
	       "warning FT-09 2");
	expect("config:\n  range: {type: le16, summary: The optionality.}\n", "");
	expect("features:\n  far: {bit: 0, summary: Sees far.}\n"
	       "config:\n  range: {type: le16, if: far, summary: The optional range.}\n",
	       "");
	expect("queues:\n"
	       "  requests: {carries: wish, summary: Wishes.}\n"
	       "  more: {carries: wish, summary: \"Wishes, if supported.\"}\n",
	       "warning FT-09 3");
}

/* A message's condition has to bring its queue along: also by what it requires. */
static void test_guarded_by_requirement(void **state)
{
	(void)state;
	expect("features:\n"
	       "  motion: {bit: 0, summary: Motion.}\n"
	       "  near: {bit: 1, requires: motion, summary: Near motion.}\n"
	       "queues:\n"
	       "  events: {if: motion, posted: motions, summary: Motion.}\n"
	       "messages:\n"
	       "  motions:\n"
	       "    summary: Motion.\n"
	       "    moved: {opcode: 1, writable: {far: le16}, summary: F.}\n"
	       "    neared: {opcode: 2, if: near, writable: {far: le16}, summary: N.}\n",
	       "");
	expect("features:\n"
	       "  motion: {bit: 0, summary: Motion.}\n"
	       "  heat: {bit: 1, summary: Heat.}\n"
	       "  near: {bit: 2, requires: motion or heat, summary: Near.}\n"
	       "queues:\n"
	       "  events: {if: motion, posted: motions, summary: Motion.}\n"
	       "messages:\n"
	       "  motions:\n"
	       "    summary: Motion.\n"
	       "    neared: {opcode: 2, if: near, writable: {far: le16}, summary: N.}\n",
	       "warning FT-09 10");
}

static void test_grouping(void **state)
{
	(void)state;
	expect("features:\n  extra: {bit: 0, summary: The lamp dims and senses motion.}\n"
	       "config:\n  range: {type: le16, if: extra, summary: Range of motion.}\n"
	       "  pad: {type: le16, reserved: yes}\n"
	       "  dimmest: {type: le16, if: extra, summary: Least when it dims.}\n",
	       "warning FT-10 2");
	expect("features:\n  motion: {bit: 0, summary: It senses.}\n"
	       "config:\n  motion_range: {type: le16, if: motion, summary: A.}\n"
	       "  reserved: u8[2]\n"
	       "  motion_speed: {type: le16, if: motion, summary: B.}\n",
	       "");
	expect("features:\n  shape: {bit: 0, summary: It has one.}\n"
	       "config:\n  heads: {type: le16, if: shape, summary: A.}\n"
	       "  sectors: {type: le16, if: shape, summary: B.}\n",
	       "");
}

static void test_offered(void **state)
{
	(void)state;
	expect("features:\n  far: {bit: 0, summary: Far.}\n"
	       "config:\n  range: {type: le16, if: offered far, summary: A.}\n",
	       "");
	expect("features:\n  far: {bit: 0, summary: Far.}\n"
	       "queues:\n  q: {carries: wish, if: offered far, summary: Q.}\n",
	       "error FT-14 4");
	expect("features:\n  offered: {bit: 0, summary: Far.}\n"
	       "queues:\n  q: {carries: wish, if: offered, summary: Q.}\n",
	       "");
}

/* ---- Configuration ---------------------------------------------------------- */

static void test_config_layout(void **state)
{
	(void)state;
	expect("config:\n  a: {type: le32, summary: A.}\n  b: {type: le64, summary: B.}\n"
	       "  c: {type: le32, summary: C.}\n",
	       "note CF-03 3");
	expect("config:\n  a: {type: le64, summary: A.}\n  b: {type: le32, summary: B.}\n"
	       "  c: {type: le16, summary: C.}\n",
	       "warning CF-03 4");
	expect("config:\n  a: {type: \"u8[3]\", summary: A.}\n", "");
	expect("config:\n  a: {type: u8, summary: A.}\n  b: {type: s, summary: B.}\n"
	       "structs:\n  s: {summary: S., fields: {x: le16}}\n",
	       "error CF-02 3");
	expect("config:\n  a: {type: \"s[2]\", summary: A.}\n"
	       "structs:\n  s: {summary: S., fields: {x: be32, y: u8, z: le16}}\n",
	       "error CF-01 4; error CF-02 4");
	expect("config:\n  a: {fields: {x: be16}, summary: A.}\n", "error CF-01 2");
	expect("config:\n  a: {type: \"u8[a]\", summary: A.}\n", "error ST-11 2");
}

static void test_config_size(void **state)
{
	(void)state;
	expect("config:\n  a: {type: \"u8[64]\", summary: A.}\n", "");
	expect("config:\n  a: {type: \"u8[65]\", summary: A.}\n", "warning CF-12 2");
	expect("config:\n  a: {type: \"u8[4097]\", summary: A.}\n",
	       "error CF-13 1; warning CF-12 2");
	expect("config: {}\n", "note CF-22 1");
	expect("id: 18\nexisting: yes\nconfig:\n  a: {type: \"u8[4097]\", summary: A.}\n",
	       "note CF-13 3; note CF-12 4");
}

static void test_config_writes(void **state)
{
	(void)state;
	expect("config:\n  a: {type: \"u8[2]\", access: rw, summary: A.}\n",
	       "warning CF-09 2");
	expect("config:\n  a: {type: \"u8[8]\", access: rw, trigger: yes, summary: A.}\n",
	       "error CF-08 2");
	expect("config:\n  a: {type: le32, access: wo, summary: A.}\n", "");
	expect("config:\n"
	       "  a: {type: le32, access: rw, summary: A.}\n"
	       "  b: {type: le32, access: rw, summary: B.}\n",
	       "");
	expect("config:\n"
	       "  a: {type: le32, access: rw, summary: A.}\n"
	       "  b: {type: le32, access: rw, summary: B.}\n"
	       "  c: {type: le32, access: rw, summary: C.}\n",
	       "warning CF-10 4");
	expect("transports: [mmio]\nconfig:\n"
	       "  a: {type: le32, access: w1c, summary: A.}\n"
	       "  b: {type: le32, access: rw, summary: B.}\n",
	       "");
	expect("config:\n"
	       "  a: {type: le32, access: w1c, summary: A.}\n"
	       "  b: {type: le32, access: rw, summary: B.}\n",
	       "warning CF-20 2");
}

static void test_access(void **state)
{
	(void)state;
	expect("config:\n  a: {type: le32, access: wo, changes: yes, summary: A.}\n",
	       "error CF-15 2");
	expect("config:\n  a: {type: \"le32[2]\", access: w1c, summary: A.}\n",
	       "warning CF-09 2; error CF-15 2");
	expect("config:\n  a: {type: u8, access: w1c, values: {x: 1}, summary: A.}\n",
	       "error CF-15 2");
	expect("config:\n  a: {type: u8, access: w1c, flags: {x: 1}, summary: A.}\n", "");
	expect("config:\n  a: {type: u8, access: w1c, max: 3, summary: A.}\n",
	       "error CF-15 2");
	expect("config:\n  a: {type: le16, summary: A.}\n"
	       "  reserved: {type: le16, access: rw}\n",
	       "error CF-15 3");
}

static void test_config_state(void **state)
{
	(void)state;
	expect("config:\n  cmd: {type: le32, access: rw, summary: A.}\n",
	       "warning CF-11 2");
	expect("config:\n  max_cmd: {type: le32, summary: A.}\n", "");
	expect("config:\n"
	       "  a: {type: u8, changes: yes, summary: A.}\n"
	       "  b: {type: u8, changes: yes, summary: B.}\n"
	       "  c: {type: u8, changes: yes, summary: C.}\n"
	       "  d: {type: u8, changes: yes, summary: D.}\n",
	       "warning CF-11 5");
}

static void test_values(void **state)
{
	(void)state;
	expect("config:\n  a: {type: u8, min: 9, max: 3, summary: A.}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, min: 256, summary: A.}\n", "error CF-24 2");
	expect("config:\n  a: {type: u8, max: 3, default: 4, summary: A.}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, values: {x: 1}, default: 0, summary: A.}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, values: {x: 256}, summary: A.}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, values: {x: 1, y: 1}, summary: A.}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, flags: {x: 1, y: 2}, default: 6, summary: A.}\n",
	       "");
	expect("config:\n  a: {type: u8, flags: {x: 1, y: 2}, default: 1, summary: A.}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, enum: e, summary: A.}\n"
	       "enums:\n  e: {values: {x: 0, y: 300}}\n",
	       "error CF-24 2");
	expect("config:\n  a: {type: u8, flags: {x: 1, y: 1}, summary: A.}\n",
	       "error ST-04 2");
	expect("config:\n  a: {type: le64, flags: {x: 64}, summary: A.}\n",
	       "error ST-04 2");
	expect("config:\n  a: {type: le64, flags: {x: 63}, max: 0xffffffffffffffff, "
	       "summary: A.}\n",
	       "");
}

/* ---- Virtqueues ------------------------------------------------------------- */

static void test_queue_numbers(void **state)
{
	(void)state;
	expect("queues:\n  a: {carries: wish, count: 65537, summary: A.}\n",
	       "error VQ-03 2");
	expect("queues:\n  a: {carries: wish, count: 65536, summary: A.}\n",
	       "error VQ-04 2");
	expect("transports: [mmio]\n"
	       "queues:\n  a: {carries: wish, count: 65536, summary: A.}\n",
	       "warning VQ-04 3");
	expect("queues:\n  a: {carries: wish, count: 1024, summary: A.}\n", "");
	expect("queues:\n  a: {carries: wish, count: 1024, summary: A.}\n"
	       "  b: {carries: wish, summary: B.}\n",
	       "warning VQ-04 2");
	expect("no_queues_because: It shines.\n", "");
}

static void test_queue_sizes(void **state)
{
	(void)state;
	expect("queues:\n  a: {carries: wish, size: 32768, summary: A.}\n", "");
	expect("queues:\n  a: {carries: wish, size: 1, summary: A.}\n", "");
	expect("queues:\n  a: {carries: wish, size: 0, summary: A.}\n", "error VQ-08 2");
	expect("queues:\n  a: {carries: wish, size: 100, summary: A.}\n",
	       "error VQ-08 2");
	expect("queues:\n  a: {carries: wish, size: 65536, summary: A.}\n",
	       "error VQ-08 2");
}

static const char both_ways[] = "queues:\n"
                                "  a: {carries: wish, summary: A.}\n"
                                "  b: {posted: wish, summary: B.}\n"
                                "messages:\n"
                                "  wish: {writable: {level: le16}, summary: Wishes.}\n";

static void test_two_ways(void **state)
{
	(void)state;
	expect(both_ways, "warning VQ-02 3");
	expect("messages:\n"
	       "  wish:\n"
	       "    summary: W.\n"
	       "    get_event: {opcode: 1, writable: {level: le16}, summary: G.}\n"
	       "    read_alarm: {opcode: 2, writable: {level: le16}, summary: R.}\n"
	       "    alarm: {opcode: 3, readable: {level: le16}, summary: A.}\n",
	       "");
}

static void test_halves(void **state)
{
	(void)state;
	expect("messages:\n"
	       "  wish:\n"
	       "    summary: W.\n"
	       "    header:\n"
	       "      writable: {status: {type: u8, role: status, values: {ok: 0, bad: "
	       "1}}}\n"
	       "      readable: {type: {type: le16, role: opcode}}\n"
	       "    set: {opcode: 1, readable: {level: le16}, summary: S.}\n",
	       "error VQ-10 5");
	expect("messages:\n"
	       "  wish:\n"
	       "    summary: W.\n"
	       "    readable: {a: {type: \"u8[]\", most: 9}, n: le32, b: \"u8[n]\"}\n"
	       "    writable: {status: {type: u8, role: status, values: {ok: 0, no: "
	       "1}}}\n",
	       "warning ST-03 4; error ST-11 4; warning ST-18 4");
	expect("messages:\n"
	       "  wish:\n"
	       "    summary: W.\n"
	       "    readable: {n: le16, o: le16, a: {type: \"u8[]\", most: 9}, b: "
	       "\"u8[n]\"}\n"
	       "    writable: {len: le32, x: \"u8[]\", status: {type: u8, role: status, "
	       "values: "
	       "{ok: 0, no: 1}}}\n",
	       "warning VQ-16 5");
}

/* ---- Messages --------------------------------------------------------------- */

/* A readable half, in a family of one message with a status. */
static void expect_half(const char *half, const char *findings)
{
	char text[1000];

	snprintf(text, sizeof(text),
	         "messages:\n"
	         "  wish:\n"
	         "    readable: %s\n"
	         "    writable: {status: {type: u8, role: status, values: {ok: 0, no: "
	         "1}}}\n"
	         "    summary: W.\n"
	         "structs:\n"
	         "  pair: {summary: P., fields: {x: le16, y: le16}}\n"
	         "  odd: {summary: O., fields: {x: u8, y: le16, z: u8}}\n",
	         half);
	expect(text, findings);
}

static void test_alignment(void **state)
{
	(void)state;
	expect_half("{a: le16, b: \"pair[2]\", c: le32}", "warning ST-03 3");
	expect_half("{a: le32, b: pair, c: le64}", "");
	expect_half("{a: be32, b: be64}",
	            "warning ST-15 3; warning ST-03 3; warning ST-15 3");
	expect_half("{n: {type: le32, max: 9}, b: \"pair[n]\", c: le32}", "");
	expect_half("{n: {type: le32, max: 9}, b: \"pair[n]\", c: le64}",
	            "warning ST-03 3");
	expect_half("{n: {type: le32, max: 9}, b: \"u8[n]\", c: u8}", "");
	expect_half("{a: odd}", "warning ST-03 8");
}

static void test_reserved(void **state)
{
	(void)state;
	expect_half(
	        "{a: le16, reserved: le16, reserved2: {type: le32, reserved: strict}}",
	        "error ST-05 3");
	expect_half("{a: le16, reserved: {type: le16, reserved: no}}", "error ST-05 3");
	expect_half("{a: le16, pad_2: le16}", "error ST-05 3");
	expect_half("{a: le16, padlock: le16}", "");
}

static void test_opcodes(void **state)
{
	(void)state;
	expect("messages:\n"
	       "  wish:\n"
	       "    summary: W.\n"
	       "    set: {opcode: 65536, readable: {level: le16}, summary: S.}\n",
	       "error ST-06 4");
	expect("messages:\n"
	       "  wish:\n"
	       "    summary: W.\n"
	       "    c: {opcode: 2, summary: C.}\n"
	       "    a: {opcode: 1, summary: A.}\n"
	       "    b: {opcode: 2, summary: B.}\n",
	       "error ST-06 6");
	expect_half("{a: {union: b, cases: {x: {when: 1, type: le16}}}}",
	            "error ST-12 3");
}

static void test_status(void **state)
{
	(void)state;
	expect("messages:\n  wish:\n    summary: W.\n"
	       "    writable: {status: {type: u8, role: status, values: {ok: 0}}}\n",
	       "warning ST-08 4");
	expect("messages:\n  wish:\n    summary: W.\n"
	       "    writable: {status: {type: u8, role: status, values: {fine: 0, no: "
	       "1}}}\n",
	       "warning ST-08 4");
	expect("messages:\n  wish:\n    summary: W.\n"
	       "    writable: {status: {type: u8, role: status, values: {fine: 0, no: "
	       "1}, "
	       "ok: fine}}\n",
	       "");
}

/* ---- Interrupts --------------------------------------------------------------- */

static void test_vectors(void **state)
{
	(void)state;
	expect("vectors: 0\n", "");
	expect("vectors: 2\n", "");
	expect("vectors: 3\n", "warning IR-01 1");
	expect("vectors: 2049\n", "error IR-02 1");
	expect("vectors: 17\nqueues:\n  a: {carries: wish, count: 16, summary: A.}\n",
	       "warning IR-01 1");
	expect("vectors: 9\nqueues:\n  a: {carries: wish, count: 8, summary: A.}\n", "");
	expect("vectors: 8\nqueues:\n  a: {carries: wish, count: 8, summary: A.}\n",
	       "note IR-05 1");
	expect("config:\n  what: {type: le32, access: w1c, changes: yes, summary: A.}\n",
	       "error IR-04 2");
	expect("config:\n  irq_mask: {type: le32, access: rw, summary: A.}\n",
	       "error IR-04 2");
}

/* ---- What softens ------------------------------------------------------------- */

static void test_answers(void **state)
{
	(void)state;
	expect("vectors: 3\nanswers: {IR-01: It is fast.}\n", "note IR-01 1");
	expect("vectors: 4096\nanswers: {IR-02: It is fast.}\n", "error IR-02 1");
	expect("answers: {IR-99: What.}\n", "error - 1");
}

static void test_existing(void **state)
{
	(void)state;
	expect("id: 35\nvectors: 3\nexisting: yes\n", "note IR-01 2");
	expect("id: 35\nexisting: yes\n"
	       "config:\n  a: {type: u8, summary: A.}\n  b: {type: le16, summary: B.}\n",
	       "note CF-02 5; note CF-03 5");
	expect("id: 35\nexisting: yes\nconfig:\n  a: {type: be16, summary: A.}\n",
	       "error CF-01 4");
}

/* A rule that needs another says nothing where that failed. */
static void test_needs(void **state)
{
	(void)state;
	expect("id: 0\ntransports: [pci, ccw]\n", "error ID-01 1");
	expect("config:\n  a: {type: \"u8[]\", access: rw, summary: A.}\n",
	       "error CF-14 2");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_id_range),
		cmocka_unit_test(test_id_taken),
		cmocka_unit_test(test_transports),
		cmocka_unit_test(test_transitional),
		cmocka_unit_test(test_bits),
		cmocka_unit_test(test_shared_bits),
		cmocka_unit_test(test_requires),
		cmocka_unit_test(test_satisfiable),
		cmocka_unit_test(test_satisfiable_hostile),
		cmocka_unit_test(test_guards),
		cmocka_unit_test(test_guarded_by_requirement),
		cmocka_unit_test(test_grouping),
		cmocka_unit_test(test_offered),
		cmocka_unit_test(test_config_layout),
		cmocka_unit_test(test_config_size),
		cmocka_unit_test(test_config_writes),
		cmocka_unit_test(test_access),
		cmocka_unit_test(test_config_state),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_queue_numbers),
		cmocka_unit_test(test_queue_sizes),
		cmocka_unit_test(test_two_ways),
		cmocka_unit_test(test_halves),
		cmocka_unit_test(test_alignment),
		cmocka_unit_test(test_reserved),
		cmocka_unit_test(test_opcodes),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_existing),
		cmocka_unit_test(test_needs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

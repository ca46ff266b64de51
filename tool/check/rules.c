/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of rules. A rule is a line here, a function and a story; its id,
 * once published, keeps its meaning.
 */
#include "rules.h"

#include <stddef.h>
#include <strings.h>

#include "stories.h"

#define E SEVERITY_ERROR
#define W SEVERITY_WARNING
#define N SEVERITY_NOTE

#define SEED    "Creating New Device Types"
#define BASIC   "Basic Facilities of a Virtio Device"
#define PCI     "Virtio Over PCI Bus"
#define MMIO    "Virtio Over MMIO"
#define CCW     "Virtio over channel I/O"
#define NUMBER  SEED " / What Device Number?"
#define LAYOUT  SEED " / What Device Configuration Space Layout?"
#define QUEUES  SEED " / How Many Virtqueues?"
#define VECTORS SEED " / How many MSI-X vectors? (for PCI)"
#define IMPROVE SEED " / Device Improvements"
#define BITS    BASIC " / Feature Bits"
#define SPACE   BASIC " / Device Configuration Space"
#define FRAMING BASIC " / Virtqueues / Message Framing"
#define STRUCTS "Structure Specifications"
#define MSIX                                                                             \
	PCI " / PCI-specific Initialization And Device Operation / MSI-X Vector "        \
	    "Configuration"

/* clang-format off */
static const struct rule table[] = {
	/* How the device is known. */
	{ "ID-01", E, E, "Device Types",
	  "The device id is 1..65535",
	  check_id_range, { 0 }, &story_id_01 },
	{ "ID-02", E, E, "Device Types",
	  "The device id is not another type's",
	  check_id_taken, { "ID-01" }, &story_id_02 },
	{ "ID-03", W, N, NUMBER,
	  "A device id is reserved before it is used",
	  check_id_reserved, { "ID-01", "ID-02" }, &story_id_03 },
	{ "ID-04", N, N, NUMBER,
	  "Experiments use 65535 and work backwards",
	  check_id_window, { "ID-01", "ID-02" }, &story_id_04 },
	{ "ID-05", E, E, PCI " / PCI Device Discovery",
	  "On PCI the device id is at most 63",
	  check_id_pci, { "ID-01" }, &story_id_05 },
	{ "ID-06", E, E, CCW " / Basic Concepts",
	  "On ccw the device id is at most 255",
	  check_id_ccw, { "ID-01" }, &story_id_06 },
	{ "ID-07", N, N, MMIO " / MMIO Device Register Layout",
	  "An experimental device is on mmio",
	  check_id_mmio, { "ID-01" }, &story_id_07 },
	{ "ID-08", E, E, PCI " / PCI Device Discovery",
	  "A new device type has no transitional id",
	  check_id_transitional, { 0 }, &story_id_08 },

	/* Feature bits. */
	{ "FT-01", E, E, BITS,
	  "Feature bits are 0..23 and 50..127",
	  check_bit_range, { 0 }, &story_ft_01 },
	{ "FT-02", E, E, "Reserved Feature Bits",
	  "Bits 24..40 and 43 are the virtqueues'",
	  check_bit_ring, { 0 }, &story_ft_02 },
	{ "FT-03", E, E, BITS,
	  "Bits from 128 upwards are reserved",
	  check_bit_reserved, { 0 }, &story_ft_03 },
	{ "FT-04", E, N, "Reserved Feature Bits",
	  "Bits 41 and 42 are a trap",
	  check_bit_trap, { 0 }, &story_ft_04 },
	{ "FT-05", E, E, BITS,
	  "No two features share a bit",
	  check_bit_unique, { 0 }, &story_ft_05 },
	{ "FT-06", E, E, BITS,
	  "What a feature requires exists, and is not the feature",
	  check_requires, { 0 }, &story_ft_06 },
	{ "FT-07", E, E, BITS,
	  "Every feature and every condition can be had",
	  check_satisfiable, { "FT-03", "FT-05", "FT-06" }, &story_ft_07 },
	{ "FT-08", E, E, "Reserved Feature Bits",
	  "VERSION_1 is not a device type's feature",
	  check_version_1, { 0 }, &story_ft_08 },
	{ "FT-09", W, N, IMPROVE,
	  "What is optional hangs on one condition",
	  check_guarded, { "FT-03", "FT-05", "FT-06" }, &story_ft_09 },
	{ "FT-10", W, N, IMPROVE,
	  "One bit does not guard things that make sense apart",
	  check_grouping, { 0 }, &story_ft_10 },
	{ "FT-11", N, N, IMPROVE,
	  "Something hangs on every feature",
	  check_dead, { 0 }, &story_ft_11 },
	{ "FT-14", E, E, SPACE,
	  "Fields go by what is offered, the rest by what is negotiated",
	  NULL, { 0 }, &story_ft_14 },

	/* The configuration space. */
	{ "CF-01", E, E, SPACE,
	  "Configuration fields are little-endian",
	  check_config_endian, { 0 }, &story_cf_01 },
	{ "CF-02", E, N, PCI " / PCI Device Layout",
	  "Configuration fields are aligned",
	  check_config_aligned, { "CF-14" }, &story_cf_02 },
	{ "CF-03", E, N, STRUCTS,
	  "The configuration space has no implicit padding",
	  check_config_padding, { "CF-14", "CF-02" }, &story_cf_03 },
	{ "CF-04", E, E, PCI " / PCI Device Layout",
	  "Scalars have 8, 16, 32 or 64 bits",
	  NULL, { 0 }, &story_cf_04 },
	{ "CF-05", E, E, SPACE,
	  "A field has one offset for all feature sets",
	  check_config_offsets, { 0 }, &story_cf_05 },
	{ "CF-08", E, N, LAYOUT,
	  "No trigger is wider than 32 bits",
	  check_trigger_width, { 0 }, &story_cf_08 },
	{ "CF-09", W, N, LAYOUT,
	  "A writable field is written in one access",
	  check_write_width, { "CF-14" }, &story_cf_09 },
	{ "CF-10", W, N, LAYOUT,
	  "Writes to several fields are no protocol",
	  check_write_protocol, { "CF-15" }, &story_cf_10 },
	{ "CF-11", W, N, LAYOUT,
	  "Configuration is for initialization, not for traffic",
	  check_config_state, { 0 }, &story_cf_11 },
	{ "CF-12", W, N, LAYOUT,
	  "No table of more than 64 bytes",
	  check_config_array, { "CF-14" }, &story_cf_12 },
	{ "CF-13", E, N, PCI " / Virtio Structure PCI Capabilities",
	  "The configuration space has at most 256 bytes",
	  check_config_size, { "CF-14" }, &story_cf_13 },
	{ "CF-14", E, E, SPACE,
	  "Configuration fields have a fixed length",
	  check_config_flexible, { 0 }, &story_cf_14 },
	{ "CF-15", E, E, SPACE,
	  "A field's access agrees with what is done with it",
	  check_access, { 0 }, &story_cf_15 },
	{ "CF-20", W, N, CCW " / Device Initialization / Device Configuration",
	  "Writing a field again does no harm",
	  check_rewritten, { "CF-15" }, &story_cf_20 },
	{ "CF-22", N, N, PCI " / PCI Device Layout / Device-specific configuration",
	  "A device without configuration has no config section",
	  check_config_empty, { 0 }, &story_cf_22 },
	{ "CF-24", E, E, SPACE,
	  "Bounds, defaults and values fit the field",
	  check_values, { 0 }, &story_cf_24 },

	/* Virtqueues. */
	{ "VQ-01", N, N, QUEUES,
	  "A device without virtqueues says why",
	  check_no_queues, { 0 }, &story_vq_01 },
	{ "VQ-02", W, N, QUEUES,
	  "Requests and events have a queue each",
	  check_unsolicited, { 0 }, &story_vq_02 },
	{ "VQ-03", E, N, BASIC " / Virtqueues",
	  "Virtqueue indices are 0..65535",
	  check_queue_index, { 0 }, &story_vq_03 },
	{ "VQ-04", E, N, PCI " / PCI Device Layout / Common configuration structure layout",
	  "There are no more virtqueues than transports carry",
	  check_queue_number, { "VQ-03" }, &story_vq_04 },
	{ "VQ-08", E, E, BASIC " / Split Virtqueues",
	  "A queue has a largest size, a power of two",
	  check_queue_size, { 0 }, &story_vq_08 },
	{ "VQ-10", E, E, FRAMING,
	  "The readable half comes first",
	  check_half_order, { 0 }, &story_vq_10 },
	{ "VQ-11", E, E, FRAMING,
	  "A half has at most one part of implicit length",
	  check_boundaries, { 0 }, &story_vq_11 },
	{ "VQ-12", E, N, FRAMING,
	  "Posted buffers are device-writable only",
	  check_posted, { 0 }, &story_vq_12 },
	{ "VQ-17", W, N, QUEUES,
	  "A request can fail, and say so",
	  check_no_answer, { 0 }, &story_vq_17 },

	/* Structures and messages. */
	{ "ST-01", E, E, STRUCTS,
	  "Types are those of the specification",
	  NULL, { 0 }, &story_st_01 },
	{ "ST-02", E, N, STRUCTS,
	  "Structures have no implicit padding",
	  check_struct_padding, { 0 }, &story_st_02 },
	{ "ST-03", W, N, STRUCTS,
	  "Scalars of messages are aligned",
	  check_misaligned, { 0 }, &story_st_03 },
	{ "ST-04", E, E, STRUCTS,
	  "Flags are bits of their field, each its own",
	  check_flags, { 0 }, &story_st_04 },
	{ "ST-05", E, N, STRUCTS,
	  "Reserved fields follow one policy",
	  check_reserved, { 0 }, &story_st_05 },
	{ "ST-06", E, E, "Device Types",
	  "Opcodes are unique and fit their field",
	  check_opcodes, { 0 }, &story_st_06 },
	{ "ST-08", W, N, "Device Types",
	  "Status 0 is success, all else is failure",
	  check_status, { 0 }, &story_st_08 },
	{ "ST-11", E, E, FRAMING,
	  "A length is known before it is needed",
	  check_known_length, { "VQ-11" }, &story_st_11 },
	{ "ST-12", E, E, "Device Types",
	  "A union has a discriminator",
	  NULL, { 0 }, &story_st_12 },

	/* Shared memory. */
	{ "SM-01", E, E, PCI " / PCI Device Layout / Shared memory capability",
	  "Shared memory ids are 0..255, each its own",
	  NULL, { 0 }, &story_sm_01 },

	/* Interrupts. */
	{ "IR-01", W, N, VECTORS,
	  "Two MSI-X vectors do, unless queues are busy",
	  check_vector_count, { "VQ-03", "IR-02" }, &story_ir_01 },
	{ "IR-02", E, N, MSIX,
	  "There are 2 to 2048 MSI-X vectors, or none",
	  check_vector_limits, { 0 }, &story_ir_02 },
	{ "IR-03", E, E, MSIX,
	  "No event is bound to a vector",
	  check_vector_binding, { 0 }, &story_ir_03 },
	{ "IR-04", E, N, PCI " / PCI Device Layout / ISR status capability",
	  "Interrupts tell of used buffers and of configuration changes",
	  check_event_kinds, { 0 }, &story_ir_04 },
	{ "IR-05", N, N, BASIC " / Device Status Field",
	  "Configuration changes need a vector too",
	  check_config_vector, { "IR-02" }, &story_ir_05 },
};
/* clang-format on */

#define RULES (sizeof(table) / sizeof(table[0]))

const struct rule *rule_at(unsigned int index)
{
	return index < RULES ? &table[index] : NULL;
}

const struct rule *rule_find(const char *id)
{
	for (unsigned int i = 0; i < RULES; i++)
		if (strcasecmp(table[i].id, id) == 0)
			return &table[i];
	return NULL;
}

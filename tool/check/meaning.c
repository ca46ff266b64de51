/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What configuration fields mean, by what is said of them: rules CF-17 to
 * CF-19, CF-23, CF-25 and CF-26. Guesses from words, and cautious ones.
 */
#include "rules.h"

#include <string.h>

#include "visit.h"

typedef void check_field(struct checking *checking, const struct field *field);

static void each_field(struct checking *checking, check_field *function)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++)
		if (fields->fields[i].role != ROLE_RESERVED)
			function(checking, &fields->fields[i]);
}

static bool is_writable(const struct field *field)
{
	return field->access != VQS_READ_ONLY;
}

static bool is_single(const struct field *field)
{
	return field->extent == VQS_ONE && field->kind != VQS_STRUCT;
}

/* ---- CF-17 --------------------------------------------------------------- */

static void check_negotiated(struct checking *checking, const struct field *field)
{
	static const char *const words[] = { "negotiated", "negotiation", "negotiates",
		                             "negotiate", NULL };

	if (is_writable(field) || !speaks_of(&field->label, words))
		return;
	report(checking, field->label.at,
	       "the value of '%s' seems to depend on what is negotiated",
	       field->label.name);
	advice(checking, "A driver may read every field whose feature is offered before "
	                 "it negotiates anything, and keeps what it read. Let the value "
	                 "depend on what the device offers; what only negotiation tells "
	                 "is the answer to a request.");
}

void check_config_early(struct checking *checking)
{
	each_field(checking, check_negotiated);
}

/* ---- CF-18, CF-19: what changes ------------------------------------------ */

static void check_silent_change(struct checking *checking, const struct field *field)
{
	static const char *const words[] = { "status", "state",    "current",
		                             "actual", "progress", "temperature",
		                             "link",   "pending",  NULL };

	if (field->volatile_ || is_writable(field) || !has_word(field->label.name, words))
		return;
	report(checking, field->label.at,
	       "'%s' sounds as if it changed, and does not say so", field->label.name);
	advice(checking, "A driver reads what does not change once. `changes: yes` has "
	                 "the device announce each change and drivers read again. If it "
	                 "is the same until reset, a name or an answer can say that.");
}

void check_changes(struct checking *checking)
{
	each_field(checking, check_silent_change);
}

static void check_torn(struct checking *checking, const struct field *field)
{
	if (!field->volatile_ || field->size <= 4)
		return;
	report(checking, field->volatile_at,
	       "'%s' changes and is %u bytes: on ccw a driver may read half of each "
	       "value",
	       field->label.name, field->size);
	advice(checking, "More than 32 bits are more than one access. On PCI and mmio "
	                 "the configuration generation shows that a value changed in "
	                 "between, and generated drivers read again; ccw has none. Use "
	                 "le32, or leave ccw out of `transports`.");
}

void check_torn_reads(struct checking *checking)
{
	const struct model *model = checking->model;

	if (model->transports_given && model->transports & TRANSPORT_CCW)
		each_field(checking, check_torn);
}

/* ---- CF-23: windows ------------------------------------------------------ */

static bool has_length(const struct fields *fields)
{
	static const char *const words[] = { "size",  "length", "len",
		                             "count", "valid",  NULL };

	for (unsigned int i = 0; i < fields->count; i++)
		if (!is_writable(&fields->fields[i]) &&
		    has_word(fields->fields[i].label.name, words))
			return true;
	return false;
}

static void check_selector(struct checking *checking, const struct field *field)
{
	static const char *const words[] = { "select", "selector", "subsel", "sel",
		                             "bank",   "page",     "window", NULL };

	if (!is_writable(field) || !has_word(field->label.name, words))
		return;
	if (has_length(&checking->model->config.fields))
		return;
	report(checking, field->label.at,
	       "'%s' selects what other fields show, and no field says how much that is",
	       field->label.name);
	advice(checking, "A driver that selects something that a device does not have "
	                 "must see that: the input device has a size beside the window, "
	                 "0 for nothing. Add one, read-only, or better make it a "
	                 "request: it needs no two steps and no window.");
}

void check_window(struct checking *checking)
{
	each_field(checking, check_selector);
}

/* ---- CF-25: text --------------------------------------------------------- */

static void check_string(struct checking *checking, const struct field *field)
{
	static const char *const names[] = { "name",   "tag",  "label", "serial", "model",
		                             "string", "text", "title", NULL };
	static const char *const encodings[] = { "utf", "utf8",   "ascii", "printable",
		                                 "hex", "binary", "bytes", NULL };
	static const char *const ends[] = { "nul",    "null",  "zero",       "zeros",
		                            "padded", "bytes", "terminated", NULL };
	bool encoding = speaks_of(&field->label, encodings);

	if (field->kind != VQS_U8 || field->extent != VQS_ARRAY ||
	    !has_word(field->label.name, names))
		return;
	if (encoding && speaks_of(&field->label, ends))
		return;
	report(checking, field->label.at, "'%s' sounds like a text, but %s",
	       field->label.name,
	       encoding ? "nothing says where it ends"
	                : "nothing says in which encoding");
	advice(checking, "Say in the `summary` or the `description` how it is written "
	                 "and how it ends: \"in UTF-8, padded with NUL bytes, of which "
	                 "there may be none\", as the file system device has it.");
}

void check_strings(struct checking *checking)
{
	each_field(checking, check_string);
}

/* ---- CF-26: addresses ---------------------------------------------------- */

static bool starts_a_region(const struct checking *checking, const struct field *field)
{
	const struct fields *fields = &checking->model->config.fields;
	const struct field *next = field + 1;

	return strcmp(field->label.name, "start") == 0 &&
	       field->index + 1 < fields->count && strcmp(next->label.name, "size") == 0;
}

static void check_address(struct checking *checking, const struct field *field)
{
	static const char *const words[] = { "addr", "address", "phys", "paddr", "gpa",
		                             "gfn",  "pfn",     "base", NULL };

	if (!is_single(field) || field->size < 4)
		return;
	if (!has_word(field->label.name, words) && !starts_a_region(checking, field))
		return;
	report(checking, field->label.at, "'%s' sounds like an address of the guest's",
	       field->label.name);
	advice(checking, "An address in the configuration space goes around what "
	                 "translates a device's accesses (VIRTIO_F_ACCESS_PLATFORM), and "
	                 "a transport cannot move what lies there. What device and "
	                 "driver share is a shared memory region; what one of them "
	                 "hands over is a buffer.");
}

void check_addresses(struct checking *checking)
{
	each_field(checking, check_address);
}

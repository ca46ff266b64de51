/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What fields of messages hold: rules ST-09, ST-10, ST-15, ST-16, ST-20, ST-22 and
 * LC-05.
 */
#include "rules.h"

#include <string.h>

#include "layout.h"
#include "visit.h"

static bool is_number(const struct field *field)
{
	return field->extent == VQS_ONE && field->kind != VQS_STRUCT;
}

/* ---- ST-09: opcodes of features ------------------------------------------ */

static const struct message *first_optional(const struct family *family)
{
	for (unsigned int i = 0; i < family->count; i++)
		if (family->messages[i].condition.count)
			return &family->messages[i];
	return NULL;
}

void check_optional_opcodes(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];
		const struct message *message = first_optional(family);

		if (!family->has_opcode || !message || family->unsupported ||
		    !queue_of(model, family, false))
			continue;
		report(checking, message->label.at,
		       "nothing answers '%s' where '%s' is not negotiated",
		       message->label.name, message->condition.text.value);
		advice(checking,
		       "The driver must not send it then, but a device has to do "
		       "something when it does. Give the status of '%s' a value for it: "
		       "one that is named `unsupported`, or `unsupported: NAME` at the "
		       "field.",
		       family->label.name);
	}
}

/* ---- ST-10: what moves up ------------------------------------------------ */

static bool has_same_condition(const struct field *a, const struct field *b)
{
	const char *one = a->condition.text.value, *other = b->condition.text.value;

	return one && other && strcmp(one, other) == 0;
}

/* The field that another place has where `field` is not there; or NULL. */
static const struct field *moved_by(const struct fields *list, const struct field *field)
{
	for (unsigned int i = field->index + 1; i < list->count; i++) {
		const struct field *later = &list->fields[i];

		if (is_variable(later) || later->from_trailer)
			return NULL;
		if (!has_same_condition(field, later))
			return later;
	}
	return NULL;
}

static void visit_moved(struct checking *checking, const struct field_visit *visit)
{
	const struct field *moved;

	if (!visit->message || !may_lack(visit->field))
		return;
	moved = moved_by(visit->list, visit->field);
	if (!moved)
		return;
	report_as(checking, SEVERITY_WARNING, visit->field->label.at,
	          "'%s' moves up where '%s' is not there", moved->label.name,
	          visit->field->label.name);
	advice(checking,
	       "A field that has several places is one that programs read at the wrong "
	       "one. Put what hangs on features last, so that each field has one offset "
	       "and a message is only shorter or longer, or give the other layout an "
	       "opcode of its own.");
}

void check_moved(struct checking *checking)
{
	visit_fields(checking, visit_moved);
}

/* ---- ST-15: big-endian --------------------------------------------------- */

static void visit_big_endian(struct checking *checking, const struct field_visit *visit)
{
	const struct field *field = visit->field;

	if (!is_big_endian(field->kind) || is_foreign(checking->model, visit))
		return;
	report(checking, field->label.at, "'%s' is big-endian: '%s'", field->label.name,
	       field->type.value);
	advice(checking, "virtio is little-endian, and both orders in one message are "
	                 "mixed up sooner or later. Use the le type, unless a format "
	                 "from elsewhere has it so: then say `defined_by`.");
}

void check_big_endian(struct checking *checking)
{
	visit_fields(checking, visit_big_endian);
}

/* ---- ST-16: addresses ---------------------------------------------------- */

static void visit_narrow_address(struct checking *checking,
                                 const struct field_visit *visit)
{
	static const char *const words[] = { "paddr", "phys", "gpa",  "gfn",
		                             "pfn",   "pfns", "iova", NULL };
	static const char *const vague[] = { "addr", "address", NULL };
	const struct field *field = visit->field;

	if (field->kind == VQS_STRUCT || field->kind == VQS_U8 ||
	    field->kind == VQS_LE64 || field->kind == VQS_BE64)
		return;
	if (!has_word(field->label.name, words) &&
	    !(has_word(field->label.name, vague) && field->kind == VQS_LE32))
		return;
	report(checking, field->label.at, "'%s' sounds like an address, and is a %s",
	       field->label.name, field->type.value ? field->type.value : "number");
	advice(checking, "Addresses of a guest have 64 bits, and a count of pages does "
	                 "not say how large these are: the balloon's 32 bits of 4096 "
	                 "bytes each cannot reach all of a large guest. Better still, "
	                 "send the memory as a buffer: then it is translated and "
	                 "bounded like all others. Else use le64.");
}

void check_narrow_addresses(struct checking *checking)
{
	visit_fields(checking, visit_narrow_address);
}

/* ---- ST-20: flags without names ------------------------------------------ */

static void visit_flags(struct checking *checking, const struct field_visit *visit)
{
	static const char *const words[] = { "flags", "flag", NULL };
	const struct field *field = visit->field;

	if (!is_number(field) || field->values || field->role != ROLE_NONE ||
	    !has_word(field->label.name, words))
		return;
	report(checking, field->label.at, "'%s' has no flags, only a type",
	       field->label.name);
	advice(checking, "Which bits have a meaning, and whether others are refused, is "
	                 "part of the message. Name them: `flags: {blink: 0, fade: 1}`; "
	                 "`open: yes` lets others pass, without it they are refused.");
}

void check_named_flags(struct checking *checking)
{
	visit_fields(checking, visit_flags);
}

/* ---- ST-22: handles ------------------------------------------------------ */

/* One name is one kind of handle: the first use stands for all. */
static bool is_told(const struct checking *checking, const char *name)
{
	const struct findings *findings = checking->findings;
	size_t length = strlen(name);

	for (unsigned int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if (finding->rule == checking->rule->id &&
		    strncmp(finding->message + 1, name, length) == 0 &&
		    finding->message[1 + length] == '\'')
			return true;
	}
	return false;
}

static void visit_handle(struct checking *checking, const struct field_visit *visit)
{
	static const char *const words[] = { "id",    "handle",  "cookie",
		                             "token", "session", NULL };
	const struct field *field = visit->field;

	if (!is_number(field) || field->values || field->role != ROLE_NONE ||
	    field->label.summary.value || field->min.given || field->max.given ||
	    !ends_with_word(field->label.name, words) ||
	    is_told(checking, field->label.name))
		return;
	report(checking, field->label.at,
	       "'%s' names something, and nothing says who makes it up",
	       field->label.name);
	advice(checking, "Driver or device, from which range, and when is it free again? "
	                 "Say it in a `summary` (\"chosen by the driver, until "
	                 "close\"), and a range with `min` and `max`.");
}

void check_handles(struct checking *checking)
{
	visit_fields(checking, visit_handle);
}

/* ---- LC-05: exported objects --------------------------------------------- */

static void visit_exported(struct checking *checking, const struct field_visit *visit)
{
	static const char *const names[] = { "uuid", "guid", NULL };
	static const char *const words[] = { "export", "exported", "exports", NULL };
	const struct field *field = visit->field;
	bool whole = field->kind == VQS_U8 && field->elements == 16;

	if (whole || field->kind == VQS_STRUCT)
		return;
	if (!has_word(field->label.name, names) && !has_word(field->label.name, words))
		return;
	report(checking, field->label.at,
	       "'%s' stands for an object elsewhere, and is no UUID", field->label.name);
	advice(checking,
	       "What one virtio device gives to another is named by a version-4 "
	       "UUID, 16 bytes: nobody but chance hands them out, so two "
	       "devices never use the same. Use u8[16].");
}

void check_exported(struct checking *checking)
{
	visit_fields(checking, visit_exported);
}

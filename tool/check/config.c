/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What is done with the configuration space: rules CF-08 to CF-11, CF-15 and
 * CF-20. Its layout: space.c.
 */
#include "rules.h"

#include "layout.h"
#include "visit.h"

static bool is_writable(const struct field *field)
{
	return field->access != VQS_READ_ONLY && field->role != ROLE_RESERVED;
}

/* A write to it does something more than to set a value. */
static bool acts(const struct field *field)
{
	return is_writable(field) && (field->trigger || field->access == VQS_WRITE_ONLY ||
	                              field->access == VQS_WRITE_1_CLEAR);
}

static struct position access_at(const struct field *field)
{
	return field->access_at.line ? field->access_at : field->label.at;
}

static struct position trigger_at(const struct field *field)
{
	return field->trigger_at.line ? field->trigger_at : field->label.at;
}

static unsigned int bits(const struct field *field)
{
	return 8 * field->size;
}

/* ---- CF-08, CF-09: more than one access ---------------------------------- */

void check_trigger_width(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (!field->trigger || bits(field) <= 32)
			continue;
		report(checking, field->label.at,
		       "configuration field '%s' triggers an action and is %u bits wide",
		       field->label.name, bits(field));
		advice(checking, "A driver may write it in two halves or more, in any "
		                 "order, so the device cannot know when the value is "
		                 "whole and acts on a half. Use le32, or a request on a "
		                 "virtqueue.");
	}
}

void check_write_width(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (!is_writable(field) || field->trigger)
			continue;
		if (bits(field) <= 32 && field->extent == VQS_ONE &&
		    field->kind != VQS_STRUCT)
			continue;
		report(checking, access_at(field),
		       "configuration field '%s' is written in pieces: it is %s of %u "
		       "bits",
		       field->label.name,
		       field->kind == VQS_STRUCT  ? "a structure"
		       : field->extent != VQS_ONE ? "an array"
		                                  : "one value",
		       bits(field));
		advice(checking,
		       "Only writes of up to 32 bits are atomic; in between the device "
		       "sees a mixture of old and new. (The network device had its MAC "
		       "address written so once, and got a command for it.) Use a "
		       "request on a virtqueue, or make sure that no mixture does harm "
		       "and say so in `answers:`.");
	}
}

/* ---- CF-10: several writes that belong together -------------------------- */

static void advise_request(struct checking *checking)
{
	advice(checking, "Nothing orders writes to the configuration space or tells the "
	                 "device which of them belong together, and two threads of a "
	                 "driver mix theirs. What is set up in several fields and then "
	                 "started is a request: its readable half carries all of it at "
	                 "once, and its status says what came of it.");
}

void check_write_protocol(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;
	const struct field *trigger = NULL, *other = NULL, *last = NULL;
	unsigned int writable = 0;

	for (unsigned int i = 0; i < fields->count; i++) {
		if (!is_writable(&fields->fields[i]))
			continue;
		writable++;
		last = &fields->fields[i];
		if (last->trigger && !trigger)
			trigger = last;
		else if (!other)
			other = last;
	}
	if (trigger && other) {
		report(checking, trigger_at(trigger),
		       "writing '%s' triggers an action, and '%s' is written as well",
		       trigger->label.name, other->label.name);
		advise_request(checking);
	} else if (writable > 2) {
		report(checking, access_at(last),
		       "%u configuration fields are written by the driver", writable);
		advise_request(checking);
	}
}

/* ---- CF-11: what does not belong here ------------------------------------ */

static bool is_statistic(const struct field *field)
{
	static const char *const words[] = { "packets",     "statistics", "stats",
		                             "stat",        "counter",    "counters",
		                             "errors",      "dropped",    "received",
		                             "transferred", "uptime",     "elapsed",
		                             "sent",        "timestamp",  "histogram",
		                             NULL };

	return has_word(field->label.name, words);
}

static bool is_request(const struct field *field)
{
	static const char *const words[] = { "request", "response", "command", "cmd",
		                             "reply",   "event",    "events",  NULL };

	return has_word(field->label.name, words) &&
	       (field->volatile_ || is_writable(field));
}

static void advise_traffic(struct checking *checking)
{
	advice(checking,
	       "The configuration space is for what a driver needs to initialize the "
	       "device and for what seldom changes: each read is a trap, values are not "
	       "consistent with each other, and every change costs a notification that "
	       "does not say what changed. Statistics are a request that answers with "
	       "all of them; what happens is an event on a queue of posted buffers.");
}

#define MANY_CHANGING 4

static void check_field_state(struct checking *checking, const struct field *field,
                              unsigned int changing)
{
	bool statistic = is_statistic(field);

	if (statistic || is_request(field))
		report(checking, field->label.at,
		       "configuration field '%s' looks like %s", field->label.name,
		       statistic ? "a statistic" : "a request or an event");
	else if (field->volatile_ && changing == MANY_CHANGING)
		report(checking, field->volatile_at,
		       "'%s' is the %uth configuration field that changes by itself",
		       field->label.name, changing);
	else
		return;
	advise_traffic(checking);
}

void check_config_state(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;
	unsigned int changing = 0;

	for (unsigned int i = 0; i < fields->count; i++) {
		if (fields->fields[i].role == ROLE_RESERVED)
			continue;
		changing += fields->fields[i].volatile_;
		check_field_state(checking, &fields->fields[i], changing);
	}
}

/* ---- CF-15: access ------------------------------------------------------- */

static void report_no_write(struct checking *checking, const struct field *field)
{
	report(checking, trigger_at(field),
	       "configuration field '%s' is triggered by a write, but is read-only",
	       field->label.name);
	advice(checking, "Drivers must not write a field that is not declared writable. "
	                 "Say `access: rw` (or wo, or w1c).");
}

static void report_never_read(struct checking *checking, const struct field *field)
{
	report(checking, access_at(field),
	       "configuration field '%s' changes by itself, but is write-only",
	       field->label.name);
	advice(checking, "A driver is told that it changed and has no way to see to "
	                 "what. Say `access: rw`, or leave `changes` out.");
}

static void report_no_bits(struct checking *checking, const struct field *field,
                           const char *what)
{
	report(checking, access_at(field), "configuration field '%s' is w1c, but %s",
	       field->label.name, what);
	advice(checking, "Writing ones clears bits, each on its own: that takes one "
	                 "scalar with `flags`, or with no values. Use `access: rw` for "
	                 "what is set to a value.");
}

static void report_reserved_access(struct checking *checking, const struct field *field)
{
	report(checking, field->access_at, "reserved field '%s' has an access mode",
	       field->label.name);
	advice(checking,
	       "A reserved field reads as zero and is left alone by the driver until a "
	       "later version gives it a meaning, and an access, with a feature bit.");
}

static void check_field_access(struct checking *checking, const struct field *field)
{
	if (field->role == ROLE_RESERVED) {
		if (field->access_at.line)
			report_reserved_access(checking, field);
		return;
	}
	if (field->trigger && field->access == VQS_READ_ONLY)
		report_no_write(checking, field);
	if (field->volatile_ && field->access == VQS_WRITE_ONLY)
		report_never_read(checking, field);
	if (field->access != VQS_WRITE_1_CLEAR)
		return;
	if (field->extent != VQS_ONE || field->kind == VQS_STRUCT)
		report_no_bits(checking, field, "it is no scalar");
	else if (field->values && !field->values->flags)
		report_no_bits(checking, field,
		               "it holds one of several values, not bits");
	else if (field->min.given || field->max.given)
		report_no_bits(checking, field, "it has bounds like a number");
}

void check_access(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++)
		check_field_access(checking, &fields->fields[i]);
}

/* ---- CF-20: ccw writes all of it ----------------------------------------- */

static void report_rewritten(struct checking *checking, const struct field *acting,
                             const struct field *field)
{
	report(checking, access_at(acting),
	       "on ccw, writing '%s' writes '%s' again, which acts", field->label.name,
	       acting->label.name);
	advice(checking,
	       "Channel I/O transmits the configuration space from its start up to the "
	       "field that is written; Linux fills what comes before from its copy. A "
	       "write to '%s' (offset %u) so repeats the one to '%s' (offset %u). Put "
	       "'%s' after all other writable fields, make writing it twice harmless, "
	       "or leave ccw out of `transports`.",
	       field->label.name, field->offset, acting->label.name, acting->offset,
	       acting->label.name);
}

void check_rewritten(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;
	const struct field *acting = NULL;

	if (!may_be_on(checking->model, TRANSPORT_CCW))
		return;
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		if (acting && is_writable(field)) {
			report_rewritten(checking, acting, field);
			return;
		}
		if (!acting && acts(field))
			acting = field;
	}
}

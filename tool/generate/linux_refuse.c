/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: what the generator has no words for yet. It refuses such a type as a
 * whole: a driver that lays out messages in another way than the device is of no
 * use to anybody.
 */
#include "finding.h"
#include "generate.h"
#include "model.h"

#include <string.h>

static bool refuse(struct findings *findings, const struct field *field, const char *what)
{
	finding_add(findings, SEVERITY_ERROR, field->label.at, NULL,
	            "the Linux driver generator cannot do this yet: %s", what);
	finding_advise(findings, NULL,
	               "All other outputs can be generated, and `vqsmith call` works.");
	return false;
}

/* The variables that say how much is there have the names of the fields. */
static bool lacks_too(const struct message *message, const char *name)
{
	const struct fields *fields = &message->readable.fields;

	for (unsigned int i = 0; i < fields->count; i++)
		if (may_lack(&fields->fields[i]) &&
		    strcmp(fields->fields[i].label.name, name) == 0)
			return true;
	return false;
}

/* A union of the message itself is bytes to a program; of a structure, a C union. */
static bool can_do_term(const struct term *term)
{
	const struct field *field = term->field;

	if (term->length && field->union_)
		return false;
	for (unsigned int i = 0; i < term->length; i++) {
		if (field->union_ && may_lack(field->union_->by.field))
			return false;
		field = field->union_ ? &field->union_->cases.fields[term->path[i]]
		                      : &field->structure->fields.fields[term->path[i]];
	}
	return true;
}

static bool can_do_count(const struct count *count)
{
	for (unsigned int i = 0; i < count->term_count; i++)
		if (!can_do_term(&count->terms[i]))
			return false;
	return true;
}

static bool can_do_field(const struct message *message, const struct field *field,
                         bool writable, struct findings *findings)
{
	if (may_lack(field) && field->extent == VQS_ARRAY && field->kind != VQS_U8)
		return refuse(findings, field, "an array that features leave out");
	if (may_lack(field) && field->union_)
		return refuse(findings, field, "a union that features leave out");
	if (may_lack(field) && writable && lacks_too(message, field->label.name))
		return refuse(
		        findings, field,
		        "fields of one name in both halves that features leave out");
	if (writable && field->same.source == VQS_HERE && field->same.field)
		return refuse(findings, field,
		              "a part of a reply as long as another of it");
	if (!can_do_count(&field->count))
		return refuse(findings, field,
		              "a count in a union that is no part of a structure, or "
		              "that a field tells apart which features leave out");
	return true;
}

static bool can_do_half(const struct message *message, bool writable,
                        struct findings *findings)
{
	const struct half *half = writable ? &message->writable : &message->readable;
	bool fine = true;

	for (unsigned int i = 0; i < half->fields.count; i++)
		if (!half->fields.fields[i].from_header)
			fine &= can_do_field(message, &half->fields.fields[i], writable,
			                     findings);
	return fine;
}

bool linux_can_do(const struct model *model, struct findings *findings)
{
	bool fine = true;

	for (unsigned int f = 0; f < model->family_count; f++)
		for (unsigned int m = 0; m < model->families[f].count; m++) {
			const struct message *message = &model->families[f].messages[m];

			fine &= can_do_half(message, false, findings);
			fine &= can_do_half(message, true, findings);
		}
	return fine;
}

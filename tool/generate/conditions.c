/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Conditions over features, and sets of features, as constants of C.
 */
#define _GNU_SOURCE /* reallocarray */
#include "conditions.h"

#include <stdlib.h>
#include <string.h>

#include "native.h"

static bool same_condition(const struct condition *a, const struct condition *b)
{
	if (a->count != b->count)
		return false;
	for (unsigned int i = 0; i < a->count; i++) {
		if (a->any[i].count != b->any[i].count)
			return false;
		for (unsigned int k = 0; k < a->any[i].count; k++)
			if (a->any[i].all[k] != b->any[i].all[k])
				return false;
	}
	return true;
}

/* if_motion_and_scenes_or_test */
static struct name name_made(const struct condition *condition)
{
	struct name name = name_of("if");

	for (unsigned int i = 0; i < condition->count; i++)
		for (unsigned int k = 0; k < condition->any[i].count; k++)
			name = name_of("%.180s%s_%s", name.text,
			               k   ? "_and"
			               : i ? "_or"
			                   : "",
			               condition->any[i].all[k]->label.name);
	return name;
}

static bool name_is_taken(const struct conditions *conditions, const char *name)
{
	for (unsigned int i = 0; i < conditions->count; i++)
		if (strcmp(conditions->list[i].name.text, name) == 0)
			return true;
	return false;
}

static void collect(struct conditions *conditions, const struct condition *condition,
                    bool whole)
{
	struct name name = name_made(condition);
	void *list;

	if (condition->count == 0)
		return;
	for (unsigned int i = 0; i < conditions->count; i++)
		if (same_condition(conditions->list[i].condition, condition)) {
			conditions->list[i].whole |= whole;
			return;
		}
	list = reallocarray(conditions->list, conditions->count + 1,
	                    sizeof(*conditions->list));
	if (!list)
		return;
	conditions->list = list;
	if (name_is_taken(conditions, name.text) || strlen(name.text) > NAME_MOST)
		name = name_of("condition%u", conditions->count + 1);
	conditions->list[conditions->count].condition = condition;
	conditions->list[conditions->count].whole = whole;
	conditions->list[conditions->count++].name = name;
}

static void collect_fields(struct conditions *conditions, const struct fields *fields)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];

		collect(conditions, &field->condition, true);
		collect(conditions, &field->unless, true);
		for (unsigned int k = 0; k < field->limit_count; k++) {
			collect(conditions, &field->limits[k].condition, true);
			collect(conditions, &field->limits[k].unless, true);
		}
	}
}

static void collect_message(struct conditions *conditions, const struct message *message)
{
	collect(conditions, &message->condition, true);
	collect_fields(conditions, &message->readable.fields);
	collect_fields(conditions, &message->writable.fields);
}

void conditions_collect(struct conditions *conditions, const struct model *model)
{
	const struct family *family;

	*conditions = (struct conditions){ .model = model };
	for (unsigned int i = 0; i < model->feature_count; i++)
		collect(conditions, &model->features[i].requires, false);
	for (unsigned int i = 0; i < model->at_least_one_count; i++)
		collect(conditions, &model->at_least_one[i], false);
	collect_fields(conditions, &model->config.fields);
	for (unsigned int i = 0; i < model->queue_count; i++)
		collect(conditions, &model->queues[i].condition, true);
	for (unsigned int i = 0; i < model->region_count; i++)
		collect(conditions, &model->regions[i].condition, true);
	for (int kind = 0; kind < FACILITY_KINDS; kind++)
		for (unsigned int i = 0; i < model->facilities[kind].count; i++)
			collect(conditions, &model->facilities[kind].list[i].condition,
			        true);
	for (unsigned int f = 0; (family = model_any_family(model, f)); f++)
		for (unsigned int m = 0; m < family->count; m++)
			collect_message(conditions, &family->messages[m]);
	for (unsigned int i = 0; i < model->structure_count; i++)
		collect_fields(conditions, &model->structures[i]->fields);
}

void conditions_fini(struct conditions *conditions)
{
	free(conditions->list);
}

struct name condition_name(const struct conditions *conditions,
                           const struct condition *condition)
{
	for (unsigned int i = 0; i < conditions->count; i++)
		if (same_condition(conditions->list[i].condition, condition))
			return conditions->list[i].name;
	return name_of("%s", "");
}

/* The features of one word of a set: bits 0..63 or 64..127. */
static void print_word(FILE *out, const struct model *model, const struct feature **list,
                       unsigned int count, unsigned int word)
{
	bool any = false;

	for (unsigned int i = 0; i < count; i++) {
		if (list[i]->bit.value / 64 != word)
			continue;
		fputs(any ? " | " : "", out);
		fprintf(out, word ? "UINT64_C(1) << (%s - 64)" : "UINT64_C(1) << %s",
		        name_feature(model, list[i]).text);
		any = true;
	}
	if (!any)
		fputs("0", out);
}

void features_print(FILE *out, const struct model *model, const struct feature **list,
                    unsigned int count)
{
	bool high = false;

	for (unsigned int i = 0; i < count; i++)
		high |= list[i]->bit.value >= 64;
	fputs("{ { ", out);
	print_word(out, model, list, count, 0);
	if (high) {
		fputs(", ", out);
		print_word(out, model, list, count, 1);
	}
	fputs(" } }", out);
}

void conditions_print(const struct conditions *conditions, FILE *out)
{
	for (unsigned int i = 0; i < conditions->count; i++) {
		const struct condition *condition = conditions->list[i].condition;
		const char *name = conditions->list[i].name.text;

		fprintf(out, "\nstatic const struct vqs_features %s_any[] = {\n", name);
		for (unsigned int k = 0; k < condition->count; k++) {
			fputc('\t', out);
			features_print(out, conditions->model, condition->any[k].all,
			               condition->any[k].count);
			fputs(",\n", out);
		}
		fputs("};\n", out);
		if (conditions->list[i].whole)
			fprintf(out,
			        "\nstatic const struct vqs_condition %s = {\n"
			        "\t%s_any,\n\tCOUNT(%s_any),\n};\n",
			        name, name, name);
	}
}

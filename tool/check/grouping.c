/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whether one feature bit stands for several unrelated things: rule FT-10.
 *
 * A guess from words, and a cautious one. What hangs on a feature falls into
 * groups: by a word that names share, by a family that a queue carries, by
 * neighbourhood in the configuration space, and by the part of the feature's
 * summary ("it dims and senses motion") whose words an item uses. Two groups
 * are suspicious if the summary speaks of both, or of none of them.
 */
#include "rules.h"

#include <ctype.h>
#include <string.h>

#define MOST_ITEMS 64
#define MOST_WORDS 16
#define MOST_PARTS 4
#define WORD_SIZE  24

/* ---- Words --------------------------------------------------------------- */

struct words {
	char word[MOST_WORDS][WORD_SIZE];
	unsigned int count;
};

static bool is_common(const char *word)
{
	static const char *const common[] = {
		"max",      "min",       "num",     "size",   "count",    "set",
		"get",      "queue",     "queues",  "event",  "events",   "mode",
		"state",    "request",   "status",  "type",   "requests", "flags",
		"data",     "response",  "control", "config", "read",     "write",
		"device",   "driver",    "start",   "stop",   "message",  "support",
		"supports", "supported", "the",     "and",    "that",     "this",
		"with",     "from",      "have",    "has",    "its",      "how",
		"what",     "when",      "which",   "for",    "are",      "many",
		"most",     "more",      "other",   "each",   "than",     "there",
		"into",     "can",
	};

	for (unsigned int i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (strcmp(common[i], word) == 0)
			return true;
	return false;
}

/* Adds the words of a text, in lower case, but those that say nothing. */
static void add_words(struct words *words, const char *text, size_t length,
                      const char *device)
{
	const char *end = text + length;

	while (text < end && words->count < MOST_WORDS) {
		char *word = words->word[words->count];
		size_t kept = 0;

		while (text < end && !isalnum((unsigned char)*text))
			text++;
		for (; text < end && isalnum((unsigned char)*text); text++)
			if (kept < WORD_SIZE - 1)
				word[kept++] = (char)tolower((unsigned char)*text);
		word[kept] = '\0';
		if (kept >= 3 && !is_common(word) && strcmp(word, device) != 0)
			words->count++;
	}
}

/* The same word, or akin: motion, motions, multiport and port, senses and sensor. */
static bool are_akin(const char *a, const char *b)
{
	size_t shared = 0;

	if (strcmp(a, b) == 0)
		return true;
	while (a[shared] && a[shared] == b[shared])
		shared++;
	if (shared >= 4)
		return true;
	return (strlen(a) >= 4 && strstr(b, a)) || (strlen(b) >= 4 && strstr(a, b));
}

static bool share_word(const struct words *one, const struct words *other)
{
	for (unsigned int i = 0; i < one->count; i++)
		for (unsigned int j = 0; j < other->count; j++)
			if (are_akin(one->word[i], other->word[j]))
				return true;
	return false;
}

/* ---- Items --------------------------------------------------------------- */

struct item {
	const struct label *label;
	const struct field *field;   /* of the configuration space, or NULL */
	const struct family *family; /* of a queue or a message, or NULL */
	struct words name, text;     /* of the name; of the name and the summary */
	unsigned int group;
	bool told; /* the feature speaks of it */
};

/* One feature, what hangs on it, and the parts of what it says of itself. */
struct grouping {
	const struct model *model;
	const struct feature *feature;
	struct item items[MOST_ITEMS];
	unsigned int count; /* may be more than there is room for: too many to judge */
	struct words parts[MOST_PARTS];
	unsigned int part_count;
};

static bool hangs_on(const struct condition *condition, const struct feature *feature)
{
	return condition->count == 1 && condition->any[0].count == 1 &&
	       condition->any[0].all[0] == feature;
}

static void add_text(struct words *words, const char *text, const char *device)
{
	if (text)
		add_words(words, text, strlen(text), device);
}

static void add_item(struct grouping *grouping, const struct label *label,
                     const struct field *field, const struct family *family)
{
	const char *device = grouping->model->label.name;
	struct item *item = &grouping->items[grouping->count];

	if (grouping->count++ >= MOST_ITEMS)
		return;
	*item = (struct item){ .label = label, .field = field, .family = family };
	item->group = grouping->count - 1;
	add_text(&item->name, label->name, device);
	item->text = item->name;
	add_text(&item->text, label->summary.value, device);
}

static void collect(struct grouping *grouping)
{
	const struct model *model = grouping->model;

	for (unsigned int i = 0; i < model->config.fields.count; i++) {
		const struct field *field = &model->config.fields.fields[i];

		if (hangs_on(&field->condition, grouping->feature) &&
		    field->role != ROLE_RESERVED)
			add_item(grouping, &field->label, field, NULL);
	}
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (hangs_on(&queue->condition, grouping->feature))
			add_item(grouping, &queue->label, NULL, queue->family);
	}
	for (unsigned int i = 0; i < model->region_count; i++)
		if (hangs_on(&model->regions[i].condition, grouping->feature))
			add_item(grouping, &model->regions[i].label, NULL, NULL);
	for (unsigned int i = 0; i < model->family_count; i++)
		for (unsigned int j = 0; j < model->families[i].count; j++) {
			const struct message *message = &model->families[i].messages[j];

			if (hangs_on(&message->condition, grouping->feature))
				add_item(grouping, &message->label, NULL,
				         message->family);
		}
}

/* The summary, cut at each "and"; the name belongs to the parts that it is akin to. */
static void split_summary(struct grouping *grouping)
{
	const char *device = grouping->model->label.name;
	const char *at = grouping->feature->label.summary.value;
	struct words name = { .count = 0 };

	add_text(&name, grouping->feature->label.name, device);
	while (at && grouping->part_count < MOST_PARTS - 1) {
		const char *and = strstr(at, " and ");
		struct words *part = &grouping->parts[grouping->part_count++];

		add_words(part, at, and? (size_t)(and-at) : strlen(at), device);
		if (share_word(part, &name))
			add_text(part, grouping->feature->label.name, device);
		at = and? and+strlen(" and ") : NULL;
	}
	grouping->parts[grouping->part_count++] = name;
}

/* ---- Groups -------------------------------------------------------------- */

static bool belong_together(const struct item *a, const struct item *b)
{
	if (a->family && a->family == b->family)
		return true;
	if (a->field && b->field && a->field->index + 1 == b->field->index)
		return true;
	return share_word(&a->name, &b->name);
}

static void join(struct grouping *grouping, struct item *a, struct item *b)
{
	unsigned int from = b->group, into = a->group;

	for (unsigned int i = 0; i < grouping->count; i++)
		if (grouping->items[i].group == from)
			grouping->items[i].group = into;
}

static void join_items(struct grouping *grouping)
{
	for (unsigned int i = 1; i < grouping->count; i++)
		for (unsigned int j = 0; j < i; j++)
			if (belong_together(&grouping->items[j], &grouping->items[i]))
				join(grouping, &grouping->items[j], &grouping->items[i]);
}

/* Items that one part of the summary speaks of. */
static void join_part(struct grouping *grouping, const struct words *part)
{
	struct item *first = NULL;

	for (unsigned int i = 0; i < grouping->count; i++) {
		struct item *item = &grouping->items[i];

		if (!share_word(&item->text, part))
			continue;
		item->told = true;
		if (first)
			join(grouping, first, item);
		else
			first = item;
	}
}

/* An item of another group than the first one of its kind, told or not; or NULL. */
static const struct item *stranger(const struct grouping *grouping, bool told,
                                   const struct item **first)
{
	*first = NULL;
	for (unsigned int i = 0; i < grouping->count; i++) {
		const struct item *item = &grouping->items[i];

		if (item->told != told)
			continue;
		if (!*first)
			*first = item;
		else if (item->group != (*first)->group)
			return item;
	}
	return NULL;
}

static bool is_any_told(const struct grouping *grouping)
{
	for (unsigned int i = 0; i < grouping->count; i++)
		if (grouping->items[i].told)
			return true;
	return false;
}

static void check_feature(struct checking *checking, const struct feature *feature)
{
	struct grouping grouping = { .model = checking->model, .feature = feature };
	const struct item *one, *other;

	collect(&grouping);
	if (grouping.count < 2 || grouping.count > MOST_ITEMS)
		return;
	split_summary(&grouping);
	join_items(&grouping);
	for (unsigned int i = 0; i < grouping.part_count; i++)
		join_part(&grouping, &grouping.parts[i]);
	other = stranger(&grouping, is_any_told(&grouping), &one);
	if (!other)
		return;
	report(checking, feature->label.at,
	       "feature '%s' guards things that make sense apart: '%s' and '%s'",
	       feature->label.name, one->label->name, other->label->name);
	advice(checking,
	       "A device that can do only one of them cannot offer the bit, and there "
	       "are bits enough. Give each its own. What is always implemented together "
	       "may share one: then let names or the summary show it, or answer FT-10.");
}

void check_grouping(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->feature_count; i++)
		check_feature(checking, &model->features[i]);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Reads how many virtqueues a row has and beside which others it lies, and
 * gives all rows their indices.
 */
#include "read_queues.h"

#include <ctype.h>
#include <string.h>

const struct field *read_number_field(struct reader *reader, const struct node *node,
                                      const char *name, const char *otherwise)
{
	const struct field *field = find_config_field(reader, node, name, otherwise);

	if (!field || (field->kind != VQS_STRUCT && field->extent == VQS_ONE))
		return field;
	complain(reader, node->at, NULL, "'%s' is not a single number", name);
	return NULL;
}

/* ---- Counts: field * factor + addend ------------------------------------------- */

struct count_text {
	char field[NAME_LENGTH + 1];
	uint64_t factor, addend;
	bool less;
};

static bool take_number(const char **at, uint64_t most, uint64_t *number)
{
	*number = 0;
	if (!isdigit((unsigned char)**at))
		return false;
	for (; isdigit((unsigned char)**at); ++*at)
		if (*number <= most)
			*number = *number * 10 + (uint64_t)(**at - '0');
	return *number <= most;
}

static bool take_sign(const char **at, const char *sign)
{
	if (strncmp(*at, sign, strlen(sign)) != 0)
		return false;
	*at += strlen(sign);
	return true;
}

static bool parse_count(const char *text, struct count_text *count)
{
	size_t length = strcspn(text, " ");

	*count = (struct count_text){ .factor = 1 };
	if (length > NAME_LENGTH)
		return false;
	memcpy(count->field, text, length);
	text += length;
	if (!is_name(count->field))
		return false;
	if (take_sign(&text, " * ") && (!take_number(&text, UINT16_MAX, &count->factor) ||
	                                count->factor == 0))
		return false;
	count->less = take_sign(&text, " - ");
	if ((count->less || take_sign(&text, " + ")) &&
	    !take_number(&text, UINT16_MAX, &count->addend))
		return false;
	return !*text;
}

static unsigned int count_for(const struct queue *queue, uint64_t said)
{
	uint64_t times = said > UINT32_MAX ? UINT32_MAX : said;
	int64_t count = (int64_t)times * queue->factor + queue->addend;

	if (count < 0)
		return 0;
	return count > UINT32_MAX ? UINT32_MAX : (unsigned int)count;
}

/* A field that says plainly how many there are says at least one. */
static unsigned int least_for(const struct queue *queue)
{
	const struct number *min = &queue->count_field->min;
	bool plain = queue->factor == 1 && queue->addend == 0;

	return count_for(queue, min->given ? min->value : plain);
}

static void count_by_field(struct reader *reader, struct queue *queue,
                           const struct node *node, const struct count_text *count)
{
	const struct field *field = read_number_field(
	        reader, node, count->field,
	        "'count' is a number, or the field that says how many.");

	if (!field)
		return;
	queue->count_field = field;
	queue->factor = (uint16_t)count->factor;
	queue->addend = count->less ? -(int32_t)count->addend : (int32_t)count->addend;
	queue->most = count_for(queue, field->max.given ? field->max.value
	                                                : scalar_max(field->kind));
	queue->least = least_for(queue);
	if (queue->most)
		return;
	complain(reader, node->at, NULL, "there is never a virtqueue of this kind");
	advise(reader, "'%s' is at most %llu.", field->label.name,
	       (unsigned long long)field->max.value);
	queue->most = 1;
}

static void count_by_number(struct reader *reader, struct queue *queue,
                            const struct node *node)
{
	struct number number = { .given = false };

	if (!read_number(reader, node, &number))
		return;
	if (number.value >= 1 && number.value <= UINT32_MAX) {
		queue->most = queue->least = (unsigned int)number.value;
		return;
	}
	complain(reader, node->at, NULL, "there can't be %llu virtqueues of a kind",
	         (unsigned long long)number.value);
}

static void read_count(struct reader *reader, struct queue *queue, const struct node *node)
{
	struct count_text count;

	if (!read_word(reader, node, "a number or a configuration field"))
		return;
	queue->count = (struct text){ node->text, node->at };
	if (isdigit((unsigned char)node->text[0]) || node->text[0] == '-') {
		count_by_number(reader, queue, node);
	} else if (parse_count(node->text, &count)) {
		count_by_field(reader, queue, node, &count);
	} else {
		complain(reader, node->at, NULL, "'%s' does not say how many", node->text);
		advise(reader, "Write a number, or a configuration field with a factor, an "
		               "addend or both: num_queues, ports * 2 + 1.");
	}
}

/* ---- Rows beside each other ---------------------------------------------------- */

static const struct queue *find_row(struct reader *reader, const struct queue *queue,
                                    const struct node *node)
{
	const struct model *model = reader->model;
	struct guess guess = { .word = node->text };

	for (unsigned int i = 0; i < queue->index; i++) {
		const char *name = model->queues[i].label.name;

		if (name && strcmp(name, node->text) == 0)
			return &model->queues[i];
		guess_offer(&guess, name ? name : "");
	}
	complain(reader, node->at, NULL, "there is no virtqueue '%s' before '%s'",
	         node->text, queue->label.name);
	advise_guess(reader, &guess, "Rows that lie beside each other stand one after "
	                             "the other.");
	return NULL;
}

/* Rows of one group stand together: it begins at `head` and has all in between. */
static void join(struct reader *reader, struct queue *queue, const struct queue *head,
                 const struct node *node)
{
	struct queue *queues = reader->model->queues;

	head = head->head;
	if (queue->index != head->index + head->stride) {
		complain(reader, node->at, NULL, "'%s' does not stand beside '%s'",
		         queue->label.name, head->label.name);
		advise(reader, "Other virtqueues stand between the two.");
		return;
	}
	if (head->shifts)
		complain(reader, node->at, NULL, "'%s' shifts, but would lie beside '%s'",
		         head->label.name, queue->label.name);
	for (unsigned int i = head->index; i <= queue->index; i++)
		queues[i].stride = queue->index - head->index + 1;
	queue->head = head;
	queue->count = head->count;
	queue->count_field = head->count_field;
	queue->factor = head->factor;
	queue->addend = head->addend;
	queue->most = head->most;
	queue->least = head->least;
}

static void read_beside(struct reader *reader, struct queue *queue,
                        const struct node *node, const struct node *count)
{
	const struct queue *head;

	if (!read_word(reader, node, "the name of a virtqueue"))
		return;
	head = find_row(reader, queue, node);
	if (head)
		join(reader, queue, head, node);
	if (!count)
		return;
	complain(reader, count->at, NULL, "a row beside another has no 'count' of its own");
	advise(reader, "There are as many of both.");
}

static void check_shifts(struct reader *reader, const struct queue *queue)
{
	if (!queue->shifts)
		return;
	if (!queue->condition.text.value) {
		complain(reader, queue->shifts_at, NULL, "'%s' shifts, but is always there",
		         queue->label.name);
		advise(reader, "It goes with 'if'.");
	} else if (queue->stride > 1) {
		complain(reader, queue->shifts_at, NULL,
		         "'%s' shifts, but lies beside another row", queue->label.name);
	}
}

void read_row(struct reader *reader, struct queue *queue, const struct node *map)
{
	const struct node *count = node_find(map, "count");
	const struct node *beside = node_find(map, "beside");

	if (beside)
		read_beside(reader, queue, beside, count);
	else if (count)
		read_count(reader, queue, count);
	check_shifts(reader, queue);
}

/* ---- Indices ------------------------------------------------------------------- */

static unsigned int sum(uint64_t a, uint64_t b)
{
	return a + b > UINT32_MAX ? UINT32_MAX : (unsigned int)(a + b);
}

/* What the rows before it take, where not all of that is a number. */
struct before {
	struct arena *arena;
	const char *text; /* of what is none; NULL: all is */
	unsigned int number;
};

static void add_place(struct before *place, const char *text)
{
	place->text = place->text ? arena_format(place->arena, "%s + %s", place->text, text)
	                          : text;
}

static void add_group(struct before *place, const struct queue *head)
{
	const char *count = arena_format(place->arena, "%u", head->most);

	if (!head->count_field && !head->shifts) {
		place->number = sum(place->number, (uint64_t)head->most * head->stride);
		return;
	}
	if (head->count_field)
		count = head->count.value;
	if (head->stride > 1)
		count = arena_format(place->arena, strchr(count, ' ') ? "%u * (%s)"
		                                                      : "%u * %s",
		                     head->stride, count);
	if (head->shifts)
		count = arena_format(place->arena, "(%s if %s)", count,
		                     head->condition.text.value);
	add_place(place, count);
}

static const char *place_text(const struct before *place, unsigned int more)
{
	unsigned int number = sum(place->number, more);

	if (!place->text)
		return NULL;
	if (number == 0)
		return place->text;
	return arena_format(place->arena, "%u + %s", number, place->text);
}

/* Sums stop at the largest number: far above 65535, which rule VQ-03 judges. */
void number_queues(struct reader *reader)
{
	struct model *model = reader->model;
	struct before place = { .arena = reader->arena };
	unsigned int next = 0;

	for (unsigned int i = 0; i < model->queue_count;) {
		const struct queue *head = &model->queues[i];
		unsigned int end = i + head->stride;

		for (; i < end && i < model->queue_count; i++) {
			struct queue *queue = &model->queues[i];

			queue->first = sum(next, i - head->index);
			queue->moves = place.text;
			queue->place = place_text(&place, i - head->index);
		}
		next = sum(next, (uint64_t)head->most * head->stride);
		add_group(&place, head);
	}
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Conditions over features: `a and (b or c)`, brought into disjunctive form
 * as they are read.
 */
#include "reader.h"

#include <string.h>

#define MOST_PARENTHESES 16
#define WORD             64

/* Sets of features by index; one set for each alternative. */
struct dnf {
	uint64_t **any;
	unsigned int count;
};

struct parser {
	struct reader *reader;
	const struct node *node;
	const char *rule;
	const char *const *over;
	const char *start; /* of the condition, after a word that says what it is over */
	const char *at;    /* the token to be read next */
	size_t length;
	unsigned int depth;
	bool failed;
};

const struct feature *find_feature(struct reader *reader, const char *name)
{
	struct model *model = reader->model;

	for (unsigned int i = 0; i < model->feature_count; i++)
		if (strcmp(model->features[i].label.name, name) == 0)
			return &model->features[i];
	return NULL;
}

void guess_feature(const struct reader *reader, struct guess *guess)
{
	for (unsigned int i = 0; i < reader->model->feature_count; i++)
		guess_offer(guess, reader->model->features[i].label.name);
}

/* ---- Forms -------------------------------------------------------------------- */

static size_t words(const struct parser *parser)
{
	return (parser->reader->model->feature_count + WORD - 1) / WORD;
}

/* One more than there may be, so that too many can be told. */
static struct dnf make_dnf(struct parser *parser)
{
	struct arena *arena = parser->reader->arena;

	return (struct dnf){ .any = arena_alloc(arena, MOST_ALTERNATIVES + 1,
		                                sizeof(uint64_t *)) };
}

static bool within(const uint64_t *part, const uint64_t *whole, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (part[i] & ~whole[i])
			return false;
	return true;
}

/* An alternative that needs more than another one adds nothing. */
static void add_alternative(struct parser *parser, struct dnf *form, const uint64_t *set)
{
	size_t size = words(parser) * sizeof(*set);
	unsigned int kept = 0;

	for (unsigned int i = 0; i < form->count; i++)
		if (within(form->any[i], set, words(parser)))
			return;
	for (unsigned int i = 0; i < form->count; i++)
		if (!within(set, form->any[i], words(parser)))
			form->any[kept++] = form->any[i];
	form->count = kept;
	if (kept > MOST_ALTERNATIVES)
		return;
	form->any[kept] = arena_alloc(parser->reader->arena, 1, size);
	memcpy(form->any[kept], set, size);
	form->count++;
}

static struct dnf join_or(struct parser *parser, struct dnf left, struct dnf right)
{
	for (unsigned int i = 0; i < right.count; i++)
		add_alternative(parser, &left, right.any[i]);
	return left;
}

static struct dnf join_and(struct parser *parser, struct dnf left, struct dnf right)
{
	struct dnf form = make_dnf(parser);
	uint64_t set[MOST_FEATURES / WORD];

	for (unsigned int i = 0; i < left.count; i++) {
		for (unsigned int j = 0; j < right.count; j++) {
			for (size_t k = 0; k < words(parser); k++)
				set[k] = left.any[i][k] | right.any[j][k];
			add_alternative(parser, &form, set);
		}
	}
	return form;
}

/* ---- Tokens ------------------------------------------------------------------- */

static void take(struct parser *parser)
{
	parser->at += parser->length;
	parser->at += strspn(parser->at, " \n");
	if (*parser->at == '(' || *parser->at == ')')
		parser->length = 1;
	else
		parser->length = strcspn(parser->at, " \n()");
}

static bool is_token(const struct parser *parser, const char *token)
{
	return parser->length == strlen(token) &&
	       strncmp(parser->at, token, parser->length) == 0;
}

static void fail(struct parser *parser, const char *what, const char *advice)
{
	const char *start = parser->node->text;

	if (!parser->failed) {
		complain(parser->reader,
		         node_place(parser->node, (size_t)(parser->at - start),
		                    parser->length),
		         NULL, "%s", what);
		advise(parser->reader, "%s", advice);
	}
	parser->failed = true;
}

/* ---- Grammar ------------------------------------------------------------------ */

static struct dnf parse_or(struct parser *parser);

static void complain_feature(struct parser *parser, const char *name)
{
	struct reader *reader = parser->reader;
	struct guess guess = { .word = name };

	complain(reader,
	         node_place(parser->node, (size_t)(parser->at - parser->node->text),
	                    parser->length),
	         parser->rule, "there is no feature '%s'", name);
	guess_feature(reader, &guess);
	advise_guess(reader, &guess,
	             "Conditions name features of this description, joined by 'and' and "
	             "'or'.");
	parser->failed = true;
}

static struct dnf parse_feature(struct parser *parser)
{
	char *name = arena_copy(parser->reader->arena, parser->at, parser->length);
	const struct feature *feature = find_feature(parser->reader, name);
	uint64_t set[MOST_FEATURES / WORD] = { 0 };
	struct dnf form = make_dnf(parser);

	if (!feature) {
		complain_feature(parser, name);
	} else {
		set[feature->index / WORD] |= UINT64_C(1) << (feature->index % WORD);
		add_alternative(parser, &form, set);
	}
	take(parser);
	return form;
}

static struct dnf parse_part(struct parser *parser)
{
	struct dnf form = { .count = 0 };

	if (parser->length == 0 || is_token(parser, ")") || is_token(parser, "and") ||
	    is_token(parser, "or")) {
		fail(parser, "a feature is expected here",
		     "A condition is made of features, 'and', 'or' and parentheses.");
	} else if (is_token(parser, "not")) {
		fail(parser, "conditions have no 'not'",
		     "Let a feature guard what is there with it, not what is there "
		     "without.");
	} else if (!is_token(parser, "(")) {
		form = parse_feature(parser);
	} else if (++parser->depth > MOST_PARENTHESES) {
		fail(parser, "too many parentheses within parentheses",
		     "Leave some out.");
	} else {
		take(parser);
		form = parse_or(parser);
		if (!is_token(parser, ")"))
			fail(parser, "a ')' is missing here", "Close the parenthesis.");
		else
			take(parser);
		parser->depth--;
	}
	return form;
}

static struct dnf parse_and(struct parser *parser)
{
	struct dnf form = parse_part(parser);

	while (!parser->failed && is_token(parser, "and")) {
		take(parser);
		form = join_and(parser, form, parse_part(parser));
		if (form.count > MOST_ALTERNATIVES)
			fail(parser, "too many alternatives",
			     "16 at most, when all parentheses are multiplied out.");
	}
	return form;
}

static struct dnf parse_or(struct parser *parser)
{
	struct dnf form = parse_and(parser);

	while (!parser->failed && is_token(parser, "or")) {
		take(parser);
		form = join_or(parser, form, parse_and(parser));
		if (form.count > MOST_ALTERNATIVES)
			fail(parser, "too many alternatives",
			     "16 at most, when all parentheses are multiplied out.");
	}
	return form;
}

static void complain_over(struct parser *parser)
{
	bool offered = strcmp(parser->over[0], "offered") == 0;

	complain(parser->reader,
	         node_place(parser->node, (size_t)(parser->at - parser->node->text),
	                    parser->length),
	         "FT-14", "%s are there when a feature is %s, not when it is %s",
	         offered ? "configuration fields" : "virtqueues and messages",
	         parser->over[0], parser->over[1]);
	finding_advise(
	        parser->reader->findings,
	        "Basic Facilities of a Virtio Device / Device Configuration Space",
	        offered ? "A driver reads them to decide what it accepts, before "
	                  "anything is negotiated. Leave the word out: `if` means "
	                  "offered here."
	                : "A driver that has not accepted the feature does not know "
	                  "of them. Leave the word out: `if` means negotiated here.");
	parser->failed = true;
}

/* `offered motion`, `negotiated motion`; a feature may have either name. */
static void parse_over(struct parser *parser)
{
	const char *const *over = parser->over;
	const char *next = parser->at + parser->length;

	next += strspn(next, " \n");
	if (!over || !*next ||
	    (!is_token(parser, over[0]) && !is_token(parser, over[1])) ||
	    strncmp(next, "and ", 4) == 0 || strncmp(next, "or ", 3) == 0)
		return;
	if (is_token(parser, over[1]))
		complain_over(parser);
	take(parser);
	parser->start = parser->at;
}

static struct dnf parse(struct parser *parser)
{
	struct dnf form;

	parser->at = parser->start = parser->node->text;
	take(parser);
	parse_over(parser);
	form = parse_or(parser);
	if (!parser->failed && parser->length)
		fail(parser, "'and' or 'or' is expected here",
		     "A condition is made of features, 'and', 'or' and parentheses.");
	return form;
}

/* ---- The model's form ---------------------------------------------------------- */

static void fill_alternative(struct reader *reader, const uint64_t *set,
                             struct condition *condition)
{
	struct model *model = reader->model;
	const struct feature **all;
	unsigned int count = 0;

	all = arena_alloc(reader->arena, model->feature_count, sizeof(*all));
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (set[i / WORD] >> (i % WORD) & 1)
			all[count++] = &model->features[i];
	condition->any[condition->count].all = all;
	condition->any[condition->count++].count = count;
}

static void fill(struct reader *reader, const struct dnf *form,
                 struct condition *condition)
{
	condition->any = arena_alloc(reader->arena, form->count, sizeof(*condition->any));
	for (unsigned int i = 0; i < form->count; i++)
		fill_alternative(reader, form->any[i], condition);
}

static bool start(struct parser *parser, struct reader *reader, const struct node *node,
                  const char *rule)
{
	*parser = (struct parser){ .reader = reader, .node = node, .rule = rule };
	return read_word(reader, node, "a condition over features");
}

static void read_one(struct parser *parser, struct condition *condition)
{
	struct dnf form = parse(parser);

	if (parser->failed)
		return;
	condition->text = (struct text){ .value = parser->start, .at = parser->node->at };
	fill(parser->reader, &form, condition);
}

void read_condition(struct reader *reader, const struct node *node,
                    const char *const *over, struct condition *condition)
{
	struct parser parser;

	if (!start(&parser, reader, node, NULL))
		return;
	parser.over = over;
	read_one(&parser, condition);
}

static const char *join_text(struct reader *reader, const char *left,
                             const struct node *node)
{
	const char *right = node->text;

	if (strstr(right, " or "))
		right = arena_format(reader->arena, "(%s)", right);
	return left ? arena_format(reader->arena, "%s and %s", left, right) : right;
}

void read_conditions(struct reader *reader, const struct node *node, const char *rule,
                     struct condition *condition)
{
	struct dnf all = { .count = 0 };
	const char *text = NULL;
	bool failed = false;

	if (node->kind != NODE_LIST) {
		struct parser parser;

		if (start(&parser, reader, node, rule))
			read_one(&parser, condition);
		return;
	}
	for (unsigned int i = 0; i < node->count; i++) {
		struct parser parser;
		struct dnf one;

		if (!start(&parser, reader, node->items[i], rule)) {
			failed = true;
			continue;
		}
		one = parse(&parser);
		failed |= parser.failed;
		if (failed)
			continue;
		all = text ? join_and(&parser, all, one) : one;
		text = join_text(reader, text, node->items[i]);
		if (all.count > MOST_ALTERNATIVES)
			fail(&parser, "too many alternatives",
			     "16 at most, when all parentheses are multiplied out.");
		failed |= parser.failed;
	}
	if (failed || !text)
		return;
	condition->text = (struct text){ .value = text, .at = node->at };
	fill(reader, &all, condition);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith generate`: files made of descriptions.
 */
#include <limits.h>
#include <string.h>

#include "description.h"
#include "generate.h"
#include "output.h"
#include "runs.h"

#define ALL "all"

const char *generate_word(int index)
{
	if (index > 0)
		return generate_kinds[index - 1].name;
	return ALL;
}

static enum outcome no_such_kind(const char *name)
{
	trouble(MISUSED, "there is no generator '%s'. There are:", name);
	for (const struct generate_kind *kind = generate_kinds; kind->name; kind++)
		fprintf(stderr, "  %-8s %s\n", kind->name, kind->summary);
	fprintf(stderr, "  %-8s %s\n", ALL,
	        "all of these; the last in a directory linux");
	return MISUSED;
}

/* What is asked for, and where it goes. */
struct request {
	const struct generate_kind *kind; /* NULL: all */
	const char *to;
	bool several; /* descriptions: each has a directory of its own */
};

static enum outcome join(char path[PATH_MAX], const char *directory, const char *name)
{
	if (snprintf(path, PATH_MAX, "%s/%s", directory, name) < PATH_MAX)
		return DONE;
	return trouble(FAILED, "%s: the path is too long", directory);
}

static enum outcome make(struct description *description,
                         const struct generate_kind *kind, const char *to)
{
	struct generated generated = { 0 };
	enum outcome outcome = description_generate(description, kind, &generated);

	if (outcome == DONE)
		outcome = output_write(&generated, to);
	generated_fini(&generated);
	return outcome;
}

/* The Linux driver has a Makefile, and so a directory of its own. */
static enum outcome make_all(struct description *description, const char *to)
{
	enum outcome outcome = DONE;
	char path[PATH_MAX];

	for (const struct generate_kind *kind = generate_kinds;
	     kind->name && outcome == DONE; kind++) {
		bool own = strcmp(kind->name, "linux") == 0 && strcmp(to, "-") != 0;

		if (own)
			outcome = join(path, to, kind->name);
		if (outcome == DONE)
			outcome = make(description, kind, own ? path : to);
	}
	return outcome;
}

static enum outcome generate_of(const char *file, const struct request *request)
{
	struct description description;
	enum outcome outcome = description_need(&description, file);
	const char *to = request->to;
	char path[PATH_MAX];

	if (outcome != DONE)
		return outcome;
	if (request->several && strcmp(to, "-") != 0) {
		outcome = join(path, to, description.model->named);
		to = path;
	}
	if (outcome == DONE)
		outcome = request->kind ? make(&description, request->kind, to)
		                        : make_all(&description, to);
	description_close(&description);
	return outcome;
}

enum outcome run_generate(const struct arguments *arguments)
{
	const char *name = arguments->words[0];
	const struct request request = {
		.kind = generate_kind_find(name),
		.to = arguments->option[0] ? arguments->option[0] : ".",
		.several = arguments->count > 2,
	};
	enum outcome worst = DONE;

	if (!request.kind && strcmp(name, ALL) != 0)
		return no_such_kind(name);
	for (int i = 1; i < arguments->count; i++) {
		enum outcome outcome = generate_of(arguments->words[i], &request);

		if (outcome > worst)
			worst = outcome;
	}
	return worst;
}

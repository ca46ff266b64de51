/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith build`: generates and compiles all that is made of a description;
 * and tells Makefiles how to compile and link against the runtime.
 */
#include <stdlib.h>

#include "built.h"
#include "process.h"
#include "runs.h"

enum { OPTION_OUTPUT, OPTION_CFLAGS, OPTION_LIBS };

static enum outcome print_flags(const struct places *places,
                                const struct arguments *arguments)
{
	if (arguments->option[OPTION_CFLAGS])
		printf("-I%s\n", places->include);
	if (arguments->option[OPTION_LIBS])
		printf("%s\n", places->library);
	return DONE;
}

/* Whether kernel modules can be built here: guest/prepare has been run. */
static bool can_build_modules(const struct places *places)
{
	struct words words = { 0 };
	char *answer;

	words_add(&words, "%s/prepare", places->guest);
	words_add(&words, "kernel");
	answer = process_output(&words);
	words_fini(&words);
	free(answer);
	return answer != NULL;
}

static enum outcome build_all(const struct places *places,
                              const struct arguments *arguments)
{
	const char *directory = arguments->option[OPTION_OUTPUT];
	struct description description;
	struct build build = {
		.places = places,
		.description = &description,
		.file = arguments->words[0],
		.directory = directory ? directory : "build",
		.parts = BUILD_ALL,
	};
	char source[PATH_MAX];
	enum outcome outcome = description_need(&description, arguments->words[0]);

	if (outcome != DONE)
		return outcome;
	if (!can_build_modules(places))
		build.parts &= ~(unsigned int)BUILD_MODULE;
	outcome = build_parts(&build);
	if (outcome == DONE && !build_source(&build, source))
		printf("No device program: there is no %s. `vqsmith new` shows what one "
		       "is "
		       "like.\n",
		       source);
	if (outcome == DONE && !(build.parts & BUILD_MODULE))
		printf("No kernel module: its build tree is not prepared; %s/prepare "
		       "does "
		       "that.\n",
		       places->guest);
	description_close(&description);
	return outcome;
}

enum outcome run_build(const struct arguments *arguments)
{
	struct places places;

	if (!places_find(&places))
		return FAILED;
	if (arguments->option[OPTION_CFLAGS] || arguments->option[OPTION_LIBS])
		return print_flags(&places, arguments);
	if (arguments->count == 0)
		return trouble(MISUSED, "build: which description?");
	return build_all(&places, arguments);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `vqsmith generate`: files made of a description.
 */
#include "description.h"
#include "generate.h"
#include "output.h"
#include "runs.h"

const char *generate_word(int index)
{
	return generate_kinds[index].name;
}

static enum outcome no_such_kind(const char *name)
{
	trouble(MISUSED, "there is no generator '%s'. There are:", name);
	for (const struct generate_kind *kind = generate_kinds; kind->name; kind++)
		fprintf(stderr, "  %-8s %s\n", kind->name, kind->summary);
	return MISUSED;
}

enum outcome run_generate(const struct arguments *arguments)
{
	const struct generate_kind *kind = generate_kind_find(arguments->words[0]);
	const char *to = arguments->option[0] ? arguments->option[0] : ".";
	struct description description;
	struct generated generated = { 0 };
	enum outcome outcome;

	if (!kind)
		return no_such_kind(arguments->words[0]);
	outcome = description_need(&description, arguments->words[1]);
	if (outcome != DONE)
		return outcome;
	outcome = description_generate(&description, kind, &generated);
	if (outcome == DONE)
		outcome = output_write(&generated, to);
	generated_fini(&generated);
	description_close(&description);
	return outcome;
}

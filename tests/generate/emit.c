/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Generates without asking the rules: emit KIND FILE DIRECTORY. For tests of
 * what no sound description has.
 */
#include <stdio.h>
#include <string.h>

#include "generate.h"
#include "read.h"

/* A file with the same text is left alone: another target may be reading it. */
static bool is_there(const char *path, const struct generated_file *file)
{
	FILE *in = fopen(path, "r");
	size_t at = 0;
	int c;

	if (!in)
		return false;
	while ((c = fgetc(in)) != EOF && at < file->length && file->text[at] == (char)c)
		at++;
	fclose(in);
	return c == EOF && at == file->length;
}

static bool write_all(const struct generated *generated, const char *directory)
{
	for (unsigned int i = 0; i < generated->count; i++) {
		const struct generated_file *file = generated->files[i];
		char path[4096];
		FILE *out;

		snprintf(path, sizeof(path), "%s/%s", directory, file->name);
		if (is_there(path, file))
			continue;
		out = fopen(path, "w");
		if (!out)
			return false;
		fwrite(file->text, 1, file->length, out);
		if (fclose(out) != 0)
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct source *source = argc == 4 ? source_open(argv[2]) : NULL;
	struct findings findings = { 0 };
	struct generated generated = { 0 };
	struct model *model = source ? model_read(source, &findings) : NULL;
	bool fine = model && findings.errors == 0 &&
	            generate(generate_kind_find(argv[1]), model, &generated, &findings) &&
	            write_all(&generated, argv[3]);

	if (source)
		findings_print(&findings, source, stdout, false);
	findings_fini(&findings);
	generated_fini(&generated);
	if (model)
		model_destroy(model);
	else
		source_destroy(source);
	return fine ? 0 : 1;
}

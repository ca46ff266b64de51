/* SPDX-License-Identifier: BSD-3-Clause */
/* A description from a text, judged. */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tool/check/check.h"
#include "../../tool/type/source.h"

static char *list(struct findings *findings)
{
	static const char *const names[] = { "note", "warning", "error" };
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	for (unsigned int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		fprintf(to, "%s%s %s %u", i ? "; " : "", names[finding->severity],
		        finding->rule ? finding->rule : "-", finding->at.line);
	}
	fclose(to);
	return text;
}

char *judge_file(const char *text)
{
	struct findings findings = { .list = NULL };
	struct source *source = source_from_text("test.yaml", text, strlen(text));
	struct model *model = check_source(source, &findings);
	FILE *nowhere = fopen("/dev/null", "w");
	char *result;

	findings_print(&findings, source, nowhere, true);
	fclose(nowhere);
	result = list(&findings);
	findings_fini(&findings);
	if (model)
		model_destroy(model);
	else
		source_destroy(source);
	return result;
}

/* Whether a line of the text starts so. */
static bool has_line(const char *text, const char *start)
{
	size_t length = strlen(start);

	while (text) {
		if (strncmp(text, start, length) == 0)
			return true;
		text = strchr(text, '\n');
		text += text != NULL;
	}
	return false;
}

char *judge(const char *text)
{
	char *whole = NULL, *result;
	size_t size;
	FILE *to = open_memstream(&whole, &size);

	fputs(text, to);
	if (!has_line(text, "device:"))
		fputs("device: lamp\n", to);
	if (!has_line(text, "id:"))
		fputs("id: experimental\n", to);
	if (!has_line(text, "summary:"))
		fputs("summary: A lamp.\n", to);
	if (!has_line(text, "queues:") && !has_line(text, "no_queues_because:"))
		fputs("queues: {requests: {carries: wish, summary: Wishes.}}\n", to);
	if (!has_line(text, "messages:") && !has_line(text, "no_queues_because:"))
		fputs("messages:\n"
		      "  wish:\n"
		      "    summary: Wishes.\n"
		      "    set_level: {opcode: 1, readable: {level: le16}, summary: "
		      "Sets.}\n",
		      to);
	fclose(to);
	result = judge_file(whole);
	free(whole);
	return result;
}

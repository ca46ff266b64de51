/* SPDX-License-Identifier: BSD-3-Clause */
/* A description from a text, judged. */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tool/check/check.h"
#include "../../tool/type/source.h"

/* The questions, or all else. */
static char *list(struct findings *findings, bool questions)
{
	static const char *const names[] = { "question", "note", "warning", "error" };
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	for (unsigned int i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];

		if ((finding->severity == SEVERITY_QUESTION) != questions)
			continue;
		fprintf(to, "%s%s %s %u", ftell(to) ? "; " : "", names[finding->severity],
		        finding->rule ? finding->rule : "-", finding->at.line);
	}
	fclose(to);
	return text;
}

static char *judge_whole(const char *text, bool questions)
{
	struct findings findings = { .list = NULL };
	struct source *source = source_from_text("test.yaml", text, strlen(text));
	struct model *model = check_source(source, &findings);
	FILE *nowhere = fopen("/dev/null", "w");
	char *result;

	findings_print(&findings, source, nowhere, true);
	fclose(nowhere);
	result = list(&findings, questions);
	findings_fini(&findings);
	if (model)
		model_destroy(model);
	else
		source_destroy(source);
	return result;
}

char *judge_file(const char *text)
{
	return judge_whole(text, false);
}

/* Whether a line of the text starts so. */
static bool has_line(const char *text, const char *start)
{
	size_t length = strlen(start);

	while (text) {
		if (strncmp(text, start, length) == 0)
			return true;
		text = strchr(text, '\n');
		if (text)
			text++;
	}
	return false;
}

static char *judge_filled(const char *text, bool questions)
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
	result = judge_whole(whole, questions);
	free(whole);
	return result;
}

char *judge(const char *text)
{
	return judge_filled(text, false);
}

char *judge_questions(const char *text)
{
	return judge_filled(text, true);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/* Findings for machines. */
#include "finding_order.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "source.h"

static json_t *finding_json(const struct finding *finding)
{
	json_t *object = json_object();

	json_object_set_new(object, "severity",
	                    json_string(severity_name(finding->severity)));
	if (finding->at.line) {
		json_object_set_new(object, "line", json_integer(finding->at.line));
		json_object_set_new(object, "column", json_integer(finding->at.column));
		json_object_set_new(object, "length", json_integer(finding->at.length));
	}
	json_put_text(object, "rule", finding->rule);
	json_put_text(object, "message", finding->message);
	json_put_text(object, "advice", finding->advice);
	json_put_text(object, "section", finding->section);
	return object;
}

void findings_print_json(struct findings *findings, const struct source *source, FILE *to)
{
	json_t *object = json_object(), *list = json_array();

	findings_sort(findings);
	for (unsigned int i = 0; i < findings->count; i++)
		json_array_append_new(list, finding_json(&findings->list[i]));
	json_put_text(object, "file", source->name);
	json_object_set_new(object, "errors", json_integer(findings->errors));
	json_object_set_new(object, "warnings", json_integer(findings->warnings));
	json_object_set_new(object, "notes", json_integer(findings->notes));
	json_object_set_new(object, "questions", json_integer(findings->questions));
	json_object_set_new(object, "findings", list);
	json_dumpf(object, to, JSON_INDENT(2));
	fputc('\n', to);
	json_decref(object);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format).
 */
#include "check.h"

#include <jansson.h>
#include <string.h>

#include "../type/finding_order.h"
#include "../type/json.h"
#include "../type/source.h"

#define SCHEMA                                                                           \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"            \
	"sarif-schema-2.1.0.json"

/* What needs a person has no level, section 3.27.10. */
static const char *level(enum severity severity)
{
	static const char *const levels[] = { "none", "note", "warning", "error" };

	return levels[severity];
}

static json_t *text_object(const char *text)
{
	json_t *object = json_object();

	json_put_text(object, "text", text);
	return object;
}

/* ---- The rules ----------------------------------------------------------- */

static json_t *rule_object(const struct rule *rule)
{
	json_t *object = json_object(), *configuration = json_object();

	json_put_text(object, "id", rule->id);
	json_object_set_new(object, "shortDescription", text_object(rule->title));
	json_object_set_new(object, "fullDescription", text_object(rule->story->says));
	json_object_set_new(object, "help", text_object(rule->story->mend));
	json_put_text(configuration, "level", level(rule->severity));
	json_object_set_new(object, "defaultConfiguration", configuration);
	return object;
}

static json_t *tool_object(void)
{
	json_t *tool = json_object(), *driver = json_object(), *rules = json_array();
	const struct rule *rule;

	for (unsigned int i = 0; (rule = rule_at(i)); i++)
		json_array_append_new(rules, rule_object(rule));
	json_put_text(driver, "name", "vqsmith");
	json_object_set_new(driver, "rules", rules);
	json_object_set_new(tool, "driver", driver);
	return tool;
}

static int rule_index(const char *id)
{
	const struct rule *rule;

	for (unsigned int i = 0; (rule = rule_at(i)); i++)
		if (strcmp(rule->id, id) == 0)
			return (int)i;
	return -1;
}

/* ---- The findings -------------------------------------------------------- */

/* The path as a URI reference: what is no unreserved character is escaped. */
static void put_uri(json_t *object, const char *path)
{
	static const char plain[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
	static const char digits[] = "0123456789ABCDEF";
	char uri[4096];
	size_t used = 0;

	for (; *path && used + 4 < sizeof(uri); path++) {
		unsigned char byte = (unsigned char)*path;

		if (strchr(plain, *path)) {
			uri[used++] = *path;
			continue;
		}
		uri[used++] = '%';
		uri[used++] = digits[byte >> 4];
		uri[used++] = digits[byte & 15];
	}
	uri[used] = '\0';
	json_put_text(object, "uri", uri);
}

static json_t *region_object(struct position at)
{
	json_t *region = json_object();
	json_int_t end = (json_int_t)at.column + (at.length ? at.length : 1);

	json_object_set_new(region, "startLine", json_integer(at.line));
	json_object_set_new(region, "startColumn", json_integer(at.column));
	json_object_set_new(region, "endColumn", json_integer(end));
	return region;
}

static json_t *location_object(const struct finding *finding, const struct source *source)
{
	json_t *location = json_object(), *physical = json_object(),
	       *artifact = json_object();

	put_uri(artifact, source->name);
	json_object_set_new(physical, "artifactLocation", artifact);
	if (finding->at.line)
		json_object_set_new(physical, "region", region_object(finding->at));
	json_object_set_new(location, "physicalLocation", physical);
	return location;
}

static json_t *message_object(const struct finding *finding)
{
	char text[8192];

	snprintf(text, sizeof(text), "%s%s%s%s%s", finding->message,
	         finding->advice ? "\n" : "", finding->advice ? finding->advice : "",
	         finding->section ? "\nvirtio 1.4, " : "",
	         finding->section ? finding->section : "");
	return text_object(text);
}

static json_t *result_object(const struct finding *finding, const struct source *source)
{
	json_t *result = json_object(), *locations = json_array();
	int index = finding->rule ? rule_index(finding->rule) : -1;

	if (index >= 0) {
		json_put_text(result, "ruleId", finding->rule);
		json_object_set_new(result, "ruleIndex", json_integer(index));
	}
	if (finding->severity == SEVERITY_QUESTION)
		json_put_text(result, "kind", "review");
	json_put_text(result, "level", level(finding->severity));
	json_object_set_new(result, "message", message_object(finding));
	json_array_append_new(locations, location_object(finding, source));
	json_object_set_new(result, "locations", locations);
	return result;
}

static json_t *run_object(const struct findings *findings, const struct source *source)
{
	json_t *run = json_object(), *results = json_array();

	for (unsigned int i = 0; i < findings->count; i++)
		json_array_append_new(results, result_object(&findings->list[i], source));
	json_object_set_new(run, "tool", tool_object());
	json_put_text(run, "columnKind", "unicodeCodePoints");
	json_object_set_new(run, "results", results);
	return run;
}

void findings_print_sarif(struct findings *findings, const struct source *source,
                          FILE *to)
{
	json_t *log = json_object(), *runs = json_array();

	findings_sort(findings);
	json_put_text(log, "$schema", SCHEMA);
	json_put_text(log, "version", "2.1.0");
	json_array_append_new(runs, run_object(findings, source));
	json_object_set_new(log, "runs", runs);
	json_dumpf(log, to, JSON_INDENT(2));
	fputc('\n', to);
	json_decref(log);
}

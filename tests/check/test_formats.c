/* SPDX-License-Identifier: BSD-3-Clause */
/* SARIF, the stories, and the table of device ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../../tool/check/check.h"
#include "../../tool/check/ids.h"
#include "../../tool/type/source.h"

/* What a function prints, to be freed. */
#define PRINTED(text, call)                                                              \
	do {                                                                             \
		size_t printed_size;                                                     \
		FILE *to = open_memstream(&(text), &printed_size);                       \
		call;                                                                    \
		fclose(to);                                                              \
	} while (0)

static json_t *sarif_of(const char *name, const char *text)
{
	struct findings findings = { .list = NULL };
	struct source *source = source_from_text(name, text, strlen(text));
	struct model *model = check_source(source, &findings);
	char *printed = NULL;
	json_t *log;

	PRINTED(printed, findings_print_sarif(&findings, source, to));
	log = json_loads(printed, 0, NULL);
	free(printed);
	findings_fini(&findings);
	if (model)
		model_destroy(model);
	else
		source_destroy(source);
	assert_non_null(log);
	return log;
}

static json_t *member(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	assert_non_null(value);
	return value;
}

static const char *text_of(json_t *object, const char *key)
{
	json_t *value = member(object, key);

	assert_true(json_is_string(value));
	assert_true(json_string_length(value) > 0);
	return json_string_value(value);
}

/* section 3.49: each rule has an id of its own. */
static void check_rules(json_t *rules)
{
	size_t i;
	json_t *rule;

	assert_true(json_array_size(rules) > 50);
	json_array_foreach(rules, i, rule)
	{
		const char *level =
		        text_of(member(rule, "defaultConfiguration"), "level");

		text_of(member(rule, "shortDescription"), "text");
		text_of(member(rule, "fullDescription"), "text");
		text_of(member(rule, "help"), "text");
		assert_true(strcmp(level, "note") == 0 || strcmp(level, "warning") == 0 ||
		            strcmp(level, "error") == 0 || strcmp(level, "none") == 0);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(text_of(json_array_get(rules, j), "id"),
			                        text_of(rule, "id"));
	}
}

static void check_result(json_t *result, json_t *rules)
{
	json_t *location = json_array_get(member(result, "locations"), 0);
	json_t *physical = member(location, "physicalLocation");
	json_t *index = json_object_get(result, "ruleIndex");
	json_t *region = json_object_get(physical, "region");

	text_of(result, "level");
	text_of(member(result, "message"), "text");
	text_of(member(physical, "artifactLocation"), "uri");
	if (index) {
		json_t *rule = json_array_get(rules, (size_t)json_integer_value(index));

		assert_string_equal(text_of(rule, "id"), text_of(result, "ruleId"));
	}
	if (region) {
		assert_true(json_integer_value(member(region, "startLine")) >= 1);
		assert_true(json_integer_value(member(region, "startColumn")) >= 1);
		assert_true(json_integer_value(member(region, "endColumn")) >
		            json_integer_value(member(region, "startColumn")));
	}
}

static json_t *check_log(json_t *log)
{
	json_t *run = json_array_get(member(log, "runs"), 0);
	json_t *driver = member(member(run, "tool"), "driver");
	json_t *results = member(run, "results"), *result;
	size_t i;

	assert_string_equal(text_of(log, "version"), "2.1.0");
	text_of(log, "$schema");
	assert_string_equal(text_of(driver, "name"), "vqsmith");
	assert_string_equal(text_of(run, "columnKind"), "unicodeCodePoints");
	check_rules(member(driver, "rules"));
	assert_true(json_is_array(results));
	json_array_foreach(results, i, result)
	{
		check_result(result, member(driver, "rules"));
	}
	return results;
}

static void test_sarif(void **state)
{
	json_t *log =
	        sarif_of("my lamp.yaml", "device: lamp\nid: 35\n"
	                                 "transports: [pci]\nsummary: \"\xc3\xa4\"\n");
	json_t *results = check_log(log), *result = json_array_get(results, 1), *place;

	(void)state;
	assert_int_equal(json_array_size(results), 2);
	assert_string_equal(text_of(result, "ruleId"), "ID-02");
	assert_string_equal(text_of(result, "level"), "error");
	place = member(json_array_get(member(result, "locations"), 0),
	               "physicalLocation");
	assert_string_equal(text_of(member(place, "artifactLocation"), "uri"),
	                    "my%20lamp.yaml");
	place = member(place, "region");
	assert_int_equal(json_integer_value(member(place, "startLine")), 2);
	assert_int_equal(json_integer_value(member(place, "startColumn")), 5);
	assert_int_equal(json_integer_value(member(place, "endColumn")), 7);
	json_decref(log);
}

/* Errors of the language have no rule; bytes that are no text make no broken JSON. */
static void test_sarif_hostile(void **state)
{
	static const char *const texts[] = { "", "\xff\xfe", "a: [\n", "x\x1b[31m: 1\n",
		                             "device: \xe2\x80\xae\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		json_t *log = sarif_of("a\xff%.yaml", texts[i]);

		assert_true(json_array_size(check_log(log)) > 0);
		json_decref(log);
	}
}

/* ---- Stories ------------------------------------------------------------------ */

static void test_explain(void **state)
{
	const struct rule *rule;

	(void)state;
	for (unsigned int i = 0; (rule = rule_at(i)); i++) {
		char *text = NULL;

		PRINTED(text, explain_print(rule, to));
		assert_true(strncmp(text, rule->id, strlen(rule->id)) == 0);
		assert_non_null(strstr(text, rule->title));
		assert_non_null(strstr(text, "\nWhy\n"));
		assert_non_null(strstr(text, rule->severity == SEVERITY_QUESTION
		                                     ? "\nOpen\n"
		                                     : "\nWrong\n"));
		assert_non_null(strstr(text, rule->severity == SEVERITY_QUESTION
		                                     ? "\nAnswered\n"
		                                     : "\nRight\n"));
		assert_non_null(strstr(text, "\nAt the edge\n"));
		free(text);
	}
}

static void test_find(void **state)
{
	(void)state;
	assert_string_equal(rule_find("CF-08")->id, "CF-08");
	assert_string_equal(rule_find("cf-08")->id, "CF-08");
	assert_null(rule_find("CF-8"));
	assert_null(rule_find(""));
}

static void test_list(void **state)
{
	char *text = NULL;

	(void)state;
	PRINTED(text, rules_print(to));
	assert_non_null(strstr(text, "ID-01  error   "));
	assert_non_null(strstr(text, "IR-05  note    "));
	free(text);
}

/* ---- Device ids ----------------------------------------------------------------- */

static void test_ids(void **state)
{
	const struct device_id *row;

	(void)state;
	for (unsigned int i = 0; (row = id_at(i)); i++) {
		assert_true(i == 0 || id_at(i - 1)->id < row->id);
		assert_ptr_equal(id_find(row->id), row);
		assert_non_null(id_name(row));
		assert_true(!row->chapter || row->name);
	}
	assert_string_equal(id_find(2)->name, "block device");
	assert_string_equal(id_name(id_find(37)), "DMABUF");
	assert_int_equal(id_find(9)->transitional, 0x1009);
	assert_null(id_find(0));
	assert_null(id_find(50));
	assert_null(id_find(65537));
	assert_true(id_is_gap(14) && id_is_gap(15));
	assert_false(id_is_gap(13) || id_is_gap(50) || id_is_gap(0));
}

static void test_id_transports(void **state)
{
	const unsigned int all = TRANSPORT_PCI | TRANSPORT_MMIO | TRANSPORT_CCW;

	(void)state;
	assert_int_equal(id_transports(0), 0);
	assert_int_equal(id_transports(63), all);
	assert_int_equal(id_transports(64), TRANSPORT_MMIO | TRANSPORT_CCW);
	assert_int_equal(id_transports(255), TRANSPORT_MMIO | TRANSPORT_CCW);
	assert_int_equal(id_transports(256), TRANSPORT_MMIO);
	assert_int_equal(id_transports(65535), TRANSPORT_MMIO);
	assert_int_equal(id_transports(65536), 0);
}

static void expect_match(const char *query, const char *part)
{
	char *text = NULL;
	bool found;

	PRINTED(text, found = ids_print_matching(to, query));
	assert_true(found);
	assert_non_null(strstr(text, part));
	free(text);
}

static void expect_none(const char *query)
{
	char *text = NULL;
	bool found;

	PRINTED(text, found = ids_print_matching(to, query));
	assert_false(found);
	assert_string_equal(text, "");
	free(text);
}

static void test_ids_print(void **state)
{
	char *text = NULL;
	json_t *list;

	(void)state;
	expect_match("35", "Watchdog");
	expect_match("0x23", "Watchdog");
	expect_match("BALLOON", "traditional");
	expect_match("clock", "VIRTIO_ID_CLOCK");
	expect_match("9p", "0x1009");
	expect_match("0", "placeholder");
	expect_match("50", "free");
	expect_match("100", "0x10a4");
	expect_match("65535", "0x1103f");
	expect_match("65535", "virtio-comment");
	expect_match("experimental", "trial_pci_id");
	expect_none("65536");
	expect_none("99999999999999999999999999");
	expect_none("lamp");
	expect_none("");
	PRINTED(text, ids_print(to));
	assert_non_null(strstr(text, "65472..65535"));
	free(text);
	text = NULL;
	PRINTED(text, ids_print_json(to));
	list = json_loads(text, 0, NULL);
	assert_true(json_array_size(list) > 40);
	json_decref(list);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sarif),
		cmocka_unit_test(test_sarif_hostile),
		cmocka_unit_test(test_explain),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_id_transports),
		cmocka_unit_test(test_ids_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What our tests use of cmocka, for machines that Debian has a compiler and a C library
 * for, but no cmocka that installs beside our own: a test that fails ends the program.
 */
#ifndef VQSMITH_TESTS_MACHINES_CMOCKA_H
#define VQSMITH_TESTS_MACHINES_CMOCKA_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CMUnitTest {
	const char *name;
	void (*test)(void **state);
	int (*setup)(void **state);
	int (*teardown)(void **state);
};

static inline void machine_check(int fine, const char *what, const char *file, int line)
{
	if (fine)
		return;
	printf("%s:%d: %s\n", file, line, what);
	exit(1);
}

static inline int machine_run(const char *group, const struct CMUnitTest *tests,
                              size_t count)
{
	for (size_t i = 0; i < count; i++) {
		void *state = NULL;

		if (tests[i].setup && tests[i].setup(&state))
			machine_check(0, tests[i].name, group, 0);
		tests[i].test(&state);
		if (tests[i].teardown && tests[i].teardown(&state))
			machine_check(0, tests[i].name, group, 0);
	}
	printf("%s: %zu tests passed\n", group, count);
	return 0;
}

#define machine_assert(condition)                                                        \
	machine_check(!!(condition), #condition, __FILE__, __LINE__)

#define cmocka_unit_test(function)                                                       \
	{                                                                                \
#function, function, NULL, NULL                                          \
	}
#define cmocka_unit_test_setup_teardown(function, setup, teardown)                       \
	{                                                                                \
#function, function, setup, teardown                                     \
	}
#define cmocka_run_group_tests(tests, setup, teardown)                                   \
	machine_run(#tests, tests, sizeof(tests) / sizeof((tests)[0]))
#define _cmocka_run_group_tests(name, tests, count, setup, teardown)                     \
	machine_run(name, tests, count)
#define print_message printf
#define print_error   printf
#define skip()        return
#define fail()        machine_check(0, "fail", __FILE__, __LINE__)
#define fail_msg(...) (printf(__VA_ARGS__), fail())

#define assert_true(value)            machine_assert(value)
#define assert_false(value)           machine_assert(!(value))
#define assert_null(value)            machine_assert((value) == NULL)
#define assert_non_null(value)        machine_assert((value) != NULL)
#define assert_int_equal(a, b)        machine_assert((uint64_t)(a) == (uint64_t)(b))
#define assert_int_not_equal(a, b)    machine_assert((uint64_t)(a) != (uint64_t)(b))
#define assert_ptr_equal(a, b)        machine_assert((const void *)(a) == (const void *)(b))
#define assert_ptr_not_equal(a, b)    machine_assert((const void *)(a) != (const void *)(b))
#define assert_string_equal(a, b)     machine_assert(strcmp(a, b) == 0)
#define assert_string_not_equal(a, b) machine_assert(strcmp(a, b) != 0)
#define assert_memory_equal(a, b, n)  machine_assert(memcmp(a, b, n) == 0)
#define assert_in_range(v, low, high) machine_assert((v) >= (low) && (v) <= (high))

#endif

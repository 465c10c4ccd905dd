/* lists_reader.h: reads a binary file of lists by what doc/match-format.md says, and by nothing of
 * the program but its arena. Fails the test where the file breaks a rule. */
#ifndef OPSTAP_TEST_LISTS_READER_H
#define OPSTAP_TEST_LISTS_READER_H

#include <sodium.h>

#include "test.h"

enum { READ_PARTS_MAX = 32, READ_SUM_BYTES = 32 };

typedef struct ReadRow {
    uint32_t opening, unknown_parts, unknown_count;
    int score, points[READ_PARTS_MAX];
} ReadRow;

typedef struct ReadPerson {
    Str id;
    ReadRow *row;
    size_t count;
} ReadPerson;

typedef struct ReadLists {
    int32_t today;
    uint32_t top, part_count, opening_count, maximum[READ_PARTS_MAX];
    Str program, rules, region, part[READ_PARTS_MAX];
    Str *opening;
    ReadPerson *person;
    size_t person_count;
    uint64_t match_count;
} ReadLists;

typedef struct Reading {
    Arena *arena;
    const unsigned char *at, *end;
} Reading;

static inline uint64_t read_number(Reading *reading, size_t bytes) {
    uint64_t number = 0;
    assert_true((size_t)(reading->end - reading->at) >= bytes);
    for (size_t i = bytes; i; i--) number = number << 8 | reading->at[i - 1];
    reading->at += bytes;
    return number;
}

static inline Str read_str(Reading *reading) {
    size_t len = (size_t)read_number(reading, 2);
    assert_true((size_t)(reading->end - reading->at) >= len);
    Str str = { (const char *)reading->at, len };
    reading->at += len;
    return str;
}

static inline void read_head(Reading *reading, ReadLists *lists) {
    static const unsigned char magic[] = { 0x8F, 'O', 'P', 'S', 'L', 'S', 'T', '\n' };
    assert_true(reading->end - reading->at >= 8);
    assert_memory_equal(reading->at, magic, sizeof magic);
    reading->at += sizeof magic;
    assert_int_equal(read_number(reading, 4), 1);
    lists->today = (int32_t)read_number(reading, 4);
    lists->top = (uint32_t)read_number(reading, 4);
    lists->program = read_str(reading);
    lists->rules = read_str(reading);
    lists->region = read_str(reading);
    lists->part_count = (uint32_t)read_number(reading, 4);
    assert_in_range(lists->part_count, 1, READ_PARTS_MAX);
    for (uint32_t i = 0; i < lists->part_count; i++) {
        lists->part[i] = read_str(reading);
        lists->maximum[i] = (uint32_t)read_number(reading, 4);
    }
    lists->opening_count = (uint32_t)read_number(reading, 4);
    lists->opening = arena_many(reading->arena, Str, lists->opening_count);
    for (uint32_t i = 0; i < lists->opening_count; i++) lists->opening[i] = read_str(reading);
}

static inline void read_row(Reading *reading, const ReadLists *lists, ReadRow *row) {
    int sum = 0;
    row->opening = (uint32_t)read_number(reading, 4);
    row->score = (int)read_number(reading, 2);
    row->unknown_count = (uint32_t)read_number(reading, 4);
    row->unknown_parts = (uint32_t)read_number(reading, 4);
    assert_true(row->opening < lists->opening_count);
    for (uint32_t i = 0; i < lists->part_count; i++) {
        row->points[i] = (int)read_number(reading, 2);
        assert_in_range(row->points[i], 0, lists->maximum[i]);
        if (row->unknown_parts >> i & 1) assert_int_equal(row->points[i], 0);
        sum += row->points[i];
    }
    assert_int_equal(sum, row->score);
}

static inline void read_person(Reading *reading, const ReadLists *lists, ReadPerson *person) {
    person->id = read_str(reading);
    person->count = (size_t)read_number(reading, 2);
    assert_in_range(person->count, 0, lists->top);
    person->row = arena_many(reading->arena, ReadRow, person->count);
    for (size_t i = 0; i < person->count; i++) {
        read_row(reading, lists, &person->row[i]);
        if (i) assert_true(person->row[i].score <= person->row[i - 1].score);
    }
}

static inline ReadLists lists_read(Arena *arena, Str bytes) {
    ReadLists lists = { 0 };
    unsigned char sum[READ_SUM_BYTES];
    size_t room = 0;
    assert_true(bytes.len > READ_SUM_BYTES);
    const unsigned char *first = (const unsigned char *)bytes.at;
    Reading reading = { arena, first, first + bytes.len - READ_SUM_BYTES };
    crypto_generichash(sum, sizeof sum, first, bytes.len - READ_SUM_BYTES, NULL, 0);
    assert_memory_equal(sum, reading.end, sizeof sum);
    read_head(&reading, &lists);
    while (read_number(&reading, 1) == 1) {
        lists.person = arena_room(arena, ReadPerson, lists.person, lists.person_count, &room);
        ReadPerson *person = &lists.person[lists.person_count++];
        read_person(&reading, &lists, person);
        lists.match_count += person->count;
    }
    assert_int_equal(reading.at[-1], 0);
    assert_int_equal(read_number(&reading, 8), lists.person_count);
    assert_int_equal(read_number(&reading, 8), lists.match_count);
    assert_ptr_equal(reading.at, reading.end);
    return lists;
}

#endif

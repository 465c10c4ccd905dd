/* animals.h: migrations of a test in the place of those of the program. */
#ifndef OPSTAP_TEST_ANIMALS_H
#define OPSTAP_TEST_ANIMALS_H

#include "embedded.h"

#define EMBEDDED(file_name, text) { file_name, text, sizeof(text) - 1 }
/* The third fails when an animal has no legs; its first statement must not stay then. */
const EmbeddedFile embedded_files[] = {
    EMBEDDED("regions.csv", "code\n"),
    EMBEDDED("schema/0001_animals.sql", "CREATE TABLE animal (number {ID}, name {TEXT} NOT NULL, "
                                        "legs {INT}, photo {BLOB}) {STRICT};"),
    EMBEDDED("schema/0002_homes.sql",
             "CREATE TABLE home (number {ID}, animal {INT} REFERENCES animal (number)) {STRICT};"
             "INSERT INTO home (number, animal) SELECT number, number FROM animal;"),
    EMBEDDED("schema/0003_legs.sql",
             "CREATE TABLE walker (number {ID}, legs {INT} NOT NULL) {STRICT};"
             "INSERT INTO walker (number, legs) SELECT number, legs FROM animal;"),
    EMBEDDED("schema/0005_after_a_gap.sql", "CREATE TABLE never (number {ID}) {STRICT};"),
};
const size_t embedded_file_count = sizeof embedded_files / sizeof *embedded_files;

#endif

/* people_file: a database with many made-up people, for programs that measure the whole program.
 *
 *     people_file FILE [PEOPLE]     200,000 when not said; the file must not be there */
#include "many_people.h"
#include "number.h"

int main(int count, char **argument) {
    int64_t people = MANY_PEOPLE, tenant;
    Db *db;
    if (count < 2 || (count > 2 && !number_read_between(str_from(argument[2]), 1, MANY_PEOPLE, &people))) {
        fprintf(stderr, "usage: people_file FILE [PEOPLE]\n");
        return 2;
    }
    many_people_make(argument[1], (int)people, &db, &tenant);
    db_end(db);
    return 0;
}

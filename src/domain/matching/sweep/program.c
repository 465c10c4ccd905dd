#include "matching/sweep/program.h"

typedef struct Programming {
    const Slices *slices;
    const Catalogue *catalogue;
    Program *program;
} Programming;

/* Of travel the way itself comes first; version 0 is as things stand. */
static void lacks_write(const Programming *programming, const CandidateProfile *candidate,
                        Criterion criterion, int version) {
    Lacks *lacks = &programming->program->lacks;
    if (criterion == CRITERION_travel) {
        lacks->lack = arena_room(programming->catalogue->arena, Lack, lacks->lack,
                                 (size_t)lacks->count, &lacks->capacity);
        lacks->lack[lacks->count++] = (Lack){ .column = column_of_way(version) };
    }
    lacks_of(programming->catalogue->arena, programming->slices, candidate, criterion, lacks);
}

static bool lack_among(const Lack *lack, const Lack *list, int count) {
    for (int i = 0; i < count; i++) {
        if (lack_is(lack, &list[i])) return true;
    }
    return false;
}

/* How many of the first are not among the second; and the last of them. */
static int lacks_missing(const Lack *list, int count, const Lack *among, int among_count,
                         int *ret_last) {
    int missing = 0;
    for (int i = 0; i < count; i++) {
        if (lack_among(&list[i], among, among_count)) continue;
        *ret_last = i;
        missing++;
    }
    return missing;
}

/* Keeps of the lacks after a step only those that it adds. */
static void lacks_keep_added(Lacks *lacks, LacksOf now, LacksOf *after) {
    const Lack *before = &lacks->lack[now.first];
    int kept = 0;
    for (int i = 0; i < after->count; i++) {
        Lack lack = lacks->lack[after->first + i];
        if (!lack_among(&lack, before, now.count)) lacks->lack[after->first + kept++] = lack;
    }
    after->count = kept;
    lacks->count = after->first + kept;
}

/* A step after which nothing is taken away opens nothing. */
static void step_write(const Programming *programming, int step, int version) {
    const TakenStep *taken = &programming->catalogue->step[step];
    Program *program = programming->program;
    LacksOf now = program->of[taken->criterion], after = { .first = program->lacks.count };
    lacks_write(programming, &taken->after, taken->criterion, version);
    after.count = program->lacks.count - after.first;
    const Lack *lack = program->lacks.lack;
    int last = 0;
    int gone = lacks_missing(&lack[now.first], now.count, &lack[after.first], after.count, &last);
    if (!gone) {
        program->lacks.count = after.first;
        return;
    }
    bool one = gone == 1 && now.count <= LACKS_KEPT;
    if (one) lacks_keep_added(&program->lacks, now, &after);
    int at = program->first_step[taken->criterion + 1]++;
    program->step[at] = (SweepStep){ .step = step, .taken = one ? last : -1, .lacks = after };
}

void program_make(const Slices *slices, const Catalogue *catalogue, Program *ret_program) {
    *ret_program = (Program){ 0 };
    Programming programming = { slices, catalogue, ret_program };
    for (int i = 0; i < CRITERION_COUNT; i++) {
        LacksOf *of = &ret_program->of[i];
        of->first = ret_program->lacks.count;
        lacks_write(&programming, catalogue->candidate, (Criterion)i, 0);
        of->count = ret_program->lacks.count - of->first;
    }
    ret_program->asked.first = ret_program->lacks.count;
    lacks_asked(catalogue->arena, slices, catalogue->candidate, &ret_program->lacks);
    ret_program->asked.count = ret_program->lacks.count - ret_program->asked.first;
    ret_program->step = arena_many(catalogue->arena, SweepStep, (size_t)catalogue->count + 1);
    for (int i = 0; i < CRITERION_COUNT; i++) {
        ret_program->first_step[i + 1] = ret_program->first_step[i];
        if (i == CRITERION_timetable) continue;
        int first = catalogue->first[i];
        for (int k = first; k < catalogue->first[i + 1]; k++) {
            step_write(&programming, k, 1 + k - first);
        }
    }
}

#include "excerpt.h"

Excerpts *excerpts_new(Arena *arena, const Problem *problem, const Standing *standing,
                       const Basis *start) {
    Excerpts *excerpts = arena_one(arena, Excerpts);
    const Apart *apart = apart_new(arena, problem);
    *excerpts = (Excerpts){ .arena = arena,
                            .problem = problem,
                            .standing = standing,
                            .start = start,
                            .apart = apart,
                            .of = apart->candidate.piece,
                            .option_of = apart->option.piece,
                            .class_of = apart->option_class.piece,
                            .resource_of = apart->resource.piece,
                            .candidate_here = apart->candidate.at,
                            .option_here = apart->option.at,
                            .class_here = apart->option_class.at,
                            .resource_here = apart->resource.at,
                            .pair_here = apart->pair.at,
                            .number = EXCERPT_WITHOUT };
    excerpts->mark = arena_mark(arena);
    return excerpts;
}

static int64_t value_here(const Excerpts *excerpts, const ApartPiece *piece) {
    const Problem *here = &piece->problem;
    const Standing *standing = excerpts->standing;
    int64_t value = 0;
    for (int32_t i = 0; i < here->candidate_count; i++) {
        value += standing_worth(standing, piece->candidate[i]);
    }
    for (int32_t i = 0; i < here->class_count; i++) {
        bool starts = standing->in_class[piece->option_class[i]] > 0;
        if (starts) value -= here->option_class[i].opening_cost;
    }
    for (int32_t i = 0; i < here->option_count; i++) {
        bool starts = standing->in_option[piece->option[i]] > 0;
        if (starts) value -= here->option[i].opening_cost;
    }
    return value;
}

Excerpt *excerpt_take(Excerpts *excerpts, int32_t number) {
    Excerpt *excerpt = &excerpts->excerpt;
    if (excerpts->number == number) return excerpt;
    arena_rewind(excerpts->arena, excerpts->mark);
    excerpts->number = number;
    ApartPiece *piece = apart_take(excerpts->arena, excerpts->apart, number);
    *excerpt = (Excerpt){ .problem = piece->problem,
                          .candidate = piece->candidate,
                          .option = piece->option,
                          .value = value_here(excerpts, piece) };
    if (excerpts->start) {
        excerpt->start = basis_cut(excerpts->arena, excerpts->start, excerpts->apart, piece);
    }
    return excerpt;
}

#include "candidates/candidate_labels.h"

#include "records/labels.h"

Word fact_word(Fact fact) {
    return word_named("fact.%s", fact_info[fact].field.name);
}

Word fact_help(Fact fact) {
    return word_named("fact.%s.help", fact_info[fact].field.name);
}

Word fact_group_word(FactGroup group) {
    static const Word words[GROUP_COUNT] = {
        [GROUP_IDENTITY] = WORD_factgroup_identity,
        [GROUP_HOME] = WORD_factgroup_home,
        [GROUP_RIGHT] = WORD_factgroup_right,
        [GROUP_INTEGRATION] = WORD_factgroup_integration,
        [GROUP_INCOME] = WORD_factgroup_income,
        [GROUP_LANGUAGE] = WORD_factgroup_language,
        [GROUP_EDUCATION] = WORD_factgroup_education,
        [GROUP_TRAVEL] = WORD_factgroup_travel,
        [GROUP_AVAILABILITY] = WORD_factgroup_availability,
        [GROUP_CHILDCARE] = WORD_factgroup_childcare,
        [GROUP_GUIDANCE] = WORD_factgroup_guidance,
    };
    return words[group];
}
